"""What is planned in the place of something that was left out, and why the two are not swapped."""

from __future__ import annotations

from dataclasses import replace

from plateau.roadmap.explanation.attempts import LACKING, Attempts, freedom
from plateau.roadmap.explanation.chosen import waits_for
from plateau.roadmap.model import CandidateCode, CandidateReason, Intervention, Limit, LimitCode, Scheduled
from plateau.roadmap.solver.footprint import charge
from plateau.roadmap.solver.relevance import asked


class Swaps:
    """Swaps in one plan."""

    def __init__(self, attempts: Attempts) -> None:
        """Nothing is swapped yet."""
        self._attempts = attempts
        self._problem = attempts.problem
        self._items = attempts.items
        self._rest = attempts.rest
        self._planned = attempts.plan.by_id
        self._asked = asked(attempts.problem)
        made = attempts.plan.steps_made
        self._makers = {(it.step.criterion, it.step.end): it.interventions for it in made}

    def instead_of(self, item: Intervention) -> CandidateReason | None:
        """What is planned and makes the steps that are needed of it, or does what it could have done."""
        found = {
            id_
            for step in item.steps
            if self._problem.current[step.criterion] < step.end <= self._asked[step.criterion]
            for id_ in self._makers.get((step.criterion, step.end), ())
        }
        groups, enables = [], []
        for group in self._problem.groups:
            if group.required and item.id in group.interventions:
                groups.append(group.id)
                found |= group.interventions & self._planned.keys()
        for entry in self._planned.values():
            one_of = self._items[entry.id].one_of
            before = {id_ for id_ in one_of & self._planned.keys() if self._planned[id_].end <= entry.start}
            if item.id in one_of and before:
                enables.append(entry.id)
                found |= before
        if not found:
            return None
        by, code = tuple(sorted(found)), CandidateCode.DOMINATED
        return CandidateReason(item.id, code, by, groups=tuple(groups), enables=tuple(enables))

    def swapped(self, item: Intervention, instead: CandidateReason) -> CandidateReason:
        """With what it costs more than those, and unless that is why, what keeps it from their place."""
        extra = self._extra(item, {*instead.by})
        found = replace(instead, extra_cents=extra)
        return found if extra is None else self._in_their_place(item, found, dearer=extra > 0)

    def _in_their_place(
        self, item: Intervention, instead: CandidateReason, *, dearer: bool
    ) -> CandidateReason:
        """With the best start: where it is as good there, else why not.

        Of all starts at which nothing that counts for more ends worse: one at which no rule breaks, or one in
        time as they are, the fewest rules breaking. Without any: what ends worse too. Of what is ``dearer``
        only when the plan would be better with it. When that is possible, it is not proven.
        """
        by, attempts = {*instead.by}, self._attempts
        last = max(self._planned[id_].end + self._items[id_].consolidation for id_ in by)
        places = attempts.places(item)
        if not places:
            return instead
        with attempts.without(by):
            tried = [(self._broken(place, by), place) for place in places]
            tried.sort(key=lambda it: (bool(it[0]) and it[1].end + item.consolidation > last, freedom(it)))
            found = attempts.best(tried)
            with attempts.adding([found.place]):
                difference = attempts.measures.difference()
        better = difference is not None and difference.worse < 0
        if better and not found.broken:
            return CandidateReason(item.id, CandidateCode.UNPROVEN, start=found.place.start)
        if dearer and (found.worse or not better or LACKING & {limit.code for limit in found.broken}):
            return instead
        return replace(instead, start=found.place.start, limits=(*found.broken, *found.worse))

    def _broken(self, place: Scheduled, by: set[str]) -> tuple[Limit, ...]:
        """What breaks when it is there and they are not: its own rules, and those of who needs them."""
        limits = self._attempts.limits(place)
        with self._attempts.adding([place]):
            waiting = [
                Limit(LimitCode.WAITED_FOR, intervention=entry.id)
                for entry in self._waiting_for(by)
                if self._rest.waits_in_vain(entry)
            ]
        return (*limits, *waiting, *self._demanded(place.id, by))

    def _waiting_for(self, by: set[str]) -> list[Scheduled]:
        """What is planned and may count on any of them."""
        made = {(step.criterion, step.end) for id_ in by for step in self._items[id_].steps}
        return [
            entry
            for id_, entry in self._planned.items()
            for item in [self._items[id_]]
            if id_ not in by
            and (waits_for(item) & by or any((step.criterion, step.start) in made for step in item.steps))
        ]

    def _demanded(self, id_: str, by: set[str]) -> list[Limit]:
        """Those of them that must be in the plan, or the one of a group that this one is not of."""
        groups = (it.interventions for it in self._problem.groups if it.required)
        demanded = self._problem.required.union(*(ids for ids in groups if id_ not in ids))
        return [Limit(LimitCode.DEMANDED, intervention=other) for other in sorted(by & demanded)]

    def _extra(self, item: Intervention, by: set[str]) -> int | None:
        """Its charge less theirs; None when it can start nowhere."""
        mine = [
            charge(self._problem, item, way)
            for way in self._problem.ways(item).values()
            if self._problem.window(item, way)
        ]
        theirs = (charge(self._problem, self._items[id_], self._rest.way(self._planned[id_])) for id_ in by)
        return min(mine) - sum(theirs) if mine else None
