"""The best plan within a limit on cost and on finish: one step of the ε-constraint method."""

from __future__ import annotations

from collections.abc import Sequence

import ortools

from plateau.roadmap.frontier.point import Point
from plateau.roadmap.model import ObjectiveLevel, ObjectiveName, Plan, Problem, Scheduled, Status
from plateau.roadmap.solver.figures import figures
from plateau.roadmap.solver.objectives import OBJECTIVES, Sum
from plateau.roadmap.solver.programme import Programme
from plateau.roadmap.solver.relevance import scope_of
from plateau.roadmap.solver.search import Minimum, Search

#: What counts as effect, of the problem's own objectives.
EFFECTS = (ObjectiveName.MILESTONES, ObjectiveName.TARGETS)
#: Of what is left, the share that one goal may use up.
_SHARE = 0.5


class Undecided(Exception):
    """A search found no plan in its time, and did not prove that there is none."""


class Searcher:
    """Finds points of one problem; ``limit`` is deterministic time for each of them."""

    def __init__(self, problem: Problem, *, seed: int, limit: float) -> None:
        """Nothing is searched yet."""
        self.problem = problem
        self.effects = tuple(name for name in problem.objectives if name in EFFECTS) or EFFECTS
        self._axes = (*self.effects, ObjectiveName.COST, ObjectiveName.FINISH)
        self._scope = scope_of(problem)
        self._seed = seed
        self._limit = limit

    def best(
        self, *, cost: int | None, finish: int | None, near: Sequence[Scheduled], wall: float
    ) -> Point | None:
        """The best effect within ``cost`` and ``finish`` (None: no limit), then the least of both.

        ``near`` is where the search begins, ``wall`` its seconds. None: proven that there is no plan.

        Raises:
            Undecided: neither a plan nor that proof within the time.
        """
        return self._search(self._axes, cost, finish, near, wall)

    def cheapest(self, *, finish: int | None, wall: float) -> Point | None:
        """The least cost, then the best effect for it; None and Undecided as for ``best``."""
        order = (ObjectiveName.COST, *self.effects, ObjectiveName.FINISH)
        return self._search(order, None, finish, (), wall)

    def _search(
        self,
        order: Sequence[ObjectiveName],
        cost: int | None,
        finish: int | None,
        near: Sequence[Scheduled],
        wall: float,
    ) -> Point | None:
        programme = Programme(self.problem, self._scope)
        goals = {name: OBJECTIVES[name](programme) for name in order}
        for name, limit in ((ObjectiveName.COST, cost), (ObjectiveName.FINISH, finish)):
            if limit is not None:
                goals[name].keep_within(programme.model, limit)
        if near:
            programme.suggest(near)
        search = Search(programme, seed=self._seed, deterministic_limit=self._limit, wall_limit=wall)
        bounds: dict[ObjectiveName, Minimum] = {}
        for name in order:
            bounds[name] = search.minimise(goals[name], within=_SHARE * search.left)
            if search.status is Status.INFEASIBLE:
                return None
            if search.status is not Status.FEASIBLE:
                raise Undecided
        return self._point(programme, search, goals, bounds)

    def _point(
        self,
        programme: Programme,
        search: Search,
        goals: dict[ObjectiveName, Sum],
        bounds: dict[ObjectiveName, Minimum],
    ) -> Point:
        scheduled = programme.scheduled(search.solution)
        values = {name: goal.value(search.solution) for name, goal in goals.items()}
        values[ObjectiveName.FINISH] = max((entry.end for entry in scheduled), default=0)
        levels = tuple(
            ObjectiveLevel(name, value, min(value, bounds[name].bound), value <= bounds[name].bound)
            for name, value in sorted(values.items(), key=lambda entry: self._axes.index(entry[0]))
        )
        proven = all(level.proven for level in levels)
        found = figures(self.problem, scheduled)
        plan = Plan(
            status=Status.OPTIMAL if proven else Status.FEASIBLE,
            scheduled=scheduled,
            objectives=levels,
            levels=found.levels,
            spend_per_year=found.spend_per_year,
            spend_per_period=found.spend_per_period,
            load=found.load,
            milestones=found.milestones,
            unmet_targets=found.unmet_targets,
            area_levels=found.area_levels,
            unmet_areas=found.unmet_areas,
            steps_made=found.steps_made,
            problem_hash=self.problem.fingerprint,
            seed=self._seed,
            deterministic_time=search.deterministic_time,
            ortools_version=ortools.__version__,  # type: ignore[attr-defined]
            reproducible=search.reproducible,
        )
        effect = tuple(values[name] for name in self.effects)
        return Point(effect, values[ObjectiveName.COST], values[ObjectiveName.FINISH], plan, proven)
