"""What is left out of one plan put in it somewhere, the rest staying as it is."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import replace

from plateau.roadmap.explanation.measuring import Difference, Measures
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
)


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

    def weighed(self, reason: CandidateReason, places: Iterable[Scheduled]) -> CandidateReason:
        """With what gets worse when these are there; when nothing does, that is not proven."""
        with self.adding(places):
            limits = worse(self.measures.difference())
        return replace(reason, limits=limits) if limits else replace(reason, code=CandidateCode.UNPROVEN)


def freest(tried: Iterable[tuple[tuple[Limit, ...], Scheduled]]) -> tuple[tuple[Limit, ...], Scheduled]:
    """The first place of those at which the fewest rules break, and those rules."""
    return min(tried, key=lambda attempt: (len(attempt[0]), attempt[1].start))


def worse(found: Difference | None) -> tuple[Limit, ...]:
    """The first objective that is not what it was; none when that is not worse."""
    if found is None or found.worse < 0:
        return ()
    return (Limit(LimitCode.OBJECTIVE, name=found.name.value, short=found.worse),)
