"""A plan in which something starts later, with all that waits for it, tried period by period."""

from __future__ import annotations

from dataclasses import replace

from plateau.roadmap.checker.replay import Replay
from plateau.roadmap.checker.rules import Rules
from plateau.roadmap.model import Lag, Plan, Problem, Scheduled, Status

Places = dict[str, Scheduled]


class Delays:
    """How long each planned intervention can be put off; see ``Slack``."""

    def __init__(self, problem: Problem, plan: Plan) -> None:
        """Nothing is tried yet."""
        self.problem = problem
        self.places = {entry.id: entry for entry in plan.scheduled}
        self._items = {item.id: item for item in problem.interventions}
        self._begun = {entry.id for entry in problem.past}
        replay = Replay(problem, plan.scheduled)
        self._done = replay.done
        self._end = max((entry.end for entry in plan.scheduled), default=0)
        self._short = _shortfalls(replay)

    def longest(self, id_: str, *, alone: bool) -> int:
        """Periods, each of them possible."""
        if id_ in self._begun:
            return 0
        later = 0
        while self._possible(_later(self.places, id_, later + 1), alone=alone):
            later += 1
        return later

    def _possible(self, places: Places, *, alone: bool) -> bool:
        while max(entry.end for entry in places.values()) <= self._end:
            late = {id_: self._wait(id_, places) for id_ in places}
            if not any(late.values()):
                return self._in_order(places)
            if alone:
                return False
            for id_, periods in late.items():
                places = _later(places, id_, periods)
        return False

    def _in_order(self, places: Places) -> bool:
        plan = Plan(status=Status.FEASIBLE, scheduled=tuple(places.values()))
        replay = Replay(self.problem, plan.scheduled)
        worse = any(now > was for now, was in zip(_shortfalls(replay), self._short, strict=True))
        return not worse and not Rules(self.problem, plan).broken(replay)

    def _wait(self, id_: str, places: Places) -> int:
        """Periods that it starts too soon for what must come first; none when it has begun."""
        item, entry = self._items[id_], places[id_]
        if id_ in self._begun:
            return 0
        moments = [places[before].end for before in item.all_of - self._done]
        if item.one_of and not item.one_of & self._done:
            moments.append(min(places[before].end for before in item.one_of & places.keys()))
        for lag in item.lags:
            if not lag.any_of & self._done:
                moments.append(min(_soonest(lag, places[other]) for other in lag.any_of & places.keys()))
                if lag.to == "end":
                    moments[-1] -= entry.end - entry.start
        for step in item.steps:
            if step.start > self.problem.current[step.criterion]:
                moments.append(min(self._makers(step.criterion, step.start, places)))
        return max(0, max(moments, default=0) - entry.start)

    def _makers(self, criterion: str, plateau: int, places: Places) -> list[int]:
        return [
            entry.end + self._items[id_].consolidation
            for id_, entry in places.items()
            if any((step.criterion, step.end) == (criterion, plateau) for step in self._items[id_].steps)
        ]


def _soonest(lag: Lag, other: Scheduled) -> int:
    return (other.start if lag.since == "start" else other.end) + lag.least


def _later(places: Places, id_: str, periods: int) -> Places:
    entry = places[id_]
    return {**places, id_: replace(entry, start=entry.start + periods, end=entry.end + periods)}


def _shortfalls(replay: Replay) -> list[int]:
    """What each target is short of, and whether each part of each milestone is missed."""
    problem = replay.problem
    areas = {area.id: area for area in problem.areas}
    over = {entry.id: replay.over(entry) for entry in replay.entries} | dict.fromkeys(replay.done, 0)
    lacks = [
        wanted.plateau - replay.level(wanted.criterion, wanted.moment(replay.periods))
        for wanted in problem.targets
    ]
    lacks += [
        wanted.plateau - replay.area_level(areas[wanted.area], wanted.moment(replay.periods))
        for wanted in problem.area_targets
    ]
    for milestone in problem.milestones:
        at = milestone.period
        lacks += [replay.level(name, at) < asked for name, asked in milestone.requirements.items()]
        lacks += [replay.area_level(areas[name], at) < asked for name, asked in milestone.areas.items()]
        lacks += [over.get(id_, at + 1) > at for id_ in sorted(milestone.interventions)]
    return [max(0, lack) for lack in lacks]
