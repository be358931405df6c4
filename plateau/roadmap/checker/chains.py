"""In which runs each intervention is on the chain that fixes the finish."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from plateau.roadmap.checker.draws import Whole
from plateau.roadmap.checker.runs import Runs, Truths


def critical(runs: Runs) -> Truths:
    """What ends at the finish, and what hands over, right then, to something that is on the chain.

    It hands over what only it brought in time, or people, or room for change. What is over by now is on none.
    """
    found = np.asarray(runs.ends == runs.finish)
    handed = list(_handed(runs))
    before = -1
    while before != found.sum():
        before = found.sum()
        for earlier, later, when in handed:
            found[earlier] |= when & found[later]
    over = {entry.id for entry in runs.problem.past if entry.end <= runs.problem.now}
    found[[row for id_, row in runs.rows.items() if id_ in over]] = False
    return found


def _handed(runs: Runs) -> Iterator[tuple[int, int, Truths]]:
    """Who hands over to whom, and in which runs; nobody to what began before now."""
    begun = {entry.id for entry in runs.problem.past}
    for later, entry in enumerate(runs.entries):
        if entry.id in begun:
            continue
        for lag, others in runs.waits(later):
            yield from _alone(later, others, runs.waited(later, lag, others) - lag.least)
        for criterion, plateau in runs.needs(later):
            makers = [
                row
                for row in runs.rows.values()
                if any((step.criterion, step.end) == (criterion, plateau) for step in runs.item(row).steps)
            ]
            pauses = np.array([[runs.item(row).consolidation] for row in makers])
            yield from _alone(later, makers, runs.starts[later] - runs.ends[makers] - pauses)
        for earlier in runs.rows.values():
            meets = runs.ends[earlier] == runs.starts[later]
            if earlier != later and meets.any():
                yield earlier, later, meets & runs.room.short(later, earlier, runs.starts[later])


def _alone(later: int, others: list[int], spare: Whole) -> Iterator[tuple[int, int, Truths]]:
    """``spare``: periods that ``later`` could have begun sooner after each; it waited for the only one."""
    only = (spare >= 0).sum(axis=0) == 1
    for earlier, periods in zip(others, spare, strict=True):
        yield earlier, later, only & (periods == 0)
