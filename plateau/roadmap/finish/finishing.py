"""The earliest finish: rules, a short proof, proof beside breeding, then proof beside searches nearby."""

from __future__ import annotations

import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

from plateau.roadmap.finish.breeding import Breeding
from plateau.roadmap.finish.intervals import Answer, Brake, Effort, Way, improve, shortest
from plateau.roadmap.finish.model import Finish, Project, finish_of, mirrored
from plateau.roadmap.model import Status

WALL_LIMIT = 60.0
#: Deterministic time for the first proof; most projects close in it.
_FIRST = 0.5
#: Deterministic time that a core does in each second of the limit, with room for a busy machine; searching
#: nearby takes longer for the same.
_PROOF = 0.5
_NEARBY = 0.2
#: Seconds in which an activity is placed, and what each activity of the project adds (a core of 2026 needs
#: some 0.7 of it).
_PLACING = (1e-6, 5e-9)
#: From so many activities on, breeding takes all the time; smaller projects leave more of it to the proof.
_LARGE = 70
#: Generations; more time goes into the size of the population instead, since a small one soon has only twins.
_GENERATIONS = 200
#: Schedules in a population at least.
_FEWEST = 40


def finish_project(
    project: Project, *, seed: int = 0, wall_limit: float = WALL_LIMIT, patience: float = 1.0
) -> Finish:
    """The best schedule found for `project`, with a bound.

    The work is counted in deterministic measures that follow from `wall_limit` (seconds), so that the same
    project, seed and limit give the same schedule; the clock itself is a safety net (`Finish.reproducible`),
    that many times the limit away as `patience` says: on a busy machine more gives what a quiet one gives.
    The first schedule is always made (milliseconds; a second for thousands of activities), so the status is
    never unknown.
    """
    reason = project.too_demanding()
    if reason:
        return Finish(Status.INFEASIBLE, reason=reason)
    clock = _Clock(wall_limit, patience)
    breeding = Breeding(project, seed=seed)
    breeding.begin()
    best = Answer(breeding.starts, shortest(project))
    if _open(project, best):
        best = improve(project, best, Effort(_FIRST, clock.left), seed=seed)
    if _open(project, best) and not best.cut:
        best = Rounds(project, clock, seed).result(best)
    finish = finish_of(project, best.starts)
    return Finish(
        Status.OPTIMAL if finish == best.bound else Status.FEASIBLE,
        finish,
        best.bound,
        best.starts,
        reproducible=not best.cut,
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


class Rounds:
    """Two rounds of two threads each: one proves from above; beside it the other breeds, in the second round
    searches nearby and then raises the bound from below, looking from the other end.

    In a round neither hears of the other's findings, so chance stays out. Only the first thread's proof stops
    the second, and then its own schedule counts: what the second had by then, which the clock decides, is
    left aside.
    """

    def __init__(self, project: Project, clock: _Clock, seed: int) -> None:
        self._project = project
        self._clock = clock
        self._seed = seed
        size = len(project.activities)
        self._first = min(1.0, (size / _LARGE) ** 3)
        self._schedules = int(self._first * clock.limit / (size * (_PLACING[0] + _PLACING[1] * size)))

    def result(self, known: Answer) -> Answer:
        """The best of both rounds."""
        known = self._side_by_side(known, self._bred, self._first)
        left = 1 - self._first
        if _open(self._project, known) and not known.cut and left > 0:
            known = self._side_by_side(known, self._nearby_and_below, left)
        return known

    def _side_by_side(
        self, known: Answer, beside: Callable[[Answer, Brake, float], Answer], share: float
    ) -> Answer:
        brake = Brake()
        with ThreadPoolExecutor(1) as threads:
            other = threads.submit(beside, known, brake, share)
            try:
                proof = self._searched(known, Way.FROM_ABOVE, _PROOF * share)
            except BaseException:
                brake.pull()
                raise
            if not _open(self._project, proof):
                brake.pull()
                return proof
            second = other.result()
        starts = min((proof.starts, second.starts), key=lambda one: finish_of(self._project, one))
        return Answer(starts, max(proof.bound, second.bound), cut=proof.cut or second.cut)

    def _bred(self, known: Answer, brake: Brake, _share: float) -> Answer:
        size = max(_FEWEST, self._schedules // _GENERATIONS)
        breeding, cut = Breeding(self._project, seed=self._seed, size=size), False
        breeding.begin()
        for _ in range(self._schedules // breeding.size):
            if breeding.finish <= known.bound or brake.pulled:
                break
            if not self._clock.left:
                cut = True
                break
            breeding.advance()
        starts = min((known.starts, breeding.starts), key=lambda one: finish_of(self._project, one))
        return Answer(starts, known.bound, cut=cut)

    def _nearby_and_below(self, known: Answer, brake: Brake, share: float) -> Answer:
        nearby = min(share / 2, self._first)  # small projects need as little of it as of breeding
        near = self._searched(known, Way.NEARBY, _NEARBY * nearby, brake)
        if near.cut or brake.pulled or not _open(self._project, near):
            return near
        return self._from_the_other_end(near, _PROOF * (share - nearby), brake)

    def _from_the_other_end(self, known: Answer, part: float, brake: Brake) -> Answer:
        """The bound raised for the project reversed, which often closes what the project itself does not."""
        turned = self._project.reversed()
        there = replace(known, starts=mirrored(self._project, known.starts))
        effort = Effort(part * self._clock.limit, self._clock.left, Way.FROM_BELOW)
        found = improve(turned, there, effort, seed=self._seed, brake=brake)
        return replace(found, starts=mirrored(turned, found.starts))

    def _searched(self, known: Answer, way: Way, part: float, brake: Brake | None = None) -> Answer:
        """`part`: deterministic time for each second of the limit."""
        effort = Effort(part * self._clock.limit, self._clock.left, way)
        return improve(self._project, known, effort, seed=self._seed, brake=brake)
