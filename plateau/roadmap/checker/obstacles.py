"""All rules that an intervention would break by standing somewhere, all else being where it is."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cached_property

from plateau.roadmap.checker.climbing import Climb, Pace
from plateau.roadmap.checker.lags import keeps, wait
from plateau.roadmap.checker.limits import Limits
from plateau.roadmap.checker.replay import Replay
from plateau.roadmap.model import Fund, Lag, Limit, LimitCode, Problem, Scheduled


def obstacles(problem: Problem, entries: Iterable[Scheduled], there: Scheduled) -> frozenset[Limit]:
    """Those of ``there`` in a plan that holds ``entries``; where that has it now does not matter."""
    if there.start < problem.now:
        return frozenset({Limit(LimitCode.NOW, period=problem.now)})
    others = {entry.id: entry for entry in entries if entry.id != there.id}
    tried = _Tried(problem, others, there)
    found = [*tried.dates(), *tried.company(), *tried.order(), *tried.plateaus()]
    if there.end <= problem.calendar.periods:
        found += [*tried.steps_a_year(), *tried.money(), *tried.people(), *tried.change()]
    return frozenset(found)


class _Tried:
    def __init__(self, problem: Problem, others: dict[str, Scheduled], there: Scheduled) -> None:
        self._problem = problem
        self._others = others
        self._there = there
        self._items = {item.id: item for item in problem.interventions}
        self._item = self._items[there.id]
        self._before = Replay(problem, others.values())

    @cached_property
    def _after(self) -> Replay:
        return Replay(self._problem, (*self._others.values(), self._there))

    def dates(self) -> Iterator[Limit]:
        item, there = self._item, self._there
        if there.start < item.earliest_start:
            yield Limit(LimitCode.EARLIEST_START, period=item.earliest_start)
        if item.latest_start is not None and item.latest_start < there.start:
            yield Limit(LimitCode.LATEST_START, period=item.latest_start)
        if item.deadline is not None and item.deadline < there.end:
            yield Limit(LimitCode.DEADLINE, period=item.deadline)
        if there.end > self._problem.calendar.periods:
            yield Limit(LimitCode.HORIZON)
        for condition in self._problem.conditions:
            holds = condition.period if condition.latest is None else condition.latest
            if condition.id in item.conditions and there.start < holds:
                yield Limit(LimitCode.CONDITION, name=condition.id, period=holds)
        for pin in self._problem.pins:
            if pin.id != item.id:
                continue
            if pin.start is not None and pin.start != there.start:
                yield Limit(LimitCode.PIN, name="start", period=pin.start)
            if pin.not_before is not None and there.start < pin.not_before:
                yield Limit(LimitCode.PIN, name="not_before", period=pin.not_before)
            if pin.not_after is not None and there.start > pin.not_after:
                yield Limit(LimitCode.PIN, name="not_after", period=pin.not_after)

    def company(self) -> Iterator[Limit]:
        for id_ in self._others:
            together = any({id_, self._item.id} <= group.interventions for group in self._problem.groups)
            if together or id_ in self._item.excludes or self._item.id in self._items[id_].excludes:
                yield Limit(LimitCode.EXCLUDED, intervention=id_)

    def order(self) -> Iterator[Limit]:
        item, start = self._item, self._there.start
        for id_ in item.all_of:
            if self._over(id_) > start:
                yield Limit(LimitCode.PREREQUISITE, intervention=id_)
        if (
            item.one_of
            and item.one_of.isdisjoint(item.all_of)
            and all(self._over(id_) > start for id_ in item.one_of)
        ):
            soonest = sorted(item.one_of, key=lambda id_: (self._over(id_), id_))[0]
            others = "one_of" if item.one_of - {soonest} else None
            yield Limit(LimitCode.PREREQUISITE, intervention=soonest, name=others)
        for lag in item.lags:
            if not self._waits_rightly(lag, self._there):
                yield Limit(LimitCode.LAG, intervention=min(lag.any_of))
        begun = {entry.id for entry in self._problem.past}
        for id_, other in self._others.items():
            for lag in self._items[id_].lags if id_ not in begun else ():
                if item.id in lag.any_of and not self._waits_rightly(lag, other):
                    yield Limit(LimitCode.LAG, intervention=id_)

    def _over(self, id_: str) -> int:
        if id_ in self._before.done:
            return 0
        return self._others[id_].end if id_ in self._others else self._before.periods + 1

    def _waits_rightly(self, lag: Lag, waiting: Scheduled) -> bool:
        places = {**self._others, self._there.id: self._there}
        right = any(keeps(lag, wait(lag, waiting, places[id_])) for id_ in lag.any_of & places.keys())
        return right or bool(lag.any_of & self._before.done)

    def plateaus(self) -> Iterator[Limit]:
        climb = Climb(self._problem, self._others.values())
        at = min(self._there.start, self._before.periods)
        for step in self._item.steps:
            if climb.level(step.criterion, at) < step.start:
                first = climb.first(step.criterion, step.start)
                yield Limit(LimitCode.STEP_BELOW, criterion=step.criterion, plateau=step.start, period=first)

    def steps_a_year(self) -> Iterator[Limit]:
        climb, pace = Climb(self._problem, self._after.entries), Pace(self._problem)
        for step in self._item.steps:
            for year in self._problem.calendar.years:
                periods = self._problem.calendar.periods_of(year)
                rise = climb.level(step.criterion, periods[-1] + 1) - climb.level(step.criterion, periods[0])
                if pace.too_many(step.criterion, year, rise):
                    yield Limit(LimitCode.YEARLY_STEPS, criterion=step.criterion, year=year)

    def money(self) -> Iterator[Limit]:
        for year, cents in self._problem.budgets.items():
            periods = self._problem.calendar.periods_of(year)
            mine = sum(self._after.cents_of(self._there, period) for period in periods)
            short = sum(map(self._after.cents, periods)) - (cents or 0)
            if cents is not None and mine > 0 and short > 0:
                yield Limit(LimitCode.BUDGET, year=year, short=short)
        for fund in self._problem.funds:
            short = Limits(self._problem, self._after).spent(fund) - fund.limit
            if self._draws_on(fund) and short > 0:
                yield Limit(LimitCode.FUND, name=fund.id, short=short)

    def _draws_on(self, fund: Fund) -> bool:
        alone = Replay(self._problem, [self._there])
        return Limits(self._problem, alone).spent(fund) > 0

    def people(self) -> Iterator[Limit]:
        for role, most in self._problem.capacity.items():
            short = {
                period: self._after.days(role, period) - days
                for period, days in enumerate(most or ())
                if self._after.days_of(self._there, role, period) and self._after.days(role, period) > days
            }
            if short:
                yield Limit(LimitCode.CAPACITY, role=role, period=min(short), short=sum(short.values()))

    def change(self) -> Iterator[Limit]:
        limits = Limits(self._problem, self._after)
        for load in self._problem.change_loads:
            for period in range(self._there.start, self._there.end) if self._item.change else ():
                short = limits.changing(load, period) - load.limit
                if short > 0 and self._there in limits.at_once(load, period):
                    yield Limit(LimitCode.CHANGE, name=load.id, period=period, short=short)
                    break
