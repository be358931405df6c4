"""Which limits to search within, so that every point comes up, and spread out when there is no time for all.

For a limit on the finish, the points between the cheapest plan and the best one are found by halving the
widest stretch of cost that may still hold one. When all stretches are closed, the limit on the finish goes to
just before the latest point found: a point that is missed so far must be over by then (it is no worse than
nothing found, so earlier than what beats it on effect and cost). So it ends with all of them.
"""

from __future__ import annotations

import heapq
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import count

from plateau.roadmap.frontier.point import Frontier, Point, undominated
from plateau.roadmap.frontier.searching import Searcher, Undecided
from plateau.roadmap.model import Problem, Scheduled

DETERMINISTIC_LIMIT = 2.0
WALL_LIMIT = 60.0
MOST_POINTS = 100
#: Of the points that may be found, the share for the first sweep, which looks at no finish.
_FIRST_SHARE = 0.6


def find_frontier(
    problem: Problem,
    *,
    most: int = MOST_POINTS,
    seed: int = 0,
    deterministic_limit: float = DETERMINISTIC_LIMIT,
    wall_limit: float = WALL_LIMIT,
    stopped: Callable[[], bool] = lambda: False,
    told: Callable[[int], object] = lambda _found: None,
) -> Frontier:
    """At most ``most`` points of ``problem``; all of them when there are no more and time suffices.

    ``deterministic_limit`` for each point, ``wall_limit`` seconds for all; ``stopped`` is asked between two
    points, and what was found until then is given; ``told`` hears then how many there are. Empty and complete
    only when it is proven that there is no plan at all; empty and not complete: none was found in time.
    """
    searcher = Searcher(problem, seed=seed, limit=deterministic_limit)
    return _Sweep(searcher, most, time.monotonic() + wall_limit, stopped, told).frontier()


class _CutShort(Exception):
    """Time, points or patience ran out."""


@dataclass(frozen=True, slots=True)
class _Answer:
    """What was found within limits (None: provably nothing); also for tighter ones that it keeps to."""

    cost: int | None
    finish: int | None
    point: Point | None

    def answers(self, cost: int | None, finish: int | None) -> bool:
        """Whether this is the answer for these limits as well."""
        wider = _at_most(cost, self.cost) and _at_most(finish, self.finish)
        if not wider or self.point is None:
            return wider
        kept = _at_most(self.point.cost, cost) and _at_most(self.point.finish, finish)
        return kept and self.point.proven


def _at_most(value: int | None, limit: int | None) -> bool:
    return limit is None or (value is not None and value <= limit)


class _Sweep:
    def __init__(
        self,
        searcher: Searcher,
        most: int,
        deadline: float,
        stopped: Callable[[], bool],
        told: Callable[[int], object],
    ) -> None:
        self._searcher = searcher
        self._most = most
        self._deadline = deadline
        self._stopped = stopped
        self._told = told
        self._answers: list[_Answer] = []
        self._points: list[Point] = []

    def frontier(self) -> Frontier:
        finish: int | None = None
        share = max(2, round(self._most * _FIRST_SHARE))
        complete = True
        try:
            while finish is None or finish >= 0:
                latest, closed = self._within(finish, share if finish is None else self._most)
                complete = complete and closed
                if latest is None:
                    break
                finish = latest - 1
        except (_CutShort, Undecided):
            complete = False
        # A point that is beaten by now had a say in where to search: unproven, it may have hidden others.
        complete = complete and all(point.proven for point in self._points)
        return Frontier(undominated(self._points), complete)

    def _within(self, finish: int | None, most: int) -> tuple[int | None, bool]:
        """All points within ``finish``: the latest finish of them, and whether none is missing."""
        dearest = self._best(None, finish)
        if dearest is None:
            return None, True
        cheapest = self._cheapest(finish)
        found = [dearest, cheapest]
        order = count()
        # Widest first; ``edge`` searches just below the upper end, after halving found nothing new.
        gaps = [(cheapest.cost - dearest.cost, next(order), cheapest, dearest, False)]
        while gaps:
            width, _, low, high, edge = heapq.heappop(gaps)
            if low.effect == high.effect or -width < 1:
                continue
            if self._full(most):
                return max(point.finish for point in found), False
            limit = high.cost - 1 if edge else (low.cost + high.cost) // 2
            point = self._best(limit, finish, near=low.plan.scheduled) or low
            if point.effect < low.effect:
                found.append(point)
                heapq.heappush(gaps, (low.cost - point.cost, next(order), low, point, False))
                if not edge:
                    heapq.heappush(gaps, (point.cost - high.cost, next(order), point, high, False))
            elif not edge:
                heapq.heappush(gaps, (width, next(order), low, high, True))
        return max(point.finish for point in found), True

    def _best(self, cost: int | None, finish: int | None, near: Sequence[Scheduled] = ()) -> Point | None:
        for answer in self._answers:
            if answer.answers(cost, finish):
                return answer.point
        point = self._searcher.best(cost=cost, finish=finish, near=near, wall=self._time_left())
        self._answers.append(_Answer(cost, finish, point))
        if point is not None:
            self._points.append(point)
        return point

    def _cheapest(self, finish: int | None) -> Point:
        point = self._searcher.cheapest(finish=finish, wall=self._time_left())
        if point is None:
            raise _CutShort
        self._points.append(point)
        return point

    def _full(self, most: int) -> bool:
        return len(undominated(self._points)) >= most

    def _time_left(self) -> float:
        """Seconds for the next search; _CutShort when there is to be none."""
        self._told(len(undominated(self._points)))
        left = self._deadline - time.monotonic()
        if left <= 0 or self._full(self._most) or self._stopped():
            raise _CutShort
        return left
