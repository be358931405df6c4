"""What is planned in the place of something, and what it would take to swap them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from plateau.roadmap.checker.measures import value_of
from plateau.roadmap.checker.obstacles import obstacles
from plateau.roadmap.checker.purposes import first_difference
from plateau.roadmap.checker.replay import Replay
from plateau.roadmap.checker.unmet import Unmet, modes
from plateau.roadmap.checker.waiting import in_vain
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
)


class InPlace:
    """Swaps in one plan."""

    def __init__(self, plan: Plan, unmet: Unmet) -> None:
        """Nothing is swapped yet."""
        self._problem = unmet.problem
        self._plan = plan
        self._unmet = unmet
        self._planned = unmet.planned
        self._items = {item.id: item for item in unmet.problem.interventions}

    def does_it(self, item: Intervention) -> CandidateReason:
        """Dominated, by whom and in what; without what it costs and would break."""
        useful = {
            (step.criterion, step.end)
            for step in item.steps
            if self._problem.current[step.criterion] < step.end <= self._unmet.ever_asked(step.criterion)
        }
        by = {
            id_
            for made in self._plan.steps_made
            if (made.step.criterion, made.step.end) in useful
            for id_ in made.interventions
        }
        groups = [it for it in self._problem.groups if it.required and item.id in it.interventions]
        for group in groups:
            by |= group.interventions & self._planned.keys()
        enables = []
        for other in self._problem.interventions:
            entry = self._planned.get(other.id)
            ready = {id_ for id_, before in self._planned.items() if entry and before.end <= entry.start}
            if item.id in other.one_of and other.one_of & ready:
                enables.append(other.id)
                by |= other.one_of & ready
        return CandidateReason(
            item.id,
            CandidateCode.DOMINATED,
            by=tuple(sorted(by)),
            extra_cents=self._dearer(item, by),
            groups=tuple(group.id for group in groups),
            enables=tuple(enables),
        )

    def swapped(self, item: Intervention, told: CandidateReason) -> list[CandidateReason]:
        """Put where ``told.by`` are: what may be said of it besides."""
        by = {*told.by}
        others = [entry for entry in self._plan.scheduled if entry.id not in by]
        last = max(self._unmet.replay.counts(self._planned[id_]) for id_ in by)
        places = list(self._unmet.everywhere(item))
        broken = {place: self._broken(item, by, place, others) for place in places}
        then = {place: Replay(self._problem, (*others, place)) for place in places}
        worse = {place: self.outweighing(then[place], broken[place]) for place in places}
        if not places:
            return [told]

        def rank(place: Scheduled) -> tuple[bool, int, int]:
            late = place.end + item.consolidation > last
            return bool(broken[place]) and late, len(broken[place]), place.start

        best = best_places(places, broken, worse, rank)
        return [self._with(told, it, broken[it], worse[it], then[it]) for it in best]

    def _with(
        self,
        told: CandidateReason,
        place: Scheduled,
        broken: frozenset[Limit],
        worse: frozenset[Limit],
        then: Replay,
    ) -> CandidateReason:
        found = first_difference(self._problem, self._unmet.replay, then)
        better = found is not None and found[1] < 0 and not self._missed(then)
        if not broken and better:
            return CandidateReason(told.id, CandidateCode.UNPROVEN, start=place.start)
        if (told.extra_cents or 0) > 0 and (worse or _in_a_gap(broken) or not better):
            return told
        return replace(told, start=place.start, limits=tuple(sorted(worse | broken, key=repr)))

    def outweighing(self, then: Replay, broken: frozenset[Limit]) -> frozenset[Limit]:
        """The first thing that ends worse: of what is hard, else the first objective if that does.

        With steps above a gap, what they bring cannot be told: nothing from the first goal on is looked at.
        """
        found = first_difference(self._problem, self._unmet.replay, then)
        worse = self._missed(then)
        if not worse and found is not None and found[1] > 0:
            worse = frozenset({Limit(LimitCode.OBJECTIVE, name=found[0].value, short=found[1])})
        if not _in_a_gap(broken):
            return worse
        names = [name.value for name in self._problem.objectives]
        goals = [names.index(name) for name in ("milestones", "targets", "earliness") if name in names]
        before = names[: min(goals, default=len(names))]
        return frozenset(limit for limit in worse if limit.name in before)

    def _missed(self, then: Replay) -> frozenset[Limit]:
        """The first kind of goals of which a hard one is missed."""
        for name in (ObjectiveName.MILESTONES, ObjectiveName.TARGETS):
            hard = value_of(name, Replay(_only_hard(self._problem), then.entries))
            if hard:
                return frozenset({Limit(LimitCode.OBJECTIVE, name=name.value, short=hard)})
        return frozenset()

    def _broken(
        self, item: Intervention, by: set[str], place: Scheduled, others: list[Scheduled]
    ) -> frozenset[Limit]:
        """Its own rules, those of who would wait in vain, and that some must be there."""
        demanded = self._problem.mandatory | {it.id for it in self._problem.past}
        demanded |= {pin.id for pin in self._problem.pins if pin.start is not None}
        for group in self._problem.groups:
            if group.required and item.id not in group.interventions:
                demanded |= group.interventions
        broken = obstacles(self._problem, others, place)
        broken |= {Limit(LimitCode.DEMANDED, intervention=id_) for id_ in by & demanded}
        waiting = {*in_vain(self._problem, [*others, place])} - {item.id}
        return broken | {Limit(LimitCode.WAITED_FOR, intervention=id_) for id_ in waiting}

    def _dearer(self, item: Intervention, by: set[str]) -> int | None:
        ways = [
            Scheduled(item.id, 0, item.way(mode).duration, mode)
            for mode in modes(self._problem, item)
            if self._can_start(item, mode)
        ]
        if not ways:
            return None
        return min(map(self._cost, ways)) - sum(self._cost(self._planned[id_]) for id_ in by)

    def _cost(self, entry: Scheduled) -> int:
        return value_of(ObjectiveName.COST, Replay(self._problem, [entry]))

    def _can_start(self, item: Intervention, mode: str) -> bool:
        """Whether any start is within all its dates."""
        dates = {LimitCode.EARLIEST_START, LimitCode.LATEST_START, LimitCode.DEADLINE}
        dates |= {LimitCode.CONDITION, LimitCode.PIN}
        return any(
            not dates & {limit.code for limit in obstacles(self._problem, (), place)}
            for place in self._unmet.everywhere(item)
            if place.mode == mode
        )


def best_places(
    places: Sequence[Scheduled],
    broken: Mapping[Scheduled, frozenset[Limit]],
    worse: Mapping[Scheduled, frozenset[Limit]],
    rank: Callable[[Scheduled], tuple[int, ...]],
) -> list[Scheduled]:
    """Of those at which nothing ends worse, else of all, the first in rank (there may be several).

    Above a gap that cannot be told: what breaks nothing may be told as well then.
    """
    left = [place for place in places if not worse[place]] or places
    best = [place for place in left if rank(place) == min(map(rank, left))]
    fits = [place for place in places if not broken[place]]
    if fits and any(_in_a_gap(broken[place]) for place in best):
        best += [place for place in fits if rank(place) == min(map(rank, fits))]
    return best


def _in_a_gap(broken: frozenset[Limit]) -> bool:
    """Whether steps would be made above one that is not."""
    return any(limit.code in (LimitCode.STEP_BELOW, LimitCode.WAITED_FOR) for limit in broken)


def _only_hard(problem: Problem) -> Problem:
    return replace(
        problem,
        targets=tuple(it for it in problem.targets if it.hard),
        area_targets=tuple(it for it in problem.area_targets if it.hard),
        milestones=tuple(it for it in problem.milestones if it.hard),
    )
