"""The figures of each run, drawn once more from the estimates as an outlook says that it drew them.

``numpy.random.default_rng(seed)`` gives normal numbers: one per run that all estimates share, then one per
intervention (in the order of the plan) and run, for durations, one-off costs and structural costs in turn.
The two are added in the proportion that makes any two sums correlate by ``correlation``; the place of a sum
among those of its row, out of as many as there are runs, is the share of the triangular distribution that
lies below what is drawn.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from plateau.roadmap.checker.replay import Replay
from plateau.roadmap.model import CostRange, DurationRange, Estimate, Problem, Scheduled

if TYPE_CHECKING:
    from plateau.roadmap.uncertainty import Outlook

Whole = npt.NDArray[np.int64]
Real = npt.NDArray[np.float64]

DURATION, ONE_OFF, STRUCTURAL = QUANTITIES = ("duration", "one_off_cost", "structural_cost_per_year")
#: So little above a whole number of periods is a whole number.
_ROUNDING = 1e-9


@dataclass(frozen=True, slots=True)
class Draws:
    """``drawn``: quantity → what is drawn for each planned intervention (rows) and run (columns).

    Durations in whole periods, costs in whole cents. ``own`` and ``common``: what that came from, the part of
    the intervention itself and the part that all share.
    """

    drawn: dict[str, Whole]
    own: dict[str, Real]
    common: Real

    def first(self, runs: int) -> Draws:
        """Only so many runs."""
        return replace(
            self,
            drawn={name: rows[:, :runs] for name, rows in self.drawn.items()},
            own={name: rows[:, :runs] for name, rows in self.own.items()},
            common=self.common[:runs],
        )


def draw(problem: Problem, entries: Sequence[Scheduled], told: Outlook, runs: int) -> Draws:
    """Of all the runs of ``told`` the first ``runs``; ``entries`` in the order of the plan."""
    chance = np.random.default_rng(told.seed)
    common = chance.standard_normal(told.runs)
    drawn = {quantity: np.empty((len(entries), runs), dtype=np.int64) for quantity in QUANTITIES}
    own = {quantity: np.empty((len(entries), runs)) for quantity in QUANTITIES}
    estimated = [_Estimated(problem, entry) for entry in entries]
    for quantity in QUANTITIES:
        for row, each in enumerate(estimated):
            part = chance.standard_normal(told.runs)
            scores = math.sqrt(told.correlation) * common + math.sqrt(1 - told.correlation) * part
            places = np.argsort(np.argsort(scores))[:runs]
            own[quantity][row] = part[:runs]
            drawn[quantity][row] = each.at(quantity, (places + 0.5) / told.runs)
    return Draws(drawn, own, common[:runs])


class _Estimated:
    """One planned intervention, with the spread around its figures."""

    def __init__(self, problem: Problem, entry: Scheduled) -> None:
        replay = Replay(problem, ())
        self._item = replay.item(entry)
        self._known = self._item.estimate or Estimate()
        self._way = replay.way(entry)
        self._begun = any(begun.id == entry.id for begun in problem.past)
        self._passed = problem.now - entry.start if self._begun else 0
        self._over = self._begun and entry.end <= problem.now

    def at(self, quantity: str, shares: Real) -> Whole:
        """What lies above these shares of its distribution."""
        if quantity == DURATION:
            return self._periods(self._known.duration, shares)
        if quantity == ONE_OFF:
            planned = self._way.one_off_cost + sum(self._way.spend)
            return _cents(self._known.one_off_cost, planned, shares)
        return _cents(self._known.structural_cost_per_year, self._item.structural_cost_per_year, shares)

    def _periods(self, known: DurationRange | None, shares: Real) -> Whole:
        """Another mode has the same spread in proportion; of what runs it is known that it still does."""
        planned = self._way.duration
        if known is None or self._over:
            return np.full(shares.shape, planned)
        scale = 1.0 if planned == self._item.duration else planned / known.likely
        gone = _below(self._passed / scale, known)
        periods = scale * _quantile(known, gone + (1 - gone) * shares)
        return np.maximum(np.ceil(periods - _ROUNDING).astype(np.int64), self._passed + 1)


def _cents(known: CostRange | None, planned: int, shares: Real) -> Whole:
    if known is None or known.high == 0:
        return np.full(shares.shape, planned)
    cents = _quantile(known, shares)
    if known.likely not in (0, planned):
        cents = cents * (planned / known.likely)
    return np.rint(cents).astype(np.int64)


def _quantile(known: DurationRange | CostRange, shares: Real) -> Real:
    """The value with such a share of the triangular distribution below it."""
    low, likely, high = known.low, known.likely, known.high
    if low == high:
        return np.full(shares.shape, float(likely))
    up = low + np.sqrt(shares * (high - low) * (likely - low))
    down = high - np.sqrt((1 - shares) * (high - low) * (high - likely))
    return np.where(shares * (high - low) < likely - low, up, down)


def _below(value: float, known: DurationRange) -> float:
    """The share of the triangular distribution that lies below a value."""
    low, likely, high = known.low, known.likely, known.high
    if not low < value < high:
        return float(value >= high)
    if value < likely:
        return (value - low) ** 2 / ((high - low) * (likely - low))
    return 1 - (high - value) ** 2 / ((high - low) * (high - likely))
