"""Why an intervention is not in a plan."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property

from plateau.roadmap.checker.measures import value_of
from plateau.roadmap.checker.obstacles import obstacles
from plateau.roadmap.checker.purposes import first_difference
from plateau.roadmap.checker.replay import Replay, reached_by
from plateau.roadmap.model import (
    CandidateCode,
    CandidateReason,
    Intervention,
    Limit,
    LimitCode,
    ObjectiveName,
    Plan,
    Problem,
    Scheduled,
    Status,
)


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


class LeftOut:
    """What the plan does not hold, each put in it everywhere."""

    def __init__(self, problem: Problem, plan: Plan) -> None:
        """Find what the plan does not reach."""
        self.problem = problem
        self.plan = plan
        self._counts = set(problem.objectives)
        self._planned = {entry.id: entry for entry in plan.scheduled}
        self._replay = Replay(problem, plan.scheduled)
        self._missed = [goal for goal in self._goals() if self._stands(goal) < goal.plateau]
        self._never = [
            late
            for goal in self._targets()
            for late in [replace(goal, at=self._replay.periods)]
            if ObjectiveName.EARLINESS in self._counts and self._stands(late) < late.plateau
        ]

    def is_why(self, reason: CandidateReason) -> bool:
        """Whether that, with all its figures, is why."""
        item = next(item for item in self.problem.interventions if item.id == reason.id)
        if item.id in self.problem.forbidden or item.id in self._replay.done:
            code = CandidateCode.FORBIDDEN if item.id in self.problem.forbidden else CandidateCode.DONE
            return reason == CandidateReason(item.id, code)
        places = list(self._everywhere(item))
        useful = [place for place in places if self._helps(item, place)]
        useful = useful or [place for place in places if self._raises(self._never, item, place)]
        if useful:
            return self._is_tried(reason, useful)
        if not places and item.id in self._of_use:
            horizon = (Limit(LimitCode.HORIZON),)
            return reason == CandidateReason(item.id, CandidateCode.WOULD_NOT_FIT, limits=horizon)
        expected = self._otherwise(item)
        if expected.code is CandidateCode.DOMINATED and (expected.extra_cents or 0) < 0:
            instead = (reason.start, frozenset(reason.limits)) in self._instead_of(item, {*expected.by})
            return instead and replace(reason, start=None, limits=()) == expected
        return reason == expected

    def _instead_of(self, item: Intervention, by: set[str]) -> list[tuple[int | None, frozenset[Limit]]]:
        """What is cheaper, put where those are: the start and the rules it breaks, or what gets worse."""
        others = [entry for entry in self.plan.scheduled if entry.id not in by]
        last = max(self._replay.counts(self._planned[id_]) for id_ in by)
        places = [place for place in self._everywhere(item) if place.end + item.consolidation <= last]
        broken = {place: obstacles(self.problem, others, place) for place in places}
        if not broken:
            return [(None, frozenset())]
        least = min((len(limits), place.start) for place, limits in broken.items())
        best = [place for place in places if (len(broken[place]), place.start) == least]
        return [
            (place.start, broken[place] or self._worse(Replay(self.problem, (*others, place))))
            for place in best
        ]

    def _is_tried(self, reason: CandidateReason, useful: list[Scheduled]) -> bool:
        """Whether no start breaks fewer rules, and none as few before it."""
        broken = {place: obstacles(self.problem, self.plan.scheduled, place) for place in useful}
        least = min((len(limits), place.start) for place, limits in broken.items())
        best = [place for place in useful if (len(broken[place]), place.start) == least]
        told = frozenset(reason.limits)
        if reason.start != least[1] or reason.by or reason.extra_cents is not None:
            return False
        if least[0]:
            return reason.code is CandidateCode.WOULD_NOT_FIT and told in [broken[place] for place in best]
        worse = [self._worse(Replay(self.problem, (*self.plan.scheduled, place))) for place in best]
        code = CandidateCode.OUTWEIGHED if told else CandidateCode.UNPROVEN
        return reason.code is code and told in worse

    def _worse(self, then: Replay) -> frozenset[Limit]:
        found = first_difference(self.problem, self._replay, then)
        if found is None or found[1] < 0:
            return frozenset()
        return frozenset({Limit(LimitCode.OBJECTIVE, name=found[0].value, short=found[1])})

    def _otherwise(self, item: Intervention) -> CandidateReason:
        """Of what helps at no start."""
        by = self._does_it(item)
        lacking = [
            step
            for step in item.steps
            if self._replay.level(step.criterion, self._replay.periods) < step.end
            and any(
                step.criterion in goal.criteria and step.end <= goal.plateau
                for goal in (*self._missed, *self._never)
            )
        ]
        if by and not lacking:
            return CandidateReason(
                item.id, CandidateCode.DOMINATED, by=tuple(sorted(by)), extra_cents=self._dearer(item, by)
            )
        if item.id not in self._of_use:
            return CandidateReason(item.id, CandidateCode.NOT_NEEDED)
        proven = self.plan.status is Status.OPTIMAL
        return CandidateReason(item.id, CandidateCode.TOGETHER if proven else CandidateCode.UNPROVEN)

    # what it would do

    def _everywhere(self, item: Intervention) -> Iterator[Scheduled]:
        for mode in modes(self.problem, item):
            duration = item.way(mode).duration
            for start in range(self.problem.now, self._replay.periods - duration + 1):
                yield Scheduled(item.id, start, start + duration, mode)

    def _helps(self, item: Intervention, place: Scheduled) -> bool:
        near = ObjectiveName.STABILITY in self._counts
        return (
            (near and any(entry.id == item.id for entry in self.problem.keep))
            or any(place.end <= at for at in self._named(item))
            or self._pays(item, place)
            or self._raises(self._missed, item, place)
        )

    def _pays(self, item: Intervention, place: Scheduled) -> bool:
        if ObjectiveName.BENEFIT not in self._counts or not item.benefit_per_period:
            return False
        return Replay(self.problem, [place]).present_cost(place) < 0

    def _named(self, item: Intervention) -> list[int]:
        if ObjectiveName.MILESTONES not in self._counts:
            return []
        return [m.period for m in self.problem.milestones if item.id in m.interventions]

    def _raises(self, goals: list[Goal], item: Intervention, place: Scheduled) -> bool:
        counts = place.end + item.consolidation
        for goal in goals:
            for step in item.steps:
                if step.criterion in goal.criteria and counts <= goal.at and step.end <= goal.plateau:
                    then = self._stands(goal, {step.criterion: step.end})
                    if then > self._stands(goal) and (then >= goal.plateau or not goal.at_once):
                        return True
        return False

    def _stands(self, goal: Goal, raised: dict[str, int] | None = None) -> int:
        levels = [
            max(self._replay.level(name, goal.at), (raised or {}).get(name, 0)) for name in goal.criteria
        ]
        return reached_by(levels, goal.needed)

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

    # what could be of use, alone or with others

    @cached_property
    def _of_use(self) -> set[str]:
        free = {item.id: item for item in self.problem.interventions if self._is_in_time(item)}
        near = ObjectiveName.STABILITY in self._counts
        kept = {entry.id for entry in self.problem.keep} if near else set()
        asked = {
            id_
            for id_, item in free.items()
            if id_ in kept
            or self._named(item)
            or any(self._pays(item, place) for place in self._everywhere(item))
        }
        wanted = dict(self.problem.current)
        for goal in (*self._missed, *self._never):
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
        skipped = {*self.problem.forbidden, *self._planned, *self._replay.done}
        if item.id in skipped:
            return False
        soonest = self.problem.now + min(item.way(mode).duration for mode in modes(self.problem, item))
        last = [goal.at for goal in (*self._missed, *self._never)]
        last += [milestone.period for milestone in self.problem.milestones if milestone.interventions]
        kept = ObjectiveName.STABILITY in self._counts and self.problem.keep
        if ObjectiveName.BENEFIT in self._counts or kept:
            last.append(self._replay.periods)
        return soonest <= max(last, default=0) or soonest > self._replay.periods

    # what is planned in its place

    def _does_it(self, item: Intervention) -> set[str]:
        useful = {
            (s.criterion, s.end)
            for s in item.steps
            if self.problem.current[s.criterion] < s.end <= self._ever_asked(s.criterion)
        }
        if useful:
            return {
                id_
                for made in self.plan.steps_made
                if (made.step.criterion, made.step.end) in useful
                for id_ in made.interventions
            }
        found: set[str] = set()
        for group in self.problem.groups:
            if group.required and item.id in group.interventions:
                found |= group.interventions & self._planned.keys()
        for other in self.problem.interventions:
            entry = self._planned.get(other.id)
            if entry and item.id in other.one_of:
                ready = {id_ for id_, before in self._planned.items() if before.end <= entry.start}
                found |= other.one_of & ready
        return found

    def _ever_asked(self, criterion: str) -> int:
        asked = [goal.plateau for goal in self._targets() if criterion in goal.criteria]
        areas = {area.id: area.criteria for area in self.problem.areas}
        for milestone in self.problem.milestones:
            asked.append(milestone.requirements.get(criterion, 0))
            asked += [plateau for name, plateau in milestone.areas.items() if criterion in areas[name]]
        return max(asked, default=0)

    def _dearer(self, item: Intervention, by: set[str]) -> int | None:
        ways = [
            Scheduled(item.id, 0, item.way(mode).duration, mode)
            for mode in modes(self.problem, item)
            if self._can_start(item, mode)
        ]
        if not ways:
            return None
        return min(map(self._cost, ways)) - sum(self._cost(self._planned[id_]) for id_ in by)

    def _cost(self, entry: Scheduled) -> int:
        return value_of(ObjectiveName.COST, Replay(self.problem, [entry]))

    def _can_start(self, item: Intervention, mode: str) -> bool:
        """Whether any start is within all its dates."""
        dates = {LimitCode.EARLIEST_START, LimitCode.LATEST_START, LimitCode.DEADLINE}
        dates |= {LimitCode.CONDITION, LimitCode.PIN}
        return any(
            not dates & {limit.code for limit in obstacles(self.problem, (), place)}
            for place in self._everywhere(item)
            if place.mode == mode
        )
