"""A good choice from the relaxation: large projects are decided first, then the small ones fill what is left.

A fractional choice has few fractions: about as many as there are limits that bind. So the largest fractional
projects are decided as the relaxation leans, it answers again, and so on until all large ones are whole
(diving); the small ones, of which always some fit, are then chosen together by one integer program
(relax-and-fix, Pochet & Wolsey 2006).
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from plateau.roadmap.portfolio.columns import Amounts, Flags, Numbers
from plateau.roadmap.portfolio.neighbourhoods import compatible, kernel
from plateau.roadmap.portfolio.program import Program, Relaxation, Relaxed
from plateau.roadmap.portfolio.rules import Rules

#: Columns to dive in, for each that the relaxation uses: it must be able to answer. For the small projects
#: fewer, or the integer program finds little in its time.
_WIDE, _NARROW = 8, 4
#: Projects decided before the relaxation is asked again.
_AT_ONCE = 5
#: A share this far from 0 and 1 is a fraction.
_WHOLE = 1e-6
#: The gap at which the integer program is done.
_CLOSE = 1e-5

SecondsLeft = Callable[[], float]


@dataclass(frozen=True, slots=True)
class Decided:
    """The columns chosen of the large projects, and those that are left for the others, best first.

    What a chosen project needs first may have to come yet: it can be small.
    """

    chosen: tuple[int, ...]
    rest: Numbers


def by_diving(
    rules: Rules, relaxation: Relaxation, *, large: float, left: SecondsLeft, seconds: float, seed: int
) -> tuple[int, ...] | None:
    """A choice, or None when the relaxation did not answer in time, or what it decided does not go together.

    `large` is the share of the projects, by all that they cost, that count as large. The dive ends when no
    seconds are `left`, with what is decided by then; what was not decided gets `seconds` more.
    """
    decided = decide_large(rules, relaxation, large=large, left=left)
    if decided is None:
        return None
    program = Program(rules, np.sort(decided.rest), decided.chosen)
    outcome = program.solve(hint=(), seconds=seconds, seed=seed, gap=_CLOSE)
    return None if outcome.chosen is None else tuple(sorted(decided.chosen + outcome.chosen))


def decide_large(rules: Rules, relaxation: Relaxation, *, large: float, left: SecondsLeft) -> Decided | None:
    """Dive until all large projects are whole, or no seconds are left."""
    columns = rules.columns
    free = np.flatnonzero(kernel(relaxation, _WIDE))
    project = columns.project[free]
    size = np.array([math.fsum(item.cost) for item in columns.portfolio.projects])
    is_large = _large(size, project, large)
    relaxed = Relaxed(rules, free)
    last = None
    answer = relaxed.solve(left())
    while answer is not None:
        last = answer
        parts = np.unique(project[is_large & _fractional(answer.share)])
        if not len(parts):
            break
        largest = parts[np.argsort(-size[parts], kind="stable")][:_AT_ONCE]
        taken = [_decide(relaxed, answer.share, np.flatnonzero(project == one)) for one in largest]
        answer = relaxed.solve(left())
        if answer is None and left() > 0:
            # They don't go together: then each at another start, or not at all.
            for place in taken:
                if place is not None:
                    relaxed.decide(place, chosen=False)
            answer = relaxed.solve(left())
    return None if last is None else _decided(rules, free, last, is_large)


def _fractional(share: Amounts) -> Flags:
    flags: Flags = (share > _WHOLE) & (share < 1 - _WHOLE)
    return flags


def _large(size: Amounts, project: Numbers, share: float) -> Flags:
    """Which columns are of the large projects among these."""
    known = np.unique(project)
    by_size = known[np.argsort(-size[known], kind="stable")]
    flags: Flags = np.isin(project, by_size[: int(share * len(by_size))])
    return flags


def _decide(relaxed: Relaxed, share: Amounts, places: Numbers) -> int | None:
    """Decide a project as the relaxation leans: the place of its column that is chosen, or None."""
    if share[places].sum() < 0.5:
        for place in places:
            relaxed.decide(int(place), chosen=False)
        return None
    best = int(places[share[places].argmax()])
    relaxed.decide(best, chosen=True)
    return best


def _decided(rules: Rules, free: Numbers, answer: Relaxation, is_large: Flags) -> Decided:
    """The large projects that are whole; of all others the columns that the relaxation likes best."""
    project = rules.columns.project[free]
    undecided = ~is_large | np.isin(project, project[_fractional(answer.share)])
    chosen = tuple(free[~undecided & (answer.share >= 1 - _WHOLE)].tolist())
    places = np.flatnonzero(undecided & compatible(rules.columns, chosen)[free])
    most = _NARROW * int((answer.share[undecided] > 0).sum())
    best = places[np.argsort(-answer.reduced[places], kind="stable")][:most]
    return Decided(chosen, free[best])
