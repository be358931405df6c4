"""Many at once, on both databases: each vote is either counted or refused, and nothing happens twice."""

from __future__ import annotations

import secrets
import threading
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime

import pytest

from plateau.accounts import operations as accounts
from plateau.accounts.model import Actor, Organisation, Person, Role
from plateau.assessment import operations as assessment
from plateau.assessment.model import Perspective
from plateau.catalogue.loader import catalogue
from plateau.catalogue.model import Kind
from plateau.database import Database, new_id
from plateau.workshop import operations
from plateau.workshop.model import Phase, Position, Subject, Topic, Workshop
from plateau.workshop.operations import Stale
from plateau.workshop.phases import Move
from plateau.workshop.views.starting import draw_code

NOW = datetime(2026, 11, 25, 12, 0, tzinfo=UTC)
VOTING = Position(1, Phase.VOTE)
PEOPLE = 12


@dataclass
class Room:
    database: Database
    actor: Actor
    workshop: Workshop

    def join(self, token: str) -> None:
        with self.database.transaction() as session:
            operations.join(
                session,
                code=self.workshop.code or "",
                name="Iemand",
                perspective=Perspective.STAF,
                seat_id=new_id(),
                token=token,
                now=NOW,
            )

    def vote(self, token: str, choice: str) -> bool:
        try:
            with self.database.transaction() as session:
                operations.vote(session, token=token, choice=choice, expected=VOTING, now=NOW)
        except Stale:
            return False
        return True

    def move(self, expected: Position) -> bool:
        try:
            with self.database.transaction() as session:
                operations.move(
                    session,
                    actor=self.actor,
                    workshop_id=self.workshop.id,
                    move=Move.NEXT,
                    expected=expected,
                    now=NOW,
                )
        except Stale:
            return False
        return True

    def now(self) -> Workshop:
        with self.database.reading() as session:
            return operations.get_workshop(
                session, organisation_id=self.actor.organisation.id, workshop_id=self.workshop.id
            )


@pytest.fixture
def room(database: Database) -> Room:
    organisation = Organisation(new_id(), "Gemeente Proefdorp", Kind.GEMEENTE, 60_000)
    person = Person(new_id(), "begeleider@proef.example", "Begeleider", "nl")
    actor = Actor(person, organisation, Role.CONSULTANT)
    instrument = catalogue().instrument("gemeente")
    with database.transaction() as session:
        accounts.register_organisation(session, organisation=organisation, now=NOW)
        accounts.register_person(session, person=person, password="een-lang-wachtwoord", now=NOW)
        held = assessment.open_round(
            session,
            actor=actor,
            instrument=instrument,
            name="Meting",
            is_baseline=True,
            now=NOW,
            round_id=new_id(),
        )
        workshop = operations.start(
            session,
            actor=actor,
            item=held,
            workshop_id=new_id(),
            agenda=[Topic(Subject.CRITERION, instrument.criteria[0].id)],
            quorum=1,
            early=(),
            draw_code=draw_code,
            now=NOW,
        )
    return Room(database, actor, workshop)


def all_at_once(*work: Callable[[], object]) -> None:
    start = threading.Barrier(len(work))

    def run(one: Callable[[], object]) -> None:
        start.wait()
        one()

    threads = [threading.Thread(target=run, args=(one,)) for one in work]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def test_every_vote_is_counted_or_refused_when_the_reveal_comes_between(room: Room) -> None:
    tokens = [secrets.token_hex(8) for _ in range(PEOPLE)]
    for token in tokens:
        room.join(token)
    room.move(Position(0, Phase.WELCOME))
    assert room.vote(tokens[0], "3")  # enough for the quorum
    kept: list[str] = []

    def vote(token: str) -> Callable[[], object]:
        return lambda: kept.append(token) if room.vote(token, "4") else None

    all_at_once(*(vote(token) for token in tokens[1:]), lambda: room.move(VOTING))
    workshop = room.now()
    assert workshop.position == Position(1, Phase.REVEAL)
    with room.database.reading() as session:
        shown = operations.result(session, workshop, workshop.items[0])
    assert shown
    assert shown.votes == 1 + len(kept)


def test_two_presses_at_once_are_one_vote(room: Room) -> None:
    room.join("a")
    room.move(Position(0, Phase.WELCOME))
    all_at_once(*([lambda: room.vote("a", "2")] * 4))
    with room.database.reading() as session:
        assert operations.look(session, room.now()).ready == 1


def test_joining_twice_at_once_takes_one_seat(room: Room) -> None:
    all_at_once(*([lambda: room.join("a")] * 4))
    with room.database.reading() as session:
        assert operations.look(session, room.now()).joined == 1


def test_two_facilitators_at_once_make_one_step(room: Room) -> None:
    done: list[bool] = []
    all_at_once(*([lambda: done.append(room.move(Position(0, Phase.WELCOME)))] * 4))
    assert sorted(done) == [False, False, False, True]
    assert room.now().position == VOTING
