"""Limits in time that the execution does not keep by itself, and in which share of the runs they are kept."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from plateau.roadmap.model import Lag, Moment, Problem
from plateau.roadmap.uncertainty.execution import Execution, Truths
from plateau.roadmap.uncertainty.outlook import Bound, BoundChance


def bounds_kept(problem: Problem, run: Execution) -> Iterator[BoundChance]:
    """Deadlines, latest starts (pins too) and longest lags of everything planned, in the order of the plan.

    What has begun is held to none of them, as in the plan itself.
    """
    pins = {pin.id: pin for pin in problem.pins}
    begun = {entry.id for entry in problem.past}
    for place, task in enumerate(run.tasks):
        item = task.work.item
        if item.id in begun:
            continue
        if item.deadline is not None:
            yield _kept(item.id, Bound.DEADLINE, item.deadline, run.ends[place] <= item.deadline)
        pin = pins.get(item.id)
        latest = [item.latest_start, *((pin.not_after, pin.start) if pin else ())]
        given = [period for period in latest if period is not None]
        if given:
            yield _kept(item.id, Bound.LATEST_START, min(given), run.starts[place] <= min(given))
        for lag in item.lags:
            if lag.most is not None and not lag.any_of & problem.already_done:
                kept = _soon_enough(lag, place, run)
                after = tuple(sorted(lag.any_of))
                yield _kept(item.id, Bound.LAG, lag.most, kept, after)


def _soon_enough(lag: Lag, place: int, run: Execution) -> Truths:
    """Whether one of those it follows lies no further back than the lag allows, and no nearer."""
    mine = (run.starts if lag.to is Moment.START else run.ends)[place]
    since = run.starts if lag.since is Moment.START else run.ends
    others = [index for index, task in enumerate(run.tasks) if task.work.id in lag.any_of]
    waits = mine - since[others]
    most = np.iinfo(np.int64).max if lag.most is None else lag.most
    return np.asarray(((waits >= lag.least) & (waits <= most)).any(axis=0))


def _kept(id_: str, bound: Bound, limit: int, kept: Truths, after: tuple[str, ...] = ()) -> BoundChance:
    return BoundChance(id_, bound, limit, float(kept.mean()), after)
