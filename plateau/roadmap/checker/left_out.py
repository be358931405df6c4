"""Why an intervention is not in a plan."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import cached_property

from plateau.roadmap.checker.company import InCompany
from plateau.roadmap.checker.in_place import InPlace, best_places
from plateau.roadmap.checker.obstacles import obstacles
from plateau.roadmap.checker.replay import Replay
from plateau.roadmap.checker.soonest import Soonest
from plateau.roadmap.checker.unmet import Unmet
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

_IDLE = {
    CandidateCode.FORBIDDEN,
    CandidateCode.DONE,
    CandidateCode.NOT_NEEDED,
    CandidateCode.NOT_COUNTED,
}


class LeftOut:
    """What the plan does not hold, each put in it everywhere."""

    def __init__(self, problem: Problem, plan: Plan, told: Mapping[str, CandidateCode]) -> None:
        """``told``: what is said of each; every one of these is to be asked about."""
        self.problem = problem
        self.plan = plan
        self._unmet = Unmet(problem, plan)
        self._in_place = InPlace(plan, self._unmet)
        self._company = InCompany(self._unmet)
        self._told = told

    def is_why(self, reason: CandidateReason) -> bool:
        """Whether that, with all its figures, is why."""
        item = next(item for item in self.problem.interventions if item.id == reason.id)
        if item.id in self.problem.forbidden or item.id in self._unmet.replay.done:
            code = CandidateCode.FORBIDDEN if item.id in self.problem.forbidden else CandidateCode.DONE
            return reason == CandidateReason(item.id, code)
        places = list(self._unmet.everywhere(item))
        useful = [place for place in places if self._unmet.helps(item, place)]
        useful = useful or [place for place in places if self._unmet.raises(self._unmet.never, item, place)]
        if useful:
            return self._is_tried(reason, useful)
        if not places and item.id in self._unmet.of_use:
            horizon = (Limit(LimitCode.HORIZON),)
            return reason == CandidateReason(item.id, CandidateCode.WOULD_NOT_FIT, limits=horizon)
        if reason.companions:
            return self._is_tried_with_others(reason)
        if item.id in self._unmet.of_use and self._company.could_be_told(item):
            return False
        expected = self._otherwise(item)
        if expected.extra_cents is not None:
            said = replace(reason, limits=tuple(sorted({*reason.limits}, key=repr)))
            return said in self._in_place.swapped(item, expected)
        return reason == expected

    def _is_tried(self, reason: CandidateReason, useful: list[Scheduled]) -> bool:
        """Whether no start breaks fewer rules, and none as few before it; of those worth it, if any are."""
        broken = {place: obstacles(self.problem, self.plan.scheduled, place) for place in useful}
        worse = {
            place: self._in_place.outweighing(Replay(self.problem, (*self.plan.scheduled, place)), limits)
            for place, limits in broken.items()
        }
        possible = [place for place in useful if not self._too_soon(place, broken[place])] or useful
        best = best_places(possible, broken, worse, lambda place: (len(broken[place]), place.start))
        bare = CandidateReason(reason.id, reason.code, start=reason.start, limits=reason.limits)
        return reason == bare and any(
            (reason.code, frozenset(reason.limits)) == self._said_of(it, broken[it], worse[it])
            for it in best
            if it.start == reason.start
        )

    def _said_of(
        self, place: Scheduled, broken: frozenset[Limit], worse: frozenset[Limit]
    ) -> tuple[CandidateCode, frozenset[Limit]]:
        if never := self._too_soon(place, broken):
            return CandidateCode.WOULD_NOT_FIT, never
        return self._code(broken, worse), broken | worse

    def _too_soon(self, place: Scheduled, broken: frozenset[Limit]) -> frozenset[Limit]:
        """The steps below that no plan can have made by then."""
        below = {it for it in broken if it.code is LimitCode.STEP_BELOW}
        found = {it: self._soonest.stands(it.criterion or "", it.plateau or 0) for it in below}
        return frozenset(
            replace(it, period=at, name="soonest")
            for it, at in found.items()
            if at is None or at > place.start
        )

    @cached_property
    def _soonest(self) -> Soonest:
        return Soonest(self.problem)

    @staticmethod
    def _code(broken: frozenset[Limit], worse: frozenset[Limit]) -> CandidateCode:
        if broken:
            return CandidateCode.WOULD_NOT_FIT
        return CandidateCode.OUTWEIGHED if worse else CandidateCode.UNPROVEN

    def _is_tried_with_others(self, reason: CandidateReason) -> bool:
        """Whether they help together, each being needed, and break just that."""
        found = self._company.broken(reason)
        bare = CandidateReason(
            *(reason.id, reason.code), start=reason.start, limits=reason.limits, companions=reason.companions
        )
        if found is None or reason != bare:
            return False
        for mine, others, then in found:
            every = mine.union(*others.values())
            worse = self._in_place.outweighing(then, every)
            told = {it.place: frozenset(it.limits) for it in reason.companions}
            expected = self._code(every, worse), mine | worse, others
            if (reason.code, frozenset(reason.limits), told) == expected:
                return True
        return False

    def _otherwise(self, item: Intervention) -> CandidateReason:
        """Of what helps at no start."""
        instead = self._in_place.does_it(item)
        lacking = [
            step
            for step in item.steps
            if self._unmet.replay.level(step.criterion, self._unmet.replay.periods) < step.end
            and any(
                step.criterion in goal.criteria and step.end <= goal.plateau
                for goal in (*self._unmet.missed, *self._unmet.never)
            )
        ]
        if instead.by and not lacking:
            return instead
        together = CandidateCode.TOGETHER if self.plan.status is Status.OPTIMAL else CandidateCode.UNPROVEN
        if item.id in self._unmet.of_use:
            return CandidateReason(item.id, together)
        others = [
            id_
            for id_, code in self._told.items()
            if code not in _IDLE and id_ != item.id and self._company.gives(item.id, id_)
        ]
        if others:
            return CandidateReason(item.id, together, enables=tuple(sorted(others)))
        counts = item.id not in self._if_all_counted.of_use
        return CandidateReason(item.id, CandidateCode.NOT_NEEDED if counts else CandidateCode.NOT_COUNTED)

    @cached_property
    def _if_all_counted(self) -> Unmet:
        goals = (ObjectiveName.MILESTONES, ObjectiveName.TARGETS)
        return Unmet(replace(self.problem, objectives=goals), self.plan)
