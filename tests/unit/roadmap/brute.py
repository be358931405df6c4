"""Every plan of a small problem tried, by code that shares nothing with the solver or the checker."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise, product

from plateau.roadmap.model import Intervention, Mode, ObjectiveName, Problem

#: What is planned: id → mode (its place, 0 as it stands) and start.
Choice = dict[str, tuple[int, int]]


def best(problem: Problem) -> tuple[tuple[int, ...], dict[str, tuple[str, int]]] | None:
    """Objective values of the best plan, and its modes and starts; None when no plan is allowed."""
    lives = (Life(problem, choice) for choice in _choices(problem))
    ranked = min((life for life in lives if life.allowed), key=lambda life: life.key, default=None)
    if ranked is None:
        return None
    planned = {
        id_: ("" if not mode else ranked.items[id_].modes[mode - 1].id, start)
        for id_, (mode, start) in ranked.choice.items()
    }
    return ranked.values, planned


def _choices(problem: Problem) -> Iterator[Choice]:
    options: list[list[tuple[int, int] | None]] = []
    for item in problem.interventions:
        mine: list[tuple[int, int] | None] = [None]
        ways: list[Intervention | Mode] = [item, *item.modes]
        for place, way in enumerate(ways):
            mine += [(place, start) for start in range(problem.calendar.periods - way.duration + 1)]
        options.append(mine)
    for plan in product(*options):
        yield {
            item.id: chosen
            for item, chosen in zip(problem.interventions, plan, strict=True)
            if chosen is not None
        }


def _part(total: int, parts: int, index: int) -> int:
    return total // parts + (index < total % parts)


@dataclass
class Life:
    """One plan of a problem: whether it is allowed, and what it is worth."""

    problem: Problem
    choice: Choice

    @cached_property
    def items(self) -> dict[str, Intervention]:
        return {item.id: item for item in self.problem.interventions}

    @cached_property
    def done(self) -> set[str]:
        return {
            item.id
            for item in self.problem.interventions
            if item.steps and not any(step.end > self.problem.current[step.criterion] for step in item.steps)
        }

    @cached_property
    def per_year(self) -> int:
        return {"quarter": 4, "month": 12, "week": 52}[self.problem.calendar.unit.value]

    def way(self, id_: str) -> Intervention | Mode:
        ways: list[Intervention | Mode] = [self.items[id_], *self.items[id_].modes]
        return ways[self.choice[id_][0]]

    def start(self, id_: str) -> int:
        return self.choice[id_][1]

    def end(self, id_: str) -> int:
        return self.start(id_) + self.way(id_).duration

    def over(self, id_: str, period: int) -> bool:
        return id_ in self.done or (id_ in self.choice and self.end(id_) <= period)

    def level(self, criterion: str, period: int) -> int:
        level = self.problem.current[criterion]
        for id_ in self.choice:
            if self.end(id_) + self.items[id_].consolidation <= period:
                for step in self.items[id_].steps:
                    if step.criterion == criterion:
                        level = max(level, step.end)
        return level

    def cents(self, id_: str, period: int, start: int | None = None) -> int:
        item, way = self.items[id_], self.way(id_)
        index = period - (self.start(id_) if start is None else start)
        if index < 0:
            return 0
        if index < way.duration:
            return way.spend[index] if way.spend else _part(way.one_off_cost, way.duration, index)
        return _part(item.structural_cost_per_year, self.per_year, (index - way.duration) % self.per_year)

    def days(self, id_: str, role: str, period: int) -> int:
        way, index = self.way(id_), period - self.start(id_)
        if not 0 <= index < way.duration:
            return 0
        return (
            way.demand[role][index]
            if role in way.demand
            else _part(way.effort.get(role, 0), way.duration, index)
        )

    # Rules.

    @property
    def allowed(self) -> bool:
        problem = self.problem
        if problem.mandatory - self.choice.keys() or problem.forbidden & self.choice.keys():
            return False
        if (self.done - problem.mandatory) & self.choice.keys():
            return False
        return all(map(self._may, self.choice)) and self._groups() and self._limits() and self._rises()

    def _may(self, id_: str) -> bool:
        item, start, end = self.items[id_], self.start(id_), self.end(id_)
        certain = {
            other.id: other.period if other.latest is None else other.latest
            for other in self.problem.conditions
        }
        return (
            start >= item.earliest_start
            and (item.latest_start is None or start <= item.latest_start)
            and (item.deadline is None or end <= item.deadline)
            and all(certain[name] <= start for name in item.conditions)
            and all(self.over(before, start) for before in item.all_of)
            and (not item.one_of or any(self.over(before, start) for before in item.one_of))
            and not item.excludes & self.choice.keys()
            and all(self.level(step.criterion, start) >= step.start for step in item.steps)
            and all(self._waits(id_, number) for number in range(len(item.lags)))
        )

    def _waits(self, id_: str, number: int) -> bool:
        lag = self.items[id_].lags[number]
        mine = self.start(id_) if lag.to.value == "start" else self.end(id_)
        for other in lag.any_of:
            if other in self.done:
                return True
            if other in self.choice:
                theirs = self.start(other) if lag.since.value == "start" else self.end(other)
                if mine - theirs >= lag.least and (lag.most is None or mine - theirs <= lag.most):
                    return True
        return False

    def _groups(self) -> bool:
        for group in self.problem.groups:
            planned = len(group.interventions & self.choice.keys())
            if planned > 1 or (group.required and not planned and not group.interventions & self.done):
                return False
        return True

    def _limits(self) -> bool:
        calendar = self.problem.calendar
        everything = range(calendar.periods)
        for year, budget in self.problem.budgets.items():
            periods = [period for period in everything if calendar.year_of(period) == year]
            if (
                budget is not None
                and sum(self.cents(id_, p) for id_ in self.choice for p in periods) > budget
            ):
                return False
        for fund in self.problem.funds:
            spent = 0
            for id_ in self.choice:
                item = self.items[id_]
                names = item.tags | item.transities | item.principles | {item.unit, item.track}
                if (
                    (fund.interventions or fund.tags)
                    and id_ not in fund.interventions
                    and not names & fund.tags
                ):
                    continue
                for period in everything:
                    if (fund.periods and period not in fund.periods) or (
                        fund.year is not None and calendar.year_of(period) != fund.year
                    ):
                        continue
                    if fund.on.value == "all":
                        spent += self.cents(id_, period)
                    elif period == self.start(id_):
                        spent += sum(self.way(id_).spend) or self.way(id_).one_off_cost
            if spent > fund.limit:
                return False
        return all(
            sum(self.days(id_, role, period) for id_ in self.choice) <= limit
            for role, limits in self.problem.capacity.items()
            for period, limit in enumerate(limits or ())
        )

    def _rises(self) -> bool:
        calendar = self.problem.calendar
        for criterion in self.problem.current:
            levels = [self.level(criterion, period) for period in range(calendar.periods + 1)]
            rises = [after - before for before, after in pairwise(levels)]
            if max(rises) > 1:
                return False
            for year in calendar.years:
                risen = sum(rise for p, rise in enumerate(rises) if calendar.year_of(p) == year)
                if risen > self.problem.steps_per_criterion_per_year:
                    return False
        return True

    # Worth.

    @property
    def values(self) -> tuple[int, ...]:
        return tuple(_VALUES[name](self) for name in self.problem.objectives)

    @property
    def key(self) -> tuple[int, ...]:
        periods = self.problem.calendar.periods
        waiting = (
            self.choice[item.id][1] if item.id in self.choice else periods
            for item in self.problem.interventions
        )
        modes = (self.choice[item.id][0] for item in self.problem.interventions if item.id in self.choice)
        return (*self.values, len(self.choice), *waiting, *modes)

    def missed(self) -> int:
        return sum(
            milestone.weight
            for milestone in self.problem.milestones
            for criterion, level in milestone.requirements.items()
            if self.level(criterion, milestone.period) < level
        )

    def short(self, period: int) -> int:
        return sum(
            target.weight * max(0, target.plateau - self.level(target.criterion, period))
            for target in self.problem.targets
        )

    def charged(self) -> int:
        total = 0
        for id_ in self.choice:
            item = self.items[id_]
            first = item.earliest_start
            for other in self.problem.conditions:
                if other.id in item.conditions:
                    first = max(first, other.period if other.latest is None else other.latest)
            total += sum(self.cents(id_, period, first) for period in range(self.problem.calendar.periods))
        return total

    def loose_ends(self) -> int:
        transities = set().union(*(item.transities for item in self.problem.interventions))
        return sum(1 + len(transities - self.items[id_].transities) for id_ in self.choice)

    def net_cost(self) -> int:
        total = 0
        for id_ in self.choice:
            per_year: dict[int, int] = {}
            for period in range(self.problem.calendar.periods):
                net = self.cents(id_, period)
                net -= self.items[id_].benefit_per_period if period >= self.end(id_) else 0
                per_year[period // self.per_year] = per_year.get(period // self.per_year, 0) + net
            for year, net in per_year.items():
                total += net * 10000**year // (10000 + self.problem.discount_rate) ** year
        return total

    def peaks(self) -> int:
        return sum(
            max(
                sum(self.days(id_, role, p) for id_ in self.choice)
                for p in range(self.problem.calendar.periods)
            )
            for role in self.problem.capacity
        )


_VALUES: dict[ObjectiveName, Callable[[Life], int]] = {
    ObjectiveName.MILESTONES: Life.missed,
    ObjectiveName.TARGETS: lambda life: life.short(life.problem.calendar.periods),
    ObjectiveName.COST: Life.charged,
    ObjectiveName.KNITTING: Life.loose_ends,
    ObjectiveName.EARLINESS: lambda life: sum(
        life.short(period) for period in range(1, life.problem.calendar.periods + 1)
    ),
    ObjectiveName.BENEFIT: Life.net_cost,
    ObjectiveName.FINISH: lambda life: max(map(life.end, life.choice), default=0),
    ObjectiveName.EVENNESS: Life.peaks,
}
