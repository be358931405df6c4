"""Activities that go one at a time: what the exact search cannot see per resource, and where it is split.

A cumulative looks at one resource. Two activities that ask too much together of the first resource, and two
others that do so of the second, only become a group in which all go one after the other when seen together.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TypeAlias

import numpy as np

from plateau.roadmap.finish.model import Project, longest_paths

#: A set of positions, a bit each.
_Set: TypeAlias = int
#: Pairs of positions: the first ends before the second starts.
Waits: TypeAlias = tuple[tuple[int, int], ...]


def one_at_a_time(project: Project) -> list[tuple[int, ...]]:
    """Groups of positions of which no two can run in the same period.

    Every pair that asks too much together is in one of them; what waits for each other fills them up.
    """
    ordered = _in_order(project)
    clash = _too_much_together(project)
    apart = [one | other for one, other in zip(clash, ordered, strict=True)]
    left = [one & ~other for one, other in zip(clash, ordered, strict=True)]
    groups = []
    for position in range(len(left)):
        while left[position]:
            group = _grown(position, apart, left)
            groups.append(tuple(_positions(group)))
            for member in groups[-1]:
                left[member] &= ~group
    return groups


def in_parts(project: Project, finish: int, splits: int) -> list[Waits]:
    """More waits, at most 2 to the power of `splits` times, so that every schedule that ends by `finish`
    keeps to one of these: parts to search one after the other, or side by side.

    Each split is on two activities that cannot run together: one goes first in one half, the other in the
    other. Long ones, since what they move is most, and of those the two that have as much room either way; of
    the rules tried (docs/benchmarks.md) this halves the work best.
    """
    parts: list[Waits] = [()]
    for _ in range(splits):
        parts = [(*part, *half) for part in parts for half in _halves(project.waiting(part), finish)]
    return parts


def _halves(project: Project, finish: int) -> list[Waits]:
    activities, clash, ordered = project.activities, _too_much_together(project), _in_order(project)
    before, after = longest_paths(project), longest_paths(project.reversed())

    def room(first: int, then: int) -> int:
        taken = before[first] + activities[first].duration + activities[then].duration + after[then]
        return finish - taken

    pairs = [
        (
            activities[one].duration * activities[other].duration,
            -abs(room(one, other) - room(other, one)),
            (one, other),
        )
        for one in range(len(activities))
        for other in _positions(clash[one] & ~ordered[one])
        if one < other and room(one, other) >= 0 and room(other, one) >= 0
    ]
    if not pairs:
        return [()]
    *_, (one, other) = max(pairs)
    return [((one, other),), ((other, one),)]


def _grown(position: int, apart: list[_Set], left: list[_Set]) -> _Set:
    """A group around `position`, as full as it gets; what covers most pairs that are `left` goes in first."""
    group, candidates = 1 << position, apart[position]
    while candidates:
        best = max(
            _positions(candidates),
            key=lambda other: ((left[other] & group).bit_count(), (apart[other] & candidates).bit_count()),
        )
        group |= 1 << best
        candidates &= apart[best]
    return group


def _too_much_together(project: Project) -> list[_Set]:
    """Per activity those that cannot run beside it, for want of a resource."""
    demands = np.array([activity.demands for activity in project.activities], int)
    takes_time = np.array([activity.duration > 0 for activity in project.activities])
    size = len(project.activities)
    clash = np.zeros((size, size), bool)
    for asked, capacity in zip(demands.T, project.capacities, strict=True):
        clash |= asked[:, None] + asked > capacity
    clash &= takes_time[:, None] & takes_time & ~np.eye(size, dtype=bool)
    return [sum(1 << int(other) for other in np.flatnonzero(row)) for row in clash]


def _in_order(project: Project) -> list[_Set]:
    """Per activity those that wait for it or that it waits for, at whatever distance."""
    after = [0] * len(project.activities)
    before = [0] * len(project.activities)
    order = project.order()
    for position in reversed(order):
        for other in project.activities[position].successors:
            after[position] |= after[other] | 1 << other
    for position in order:
        for other in project.activities[position].successors:
            before[other] |= before[position] | 1 << position
    return [one | other for one, other in zip(after, before, strict=True)]


def _positions(members: _Set) -> Iterator[int]:
    while members:
        lowest = members & -members
        yield lowest.bit_length() - 1
        members ^= lowest
