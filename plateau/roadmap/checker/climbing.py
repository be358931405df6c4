"""Plateaus reached one by one: a step counts when the one below it was made."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property

from plateau.roadmap.checker.replay import Replay, reached_by
from plateau.roadmap.model import Area, Problem, Scheduled


class Climb:
    """What criteria and areas stand on; unlike in a ``Replay`` a step with a gap below it counts for nothing.

    In a plan that is in order the two are the same; in one that lacks something, or has it elsewhere, not.
    """

    def __init__(self, problem: Problem, entries: Iterable[Scheduled]) -> None:
        """Live through the plan once."""
        replay = Replay(problem, entries)
        ends: dict[tuple[str, int], set[int]] = {}
        for entry in replay.entries:
            for step in replay.item(entry).steps:
                ends.setdefault((step.criterion, replay.counts(entry)), set()).add(step.end)
        self._levels = {name: [level] for name, level in problem.current.items()}
        for name, levels in self._levels.items():
            for period in range(1, replay.periods + 1):
                level = levels[-1]
                while level + 1 in ends.get((name, period), ()):
                    level += 1
                levels.append(level)

    def level(self, criterion: str, period: int) -> int:
        """The plateau at the start of a period."""
        return self._levels[criterion][period]

    def first(self, criterion: str, plateau: int) -> int | None:
        """The period from whose start on it stands there; None when that is never."""
        stands = [at for at, level in enumerate(self._levels[criterion]) if level >= plateau]
        return min(stands, default=None)

    def area_level(self, area: Area, period: int) -> int:
        """The highest plateau that enough criteria of the area stand on."""
        return reached_by([self.level(name, period) for name in area.criteria], area.needed)


class Pace:
    """How many steps a criterion may make in a year: the limit, or what has begun makes by itself."""

    def __init__(self, problem: Problem) -> None:
        """Nothing is lived through yet: nearly always the limit is kept."""
        self._problem = problem

    @cached_property
    def _begun(self) -> Climb:
        problem = self._problem
        return Climb(problem, [Scheduled(it.id, it.start, it.end, it.mode) for it in problem.past])

    def too_many(self, criterion: str, year: int, steps: int) -> bool:
        """Whether these are more than it may make in that year."""
        limit = self._problem.steps_per_criterion_per_year
        return steps > limit and steps > self.allowed(criterion, year)

    def allowed(self, criterion: str, year: int) -> int:
        """The most steps of it in that year."""
        periods = self._problem.calendar.periods_of(year)
        made = self._begun.level(criterion, periods[-1] + 1) - self._begun.level(criterion, periods[0])
        return max(made, self._problem.steps_per_criterion_per_year)
