"""Why an intervention was left out."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import ExitStack
from functools import cached_property

from plateau.roadmap.explanation.measuring import Measures
from plateau.roadmap.explanation.moves import Rest
from plateau.roadmap.explanation.wishes import Wishes
from plateau.roadmap.model import (
    CandidateCode,
    CandidateReason,
    Intervention,
    Limit,
    LimitCode,
    Plan,
    Problem,
    Scheduled,
    Status,
)
from plateau.roadmap.solver.footprint import Way, charge
from plateau.roadmap.solver.relevance import asked


def candidate_reasons(problem: Problem, plan: Plan) -> tuple[CandidateReason, ...]:
    """One reason for every intervention that is not planned."""
    reasons, planned = _Candidates(problem, plan), plan.by_id
    return tuple(reasons.of(item) for item in problem.interventions if item.id not in planned)


class _Candidates:
    """What one plan leaves out, each tried in it while the rest stays as it is."""

    def __init__(self, problem: Problem, plan: Plan) -> None:
        self._problem = problem
        self._plan = plan
        self._items = problem.by_id
        self._rest = Rest(problem, plan.scheduled)
        self._wishes = Wishes(problem, plan)
        self._asked = asked(problem)
        self._makers = {(made.step.criterion, made.step.end): made.interventions for made in plan.steps_made}

    @cached_property
    def _measures(self) -> Measures:
        return Measures(self._rest)

    @cached_property
    def _could_help(self) -> frozenset[str]:
        return self._wishes.could_help()

    def of(self, item: Intervention) -> CandidateReason:
        """The first of these that is so."""
        if item.id in self._problem.forbidden:
            return CandidateReason(item.id, CandidateCode.FORBIDDEN)
        if item.id in self._problem.already_done:
            return CandidateReason(item.id, CandidateCode.DONE)
        attempt = self._would_it_fit(item)
        if attempt:
            return attempt
        by = self._instead_of(item)
        if by and not any(map(self._wishes.lacks, item.steps)):
            return self._dominated(item, by)
        if item.id not in self._could_help:
            return CandidateReason(item.id, CandidateCode.NOT_NEEDED)
        proven = self._plan.status is Status.OPTIMAL
        return CandidateReason(item.id, CandidateCode.TOGETHER if proven else CandidateCode.UNPROVEN)

    def _would_it_fit(self, item: Intervention) -> CandidateReason | None:
        """Every start at which it would help is tried; the one that breaks the fewest rules is reported.

        Also those that were decided otherwise: that is then the rule. None when it would help at no start.
        """
        starts = [(way, start) for way in self._problem.ways(item).values() for start in self._starts(way)]
        if not starts and item.id in self._could_help:
            return CandidateReason(item.id, CandidateCode.WOULD_NOT_FIT, limits=(Limit(LimitCode.HORIZON),))
        useful = [(way, start) for way, start in starts if self._wishes.nearer(item, way, start)]
        useful = useful or [(way, start) for way, start in starts if self._wishes.late(item, way, start)]
        if not useful:
            return None
        limits, start, way = self._freest(item, useful)
        if limits:
            return CandidateReason(item.id, CandidateCode.WOULD_NOT_FIT, start=start, limits=limits)
        worse = self._worse(item, start, way, self._measures)
        code = CandidateCode.OUTWEIGHED if worse else CandidateCode.UNPROVEN
        return CandidateReason(item.id, code, start=start, limits=worse)

    def _dominated(self, item: Intervention, by: set[str]) -> CandidateReason:
        """By what is planned; of what costs less also why it is not in its place."""
        extra = self._extra(item, by)
        start, limits = self._in_place_of(item, by) if extra is not None and extra < 0 else (None, ())
        names = tuple(sorted(by))
        return CandidateReason(item.id, CandidateCode.DOMINATED, names, extra, start, limits)

    def _in_place_of(self, item: Intervention, by: set[str]) -> tuple[int | None, tuple[Limit, ...]]:
        """The start, in time as they are, at which the fewest rules break; these, or what gets worse."""
        planned, measures = self._plan.by_id, self._measures
        last = max(planned[id_].end + self._items[id_].consolidation for id_ in by)
        with ExitStack() as without:
            for id_ in sorted(by):
                without.enter_context(self._rest.without(id_))
            starts = [
                (way, start)
                for way in self._problem.ways(item).values()
                for start in self._starts(way)
                if start + way.duration + item.consolidation <= last
            ]
            if not starts:
                return None, ()
            limits, start, way = self._freest(item, starts)
            return start, limits or self._worse(item, start, way, measures)

    def _freest(
        self, item: Intervention, starts: Sequence[tuple[Way, int]]
    ) -> tuple[tuple[Limit, ...], int, Way]:
        """Of these starts the first at which the fewest rules break, and those rules."""
        tried = [(self._rest.limits(item, start, way), start, way) for way, start in starts]
        return min(tried, key=lambda attempt: (len(attempt[0]), attempt[1]))

    def _starts(self, way: Way) -> range:
        """All in the horizon; its own dates and what was decided are among the limits."""
        return range(self._problem.now, self._problem.calendar.periods - way.duration + 1)

    def _worse(self, item: Intervention, start: int, way: Way, measures: Measures) -> tuple[Limit, ...]:
        """The first objective that differs when it is added there; none when that is not worse."""
        mode = "" if way is item else way.id
        with self._rest.adding(Scheduled(item.id, start, start + way.duration, mode)):
            found = measures.difference()
        if found is None or found.worse < 0:
            return ()
        return (Limit(LimitCode.OBJECTIVE, name=found.name.value, short=found.worse),)

    def _instead_of(self, item: Intervention) -> set[str]:
        """What is planned and makes the steps that are needed of it, or does what it could have done."""
        useful = [
            (step.criterion, step.end)
            for step in item.steps
            if self._problem.current[step.criterion] < step.end <= self._asked[step.criterion]
        ]
        if useful:
            return {id_ for step in useful for id_ in self._makers.get(step, ())}
        planned = self._plan.by_id
        found = {
            id_
            for group in self._problem.groups
            if group.required and item.id in group.interventions
            for id_ in group.interventions & planned.keys()
        }
        for entry in planned.values():
            one_of = self._items[entry.id].one_of
            if item.id in one_of:
                found |= {id_ for id_ in one_of & planned.keys() if planned[id_].end <= entry.start}
        return found

    def _extra(self, item: Intervention, by: set[str]) -> int | None:
        """Its charge less theirs; None when it can start nowhere."""
        mine = [
            charge(self._problem, item, way)
            for way in self._problem.ways(item).values()
            if self._problem.window(item, way)
        ]
        theirs = (
            charge(self._problem, self._items[id_], self._rest.way(self._plan.by_id[id_])) for id_ in by
        )
        return min(mine) - sum(theirs) if mine else None
