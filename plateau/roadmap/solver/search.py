"""One minimisation after another over the same programme, each keeping what the ones before reached."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from ortools.sat.python import cp_model

from plateau.roadmap.model import Status
from plateau.roadmap.solver.control import Control
from plateau.roadmap.solver.objectives import Nature, Sum
from plateau.roadmap.solver.programme import Programme


@dataclass(frozen=True, slots=True)
class _Stage:
    """One way to search, for at most ``limit`` of deterministic time (None: all there is)."""

    limit: float | None
    relaxation: int
    probing: int = 2
    presolve: bool = True
    workers: tuple[str, ...] = ()


#: Most problems close here: implications and cumulatives carry our scheduling.
_WITHOUT_RELAXATION = _Stage(limit=0.4, relaxation=0)
#: Money and selections close where the linear relaxation is looked at, wholly: with level 1 the least extra
#: budget for one more goal took twenty times as long (benchmarks/session.py).
_WITH_RELAXATION = _Stage(limit=1.0, relaxation=2, probing=0)
#: A look each way: what closes one way within a tenth can take all there is the other way.
_BRIEFLY = (replace(_WITHOUT_RELAXATION, limit=0.1), replace(_WITH_RELAXATION, limit=0.2))
#: For the hard ones. Interleaved, so that one core and two give the same answer.
_TOGETHER = _Stage(limit=None, relaxation=1, workers=("default_lp", "max_lp", "no_lp"))
#: Nearly all is settled when only ties are left to break: to look at the whole model once more before each
#: search took four fifths of the time.
_AT_ONCE = _Stage(limit=0.2, relaxation=0, presolve=False)
#: What is reached under little money took four times as long the first way alone.
_STAGES = {
    Nature.MOMENTS: (_WITHOUT_RELAXATION, _WITH_RELAXATION, _TOGETHER),
    Nature.CHOICE: (*_BRIEFLY, _WITHOUT_RELAXATION, _WITH_RELAXATION, _TOGETHER),
    Nature.MONEY: (_WITH_RELAXATION, _TOGETHER),
    Nature.TIE: (_AT_ONCE, _WITH_RELAXATION, _TOGETHER),
}
#: Up to so many variables the first stage has its plain limit; beyond that, in proportion more. A region of
#: 300 interventions has 3,600 and closes its earliness there at 1.2, and in none of the others within 3.
_PLAIN_SIZE = 1_000


@dataclass(frozen=True, slots=True)
class Minimum:
    """Best value found, proven lower bound, and whether they meet."""

    value: int
    bound: int

    @property
    def proven(self) -> bool:
        """Whether nothing better exists."""
        return self.value <= self.bound


class Search:
    """Solves one programme step by step; holds the latest solution, the time used and the status.

    ``deterministic_limit`` is CP-SAT's own measure of work, about a second of one core each; ``wall_limit``
    in seconds is a safety net: when it cuts in, or ``control`` cancels, ``reproducible`` turns False.
    """

    def __init__(
        self,
        programme: Programme,
        *,
        seed: int,
        deterministic_limit: float,
        wall_limit: float,
        control: Control | None = None,
    ) -> None:
        """Nothing is solved yet: ``status`` is unknown until the first ``minimise``."""
        self.status = Status.UNKNOWN
        self.solution: Mapping[int, int] = {}
        self.deterministic_time = 0.0
        self.reproducible = True
        self._programme = programme
        self.seed = seed
        self._limit = deterministic_limit
        self._wall_limit = wall_limit
        self._wall_time = 0.0
        self._control = control
        self._kept: list[tuple[Sum, int]] = []
        self._growth = max(1.0, len(programme.variables()) / _PLAIN_SIZE)

    @property
    def left(self) -> float:
        """Deterministic time that may still be used."""
        return self._limit - self.deterministic_time

    def minimise(self, goal: Sum, *, within: float, floor: int | None = None) -> Minimum:
        """The least value of ``goal`` for at most ``within`` of deterministic time; kept from here on.

        ``floor`` tells that it is proven never to come below that. Without any solution ``status`` says
        infeasible or unknown, and the result means nothing.
        """
        bound = goal.lowest
        if floor is not None and floor > bound:
            bound = floor
            goal.keep_above(self._programme.model, floor)
        if self.status is Status.UNKNOWN or goal.value(self.solution) > bound:
            bound = self._improve(goal, bound, within, _STAGES[goal.nature])
        if self.status is not Status.FEASIBLE:
            return Minimum(0, 0)
        value = goal.value(self.solution)
        self._hold(goal, value)
        return Minimum(value, min(value, bound))

    def _hold(self, goal: Sum, value: int) -> None:
        goal.keep_within(self._programme.model, value)
        self._kept.append((goal, value))
        # An earlier goal that was not proven may have become better on the way: not to be lost again.
        for position, (earlier, limit) in enumerate(self._kept):
            better = earlier.value(self.solution)
            if better < limit:
                earlier.keep_within(self._programme.model, better)
                self._kept[position] = (earlier, better)

    def _improve(self, goal: Sum, bound: int, within: float, stages: Sequence[_Stage]) -> int:
        model = self._programme.model
        model.minimize(goal.expression)
        end = self.deterministic_time + min(within, self.left)
        for stage in stages:
            allowed = end - self.deterministic_time
            if stage.limit is not None:
                allowed = min(allowed, stage.limit * (self._growth if stage is _WITHOUT_RELAXATION else 1.0))
            if self._wall_time >= self._wall_limit or self._cancelled:
                self.reproducible = False
                break
            if allowed <= 0:
                break
            solver = cp_model.CpSolver()
            self._configure(solver.parameters, stage, allowed)
            status = self._run(solver, model)
            self._account(solver, status)
            if status == cp_model.INFEASIBLE:
                self.status = Status.INFEASIBLE
                break
            if status in (cp_model.OPTIMAL, cp_model.FEASIBLE):
                self._keep(solver)
            if math.isfinite(solver.best_objective_bound):
                bound = max(bound, math.ceil(solver.best_objective_bound - 1e-6))
            if status == cp_model.OPTIMAL:
                return goal.value(self.solution)
        return bound

    @property
    def _cancelled(self) -> bool:
        return self._control is not None and self._control.cancelled

    def _run(self, solver: cp_model.CpSolver, model: cp_model.CpModel) -> cp_model.CpSolverStatus:
        if self._control is None:
            return solver.solve(model)
        with self._control.watching(solver) as listener:
            return solver.solve(model, listener)

    def _configure(self, parameters: cp_model.SatParameters, stage: _Stage, allowed: float) -> None:
        # Else it takes over Ctrl-C, and leaves the process without a handler when it is done.
        parameters.catch_sigint_signal = False
        parameters.random_seed = self.seed
        parameters.max_deterministic_time = allowed
        parameters.max_time_in_seconds = max(0.01, self._wall_limit - self._wall_time)
        parameters.linearization_level = stage.relaxation
        parameters.cp_model_probing_level = stage.probing
        parameters.cp_model_presolve = stage.presolve
        parameters.num_workers = max(1, len(stage.workers))
        parameters.interleave_search = bool(stage.workers)
        parameters.subsolvers.extend(stage.workers)

    def _account(self, solver: cp_model.CpSolver, status: cp_model.CpSolverStatus) -> None:
        # Rounded, because the solver adds up in varying order: the last digits differ from run to run.
        self.deterministic_time = round(self.deterministic_time + solver.response_proto.deterministic_time, 6)
        self._wall_time += solver.wall_time
        cut_short = self._cancelled or self._wall_time >= self._wall_limit
        if status in (cp_model.FEASIBLE, cp_model.UNKNOWN) and cut_short:
            self.reproducible = False

    def _keep(self, solver: cp_model.CpSolver) -> None:
        model = self._programme.model
        variables = self._programme.variables()
        self.status = Status.FEASIBLE
        self.solution = {variable.index: solver.value(variable) for variable in variables}
        model.clear_hints()  # type: ignore[no-untyped-call]
        hint = model.proto.solution_hint  # as a whole: ``add_hint`` one by one took a twentieth of a search
        hint.vars.extend(self.solution.keys())
        hint.values.extend(self.solution.values())
