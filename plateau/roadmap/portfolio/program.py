"""The choice as a linear or integer program in MathOpt, over all columns or over some with the rest given.

HiGHS comes through OR-Tools' MathOpt: `highspy` and `ortools` cannot be imported in one process.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

import numpy as np
from ortools.math_opt.python import mathopt

from plateau.roadmap.portfolio.columns import Amounts, Columns, Numbers

#: A solver's values are 0 and 1 within its tolerance.
_CHOSEN = 0.5
_LEAST_SECONDS = 0.1
#: Part of the value by which a solver may stop short of a proof when only a better choice is wanted.
ROUGH = 1e-4


@dataclass(frozen=True, slots=True)
class Relaxation:
    """What fractional choices reach at most, and per column what choosing it costs of that (0 or less)."""

    bound: float
    share: Amounts
    reduced: Amounts


@dataclass(frozen=True, slots=True)
class Outcome:
    """The best choice of an integer program (columns), or None; the `bound`; whether it is proven best."""

    chosen: tuple[int, ...] | None
    bound: float
    proven: bool


def relax(columns: Columns, seconds: float) -> Relaxation:
    """The linear relaxation over all columns, by GLOP. Out of time it says nothing: no bound, all alike."""
    program = Program(columns, np.arange(len(columns)), integer=False)
    result = _solved(program.model, mathopt.SolverType.GLOP, seconds)
    if result is None or result.termination.reason != mathopt.TerminationReason.OPTIMAL:
        return Relaxation(math.inf, np.ones(len(columns)), np.zeros(len(columns)))
    return Relaxation(
        result.objective_value(),
        np.array(result.variable_values(program.variables)),
        np.array(result.reduced_costs(program.variables)),
    )


class Program:
    """Choose among `free` columns (sorted), with the columns `given` chosen already.

    The free columns must fit beside the given ones, each by itself, and be of other projects.
    """

    def __init__(
        self, columns: Columns, free: Numbers, given: Sequence[int] = (), *, integer: bool = True
    ) -> None:
        self._columns = columns
        self._free = free
        self.model = mathopt.Model()
        self.model.objective.is_maximize = True
        self.variables = [self.model.add_variable(lb=0, ub=1, is_integer=integer) for _ in free]
        for variable, column in zip(self.variables, free, strict=True):
            self.model.objective.set_linear_coefficient(variable, float(columns.value[column]))
        self._given = {int(columns.project[column]): int(columns.start[column]) for column in given}
        self._by_project: dict[int, list[int]] = {}
        for place, column in enumerate(free):
            self._by_project.setdefault(int(columns.project[column]), []).append(place)
        self._limits(columns.left(given))
        self._once()
        self._prerequisites()

    def solve(self, *, hint: Sequence[int], seconds: float, seed: int, gap: float) -> Outcome:
        """The best choice by HiGHS, the given columns not counted; `hint` is a choice to start from."""
        if not self.variables:
            return Outcome((), 0.0, True)
        wanted = set(hint)
        start = mathopt.SolutionHint(
            variable_values={
                variable: float(column in wanted)
                for variable, column in zip(self.variables, self._free.tolist(), strict=True)
            }
        )
        result = _solved(self.model, mathopt.SolverType.HIGHS, seconds, seed=seed, gap=gap, hint=start)
        if result is None:
            return Outcome(None, math.inf, False)
        bound = result.termination.objective_bounds.dual_bound
        proven = result.termination.reason == mathopt.TerminationReason.OPTIMAL
        if not result.has_primal_feasible_solution():
            return Outcome(None, bound, False)
        values = np.array(result.variable_values(self.variables))
        return Outcome(tuple(self._free[values > _CHOSEN].tolist()), bound, proven)

    def _limits(self, left: Amounts) -> None:
        columns = self._columns
        total = np.zeros(len(left))
        for column in self._free:
            entries = columns.entries(column)
            total[columns.row[entries]] += columns.take[entries]
        binding = {
            int(row): self.model.add_linear_constraint(ub=float(left[row]))
            for row in np.flatnonzero(total > left)
        }
        for variable, column in zip(self.variables, self._free, strict=True):
            entries = columns.entries(column)
            for row, take in zip(columns.row[entries].tolist(), columns.take[entries].tolist(), strict=True):
                if row in binding:
                    binding[row].set_coefficient(variable, take)

    def _once(self) -> None:
        """Each project once; of an exclusion at most one."""
        for places in self._by_project.values():
            self._row(places, ub=1)
        for one, other in self._columns.portfolio.exclusions:
            if one in self._by_project and other in self._by_project:
                self._row(self._by_project[one] + self._by_project[other], ub=1)

    def _prerequisites(self) -> None:
        """By each period, no more of a project started than of its prerequisite finished."""
        columns, projects = self._columns, self._columns.portfolio.projects
        start = columns.start[self._free]
        for position, places in self._by_project.items():
            for other in projects[position].prereq:
                if other in self._given:
                    continue  # the free columns start after it
                earlier = self._by_project.get(other, [])
                ends = [int(start[place]) + columns.duration(other) for place in earlier]
                finished = [sum(end <= start[place] for end in ends) for place in places]
                for index, place in enumerate(places):
                    # The row of the next start says it all when nothing more is finished by then.
                    if index + 1 < len(places) and finished[index] == finished[index + 1]:
                        continue
                    before = [one for one, end in zip(earlier, ends, strict=True) if end <= start[place]]
                    self._row(places[: index + 1], before, ub=0)
        for position in self._given:
            for other in projects[position].prereq:
                if other not in self._given:
                    self._row(self._by_project[other], lb=1)

    def _row(
        self, plus: Sequence[int], minus: Sequence[int] = (), *, lb: float = -math.inf, ub: float = math.inf
    ) -> None:
        row = self.model.add_linear_constraint(lb=lb, ub=ub)
        for place in plus:
            row.set_coefficient(self.variables[place], 1.0)
        for place in minus:
            row.set_coefficient(self.variables[place], -1.0)


def _solved(
    model: mathopt.Model,
    solver: mathopt.SolverType,
    seconds: float,
    *,
    seed: int | None = None,
    gap: float | None = None,
    hint: mathopt.SolutionHint | None = None,
) -> mathopt.SolveResult | None:
    """The result, or None when the solver gives up over its numbers."""
    parameters = mathopt.SolveParameters(
        time_limit=timedelta(seconds=max(_LEAST_SECONDS, seconds)),
        random_seed=seed,
        relative_gap_tolerance=gap,
    )
    hints = mathopt.ModelSolveParameters(solution_hints=[hint] if hint else [])
    try:
        return mathopt.solve(model, solver, params=parameters, model_params=hints)
    except AttributeError:  # what OR-Tools 9.15 makes of a status that is not OK
        return None
