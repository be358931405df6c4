"""The exact part: one interval per activity, a cumulative per resource, in CP-SAT."""

from __future__ import annotations

import math
import time
from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum
from threading import Event

from ortools.sat.python import cp_model

from plateau.roadmap.finish.model import Project, finish_of, longest_paths
from plateau.roadmap.finish.pairs import Waits, one_at_a_time


class Way(Enum):
    """Improve the schedule until nothing is left to improve; raise the bound step by step; or only improve,
    by freeing a part of the schedule at a time (large-neighbourhood search).
    """

    FROM_ABOVE = "from above"
    FROM_BELOW = "from below"
    NEARBY = "nearby"


@dataclass(frozen=True, slots=True)
class Effort:
    """How long and how to search: `deterministic` in CP-SAT's own measure, `wall` a safety net (seconds)."""

    deterministic: float
    wall: float
    way: Way = Way.FROM_ABOVE


@dataclass(frozen=True, slots=True)
class Answer:
    """The best `starts` known, the `bound` that is proven, and whether the wall limit `cut` it short."""

    starts: tuple[int, ...]
    bound: int
    cut: bool = False


class Brake:
    """Stops a search from another thread, and whatever else looks at `pulled`.

    With it stop those that were made with it as their `outer`.
    """

    def __init__(self, outer: Brake | None = None) -> None:
        self._event = Event()
        self._solver: cp_model.CpSolver | None = None
        self._outer = outer
        self._inner: list[Brake] = []
        if outer is not None:
            outer.reach(self)

    def reach(self, inner: Brake) -> None:
        """From now on this brake pulls that one too."""
        self._inner.append(inner)

    @property
    def pulled(self) -> bool:
        """Whether to stop."""
        return self._event.is_set() or (self._outer is not None and self._outer.pulled)

    def pull(self) -> None:
        """Stop what runs, and what would start after it; a search that is being set up may need it again."""
        self._event.set()
        if self._solver is not None:
            self._solver.stop_search()
        for inner in self._inner:
            inner.pull()

    def hold(self, solver: cp_model.CpSolver) -> bool:
        """This is the search to stop; False when it should not even begin."""
        self._solver = solver
        return not self.pulled


#: Neighbourhoods and searches of CP-SAT that know nothing of intervals; those that do find more in less time.
_NOT_FOR_SCHEDULES = (
    *("graph_var_lns", "graph_arc_lns", "graph_cst_lns", "graph_dec_lns", "rnd_var_lns", "rnd_cst_lns"),
    *("rins/rens", "feasibility_pump", "lb_relax_lns", "local_branching", "ls", "ls_lin", "fj"),
)


def shortest(project: Project) -> int:
    """A finish that cannot be beaten: the longest path, and per resource all work over its capacity."""
    paths = longest_paths(project)
    bound = max(
        before + activity.duration for before, activity in zip(paths, project.activities, strict=True)
    )
    for resource, capacity in enumerate(project.capacities):
        energy = sum(activity.duration * activity.demands[resource] for activity in project.activities)
        if energy:
            bound = max(bound, math.ceil(energy / capacity))
    return bound


def improve(
    project: Project, known: Answer, effort: Effort, *, seed: int, brake: Brake | None = None
) -> Answer:
    """Search for an earlier finish than the known one, and for a proof that there is none."""
    finish = finish_of(project, known.starts)
    # A search nearby proves nothing, so it does without.
    groups = [] if effort.way is Way.NEARBY else one_at_a_time(project)
    model, variables, end = _model(project, known.bound, finish, groups)
    model.minimize(end)
    for variable, start in zip(variables, known.starts, strict=True):
        model.add_hint(variable, start)
    model.add_hint(end, finish)
    solver = _solver(effort, seed)
    if brake is not None and not brake.hold(solver):
        return known
    status = solver.solve(model)
    starts = known.starts
    if status in (cp_model.OPTIMAL, cp_model.FEASIBLE):
        found = tuple(solver.value(variable) for variable in variables)
        starts = min(starts, found, key=lambda one: finish_of(project, one))
    if status == cp_model.OPTIMAL:
        return Answer(starts, finish_of(project, starts))
    reached = solver.best_objective_bound
    bound = max(known.bound, math.ceil(reached - 1e-6)) if math.isfinite(reached) else known.bound
    return Answer(starts, min(bound, finish), cut=solver.wall_time >= effort.wall)


def close(
    project: Project,
    known: Answer,
    parts: Sequence[Waits],
    effort: Effort,
    *,
    seed: int,
    brake: Brake | None = None,
) -> Answer:
    """Search part after part for a schedule that is earlier than the known one, until there is none.

    The bound is that of these parts: the finish when nothing in them is earlier. `effort` is for all parts
    together. A part is asked for any earlier schedule, without a value to improve and without beginning from
    the known one, which is not in most parts: that took half the time.
    """
    groups = one_at_a_time(project)  # what the waits of a part add to them took 10 to 40% more time
    starts, left, end = known.starts, effort.deterministic, time.monotonic() + effort.wall
    open_parts = list(parts)
    while open_parts and finish_of(project, starts) > known.bound:
        model, variables, _ = _model(project, known.bound, finish_of(project, starts) - 1, groups)
        for before, after in open_parts[0]:
            model.add(variables[after] >= variables[before] + project.activities[before].duration)
        solver = _solver(Effort(max(0.0, left), end - time.monotonic()), seed)
        if brake is not None and not brake.hold(solver):
            return known
        status = solver.solve(model)
        left -= solver.response_proto.deterministic_time
        if status in (cp_model.OPTIMAL, cp_model.FEASIBLE):
            starts = tuple(solver.value(variable) for variable in variables)
        elif status == cp_model.INFEASIBLE:
            open_parts.pop(0)
        else:
            return Answer(starts, known.bound, cut=time.monotonic() >= end)
    return Answer(starts, finish_of(project, starts))


def _solver(effort: Effort, seed: int) -> cp_model.CpSolver:
    solver = cp_model.CpSolver()
    parameters = solver.parameters
    parameters.random_seed = seed
    parameters.max_deterministic_time = effort.deterministic
    parameters.max_time_in_seconds = max(0.01, effort.wall)
    # One worker gives the same answer on any machine. Without the linear relaxation, which says little about
    # cumulatives: of fifteen projects of j30 that the default had left open after 1.0 of deterministic time,
    # it proved one by 2.0; this, ten.
    parameters.num_workers = 1
    parameters.linearization_level = 0
    parameters.use_overload_checker_in_cumulative = True
    # Of eleven projects, the three that take longest took 12 to 40% less without; the others as long.
    parameters.use_precedences_in_disjunctive_constraint = False
    # Of five parts that take 4 to 12 s, 14 to 26% less without simplifying what was learned meanwhile.
    parameters.inprocessing_dtime_ratio = 0.0
    parameters.optimize_with_core = effort.way is Way.FROM_BELOW
    if effort.way is Way.NEARBY:
        parameters.use_lns_only = True
        parameters.interleave_search = True
        parameters.ignore_subsolvers.extend(_NOT_FOR_SCHEDULES)
    return solver


def _model(
    project: Project, bound: int, latest: int, groups: Sequence[Sequence[int]]
) -> tuple[cp_model.CpModel, list[cp_model.IntVar], cp_model.IntVar]:
    """Every schedule that ends from `bound` to `latest`; with the starts, and the end."""
    model = cp_model.CpModel()
    activities = project.activities
    variables = [model.new_int_var(0, latest - activity.duration, activity.name) for activity in activities]
    intervals = [
        model.new_fixed_size_interval_var(variable, activity.duration, activity.name)
        for variable, activity in zip(variables, activities, strict=True)
    ]
    for before, after in project.arcs:
        model.add(variables[after] >= variables[before] + activities[before].duration)
    for resource, capacity in enumerate(project.capacities):
        users = [
            position
            for position, activity in enumerate(activities)
            if activity.demands[resource] and activity.duration
        ]
        demands = [activities[position].demands[resource] for position in users]
        if sum(demands) > capacity:
            model.add_cumulative([intervals[position] for position in users], demands, capacity)
    for group in groups:
        model.add_no_overlap([intervals[position] for position in group])
    finish = model.new_int_var(bound, latest, "finish")
    for activity, variable in zip(activities, variables, strict=True):
        if not activity.successors:
            model.add(finish >= variable + activity.duration)
    return model, variables, finish
