"""What a plan does not reach of all that is asked, and what could be of use for that."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cached_property

from plateau.roadmap.checker.replay import Replay, reached_by
from plateau.roadmap.model import Intervention, ObjectiveName, Plan, Problem, Scheduled, Step


@dataclass(frozen=True, slots=True)
class Goal:
    """``needed`` of ``criteria`` on ``plateau`` at ``at``, all at once or plateau by plateau."""

    criteria: frozenset[str]
    needed: int
    plateau: int
    at: int
    at_once: bool = False


def modes(problem: Problem, item: Intervention) -> list[str]:
    """In which it can be done: the one that was decided, else all; the first is without a name."""
    fixed = [pin.mode for pin in problem.pins if pin.id == item.id and pin.mode is not None]
    return fixed or ["", *(way.id for way in item.modes)]


class Unmet:
    """The goals of one plan that stay open, as far as they are objectives."""

    def __init__(self, problem: Problem, plan: Plan) -> None:
        """Find them."""
        self.problem = problem
        self.planned = {entry.id: entry for entry in plan.scheduled}
        self.replay = Replay(problem, plan.scheduled)
        self._counts = set(problem.objectives)
        self.missed = [goal for goal in self._goals() if self.stands(goal) < goal.plateau]
        self.never = [
            late
            for goal in self._targets()
            for late in [replace(goal, at=self.replay.periods)]
            if ObjectiveName.EARLINESS in self._counts and self.stands(late) < late.plateau
        ]

    def everywhere(self, item: Intervention) -> Iterator[Scheduled]:
        """All places in the horizon."""
        for mode in modes(self.problem, item):
            duration = item.way(mode).duration
            for start in range(self.problem.now, self.replay.periods - duration + 1):
                yield Scheduled(item.id, start, start + duration, mode)

    def helps(self, item: Intervention, place: Scheduled) -> bool:
        """Whether it brings anything nearer there, by itself."""
        return (
            self._is_kept(item)
            or any(place.end <= at for at in self._named(item))
            or self._pays(item, place)
            or self.raises(self.missed, item, place)
        )

    def _pays(self, item: Intervention, place: Scheduled) -> bool:
        if ObjectiveName.BENEFIT not in self._counts or not item.benefit_per_period:
            return False
        return Replay(self.problem, [place]).present_cost(place) < 0

    def _named(self, item: Intervention) -> list[int]:
        if ObjectiveName.MILESTONES not in self._counts:
            return []
        return [m.period for m in self.problem.milestones if item.id in m.interventions]

    def raises(self, goals: list[Goal], item: Intervention, place: Scheduled) -> bool:
        """Whether its steps bring one of them nearer, made there."""
        counts = place.end + item.consolidation
        return any(counts <= goal.at and self.is_raised(goal, item.steps) for goal in goals)

    def is_raised(self, goal: Goal, steps: Iterable[Step]) -> bool:
        """Whether these steps bring it nearer, made in time."""
        then = self.stands(goal, self.raised(goal, steps))
        return then > self.stands(goal) and (then >= goal.plateau or not goal.at_once)

    @staticmethod
    def raised(goal: Goal, steps: Iterable[Step]) -> dict[str, int]:
        """Where these steps bring what it asks for."""
        found: dict[str, int] = {}
        for step in steps:
            if step.criterion in goal.criteria and step.end <= goal.plateau:
                found[step.criterion] = max(found.get(step.criterion, 0), step.end)
        return found

    def stands(self, goal: Goal, raised: dict[str, int] | None = None) -> int:
        """The plateau it stands on at its moment; ``raised``: had these been brought there."""
        levels = [
            max(self.replay.level(name, goal.at), (raised or {}).get(name, 0)) for name in goal.criteria
        ]
        return reached_by(levels, goal.needed)

    def asked_until(self, item: Intervention) -> int:
        """The last moment at which it is asked for whatever its steps are; 0: never."""
        pays = any(self._pays(item, place) for place in self.everywhere(item))
        end = self.replay.periods if pays or self._is_kept(item) else 0
        return max([end, *self._named(item)])

    def _is_kept(self, item: Intervention) -> bool:
        return ObjectiveName.STABILITY in self._counts and item.id in {kept.id for kept in self.problem.keep}

    def _goals(self) -> Iterator[Goal]:
        if ObjectiveName.TARGETS in self._counts:
            yield from self._targets()
        if ObjectiveName.MILESTONES in self._counts:
            areas = {area.id: area for area in self.problem.areas}
            for milestone in self.problem.milestones:
                for name, plateau in milestone.requirements.items():
                    yield Goal(frozenset({name}), 1, plateau, milestone.period, at_once=True)
                for name, plateau in milestone.areas.items():
                    area = areas[name]
                    yield Goal(area.criteria, area.needed, plateau, milestone.period, at_once=True)

    def _targets(self) -> Iterator[Goal]:
        end, areas = self.problem.calendar.periods, {area.id: area for area in self.problem.areas}
        for target in self.problem.targets:
            at = target.moment(end)
            yield Goal(frozenset({target.criterion}), 1, target.plateau, at)
        for wanted in self.problem.area_targets:
            at = wanted.moment(end)
            yield Goal(areas[wanted.area].criteria, areas[wanted.area].needed, wanted.plateau, at)

    @cached_property
    def of_use(self) -> set[str]:
        """Of what is left out: all that could help, alone or with others."""
        free = {item.id: item for item in self.problem.interventions if self._is_in_time(item)}
        asked = {id_ for id_, item in free.items() if self.asked_until(item)}
        wanted = dict(self.problem.current)
        for goal in (*self.missed, *self.never):
            for name in goal.criteria:
                wanted[name] = max(wanted[name], goal.plateau)
        found: set[str] = set()
        while True:
            new = {
                id_
                for id_, item in free.items()
                if id_ not in found
                and (
                    id_ in asked
                    or any(
                        self.problem.current[s.criterion] < s.end <= wanted[s.criterion] for s in item.steps
                    )
                )
            }
            if not new:
                return found
            found |= new
            for item in (free[id_] for id_ in new):
                asked |= item.all_of | item.one_of
                for lag in item.lags:
                    asked |= lag.any_of
                for step in item.steps:
                    wanted[step.criterion] = max(wanted[step.criterion], step.start)

    def _is_in_time(self, item: Intervention) -> bool:
        skipped = {*self.problem.forbidden, *self.planned, *self.replay.done}
        if item.id in skipped:
            return False
        soonest = self.problem.now + min(item.way(mode).duration for mode in modes(self.problem, item))
        last = [goal.at for goal in (*self.missed, *self.never)]
        last += [milestone.period for milestone in self.problem.milestones if milestone.interventions]
        kept = ObjectiveName.STABILITY in self._counts and self.problem.keep
        if ObjectiveName.BENEFIT in self._counts or kept:
            last.append(self.replay.periods)
        return soonest <= max(last, default=0) or soonest > self.replay.periods

    def ever_asked(self, criterion: str) -> int:
        """The highest plateau that any goal asks of it."""
        asked = [goal.plateau for goal in self._targets() if criterion in goal.criteria]
        areas = {area.id: area.criteria for area in self.problem.areas}
        for milestone in self.problem.milestones:
            asked.append(milestone.requirements.get(criterion, 0))
            asked += [plateau for name, plateau in milestone.areas.items() if criterion in areas[name]]
        return max(asked, default=0)
