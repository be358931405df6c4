"""The plan lived through period by period."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from plateau.roadmap.model import Area, Intervention, Milestone, Mode, Past, Problem, Scheduled


def share(total: int, parts: int, index: int) -> int:
    """What part ``index`` of ``parts`` gets of ``total``: what is left, over the parts left, rounded up."""
    left = total
    for done in range(index):
        left -= -(-left // (parts - done))
    return -(-left // (parts - index))


def reached_by(levels: Sequence[int], needed: int) -> int:
    """The highest plateau that as many of these as are ``needed`` stand on."""
    return max(plateau for plateau in range(1, 6) if sum(level >= plateau for level in levels) >= needed)


@dataclass(frozen=True, slots=True)
class Lacking:
    """(name, asked, reached) of criteria and areas; ids of interventions that are not over."""

    criteria: list[tuple[str, int, int]]
    areas: list[tuple[str, int, int]]
    interventions: list[str]


class Replay:
    """Levels, cents and days that follow from the starts alone."""

    def __init__(self, problem: Problem, scheduled: Iterable[Scheduled]) -> None:
        """The ids and times must make sense; whether they are allowed is not asked here."""
        self.problem = problem
        self.periods = problem.calendar.periods
        self.entries = sorted(scheduled, key=lambda entry: entry.id)
        self._items = {item.id: item for item in problem.interventions}
        self._ways = {
            (item.id, "" if way is item else way.id): way
            for item in problem.interventions
            for way in item.ways
        }
        for begun in problem.past:
            self._ways[begun.id, begun.mode] = self._as_it_went(begun)
        self._made: dict[str, list[tuple[int, int]]] = {}
        for entry in self.entries:
            for step in self.item(entry).steps:
                self._made.setdefault(step.criterion, []).append((self.counts(entry), step.end))
        self.done = {
            item.id
            for item in problem.interventions
            if item.steps and max(step.end - problem.current[step.criterion] for step in item.steps) <= 0
        }
        self._year = {"week": 52, "month": 12, "quarter": 4}[problem.calendar.unit]

    def item(self, entry: Scheduled) -> Intervention:
        """The intervention behind an entry."""
        return self._items[entry.id]

    def way(self, entry: Scheduled) -> Intervention | Mode:
        """The mode of that intervention."""
        return self._ways[entry.id, entry.mode]

    def over(self, entry: Scheduled) -> int:
        """The period at whose start it is over."""
        return entry.start + self.way(entry).duration

    def counts(self, entry: Scheduled) -> int:
        """The period from whose start on its steps count."""
        return self.over(entry) + self.item(entry).consolidation

    def _as_it_went(self, begun: Past) -> Intervention | Mode:
        way = self._ways[begun.id, begun.mode]
        lasted = begun.end - begun.start
        if lasted == way.duration:
            return way
        days = dict(way.effort) | {role: sum(per_period) for role, per_period in way.demand.items()}
        return Mode(begun.id, lasted, max(way.one_off_cost, sum(way.spend)), days)

    def area_level(self, area: Area, period: int) -> int:
        """The highest plateau that enough criteria of the area stand on."""
        return reached_by([self.level(name, period) for name in area.criteria], area.needed)

    def level(self, criterion: str, period: int) -> int:
        """The plateau at the start of ``period``: the highest that anything has led to."""
        made = (plateau for moment, plateau in self._made.get(criterion, ()) if moment <= period)
        return max([self.problem.current[criterion], *made])

    def lacking(self, milestone: Milestone) -> Lacking:
        """What a milestone asks for and is not so."""
        at = milestone.period
        areas = {area.id: area for area in self.problem.areas}
        over = {entry.id for entry in self.entries if self.over(entry) <= at}
        return Lacking(
            criteria=[
                (name, asked, self.level(name, at))
                for name, asked in milestone.requirements.items()
                if self.level(name, at) < asked
            ],
            areas=[
                (name, asked, self.area_level(areas[name], at))
                for name, asked in milestone.areas.items()
                if self.area_level(areas[name], at) < asked
            ],
            interventions=sorted(milestone.interventions - over - self.done),
        )

    def levels(self, criterion: str) -> tuple[int, ...]:
        """The plateau at the start of each period and at the end."""
        return tuple(self.level(criterion, period) for period in range(self.periods + 1))

    def makers(self, criterion: str, plateau: int, period: int) -> tuple[str, ...]:
        """Whose step to ``plateau`` counts exactly from the start of ``period``."""
        return tuple(
            entry.id
            for entry in self.entries
            if self.counts(entry) == period
            and any(step.criterion == criterion and step.end == plateau for step in self.item(entry).steps)
        )

    def cents(self, period: int) -> int:
        """All spend in ``period``."""
        return sum(self.cents_of(entry, period) for entry in self.entries)

    def days(self, role: str, period: int) -> int:
        """The days that ``role`` works on the plan in ``period``."""
        return sum(self.days_of(entry, role, period) for entry in self.entries)

    def days_of(self, entry: Scheduled, role: str, period: int) -> int:
        """The days that ``role`` works on one intervention in ``period``."""
        way, since_start = self.way(entry), period - entry.start
        if not 0 <= since_start < way.duration:
            return 0
        if role in way.demand:
            return way.demand[role][since_start]
        return share(way.effort.get(role, 0), way.duration, since_start)

    def cents_of(self, entry: Scheduled, period: int) -> int:
        """What one intervention spends in ``period``."""
        way, since_start = self.way(entry), period - entry.start
        if since_start < 0:
            return 0
        if since_start < way.duration:
            return self._one_off(way, since_start)
        year = self._year
        return share(self.item(entry).structural_cost_per_year, year, (since_start - way.duration) % year)

    def commitment(self, entry: Scheduled) -> int:
        """All that it costs until it is over."""
        way = self.way(entry)
        return sum(self._one_off(way, index) for index in range(way.duration))

    def present_cost(self, entry: Scheduled) -> int:
        """Spend less benefit at its present value, rounded down for each whole year from the first period."""
        total = 0
        for first in range(0, self.periods, self._year):
            net = 0
            for period in range(first, min(first + self._year, self.periods)):
                net += self.cents_of(entry, period)
                if period >= self.over(entry):
                    net -= self.item(entry).benefit_per_period
            years = first // self._year
            total += net * 10_000**years // (10_000 + self.problem.discount_rate) ** years
        return total

    @staticmethod
    def _one_off(way: Intervention | Mode, index: int) -> int:
        return way.spend[index] if way.spend else share(way.one_off_cost, way.duration, index)
