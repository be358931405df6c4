"""What a plan may take: money, people, and change at once; and what it does take of each limit."""

from __future__ import annotations

from collections.abc import Iterator

from plateau.roadmap.checker.replay import Replay
from plateau.roadmap.checker.violation import Violation
from plateau.roadmap.model import ChangeLoad, Fund, Intervention, Problem, Scheduled


class Limits:
    """The limits of a problem, held against a plan as it is lived through. What is past is held to none."""

    def __init__(self, problem: Problem, replay: Replay) -> None:
        """Nothing is checked yet."""
        self.problem = problem
        self.replay = replay

    def exceeded(self) -> Iterator[Violation]:
        """All that is too much."""
        yield from self._budget()
        yield from self._funds()
        yield from self._capacity()
        yield from self._change()

    def _budget(self) -> Iterator[Violation]:
        spent = dict.fromkeys(self.problem.calendar.years, 0)
        for period in range(self.problem.calendar.periods):
            spent[self.problem.calendar.year_of(period)] += self.replay.cents(period)
        for year, cents in spent.items():
            budget = self.problem.budgets[year]
            in_the_past = max(self.problem.calendar.periods_of(year)) < self.problem.now
            if budget is not None and cents > budget and not in_the_past:
                yield Violation("budget", f"spend_per_year[{year}]", f"{cents} cents, {budget} allowed.")

    def _funds(self) -> Iterator[Violation]:
        for fund in self.problem.funds:
            spent = self.spent(fund)
            if spent > fund.limit and self._periods(fund)[-1] >= self.problem.now:
                yield Violation("funds", f"funds[{fund.id}]", f"{spent} cents, {fund.limit} allowed.")

    def spent(self, fund: Fund, period: int | None = None) -> int:
        """Cents that count against a fund, in one period or in all."""
        periods = self._periods(fund)
        asked = periods if period is None else [period] if period in periods else []
        about = [entry for entry in self.replay.entries if _is_about(fund, self.replay.item(entry))]
        if fund.on == "starts":
            return sum(self.replay.commitment(entry) for entry in about if entry.start in asked)
        return sum(self.replay.cents_of(entry, each) for entry in about for each in asked)

    def changing(self, load: ChangeLoad, period: int) -> int:
        """How much of a change load runs in a period."""
        return sum(self.replay.item(entry).change for entry in self.at_once(load, period))

    def at_once(self, load: ChangeLoad, period: int) -> list[Scheduled]:
        """What runs in a period of all that a change load is about."""
        return [
            entry
            for entry in self.replay.entries
            if entry.start <= period < entry.end and self._bears(load, self.replay.item(entry))
        ]

    def _periods(self, fund: Fund) -> list[int]:
        calendar = self.problem.calendar
        return [
            period
            for period in range(calendar.periods)
            if (not fund.periods or period in fund.periods)
            and (fund.year is None or calendar.year_of(period) == fund.year)
        ]

    def _capacity(self) -> Iterator[Violation]:
        for role, limits in self.problem.capacity.items():
            for period, limit in list(enumerate(limits or ()))[self.problem.now :]:
                days = self.replay.days(role, period)
                if days > limit:
                    yield Violation("capacity", f"load[{role}][{period}]", f"{days} days, {limit} allowed.")

    def _change(self) -> Iterator[Violation]:
        for load in self.problem.change_loads:
            for period in range(self.problem.now, self.replay.periods):
                much = self.changing(load, period)
                if much > load.limit:
                    path = f"change_loads[{load.id}][{period}]"
                    yield Violation("change_loads", path, f"{much} at once, {load.limit} allowed.")

    def _bears(self, load: ChangeLoad, item: Intervention) -> bool:
        if not load.interventions and not load.tags and load.area is None:
            return True
        touched = {step.criterion for step in item.steps}
        areas = [area for area in self.problem.areas if area.id == load.area and area.criteria & touched]
        return item.id in load.interventions or bool(_names(item) & load.tags) or bool(areas)


def _is_about(fund: Fund, item: Intervention) -> bool:
    if not fund.interventions and not fund.tags:
        return True
    return item.id in fund.interventions or bool(fund.tags & _names(item))


def _names(item: Intervention) -> set[str | None]:
    return {item.unit, item.track, *item.tags, *item.transities, *item.principles}
