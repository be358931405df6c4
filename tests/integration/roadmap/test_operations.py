"""Settings, milestones, computing and approving: on both databases, with the real planner."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta
from uuid import UUID

import pytest
from sqlalchemy.orm import Session

from plateau.accounts.model import Actor
from plateau.assessment.gaps import GapState
from plateau.assessment.operations import NotFound
from plateau.catalogue.loader import catalogue
from plateau.catalogue.model import Certainty
from plateau.database import Database, new_id
from plateau.language import Text
from plateau.roadmap import operations, store
from plateau.roadmap.changes import Change
from plateau.roadmap.checker import check
from plateau.roadmap.milestones import DatedMilestone
from plateau.roadmap.model import Calendar, GapCode, Status
from plateau.roadmap.operations import NothingToApprove, PlanSuperseded, ScenarioChanged
from plateau.roadmap.records import PlanRecord
from plateau.roadmap.scenario import Choice, Scenario, StoredScenario
from plateau.roadmap.situation import NoAmbition, Situation, get_situation
from plateau.roadmap.store import PlanSummary, StoredPlan
from tests.integration.roadmap.situations import (
    NOW,
    TODAY,
    aim,
    make_colleague,
    make_director,
    make_round,
    measure,
)

LATER = NOW + timedelta(hours=1)


@pytest.fixture
def session(database: Database) -> Iterator[Session]:
    with database.transaction() as session:
        yield session


@pytest.fixture
def actor(session: Session) -> Actor:
    return make_director(session)


@pytest.fixture
def round_id(session: Session, actor: Actor) -> UUID:
    found = make_round(session, actor)
    measure(session, actor, found)
    aim(session, actor, found)
    return found


def situation(session: Session, actor: Actor, round_id: UUID) -> Situation:
    return get_situation(
        session, organisation=actor.organisation, round_id=round_id, catalogue=catalogue(), today=TODAY
    )


def compute(session: Session, actor: Actor, round_id: UUID) -> StoredPlan:
    return operations.compute_roadmap(
        session, actor=actor, round_id=round_id, catalogue=catalogue(), now=NOW, today=TODAY
    )


def save(
    session: Session, actor: Actor, round_id: UUID, scenario: Scenario, base: int, now: datetime = NOW
) -> StoredScenario:
    return operations.save_scenario(
        session, actor=actor, round_id=round_id, scenario=scenario, base_revision=base, now=now
    )


def approve(
    session: Session, actor: Actor, round_id: UUID, plan: StoredPlan, now: datetime = NOW
) -> PlanSummary:
    return operations.approve_plan(
        session,
        actor=actor,
        round_id=round_id,
        plan_id=plan.summary.id,
        catalogue=catalogue(),
        now=now,
        today=TODAY,
    )


def milestone(day: date = date(2028, 1, 1), title: str = "Loket open") -> DatedMilestone:
    return DatedMilestone(str(new_id()), "wmo", Text(title, title), day, Certainty.VAST, plateau=4, own=True)


# the situation


def test_the_situation_proposes_settings_until_someone_saves(
    session: Session, actor: Actor, round_id: UUID
) -> None:
    found = situation(session, actor, round_id)
    assert (found.revision, found.stored) == (0, None)
    assert found.scenario.calendar == Calendar(2027, 1, 8)
    assert [gap.state for gap in found.gaps if gap.area == "lc"] == [
        GapState.OPEN,
        GapState.OPEN,
        GapState.UNKNOWN,
    ]


def test_without_an_ambition_there_is_no_situation(session: Session, actor: Actor) -> None:
    with pytest.raises(NoAmbition):
        situation(session, actor, make_round(session, actor))


def test_another_organisation_has_no_such_round(session: Session, actor: Actor, round_id: UUID) -> None:
    other = make_director(session)
    with pytest.raises(NotFound):
        situation(session, other, round_id)
    with pytest.raises(NotFound):
        compute(session, other, round_id)


# settings


def test_settings_saved_twice_are_kept_once(session: Session, actor: Actor, round_id: UUID) -> None:
    scenario = situation(session, actor, round_id).scenario
    first = save(session, actor, round_id, scenario, 0)
    again = save(session, actor, round_id, scenario, 0, LATER)
    assert first == again
    assert first.revision == 1
    changed = replace(scenario, capacity={**scenario.capacity, "beleid": 3})
    second = save(session, actor, round_id, changed, 1, LATER)
    assert (second.revision, second.updated_at) == (2, LATER)
    assert situation(session, actor, round_id).stored == second


def test_a_stale_page_overwrites_nothing(session: Session, actor: Actor, round_id: UUID) -> None:
    scenario = situation(session, actor, round_id).scenario
    theirs = replace(scenario, capacity={**scenario.capacity, "beleid": 3})
    mine = replace(scenario, capacity={**scenario.capacity, "bestuur": 4})
    saved = save(session, actor, round_id, theirs, 0)
    with pytest.raises(ScenarioChanged) as caught:
        save(session, actor, round_id, mine, 0, LATER)
    assert caught.value.current == saved
    assert situation(session, actor, round_id).scenario == theirs


# milestones


def test_a_milestone_sent_twice_is_one_and_can_go(session: Session, actor: Actor, round_id: UUID) -> None:
    first = operations.add_milestone(session, actor=actor, milestone=milestone())
    assert operations.add_milestone(session, actor=actor, milestone=milestone()) == first
    assert situation(session, actor, round_id).milestones == (first,)
    for _ in range(2):
        operations.remove_milestone(session, actor=actor, milestone_id=UUID(first.id), now=NOW)
    assert situation(session, actor, round_id).milestones == ()


def test_of_two_who_change_a_milestone_at_once_one_does(
    session: Session, actor: Actor, round_id: UUID
) -> None:
    known = operations.add_milestone(session, actor=actor, milestone=milestone())
    mine, theirs = (replace(milestone(), title=Text(name, name)) for name in ("Van mij", "Van hen"))

    def change(wanted: DatedMilestone) -> DatedMilestone:
        fresh = replace(wanted, id=str(new_id()))
        return operations.change_milestone(session, actor=actor, known=known, milestone=fresh, now=NOW)

    changed = change(theirs)
    assert change(theirs) == changed  # the same form, sent twice
    with pytest.raises(operations.MilestoneGone):
        change(mine)
    assert situation(session, actor, round_id).milestones == (changed,)


def test_a_milestone_of_another_is_not_found(session: Session, actor: Actor) -> None:
    item = operations.add_milestone(session, actor=actor, milestone=milestone())
    with pytest.raises(NotFound):
        operations.remove_milestone(
            session, actor=make_director(session), milestone_id=UUID(item.id), now=NOW
        )


# computing


def test_a_roadmap_keeps_its_problem_and_its_reasons(session: Session, actor: Actor, round_id: UUID) -> None:
    operations.add_milestone(session, actor=actor, milestone=milestone())
    made = compute(session, actor, round_id)
    session.expunge_all()
    found = store.find_plan(session, organisation_id=actor.organisation.id, round_id=round_id)
    assert found == made
    assert made.summary.number == 1
    assert made.plan.status is Status.OPTIMAL
    assert check(made.problem, made.plan) == []
    assert {gap.criterion: gap.code for gap in made.explanation.gaps if gap.criterion} == {
        "gemeente.lc1": GapCode.CLOSED,
        "gemeente.lc2": GapCode.CLOSED,
    }
    assert len(made.plan.milestones) == 1


def test_the_same_problem_is_computed_once(session: Session, actor: Actor, round_id: UUID) -> None:
    first = compute(session, actor, round_id)
    assert compute(session, actor, round_id) == first
    aim(session, actor, round_id, plateau=4, version=1)
    second = compute(session, actor, round_id)
    assert second.summary.number == 2
    assert second.summary.ambition_id != first.summary.ambition_id
    assert len(store.plan_summaries(session, organisation_id=actor.organisation.id, round_id=round_id)) == 2


def test_two_who_compute_at_once_keep_one(session: Session, actor: Actor, round_id: UUID) -> None:
    draft = operations.prepare_roadmap(
        session, organisation=actor.organisation, round_id=round_id, catalogue=catalogue(), today=TODAY
    )
    assert draft.existing is None
    plan, explanation = operations.work_out(draft.problem)
    kept = [
        operations.keep_roadmap(
            session, actor=actor, draft=draft, plan=plan, explanation=explanation, now=NOW
        )
        for _ in range(2)
    ]
    assert kept[0] == kept[1]


@pytest.mark.parametrize(
    ("status", "again"),
    [
        (Status.OPTIMAL, False),
        (Status.INFEASIBLE, False),
        (Status.FEASIBLE, True),
        (Status.UNKNOWN, True),
    ],
)
def test_what_the_clock_cut_short_can_be_computed_again(
    session: Session, actor: Actor, round_id: UUID, status: Status, again: bool
) -> None:
    made = compute(session, actor, round_id)
    record = session.get_one(PlanRecord, made.summary.id)
    record.status = status.value
    record.plan = {"from": "a version that nobody can read"}
    session.flush()
    draft = operations.prepare_roadmap(
        session, organisation=actor.organisation, round_id=round_id, catalogue=catalogue(), today=TODAY
    )
    assert (draft.existing is None) == again
    if again:
        assert compute(session, actor, round_id).summary.number == 2


def test_choices_are_kept_to_or_the_clash_is_named(session: Session, actor: Actor, round_id: UUID) -> None:
    first = compute(session, actor, round_id)
    used = first.plan.scheduled[0].id
    scenario = situation(session, actor, round_id).scenario
    without = replace(scenario, choices={used: Choice.FORBIDDEN})
    save(session, actor, round_id, without, 1)
    assert used not in compute(session, actor, round_id).plan.by_id
    broke = replace(
        scenario,
        choices={used: Choice.MANDATORY},
        budgets=dict.fromkeys(scenario.budgets, 0),
        capacity=dict.fromkeys(scenario.capacity, 0),
    )
    save(session, actor, round_id, broke, 2)
    impossible = compute(session, actor, round_id)
    assert impossible.plan.status is Status.INFEASIBLE
    assert impossible.explanation.clash == (used,)
    with pytest.raises(NothingToApprove):
        approve(session, actor, round_id, impossible)


# approving


def test_the_newest_roadmap_can_be_approved_once(session: Session, actor: Actor, round_id: UUID) -> None:
    first = compute(session, actor, round_id)
    approved = approve(session, actor, round_id, first)
    again = approve(session, actor, round_id, first, LATER)
    assert again == approved
    assert (approved.approved_at, approved.approved_by) == (NOW, actor.person.id)
    assert (
        store.find_newest_plan(session, organisation_id=actor.organisation.id, round_id=round_id) == approved
    )


def test_an_older_roadmap_is_not_approved_by_accident(session: Session, actor: Actor, round_id: UUID) -> None:
    first = compute(session, actor, round_id)
    aim(session, actor, round_id, plateau=4, version=1)
    compute(session, actor, round_id)
    with pytest.raises(PlanSuperseded):
        approve(session, actor, round_id, first)


def test_a_roadmap_of_another_is_not_found(session: Session, actor: Actor, round_id: UUID) -> None:
    made = compute(session, actor, round_id)
    other = make_director(session)
    with pytest.raises(NotFound):
        approve(session, other, round_id, made)
    with pytest.raises(NotFound):
        approve(session, other, make_round(session, other), made)


@pytest.mark.parametrize("change", list(Change))
def test_an_outdated_roadmap_is_not_approved_by_accident(
    session: Session, actor: Actor, round_id: UUID, change: Change
) -> None:
    made = compute(session, actor, round_id)
    approved_by = actor
    match change:
        case Change.ANSWERS:
            measure(session, make_colleague(session, actor), round_id, value=1, unknown="gemeente.lc1")
        case Change.AMBITION:
            aim(session, actor, round_id, plateau=4, version=1)
        case Change.PERIOD:
            aim(session, actor, round_id, version=1, horizon=date(2029, 12, 31))
        case Change.SETTINGS:
            scenario = situation(session, actor, round_id).scenario
            save(session, actor, round_id, replace(scenario, capacity={**scenario.capacity, "beleid": 3}), 1)
        case Change.MILESTONES:
            operations.add_milestone(session, actor=actor, milestone=milestone())
        case Change.ESTIMATES:
            approved_by = replace(actor, organisation=replace(actor.organisation, size=90_000))
    with pytest.raises(PlanSuperseded) as caught:
        approve(session, approved_by, round_id, made)
    assert change in (caught.value.changed or ())
    newest = store.find_newest_plan(session, organisation_id=actor.organisation.id, round_id=round_id)
    assert newest == made.summary


def test_an_approved_roadmap_stays_so_when_it_is_outdated(
    session: Session, actor: Actor, round_id: UUID
) -> None:
    made = compute(session, actor, round_id)
    approved = approve(session, actor, round_id, made)
    aim(session, actor, round_id, plateau=4, version=1)
    assert approve(session, actor, round_id, made, LATER) == approved
