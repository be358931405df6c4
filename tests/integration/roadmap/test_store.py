"""What the roadmap keeps, on both databases: settings, milestones, plans; nothing of another organisation."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from uuid import UUID

import pytest
from sqlalchemy.orm import Session

from plateau.accounts import store as accounts_store
from plateau.accounts.model import Organisation, Person
from plateau.assessment import store as assessment_store
from plateau.assessment.model import Ambition, Anonymity, Round, RoundState
from plateau.catalogue.loader import catalogue
from plateau.catalogue.model import Certainty, Kind
from plateau.database import Database, new_id
from plateau.language import Text
from plateau.roadmap import store
from plateau.roadmap.milestones import DatedMilestone
from plateau.roadmap.model import (
    Explanation,
    GapCode,
    GapReason,
    Intervention,
    Plan,
    Problem,
    Status,
    Step,
    Target,
)
from plateau.roadmap.scenario import Choice, Scenario, StoredScenario, default_scenario
from plateau.roadmap.solver import solve
from plateau.tailoring.store import keep_copy

NOW = datetime(2026, 11, 25, 12, 0, tzinfo=UTC)
SCENARIO = default_scenario(
    kind=Kind.GEMEENTE, size=60_000, today=date(2026, 11, 25), horizon=date(2028, 12, 31)
)


@dataclass(frozen=True)
class Place:
    """An organisation with a person, a round and an ambition."""

    organisation: UUID
    person: UUID
    round: UUID
    ambition: UUID


@pytest.fixture
def session(database: Database) -> Iterator[Session]:
    with database.transaction() as session:
        yield session


def make_place(session: Session) -> Place:
    place = Place(new_id(), new_id(), new_id(), new_id())
    accounts_store.add_organisation(
        session, Organisation(place.organisation, "Gemeente Proefdorp", Kind.GEMEENTE, 60_000), now=NOW
    )
    accounts_store.add_person(
        session,
        Person(place.person, f"{place.person}@proef.example", "Proef", "nl"),
        password_hash="-",
        now=NOW,
    )
    assert assessment_store.try_add_round(
        session,
        Round(
            place.round,
            place.organisation,
            "Nulmeting",
            "gemeente",
            1,
            keep_copy(session, catalogue().questionnaire("gemeente")),
            is_baseline=True,
            state=RoundState.OPEN,
            anonymity=Anonymity.NAMED,
            opened_at=NOW,
            created_at=NOW,
        ),
    )
    assessment_store.add_ambition(
        session,
        Ambition(
            place.ambition,
            place.organisation,
            place.round,
            1,
            date(2028, 12, 31),
            "Omdat",
            motivations={},
            targets=(),
            set_by=place.person,
            set_at=NOW,
        ),
    )
    return place


@pytest.fixture
def place(session: Session) -> Place:
    return make_place(session)


def stored(place: Place, scenario: Scenario = SCENARIO) -> StoredScenario:
    return StoredScenario(new_id(), place.organisation, place.round, "basis", scenario, 1, NOW, place.person)


def find(session: Session, place: Place, **more: object) -> StoredScenario | None:
    return store.find_scenario(
        session,
        **{"organisation_id": place.organisation, "round_id": place.round, "name": "basis", **more},  # type: ignore[arg-type]
    )


# scenarios


def test_settings_come_back_as_they_were(session: Session, place: Place) -> None:
    item = stored(
        place,
        replace(
            SCENARIO,
            budgets={2027: None, 2028: 99_999_999_900},
            capacity={**SCENARIO.capacity, "beleid": None, "bestuur": 0},
            choices={"gemeente.a": Choice.MANDATORY, "gemeente.b": Choice.FORBIDDEN},
        ),
    )
    store.add_scenario(session, item)
    session.expunge_all()
    assert find(session, place) == item


def test_new_settings_replace_the_old_ones(session: Session, place: Place) -> None:
    item = stored(place, replace(SCENARIO, choices={"gemeente.a": Choice.MANDATORY}))
    store.add_scenario(session, item)
    changed = replace(
        item,
        scenario=replace(
            item.scenario, budgets={2027: 1, 2028: None}, choices={"gemeente.a": Choice.FORBIDDEN}
        ),
        revision=2,
        updated_at=NOW + timedelta(hours=1),
    )
    store.update_scenario(session, changed)
    session.expunge_all()
    assert find(session, place) == changed


def test_settings_of_another_do_not_exist(session: Session, place: Place) -> None:
    store.add_scenario(session, stored(place))
    assert find(session, place, organisation_id=make_place(session).organisation) is None
    assert find(session, place, name="anders") is None


# milestones


def milestone(title: str, day: date) -> DatedMilestone:
    return DatedMilestone(
        str(new_id()), "wmo", Text(title, title), day, Certainty.ONZEKER, plateau=3, own=True
    )


def test_milestones_come_by_date_and_a_removed_one_keeps_its_name(session: Session, place: Place) -> None:
    late, early = milestone("Laat", date(2028, 7, 1)), milestone("Vroeg", date(2027, 7, 1))
    for item in (late, early):
        store.add_milestone(session, organisation_id=place.organisation, milestone=item)
    assert store.milestones(session, place.organisation) == [early, late]
    for moment in (NOW, NOW + timedelta(days=1)):  # twice is the same as once
        store.set_milestone_removed(
            session, organisation_id=place.organisation, milestone_id=UUID(early.id), now=moment
        )
    session.expunge_all()
    assert store.milestones(session, place.organisation) == [late]
    assert store.milestones(session, place.organisation, with_removed=True) == [
        replace(early, removed=True),
        late,
    ]


def test_milestones_of_another_do_not_exist(session: Session, place: Place) -> None:
    other = make_place(session)
    item = milestone("Van ons", date(2028, 7, 1))
    store.add_milestone(session, organisation_id=place.organisation, milestone=item)
    assert store.milestones(session, other.organisation) == []
    keys = {"organisation_id": other.organisation, "milestone_id": UUID(item.id)}
    assert store.find_milestone(session, **keys) is None
    store.set_milestone_removed(session, **keys, now=NOW)
    assert store.milestones(session, place.organisation) == [item]


# plans


PROBLEM = Problem(
    calendar=SCENARIO.calendar,
    current={"gemeente.sb1": 2},
    targets=(Target("gemeente.sb1", 3),),
    interventions=(Intervention("gemeente.a", 2, one_off_cost=100, steps=(Step("gemeente.sb1", 2, 3),)),),
    budgets={2027: None, 2028: 5},
)


def plan(place: Place, scenario_id: UUID, number: int, *, minutes: int = 0) -> store.StoredPlan:
    answer = solve(PROBLEM)
    return store.StoredPlan(
        store.PlanSummary(
            id=new_id(),
            scenario_id=scenario_id,
            organisation_id=place.organisation,
            ambition_id=place.ambition,
            number=number,
            computed_at=NOW + timedelta(minutes=minutes),
            computed_by=place.person,
            explained_at=NOW,
            status=answer.status,
            problem_hash=answer.problem_hash,
            approved_at=None,
            approved_by=None,
        ),
        PROBLEM,
        answer,
        Explanation(answer.problem_hash, gaps=(GapReason("gemeente.sb1", 2, 3, 3, GapCode.CLOSED),)),
    )


def find_plan(session: Session, place: Place, number: int | None = None) -> store.StoredPlan | None:
    return store.find_plan(session, organisation_id=place.organisation, round_id=place.round, number=number)


def test_a_plan_comes_back_as_it_was(session: Session, place: Place) -> None:
    scenario = stored(place)
    store.add_scenario(session, scenario)
    assert store.next_plan_number(session, organisation_id=place.organisation, round_id=place.round) == 1
    first, second = plan(place, scenario.id, 1), plan(place, scenario.id, 2, minutes=5)
    for item in (first, second):
        store.add_plan(session, item)
    session.expunge_all()
    assert find_plan(session, place) == second
    assert find_plan(session, place, number=1) == first
    assert find_plan(session, place, number=3) is None
    keys = {"organisation_id": place.organisation, "round_id": place.round}
    assert store.plan_summaries(session, **keys) == [second.summary, first.summary]
    assert store.find_newest_plan(session, **keys) == second.summary
    assert store.next_plan_number(session, organisation_id=place.organisation, round_id=place.round) == 3
    assert second.problem.fingerprint == second.summary.problem_hash


def test_approval_is_added_to_a_plan(session: Session, place: Place) -> None:
    scenario = stored(place)
    store.add_scenario(session, scenario)
    item = plan(place, scenario.id, 1)
    store.add_plan(session, item)
    assert not item.summary.is_approved
    store.set_plan_approved(session, plan_id=item.summary.id, person_id=place.person, now=NOW)
    session.expunge_all()
    (found,) = store.plan_summaries(session, organisation_id=place.organisation, round_id=place.round)
    assert (found.approved_at, found.approved_by, found.is_approved) == (NOW, place.person, True)


def test_plans_of_another_do_not_exist(session: Session, place: Place) -> None:
    scenario = stored(place)
    store.add_scenario(session, scenario)
    store.add_plan(session, plan(place, scenario.id, 1))
    other = make_place(session)
    for keys in (
        {"organisation_id": other.organisation, "round_id": place.round},
        {"organisation_id": place.organisation, "round_id": other.round},
    ):
        assert store.find_plan(session, **keys, number=None) is None
        assert store.plan_summaries(session, **keys) == []
        assert store.find_newest_plan(session, **keys) is None


@pytest.mark.parametrize("status", Status)
def test_only_some_statuses_hold_a_plan(place: Place, status: Status) -> None:
    summary = replace(plan(place, new_id(), 1).summary, status=status)
    assert summary.is_found == Plan(status).found
