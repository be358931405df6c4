"""Better choices near the best one: part of it is kept, the rest is chosen again by an integer program.

Of what may be chosen again only the columns count that the linear relaxation finds promising, which is the
kernel of kernel search (Angelelli, Mansini & Speranza 2010); what is kept changes every time (large-
neighbourhood search, Shaw 1998).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from threading import Lock

import numpy as np

from plateau.roadmap.portfolio.columns import Columns, Flags, Numbers
from plateau.roadmap.portfolio.program import ROUGH, Outcome, Program, Relaxation

#: Columns in the kernel for each that the relaxation uses.
_KERNEL = 12
#: The share of the choice that is chosen again: at first, at least, and how it grows and shrinks.
_SHARE = 0.3
_LEAST = 0.1
_GROWTH = 1.05
#: Seconds for one neighbourhood, as a share of the whole limit, at least and at most.
_SECONDS = (1 / 15, 1.0, 6.0)


class Incumbent:
    """The best choice so far, shared by threads; `on_better` hears its value."""

    def __init__(self, columns: Columns, on_better: Callable[[float], None]) -> None:
        self._columns = columns
        self._on_better = on_better
        self._lock = Lock()
        self.chosen: tuple[int, ...] = ()
        self.value = 0.0

    def offer(self, chosen: tuple[int, ...]) -> bool:
        """Take the choice when it is better. It is checked against the limits: solvers have tolerances."""
        value = float(self._columns.value[list(chosen)].sum())
        with self._lock:
            if value <= self.value or (self._columns.left(chosen) < 0).any():
                return False
            self.chosen, self.value = chosen, value
            self._on_better(value)
            return True


@dataclass(frozen=True, slots=True)
class Neighbourhood:
    """Columns kept and columns that are free; `hint` are those of the best choice among the free."""

    kept: tuple[int, ...]
    free: Numbers
    hint: tuple[int, ...]


class Neighbourhoods:
    """Makes and solves neighbourhoods, each as large as can be solved in its time."""

    def __init__(self, columns: Columns, relaxation: Relaxation, *, seed: int, limit: float) -> None:
        self._columns = columns
        self._chance = np.random.default_rng(seed)
        self._share = _SHARE
        self._by_period = False
        part, least, most = _SECONDS
        self._seconds = min(most, max(least, part * limit))
        size = min(len(columns), _KERNEL * int((relaxation.share > 0).sum()))
        self._kernel = np.zeros(len(columns), bool)
        self._kernel[np.argsort(-relaxation.reduced, kind="stable")[:size]] = True

    def improve(self, incumbent: Incumbent, seconds: float) -> bool:
        """Try one neighbourhood; whether it brought something better."""
        seconds = min(seconds, self._seconds)
        place = self._next(incumbent.chosen)
        outcome = self._solved(place, seconds)
        better = outcome.chosen is not None and incumbent.offer(tuple(sorted(place.kept + outcome.chosen)))
        if outcome.proven:
            self._share = min(1.0, self._share * _GROWTH)
        elif not better:
            self._share = max(_LEAST, self._share / _GROWTH)
        return better

    def _solved(self, place: Neighbourhood, seconds: float) -> Outcome:
        program = Program(self._columns, place.free, place.kept)
        seed = int(self._chance.integers(2**31))
        return program.solve(hint=place.hint, seconds=seconds, seed=seed, gap=ROUGH)

    def _next(self, chosen: tuple[int, ...]) -> Neighbourhood:
        """By turns: any projects, or the projects that start in a stretch of time."""
        all_chosen = np.array(chosen, np.intp)
        if self._by_period:
            window = self._columns.portfolio.planning_window
            length = self._share * window
            first = self._chance.uniform(-length / 2, window - length / 2)
            start = self._columns.start[all_chosen]
            again = (first <= start) & (start < first + length)
        else:
            again = self._chance.random(len(chosen)) < self._share
        self._by_period = not self._by_period
        kept = tuple(all_chosen[~again].tolist())
        hint = tuple(all_chosen[again].tolist())
        free = (self._kernel & compatible(self._columns, kept)).copy()
        free[list(hint)] = True
        return Neighbourhood(kept, np.flatnonzero(free), hint)


def compatible(columns: Columns, kept: tuple[int, ...]) -> Flags:
    """Which columns could each by itself join the kept ones."""
    projects = columns.portfolio.projects
    start = {int(columns.project[column]): int(columns.start[column]) for column in kept}
    end = {position: start[position] + columns.duration(position) for position in start}
    window = columns.portfolio.planning_window
    earliest = np.zeros(len(projects), np.intp)
    latest = np.full(len(projects), window, np.intp)
    for position, project in enumerate(projects):
        for other in project.prereq:
            if other in end:
                earliest[position] = max(earliest[position], end[other])
            if position in start:
                latest[other] = min(latest[other], start[position] - columns.duration(other))
    for one, other in columns.portfolio.exclusions:
        if one in start:
            latest[other] = -1
        if other in start:
            latest[one] = -1
    latest[list(start)] = -1
    flags: Flags = (
        (earliest[columns.project] <= columns.start)
        & (columns.start <= latest[columns.project])
        & columns.fitting(columns.left(kept))
    )
    return flags
