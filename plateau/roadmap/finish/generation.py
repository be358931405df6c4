"""Serial schedule generation for many orders: each activity, in its order, as early as it fits.

What is free of all resources in a period is packed into words: a field per resource with a guard bit on top,
so that a single subtraction tells for every resource whether the demand fits (its guard bit survives).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from plateau.roadmap.finish.model import Project

if TYPE_CHECKING:
    from plateau.roadmap.finish.kernel import Keys, Tables, Times

_WORD = 63


class Batch(NamedTuple):
    """Per order: `starts` and `ends` of each activity (orders × activities), and the `finish`."""

    starts: Times
    ends: Times
    finish: Times


class Generation:
    """Makes schedules of one project; backward when it is given the project reversed."""

    def __init__(self, project: Project, *, backward: bool = False) -> None:
        """No activity may ask more than there is. Backward: every wait goes the other way."""
        self._tables = _tables(project.reversed() if backward else project)

    def schedules(self, keys: Keys) -> Batch:
        """A schedule for each row of `keys`: of the activities that may start, the lowest key goes first."""
        # Its machine code takes half a second to load, and only this needs it.
        from plateau.roadmap.finish.kernel import all_ends  # noqa: PLC0415

        ends = all_ends(self._tables, keys)
        return Batch(ends - self._tables.durations, ends, ends.max(axis=1))


def _tables(project: Project) -> Tables:
    from plateau.roadmap.finish.kernel import Tables  # noqa: PLC0415

    size = len(project.activities)
    before, after = np.array(project.arcs, np.int32).reshape(-1, 2).T.copy()
    words = _words(project)
    demands = np.zeros((size, len(words)), np.int64)
    capacity, guards = np.zeros(len(words), np.int64), np.zeros(len(words), np.int64)
    for word, fields in enumerate(words):
        for resource, shift in fields:
            most = project.capacities[resource]
            guards[word] |= 1 << (shift + most.bit_length())
            capacity[word] |= most << shift
            # What takes no time takes nothing, however much it asks.
            demands[:, word] |= [
                (one.demands[resource] if one.duration else 0) << shift for one in project.activities
            ]
    return Tables(
        durations=np.array([activity.duration for activity in project.activities], np.int32),
        demands=demands,
        waits=np.bincount(after, minlength=size).astype(np.int32),
        first=np.searchsorted(before, np.arange(size + 1)).astype(np.int32),
        after=after,
        capacity=capacity | guards,
        guards=guards,
    )


def _words(project: Project) -> list[list[tuple[int, int]]]:
    """Per word its resources, each with the bit at which its field begins; one word at least."""
    words: list[list[tuple[int, int]]] = [[]]
    used = 0
    for resource, capacity in enumerate(project.capacities):
        width = capacity.bit_length() + 1
        if used + width > _WORD:
            words.append([])
            used = 0
        words[-1].append((resource, used))
        used += width
    return words
