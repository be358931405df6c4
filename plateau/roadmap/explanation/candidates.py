"""Why an intervention was left out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import cached_property

from plateau.roadmap.explanation.attempts import Attempts, freedom
from plateau.roadmap.explanation.measuring import Measures
from plateau.roadmap.explanation.soonest import soonest
from plateau.roadmap.explanation.swaps import Swaps
from plateau.roadmap.explanation.together import Together
from plateau.roadmap.explanation.wishes import Wishes
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

_USELESS = {CandidateCode.NOT_NEEDED, CandidateCode.NOT_COUNTED}
#: These say that nothing in the plan could use it.
_IDLE = _USELESS | {CandidateCode.FORBIDDEN, CandidateCode.DONE}


def candidate_reasons(problem: Problem, plan: Plan, measures: Measures) -> tuple[CandidateReason, ...]:
    """One reason for every intervention that is not planned; ``measures`` of ``plan``."""
    candidates, planned = _Candidates(problem, plan, measures), plan.by_id
    found = [candidates.of(item) for item in problem.interventions if item.id not in planned]
    return tuple(candidates.for_others(found))


class _Candidates:
    """What one plan leaves out."""

    def __init__(self, problem: Problem, plan: Plan, measures: Measures) -> None:
        self._problem = problem
        self._plan = plan
        self._attempts = Attempts(problem, plan, measures)
        self._swaps = Swaps(self._attempts)

    @cached_property
    def _could_help(self) -> frozenset[str]:
        return self._attempts.wishes.could_help()

    @cached_property
    def _could_help_any_goal(self) -> frozenset[str]:
        every = (ObjectiveName.MILESTONES, ObjectiveName.TARGETS)
        return Wishes(replace(self._problem, objectives=every), self._plan).could_help()

    @cached_property
    def _together(self) -> Together:
        return Together(self._attempts, self._could_help)

    @cached_property
    def _soonest(self) -> Mapping[tuple[str, int], int]:
        return soonest(self._problem)

    @property
    def _no_better(self) -> CandidateCode:
        """What to say when nothing shows that it would make the plan better."""
        proven = self._plan.status is Status.OPTIMAL
        return CandidateCode.TOGETHER if proven else CandidateCode.UNPROVEN

    def of(self, item: Intervention) -> CandidateReason:
        """The first of these that is so."""
        if item.id in self._problem.forbidden:
            return CandidateReason(item.id, CandidateCode.FORBIDDEN)
        if item.id in self._problem.already_done:
            return CandidateReason(item.id, CandidateCode.DONE)
        found = self._would_it_fit(item) or self._together.tried(item)
        if found:
            return found
        instead = self._swaps.instead_of(item)
        if instead and not any(map(self._attempts.wishes.lacks, item.steps)):
            return self._swaps.swapped(item, instead)
        if item.id in self._could_help:
            return CandidateReason(item.id, self._no_better)
        helps = item.id in self._could_help_any_goal
        return CandidateReason(item.id, CandidateCode.NOT_COUNTED if helps else CandidateCode.NOT_NEEDED)

    def _would_it_fit(self, item: Intervention) -> CandidateReason | None:
        """Every start at which it would help is tried; the one that breaks the fewest rules is reported.

        Also those that were decided otherwise: that is then the rule. When it makes worse what counts for
        more at all of them, that is told beside what it breaks: it would stay out without that too. Starts
        that no plan can have are looked at only when there is no other: that is then why. None when it would
        help at no start.
        """
        places = self._attempts.places(item)
        if not places and item.id in self._could_help:
            return CandidateReason(item.id, CandidateCode.WOULD_NOT_FIT, limits=(Limit(LimitCode.HORIZON),))
        useful = self._attempts.useful(item, places)
        if not useful:
            return None
        attempts = self._attempts
        possible = [place for place in useful if not self._too_soon(place)]
        found = attempts.best(sorted(((attempts.limits(it), it) for it in possible or useful), key=freedom))
        if not possible:
            found = replace(found, broken=self._too_soon(found.place), worse=())
        return CandidateReason(
            item.id, found.code, start=found.place.start, limits=(*found.broken, *found.worse)
        )

    def _too_soon(self, place: Scheduled) -> tuple[Limit, ...]:
        """The steps below that no plan can have made by then."""
        found = []
        for step in self._attempts.items[place.id].steps:
            at = self._soonest.get((step.criterion, step.start))
            if at is None or at > place.start:
                below = Limit(LimitCode.STEP_BELOW, criterion=step.criterion, plateau=step.start, period=at)
                found.append(replace(below, name="soonest"))
        return tuple(found)

    def for_others(self, found: Sequence[CandidateReason]) -> list[CandidateReason]:
        """The same, with of what nothing in the plan could use, who else that was left out could."""
        useless = {reason.id for reason in found if reason.code in _USELESS}
        of_use = {reason.id for reason in found if reason.code not in _IDLE}
        while new := {id_ for id_ in useless - of_use if self._waiting_for(id_, of_use)}:
            of_use |= new
        return [
            CandidateReason(reason.id, self._no_better, enables=self._waiting_for(reason.id, of_use))
            if reason.id in useless & of_use
            else reason
            for reason in found
        ]

    def _waiting_for(self, id_: str, others: set[str]) -> tuple[str, ...]:
        return tuple(other for other in sorted(others - {id_}) if self._together.waits_for(other, id_))
