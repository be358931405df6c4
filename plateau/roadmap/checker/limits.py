"""What a plan may take: money, people, and change at once; and what it does take of each limit."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from plateau.roadmap.checker.replay import Replay
from plateau.roadmap.checker.violation import Violation
from plateau.roadmap.model import ChangeLoad, Fund, Intervention, Problem, Scheduled


@dataclass(frozen=True, slots=True)
class Row:
    """What is ``taken`` of one limit, and how much is ``allowed``, in ``unit``; see ``Violation``."""

    rule: str
    path: str
    taken: int
    allowed: int
    unit: str


class Limits:
    """The limits of a problem, held against a plan as it is lived through. What is past is held to none."""

    def __init__(self, problem: Problem, replay: Replay) -> None:
        """Nothing is checked yet."""
        self.problem = problem
        self.replay = replay

    def exceeded(self) -> Iterator[Violation]:
        """All that is too much."""
        for row in self.rows():
            if row.taken > row.allowed:
                yield Violation(row.rule, row.path, f"{row.taken} {row.unit}, {row.allowed} allowed.")

    def rows(self) -> Iterator[Row]:
        """Every limit that holds at a time, with what is taken of it; of several plans that adds up."""
        yield from self._budget()
        yield from self._funds()
        yield from self._capacity()
        yield from self._change()

    def _budget(self) -> Iterator[Row]:
        for year, budget in self.problem.budgets.items():
            periods = self.problem.calendar.periods_of(year)
            if budget is not None and max(periods) >= self.problem.now:
                cents = sum(map(self.replay.cents, periods))
                yield Row("budget", f"spend_per_year[{year}]", cents, budget, "cents")

    def _funds(self) -> Iterator[Row]:
        for fund in self.problem.funds:
            if self.periods(fund)[-1] >= self.problem.now:
                yield Row("funds", f"funds[{fund.id}]", self.spent(fund), fund.limit, "cents")

    def spent(self, fund: Fund, period: int | None = None) -> int:
        """Cents that count against a fund, in one period or in all."""
        periods = self.periods(fund)
        asked = periods if period is None else [period] if period in periods else []
        about = [entry for entry in self.replay.entries if self.is_for(fund, self.replay.item(entry))]
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
            if entry.start <= period < entry.end and self.is_about(load, self.replay.item(entry))
        ]

    def periods(self, fund: Fund) -> list[int]:
        """The periods that a fund is about."""
        calendar = self.problem.calendar
        return [
            period
            for period in range(calendar.periods)
            if (not fund.periods or period in fund.periods)
            and (fund.year is None or calendar.year_of(period) == fund.year)
        ]

    def _capacity(self) -> Iterator[Row]:
        for role, limits in self.problem.capacity.items():
            for period, limit in list(enumerate(limits or ()))[self.problem.now :]:
                days = self.replay.days(role, period)
                yield Row("capacity", f"load[{role}][{period}]", days, limit, "days")

    def _change(self) -> Iterator[Row]:
        for load in self.problem.change_loads:
            for period in range(self.problem.now, self.replay.periods):
                path, much = f"change_loads[{load.id}][{period}]", self.changing(load, period)
                yield Row("change_loads", path, much, load.limit, "at once")

    def is_about(self, load: ChangeLoad, item: Intervention) -> bool:
        """Whether a change load counts an intervention."""
        if not load.interventions and not load.tags and load.area is None:
            return True
        touched = {step.criterion for step in item.steps}
        areas = [area for area in self.problem.areas if area.id == load.area and area.criteria & touched]
        return item.id in load.interventions or bool(_names(item) & load.tags) or bool(areas)

    @staticmethod
    def is_for(fund: Fund, item: Intervention) -> bool:
        """Whether what an intervention spends counts against a fund."""
        if not fund.interventions and not fund.tags:
            return True
        return item.id in fund.interventions or bool(fund.tags & _names(item))


def _names(item: Intervention) -> set[str | None]:
    return {item.unit, item.track, *item.tags, *item.transities, *item.principles}
