"""What is left out of one plan put in it somewhere, the rest staying as it is."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from itertools import takewhile

from plateau.roadmap.explanation.measuring import Measures
from plateau.roadmap.explanation.wishes import Wishes
from plateau.roadmap.model import (
    CandidateCode,
    Intervention,
    Limit,
    LimitCode,
    ObjectiveName,
    Plan,
    Problem,
    Scheduled,
)

#: With these broken some steps would count for nothing, so what those bring cannot be told.
LACKING = {LimitCode.STEP_BELOW, LimitCode.WAITED_FOR}
#: These measure when steps are made.
_OF_STEPS = {ObjectiveName.MILESTONES, ObjectiveName.TARGETS, ObjectiveName.EARLINESS}
#: The rules that break at a place, and that.
_Broken = tuple[Limit, ...]
_Tried = tuple[_Broken, Scheduled]


@dataclass(frozen=True, slots=True)
class Best:
    """A place, the rules that break there, and what would end worse and counts for more."""

    place: Scheduled
    broken: _Broken
    worse: _Broken

    @property
    def code(self) -> CandidateCode:
        """Why it was left out, put there."""
        return why_not(self.broken, self.worse)


class Attempts:
    """The plan that ``measures`` are of, to put something in."""

    def __init__(self, problem: Problem, plan: Plan, measures: Measures) -> None:
        """Nothing is tried yet."""
        self.problem = problem
        self.plan = plan
        self.items = problem.by_id
        self.measures = measures
        self.rest = measures.rest
        self.wishes = Wishes(problem, plan)

    def places(self, item: Intervention) -> list[Scheduled]:
        """All in the horizon; its own dates and what was decided are among the limits."""
        ends = self.problem.calendar.periods
        return [
            Scheduled(item.id, start, start + way.duration, mode)
            for mode, way in self.problem.ways(item).items()
            for start in range(self.problem.now, ends - way.duration + 1)
        ]

    def useful(self, item: Intervention, places: Sequence[Scheduled]) -> list[Scheduled]:
        """Those at which it helps by itself, late if need be."""
        wishes, way = self.wishes, self.rest.way
        return [it for it in places if wishes.nearer(item, way(it), it.start)] or [
            it for it in places if wishes.makes_late(item, way(it), it.start)
        ]

    def limits(self, place: Scheduled) -> tuple[Limit, ...]:
        """The rules that it would break there."""
        return self.rest.limits(self.items[place.id], place.start, self.rest.way(place))

    def outweighing(self, places: Iterable[Scheduled], broken: Iterable[Limit]) -> tuple[Limit, ...]:
        """The first objective that is not what it was when these are there; none when that is not worse.

        Where steps would be LACKING only what counts before all goals.
        """
        with self.adding(places):
            found = self.measures.difference()
        if found is None or found.worse < 0:
            return ()
        before_goals = takewhile(lambda name: name not in _OF_STEPS, self.problem.objectives)
        if any(limit.code in LACKING for limit in broken) and found.name not in before_goals:
            return ()
        return (Limit(LimitCode.OBJECTIVE, name=found.name.value, short=found.worse),)

    def best(self, in_order: Sequence[_Tried]) -> Best:
        """The first of these at which nothing is ``outweighing``, else the first.

        Where steps would be LACKING that cannot be told: then rather the first at which no rule breaks.
        """
        tried: list[Best] = []
        for broken, place in in_order:
            tried.append(Best(place, broken, self.outweighing([place], broken)))
            if not tried[-1].worse:
                break
        found = tried[0] if tried[-1].worse else tried[-1]
        if LACKING.isdisjoint(limit.code for limit in found.broken):
            return found
        return next((it for it in tried if not it.broken), found)

    @contextmanager
    def adding(self, places: Iterable[Scheduled]) -> Iterator[None]:
        """Meanwhile with all of these."""
        with ExitStack() as added:
            for place in places:
                added.enter_context(self.rest.adding(place))
            yield

    @contextmanager
    def without(self, ids: Iterable[str]) -> Iterator[None]:
        """Meanwhile without these."""
        with ExitStack() as removed:
            for id_ in sorted(ids):
                removed.enter_context(self.rest.without(id_))
            yield


def why_not(broken: _Broken, worse: _Broken) -> CandidateCode:
    """What is told first of rules that break and of what would end worse: what cannot be."""
    if broken:
        return CandidateCode.WOULD_NOT_FIT
    return CandidateCode.OUTWEIGHED if worse else CandidateCode.UNPROVEN


def freest(tried: Iterable[_Tried]) -> _Tried:
    """The first place of those at which the fewest rules break, and those rules."""
    return min(tried, key=freedom)


def freedom(attempt: _Tried) -> tuple[int, int]:
    """To put first where the fewest rules break, and of those what begins first."""
    broken, place = attempt
    return len(broken), place.start
