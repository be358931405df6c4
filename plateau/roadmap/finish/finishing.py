"""The earliest finish: rules, a short proof, and then what size and gap ask for.

What is small is bred a little and then proven in parts, side by side. Of the rest, after another short proof
beside a short breeding, proof beside breeding and then beside searches nearby where the bound is near; where
it is far, which no proof closes, both threads breed.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from functools import partial
from typing import TypeVar

from plateau.roadmap.finish.breeding import Breeding, exchange
from plateau.roadmap.finish.intervals import Answer, Brake, Effort, Way, close, improve, shortest
from plateau.roadmap.finish.model import Finish, Project, finish_of, mirrored
from plateau.roadmap.finish.pairs import in_parts
from plateau.roadmap.model import Status

T = TypeVar("T")

WALL_LIMIT = 60.0
#: Deterministic time for the first proof, in which most projects close.
_FIRST = 0.05
#: Deterministic time that a core does in each second of the limit, with room for a busy machine; searching
#: nearby takes longer for the same.
_PROOF = 0.4
_NEARBY = 0.2
#: Seconds in which an activity is placed; what each activity of the project adds to that, and each period
#: that one takes on average. A core of 2026 needs some 0.75 of it.
_PLACING = (8e-8, 1.6e-10, 2.5e-9)
#: A proof closes what has fewer activities than this, after breeding for this share of the limit beside half
#: as much work on the bound from below. How often it is split for that (once gives two parts).
_PROVABLE = 50
_LITTLE = 0.05
_SPLITS = 2
#: The share of the limit for the first round of the others; what it leaves far goes without proof.
_SHORT = 0.1
#: A gap, as a share of the finish, from which no proof closes it.
_FAR = 0.05
#: From so many activities on, breeding takes all the time; smaller projects leave more of it to the proof.
_LARGE = 70
#: Generations for each activity, until what is good is everywhere; more time goes into the size of the
#: population instead, since a small one soon has only twins.
_GENERATIONS = 10
#: How often two populations that breed side by side give each other their best.
_EXCHANGES = 20
#: Schedules in a population at least, and the activities of all of them together at most.
_FEWEST = 40
_MOST = 5_000_000


def finish_project(
    project: Project,
    *,
    seed: int = 0,
    wall_limit: float = WALL_LIMIT,
    patience: float = 1.0,
    brake: Brake | None = None,
) -> Finish:
    """The best schedule found for `project`, with a bound.

    The work is counted in deterministic measures that follow from `wall_limit` (seconds), so that the same
    project, seed and limit give the same schedule; the clock itself is a safety net (`Finish.reproducible`),
    that many times the limit away as `patience` says: on a busy machine more gives what a quiet one gives.
    The first schedule is always made (milliseconds; a second for thousands of activities), so the status is
    never unknown. When someone pulls the `brake` it ends with the best so far.
    """
    brake = brake or Brake()
    reason = project.too_demanding()
    if reason:
        return Finish(Status.INFEASIBLE, reason=reason)
    breeding = Breeding(project, seed=seed)
    breeding.begin()
    clock = _Clock(wall_limit, patience)
    best = Answer(breeding.starts, shortest(project))
    if _open(project, best):
        best = improve(project, best, Effort(_FIRST, clock.left), seed=seed, brake=Brake(brake))
    if _open(project, best) and not (best.cut or brake.pulled):
        best = Rounds(project, clock, seed, brake).result(best)
    finish = finish_of(project, best.starts)
    return Finish(
        Status.OPTIMAL if finish == best.bound else Status.FEASIBLE,
        finish,
        best.bound,
        best.starts,
        reproducible=not (best.cut or brake.pulled),
    )


class _Clock:
    """The seconds that are left of a limit."""

    def __init__(self, limit: float, patience: float) -> None:
        self.limit = limit
        self._end = time.monotonic() + limit * patience

    @property
    def left(self) -> float:
        return max(0.0, self._end - time.monotonic())


def _open(project: Project, answer: Answer) -> bool:
    return finish_of(project, answer.starts) > answer.bound


def _together(brake: Brake, here: Callable[[], T], beside: Callable[[], T]) -> tuple[T, T]:
    """What both give; the second runs in a thread of its own, and stops when the first fails."""
    with ThreadPoolExecutor(1) as threads:
        other = threads.submit(beside)
        try:
            return here(), other.result()
        except BaseException:
            brake.pull()
            raise


class Rounds:
    """Rounds of two threads each. What is small: both prove, each its parts of it. The others: in the first
    one proves from above, and the other breeds. In the second, when the bound is far, both breed; else again
    one proves and the other breeds. In the third, of what is not large, the other searches nearby and then
    raises the bound from below, looking from the other end.

    In a round neither hears of the other's findings but at fixed generations, so chance stays out. Only the
    first thread's proof stops the second, and then its own schedule counts: what the second had by then,
    which the clock decides, is left aside.
    """

    def __init__(self, project: Project, clock: _Clock, seed: int, brake: Brake | None = None) -> None:
        self._project = project
        self._clock = clock
        self._seed = seed
        self._brake = brake or Brake()
        size = len(project.activities)
        self._provable = size < _PROVABLE
        self._second = min(1.0, (size / _LARGE) ** 3)
        placing = _PLACING[0] + _PLACING[1] * size + _PLACING[2] * project.horizon / size
        self._schedules = int(clock.limit / (size * placing))  # of one thread, in all the limit

    def result(self, known: Answer) -> Answer:
        """The best of all rounds."""
        proof = _PROOF * self._clock.limit
        if self._provable:
            known = self._bred_beside_a_bound(known, proof)
            return self._proven_in_parts(known, proof * (1 - _LITTLE)) if self._goes_on(known) else known
        known = self._side_by_side(known, proof * _SHORT, self._bred, _SHORT)
        if not self._goes_on(known):
            return known
        rest = 1 - _SHORT
        if self._far(known):
            return self._bred_by_two(known, rest)
        second, third = rest * self._second, rest * (1 - self._second)
        known = self._side_by_side(known, proof * second, self._bred, second)
        if third > 0 and self._goes_on(known):
            known = self._side_by_side(known, proof * third, self._nearby_and_below, third)
        return known

    def _goes_on(self, known: Answer) -> bool:
        return _open(self._project, known) and not (known.cut or self._brake.pulled)

    def _far(self, known: Answer) -> bool:
        finish = self._finish(known.starts)
        return finish - known.bound > _FAR * finish

    def _bred_beside_a_bound(self, known: Answer, proof: float) -> Answer:
        brake = Brake(self._brake)
        bred, bound = _together(
            brake,
            lambda: self._bred(known, brake, _LITTLE),
            lambda: self._from_the_other_end(known, proof * _LITTLE / 2, brake),
        )
        return self._of_both(bred, bound)

    def _proven_in_parts(self, known: Answer, proof: float) -> Answer:
        """No part hears of another: each thread has its own, and its own budget for them."""
        parts = in_parts(self._project, self._finish(known.starts) - 1, _SPLITS)
        effort = Effort(proof, self._clock.left)
        brake = Brake(self._brake)
        one, other = _together(
            brake,
            lambda: close(
                self._project, known, parts[::3], effort, seed=self._seed, brake=Brake(self._brake)
            ),
            lambda: close(self._project, known, parts[1:3], effort, seed=self._seed, brake=brake),
        )
        return replace(self._of_both(one, other), bound=min(one.bound, other.bound))

    def _of_both(self, one: Answer, other: Answer) -> Answer:
        """The earlier schedule and the higher bound."""
        starts = min((one.starts, other.starts), key=self._finish)
        return Answer(starts, max(one.bound, other.bound), cut=one.cut or other.cut)

    def _finish(self, starts: Sequence[int]) -> int:
        return finish_of(self._project, starts)

    def _side_by_side(
        self, known: Answer, proving: float, beside: Callable[[Answer, Brake, float], Answer], share: float
    ) -> Answer:
        brake = Brake(self._brake)

        def prove() -> Answer:
            proof = self._searched(known, Way.FROM_ABOVE, proving, Brake(self._brake))
            if not _open(self._project, proof):
                brake.pull()
            return proof

        proof, other = _together(brake, prove, lambda: beside(known, brake, share))
        if not _open(self._project, proof):
            return proof
        return self._of_both(proof, other)

    def _bred(self, known: Answer, brake: Brake, share: float) -> Answer:
        breeding, generations = self._breeding(share)
        cut = self._advanced(breeding, generations, known.bound, brake)
        return self._better(known, breeding, cut=cut)

    def _bred_by_two(self, known: Answer, share: float) -> Answer:
        one, generations = self._breeding(share, island=1)
        other, _ = self._breeding(share, island=2)
        brake = Brake(self._brake)
        for _ in range(_EXCHANGES):
            cut = any(
                _together(
                    brake,
                    *(
                        partial(self._advanced, breeding, generations // _EXCHANGES, known.bound, brake)
                        for breeding in (one, other)
                    ),
                )
            )
            exchange(one, other)
            known = self._better(known, one, cut=cut)
            if not self._goes_on(known):
                break
        return known

    def _breeding(self, share: float, island: int = 0) -> tuple[Breeding, int]:
        """A population, and for how many generations the time is enough."""
        schedules, activities = int(share * self._schedules), len(self._project.activities)
        size = max(_FEWEST, min(schedules // (_GENERATIONS * activities), _MOST // activities))
        breeding = Breeding(self._project, seed=(self._seed, island), size=size)
        breeding.begin()
        return breeding, schedules // size

    def _advanced(self, breeding: Breeding, generations: int, bound: int, brake: Brake) -> bool:
        """Whether the clock cut it short."""
        for _ in range(generations):
            if breeding.finish <= bound or brake.pulled:
                return False
            if not self._clock.left:
                return True
            breeding.advance()
        return False

    def _better(self, known: Answer, breeding: Breeding, *, cut: bool) -> Answer:
        return self._of_both(known, Answer(breeding.starts, known.bound, cut=cut))

    def _nearby_and_below(self, known: Answer, brake: Brake, share: float) -> Answer:
        nearby = min(share / 2, self._second)  # small projects need as little of it as of breeding
        near = self._searched(known, Way.NEARBY, _NEARBY * nearby * self._clock.limit, brake)
        if near.cut or brake.pulled or not _open(self._project, near):
            return near
        return self._from_the_other_end(near, _PROOF * (share - nearby) * self._clock.limit, brake)

    def _from_the_other_end(self, known: Answer, deterministic: float, brake: Brake) -> Answer:
        """The bound raised for the project reversed, which often closes what the project itself does not."""
        turned = self._project.reversed()
        there = replace(known, starts=mirrored(self._project, known.starts))
        effort = Effort(deterministic, self._clock.left, Way.FROM_BELOW)
        found = improve(turned, there, effort, seed=self._seed, brake=brake)
        return replace(found, starts=mirrored(turned, found.starts))

    def _searched(self, known: Answer, way: Way, deterministic: float, brake: Brake) -> Answer:
        effort = Effort(deterministic, self._clock.left, way)
        return improve(self._project, known, effort, seed=self._seed, brake=brake)
