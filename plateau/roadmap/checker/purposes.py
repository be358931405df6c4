"""What a planned intervention is for, and what holds it where it is."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from plateau.roadmap.checker.climbing import Climb
from plateau.roadmap.checker.lags import keeps, wait
from plateau.roadmap.checker.measures import value_of
from plateau.roadmap.checker.obstacles import obstacles
from plateau.roadmap.checker.replay import Replay
from plateau.roadmap.checker.waiting import in_vain
from plateau.roadmap.model import (
    ChosenReason,
    Limit,
    LimitCode,
    Milestone,
    ObjectiveName,
    Plan,
    Problem,
    Scheduled,
    StepMade,
)


class Purposes:
    """Of each intervention of one plan that is in order."""

    def __init__(self, problem: Problem, plan: Plan) -> None:
        """Nothing is looked up yet."""
        self.problem = problem
        self.plan = plan
        self._items = {item.id: item for item in problem.interventions}
        self._areas = {area.id: area for area in problem.areas}
        self._climb = Climb(problem, plan.scheduled)
        self._replay = Replay(problem, plan.scheduled)

    def holds(self, entry: Scheduled) -> frozenset[Limit]:
        """What keeps it from a start one period earlier."""
        if any(begun.id == entry.id for begun in self.problem.past):
            return frozenset({Limit(LimitCode.BEGUN)})
        if entry.start == 0:
            return frozenset({Limit(LimitCode.AT_ONCE)})
        sooner = replace(entry, start=entry.start - 1, end=entry.end - 1)
        broken = obstacles(self.problem, self.plan.scheduled, sooner)
        return broken or frozenset({self._first_worse(sooner)})

    def _first_worse(self, sooner: Scheduled) -> Limit:
        places = {**{entry.id: entry for entry in self.plan.scheduled}, sooner.id: sooner}
        found = first_difference(self.problem, self._replay, Replay(self.problem, places.values()))
        if found is None or found[1] < 0:
            return Limit(LimitCode.FREE)
        name, worse = found
        kept = [entry.start for entry in self.problem.keep if entry.id == sooner.id]
        period = kept[0] if kept and name is ObjectiveName.STABILITY else None
        return Limit(LimitCode.OBJECTIVE, name=name.value, short=worse, period=period)

    def of(self, entry: Scheduled) -> ChosenReason:
        """All that it is for; without what holds it."""
        problem, counts = self.problem, set(self.problem.objectives)
        made = [step for step in self.plan.steps_made if entry.id in step.interventions]
        asked = {id(step): self._asking(step) for step in made}
        others = [other for other in self.plan.scheduled if other.id != entry.id]
        without, stuck = Climb(problem, others), {*in_vain(problem, others)}
        idle = [step for step in made if not asked[id(step)]]
        pays = ObjectiveName.BENEFIT in counts and -self._replay.present_cost(entry)
        return ChosenReason(
            id=entry.id,
            start=entry.start,
            steps=tuple(step.step for step in made),
            targets=tuple(sorted({name for names in asked.values() for name in names})),
            milestones=tuple(m.id for m in problem.milestones if self._meets(m, entry, without)),
            enables=tuple(it.id for it in others if it.id in stuck and self._lets_start(entry, it, idle)),
            mandatory=entry.id in problem.mandatory,
            fixed_by=(),
            areas=tuple(self._areas_nearer(without)),
            groups=tuple(g.id for g in problem.groups if g.required and entry.id in g.interventions),
            pinned=any(pin.id == entry.id and pin.start is not None for pin in problem.pins),
            begun=any(begun.id == entry.id for begun in problem.past),
            kept=ObjectiveName.STABILITY in counts and any(kept.id == entry.id for kept in problem.keep),
            pays=max(0, pays),
        )

    def _last(self, deadline: int | None) -> int:
        """Until when it counts: to the end where it counts how soon."""
        ends = self.problem.calendar.periods
        return ends if deadline is None or ObjectiveName.EARLINESS in self.problem.objectives else deadline

    def _asking(self, made: StepMade) -> list[str]:
        return [
            target.criterion
            for target in self.problem.targets
            if target.criterion == made.step.criterion
            and target.plateau >= made.step.end
            and made.period <= self._last(target.deadline)
        ]

    def _meets(self, milestone: Milestone, entry: Scheduled, without: Climb) -> bool:
        at = milestone.period
        if entry.id in milestone.interventions and entry.end <= at:
            return True
        asked = milestone.requirements.items()
        if any(without.level(name, at) < plateau <= self._climb.level(name, at) for name, plateau in asked):
            return True
        return any(
            without.area_level(self._areas[name], at)
            < plateau
            <= self._climb.area_level(self._areas[name], at)
            for name, plateau in milestone.areas.items()
        )

    def _areas_nearer(self, without: Climb) -> Iterator[str]:
        for wanted in self.problem.area_targets:
            area, last = self._areas[wanted.area], self._last(wanted.deadline)
            moments = range(last + 1) if ObjectiveName.EARLINESS in self.problem.objectives else [last]
            if any(
                min(without.area_level(area, at), wanted.plateau)
                < min(self._climb.area_level(area, at), wanted.plateau)
                for at in moments
            ):
                yield wanted.area

    def _lets_start(self, entry: Scheduled, other: Scheduled, idle: list[StepMade]) -> bool:
        item = self._items[other.id]
        below = {(made.step.criterion, made.step.end) for made in idle}
        waits = entry.id in item.all_of or entry.id in item.one_of
        waits = waits or any((step.criterion, step.start) in below for step in item.steps)
        if waits and other.start >= entry.end:
            return True
        return any(entry.id in lag.any_of and keeps(lag, wait(lag, other, entry)) for lag in item.lags)


def first_difference(problem: Problem, now: Replay, then: Replay) -> tuple[ObjectiveName, int] | None:
    """The first objective that is not the same, and by how much it is worse."""
    for name in problem.objectives:
        worse = value_of(name, then) - value_of(name, now)
        if worse:
            return name, worse
    return None
