"""An anonymous round with one participant, for tests of whose a questionnaire is."""

from __future__ import annotations

import itertools
from datetime import UTC, datetime

from sqlalchemy.orm import Session

from plateau.accounts import operations as accounts
from plateau.accounts.model import Actor, Organisation, Person, Role
from plateau.assessment import links, operations, store
from plateau.assessment.model import Anonymity, Answer, Guest, Mark, Participant, Perspective, Round
from plateau.assessment.operations import BeginsFirst, LinkEnded
from plateau.assessment.operations.links import find_own_token
from plateau.catalogue.loader import catalogue
from plateau.catalogue.model import Kind
from plateau.database import new_id

NOW = datetime(2026, 11, 29, 12, 0, tzinfo=UTC)
SECRET = "s" * 32
INSTRUMENT = catalogue().instrument("gemeente")
CRITERIA = [criterion.id for criterion in INSTRUMENT.criteria]
EMAIL = "els@proef.example"


class Scene:
    """An anonymous round with one participant, whoever leads it, and what each of them can do."""

    def __init__(self, session: Session) -> None:
        self.session = session
        self.salts = (f"salt-{number}" for number in itertools.count())
        self.seats = (f"seat-{number}" for number in itertools.count())
        self.organisation = Organisation(new_id(), "Gemeente Proefdorp", Kind.GEMEENTE, 1000)
        accounts.register_organisation(session, organisation=self.organisation, now=NOW)
        self.leader = self._person("directeur@proef.example", Role.DIRECTOR)
        self.round: Round = operations.open_round(
            session,
            actor=self.leader,
            instrument=INSTRUMENT,
            name="Nulmeting",
            is_baseline=True,
            now=NOW,
            round_id=new_id(),
            anonymity=Anonymity.ANONYMOUS,
        )
        self.els = Participant(new_id(), self.round.id, None, "Els", EMAIL, Perspective.STAF)
        store.add_participant(session, self.els)
        self.give()

    def _person(self, email: str, role: Role) -> Actor:
        person = Person(new_id(), email, email, "nl")
        accounts.register_person(self.session, person=person, password="geheim-genoeg", now=NOW)
        accounts.give_role(
            self.session,
            membership_id=new_id(),
            person_id=person.id,
            organisation_id=self.organisation.id,
            role=role,
        )
        return Actor(person, self.organisation, role)

    def member(self) -> Actor:
        return self._person(EMAIL, Role.MEMBER)

    def now_listed(self) -> Participant:
        return operations.get_participant(self.session, item=self.round, participant_id=self.els.id)

    def give(self) -> int:
        return operations.give_links(
            self.session,
            actor=self.leader,
            round_id=self.round.id,
            secret=SECRET,
            make_salt=lambda: next(self.salts),
            now=NOW,
        )

    def renew(self) -> None:
        operations.renew_link(
            self.session,
            actor=self.leader,
            round_id=self.round.id,
            participant_id=self.els.id,
            secret=SECRET,
            make_salt=lambda: next(self.salts),
            now=NOW,
        )

    def revoke(self) -> None:
        operations.revoke_link(
            self.session, actor=self.leader, round_id=self.round.id, participant_id=self.els.id, now=NOW
        )

    def handed(self) -> str:
        """The link that whoever leads the round sees; "" without one."""
        [(_, token)] = operations.find_handed_tokens(self.session, item=self.round, secret=SECRET, now=NOW)
        return token or ""

    def own(self) -> str:
        """The link that mail carries."""
        token = find_own_token(
            self.session, someone=self.now_listed(), item=self.round, secret=SECRET, now=NOW
        )
        return token or ""

    def begin(self, token: str, seat: str = "") -> str:
        """Press "begin" at this link: the link of the seat, or "" when it did not go."""
        seat = seat or next(self.seats)
        try:
            begun = operations.begin(
                self.session,
                token_hash=links.token_hash(token),
                seat_hash=links.token_hash(seat),
                now=NOW,
            )
        except LinkEnded:
            return ""
        return seat if begun else ""

    def enter(self, token: str) -> Guest | None:
        """Who comes in by this link, if it opens answers."""
        try:
            guest, _ = operations.find_guest(self.session, token_hash=links.token_hash(token), now=NOW)
        except (LinkEnded, BeginsFirst):
            return None
        return guest

    def save(self, who: Actor | Guest, value: int, criterion: str = CRITERIA[0]) -> None:
        found = operations.find_response(self.session, actor=who, round_id=self.round.id)
        operations.save_answers(
            self.session,
            actor=who,
            round_id=self.round.id,
            answers=[Answer(criterion, Mark.PLATEAU, value)],
            base_revision=found.revision if found else 0,
            now=NOW,
        )

    def save_by(self, token: str, value: int) -> bool:
        guest = self.enter(token)
        if guest:
            self.save(guest, value)
        return guest is not None
