"""The choice as a linear or integer program in MathOpt, over all columns or over some with the rest given.

HiGHS comes through OR-Tools' MathOpt: `highspy` and `ortools` cannot be imported in one process.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

import numpy as np
from ortools.math_opt import model_pb2
from ortools.math_opt.python import mathopt

from plateau.roadmap.portfolio.columns import Amounts, Numbers
from plateau.roadmap.portfolio.rules import Rules

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


def relax(rules: Rules, seconds: float) -> Relaxation:
    """The linear relaxation over all columns. Out of time it says nothing: no bound, all alike."""
    size = len(rules.columns)
    answer = Relaxed(rules, np.arange(size)).solve(seconds)
    return answer or Relaxation(math.inf, np.ones(size), np.zeros(size))


class Relaxed:
    """The linear relaxation over `free` columns (sorted), by GLOP; each answer starts from the one before."""

    def __init__(self, rules: Rules, free: Numbers) -> None:
        self._model = mathopt.Model.from_model_proto(_document(rules, free, (), integer=False))
        self._variables = list(self._model.variables())
        self._solver = mathopt.IncrementalSolver(self._model, mathopt.SolverType.GLOP)

    def decide(self, place: int, *, chosen: bool) -> None:
        """From now on the free column at this place is chosen, or is not; the last word counts."""
        variable = self._variables[place]
        variable.lower_bound = variable.upper_bound = float(chosen)

    def solve(self, seconds: float) -> Relaxation | None:
        """The best fractional choice, shares and costs by place; None: out of time, or there is none."""
        if seconds <= 0:
            return None
        try:
            result = self._solver.solve(params=_parameters(seconds))
        except AttributeError:  # what OR-Tools 9.15 makes of a status that is not OK
            return None
        if result.termination.reason != mathopt.TerminationReason.OPTIMAL:
            return None
        return Relaxation(
            result.objective_value(),
            np.array(result.variable_values(self._variables)),
            np.array(result.reduced_costs(self._variables)),
        )


class Program:
    """Choose among `free` columns (sorted), with the columns `given` chosen already, none of them free."""

    def __init__(self, rules: Rules, free: Numbers, given: Sequence[int] = ()) -> None:
        self._free = free
        # As a whole: term by term takes as long as a small search.
        self.model = mathopt.Model.from_model_proto(_document(rules, free, given, integer=True))
        self.variables = list(self.model.variables())

    def solve(self, *, hint: Sequence[int], seconds: float, seed: int, gap: float) -> Outcome:
        """The best choice by HiGHS, the given columns not counted; `hint` is a choice to start from."""
        if not self.variables:
            return Outcome((), 0.0, True)
        wanted = np.isin(self._free, list(hint)).astype(float).tolist()
        start = mathopt.SolutionHint(variable_values=dict(zip(self.variables, wanted, strict=True)))
        result = _solved(self.model, _parameters(seconds, seed=seed, gap=gap), [start] if hint else [])
        if result is None:
            return Outcome(None, math.inf, False)
        bound = result.termination.objective_bounds.dual_bound
        proven = result.termination.reason == mathopt.TerminationReason.OPTIMAL
        if not result.has_primal_feasible_solution():
            return Outcome(None, bound, False)
        values = np.array(result.variable_values(self.variables))
        return Outcome(tuple(self._free[values > _CHOSEN].tolist()), bound, proven)


def _document(rules: Rules, free: Numbers, given: Sequence[int], *, integer: bool) -> model_pb2.ModelProto:
    """The free columns, and the rows that they could exceed together."""
    place = np.full(len(rules.columns), -1)
    place[free] = np.arange(len(free))
    inside = place[rules.column] >= 0
    row, column, take = rules.row[inside], place[rules.column[inside]], rules.take[inside]
    left = rules.left(given)
    binding = np.bincount(row, np.maximum(take, 0), len(left)) > left
    kept = binding[row]
    number = np.cumsum(binding) - 1
    document = model_pb2.ModelProto()
    variables, objective = document.variables, document.objective
    variables.ids.extend(range(len(free)))
    variables.lower_bounds.extend([0.0] * len(free))
    variables.upper_bounds.extend([1.0] * len(free))
    variables.integers.extend([integer] * len(free))
    objective.maximize = True
    objective.linear_coefficients.ids.extend(range(len(free)))
    objective.linear_coefficients.values.extend(rules.columns.value[free].tolist())
    rows, matrix = document.linear_constraints, document.linear_constraint_matrix
    rows.ids.extend(range(int(binding.sum())))
    rows.lower_bounds.extend([-math.inf] * len(rows.ids))
    rows.upper_bounds.extend(left[binding].tolist())
    matrix.row_ids.extend(number[row[kept]].tolist())
    matrix.column_ids.extend(column[kept].tolist())
    matrix.coefficients.extend(take[kept].tolist())
    return document


def _solved(
    model: mathopt.Model, parameters: mathopt.SolveParameters, hints: list[mathopt.SolutionHint]
) -> mathopt.SolveResult | None:
    """What HiGHS finds, or None when it gives up over its numbers."""
    beside = mathopt.ModelSolveParameters(solution_hints=hints)
    try:
        return mathopt.solve(model, mathopt.SolverType.HIGHS, params=parameters, model_params=beside)
    except AttributeError:  # what OR-Tools 9.15 makes of a status that is not OK
        return None


def _parameters(
    seconds: float, *, seed: int | None = None, gap: float | None = None
) -> mathopt.SolveParameters:
    return mathopt.SolveParameters(
        time_limit=timedelta(seconds=max(_LEAST_SECONDS, seconds)),
        random_seed=seed,
        relative_gap_tolerance=gap,
    )
