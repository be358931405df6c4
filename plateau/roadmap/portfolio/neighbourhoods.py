"""Better choices near the best one: part of it is kept, the rest is chosen again by an integer program.

Of what may be chosen again only the columns count that the linear relaxation finds promising, which is the
kernel of kernel search (Angelelli, Mansini & Speranza 2010); what is kept changes every time (large-
neighbourhood search, Shaw 1998).
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from threading import Lock

import numpy as np

from plateau.roadmap.portfolio.columns import Columns, Flags, Numbers
from plateau.roadmap.portfolio.program import ROUGH, Outcome, Program, Relaxation
from plateau.roadmap.portfolio.rules import Rules

#: Columns in the kernel for each that the relaxation uses. With more a program finds less in its time.
_KERNEL = 4
#: The share of the choice that is chosen again: at first, at least, and how it grows and shrinks.
_SHARE = 0.3
_LEAST = 0.03
_GROWTH = 1.25
#: Processor seconds for one neighbourhood: the first ones, and later, as a share of the whole limit, at least
#: and at most, and how they grow. At first much is to be gained in little time.
_FIRST = 2.0
_SECONDS = (1 / 15, 1.0, 4.0)
_LONGER = 1.08
#: How many times longer than its work a search may take on a busy machine; and work, in processor seconds,
#: that is too little to tell.
_SLOWEST = 8.0
_LITTLE = 0.05
#: The kinds: in how many stretches of time the projects start that are chosen again; none for any projects.
#: Where few periods are open few limits bind, and the relaxation that is left is near the best choice: with
#: stretches of time came nearly all that was gained above 99% of the bound.
_KINDS = (0, 1, 2, 3)


@dataclass(frozen=True, slots=True)
class Neighbourhood:
    """Columns kept and columns that are free; `hint` are those of the best choice among the free."""

    kept: tuple[int, ...]
    free: Numbers
    hint: tuple[int, ...]


class Incumbent:
    """The best choice so far, shared by threads; `on_better` hears its value."""

    def __init__(self, rules: Rules, on_better: Callable[[float], None]) -> None:
        self._rules = rules
        self._on_better = on_better
        self._lock = Lock()
        self.chosen: tuple[int, ...] = ()
        self.value = 0.0

    def offer(self, chosen: tuple[int, ...]) -> bool:
        """Take the choice when it is better. It is checked against the rules: solvers have tolerances."""
        with self._lock:
            return self._take(chosen)

    def change(self, place: Neighbourhood, found: tuple[int, ...]) -> bool:
        """Take what was found for a neighbourhood of an earlier choice, beside what others found since."""
        with self._lock:
            beside = set(self.chosen).difference(place.hint).union(found)
            return self._take(tuple(sorted(beside))) or self._take(tuple(sorted(place.kept + found)))

    def _take(self, chosen: tuple[int, ...]) -> bool:
        value = float(self._rules.columns.value[list(chosen)].sum())
        if value <= self.value or (self._rules.left(chosen) < 0).any():
            return False
        self.chosen, self.value = chosen, value
        self._on_better(value)
        return True


@dataclass(slots=True)
class _Kind:
    """`share` of the choice at a time; `failures` since this kind last brought something better."""

    stretches: int
    share: float = _SHARE
    failures: int = 0


class Neighbourhoods:
    """Makes and solves neighbourhoods, each as large as can be solved in its time; for one thread."""

    def __init__(self, rules: Rules, relaxation: Relaxation, *, seed: int, limit: float) -> None:
        self._rules = rules
        self._columns = rules.columns
        self._chance = np.random.default_rng(seed)
        self._kinds = [_Kind(stretches) for stretches in _KINDS]
        part, least, most = _SECONDS
        self._most = min(most, max(least, part * limit))
        self._seconds = min(_FIRST, self._most)
        self._slowness = 1.0
        self._kernel = kernel(relaxation, _KERNEL)

    def improve(self, incumbent: Incumbent, seconds: float) -> bool:
        """Try one neighbourhood, of the kind that failed least lately; whether it brought more."""
        kind = min(self._kinds, key=lambda kind: kind.failures)
        place = self._next(incumbent.chosen, kind)
        outcome = self._solved(place, seconds)
        better = outcome.chosen is not None and incumbent.change(place, outcome.chosen)
        kind.failures = 0 if better else kind.failures + 1
        if outcome.proven:
            kind.share = min(1.0, kind.share * _GROWTH)
        elif not better:
            self._seconds = min(self._most, self._seconds * _LONGER)
            kind.share = max(_LEAST, kind.share / _GROWTH)
        return better

    def _solved(self, place: Neighbourhood, seconds: float) -> Outcome:
        """HiGHS looks at the clock on the wall: where others use the core too, it gets more of it."""
        program = Program(self._rules, place.free, place.kept)
        seed = int(self._chance.integers(2**31))
        begin, work = time.monotonic(), time.thread_time()
        allowed = min(seconds, self._seconds * self._slowness)
        outcome = program.solve(hint=place.hint, seconds=allowed, seed=seed, gap=ROUGH)
        begin, work = time.monotonic() - begin, time.thread_time() - work
        slowness = min(_SLOWEST, begin / max(work, _LITTLE))
        self._slowness = max(1.0, (self._slowness + slowness) / 2)
        return outcome

    def _next(self, chosen: tuple[int, ...], kind: _Kind) -> Neighbourhood:
        all_chosen = np.array(chosen, np.intp)
        again = self._again(self._columns.start[all_chosen], kind)
        kept = tuple(all_chosen[~again].tolist())
        hint = tuple(all_chosen[again].tolist())
        free = (self._kernel & compatible(self._columns, kept)).copy()
        free[list(hint)] = True
        return Neighbourhood(kept, np.flatnonzero(free), hint)

    def _again(self, start: Numbers, kind: _Kind) -> Flags:
        """Which of the projects with these starts are chosen again."""
        if not kind.stretches:
            return self._chance.random(len(start)) < kind.share
        window = self._columns.portfolio.planning_window
        length = kind.share * window / kind.stretches
        first = self._chance.uniform(-length / 2, window - length / 2, (kind.stretches, 1))
        return np.logical_or.reduce((first <= start) & (start < first + length))


def kernel(relaxation: Relaxation, times: int) -> Flags:
    """The columns that cost the relaxation least, so many times as many as it uses."""
    flags = np.zeros(len(relaxation.share), bool)
    size = times * int((relaxation.share > 0).sum())
    flags[np.argsort(-relaxation.reduced, kind="stable")[:size]] = True
    return flags


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
