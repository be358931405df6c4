"""The planning problem as a constraint programme for CP-SAT.

Time-indexed in step form: ``started(i, t)`` is true when intervention i has started in period t or before, so
it starts where that turns true. Every rule about order is then a plain implication; money and people are rows
with the differences as coefficients, which the linear relaxation sees through. An intervention with several
modes has such a row of variables for each (an *option*), and one for all together.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from copy import copy
from dataclasses import dataclass, replace
from typing import TypeGuard

from ortools.sat.python import cp_model

from plateau.roadmap.model import Intervention, Problem, Relaxation, Scheduled
from plateau.roadmap.solver.footprint import Way
from plateau.roadmap.solver.goals import GOALS
from plateau.roadmap.solver.limits import LIMITS
from plateau.roadmap.solver.order import ORDER
from plateau.roadmap.solver.relevance import Scope
from plateau.roadmap.solver.standing import STANDING

#: A Boolean of the programme, or what is known beforehand.
Truth = cp_model.IntVar | bool


@dataclass(frozen=True, slots=True)
class Option:
    """An intervention done in one way; ``window``: the periods it can start in."""

    item: Intervention
    mode: str
    way: Way
    window: range
    variables: tuple[cp_model.IntVar, ...]

    def started(self, period: int) -> Truth:
        """Whether it has started this way in ``period`` or before."""
        offset = period - self.window.start
        if offset < 0 or not self.variables:
            return False
        return self.variables[min(offset, len(self.variables) - 1)]

    @property
    def chosen(self) -> Truth:
        """Whether it is in the plan, this way."""
        return self.started(self.window.stop)

    def start_in(self, solution: Mapping[int, int]) -> int | None:
        """When it starts in a solution (index of a variable → value); None when it does not."""
        begun = zip(self.window, self.variables, strict=True)
        return next((start for start, variable in begun if solution[variable.index]), None)

    def by_start(self, amounts: Sequence[int]) -> Iterator[tuple[cp_model.IntVar, int]]:
        """Variables with coefficients whose sum is the amount that belongs to the start, or zero."""
        for index, amount in enumerate(amounts):
            later = amounts[index + 1] if index + 1 < len(amounts) else 0
            if amount != later:
                yield self.variables[index], amount - later


class Programme:
    """Variables and rules for one problem; the rules stand in ``order``, ``standing`` and ``limits``.

    A limit in ``relaxed`` may be exceeded, by ``extra_cents[year]``, ``extra_days[role, period]``,
    ``extra_funds[fund]`` or ``extra_change[load]`` (one number for all periods, as its limit is).
    """

    def __init__(
        self, problem: Problem, scope: Scope, *, relaxed: frozenset[Relaxation] = frozenset()
    ) -> None:
        """Build in sorted order, so that equal problems give equal programmes."""
        self.problem = problem
        self.scope = scope
        self.periods = problem.calendar.periods
        self.model = cp_model.CpModel()
        self.relaxed = relaxed
        self.extra_cents: dict[int, cp_model.IntVar] = {}
        self.extra_days: dict[tuple[str, int], cp_model.IntVar] = {}
        self.extra_funds: dict[str, cp_model.IntVar] = {}
        self.extra_change: dict[str, cp_model.IntVar] = {}
        self.auxiliary: list[cp_model.IntVar] = []  # what objectives and rules add for themselves
        self.options = {id_: self._options(item) for id_, item in scope.interventions.items()}
        self._begun: dict[tuple[str, int], Truth] = {}
        self._over: dict[tuple[str, int], Truth] = {}
        for id_, options in self.options.items():
            if len(options) > 1:
                self._join(id_, options)
        self.levels = {
            (criterion, plateau, period): self.model.new_bool_var(f"{criterion}>={plateau}@{period}")
            for criterion, ceiling in sorted(scope.ceiling.items())
            for plateau in range(problem.current[criterion] + 1, ceiling + 1)
            for period in range(1, self.periods + 1)
        }
        self._areas: dict[tuple[str, int, int], Truth] = {}
        for rule in (*ORDER, *STANDING, *LIMITS, *GOALS):
            rule(self)

    # What the rules, the objectives and the explanation speak of.

    def every_option(self) -> Iterator[Option]:
        """All that can be planned, in order."""
        for options in self.options.values():
            yield from options

    def started(self, id_: str, period: int) -> Truth:
        """Whether the intervention has started in ``period`` or before."""
        options = self.options.get(id_, ())
        if len(options) == 1:
            return options[0].started(period)
        return self._begun.get((id_, min(period, self.periods - 1)), False)

    def finished(self, id_: str, period: int) -> Truth:
        """Whether it is over at the start of ``period``; what was already done always is."""
        if id_ in self.scope.done:
            return True
        options = self.options.get(id_, ())
        if len(options) == 1:
            return options[0].started(period - options[0].way.duration)
        return self._over.get((id_, period), False)

    def chosen(self, id_: str) -> Truth:
        """Whether the intervention is in the plan."""
        return self.started(id_, self.periods)

    def stands_on(self, criterion: str, plateau: int, period: int) -> Truth:
        """Whether the criterion stands on ``plateau`` or higher at the start of ``period``."""
        if plateau <= self.problem.current[criterion]:
            return True
        return self.levels.get((criterion, plateau, period), False)

    def area_stands_on(self, id_: str, plateau: int, period: int) -> Truth:
        """Whether so many criteria of the area do as are needed."""
        key = id_, plateau, period
        if key not in self._areas:
            area = next(area for area in self.problem.areas if area.id == id_)
            standing = [self.stands_on(name, plateau, period) for name in sorted(area.criteria)]
            sure = sum(truth is True for truth in standing)
            possible = sum(truth is not False for truth in standing)
            if sure >= area.needed or possible < area.needed:
                self._areas[key] = sure >= area.needed
            else:
                reached = self.new_bool(f"{id_}>={plateau}@{period}")
                self.model.add(sum(standing) >= area.needed * reached)
                # The other way round too, so that its value is always what it says.
                self.model.add(sum(standing) <= area.needed - 1 + len(standing) * reached)
                self._areas[key] = reached
        return self._areas[key]

    def variables(self) -> list[cp_model.IntVar]:
        """Starts, levels and what is exceeded, in a fixed order."""
        begun = [variable for option in self.every_option() for variable in option.variables]
        joined = [truth for truth in (*self._begun.values(), *self._over.values()) if truth_is_open(truth)]
        exceeded = [variable for variables in self.exceeded.values() for variable in variables]
        return [*begun, *joined, *self.levels.values(), *exceeded, *self.auxiliary]

    @property
    def exceeded(self) -> Mapping[Relaxation, Collection[cp_model.IntVar]]:
        """By how much each limit that may be exceeded is, per kind."""
        return {
            Relaxation.BUDGET: self.extra_cents.values(),
            Relaxation.FUND: self.extra_funds.values(),
            Relaxation.CAPACITY: self.extra_days.values(),
            Relaxation.CHANGE: self.extra_change.values(),
        }

    def suggest(self, scheduled: Iterable[Scheduled]) -> None:
        """Let the search begin near a plan; it need not be a solution."""
        starts_of = {(entry.id, entry.mode): entry.start for entry in scheduled}
        for option in self.every_option():
            start = starts_of.get((option.item.id, option.mode), self.periods)
            for period, variable in zip(option.window, option.variables, strict=True):
                self.model.add_hint(variable, start <= period)

    def scheduled(self, solution: Mapping[int, int]) -> tuple[Scheduled, ...]:
        """What a solution (index of a variable → value) plans, in the order of the options."""
        return tuple(
            Scheduled(option.item.id, start, start + option.way.duration, option.mode)
            for option in self.every_option()
            if (start := option.start_in(solution)) is not None
        )

    def narrowed(self, part: Problem) -> Programme:
        """The same variables and rules for objectives that look at a part only (see ``parts``)."""
        view = copy(self)
        inside = {id_: it for id_, it in self.scope.interventions.items() if id_ not in part.forbidden}
        view.problem, view.scope = part, replace(self.scope, interventions=inside)
        view.options = {id_: self.options[id_] for id_ in inside}
        return view

    def once_more(self, problem: Problem) -> Programme:
        """A copy for ``problem``, which has the same rules: what is added to it stays with it."""
        other = copy(self)
        other.problem, other.model = problem, self.model.clone()
        other.auxiliary, other._areas = [*self.auxiliary], dict(self._areas)
        return other

    # How rules are put to the solver.

    def new_bool(self, name: str) -> cp_model.IntVar:
        """A Boolean of a rule's or objective's own, kept with the solution."""
        self.auxiliary.append(self.model.new_bool_var(name))
        return self.auxiliary[-1]

    def new_int(self, most: int, name: str) -> cp_model.IntVar:
        """A whole number from zero to ``most`` of an objective's own, kept with the solution."""
        self.auxiliary.append(self.model.new_int_var(0, most, name))
        return self.auxiliary[-1]

    def require(self, truth: Truth) -> None:
        """Demand that ``truth`` holds."""
        self.clause([truth])

    def implies(self, condition: Truth, one_of: Sequence[Truth]) -> None:
        """``condition`` only if at least one of ``one_of``."""
        self.clause(one_of, [condition])

    def clause(self, holds: Sequence[Truth], fails: Sequence[Truth] = ()) -> None:
        """At least one of ``holds`` is true or one of ``fails`` false; what is so anyway is left out."""
        if any(truth is True for truth in holds) or any(truth is False for truth in fails):
            return
        self.model.add_bool_or(
            [truth for truth in holds if truth_is_open(truth)]
            + [truth.Not() for truth in fails if truth_is_open(truth)]
        )

    # Variables.

    def _options(self, item: Intervention) -> tuple[Option, ...]:
        found = []
        for mode, way in self.problem.ways(item).items():
            window = self.problem.window(item, way)
            variables = tuple(self.model.new_bool_var(f"{item.id}/{mode}@{period}") for period in window)
            found.append(Option(item, mode, way, window, variables))
        return tuple(found)

    def _join(self, id_: str, options: Sequence[Option]) -> None:
        """Begun and over in one way or another; that both are Boolean leaves room for one way only."""
        for period in range(self.periods):
            self._begun[id_, period] = self._either([option.started(period) for option in options], id_)
        for period in range(self.periods + 1):
            over = [option.started(period - option.way.duration) for option in options]
            self._over[id_, period] = self._either(over, id_)

    def _either(self, truths: Sequence[Truth], name: str) -> Truth:
        open_ones = [truth for truth in truths if truth_is_open(truth)]
        if not open_ones:
            return False
        joined = self.model.new_bool_var(name)
        self.model.add(sum(open_ones) == joined)
        return joined


def truth_is_open(truth: Truth) -> TypeGuard[cp_model.IntVar]:
    """Whether the solver still has to find out."""
    return not isinstance(truth, bool)
