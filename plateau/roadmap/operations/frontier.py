"""The choices between money, reach and time of a roadmap: searched in the background, and one taken."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from plateau.accounts.model import Actor
from plateau.assessment.operations import NotFound, get_round
from plateau.database import new_id
from plateau.roadmap import store
from plateau.roadmap.calculation import Calculation, Sought, State
from plateau.roadmap.frontier import Frontier, Point, find_frontier
from plateau.roadmap.model import Problem
from plateau.roadmap.operations.calculations import Started
from plateau.roadmap.operations.scenarios import ScenarioNameTaken, TooManyScenarios
from plateau.roadmap.scenario import MAX_SCENARIOS, Scenario, StoredScenario
from plateau.roadmap.store import StoredPlan

#: As many as a reader compares; seconds for all of them, and of deterministic time for each.
MOST_POINTS = 8
WALL_LIMIT = 60.0
DETERMINISTIC_LIMIT = 2.0
#: Cents: the budget of a choice is its money, rounded up to whole hundreds of euro.
_STEP = 100 * 100


@dataclass(frozen=True, slots=True)
class Search:
    """What was `found` of a roadmap's choices, and the search that was asked last; None: not yet."""

    found: Frontier | None
    newest: Calculation | None


def find_search(session: Session, stored: StoredPlan, *, round_id: UUID) -> Search:
    """How far the choices of a roadmap are."""
    problem_hash = without_budgets(stored.problem).fingerprint
    organisation_id = stored.summary.organisation_id
    return Search(
        store.find_frontier(
            session, organisation_id=organisation_id, round_id=round_id, problem_hash=problem_hash
        ),
        store.newest_search(
            session, organisation_id=organisation_id, round_id=round_id, problem_hash=problem_hash
        ),
    )


def start_search(
    session: Session, *, actor: Actor, round_id: UUID, stored: StoredPlan, now: datetime
) -> Started:
    """Ask for the choices of a roadmap; asked twice, they are searched once.

    Raises:
        NotFound: no such round.
    """
    get_round(session, organisation_id=actor.organisation.id, round_id=round_id, for_update=True)
    problem = without_budgets(stored.problem)
    newest = find_search(session, stored, round_id=round_id).newest
    seen = store.worker_seen_at(session)
    if newest and newest.is_awaited(now=now, worker_seen_at=seen):
        return Started(newest)
    if newest:
        store.end_calculation(session, newest.id, state=State.REPLACED, now=now)
    fresh = Calculation(
        id=new_id(),
        organisation_id=actor.organisation.id,
        round_id=round_id,
        scenario_id=stored.summary.scenario_id,
        ambition_id=stored.summary.ambition_id,
        problem_hash=problem.fingerprint,
        state=State.QUEUED,
        requested_at=now,
        requested_by=actor.person.id,
        sought=Sought.FRONTIER,
    )
    store.add_calculation(session, fresh, problem)
    return Started(fresh, is_new=True)


def sweep(problem: Problem, *, stopped: Callable[[], bool], told: Callable[[int], object]) -> Frontier:
    """Search the choices: up to a minute of work, no database."""
    return find_frontier(
        problem,
        most=MOST_POINTS,
        deterministic_limit=DETERMINISTIC_LIMIT,
        wall_limit=WALL_LIMIT,
        stopped=stopped,
        told=told,
    )


def choose_point(
    session: Session,
    *,
    actor: Actor,
    round_id: UUID,
    stored: StoredPlan,
    place: int,
    name: str,
    now: datetime,
) -> StoredScenario:
    """A scenario with the money of one choice, further as that of the roadmap; chosen twice, it is one.

    Raises:
        NotFound: no such round or choice.
        ScenarioNameTaken, TooManyScenarios.
    """
    get_round(session, organisation_id=actor.organisation.id, round_id=round_id, for_update=True)
    found = find_search(session, stored, round_id=round_id).found
    if found is None or not 0 <= place < len(found.points):
        raise NotFound(f"choice {place}")
    known = store.scenarios(session, organisation_id=actor.organisation.id, round_id=round_id)
    source = next(item for item in known if item.id == stored.summary.scenario_id)
    scenario = budgets_of(found.points[place], source.scenario)
    same = next((item for item in known if item.scenario == scenario), None)
    if same:
        return same
    if any(item.name.casefold() == name.casefold() for item in known):
        raise ScenarioNameTaken(name)
    if len(known) >= MAX_SCENARIOS:
        raise TooManyScenarios(str(round_id))
    fresh = replace(
        source,
        id=new_id(),
        name=name,
        scenario=scenario,
        revision=1,
        updated_at=now,
        updated_by=actor.person.id,
    )
    store.add_scenario(session, fresh)
    return fresh


def without_budgets(problem: Problem) -> Problem:
    """The question is what it can cost, so the budget is no limit here; people and time are."""
    return replace(problem, budgets=dict.fromkeys(problem.calendar.years))


def budgets_of(point: Point, scenario: Scenario) -> Scenario:
    """The scenario with just the money of this point, per year."""
    budgets: Mapping[int, int | None] = {
        year: -(-point.plan.spend_per_year.get(year, 0) // _STEP) * _STEP for year in scenario.calendar.years
    }
    return replace(scenario, budgets=budgets)
