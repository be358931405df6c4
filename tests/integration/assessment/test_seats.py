"""Whose an anonymous questionnaire is: links, seats and accounts against each other, on both databases."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from contextlib import suppress
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy.orm import Session

from plateau.accounts import operations as accounts
from plateau.accounts.model import Actor, Organisation, Person, Role
from plateau.assessment import links, operations, store
from plateau.assessment.model import (
    Anonymity,
    Answer,
    Guest,
    Link,
    Mark,
    Participant,
    Perspective,
    Round,
    RoundState,
)
from plateau.assessment.operations import BeginsFirst, LinkEnded
from plateau.assessment.operations.links import find_own_token
from plateau.assessment.participant_list import Row
from plateau.assessment.records import ParticipantRecord
from plateau.catalogue.loader import catalogue
from plateau.catalogue.model import Kind
from plateau.database import Database, new_id
from plateau.mail.model import Kind as MailKind
from tests.integration.assessment.rounds import make

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


@pytest.fixture
def scene(database: Database) -> Iterator[Scene]:
    with database.transaction() as session:
        yield Scene(session)


def test_a_handed_link_leads_to_the_door_and_begins_once(scene: Scene) -> None:
    handed = scene.handed()
    with pytest.raises(BeginsFirst) as waits:
        operations.find_guest(scene.session, token_hash=links.token_hash(handed), now=NOW)
    assert (waits.value.guest.participant.id, waits.value.round.id) == (scene.els.id, scene.round.id)
    seat = scene.begin(handed)
    assert seat
    assert scene.begin(handed) == ""
    assert scene.begin(handed, seat) == seat  # pressed twice
    assert scene.enter(handed) is None
    assert scene.save_by(seat, 2)
    assert scene.begin(handed) == ""
    assert scene.enter(scene.own()) is not None


def test_in_a_named_round_a_handed_link_works_as_before(scene: Scene) -> None:
    make(scene.session, scene.round, anonymity=Anonymity.NAMED, state=RoundState.OPEN)
    assert scene.save_by(scene.handed(), 2)
    assert scene.begin(scene.handed()) == ""  # nothing to begin by
    assert scene.save_by(scene.handed(), 3)


def test_before_it_opens_nobody_begins(scene: Scene) -> None:
    make(scene.session, scene.round, anonymity=Anonymity.ANONYMOUS, state=RoundState.PREPARATION)
    assert scene.begin(scene.handed()) == ""
    assert operations.find_begin_pressed(scene.session, someone=scene.els) == []


@pytest.mark.parametrize("by", ["mail", "account"])
def test_who_took_the_seat_first_sees_nothing_of_who_saves_after(scene: Scene, by: str) -> None:
    """Whoever leads the round begins in someone's name, and waits for that someone."""
    seat = scene.begin(scene.handed())
    assert scene.save_by(seat, 1)
    guest = scene.enter(scene.own())
    assert guest is not None
    scene.save(scene.member() if by == "account" else guest, 5)
    assert scene.enter(seat) is None
    assert scene.begin(scene.handed()) == ""


def test_a_save_that_was_under_way_does_not_count_for_a_lost_seat(scene: Scene) -> None:
    guest = scene.enter(scene.begin(scene.handed()))
    assert guest is not None
    own = scene.enter(scene.own())
    assert own is not None
    scene.save(own, 4)
    with pytest.raises(LinkEnded):
        scene.save(guest, 1)
    found = operations.find_response(scene.session, actor=own, round_id=scene.round.id)
    assert found is not None
    assert found.answers[CRITERIA[0]].plateau == 4


def test_whoever_waits_in_the_seat_catches_no_answer_between_two_looks(database: Database) -> None:
    with database.transaction() as session:
        scene = Scene(session)
        seat = scene.begin(scene.handed())
    with database.reading() as session:
        scene.session = session
        waiting = scene.enter(seat)
        assert waiting is not None
        with database.transaction() as other:
            scene.session = other
            own = scene.enter(scene.own())
            assert own is not None
            scene.save(own, 5)
            scene.save(own, 4)
        # What began before the save ended sees nothing of it, nor what begins after.
        assert operations.find_response(session, actor=waiting, round_id=scene.round.id) is None
        assert operations.find_history(session, actor=waiting, round_id=scene.round.id) == {}
    with database.reading() as session:
        for look in (operations.find_response, operations.find_history, operations.find_evidence):
            with pytest.raises(LinkEnded):
                look(session, actor=waiting, round_id=scene.round.id)


def test_who_answers_with_an_account_leaves_nothing_to_begin(scene: Scene) -> None:
    scene.save(scene.member(), 3)
    assert scene.begin(scene.handed()) == ""


def test_a_new_link_frees_the_seat_of_who_saved_nothing_and_no_other(scene: Scene) -> None:
    lost = scene.begin(scene.handed())
    scene.renew()
    assert scene.enter(lost) is None
    seat = scene.begin(scene.handed())
    assert scene.save_by(seat, 2)
    before = scene.own()
    scene.renew()
    assert scene.begin(scene.handed()) == ""
    assert scene.save_by(seat, 3)  # goes on in the browser it began in
    assert scene.enter(before) is None
    assert scene.save_by(scene.own(), 4)  # what the next mail carries


def test_revoked_is_revoked_for_every_link_and_given_again_for_none_but_the_seat(scene: Scene) -> None:
    seat = scene.begin(scene.handed())
    scene.save_by(seat, 2)
    own = scene.own()
    scene.revoke()
    assert not any(map(scene.enter, (seat, own)))
    assert scene.give() == 0
    scene.renew()
    assert scene.enter(seat)
    assert scene.begin(scene.handed()) == ""


def test_whoever_presses_begin_is_seen_by_who_it_is_about(scene: Scene) -> None:
    assert operations.find_begin_pressed(scene.session, someone=scene.els) == []
    scene.save_by(scene.own(), 3)
    assert scene.begin(scene.handed()) == ""
    assert operations.find_begin_pressed(scene.session, someone=scene.els) == [NOW]


def test_own_links_come_by_mail_and_no_more_often_than_three_times_an_hour(scene: Scene) -> None:
    def ask(now: datetime) -> int:
        operations.ask_own_link(
            scene.session,
            token_hash=links.token_hash(scene.handed()),
            base="http://localhost",
            secret=SECRET,
            now=now,
        )
        return len(store.outgoing(scene.session, scene.round.id))

    assert [ask(NOW) for _ in range(5)] == [1, 2, 3, 3, 3]
    assert ask(NOW + timedelta(minutes=61)) == 4
    [newest, *_] = store.outgoing(scene.session, scene.round.id)
    assert (newest.kind, newest.asked_by) == (MailKind.OWN_LINK, None)
    letter = operations.prepare_letter(scene.session, item=newest, secret=SECRET, now=NOW)
    assert letter is not None
    assert (letter.token, letter.sender, letter.participant.email) == (scene.own(), "", EMAIL)


def test_no_own_link_without_an_address_or_an_open_round(scene: Scene) -> None:
    def ask() -> None:
        operations.ask_own_link(
            scene.session, token_hash=links.token_hash(scene.handed()), base="", secret=SECRET, now=NOW
        )

    make(scene.session, scene.round, anonymity=Anonymity.ANONYMOUS, state=RoundState.PREPARATION)
    with pytest.raises(LinkEnded):
        ask()
    make(scene.session, scene.round, anonymity=Anonymity.ANONYMOUS, state=RoundState.OPEN)
    bare = Participant(scene.els.id, scene.round.id, None, "Els", None, Perspective.STAF)
    store.set_participant(scene.session, bare)
    with pytest.raises(LinkEnded):
        ask()


def test_links_of_before_there_were_own_ones_get_theirs_and_stay(scene: Scene) -> None:
    handed, own = scene.handed(), scene.own()
    scene.session.get_one(ParticipantRecord, scene.els.id).own_hash = None
    scene.session.flush()
    assert scene.own() == ""
    assert scene.give() == 0
    assert (scene.handed(), scene.own()) == (handed, own)


def change(scene: Scene, email: str | None, name: str = "Els") -> None:
    operations.change_participant(
        scene.session,
        actor=scene.leader,
        round_id=scene.round.id,
        participant_id=scene.els.id,
        name=name,
        email=email,
        perspective=Perspective.STAF,
        areas=frozenset(),
        language="nl",
    )


@pytest.mark.parametrize("began", [False, True])
@pytest.mark.parametrize("email", [None, "baas@elders.example"])
def test_in_an_open_anonymous_round_no_address_changes_whether_or_not_they_began(
    scene: Scene, email: str | None, began: bool
) -> None:
    if began:
        scene.save_by(scene.begin(scene.handed()), 2)
    with pytest.raises(operations.AddressFixed):
        change(scene, email)
    change(scene, EMAIL, name="Else")
    assert scene.now_listed().name == "Else"


def test_before_it_opens_another_address_ends_both_links(scene: Scene) -> None:
    make(scene.session, scene.round, anonymity=Anonymity.ANONYMOUS, state=RoundState.PREPARATION)
    before = scene.handed(), scene.own()
    change(scene, "els@nieuw.example")
    assert (scene.handed(), scene.own()) == ("", "")
    assert scene.give() == 1
    make(scene.session, scene.round, anonymity=Anonymity.ANONYMOUS, state=RoundState.OPEN)
    assert not any(map(scene.enter, before))
    assert scene.begin(before[0]) == ""
    assert scene.begin(scene.handed())


def test_a_first_address_ends_no_link_that_was_printed(scene: Scene) -> None:
    make(scene.session, scene.round, anonymity=Anonymity.ANONYMOUS, state=RoundState.PREPARATION)
    store.set_participant(
        scene.session, Participant(scene.els.id, scene.round.id, None, "Els", None, Perspective.STAF)
    )
    handed = scene.handed()
    change(scene, EMAIL)
    assert scene.handed() == handed


def test_the_address_of_an_account_is_not_hidden_behind_another(scene: Scene) -> None:
    """Else whoever leads could list their own account, and show the participant an address of theirs."""
    make(scene.session, scene.round, anonymity=Anonymity.ANONYMOUS, state=RoundState.PREPARATION)
    store.link_account(scene.session, scene.els.id, scene.member().person.id)
    with pytest.raises(operations.AddressOfAccount):
        change(scene, "els@echt.example")


def listed_again(scene: Scene) -> operations.Listed:
    row = Row(1, "Els", EMAIL, Perspective.STAF, frozenset())
    return operations.add_participants(scene.session, actor=scene.leader, round_id=scene.round.id, rows=[row])


def test_listed_again_after_revoking_an_account_opens_the_new_place(scene: Scene) -> None:
    assert listed_again(scene) == operations.Listed(0, 1, 0)
    scene.revoke()
    assert listed_again(scene) == operations.Listed(1, 0, 1)
    assert listed_again(scene) == operations.Listed(0, 1, 0)
    member = scene.member()
    found = operations.find_own_participant(scene.session, actor=member, round_id=scene.round.id)
    assert found is not None
    assert found.id != scene.els.id


def test_who_has_an_account_or_is_named_is_not_listed_again(scene: Scene) -> None:
    scene.revoke()
    make(scene.session, scene.round, anonymity=Anonymity.NAMED, state=RoundState.OPEN)
    assert listed_again(scene).added == 0
    make(scene.session, scene.round, anonymity=Anonymity.ANONYMOUS, state=RoundState.OPEN)
    store.link_account(scene.session, scene.els.id, scene.member().person.id)
    assert listed_again(scene).added == 0


class Undone(Exception):
    """The next example begins with an empty database."""


LEADER = st.sampled_from(["begin", "begin before", "save", "renew", "revoke", "give"])
ELS = st.sampled_from(["by paper", "by seat", "by mail", "by account"])


@given(acts=st.lists(st.one_of(LEADER, ELS), max_size=14))
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_nothing_whoever_leads_can_get_opens_what_els_saved(
    migrated_sqlite: Database, acts: list[str]
) -> None:
    """Whatever happens in whatever order: Els by paper, mail or account, the leader with every link there was."""
    with suppress(Undone), migrated_sqlite.transaction() as session:
        scene = Scene(session)
        member: Actor | None = None
        known, els_seat, saved = [scene.handed()], "", False
        for act in acts:
            match act:
                case "begin" | "begin before":
                    known.append(scene.begin(known[-1] if act == "begin" else known[0]))
                case "save" if seat := next(filter(scene.enter, known), None):
                    scene.save_by(seat, 1)
                case "renew":
                    scene.renew()
                case "revoke":
                    scene.revoke()
                case "give":
                    scene.give()
                case "by paper":
                    els_seat = scene.begin(scene.handed()) or els_seat
                    saved |= scene.save_by(els_seat, 5)
                case "by seat":
                    saved |= scene.save_by(els_seat, 4)
                case "by mail":
                    saved |= scene.save_by(scene.own(), 3)
                case "by account":
                    member = member or scene.member()
                    scene.save(member, 2)
                    saved = True
            known.append(scene.handed())
            if saved:
                assert [token for token in known if scene.enter(token)] == []
                assert not scene.begin(scene.handed())
        raise Undone


@pytest.fixture(scope="module")
def migrated_sqlite(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Database]:
    database = Database(f"sqlite:///{tmp_path_factory.mktemp('seats') / 'test.sqlite'}")
    database.upgrade()
    yield database
    database.dispose()


def test_every_kind_of_link_is_known_for_what_it_is(scene: Scene) -> None:
    seat = scene.begin(scene.handed())
    found = {
        token: store.find_guest(scene.session, links.token_hash(token))
        for token in (scene.handed(), scene.own(), seat)
    }
    assert [one and one[2] for one in found.values()] == [Link.HANDED, Link.OWN, Link.SEAT]
