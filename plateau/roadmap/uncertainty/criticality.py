"""How often each intervention is on the chain that fixes the finish, and what the spread comes from."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from plateau.roadmap.uncertainty.drawing import Real, Whole
from plateau.roadmap.uncertainty.execution import Execution, Truths


def critical(execution: Execution) -> Truths:
    """Per intervention and run: whether one period more of it would push the finish.

    Critical is what ends at the finish, and what hands over without a pause to something critical: as a
    prerequisite, as the only maker of the plateau below, or with people (or room in a change load) that the
    other could not do without. What is over is not: nothing can be added to it any more.
    """
    found = np.asarray(execution.ends == execution.finish)
    waiting = set(range(len(execution.tasks)))
    while waiting:
        later = max(waiting, key=lambda place: (execution.tasks[place].work.start, place))
        waiting.discard(later)
        if not found[later].any():
            continue
        for earlier, binds in _handovers(execution, later):
            fresh = binds & found[later] & ~found[earlier]
            if fresh.any():
                found[earlier] |= fresh
                waiting.add(earlier)
    over = np.array([task.work.over for task in execution.tasks], dtype=np.bool_)
    return found & ~over[:, None]


def _handovers(execution: Execution, later: int) -> Iterator[tuple[int, Truths]]:
    """The others with the runs in which ``later`` would have been later, had they taken a period more."""
    task, starts = execution.tasks[later], execution.starts[later]
    if task.work.begun:
        return
    for wait in task.waits:
        slack = execution.slack(wait, later)
        yield from _only_one(wait.places, slack)
    for need in task.needs:
        makers = _makers(execution, need)
        pauses = [execution.tasks[place].work.item.consolidation for place in makers]
        counts = execution.ends[list(makers)] + np.array(pauses, dtype=np.int64)[:, None]
        yield from _only_one(makers, starts - counts)
    columns = np.arange(starts.size)
    left = {resource: execution.free[resource][starts, columns] for resource in task.shares}
    first, last = starts.min(), starts.max()
    for earlier, other in enumerate(execution.tasks):
        shared = task.shares.keys() & other.shares.keys()
        if earlier == later or not shared:
            continue
        ends = execution.ends[earlier]
        if ends.max() < first or ends.min() > last:
            continue
        # Would it run on, it would keep what it takes in its last period.
        crowded = [left[resource] < other.shares[resource][-1] for resource in sorted(shared)]
        yield earlier, np.logical_or.reduce(crowded) & (ends == starts)


def _only_one(places: Sequence[int], slack: Whole) -> Iterator[tuple[int, Truths]]:
    """Of those of which one is enough: each with the runs in which it alone came, and just in time."""
    ready = slack >= 0
    alone = ready.sum(axis=0) == 1
    for row, place in enumerate(places):
        yield place, np.asarray(alone & (slack[row] == 0))


def _makers(execution: Execution, need: tuple[str, int]) -> tuple[int, ...]:
    return tuple(
        place
        for place, task in enumerate(execution.tasks)
        if any((step.criterion, step.end) == need for step in task.work.item.steps)
    )


def rank_correlation(cause: Real, effect: Whole) -> float:
    """Spearman's: −1 to 1, ties shared; 0 when one of them does not vary."""
    return correlation_of_ranks(ranks(cause), ranks(effect))


def correlation_of_ranks(first: Real, second: Real) -> float:
    """The same for two rows of ``ranks``: for who holds one row against many."""
    first, second = first - first.mean(), second - second.mean()
    size = float(np.sqrt((first @ first) * (second @ second)))
    return float(first @ second) / size if size > 0 else 0.0


def ranks(values: Real | Whole) -> Real:
    """Places from 1 in order of size; those of equal values are shared."""
    _, places, counts = np.unique(values, return_inverse=True, return_counts=True)
    upper = np.cumsum(counts)
    return np.asarray((upper - (counts - 1) / 2)[places], dtype=np.float64)
