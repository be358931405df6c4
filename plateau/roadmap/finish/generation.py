"""Serial schedule generation for many orders at once: each activity, in its order, as early as it fits.

All orders advance together, one activity a round, over numpy arrays. What is free of all resources in a
period is packed into one word: a field per resource with a guard bit on top, so that a single subtraction
tells for every resource whether the demand fits (its guard bit survives).
"""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from plateau.roadmap.finish.model import Project

Times = NDArray[np.signedinteger[Any]]
Keys = NDArray[np.float32]

_WORD = 63
#: Up to here times fit into 16 bits, which is half the memory to walk through.
_SHORT = 30_000
#: Bytes that the free resources of all orders together may take.
_MEMORY = 200_000_000


class Batch(NamedTuple):
    """Per order: `starts` and `ends` of each activity (orders × activities), and the `finish`."""

    starts: Times
    ends: Times
    finish: Times


class Generation:
    """Makes schedules of one project; backward when it is given the project reversed."""

    def __init__(self, project: Project, *, backward: bool = False) -> None:
        """No activity may ask more than there is. Backward: every wait goes the other way."""
        size = len(project.activities)
        self.size = size
        self._time: Any = np.int16 if project.horizon <= _SHORT else np.int32
        self.durations: Times = np.array([activity.duration for activity in project.activities], self._time)
        after = np.zeros((size, size), bool)
        for before, later in project.arcs:
            after[(later, before) if backward else (before, later)] = True
        self._after = after
        self._before = after.T.copy()
        self._waits = after.sum(axis=0, dtype=np.int16)
        self._pack(project)

    def widest(self) -> int:
        """How many orders fit into the memory at once."""
        words = self._capacity.size * self._capacity.itemsize
        return max(1, _MEMORY // (words * (int(self.durations.sum()) + 1)))

    def schedules(self, keys: Keys) -> Batch:
        """A schedule for each row of `keys`: of the activities that may start, the lowest key goes first."""
        rows = np.arange(len(keys))
        free = np.repeat(self._capacity[:, None, None], len(keys), axis=1)
        free = np.repeat(free, int(self.durations.sum()) + 1, axis=2)
        waits = np.repeat(self._waits[None], len(keys), axis=0)
        starts = np.zeros(keys.shape, self._time)
        ends = np.zeros(keys.shape, self._time)
        latest = 0
        for _ in range(self.size):
            chosen = np.where(waits == 0, keys, np.inf).argmin(axis=1)
            earliest = (ends * self._before[chosen]).max(axis=1)
            end = self._place(free, chosen, earliest, latest)
            starts[rows, chosen] = end - self.durations[chosen]
            ends[rows, chosen] = end
            latest = max(latest, int(end.max()))
            waits -= self._after[chosen]
            waits[rows, chosen] = -1
        return Batch(starts, ends, ends.max(axis=1))

    def _pack(self, project: Project) -> None:
        words: list[list[int]] = [[]]
        for resource, capacity in enumerate(project.capacities):
            width = capacity.bit_length() + 1
            used = sum(project.capacities[other].bit_length() + 1 for other in words[-1])
            if used + width > _WORD:
                words.append([])
            words[-1].append(resource)
        demands = np.zeros((len(words), self.size), np.uint64)
        capacity_words, guards = [], []
        for index, word in enumerate(words):
            shift = capacity_word = guard = 0
            for resource in word:
                capacity = project.capacities[resource]
                capacity_word |= capacity << shift
                guard |= 1 << (shift + capacity.bit_length())
                for position, activity in enumerate(project.activities):
                    # What takes no time takes nothing, however much it asks.
                    asked = activity.demands[resource] if activity.duration else 0
                    demands[index, position] |= np.uint64(asked << shift)
                shift += capacity.bit_length() + 1
            capacity_words.append(capacity_word | guard)
            guards.append(guard)
        kind: Any = np.uint32 if max(capacity_words) < 2**32 else np.uint64
        self._demands = demands.astype(kind)
        self._capacity = np.array(capacity_words, kind)
        self._guards = np.array(guards, kind)

    def _place(self, free: NDArray[Any], chosen: NDArray[np.intp], earliest: Times, latest: int) -> Times:
        """The ends of the chosen activities at their first fit, from `earliest` on; takes what they use."""
        durations = self.durations[chosen][:, None]
        first = int(earliest.min())
        last = max(latest, int(earliest.max())) + int(durations.max()) + 1
        periods = np.arange(first, min(last, free.shape[2]), dtype=self._time)[None]
        taken = periods < earliest[:, None]
        window = free[:, :, first:last]
        for word, guard in enumerate(self._guards):
            taken |= (window[word] - self._demands[word, chosen][:, None]) & guard != guard
        # The last taken period up to each one: what ends here fits if it started after that.
        blocked = np.where(taken, periods, self._time(first - 1))
        np.maximum.accumulate(blocked, axis=1, out=blocked)
        ends = (blocked + durations <= periods).argmax(axis=1).astype(self._time) + self._time(first + 1)
        ends = np.where(durations[:, 0] == 0, earliest, ends)
        running = (periods >= (ends[:, None] - durations)) & (periods < ends[:, None])
        for word in range(len(self._guards)):
            window[word] -= running * self._demands[word, chosen][:, None]
        return ends
