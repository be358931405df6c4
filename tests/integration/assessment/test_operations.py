"""Filling in, two tabs at once, submitting, ambition: on both databases."""

from collections.abc import Iterator
from datetime import UTC, date, datetime

import pytest
from sqlalchemy.orm import Session

from plateau.accounts import operations as accounts
from plateau.accounts.model import Actor, Organisation, Person, Role
from plateau.assessment import operations, store
from plateau.assessment.model import Ambition, Answer, Mark, Round, RoundState, Target
from plateau.assessment.operations import AlreadySubmitted, AmbitionChanged, NameTaken, NotFound, RoundClosed
from plateau.catalogue.loader import catalogue
from plateau.catalogue.model import Kind
from plateau.database import Database, new_id

NOW = datetime(2026, 11, 25, 12, 0, tzinfo=UTC)
INSTRUMENT = catalogue().instrument("gemeente")
C1, C2 = INSTRUMENT.criteria[0].id, INSTRUMENT.criteria[1].id


@pytest.fixture
def session(database: Database) -> Iterator[Session]:
    with database.transaction() as session:
        yield session


def make_actor(
    session: Session, *, organisation: Organisation | None = None, role: Role = Role.MEMBER
) -> Actor:
    if organisation is None:
        organisation = Organisation(new_id(), "Gemeente Proefdorp", Kind.GEMEENTE, 1000)
        accounts.register_organisation(session, organisation=organisation, now=NOW)
    person = Person(new_id(), f"{new_id()}@proef.example", "Proef Persoon", "nl")
    accounts.register_person(session, person=person, password="geheim-genoeg", now=NOW)
    accounts.give_role(
        session, membership_id=new_id(), person_id=person.id, organisation_id=organisation.id, role=role
    )
    return Actor(person, organisation, role)


@pytest.fixture
def actor(session: Session) -> Actor:
    return make_actor(session, role=Role.DIRECTOR)


def close(session: Session, actor: Actor, item: Round) -> None:
    operations.move_round(
        session, actor=actor, round_id=item.id, expected=RoundState.OPEN, to=RoundState.CLOSED, now=NOW
    )


@pytest.fixture
def measurement(session: Session, actor: Actor) -> Round:
    return operations.open_round(
        session,
        actor=actor,
        instrument=INSTRUMENT,
        name="Nulmeting",
        is_baseline=True,
        now=NOW,
        round_id=new_id(),
    )


def plateau(criterion: str, value: int, comment: str = "") -> Answer:
    return Answer(criterion, Mark.PLATEAU, value, comment)


def save(session: Session, actor: Actor, item: Round, base: int, *answers: Answer) -> operations.Saved:
    return operations.save_answers(
        session, actor=actor, round_id=item.id, answers=answers, base_revision=base, now=NOW
    )


def test_answers_are_kept_and_only_changes_make_a_revision(
    session: Session, actor: Actor, measurement: Round
) -> None:
    first = save(session, actor, measurement, 0, plateau(C1, 2, "omdat"), Answer(C2, None, None))
    assert first.response.revision == 1
    again = save(session, actor, measurement, 1, plateau(C1, 2, "omdat"), Answer(C2, None, None))
    assert again.response.revision == 1
    found = store.find_response(session, round_id=measurement.id, person_id=actor.person.id)
    assert found is not None
    assert found.answers == {C1: plateau(C1, 2, "omdat")}


def test_the_same_form_sent_twice_counts_once(session: Session, actor: Actor, measurement: Round) -> None:
    save(session, actor, measurement, 0, plateau(C1, 2))
    twice = save(session, actor, measurement, 0, plateau(C1, 2))
    assert (twice.response.revision, twice.conflicts) == (1, ())


def test_two_tabs_on_different_questions_lose_nothing(
    session: Session, actor: Actor, measurement: Round
) -> None:
    save(session, actor, measurement, 0, plateau(C1, 2), Answer(C2, None, None))
    other = save(session, actor, measurement, 0, Answer(C1, None, None), plateau(C2, 4))
    assert other.conflicts == ()
    assert other.changed_elsewhere == (C1,)
    assert other.response.answers == {C1: plateau(C1, 2), C2: plateau(C2, 4)}


def test_two_tabs_on_the_same_question_overwrite_nothing_silently(
    session: Session, actor: Actor, measurement: Round
) -> None:
    save(session, actor, measurement, 0, plateau(C1, 2))
    other = save(session, actor, measurement, 0, plateau(C1, 5))
    assert other.conflicts == (C1,)
    assert other.response.answers[C1] == plateau(C1, 2)
    meant = save(session, actor, measurement, other.response.revision, plateau(C1, 5))
    assert meant.response.answers[C1] == plateau(C1, 5)
    assert store.answers_at(session, meant.response.id, 1)[C1] == plateau(C1, 2)  # the history stays


def test_submitting_twice_is_once_and_locks(session: Session, actor: Actor, measurement: Round) -> None:
    save(session, actor, measurement, 0, plateau(C1, 2))
    first = operations.submit_response(session, actor=actor, round_id=measurement.id, now=NOW)
    again = operations.submit_response(
        session, actor=actor, round_id=measurement.id, now=NOW.replace(hour=13)
    )
    assert first.submitted_at == again.submitted_at == NOW
    with pytest.raises(AlreadySubmitted):
        save(session, actor, measurement, 1, plateau(C1, 3))
    operations.reopen_response(session, actor=actor, round_id=measurement.id)
    assert save(session, actor, measurement, 1, plateau(C1, 3)).response.answers[C1].plateau == 3


def test_a_closed_round_takes_nothing(session: Session, actor: Actor, measurement: Round) -> None:
    close(session, actor, measurement)
    with pytest.raises(RoundClosed):
        save(session, actor, measurement, 0, plateau(C1, 2))
    operations.move_round(
        session,
        actor=actor,
        round_id=measurement.id,
        expected=RoundState.CLOSED,
        to=RoundState.OPEN,
        now=NOW,
        reason="Twee mensen waren ziek.",
    )
    assert save(session, actor, measurement, 0, plateau(C1, 2)).response.revision == 1


def test_another_organisations_round_does_not_exist(
    session: Session, actor: Actor, measurement: Round
) -> None:
    stranger = make_actor(session, role=Role.DIRECTOR)
    with pytest.raises(NotFound):
        save(session, stranger, measurement, 0, plateau(C1, 2))
    with pytest.raises(NotFound):
        close(session, stranger, measurement)
    assert store.rounds(session, stranger.organisation.id) == []
    assert (
        store.find_ambition(session, organisation_id=stranger.organisation.id, round_id=measurement.id)
        is None
    )


def test_the_profile_is_over_submitted_responses(session: Session, actor: Actor, measurement: Round) -> None:
    colleague = make_actor(session, organisation=actor.organisation)
    for person, value in ((actor, 2), (colleague, 4)):
        save(session, person, measurement, 0, *[plateau(c.id, value) for c in INSTRUMENT.criteria])
    operations.submit_response(session, actor=actor, round_id=measurement.id, now=NOW)
    found = operations.compute_profile(session, item=measurement, instrument=INSTRUMENT)
    assert (found.respondents, found.scores[C1].plateau) == (1, 2)
    operations.submit_response(session, actor=colleague, round_id=measurement.id, now=NOW)
    found = operations.compute_profile(session, item=measurement, instrument=INSTRUMENT)
    assert (found.respondents, dict(found.scores[C1].counts)) == (2, {1: 0, 2: 1, 3: 0, 4: 1, 5: 0})
    assert store.count_responses(session, measurement.id) == (2, 2)


def set_ambition(session: Session, actor: Actor, item: Round, base: int, plateau: int) -> Ambition:
    return operations.set_ambition(
        session,
        actor=actor,
        round_id=item.id,
        horizon=date(2030, 12, 31),
        motivation="Omdat het moet.",
        motivations={"sb": "Eerst de visie.", "ps": ""},
        targets=[Target("sb", plateau), Target("sb", 3, C1), Target("lc", 3)],
        base_version=base,
        now=NOW,
    )


def test_an_ambition_keeps_its_versions(session: Session, actor: Actor, measurement: Round) -> None:
    first = set_ambition(session, actor, measurement, 0, 4)
    assert set_ambition(session, actor, measurement, 0, 4).id == first.id  # sent twice
    second = set_ambition(session, actor, measurement, 1, 5)
    assert (first.version, second.version) == (1, 2)
    found = store.find_ambition(session, organisation_id=actor.organisation.id, round_id=measurement.id)
    assert found is not None
    assert found.id == second.id
    assert (found.area_target("sb"), found.area_target("ps"), found.area_target("lc")) == (5, None, 3)
    assert found.criterion_target("sb", C1) == 3
    assert found.motivations["sb"] == "Eerst de visie."
    old = store.get_ambition(session, organisation_id=actor.organisation.id, ambition_id=first.id)
    assert old.area_target("sb") == 4


def test_a_stale_ambition_page_overwrites_nothing(session: Session, actor: Actor, measurement: Round) -> None:
    set_ambition(session, actor, measurement, 0, 4)
    with pytest.raises(AmbitionChanged) as found:
        set_ambition(session, actor, measurement, 0, 5)
    assert found.value.current is not None
    assert found.value.current.area_target("sb") == 4


def test_a_round_form_sent_twice_makes_one_round(session: Session, actor: Actor, measurement: Round) -> None:
    again = operations.open_round(
        session,
        actor=actor,
        instrument=INSTRUMENT,
        name="Nog een keer",
        is_baseline=True,
        now=NOW,
        round_id=measurement.id,
    )
    assert again == measurement
    assert len(store.rounds(session, actor.organisation.id)) == 1


def test_two_rounds_have_two_names(session: Session, actor: Actor, measurement: Round) -> None:
    with pytest.raises(NameTaken):
        operations.open_round(
            session,
            actor=actor,
            instrument=INSTRUMENT,
            name=measurement.name,
            is_baseline=False,
            now=NOW,
            round_id=new_id(),
        )
    elsewhere = make_actor(session, role=Role.DIRECTOR)
    other = operations.open_round(
        session,
        actor=elsewhere,
        instrument=INSTRUMENT,
        name=measurement.name,
        is_baseline=True,
        now=NOW,
        round_id=new_id(),
    )
    assert other.name == measurement.name


def test_who_answers_an_open_round_takes_part_in_it(
    session: Session, actor: Actor, measurement: Round
) -> None:
    assert store.participants(session, measurement.id) == []
    first = save(session, actor, measurement, 0, plateau(C1, 2))
    save(session, actor, measurement, 1, plateau(C1, 3))
    [found] = store.participants(session, measurement.id)
    assert (found.person_id, found.name, found.email) == (
        actor.person.id,
        actor.person.name,
        actor.person.email,
    )
    assert first.response.participant_id == found.id
    assert found.is_asked("sb")
    assert not found.has_link
    again = store.find_response_of(session, participant_id=found.id)
    assert again is not None
    assert again.answers[C1].plateau == 3
