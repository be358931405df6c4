"""How much later a planned intervention can start, alone or with what waits for it; see ``Slack``."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace

from plateau.roadmap.explanation.chosen import waits_for
from plateau.roadmap.explanation.moves import Rest
from plateau.roadmap.model import Moment, Plan, Problem, Scheduled, Slack


def slack(problem: Problem, plan: Plan) -> tuple[Slack, ...]:
    """The slack of every planned intervention, in the order of the plan."""
    delays = _Delays(problem, plan)
    return tuple(
        Slack(entry.id, delays.longest(entry, alone=True), delays.longest(entry, alone=False))
        for entry in plan.scheduled
    )


class _Delays:
    """The plan, with some of it put off for a moment."""

    def __init__(self, problem: Problem, plan: Plan) -> None:
        self._problem = problem
        self._items = problem.by_id
        self._rest = Rest(problem, plan.scheduled)
        self._begun = {entry.id for entry in problem.past}
        self._last = max((entry.end for entry in plan.scheduled), default=0)
        self._waiting = {entry.id: self._who_waits_for(entry.id, plan) for entry in plan.scheduled}
        self._short = self._shortfalls()

    def longest(self, entry: Scheduled, *, alone: bool) -> int:
        """Periods that ``entry`` can be put off."""
        later = 0
        while entry.id not in self._begun and self._can(entry, later + 1, alone=alone):
            later += 1
        return later

    def _can(self, entry: Scheduled, later: int, *, alone: bool) -> bool:
        if entry.end + later > self._last:
            return False
        moved = {entry.id: replace(entry, start=entry.start + later, end=entry.end + later)}
        with self._keeping():
            self._put(moved[entry.id])
            pushed = [entry.id]
            while pushed:
                for id_ in sorted(self._waiting[pushed.pop()] - self._begun):
                    waiting = self._place(id_)
                    first = self._first(waiting)
                    if first <= waiting.start:
                        continue
                    if alone or first + waiting.end - waiting.start > self._last:
                        return False
                    moved[id_] = replace(waiting, start=first, end=first + waiting.end - waiting.start)
                    self._put(moved[id_])
                    pushed.append(id_)
            return all(map(self._fits, moved)) and self._is_as_good() and not self._skips()

    def _skips(self) -> bool:
        """Whether a step of what has begun would now come no later than the one below it."""
        begun = (entry for entry in self._rest.entries if entry.id in self._begun)
        return any(map(self._rest.waits_in_vain, begun))

    def _fits(self, id_: str) -> bool:
        with self._rest.without(id_) as entry:
            return not self._rest.limits(self._items[id_], entry.start, self._rest.way(entry))

    def _is_as_good(self) -> bool:
        return all(now <= before for now, before in zip(self._shortfalls(), self._short, strict=True))

    def _first(self, entry: Scheduled) -> int:
        """The first period in which all that it waits for is there; how long after is not looked at."""
        item, end = self._items[entry.id], self._rest.end
        moments = [end(id_) for id_ in item.all_of]
        moments += [min(map(end, item.one_of))] if item.one_of else []
        for lag in item.lags:
            if not lag.any_of & self._problem.already_done:
                others = filter(None, map(self._rest.entry, lag.any_of))
                since = min(other.start if lag.since is Moment.START else other.end for other in others)
                mine = entry.end - entry.start if lag.to is Moment.END else 0
                moments.append(since + lag.least - mine)
        moments += [self._rest.made(step.criterion, step.start) for step in item.steps]
        return max(moments, default=0)

    def _who_waits_for(self, id_: str, plan: Plan) -> set[str]:
        made = {(step.criterion, step.end) for step in self._items[id_].steps}
        return {
            other.id
            for other in plan.scheduled
            if id_ in waits_for(self._items[other.id])
            # Also for the steps above: a criterion may be brought up by several in turn.
            or any((step.criterion, step.start) in made for step in self._items[other.id].steps)
        }

    def _shortfalls(self) -> list[int]:
        """Which parts of every milestone are missed, and what every target is short of."""
        problem, level, end = self._problem, self._rest.level, self._problem.calendar.periods
        areas = {area.id: area for area in problem.areas}

        def area_level(name: str, at: int) -> int:
            return areas[name].level({criterion: level(criterion, at) for criterion in areas[name].criteria})

        short = [wanted.plateau - level(wanted.criterion, wanted.moment(end)) for wanted in problem.targets]
        short += [
            wanted.plateau - area_level(wanted.area, wanted.moment(end)) for wanted in problem.area_targets
        ]
        for milestone in problem.milestones:
            at = milestone.period
            short += [int(level(name, at) < plateau) for name, plateau in milestone.requirements.items()]
            short += [int(area_level(name, at) < plateau) for name, plateau in milestone.areas.items()]
            short += [int(self._rest.end(id_) > at) for id_ in sorted(milestone.interventions)]
        return [max(0, steps) for steps in short]

    def _place(self, id_: str) -> Scheduled:
        entry = self._rest.entry(id_)
        assert entry is not None
        return entry

    def _put(self, entry: Scheduled) -> None:
        self._before.setdefault(entry.id, self._place(entry.id))
        self._rest.put(entry)

    @contextmanager
    def _keeping(self) -> Iterator[None]:
        """Whatever is put elsewhere meanwhile goes back to where it was."""
        self._before: dict[str, Scheduled] = {}
        try:
            yield
        finally:
            for entry in self._before.values():
                self._rest.put(entry)
