"""What people do with a roadmap: set its limits, compute it, approve it, and add milestones of their own."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime
from uuid import UUID

from sqlalchemy.orm import Session

from plateau.accounts.model import Actor, Organisation
from plateau.assessment.operations import NotFound, get_round
from plateau.catalogue.model import Catalogue
from plateau.database import new_id
from plateau.roadmap import store
from plateau.roadmap.explanation import explain
from plateau.roadmap.milestones import DatedMilestone
from plateau.roadmap.model import Explanation, Plan, Problem, Status
from plateau.roadmap.planning import Change, changes
from plateau.roadmap.scenario import SCENARIO_NAME, Scenario, StoredScenario
from plateau.roadmap.situation import Situation, get_situation, problem_of
from plateau.roadmap.solver import solve
from plateau.roadmap.store import PlanSummary, StoredPlan

#: With these the search is done. The others ran out of time: a quieter moment may give a better answer.
FINAL = frozenset({Status.OPTIMAL, Status.INFEASIBLE})


class ScenarioChanged(RuntimeError):
    """Someone saved other settings since this page was opened; `current` are those."""

    def __init__(self, current: StoredScenario) -> None:
        super().__init__("the settings changed")
        self.current = current


class PlanSuperseded(RuntimeError):
    """The roadmap is not of now: `changed` since it was computed, or (None) there is a newer one."""

    def __init__(self, number: int, changed: tuple[Change, ...] | None = None) -> None:
        super().__init__(f"roadmap {number} is outdated")
        self.changed = changed


class NothingToApprove(RuntimeError):
    """The calculation gave no roadmap."""


@dataclass(frozen=True, slots=True)
class Draft:
    """A problem about to be solved; `existing` is the roadmap that answers it already."""

    situation: Situation
    problem: Problem
    existing: PlanSummary | None


# settings


def save_scenario(
    session: Session, *, actor: Actor, round_id: UUID, scenario: Scenario, base_revision: int, now: datetime
) -> StoredScenario:
    """Keep the settings; the same settings sent twice are kept once.

    Raises:
        NotFound: no such round.
        ScenarioChanged: someone saved other settings since `base_revision`.
    """
    # The round's row is the lock: two first saves at once would make two scenarios.
    get_round(session, organisation_id=actor.organisation.id, round_id=round_id, for_update=True)
    current = store.find_scenario(
        session, organisation_id=actor.organisation.id, round_id=round_id, name=SCENARIO_NAME
    )
    if current is not None and current.scenario == scenario:
        return current
    if current is not None and current.revision != base_revision:
        raise ScenarioChanged(current)
    if current is None:
        return _add_scenario(session, actor=actor, round_id=round_id, scenario=scenario, now=now)
    saved = replace(
        current,
        scenario=scenario,
        revision=current.revision + 1,
        updated_at=now,
        updated_by=actor.person.id,
    )
    store.update_scenario(session, saved)
    return saved


def _add_scenario(
    session: Session, *, actor: Actor, round_id: UUID, scenario: Scenario, now: datetime
) -> StoredScenario:
    fresh = StoredScenario(
        id=new_id(),
        organisation_id=actor.organisation.id,
        round_id=round_id,
        name=SCENARIO_NAME,
        scenario=scenario,
        revision=1,
        updated_at=now,
        updated_by=actor.person.id,
    )
    store.add_scenario(session, fresh)
    return fresh


def add_milestone(session: Session, *, actor: Actor, milestone: DatedMilestone) -> DatedMilestone:
    """Add a milestone of the organisation; a form sent twice adds one."""
    for known in store.milestones(session, actor.organisation.id):
        if replace(known, id=milestone.id) == milestone:
            return known
    store.add_milestone(session, organisation_id=actor.organisation.id, milestone=milestone)
    return milestone


def remove_milestone(session: Session, *, actor: Actor, milestone_id: UUID, now: datetime) -> None:
    """Take a milestone away; twice is the same as once. Roadmaps that took it into account keep its name.

    Raises:
        NotFound: this organisation has no such milestone.
    """
    found = store.find_milestone(session, organisation_id=actor.organisation.id, milestone_id=milestone_id)
    if found is None:
        raise NotFound(f"milestone {milestone_id}")
    store.set_milestone_removed(
        session, organisation_id=actor.organisation.id, milestone_id=milestone_id, now=now
    )


# computing


def compute_roadmap(
    session: Session, *, actor: Actor, round_id: UUID, catalogue: Catalogue, now: datetime, today: date
) -> StoredPlan:
    """Compute and keep a roadmap; for the same problem as the newest one, return that one.

    All in one transaction, which is held while the planner searches: fine for a command or a test. A server
    with other people waiting calls `prepare_roadmap`, `work_out` and `keep_roadmap` one after the other.

    Raises:
        NotFound, NoAmbition.
    """
    draft = prepare_roadmap(
        session, organisation=actor.organisation, round_id=round_id, catalogue=catalogue, today=today
    )
    if draft.existing:
        return store.get_plan(session, organisation_id=actor.organisation.id, plan_id=draft.existing.id)
    plan, explanation = work_out(draft.problem)
    return keep_roadmap(session, actor=actor, draft=draft, plan=plan, explanation=explanation, now=now)


def prepare_roadmap(
    session: Session, *, organisation: Organisation, round_id: UUID, catalogue: Catalogue, today: date
) -> Draft:
    """The problem to solve, and the roadmap that answers it already, if the newest one does.

    Raises:
        NotFound, NoAmbition.
    """
    situation = get_situation(
        session, organisation=organisation, round_id=round_id, catalogue=catalogue, today=today
    )
    problem = problem_of(situation, organisation=organisation, catalogue=catalogue)
    return Draft(situation, problem, _answer_to(session, situation, problem.fingerprint))


def work_out(problem: Problem) -> tuple[Plan, Explanation]:
    """Search the best plan, and why it is the best: seconds of work, no database."""
    plan = solve(problem)
    return plan, explain(problem, plan)


def keep_roadmap(
    session: Session, *, actor: Actor, draft: Draft, plan: Plan, explanation: Explanation, now: datetime
) -> StoredPlan:
    """Keep what was worked out, unless someone else just kept the same."""
    situation = draft.situation
    organisation_id, round_id = actor.organisation.id, situation.round.id
    get_round(session, organisation_id=organisation_id, round_id=round_id, for_update=True)
    existing = _answer_to(session, situation, plan.problem_hash)
    if existing:
        return store.get_plan(session, organisation_id=organisation_id, plan_id=existing.id)
    scenario = store.find_scenario(
        session, organisation_id=organisation_id, round_id=round_id, name=SCENARIO_NAME
    ) or _add_scenario(session, actor=actor, round_id=round_id, scenario=situation.scenario, now=now)
    stored = StoredPlan(
        summary=PlanSummary(
            id=new_id(),
            scenario_id=scenario.id,
            organisation_id=organisation_id,
            ambition_id=situation.ambition.id,
            number=store.next_plan_number(session, scenario.id),
            computed_at=now,
            computed_by=actor.person.id,
            status=plan.status,
            problem_hash=plan.problem_hash,
            approved_at=None,
            approved_by=None,
        ),
        problem=draft.problem,
        plan=plan,
        explanation=explanation,
    )
    store.add_plan(session, stored)
    return stored


def _answer_to(session: Session, situation: Situation, fingerprint: str) -> PlanSummary | None:
    """The newest roadmap when nothing better can come of solving this problem again."""
    newest = store.find_newest_plan(
        session, organisation_id=situation.round.organisation_id, round_id=situation.round.id
    )
    return newest if newest and newest.problem_hash == fingerprint and newest.status in FINAL else None


# approving


def approve_plan(
    session: Session,
    *,
    actor: Actor,
    round_id: UUID,
    plan_id: UUID,
    catalogue: Catalogue,
    now: datetime,
    today: date,
) -> PlanSummary:
    """Approve the newest roadmap; twice is the same as once.

    Raises:
        NotFound: no such round or roadmap.
        PlanSuperseded: there is a newer one, or it answers another problem than that of now.
        NothingToApprove: the calculation gave no roadmap.
    """
    get_round(session, organisation_id=actor.organisation.id, round_id=round_id, for_update=True)
    summaries = store.plan_summaries(session, organisation_id=actor.organisation.id, round_id=round_id)
    chosen = next((item for item in summaries if item.id == plan_id), None)
    if chosen is None:
        raise NotFound(f"plan {plan_id}")
    if chosen.is_approved:
        return chosen
    if chosen.id != summaries[0].id:
        raise PlanSuperseded(chosen.number)
    if not chosen.is_found:
        raise NothingToApprove(chosen.status.value)
    situation = get_situation(
        session, organisation=actor.organisation, round_id=round_id, catalogue=catalogue, today=today
    )
    current = problem_of(situation, organisation=actor.organisation, catalogue=catalogue)
    if current.fingerprint != chosen.problem_hash:
        stored = store.get_plan(session, organisation_id=actor.organisation.id, plan_id=plan_id)
        raise PlanSuperseded(chosen.number, changes(stored.problem, current))
    store.set_plan_approved(session, plan_id=plan_id, person_id=actor.person.id, now=now)
    return replace(chosen, approved_at=now, approved_by=actor.person.id)
