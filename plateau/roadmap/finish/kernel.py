"""The innermost loops of schedule generation, made into machine code.

By numba, the first time that a computer runs it (seconds); from then on it comes out of a cache. Thousands of
schedules are made in one call, in which other threads run.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple, ParamSpec, TypeVar

import numpy as np
from numba import njit
from numpy.typing import NDArray

P = ParamSpec("P")
R = TypeVar("R")
Times = NDArray[np.int32]
Words = NDArray[np.int64]
Keys = NDArray[np.float32]


class Tables(NamedTuple):
    """A project in arrays.

    Per activity `durations`, `demands` (activities × words) and how many others it `waits` for; what waits
    for activity `i` is `after[first[i]:first[i + 1]]`. Per word its `capacity`, with all `guards` set.
    """

    durations: Times
    demands: Words
    waits: Times
    first: Times
    after: Times
    capacity: Words
    guards: Words


def compiled(function: Callable[P, R]) -> Callable[P, R]:
    """`function` as machine code, made when it is first called."""
    try:
        return njit(nogil=True, cache=True)(function)
    except RuntimeError:  # nowhere to keep it: then it is made again each time the program starts
        return njit(nogil=True)(function)


def inlined(function: Callable[P, R]) -> Callable[P, R]:
    """`function`, to become a part of the machine code that calls it."""
    return njit(inline="always")(function)


@compiled
def all_ends(tables: Tables, keys: Keys) -> Times:
    """Per row of `keys` the end of each activity: of those that may start the lowest key goes first."""
    durations, demands, waits, first, after, capacity, guards = tables
    rows, size = keys.shape
    horizon = durations.sum() + 1
    free = np.repeat(capacity, horizon).reshape(len(capacity), horizon)
    ends = np.empty((rows, size), np.int32)
    earliest, left, ready = np.empty(size, np.int32), np.empty(size, np.int32), np.empty(size, np.int32)
    for row in range(rows):
        earliest[:] = 0
        left[:] = waits
        count = 0
        for activity in range(size):
            if left[activity] == 0:
                ready[count] = activity
                count += 1
        while count:
            place = _lowest(keys, row, ready, count)
            chosen = ready[place]
            count -= 1
            ready[place] = ready[count]
            start = _first_fit(free, guards, demands, chosen, earliest[chosen], durations[chosen])
            end = start + durations[chosen]
            _take(free, demands, chosen, start, end)
            ends[row, chosen] = end
            for link in range(first[chosen], first[chosen + 1]):
                other = after[link]
                earliest[other] = max(earliest[other], end)
                left[other] -= 1
                if left[other] == 0:
                    ready[count] = other
                    count += 1
        for word in range(len(free)):
            free[word, : ends[row].max()] = capacity[word]
    return ends


@inlined
def _lowest(keys: Keys, row: int, ready: Times, count: int) -> int:
    """The place in `ready`, of the first `count`, of the lowest key."""
    place, lowest = 0, keys[row, ready[0]]
    for other in range(1, count):
        if keys[row, ready[other]] < lowest:
            place, lowest = other, keys[row, ready[other]]
    return place


@inlined
def _first_fit(free: Words, guards: Words, demands: Words, chosen: int, start: int, duration: int) -> int:
    """The start of an activity, at `start` or as soon after it as what it needs is free."""
    # The first word is nearly always the only one, and so by itself: twice as fast.
    guard, demand = guards[0], demands[chosen, 0]
    # From the last period back to the first: a period in which it does not fit moves the start behind it, and
    # what was seen to be free is not looked at again.
    seen, period = start, start + duration - 1
    while period >= seen:
        fits = (free[0, period] - demand) & guard == guard
        if len(free) > 1:
            for word in range(1, len(free)):
                fits &= (free[word, period] - demands[chosen, word]) & guards[word] == guards[word]
        if fits:
            period -= 1
        else:
            seen, start = start + duration, period + 1
            period = start + duration - 1
    return start


@inlined
def _take(free: Words, demands: Words, chosen: int, start: int, end: int) -> None:
    """From what is free in the periods from `start` up to `end`."""
    for period in range(start, end):
        free[0, period] -= demands[chosen, 0]
    for word in range(1, len(free)):
        for period in range(start, end):
            free[word, period] -= demands[chosen, word]
