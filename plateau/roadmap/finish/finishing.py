"""The earliest finish: rules first, then a short proof, then proof and breeding side by side."""

from __future__ import annotations

import time
from concurrent.futures import ThreadPoolExecutor

from plateau.roadmap.finish.breeding import Breeding
from plateau.roadmap.finish.intervals import Answer, Brake, Effort, improve, shortest
from plateau.roadmap.finish.model import Finish, Project, finish_of
from plateau.roadmap.model import Status

WALL_LIMIT = 60.0
#: Deterministic time for the first proof; most projects close in it.
_FIRST = 0.5
#: Deterministic time that a core does in each second of the limit, with room for a busy machine.
_PROOF = 0.5
#: Activities placed in each second of the limit (a core of 2026 places 700,000 or more).
_PLACED = 500_000
#: Generations per activity after which breeding brings little more.
_GENERATIONS = 4


def finish_project(project: Project, *, seed: int = 0, wall_limit: float = WALL_LIMIT) -> Finish:
    """The best schedule found for `project`, with a bound.

    The work is counted in deterministic measures that follow from `wall_limit` (seconds), so that the same
    project, seed and limit give the same schedule; the clock itself is a safety net (`Finish.reproducible`).
    The first schedule is always made (milliseconds; a second for thousands of activities), so the status is
    never unknown.
    """
    reason = project.too_demanding()
    if reason:
        return Finish(Status.INFEASIBLE, reason=reason)
    clock = _Clock(wall_limit)
    breeding = Breeding(project, seed=seed)
    breeding.begin()
    best = Answer(breeding.starts, shortest(project))
    if _open(project, best):
        best = improve(project, best, Effort(_FIRST, clock.left), seed=seed)
    if _open(project, best) and not best.cut:
        best = _side_by_side(project, best, breeding, clock, seed)
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

    def __init__(self, limit: float) -> None:
        self.limit = limit
        self._end = time.monotonic() + limit

    @property
    def left(self) -> float:
        return max(0.0, self._end - time.monotonic())


def _open(project: Project, answer: Answer) -> bool:
    return finish_of(project, answer.starts) > answer.bound


def _side_by_side(project: Project, known: Answer, breeding: Breeding, clock: _Clock, seed: int) -> Answer:
    """Two threads: one searches from above for a proof; one breeds, then raises the bound from below.

    Neither hears of the other's findings, so chance stays out. Only the first thread's proof stops the
    second, and then its own schedule counts: what the second had by then, which the clock decides, is left
    aside.
    """
    brake = Brake()
    with ThreadPoolExecutor(1) as threads:
        other = threads.submit(_breed_and_bound, project, known, breeding, clock, seed, brake)
        try:
            effort = Effort(_PROOF * clock.limit, clock.left)
            proof = improve(project, known, effort, seed=seed)
        except BaseException:
            brake.pull()
            raise
        if not _open(project, proof):
            brake.pull()
            return proof
        second = other.result()
    starts = min((proof.starts, second.starts), key=lambda one: finish_of(project, one))
    return Answer(starts, max(proof.bound, second.bound), cut=proof.cut or second.cut)


def _breed_and_bound(
    project: Project, known: Answer, breeding: Breeding, clock: _Clock, seed: int, brake: Brake
) -> Answer:
    size = len(project.activities)
    affordable = _PLACED * clock.limit / (breeding.size * size)
    rounds = int(min(affordable, _GENERATIONS * size))
    for _ in range(rounds):
        if breeding.finish <= known.bound or brake.pulled:
            break
        if not clock.left:
            return _better(project, known, breeding, cut=True)
        breeding.advance()
    bred = _better(project, known, breeding, cut=False)
    left = 1 - rounds / affordable
    if brake.pulled or not _open(project, bred) or left <= 0:
        return bred
    effort = Effort(_PROOF * clock.limit * left, clock.left, from_below=True)
    return improve(project, bred, effort, seed=seed, brake=brake)


def _better(project: Project, known: Answer, breeding: Breeding, *, cut: bool) -> Answer:
    starts = min((known.starts, breeding.starts), key=lambda one: finish_of(project, one))
    return Answer(starts, known.bound, cut=cut)
