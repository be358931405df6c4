"""The planning problem as a constraint programme for CP-SAT.

Time-indexed in step form: ``started(i, t)`` is true when intervention i has started in period t or before, so
it starts where that turns true. Every rule about order is then a plain implication; money and people are rows
with the differences as coefficients, which the linear relaxation sees through.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from ortools.sat.python import cp_model

from plateau.roadmap.model import Problem, Relaxation, Scheduled, spread
from plateau.roadmap.solver.footprint import outlay, starts
from plateau.roadmap.solver.relevance import Scope

#: A Boolean of the programme, or what is known beforehand.
Truth = cp_model.IntVar | bool


class Programme:
    """Variables and rules for one problem; ``_rules`` lists them, one method each.

    A limit in ``relaxed`` may be exceeded, by ``extra_cents[year]`` or ``extra_days[role, period]``.
    """

    def __init__(
        self, problem: Problem, scope: Scope, *, relaxed: frozenset[Relaxation] = frozenset()
    ) -> None:
        """Build in sorted order, so that equal problems give equal programmes."""
        self.problem = problem
        self.scope = scope
        self.periods = problem.calendar.periods
        self.model = cp_model.CpModel()
        self.extra_cents: dict[int, cp_model.IntVar] = {}
        self.extra_days: dict[tuple[str, int], cp_model.IntVar] = {}
        self._relaxed = relaxed
        self._started = {
            id_: [self.model.new_bool_var(f"{id_}@{period}") for period in starts(item, self.periods)]
            for id_, item in scope.interventions.items()
        }
        self._levels = {
            (criterion, plateau, period): self.model.new_bool_var(f"{criterion}>={plateau}@{period}")
            for criterion, ceiling in sorted(scope.ceiling.items())
            for plateau in range(problem.current[criterion] + 1, ceiling + 1)
            for period in range(1, self.periods + 1)
        }
        for rule in self._rules():
            rule()

    def _rules(self) -> tuple[Callable[[], None], ...]:
        return (
            self._started_stays_started,
            self._mandatory_is_done,
            self._all_prerequisites_come_first,
            self._one_alternative_comes_first,
            self._excluded_are_not_both_done,
            self._steps_start_on_their_plateau,
            self._plateaus_follow_from_what_is_finished,
            self._plateaus_never_fall,
            self._plateaus_are_not_skipped,
            self._steps_per_year_are_limited,
            self._budgets_are_kept,
            self._capacities_are_kept,
            self._capacities_are_packed,
        )

    # What the rules, the objectives and the explanation speak of.

    def started(self, id_: str, period: int) -> Truth:
        """Whether the intervention has started in ``period`` or before."""
        variables = self._started.get(id_)
        if not variables:
            return False
        offset = period - self.scope.interventions[id_].earliest_start
        return variables[min(offset, len(variables) - 1)] if offset >= 0 else False

    def finished(self, id_: str, period: int) -> Truth:
        """Whether it is over at the start of ``period``; what was already done always is."""
        if id_ in self.scope.done:
            return True
        item = self.scope.interventions.get(id_)
        return self.started(id_, period - item.duration) if item else False

    def chosen(self, id_: str) -> Truth:
        """Whether the intervention is in the plan."""
        return self.started(id_, self.periods)

    def stands_on(self, criterion: str, plateau: int, period: int) -> Truth:
        """Whether the criterion stands on ``plateau`` or higher at the start of ``period``."""
        if plateau <= self.problem.current[criterion]:
            return True
        return self._levels.get((criterion, plateau, period), False)

    def variables(self) -> list[cp_model.IntVar]:
        """Starts, levels and what is exceeded, in a fixed order."""
        begun = [variable for row in self._started.values() for variable in row]
        return [*begun, *self._levels.values(), *self.extra_cents.values(), *self.extra_days.values()]

    def require(self, truth: Truth) -> None:
        """Demand that ``truth`` holds."""
        self._implies(True, [truth])

    def suggest(self, scheduled: Iterable[Scheduled]) -> None:
        """Let the search begin near a plan; it need not be a solution."""
        starts_of = {entry.id: entry.start for entry in scheduled}
        for id_, item in self.scope.interventions.items():
            start = starts_of.get(id_, self.periods)
            for offset, variable in enumerate(self._started[id_]):
                self.model.add_hint(variable, start <= item.earliest_start + offset)

    # The rules.

    def _started_stays_started(self) -> None:
        for variables in self._started.values():
            for index in range(len(variables) - 1):
                self._implies(variables[index], [variables[index + 1]])

    def _mandatory_is_done(self) -> None:
        for id_ in sorted(self.problem.mandatory):
            self.require(self.chosen(id_))

    def _all_prerequisites_come_first(self) -> None:
        for id_, item in self.scope.interventions.items():
            for before in sorted(item.all_of):
                for period in starts(item, self.periods):
                    self._implies(self.started(id_, period), [self.finished(before, period)])

    def _one_alternative_comes_first(self) -> None:
        for id_, item in self.scope.interventions.items():
            for period in starts(item, self.periods) if item.one_of else ():
                alternatives = [self.finished(before, period) for before in sorted(item.one_of)]
                self._implies(self.started(id_, period), alternatives)

    def _excluded_are_not_both_done(self) -> None:
        inside = self.scope.interventions
        pairs = {(min(id_, other), max(id_, other)) for id_ in inside for other in inside[id_].excludes}
        for first, second in sorted(pairs):
            self.model.add(self.chosen(first) + self.chosen(second) <= 1)

    def _steps_start_on_their_plateau(self) -> None:
        for id_, item in self.scope.interventions.items():
            for step in item.steps:
                for period in starts(item, self.periods):
                    standing = self.stands_on(step.criterion, step.start, period)
                    self._implies(self.started(id_, period), [standing])

    def _plateaus_follow_from_what_is_finished(self) -> None:
        # Both ways: a plateau that is reached counts even where that would be inconvenient (steps per year).
        makers: dict[tuple[str, int], list[str]] = {}
        for id_, item in self.scope.interventions.items():
            for step in item.steps:
                makers.setdefault((step.criterion, step.end), []).append(id_)
        for (criterion, plateau, period), level in self._levels.items():
            finished = [self.finished(id_, period) for id_ in makers.get((criterion, plateau), [])]
            self._implies(level, finished)
            for maker in finished:
                self._implies(maker, [level])

    def _plateaus_never_fall(self) -> None:
        for (criterion, plateau, period), level in self._levels.items():
            if period < self.periods:
                self._implies(level, [self.stands_on(criterion, plateau, period + 1)])

    def _plateaus_are_not_skipped(self) -> None:
        # Follows from the other rules; stated because it makes the relaxation tighter.
        for (criterion, plateau, period), level in self._levels.items():
            self._implies(level, [self.stands_on(criterion, plateau - 1, period - 1)])

    def _steps_per_year_are_limited(self) -> None:
        limit = self.problem.steps_per_criterion_per_year
        for criterion, ceiling in sorted(self.scope.ceiling.items()):
            plateaus = range(self.problem.current[criterion] + 1, ceiling + 1)
            for year in self.problem.calendar.years if len(plateaus) > limit else ():
                periods = self.problem.calendar.periods_of(year)
                at_end = [self.stands_on(criterion, plateau, periods.stop) for plateau in plateaus]
                at_start = [self.stands_on(criterion, plateau, periods.start) for plateau in plateaus]
                self.model.add(sum(at_end) - sum(at_start) <= limit)

    def _budgets_are_kept(self) -> None:
        items = self.scope.interventions
        paid = {
            id_: [outlay(item, start, self.periods) for start in starts(item, self.periods)]
            for id_, item in items.items()
        }
        for year, budget in self.problem.budgets.items():
            if budget is None:
                continue
            span = self.problem.calendar.periods_of(year)
            amounts = ((id_, [sum(row[span.start : span.stop]) for row in paid[id_]]) for id_ in items)
            extra = self._keep(amounts, budget, relaxed=Relaxation.BUDGET in self._relaxed)
            if extra is not None:
                self.extra_cents[year] = extra

    def _capacities_are_kept(self) -> None:
        for role, days in self.problem.capacity.items():
            worked = {
                id_: (starts(item, self.periods), spread(item.effort[role], item.duration))
                for id_, item in self.scope.interventions.items()
                if item.effort.get(role)
            }
            for period, limit in enumerate(days or ()):
                amounts = (
                    (
                        id_,
                        [share[period - start] if 0 <= period - start < len(share) else 0 for start in begin],
                    )
                    for id_, (begin, share) in worked.items()
                )
                extra = self._keep(amounts, limit, relaxed=Relaxation.CAPACITY in self._relaxed)
                if extra is not None:
                    self.extra_days[role, period] = extra

    def _capacities_are_packed(self) -> None:
        # The same once more over intervals, with the least share of a quarter as demand. It adds nothing to
        # what is allowed, but its propagator sees that large shares do not go together, which the rows of
        # the relaxation do not: a hundred times faster where people are scarce.
        intervals = {id_: self._interval(id_) for id_, variables in self._started.items() if variables}
        for role, days in self.problem.capacity.items():
            worked = [id_ for id_ in intervals if self._least_days(id_, role)]
            if days is None or not worked:
                continue
            tops = [limit + self._room(role, period) for period, limit in enumerate(days)]
            unused: list[tuple[int, cp_model.LinearExprT]] = []
            for period, limit in enumerate(days):
                extra = self.extra_days.get((role, period))
                gone = max(tops) - limit
                if gone:
                    unused.append((period, gone if extra is None else gone - extra))
            fixed = [self.model.new_fixed_size_interval_var(period, 1, role) for period, _ in unused]
            demands = [self._least_days(id_, role) for id_ in worked] + [less for _, less in unused]
            self.model.add_cumulative([intervals[id_] for id_ in worked] + fixed, demands, max(tops))

    # How rules are put to the solver.

    def _interval(self, id_: str) -> cp_model.IntervalVar:
        item, variables = self.scope.interventions[id_], self._started[id_]
        last = item.earliest_start + len(variables) - 1
        start = self.model.new_int_var(item.earliest_start, last, f"{id_}-start")
        self.model.add(start == last - sum(variables[:-1])).only_enforce_if(variables[-1])
        return self.model.new_optional_fixed_size_interval_var(start, item.duration, variables[-1], id_)

    def _room(self, role: str, period: int) -> int:
        """The most by which the capacity may be exceeded."""
        extra = self.extra_days.get((role, period))
        return extra.domain.max() if extra is not None else 0

    def _least_days(self, id_: str, role: str) -> int:
        item = self.scope.interventions[id_]
        return item.effort.get(role, 0) // item.duration

    def _implies(self, condition: Truth, one_of: Sequence[Truth]) -> None:
        """``condition`` only if at least one of ``one_of``; what holds anyway is left out."""
        if condition is False or any(truth is True for truth in one_of):
            return
        open_ones = [truth for truth in one_of if truth is not False]
        if condition is True:
            self.model.add_bool_or(open_ones)
        elif isinstance(condition, cp_model.IntVar):
            self.model.add_bool_or([condition.Not(), *open_ones])

    def _keep(
        self, amounts: Iterable[tuple[str, Sequence[int]]], limit: int, *, relaxed: bool
    ) -> cp_model.IntVar | None:
        """The amounts of what is planned, given per possible start, are at most ``limit``.

        When ``relaxed``: at most ``limit`` plus the variable that is given back.
        """
        variables: list[cp_model.IntVar] = []
        weights: list[int] = []
        most = 0
        for id_, by_start in amounts:
            most += max(by_start, default=0)
            for index, amount in enumerate(by_start):
                later = by_start[index + 1] if index + 1 < len(by_start) else 0
                if amount != later:
                    variables.append(self._started[id_][index])
                    weights.append(amount - later)
        if most <= limit:
            return None
        extra = self.model.new_int_var(0, most - limit, "extra") if relaxed else None
        total = cp_model.LinearExpr.weighted_sum(variables, weights)
        self.model.add(total <= limit if extra is None else total - extra <= limit)
        return extra
