"""Why an intervention is in the plan, and why it starts when it does."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from plateau.roadmap.explanation.measuring import Measures, area_reached
from plateau.roadmap.explanation.moves import Rest, satisfies
from plateau.roadmap.model import (
    AreaTarget,
    ChosenReason,
    Intervention,
    Limit,
    LimitCode,
    Milestone,
    ObjectiveName,
    Plan,
    Problem,
    Scheduled,
    StepMade,
)
from plateau.roadmap.solver.footprint import worth


def chosen_reasons(problem: Problem, plan: Plan, measures: Measures) -> tuple[ChosenReason, ...]:
    """One reason for every planned intervention, in the order of the plan; ``measures`` of that."""
    purposes, starts = _Purposes(problem, plan, measures.rest), _Starts(problem, measures)
    return tuple(replace(purposes.of(entry), fixed_by=starts.fixed_by(entry)) for entry in plan.scheduled)


def waits_for(item: Intervention) -> frozenset[str]:
    """All that it may have to wait for, but for the plateau it starts from."""
    return item.all_of.union(item.one_of, *(lag.any_of for lag in item.lags))


class _Starts:
    """What fixes the starts of one plan."""

    def __init__(self, problem: Problem, measures: Measures) -> None:
        self._problem = problem
        self._items = problem.by_id
        self._begun = {entry.id for entry in problem.past}
        self._measures = measures
        self._rest = measures.rest

    def fixed_by(self, entry: Scheduled) -> tuple[Limit, ...]:
        """The rules that a start one period earlier would break, or the objective that it would harm."""
        if entry.id in self._begun:
            return (Limit(LimitCode.BEGUN),)
        if entry.start == 0:
            return (Limit(LimitCode.AT_ONCE),)
        with self._rest.without(entry.id):
            broken = self._rest.limits(self._items[entry.id], entry.start - 1, self._rest.way(entry))
        return broken or (self._worse(entry),)

    def _worse(self, entry: Scheduled) -> Limit:
        self._rest.put(replace(entry, start=entry.start - 1, end=entry.end - 1))
        difference = self._measures.difference()
        self._rest.put(entry)
        if difference is None or difference.worse < 0:
            return Limit(LimitCode.FREE)
        kept = next((kept.start for kept in self._problem.keep if kept.id == entry.id), None)
        return Limit(
            LimitCode.OBJECTIVE,
            name=difference.name.value,
            short=difference.worse,
            period=kept if difference.name is ObjectiveName.STABILITY else None,
        )


class _Purposes:
    """What each intervention of one plan is for."""

    def __init__(self, problem: Problem, plan: Plan, rest: Rest) -> None:
        self._problem = problem
        self._plan = plan
        self._items = problem.by_id
        self._rest = rest
        self._areas = {area.id: area for area in problem.areas}
        self._pinned = {pin.id for pin in problem.pins if pin.start is not None}
        self._begun = {entry.id for entry in problem.past}
        near = ObjectiveName.STABILITY in problem.objectives
        self._kept = {entry.id for entry in problem.keep} if near else set()
        self._made: dict[str, list[StepMade]] = {entry.id: [] for entry in plan.scheduled}
        for made in plan.steps_made:
            for id_ in made.interventions:
                self._made[id_].append(made)

    def of(self, entry: Scheduled) -> ChosenReason:
        """All of it, but for what fixes the start."""
        made = self._made[entry.id]
        served = {target: step for step in made for target in self._targets(step)}
        return ChosenReason(
            id=entry.id,
            start=entry.start,
            steps=tuple(step.step for step in made),
            targets=tuple(sorted(served)),
            milestones=tuple(
                milestone.id
                for milestone in self._problem.milestones
                if self._counts_for(milestone, entry, made)
            ),
            enables=tuple(self._enabled(entry, [step for step in made if step not in served.values()])),
            mandatory=entry.id in self._problem.mandatory,
            fixed_by=(),
            areas=tuple(wanted.area for wanted in self._problem.area_targets if self._raises(entry, wanted)),
            groups=tuple(
                group.id
                for group in self._problem.groups
                if group.required and entry.id in group.interventions
            ),
            pinned=entry.id in self._pinned,
            begun=entry.id in self._begun,
            kept=entry.id in self._kept,
            pays=self._pays(entry),
        )

    def _targets(self, made: StepMade) -> Iterator[str]:
        """The targets that a step brings nearer: in time, or sooner where that counts."""
        sooner = ObjectiveName.EARLINESS in self._problem.objectives
        for target in self._problem.targets:
            in_time = sooner or made.period <= target.moment(self._rest.periods)
            if target.criterion == made.step.criterion and made.step.end <= target.plateau and in_time:
                yield target.criterion

    def _counts_for(self, milestone: Milestone, entry: Scheduled, made: list[StepMade]) -> bool:
        """Whether the plan meets a part of it only with this."""
        at = milestone.period
        if entry.id in milestone.interventions and entry.end <= at:
            return True
        if any(self._raises_to(entry, *asked, at) for asked in milestone.areas.items()):
            return True
        touched = {step.step.criterion for step in made}
        asked = [it for it in milestone.requirements.items() if it[0] in touched]
        met = [(name, level) for name, level in asked if self._rest.level(name, at) >= level]
        with self._rest.without(entry.id):
            return any(self._rest.level(name, at) < level for name, level in met)

    def _raises(self, entry: Scheduled, wanted: AreaTarget) -> bool:
        """Whether it brings an area nearer to its target: in time, or sooner where that counts."""
        sooner = ObjectiveName.EARLINESS in self._problem.objectives
        moment = None if sooner else wanted.moment(self._rest.periods)
        return any(
            self._raises_to(entry, wanted.area, plateau, moment) for plateau in range(1, wanted.plateau + 1)
        )

    def _raises_to(self, entry: Scheduled, name: str, plateau: int, at: int | None) -> bool:
        """Whether an area stands on ``plateau`` by ``at`` only with it; None: sooner than without it."""
        area = self._areas[name]
        if all(step.step.criterion not in area.criteria for step in self._made[entry.id]):
            return False
        reached = area_reached(self._rest, area, plateau)
        with self._rest.without(entry.id):
            without = area_reached(self._rest, area, plateau)
        return reached < without if at is None else reached <= at < without

    def _enabled(self, entry: Scheduled, on_the_way: list[StepMade]) -> Iterator[str]:
        """What can start only because of it; ``on_the_way``: its steps that no target asks for."""
        leads_to = {(made.step.criterion, made.step.end) for made in on_the_way}
        for other in self._plan.scheduled:
            item = self._items[other.id]
            first = entry.id in item.all_of | item.one_of
            starts_from = any((step.criterion, step.start) in leads_to for step in item.steps)
            if ((first or starts_from) and entry.end <= other.start) or any(
                entry.id in lag.any_of and satisfies(lag, other, entry) for lag in item.lags
            ):
                with self._rest.without(entry.id):
                    in_vain = self._rest.waits_in_vain(other)
                if in_vain:
                    yield other.id

    def _pays(self, entry: Scheduled) -> int:
        if ObjectiveName.BENEFIT not in self._problem.objectives:
            return 0
        return max(0, -worth(self._problem, self._items[entry.id], self._rest.way(entry), entry.start))
