"""A choice at once: columns in an order of promise, each taken when it still fits."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from plateau.roadmap.portfolio.columns import Columns, Numbers
from plateau.roadmap.portfolio.program import Relaxation


def by_density(columns: Columns) -> Numbers:
    """The most worth for the share it takes of all limits together first; needs no relaxation."""
    limits = np.where(columns.limits > 0, columns.limits, 1)
    shares = np.add.reduceat(columns.take / limits[columns.row], columns.first[:-1])
    return np.argsort(-columns.value / shares, kind="stable")


def by_relaxation(relaxation: Relaxation) -> Numbers:
    """What fractional choices take most of first, then what would cost them least."""
    return np.lexsort((-relaxation.reduced, -relaxation.share.round(6)))


def constructed(columns: Columns, order: Numbers) -> tuple[int, ...]:
    """The choice that comes of an order. A project comes after its prerequisites, so the order is gone
    through until a round adds nothing.
    """
    projects = columns.portfolio.projects
    against: dict[int, set[int]] = {}
    for one, other in columns.portfolio.exclusions:
        against.setdefault(one, set()).add(other)
        against.setdefault(other, set()).add(one)
    left = columns.limits.copy()
    chosen: dict[int, int] = {}

    def allowed(position: int, start: int) -> bool:
        if position in chosen or not against.get(position, set()).isdisjoint(chosen):
            return False
        return all(
            other in chosen and columns.start[chosen[other]] + columns.duration(other) <= start
            for other in projects[position].prereq
        )

    waiting: Sequence[int] = order.tolist()
    while True:
        before = len(chosen)
        for column in waiting:
            position = int(columns.project[column])
            if not allowed(position, int(columns.start[column])):
                continue
            entries = columns.entries(column)
            rows, take = columns.row[entries], columns.take[entries]
            if (take <= left[rows]).all():
                left[rows] -= take
                chosen[position] = column
        if len(chosen) == before:
            return tuple(sorted(chosen.values()))
        fits = columns.fitting(left)
        waiting = [column for column in waiting if fits[column]]
