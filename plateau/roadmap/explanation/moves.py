"""One intervention tried at one start, the rest of the plan staying as it is."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator

from plateau.roadmap.model import Intervention, Limit, LimitCode, Problem, Scheduled, spread
from plateau.roadmap.solver.footprint import outlay


class Rest:
    """The plan without the one that is moved; ``limits`` lists the rules that a start would break."""

    def __init__(self, problem: Problem, scheduled: Iterable[Scheduled]) -> None:
        """Gather what the rest takes and when its steps are made."""
        self.problem = problem
        self.periods = problem.calendar.periods
        self._items = problem.by_id
        self._entries = {entry.id: entry for entry in scheduled}
        self._done = problem.already_done
        self._steps: dict[str, list[tuple[int, int]]] = defaultdict(list)
        self._spent = [0] * self.periods
        self._load = {role: [0] * self.periods for role in problem.capacity}
        for entry in self._entries.values():
            self._take(self._items[entry.id], entry)

    def limits(self, item: Intervention, start: int) -> tuple[Limit, ...]:
        """Every rule that ``item`` would break by starting in ``start`` (may be outside the horizon)."""
        rules = (
            self._earliest_start,
            self._horizon,
            self._excluded,
            self._prerequisites,
            self._alternatives,
            self._steps_below,
        )
        timed = (self._yearly_steps, self._budgets, self._capacities)
        broken = [limit for rule in rules for limit in rule(item, start)]
        if 0 <= start <= self.periods - item.duration:
            broken += [limit for rule in timed for limit in rule(item, start)]
        return tuple(broken)

    def level(self, criterion: str, period: int, extra: Iterable[tuple[int, int]] = ()) -> int:
        """The plateau at the start of ``period``; ``extra`` adds steps made, as (period, plateau)."""
        level = self.problem.current[criterion]
        for made, plateau in sorted([*self._steps[criterion], *extra]):
            if made <= period and plateau == level + 1:
                level = plateau
        return level

    # The rules.

    def _earliest_start(self, item: Intervention, start: int) -> Iterator[Limit]:
        if start < item.earliest_start:
            yield Limit(LimitCode.EARLIEST_START, period=item.earliest_start)

    def _horizon(self, item: Intervention, start: int) -> Iterator[Limit]:
        if start + item.duration > self.periods:
            yield Limit(LimitCode.HORIZON)

    def _excluded(self, item: Intervention, _: int) -> Iterator[Limit]:
        for id_ in sorted(self._entries):
            if id_ in item.excludes or item.id in self._items[id_].excludes:
                yield Limit(LimitCode.EXCLUDED, intervention=id_)

    def _prerequisites(self, item: Intervention, start: int) -> Iterator[Limit]:
        for before in sorted(item.all_of):
            if self._end(before) > start:
                yield Limit(LimitCode.PREREQUISITE, intervention=before)

    def _alternatives(self, item: Intervention, start: int) -> Iterator[Limit]:
        if item.one_of:
            first = min(item.one_of, key=lambda id_: (self._end(id_), id_))
            if self._end(first) > start:
                yield Limit(LimitCode.PREREQUISITE, intervention=first)

    def _steps_below(self, item: Intervention, start: int) -> Iterator[Limit]:
        for step in item.steps:
            if self.level(step.criterion, start) < step.start:
                moments = range(start + 1, self.periods + 1)
                reached = (at for at in moments if self.level(step.criterion, at) >= step.start)
                yield Limit(
                    LimitCode.STEP_BELOW,
                    criterion=step.criterion,
                    plateau=step.start,
                    period=next(reached, None),
                )

    def _yearly_steps(self, item: Intervention, start: int) -> Iterator[Limit]:
        calendar = self.problem.calendar
        end = start + item.duration
        for step in item.steps:
            mine = [(end, step.end)]
            for year in calendar.years:
                span = calendar.periods_of(year)
                at_start = self.level(step.criterion, span.start, mine)
                risen = self.level(step.criterion, span.stop, mine) - at_start
                if risen > self.problem.steps_per_criterion_per_year:
                    yield Limit(LimitCode.YEARLY_STEPS, criterion=step.criterion, year=year)

    def _budgets(self, item: Intervention, start: int) -> Iterator[Limit]:
        cents = outlay(item, start, self.periods)
        for year, budget in self.problem.budgets.items():
            span = self.problem.calendar.periods_of(year)
            mine = sum(cents[span.start : span.stop])
            short = sum(self._spent[span.start : span.stop]) + mine - (budget or 0)
            if budget is not None and mine and short > 0:
                yield Limit(LimitCode.BUDGET, year=year, short=short)

    def _capacities(self, item: Intervention, start: int) -> Iterator[Limit]:
        for role, total in item.effort.items():
            limits = self.problem.capacity.get(role)
            over = {}
            for period, days in enumerate(spread(total, item.duration), start):
                if limits is not None and days and self._load[role][period] + days > limits[period]:
                    over[period] = self._load[role][period] + days - limits[period]
            if over:
                yield Limit(LimitCode.CAPACITY, role=role, period=min(over), short=sum(over.values()))

    # What the rest takes.

    def _end(self, id_: str) -> int:
        """When it is over; after the horizon when it is not in the plan."""
        if id_ in self._done:
            return 0
        return self._entries[id_].end if id_ in self._entries else self.periods + 1

    def _take(self, item: Intervention, entry: Scheduled) -> None:
        for step in item.steps:
            self._steps[step.criterion].append((entry.end, step.end))
        for period, cents in enumerate(outlay(item, entry.start, self.periods)):
            self._spent[period] += cents
        for role, total in item.effort.items():
            for period, days in enumerate(spread(total, item.duration) if total else (), entry.start):
                self._load[role][period] += days
