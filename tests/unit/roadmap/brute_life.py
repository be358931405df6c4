"""What one plan does and whether it is allowed, by code that shares nothing with the solver or the checker."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from plateau.roadmap.model import ChangeLoad, Fund, Intervention, Milestone, Mode, Past, Problem

#: What is planned: id → mode (its place, 0 as it stands) and start.
Choice = dict[str, tuple[int, int]]


@dataclass
class Life:
    """One plan of a problem: what it does when, and whether it is allowed."""

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
        way = ways[self.choice[id_][0]]
        if id_ in self.begun and self.begun[id_].end - self.begun[id_].start != way.duration:
            days = {
                role: way.effort.get(role, 0) + sum(way.demand.get(role, ()))
                for role in {*way.effort, *way.demand}
            }
            return Mode(
                "went", self.begun[id_].end - self.begun[id_].start, way.one_off_cost + sum(way.spend), days
            )
        return way

    @cached_property
    def begun(self) -> dict[str, Past]:
        return {entry.id: entry for entry in self.problem.past}

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

    def area_level(self, name: str, period: int) -> int:
        (area,) = (area for area in self.problem.areas if area.id == name)
        return sorted(self.level(criterion, period) for criterion in area.criteria)[-area.needed]

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

    def lacking(self, milestone: Milestone) -> int:
        at = milestone.period
        return (
            sum(self.level(name, at) < level for name, level in milestone.requirements.items())
            + sum(self.area_level(name, at) < level for name, level in milestone.areas.items())
            + sum(not self.over(id_, at) for id_ in milestone.interventions)
        )

    # Rules.

    @property
    def allowed(self) -> bool:
        problem = self.problem
        if problem.mandatory - self.choice.keys() or problem.forbidden & self.choice.keys():
            return False
        fixed = {pin.id for pin in problem.pins if pin.start is not None}
        if (
            fixed - self.choice.keys()
            or (self.done - problem.mandatory - fixed - self.begun.keys()) & self.choice.keys()
        ):
            return False
        free = self.choice.keys() - self.begun.keys()
        together = not any(self.items[id_].excludes & self.choice.keys() for id_ in self.choice)
        return (
            together
            and all(map(self._may, free))
            and self._groups()
            and self._limits()
            and self._rises()
            and self._hard()
        )

    def _hard(self) -> bool:
        end = self.problem.calendar.periods

        def at(deadline: int | None) -> int:
            return end if deadline is None else deadline

        return (
            not any(
                t.hard and self.level(t.criterion, at(t.deadline)) < t.plateau for t in self.problem.targets
            )
            and not any(
                t.hard and self.area_level(t.area, at(t.deadline)) < t.plateau
                for t in self.problem.area_targets
            )
            and not any(milestone.hard and self.lacking(milestone) for milestone in self.problem.milestones)
        )

    def _may(self, id_: str) -> bool:
        item, start, end = self.items[id_], self.start(id_), self.end(id_)
        certain = {
            other.id: other.period if other.latest is None else other.latest
            for other in self.problem.conditions
        }
        for pin in self.problem.pins:
            if pin.id == id_ and (
                pin.start not in (None, start)
                or start < (pin.not_before or 0)
                or start > (99 if pin.not_after is None else pin.not_after)
                or (
                    pin.mode is not None and pin.mode != ("" if not self.choice[id_][0] else self.way(id_).id)
                )
            ):
                return False
        return (
            start >= item.earliest_start
            and start >= self.problem.now
            and (item.latest_start is None or start <= item.latest_start)
            and (item.deadline is None or end <= item.deadline)
            and all(certain[name] <= start for name in item.conditions)
            and all(self.over(before, start) for before in item.all_of)
            and (not item.one_of or any(self.over(before, start) for before in item.one_of))
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
        calendar, now = self.problem.calendar, self.problem.now
        for year, budget in self.problem.budgets.items():
            periods = [period for period in range(calendar.periods) if calendar.year_of(period) == year]
            spent = sum(self.cents(id_, p) for id_ in self.choice for p in periods)
            if budget is not None and spent > budget and periods[-1] >= now:
                return False
        days = all(
            sum(self.days(id_, role, period) for id_ in self.choice) <= limit
            for role, limits in self.problem.capacity.items()
            for period, limit in enumerate(limits or ())
            if period >= now
        )
        return (
            days
            and all(map(self._fund, self.problem.funds))
            and all(map(self._calm, self.problem.change_loads))
        )

    def _names(self, id_: str) -> set[str | None]:
        item = self.items[id_]
        return {*item.tags, *item.transities, *item.principles, item.unit, item.track}

    def _fund(self, fund: Fund) -> bool:
        calendar = self.problem.calendar
        periods = fund.periods or set(range(calendar.periods))
        if fund.year is not None:
            periods = {period for period in periods if calendar.year_of(period) == fund.year}
        spent = 0
        for id_ in self.choice:
            named = id_ in fund.interventions or self._names(id_) & fund.tags
            if named or not (fund.interventions or fund.tags):
                if fund.on.value == "all":
                    spent += sum(self.cents(id_, period) for period in periods)
                elif self.start(id_) in periods:
                    spent += sum(self.way(id_).spend) or self.way(id_).one_off_cost
        return spent <= fund.limit or max(periods) < self.problem.now

    def _calm(self, load: ChangeLoad) -> bool:
        criteria = {name for area in self.problem.areas if area.id == load.area for name in area.criteria}
        inside = [
            id_
            for id_ in self.choice
            if self._names(id_) & load.tags
            or id_ in load.interventions
            or any(step.criterion in criteria for step in self.items[id_].steps)
            or not (load.tags or load.interventions or load.area)
        ]
        return all(
            sum(self.items[id_].change for id_ in inside if self.start(id_) <= period < self.end(id_))
            <= load.limit
            for period in range(self.problem.now, self.problem.calendar.periods)
        )

    def _begun_rise(self, criterion: str, year: int) -> int:
        """The steps of a year that what was begun makes by itself; one with a gap below it counts for nothing."""
        calendar, level, risen = self.problem.calendar, self.problem.current[criterion], 0
        for period in range(calendar.periods):
            for step in sorted(
                (
                    step
                    for begun in self.problem.past
                    for step in self.items[begun.id].steps
                    if step.criterion == criterion
                    and begun.end + self.items[begun.id].consolidation == period + 1
                ),
                key=lambda step: step.end,
            ):
                if step.end == level + 1:
                    level += 1
                    risen += calendar.year_of(period) == year
        return risen

    def _rises(self) -> bool:
        calendar = self.problem.calendar
        for criterion in self.problem.current:
            levels = [self.level(criterion, period) for period in range(calendar.periods + 1)]
            rises = [after - before for before, after in pairwise(levels)]
            if max(rises) > 1:
                return False
            for year in calendar.years:
                risen = sum(rise for p, rise in enumerate(rises) if calendar.year_of(p) == year)
                if risen > max(self.problem.steps_per_criterion_per_year, self._begun_rise(criterion, year)):
                    return False
        return True


def _part(total: int, parts: int, index: int) -> int:
    return total // parts + (index < total % parts)
