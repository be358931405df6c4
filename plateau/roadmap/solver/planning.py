"""From problem to plan."""

from __future__ import annotations

import ortools

from plateau.roadmap.model import ObjectiveLevel, ObjectiveName, Plan, Problem, Scheduled, Status
from plateau.roadmap.solver.figures import figures
from plateau.roadmap.solver.footprint import starts
from plateau.roadmap.solver.objectives import OBJECTIVES, Sum, waiting
from plateau.roadmap.solver.programme import Programme
from plateau.roadmap.solver.relevance import scope_of
from plateau.roadmap.solver.search import Search

DETERMINISTIC_LIMIT = 12.0
WALL_LIMIT = 60.0
#: Of what is left, the share that one objective may use up, so that the later ones are not starved.
_SHARE = 0.5
#: Sums up to here are exact in the solver's floating-point bounds.
_EXACT = 10**10


def solve(
    problem: Problem,
    *,
    seed: int = 0,
    deterministic_limit: float = DETERMINISTIC_LIMIT,
    wall_limit: float = WALL_LIMIT,
) -> Plan:
    """The best plan for ``problem``: each objective minimised in turn, ties broken by id.

    ``deterministic_limit`` (CP-SAT's measure, about a second of one core each) bounds the work reproducibly;
    ``wall_limit`` in seconds is a safety net (``Plan.reproducible``). Where all objectives are proven the
    plan is the only one of its kind: seed, machine and order of input do not matter.
    Status infeasible or unknown: no plan, figures of doing nothing. Raises nothing on a valid problem.
    """
    programme = Programme(problem, scope_of(problem))
    search = Search(programme, seed=seed, deterministic_limit=deterministic_limit, wall_limit=wall_limit)
    goals: list[tuple[ObjectiveName, Sum, int]] = []
    for name, objective in OBJECTIVES:
        goal = objective(programme)
        best = search.minimise(goal, within=_SHARE * search.left, money=name is ObjectiveName.COST)
        if search.status is not Status.FEASIBLE:
            return _plan(programme, search, (), seed)
        goals.append((name, goal, best.bound))
    _break_ties(programme, search)
    # Values of the final solution: what was not proven in its turn may have become better since.
    found = ((name, goal.value(search.solution), bound) for name, goal, bound in goals)
    levels = tuple(ObjectiveLevel(name, value, bound, value <= bound) for name, value, bound in found)
    return _plan(programme, search, levels, seed)


def _break_ties(programme: Programme, search: Search) -> None:
    """Of equally good plans take the one where the first id starts earliest, then the second, and so on."""
    ids = list(programme.scope.interventions)
    size = 1
    while (programme.periods + 1) ** (size + 1) <= _EXACT:
        size += 1
    for first in range(0, len(ids), size):
        search.minimise(waiting(programme, ids[first : first + size]), within=search.left)


def _plan(programme: Programme, search: Search, levels: tuple[ObjectiveLevel, ...], seed: int) -> Plan:
    found = search.status is Status.FEASIBLE
    proven = found and all(level.proven for level in levels)
    scheduled = _scheduled(programme, search) if found else ()
    result = figures(programme.problem, scheduled)
    return Plan(
        status=Status.OPTIMAL if proven else search.status,
        scheduled=scheduled,
        objectives=levels,
        levels=result.levels,
        spend_per_year=result.spend_per_year,
        spend_per_period=result.spend_per_period,
        load=result.load,
        milestones=result.milestones,
        unmet_targets=result.unmet_targets,
        steps_made=result.steps_made,
        problem_hash=programme.problem.fingerprint,
        seed=seed,
        deterministic_time=search.deterministic_time,
        ortools_version=ortools.__version__,  # type: ignore[attr-defined]
        reproducible=search.reproducible,
    )


def _scheduled(programme: Programme, search: Search) -> tuple[Scheduled, ...]:
    found: list[Scheduled] = []
    for id_, item in programme.scope.interventions.items():
        for start in starts(item, programme.periods):
            begun = programme.started(id_, start)
            if not isinstance(begun, bool) and search.solution[begun.index]:
                found.append(Scheduled(id_, start, start + item.duration))
                break
    return tuple(found)
