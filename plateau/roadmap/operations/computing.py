"""From the situation of now to a kept roadmap."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy.orm import Session

from plateau.accounts.model import Actor, Organisation
from plateau.assessment.model import Round
from plateau.assessment.operations import get_round
from plateau.catalogue.model import Catalogue
from plateau.database import new_id
from plateau.roadmap import store
from plateau.roadmap.calculation import Calculation, State
from plateau.roadmap.explanation import explain
from plateau.roadmap.model import Explanation, Plan, Problem, Status
from plateau.roadmap.operations.settings import add_scenario
from plateau.roadmap.scenario import SCENARIO_NAME, StoredScenario
from plateau.roadmap.situation import Situation, get_situation, problem_of
from plateau.roadmap.solver import solve
from plateau.roadmap.store import PlanSummary, StoredPlan

#: With these the search is done. The others ran out of time: a quieter moment may give a better answer.
FINAL = frozenset({Status.OPTIMAL, Status.INFEASIBLE})


@dataclass(frozen=True, slots=True)
class Draft:
    """A problem about to be solved; `existing` is the roadmap that answers it already."""

    situation: Situation
    problem: Problem
    existing: PlanSummary | None


def compute_roadmap(
    session: Session,
    *,
    actor: Actor,
    round_id: UUID,
    catalogue: Catalogue,
    now: datetime,
    today: date,
    scenario_id: UUID | None = None,
) -> StoredPlan:
    """Compute and keep a roadmap; for the same problem as the newest one, return that one.

    All in one transaction, which is held while the planner searches: fine for a command or a test. A server
    with other people waiting has a worker (see `plateau.roadmap.calculating`).

    Raises:
        NotFound, NoAmbition.
    """
    draft = prepare_roadmap(
        session,
        organisation=actor.organisation,
        round_id=round_id,
        catalogue=catalogue,
        today=today,
        scenario_id=scenario_id,
    )
    if draft.existing:
        return store.get_plan(session, organisation_id=actor.organisation.id, plan_id=draft.existing.id)
    plan, explanation = work_out(draft.problem)
    return keep_roadmap(session, actor=actor, draft=draft, plan=plan, explanation=explanation, now=now)


def prepare_roadmap(
    session: Session,
    *,
    organisation: Organisation,
    round_id: UUID,
    catalogue: Catalogue,
    today: date,
    scenario_id: UUID | None = None,
) -> Draft:
    """The problem to solve, and the roadmap that answers it already, if the scenario's newest one does.

    Raises:
        NotFound, NoAmbition.
    """
    situation = get_situation(
        session,
        organisation=organisation,
        round_id=round_id,
        catalogue=catalogue,
        today=today,
        scenario_id=scenario_id,
    )
    problem = problem_of(situation, organisation=organisation, catalogue=catalogue)
    existing = None
    if situation.stored:
        existing = _answer_to(session, situation.round, situation.stored.id, problem.fingerprint)
    if existing and existing.explained_at is None:
        existing = None  # its reasons are still to be found
    return Draft(situation, problem, existing)


def work_out(problem: Problem) -> tuple[Plan, Explanation]:
    """Search the best plan, and why it is the best: seconds of work, no database."""
    plan = solve(problem)
    return plan, explain(problem, plan)


def keep_roadmap(
    session: Session, *, actor: Actor, draft: Draft, plan: Plan, explanation: Explanation, now: datetime
) -> StoredPlan:
    """Keep what was worked out, unless someone else just kept the same."""
    calculation = ask(session, actor=actor, draft=draft, now=now)
    return keep_plan(session, calculation, draft.problem, plan, explanation, now=now)


def keep_plan(
    session: Session,
    calculation: Calculation,
    problem: Problem,
    plan: Plan,
    explanation: Explanation,
    *,
    now: datetime,
    explained: bool = True,
) -> StoredPlan:
    """Keep the answer to a calculation, or give the newest roadmap when that is the same.

    Not `explained`: the reasons are not all there, see `finish_calculation`.
    """
    organisation_id, round_id = calculation.organisation_id, calculation.round_id
    item = get_round(session, organisation_id=organisation_id, round_id=round_id, for_update=True)
    existing = _answer_to(session, item, calculation.scenario_id, plan.problem_hash)
    if existing:
        if explained and existing.explained_at is None:
            store.set_plan_explained(session, plan_id=existing.id, explanation=explanation, now=now)
        return store.get_plan(session, organisation_id=organisation_id, plan_id=existing.id)
    stored = StoredPlan(
        summary=PlanSummary(
            id=new_id(),
            scenario_id=calculation.scenario_id,
            organisation_id=organisation_id,
            ambition_id=calculation.ambition_id,
            number=store.next_plan_number(session, organisation_id=organisation_id, round_id=round_id),
            computed_at=now,
            computed_by=calculation.requested_by,
            explained_at=now if explained else None,
            status=plan.status,
            problem_hash=plan.problem_hash,
            approved_at=None,
            approved_by=None,
        ),
        problem=problem,
        plan=plan,
        explanation=explanation,
    )
    store.add_plan(session, stored)
    return stored


def _answer_to(session: Session, item: Round, scenario_id: UUID, fingerprint: str) -> PlanSummary | None:
    """The scenario's newest roadmap when nothing better can come of solving this problem again."""
    newest = store.find_newest_plan(
        session, organisation_id=item.organisation_id, round_id=item.id, scenario_id=scenario_id
    )
    return newest if newest and newest.problem_hash == fingerprint and newest.status in FINAL else None


def ask(session: Session, *, actor: Actor, draft: Draft, now: datetime) -> Calculation:
    """A calculation that nobody has begun; our proposal is kept as a scenario, for a plan belongs to one."""
    situation = draft.situation
    scenario = situation.stored or _find_or_add_scenario(session, actor=actor, draft=draft, now=now)
    return Calculation(
        id=new_id(),
        organisation_id=actor.organisation.id,
        round_id=situation.round.id,
        scenario_id=scenario.id,
        ambition_id=situation.ambition.id,
        problem_hash=draft.problem.fingerprint,
        state=State.QUEUED,
        requested_at=now,
        requested_by=actor.person.id,
    )


def _find_or_add_scenario(session: Session, *, actor: Actor, draft: Draft, now: datetime) -> StoredScenario:
    round_id = draft.situation.round.id
    get_round(session, organisation_id=actor.organisation.id, round_id=round_id, for_update=True)
    return store.find_scenario(
        session, organisation_id=actor.organisation.id, round_id=round_id, name=SCENARIO_NAME
    ) or add_scenario(session, actor=actor, round_id=round_id, scenario=draft.situation.scenario, now=now)
