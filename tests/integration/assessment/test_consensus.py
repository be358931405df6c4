"""Agreeing on values: versions, two facilitators at once, and who may."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy.orm import Session

from plateau.accounts import operations as accounts
from plateau.accounts.model import Actor, Organisation, Person, Role
from plateau.assessment import operations, store
from plateau.assessment.consensus import AgreedValue, untouched
from plateau.assessment.model import Answer, Mark, Round, RoundEvent, RoundState
from plateau.assessment.operations import AgreedValueChanged, NotAgreeing, NotFound
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


def make_actor(session: Session, organisation: Organisation | None = None) -> Actor:
    if organisation is None:
        organisation = Organisation(new_id(), "Gemeente Proefdorp", Kind.GEMEENTE, 1000)
        accounts.register_organisation(session, organisation=organisation, now=NOW)
    person = Person(new_id(), f"{new_id()}@proef.example", "Proef Persoon", "nl")
    accounts.register_person(session, person=person, password="geheim-genoeg", now=NOW)
    return Actor(person, organisation, Role.DIRECTOR)


@pytest.fixture
def actor(session: Session) -> Actor:
    return make_actor(session)


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


def agree(
    session: Session,
    actor: Actor,
    item: Round,
    plateau: int | None,
    base: int | None,
    *,
    criterion: str = C1,
    mark: Mark | None = Mark.PLATEAU,
    reason: str = "Dat zien wij aan de contracten.",
) -> AgreedValue:
    return operations.agree(
        session,
        actor=actor,
        round_id=item.id,
        asked=INSTRUMENT,
        answer=Answer(criterion, mark if plateau is None else Mark.PLATEAU, plateau),
        reason=reason,
        dissent="Ruben ziet het lager.",
        evidence="",
        base_version=base,
        now=NOW + timedelta(minutes=base or 0),
    )


def test_each_change_is_a_version_and_none_is_overwritten(
    session: Session, actor: Actor, measurement: Round
) -> None:
    assert agree(session, actor, measurement, 2, 0).version == 1
    assert agree(session, actor, measurement, 4, 1).version == 2
    assert agree(session, actor, measurement, None, 2, mark=None).version == 3
    agree(session, actor, measurement, None, 0, criterion=C2, mark=Mark.NOT_APPLICABLE)
    found = store.agreed_value_versions(session, round_id=measurement.id, criterion=C1)
    assert [(value.version, value.plateau) for value in found] == [(3, None), (2, 4), (1, 2)]
    newest = store.agreed_values(session, measurement.id)
    assert {criterion: value.version for criterion, value in newest.items()} == {C1: 3, C2: 1}
    assert newest[C2].set_by == actor.person.id
    assert len(untouched([c.id for c in INSTRUMENT.criteria], newest)) == len(INSTRUMENT.criteria) - 2


def test_the_same_sent_twice_is_kept_once_and_a_stale_page_gets_what_stands(
    session: Session, actor: Actor, measurement: Round
) -> None:
    colleague = make_actor(session, actor.organisation)
    first = agree(session, actor, measurement, 2, 0)
    assert agree(session, colleague, measurement, 2, 0) == first
    with pytest.raises(AgreedValueChanged) as stale:
        agree(session, colleague, measurement, 3, 0)
    assert stale.value.current == first
    # A live session builds on whatever stands.
    assert agree(session, colleague, measurement, 3, None).version == 2


def test_the_profile_takes_what_was_decided_and_not_what_is_still_open(
    session: Session, actor: Actor, measurement: Round
) -> None:
    agree(session, actor, measurement, 4, 0)
    agree(session, actor, measurement, None, 0, criterion=C2, mark=None)
    found = operations.compute_profile(session, item=measurement, instrument=INSTRUMENT)
    assert (found.scores[C1].plateau, found.scores[C1].agreed) == (4, True)
    assert (found.scores[C2].plateau, found.scores[C2].agreed) == (None, False)


@pytest.mark.parametrize("state", [RoundState.PREPARATION, RoundState.ADOPTED, RoundState.ARCHIVED])
def test_in_some_states_nothing_is_agreed(
    session: Session, actor: Actor, measurement: Round, state: RoundState
) -> None:
    store.move_round(
        session, measurement, RoundEvent(measurement.state, state, actor.person.id, NOW, reason="")
    )
    with pytest.raises(NotAgreeing):
        agree(session, actor, measurement, 3, 0)


def test_another_organisations_round_and_an_unknown_criterion_do_not_exist(
    session: Session, actor: Actor, measurement: Round
) -> None:
    with pytest.raises(NotFound):
        agree(session, make_actor(session), measurement, 3, 0)
    with pytest.raises(NotFound):
        agree(session, actor, measurement, 3, 0, criterion="gemeente.zz9")
