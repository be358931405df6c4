"""What a part of a plan must hold and does not yet, each with the places by which it would."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from itertools import groupby
from operator import itemgetter

from plateau.roadmap.checker.climbing import Pace
from plateau.roadmap.checker.lags import keeps, wait
from plateau.roadmap.checker.places import Made, Standing
from plateau.roadmap.model import HIGHEST_PLATEAU, Area, Lag, Milestone, Scheduled


@dataclass(frozen=True, slots=True)
class Beginning:
    """A part of a plan: what stands where, what that takes of each limit, and when each step it makes counts.

    A whole plan holds more, and nothing of this elsewhere.
    """

    chosen: dict[str, Scheduled]
    taken: dict[str, int]
    made: Made

    def stands(self, criterion: str, plateau: int, period: int) -> bool:
        """Whether a criterion was brought to a plateau, or beyond, by the start of a period."""
        return any(
            self.made.get((criterion, end), period + 1) <= period
            for end in range(plateau, HIGHEST_PLATEAU + 1)
        )


class Demands:
    """The demands of one problem."""

    def __init__(self, standing: Standing) -> None:
        """Where everything can stand."""
        self.problem = problem = standing.problem
        self._standing = standing
        self._items = standing.items
        self._done = standing.done
        self._areas = {area.id: area for area in problem.areas}
        self._pace = Pace(problem)
        self._years = [problem.calendar.year_of(period) for period in range(problem.calendar.periods)]

    def of(self, part: Beginning) -> Iterator[list[Scheduled]]:
        """The answers to each demand that ``part`` does not meet; none of them is in it."""
        chosen, places = part.chosen, self._standing.places
        for id_ in self._standing.required - chosen.keys():
            yield places[id_]
        for group in self.problem.groups:
            if group.required and not group.interventions & (chosen.keys() | self._done):
                yield [entry for id_ in group.interventions for entry in places[id_]]
        for criterion in sorted({criterion for criterion, _ in part.made}):
            if self._climbs_too_fast(criterion, part):
                yield self._sooner(criterion, part)
        for entry in chosen.values():
            if entry.id not in self._standing.begun:
                yield from self._before(entry, part)
        yield from self._goals(part)

    def _goals(self, part: Beginning) -> Iterator[list[Scheduled]]:
        """What is hard."""
        periods = self.problem.calendar.periods
        for target in self.problem.targets:
            if target.hard:
                yield from self._stands(target.criterion, target.plateau, target.moment(periods), part)
        for wanted in self.problem.area_targets:
            if wanted.hard:
                area = self._areas[wanted.area]
                yield from self._area_stands(area, wanted.plateau, wanted.moment(periods), part)
        for milestone in self.problem.milestones:
            if milestone.hard:
                yield from self._milestone(milestone, part)

    def _before(self, entry: Scheduled, part: Beginning) -> Iterator[list[Scheduled]]:
        item = self._items[entry.id]
        first = [frozenset({id_}) for id_ in item.all_of] + ([item.one_of] if item.one_of else [])
        for ids in first:
            yield from self._one_of(ids, part, lambda other: other.end <= entry.start)
        for lag in item.lags:
            yield from self._one_of(lag.any_of, part, partial(_waited, lag, entry))
        for step in item.steps:
            yield from self._stands(step.criterion, step.start, entry.start, part)

    def _milestone(self, milestone: Milestone, part: Beginning) -> Iterator[list[Scheduled]]:
        at = milestone.period
        for criterion, plateau in milestone.requirements.items():
            yield from self._stands(criterion, plateau, at, part)
        for name, plateau in milestone.areas.items():
            yield from self._area_stands(self._areas[name], plateau, at, part)
        for id_ in milestone.interventions:
            yield from self._one_of(frozenset({id_}), part, lambda entry: entry.end <= at)

    def _one_of(
        self, ids: frozenset[str], part: Beginning, right: Callable[[Scheduled], bool]
    ) -> Iterator[list[Scheduled]]:
        """One of these stands where it is ``right``, or was done before."""
        chosen, places = part.chosen, self._standing.places
        if not ids & self._done and not any(right(chosen[id_]) for id_ in ids & chosen.keys()):
            yield [entry for id_ in ids - chosen.keys() for entry in places[id_] if right(entry)]

    def _stands(
        self, criterion: str, plateau: int, period: int, part: Beginning
    ) -> Iterator[list[Scheduled]]:
        """A criterion stands on a plateau at the start of a period."""
        if plateau > self.problem.current[criterion] and not part.stands(criterion, plateau, period):
            yield [
                entry
                for id_ in self._standing.makers(criterion, plateau)
                if id_ not in part.chosen
                for entry in self._standing.places.get(id_, ())
                if self._counts(entry) <= period
            ]

    def _area_stands(
        self, area: Area, plateau: int, period: int, part: Beginning
    ) -> Iterator[list[Scheduled]]:
        """Enough of its criteria stand there."""
        lacking = [
            answers
            for criterion in sorted(area.criteria)
            for answers in self._stands(criterion, plateau, period, part)
        ]
        if len(area.criteria) - len(lacking) < area.needed:
            yield [entry for answers in lacking for entry in answers]

    def _climbs_too_fast(self, criterion: str, part: Beginning) -> bool:
        """More steps in a year than may be, or two at once."""
        level = self.problem.current[criterion]
        steps = dict.fromkeys(self._years, 0)
        ends = range(level + 1, HIGHEST_PLATEAU + 1)
        counted = [(part.made[criterion, end], end) for end in ends if (criterion, end) in part.made]
        for moment, some in groupby(sorted(counted), key=itemgetter(0)):
            rise = max(0, max(end for _, end in some) - level)
            if moment > len(self._years):
                break
            # A step made during a period shows at the start of the next one.
            steps[self._years[moment - 1]] += rise
            level += rise
            if rise > 1:
                return True
        return any(self._pace.too_many(criterion, year, many) for year, many in steps.items())

    def _sooner(self, criterion: str, part: Beginning) -> list[Scheduled]:
        """All that makes a step of the criterion sooner than it is made: nothing else mends how it climbs."""
        return [
            entry
            for end in range(self.problem.current[criterion] + 1, HIGHEST_PLATEAU + 1)
            for id_ in self._standing.makers(criterion, end)
            if id_ not in part.chosen
            for entry in self._standing.places.get(id_, ())
            if self._counts(entry) < part.made.get((criterion, end), len(self._years) + 1)
        ]

    def _counts(self, entry: Scheduled) -> int:
        return entry.end + self._items[entry.id].consolidation


def _waited(lag: Lag, entry: Scheduled, other: Scheduled) -> bool:
    return keeps(lag, wait(lag, entry, other))
