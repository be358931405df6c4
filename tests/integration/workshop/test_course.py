"""Random sessions with many hands: stale clicks, changed votes, seats that go; against a model in memory."""

from __future__ import annotations

import secrets
import tempfile
from collections import Counter
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from uuid import UUID

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from plateau.accounts import operations as accounts
from plateau.accounts.model import Actor, Organisation, Person, Role
from plateau.assessment import operations as assessment
from plateau.assessment.model import Perspective
from plateau.catalogue.loader import catalogue
from plateau.catalogue.model import PLATEAUS, Kind
from plateau.database import Database, new_id
from plateau.workshop import operations, store
from plateau.workshop.model import Phase, Position, Subject, Topic, Vote
from plateau.workshop.operations import Stale, TooFewVotes
from plateau.workshop.phases import Impossible, Move, advance
from plateau.workshop.views.starting import draw_code

NOW = datetime(2026, 11, 25, 12, 0, tzinfo=UTC)
INSTRUMENT = catalogue().instrument("gemeente")
AGENDA = [Topic(Subject.CRITERION, criterion.id) for criterion in INSTRUMENT.criteria[:2]]
AGENDA.append(Topic(Subject.AREA, "sb"))
QUORUM = 2
choices = st.sampled_from(["1", "2", "3", "4", "5", "weet_niet", "nvt"])


class Room(RuleBasedStateMachine):
    """A facilitator and people who come, vote, change their mind and go."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = tempfile.TemporaryDirectory()
        self.database = Database(f"sqlite:///{Path(self.folder.name) / 'room.sqlite'}")
        self.database.upgrade()
        self.seats: dict[str, UUID] = {}
        self.votes: dict[int, dict[str, Vote]] = {number: {} for number in range(1, len(AGENDA) + 1)}
        self.shown: dict[int, Counter[str]] = {}
        self.position = Position(0, Phase.WELCOME)

    def teardown(self) -> None:
        self.database.dispose()
        self.folder.cleanup()

    @initialize()
    def start(self) -> None:
        organisation = Organisation(new_id(), "Gemeente Proefdorp", Kind.GEMEENTE, 60_000)
        person = Person(new_id(), "begeleider@proef.example", "Begeleider", "nl")
        self.actor = Actor(person, organisation, Role.CONSULTANT)
        with self.database.transaction() as session:
            accounts.register_organisation(session, organisation=organisation, now=NOW)
            accounts.register_person(session, person=person, password="een-lang-wachtwoord", now=NOW)
            held = assessment.open_round(
                session,
                actor=self.actor,
                instrument=INSTRUMENT,
                name="Meting",
                is_baseline=True,
                now=NOW,
                round_id=new_id(),
            )
            self.workshop = operations.start(
                session,
                actor=self.actor,
                item=held,
                workshop_id=new_id(),
                agenda=AGENDA,
                quorum=QUORUM,
                early=(),
                draw_code=draw_code,
                now=NOW,
            )

    @precondition(lambda self: self.position.phase is not Phase.CLOSED and len(self.seats) < 6)
    @rule(perspective=st.sampled_from(Perspective))
    def join(self, perspective: Perspective) -> None:
        token = secrets.token_hex(8)
        with self.database.transaction() as session:
            seat = operations.join(
                session,
                code=self.workshop.code or "",
                name="Iemand",
                perspective=perspective,
                seat_id=new_id(),
                token=token,
                now=NOW,
            )
        self.seats[token] = seat.id

    @precondition(lambda self: self.seats)
    @rule(data=st.data(), choice=choices)
    def vote(self, data: st.DataObject, choice: str) -> None:
        token = data.draw(st.sampled_from(sorted(self.seats)))
        with self.database.transaction() as session:
            try:
                operations.vote(session, token=token, choice=choice, expected=self.position, now=NOW)
            except Stale:
                assert self.position.phase is not Phase.VOTE
                return
        assert self.position.phase is Phase.VOTE
        self.votes[self.position.item][token] = Vote.parse(choice)

    @precondition(lambda self: self.seats)
    @rule(data=st.data())
    def go(self, data: st.DataObject) -> None:
        token = data.draw(st.sampled_from(sorted(self.seats)))
        with self.database.transaction() as session:
            operations.remove_seat(
                session,
                actor=self.actor,
                workshop_id=self.workshop.id,
                seat_id=self.seats.pop(token),
                now=NOW,
            )
        for number, votes in self.votes.items():
            if number not in self.shown:
                votes.pop(token, None)

    @rule(move=st.sampled_from([*[Move.NEXT] * 6, Move.SKIP, Move.CLOSE]))
    def move(self, move: Move) -> None:
        votes = self.votes.get(self.position.item, {})
        try:
            with self.database.transaction() as session:
                operations.move(
                    session,
                    actor=self.actor,
                    workshop_id=self.workshop.id,
                    move=move,
                    expected=self.position,
                    now=NOW,
                )
        except TooFewVotes as error:
            assert error.missing == QUORUM - len(votes)  # noqa: PT017  (one of several ends of a move)
            return
        except Stale:
            assert self.position.phase is Phase.CLOSED
            return
        except Impossible:
            assert self.position.phase is Phase.WELCOME
            return
        self.position = advance(self.position, move, items=len(AGENDA))
        if self.position.phase is Phase.REVEAL:
            self.shown[self.position.item] = Counter(vote.choice for vote in votes.values())

    @rule(item=st.integers(0, len(AGENDA)), phase=st.sampled_from(Phase))
    def click_on_an_old_page(self, item: int, phase: Phase) -> None:
        old = Position(item, phase)
        if old == self.position:
            return
        with self.database.transaction() as session:
            try:
                operations.move(
                    session,
                    actor=self.actor,
                    workshop_id=self.workshop.id,
                    move=Move.NEXT,
                    expected=old,
                    now=NOW,
                )
            except Stale:
                return
        raise AssertionError("a click on an old page did something")

    @invariant()
    def every_screen_shows_what_it_may(self) -> None:
        with self.database.reading() as session:
            workshop = operations.get_workshop(
                session, organisation_id=self.actor.organisation.id, workshop_id=self.workshop.id
            )
            scene = operations.look(session, workshop)
            results = {item.number: operations.result(session, workshop, item) for item in workshop.items}
            values = {item.number: store.revealed_votes(session, item.id) for item in workshop.items}
        assert workshop.position == self.position
        assert scene.joined == len(self.seats)
        for number, tally in results.items():
            if number not in self.shown:
                assert tally is None
                assert values[number] == []
                continue
            assert tally
            assert tally.total
            expected = self.shown[number]
            assert {plateau: tally.total.counts[plateau] for plateau in PLATEAUS} == {
                plateau: expected[str(plateau)] for plateau in PLATEAUS
            }
            assert (tally.total.unknown, tally.total.not_applicable) == (
                expected["weet_niet"],
                expected["nvt"],
            )


TestRoom: Any = Room.TestCase
TestRoom.settings = settings(
    max_examples=12, stateful_step_count=30, deadline=None, suppress_health_check=list(HealthCheck)
)
