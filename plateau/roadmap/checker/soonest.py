"""How soon each plateau can be there in any plan: all that can start does, period after period."""

from __future__ import annotations

from collections.abc import Iterator

from plateau.roadmap.checker.obstacles import obstacles
from plateau.roadmap.checker.replay import Replay
from plateau.roadmap.checker.unmet import modes
from plateau.roadmap.model import Intervention, LimitCode, Problem, Scheduled

_DATES = {
    LimitCode.EARLIEST_START,
    LimitCode.LATEST_START,
    LimitCode.DEADLINE,
    LimitCode.CONDITION,
    LimitCode.PIN,
}


class Soonest:
    """Money and people without limit, and nothing that excludes another."""

    def __init__(self, problem: Problem) -> None:
        """Live through all periods once."""
        self._problem = problem
        self._replay = Replay(problem, ())
        self._over = dict.fromkeys(self._replay.done, 0) | {entry.id: entry.end for entry in problem.past}
        self._made: dict[tuple[str, int], int] = {}
        skipped = {*problem.forbidden, *self._over}
        for item in problem.interventions:
            for entry in problem.past:
                if entry.id == item.id:
                    self._count(item, entry.end)
        for period in range(problem.now, self._replay.periods):
            for item in problem.interventions:
                if item.id not in skipped and self._is_ready(item, period):
                    for end in self._ends(item, period):
                        self._over[item.id] = min(end, self._over.get(item.id, end))
                        self._count(item, end)

    def stands(self, criterion: str, plateau: int) -> int | None:
        """The first period from whose start on it can; None: never."""
        if self._problem.current[criterion] >= plateau:
            return 0
        at = self._made.get((criterion, plateau))
        return at if at is not None and at <= self._replay.periods else None

    def _is_ready(self, item: Intervention, period: int) -> bool:
        ready = {id_ for id_, end in self._over.items() if end <= period}
        below = [self.stands(step.criterion, step.start) for step in item.steps]
        return (
            item.all_of <= ready
            and (not item.one_of or not item.one_of.isdisjoint(ready))
            and all(at is not None and at <= period for at in below)
        )

    def _ends(self, item: Intervention, period: int) -> Iterator[int]:
        for mode in modes(self._problem, item):
            there = Scheduled(item.id, period, period + item.way(mode).duration, mode)
            broken = {limit.code for limit in obstacles(self._problem, (), there)}
            if there.end <= self._replay.periods and not broken & _DATES:
                yield there.end

    def _count(self, item: Intervention, end: int) -> None:
        for step in item.steps:
            counts = end + item.consolidation
            key = (step.criterion, step.end)
            self._made[key] = min(counts, self._made.get(key, counts))
