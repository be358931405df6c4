"""From problem to plan."""

from __future__ import annotations

import time
from collections.abc import Iterator, Mapping, Sequence

import ortools

from plateau.roadmap.model import ObjectiveLevel, ObjectiveName, Plan, Problem, Scheduled, Status
from plateau.roadmap.solver.control import Control
from plateau.roadmap.solver.figures import figures
from plateau.roadmap.solver.objectives import OBJECTIVES, Sum, modes, number, waiting
from plateau.roadmap.solver.programme import Programme
from plateau.roadmap.solver.relevance import scope_of
from plateau.roadmap.solver.search import Search
from plateau.roadmap.solver.sketch import Sketch, sketched

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
    control: Control | None = None,
    beginning: Sequence[Scheduled] = (),
) -> Plan:
    """The best plan for ``problem``: each objective minimised in turn, ties broken by id.

    ``deterministic_limit`` (CP-SAT's measure, about a second of one core each) bounds the work reproducibly;
    ``wall_limit`` in seconds is a safety net (``Plan.reproducible``). Where all objectives are proven the
    plan is the only one of its kind: seed, machine and order of input do not matter. ``control`` shows how
    far it is meanwhile, and can end it with the best so far. ``beginning``: a plan, rules broken or not, near
    which the search begins; what is proven does not depend on it, the rest may.
    Status infeasible or unknown: no plan, figures of doing nothing. Raises nothing on a valid problem.
    """
    end = time.monotonic() + wall_limit
    programme = Programme(problem, scope_of(problem))
    sketch = sketched(
        programme,
        lambda part, work, wall: solve(part, seed=seed, deterministic_limit=work, wall_limit=wall),
        deterministic_limit=deterministic_limit,
        wall_limit=wall_limit,
        control=control,
    )
    if control:
        control.begin(problem.objectives)
    left, reproducible = deterministic_limit - sketch.deterministic_time, sketch.reproducible
    # First with every part as good as by itself; when that cannot be, in one objective less, and so on.
    for held in range(min(sketch.proven, len(problem.objectives) - 1), -1, -1):
        search = Search(
            programme,
            seed=seed,
            deterministic_limit=left,
            wall_limit=end - time.monotonic(),
            control=control,
        )
        search.reproducible = reproducible
        near = sketch.scheduled or beginning
        if sketch.plans or near:  # a hint of nothing is a hint as well, and not to plan anything
            programme.suggest(near)
        # All before the first search: some have variables of their own.
        goals = {name: OBJECTIVES[name](programme) for name in problem.objectives}
        sketch.hold(programme, held)
        if not held or _possible(search, goals[problem.objectives[0]], _SHARE * left):
            break
        left, reproducible = search.left, search.reproducible
        programme = Programme(problem, programme.scope)
    return _in_turn(programme, search, sketch, goals, control)


def _possible(search: Search, goal: Sum, within: float) -> bool:
    """Whether a plan is found at all."""
    search.minimise(goal, within=within)
    return search.status is Status.FEASIBLE


def _in_turn(
    programme: Programme,
    search: Search,
    sketch: Sketch,
    goals: Mapping[ObjectiveName, Sum],
    control: Control | None,
) -> Plan:
    """The plan after one objective after the other and the ties."""
    values: list[int] = []
    bounds: list[int] = []
    for goal in goals.values():
        last = sketch.plans and len(values) == len(goals) - 1
        best = search.minimise(
            goal,
            within=search.left if last else _SHARE * search.left,
            floor=sketch.floor(len(values), values),
        )
        if search.status is not Status.FEASIBLE:
            return _plan(programme, search, ())
        if control:
            control.settle(best.value, best.bound)
        values.append(best.value)
        bounds.append(best.bound)
    _break_ties(programme, search)
    # Values of the final solution: what was not proven in its turn may have become better since.
    found = ((name, _value(name, goal, programme, search)) for name, goal in goals.items())
    levels = tuple(
        ObjectiveLevel(name, value, min(value, bound), value <= bound)
        for (name, value), bound in zip(found, bounds, strict=True)
    )
    return _plan(programme, search, levels)


def _value(name: ObjectiveName, goal: Sum, programme: Programme, search: Search) -> int:
    """What the plan comes to; from the plan itself where a goal's variables only bound it from above."""
    if name is ObjectiveName.FINISH:
        return max((entry.end for entry in programme.scheduled(search.solution)), default=0)
    if name is ObjectiveName.EVENNESS:
        load = figures(programme.problem, programme.scheduled(search.solution)).load
        return sum(max(per_period) for per_period in load.values())
    return goal.value(search.solution)


def _break_ties(programme: Programme, search: Search) -> None:
    """Of equally good plans the one with the fewest, then where the first id starts earliest, and so on.

    Last the modes: as it stands rather than in another, in the first rather than in the second.
    """
    if ObjectiveName.KNITTING not in programme.problem.objectives:  # which counts them already
        search.minimise(number(programme), within=search.left)
    ids = list(programme.scope.interventions)
    for part in _parts(ids, programme.periods + 1):
        search.minimise(waiting(programme, part), within=search.left)
    several = [id_ for id_, options in programme.options.items() if len(options) > 1]
    for part in _parts(several, max(map(len, programme.options.values()), default=0)):
        search.minimise(modes(programme, part), within=search.left)


def _parts(ids: Sequence[str], base: int) -> Iterator[Sequence[str]]:
    """The ids in runs so short that a number with a digit of ``base`` for each is exact."""
    size = 1
    while max(base, 2) ** (size + 1) <= _EXACT:
        size += 1
    for first in range(0, len(ids), size):
        yield ids[first : first + size]


def _plan(programme: Programme, search: Search, levels: tuple[ObjectiveLevel, ...]) -> Plan:
    found = search.status is Status.FEASIBLE
    proven = found and all(level.proven for level in levels)
    scheduled = programme.scheduled(search.solution) if found else ()
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
        area_levels=result.area_levels,
        unmet_areas=result.unmet_areas,
        steps_made=result.steps_made,
        problem_hash=programme.problem.fingerprint,
        seed=search.seed,
        deterministic_time=search.deterministic_time,
        ortools_version=ortools.__version__,  # type: ignore[attr-defined]
        reproducible=search.reproducible,
    )
