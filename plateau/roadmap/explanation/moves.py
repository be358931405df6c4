"""One intervention tried at one start, the rest of the plan staying as it is."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from contextlib import contextmanager

from plateau.roadmap.model import (
    Counted,
    Fund,
    Intervention,
    Lag,
    Limit,
    LimitCode,
    Moment,
    Pin,
    Problem,
    Scheduled,
)
from plateau.roadmap.solver.figures import steps_begun
from plateau.roadmap.solver.footprint import Way, days, one_off, outlay


class Rest:
    """The plan without the one that is moved; ``limits`` lists the rules that a start would break."""

    def __init__(self, problem: Problem, scheduled: Iterable[Scheduled]) -> None:
        """Gather what the rest takes and when its steps are made."""
        self.problem = problem
        self.periods = problem.calendar.periods
        self._items = problem.by_id
        self._entries = {entry.id: entry for entry in scheduled}
        self._done = problem.already_done
        self._begun = {entry.id for entry in problem.past}
        self._steps_begun = steps_begun(problem)
        self._steps: dict[str, list[tuple[int, int]]] = defaultdict(list)
        self._spent = [0] * self.periods
        self._load = {role: [0] * self.periods for role in problem.capacity}
        for entry in self._entries.values():
            self._count(entry, 1)

    def put(self, entry: Scheduled) -> None:
        """Plan it there, in place of where it was."""
        if entry.id in self._entries:
            self._count(self._entries.pop(entry.id), -1)
        self._entries[entry.id] = entry
        self._count(entry, 1)

    @contextmanager
    def without(self, id_: str) -> Iterator[Scheduled]:
        """Meanwhile all but this one; it comes back where it was."""
        entry = self._entries.pop(id_)
        self._count(entry, -1)
        yield entry
        self.put(entry)

    @contextmanager
    def adding(self, entry: Scheduled) -> Iterator[None]:
        """Meanwhile with this one, which is not in it."""
        self.put(entry)
        yield
        self._count(self._entries.pop(entry.id), -1)

    def entry(self, id_: str) -> Scheduled | None:
        """Where it is planned now."""
        return self._entries.get(id_)

    def way(self, entry: Scheduled) -> Way:
        """How it is done."""
        return self.problem.ways(self._items[entry.id])[entry.mode]

    def limits(self, item: Intervention, start: int, way: Way | None = None) -> tuple[Limit, ...]:
        """Every rule that ``item`` would break by starting in ``start`` (may be outside the horizon)."""
        way = way or item
        mode = "" if way is item else way.id
        entry = Scheduled(item.id, max(start, 0), max(start, 0) + way.duration, mode)
        rules = (
            self._window,
            self._horizon,
            self._excluded,
            self._groups,
            self._prerequisites,
            self._alternatives,
            self._lags,
            self._steps_below,
        )
        timed = (self._yearly_steps, self._budgets, self._funds, self._capacities, self._change)
        if start < self.problem.now:
            return (Limit(LimitCode.NOW, period=self.problem.now),)  # the rest hardly matters there
        broken = [limit for rule in rules for limit in rule(item, way, entry)]
        if entry.end <= self.periods:
            broken += [limit for rule in timed for limit in rule(item, way, entry)]
        return tuple(dict.fromkeys(broken))

    def waits_in_vain(self, entry: Scheduled) -> bool:
        """Whether something that ``entry``, which is in it, waits for is not there in time.

        For what was begun that is too late, but its steps still come after those below.
        """
        item, way = self._items[entry.id], self.way(entry)
        if entry.id in self._begun:
            made = entry.end + item.consolidation
            lacking = (self.level(step.criterion, made - 1) < step.start for step in item.steps)
            return made <= self.periods and any(lacking)
        if not all(self._kept(lag, entry, entry) for lag in item.lags):
            return True
        order = (self._prerequisites, self._alternatives, self._steps_below)
        return any(True for rule in order for _ in rule(item, way, entry))

    def level(self, criterion: str, period: int, extra: Iterable[tuple[int, int]] = ()) -> int:
        """The plateau at the start of ``period``; ``extra`` adds steps made, as (period, plateau)."""
        level = self.problem.current[criterion]
        for made, plateau in sorted([*self._steps[criterion], *extra]):
            if made <= period and plateau == level + 1:
                level = plateau
        return level

    def reached(self, criterion: str, plateau: int) -> int | None:
        """The period from whose start on it stands there; None when it does not within the horizon."""
        level = self.problem.current[criterion]
        if level >= plateau:
            return 0
        for made, step in sorted(self._steps[criterion]):
            if step == level + 1:
                level = step
            if level >= plateau:
                return made if made <= self.periods else None
        return None

    def made(self, criterion: str, plateau: int) -> int:
        """The first period in which a step to it counts, whatever lies below; after the horizon: never."""
        if self.problem.current[criterion] >= plateau:
            return 0
        return min((at for at, step in self._steps[criterion] if step == plateau), default=self.periods + 1)

    @property
    def entries(self) -> tuple[Scheduled, ...]:
        """All that is planned now."""
        return tuple(self._entries.values())

    def peak(self, role: str) -> int:
        """The most days of a role in any period."""
        return max(self._load[role])

    def end(self, id_: str) -> int:
        """When it is over: 0 when it was before the plan, after the horizon when it is not in it."""
        if id_ in self._done:
            return 0
        return self._entries[id_].end if id_ in self._entries else self.periods + 1

    # The rules.

    def _window(self, item: Intervention, _way: Way, entry: Scheduled) -> Iterator[Limit]:
        if entry.start < item.earliest_start:
            yield Limit(LimitCode.EARLIEST_START, period=item.earliest_start)
        for condition in self.problem.conditions:
            if condition.id in item.conditions and entry.start < condition.certain:
                yield Limit(LimitCode.CONDITION, name=condition.id, period=condition.certain)
        if item.latest_start is not None and entry.start > item.latest_start:
            yield Limit(LimitCode.LATEST_START, period=item.latest_start)
        if item.deadline is not None and entry.end > item.deadline:
            yield Limit(LimitCode.DEADLINE, period=item.deadline)
        for pin in self.problem.pins:
            if pin.id == item.id:
                yield from _decided_otherwise(pin, entry.start)

    def _horizon(self, _item: Intervention, _way: Way, entry: Scheduled) -> Iterator[Limit]:
        if entry.end > self.periods:
            yield Limit(LimitCode.HORIZON)

    def _excluded(self, item: Intervention, _way: Way, _entry: Scheduled) -> Iterator[Limit]:
        for id_ in sorted(self._entries):
            if id_ in item.excludes or item.id in self._items[id_].excludes:
                yield Limit(LimitCode.EXCLUDED, intervention=id_)

    def _groups(self, item: Intervention, _way: Way, _entry: Scheduled) -> Iterator[Limit]:
        for group in self.problem.groups:
            if item.id in group.interventions:
                for id_ in sorted(group.interventions & self._entries.keys() - {item.id}):
                    yield Limit(LimitCode.EXCLUDED, intervention=id_)

    def _prerequisites(self, item: Intervention, _way: Way, entry: Scheduled) -> Iterator[Limit]:
        for before in sorted(item.all_of):
            if self.end(before) > entry.start:
                yield Limit(LimitCode.PREREQUISITE, intervention=before)

    def _alternatives(self, item: Intervention, _way: Way, entry: Scheduled) -> Iterator[Limit]:
        if item.one_of and not item.one_of & item.all_of:
            first = min(item.one_of, key=lambda id_: (self.end(id_), id_))
            if self.end(first) > entry.start:
                name = "one_of" if len(item.one_of) > 1 else None
                yield Limit(LimitCode.PREREQUISITE, intervention=first, name=name)

    def _lags(self, item: Intervention, _way: Way, entry: Scheduled) -> Iterator[Limit]:
        """Its own, and those of others that count on it and have not begun."""
        for lag in item.lags:
            if not self._kept(lag, entry, entry):
                yield Limit(LimitCode.LAG, intervention=min(lag.any_of))
        for other in sorted(self._entries.values(), key=lambda entry: entry.id):
            for lag in self._items[other.id].lags if other.id not in self._begun else ():
                if item.id in lag.any_of and not self._kept(lag, other, entry):
                    yield Limit(LimitCode.LAG, intervention=other.id)

    def _kept(self, lag: Lag, waiting: Scheduled, moved: Scheduled) -> bool:
        for id_ in lag.any_of:
            other = moved if id_ == moved.id else self._entries.get(id_)
            if id_ in self._done:
                return True
            if other is not None and satisfies(lag, waiting, other):
                return True
        return False

    def _steps_below(self, item: Intervention, _way: Way, entry: Scheduled) -> Iterator[Limit]:
        for step in item.steps:
            if self.level(step.criterion, entry.start) < step.start:
                yield Limit(
                    LimitCode.STEP_BELOW,
                    criterion=step.criterion,
                    plateau=step.start,
                    period=self.reached(step.criterion, step.start),
                )

    def _yearly_steps(self, item: Intervention, _way: Way, entry: Scheduled) -> Iterator[Limit]:
        calendar = self.problem.calendar
        for step in item.steps:
            mine = [(entry.end + item.consolidation, step.end)]
            for year in calendar.years:
                span = calendar.periods_of(year)
                at_start = self.level(step.criterion, span.start, mine)
                risen = self.level(step.criterion, span.stop, mine) - at_start
                limit = self.problem.steps_per_criterion_per_year
                if risen > self._steps_begun.get((step.criterion, year), limit):
                    yield Limit(LimitCode.YEARLY_STEPS, criterion=step.criterion, year=year)

    def _budgets(self, item: Intervention, way: Way, entry: Scheduled) -> Iterator[Limit]:
        cents = outlay(self.problem, item, way, entry.start)
        for year, budget in self.problem.budgets.items():
            span = self.problem.calendar.periods_of(year)
            mine = sum(cents[span.start : span.stop])
            short = sum(self._spent[span.start : span.stop]) + mine - (budget or 0)
            if budget is not None and mine and short > 0:
                yield Limit(LimitCode.BUDGET, year=year, short=short)

    def _funds(self, item: Intervention, _way: Way, entry: Scheduled) -> Iterator[Limit]:
        for fund in self.problem.funds:
            ids, periods = self.problem.funded(fund)
            mine = self._counted(fund, entry, periods) if item.id in ids else 0
            others = [other for other in self._entries.values() if other.id in ids]
            short = mine - fund.limit + sum(self._counted(fund, other, periods) for other in others)
            if mine and short > 0:
                yield Limit(LimitCode.FUND, name=fund.id, short=short)

    def _counted(self, fund: Fund, entry: Scheduled, periods: frozenset[int]) -> int:
        item, way = self._items[entry.id], self.way(entry)
        if fund.on is Counted.STARTS:
            return sum(one_off(way)) if entry.start in periods else 0
        cents = outlay(self.problem, item, way, entry.start)
        return sum(cents[period] for period in periods)

    def _capacities(self, _item: Intervention, way: Way, entry: Scheduled) -> Iterator[Limit]:
        for role, limits in self.problem.capacity.items():
            over = {}
            for period, share in enumerate(days(way, role), entry.start):
                if limits is not None and share and self._load[role][period] + share > limits[period]:
                    over[period] = self._load[role][period] + share - limits[period]
            if over:
                yield Limit(LimitCode.CAPACITY, role=role, period=min(over), short=sum(over.values()))

    def _change(self, item: Intervention, _way: Way, entry: Scheduled) -> Iterator[Limit]:
        for load in self.problem.change_loads:
            ids = self.problem.loaded(load)
            running = [other for other in self._entries.values() if other.id in ids]
            for period in range(entry.start, entry.end if item.id in ids and item.change else entry.start):
                taken = sum(self._items[o.id].change for o in running if o.start <= period < o.end)
                if taken + item.change > load.limit:
                    short = taken + item.change - load.limit
                    yield Limit(LimitCode.CHANGE, name=load.id, period=period, short=short)
                    break

    # What the rest takes.

    def _count(self, entry: Scheduled, sign: int) -> None:
        item, way = self._items[entry.id], self.way(entry)
        for step in item.steps:
            made = (entry.end + item.consolidation, step.end)
            if sign > 0:
                self._steps[step.criterion].append(made)
            else:
                self._steps[step.criterion].remove(made)
        for period, cents in enumerate(outlay(self.problem, item, way, entry.start)):
            self._spent[period] += sign * cents
        for role in self._load:
            for period, share in enumerate(days(way, role), entry.start):
                self._load[role][period] += sign * share


def satisfies(lag: Lag, waiting: Scheduled, other: Scheduled) -> bool:
    """Whether the time between ``other`` and what waits for it is right."""
    wait = waited(lag, waiting, other)
    return lag.least <= wait and (lag.most is None or wait <= lag.most)


def waited(lag: Lag, waiting: Scheduled, other: Scheduled) -> int:
    """The periods from ``other`` to what waits for it, counted as ``lag`` says."""
    mine = waiting.start if lag.to is Moment.START else waiting.end
    return mine - (other.start if lag.since is Moment.START else other.end)


def _decided_otherwise(pin: Pin, start: int) -> Iterator[Limit]:
    broken = {
        "start": pin.start is not None and start != pin.start,
        "not_before": pin.not_before is not None and start < pin.not_before,
        "not_after": pin.not_after is not None and start > pin.not_after,
    }
    for name, is_broken in broken.items():
        if is_broken:
            yield Limit(LimitCode.PIN, name=name, period=getattr(pin, name))
