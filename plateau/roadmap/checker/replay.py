"""The plan lived through quarter by quarter."""

from __future__ import annotations

from collections.abc import Iterable

from plateau.roadmap.model import Intervention, Problem, Scheduled


def share(total: int, parts: int, index: int) -> int:
    """What part ``index`` of ``parts`` gets of ``total``: what is left, over the parts left, rounded up."""
    left = total
    for done in range(index):
        left -= -(-left // (parts - done))
    return -(-left // (parts - index))


class Replay:
    """Levels, cents and days that follow from the starts alone."""

    def __init__(self, problem: Problem, scheduled: Iterable[Scheduled]) -> None:
        """The ids and times must make sense; whether they are allowed is not asked here."""
        self.problem = problem
        self.periods = problem.calendar.periods
        self.entries = sorted(scheduled, key=lambda entry: entry.id)
        self._items = {item.id: item for item in problem.interventions}

    def item(self, entry: Scheduled) -> Intervention:
        """The intervention behind an entry."""
        return self._items[entry.id]

    def level(self, criterion: str, period: int) -> int:
        """The plateau at the start of ``period``: the highest that anything finished by then has led to."""
        reached = [self.problem.current[criterion]]
        for entry in self.entries:
            if entry.start + self.item(entry).duration <= period:
                reached += [step.end for step in self.item(entry).steps if step.criterion == criterion]
        return max(reached)

    def levels(self, criterion: str) -> tuple[int, ...]:
        """The plateau at the start of each period and at the end."""
        return tuple(self.level(criterion, period) for period in range(self.periods + 1))

    def makers(self, criterion: str, plateau: int, period: int) -> tuple[str, ...]:
        """Who finishes a step to ``plateau`` exactly at the start of ``period``."""
        return tuple(
            entry.id
            for entry in self.entries
            if entry.end == period
            and any(step.criterion == criterion and step.end == plateau for step in self.item(entry).steps)
        )

    def cents(self, period: int) -> int:
        """All spend in ``period``."""
        return sum(self._cents_of(entry, period) for entry in self.entries)

    def days(self, role: str, period: int) -> int:
        """The days that ``role`` works on the plan in ``period``."""
        total = 0
        for entry in self.entries:
            item = self.item(entry)
            if entry.start <= period < entry.start + item.duration:
                total += share(item.effort.get(role, 0), item.duration, period - entry.start)
        return total

    def _cents_of(self, entry: Scheduled, period: int) -> int:
        item = self.item(entry)
        since_start = period - entry.start
        if since_start < 0:
            return 0
        if since_start < item.duration:
            return share(item.one_off_cost, item.duration, since_start)
        return share(item.structural_cost_per_year, 4, (since_start - item.duration) % 4)
