"""Figures drawn from the estimates: one column of durations and costs per run.

The distribution is triangular. Three figures fix it without a fourth (a PERT curve needs a shape that nobody
estimated), and it gives the ends more weight, which suits experts' ranges: these are mostly too narrow.

What goes wrong in an organisation goes wrong in many places at once, so all draws lean on one common factor:
any two of them correlate by ``CORRELATION``. That figure is our assumption, nobody measured it. The draws are
spread evenly over each distribution (ranks of the correlated numbers, as Iman and Conover did in 1982): each
estimate is met exactly, also in few runs, and only how they fall together is left to chance.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np
import numpy.typing as npt

from plateau.roadmap.model import CostRange, DurationRange, Estimate, Intervention, Mode

Whole = npt.NDArray[np.int64]
Real = npt.NDArray[np.float64]

#: Between any two draws; ours. At 0 everything goes wrong alone, and the whole looks safer than it is.
CORRELATION = 0.3
#: A duration this little above a whole number of periods takes no period more.
_ROUNDING = 1e-9


class Quantity(StrEnum):
    """What is uncertain about an intervention."""

    DURATION = "duration"
    ONE_OFF = "one_off_cost"
    STRUCTURAL = "structural_cost_per_year"


@dataclass(frozen=True, slots=True)
class Work:
    """A planned intervention: done in ``mode`` (empty: as it stands), from ``start`` on.

    ``taken`` is how it is done when that is not one of its own ways (what is running may take longer than was
    planned). ``begun``: its start is a fact, and no longer a plan; ``elapsed`` periods of it have passed, and
    when ``over`` nothing about its length is open.
    """

    item: Intervention
    start: int = 0
    mode: str = ""
    taken: Intervention | Mode | None = None
    begun: bool = False
    elapsed: int = 0
    over: bool = False

    @property
    def id(self) -> str:
        """The intervention's."""
        return self.item.id

    @property
    def way(self) -> Intervention | Mode:
        """How it is done: duration, money and days."""
        return self.taken or self.item.way(self.mode)

    @property
    def duration(self) -> int:
        """Periods that the plan takes for it."""
        return self.way.duration

    @property
    def one_off(self) -> int:
        """Cents until it is over, as planned."""
        return sum(self.way.spend) or self.way.one_off_cost


@dataclass(frozen=True, slots=True)
class Draws:
    """Per intervention (rows, in the order of ``works``) and run (columns).

    ``durations`` in whole periods, the costs in cents. ``own`` has the part of each draw that is the
    intervention's own, ``common`` the part that all share; both without unit.
    """

    works: tuple[Work, ...]
    durations: Whole
    one_off: Whole
    structural: Whole
    own: dict[Quantity, Real]
    common: Real

    @property
    def runs(self) -> int:
        """How many runs were drawn."""
        return int(self.common.size)


def draw(works: Sequence[Work], *, runs: int, seed: int, correlation: float = CORRELATION) -> Draws:
    """The figures of ``runs`` runs; the same seed gives the same ones. ValueError on a senseless request.

    An estimate is about the intervention as it stands; another mode gets the same spread in proportion.
    """
    if runs < 1:
        raise ValueError(f"expected at least one run, found {runs}.")
    if not 0 <= correlation < 1:
        raise ValueError(f"expected a correlation from 0 to below 1, found {correlation}.")
    chance = np.random.default_rng(seed)
    common = chance.standard_normal(runs)
    own = {quantity: chance.standard_normal((len(works), runs)) for quantity in Quantity}
    shared = math.sqrt(correlation) * common
    levels = {quantity: _evenly(shared + math.sqrt(1 - correlation) * part) for quantity, part in own.items()}
    durations = np.empty((len(works), runs), dtype=np.int64)
    one_off, structural = np.empty_like(durations), np.empty_like(durations)
    for row, work in enumerate(works):
        known = work.item.estimate or Estimate()
        durations[row] = _periods(known.duration, work, levels[Quantity.DURATION][row])
        one_off[row] = _cents(known.one_off_cost, work.one_off, levels[Quantity.ONE_OFF][row])
        structural[row] = _cents(
            known.structural_cost_per_year,
            work.item.structural_cost_per_year,
            levels[Quantity.STRUCTURAL][row],
        )
    return Draws(tuple(works), durations, one_off, structural, own, common)


def triangular(levels: Real, low: float, likely: float, high: float) -> Real:
    """The value below which the share ``levels`` (0..1) of a triangular distribution lies."""
    width = high - low
    if width <= 0:
        return np.full_like(levels, likely)
    turn = (likely - low) / width
    rising = low + np.sqrt(levels * width * (likely - low))
    falling = high - np.sqrt((1 - levels) * width * (high - likely))
    return np.where(levels < turn, rising, falling)


def share_below(value: float, low: float, likely: float, high: float) -> float:
    """The share (0..1) of a triangular distribution that lies below ``value``: ``triangular`` reversed."""
    if value <= low:
        return 0.0
    if value >= high:
        return 1.0
    if value < likely:
        return (value - low) ** 2 / ((high - low) * (likely - low))
    return 1 - (high - value) ** 2 / ((high - low) * (high - likely))


def _evenly(scores: Real) -> Real:
    """Each row's ranks as levels: (rank + ½) / runs."""
    runs = scores.shape[1]
    ranks = np.empty(scores.shape, dtype=np.int64)
    np.put_along_axis(ranks, np.argsort(scores, axis=1), np.arange(runs)[None, :], axis=1)
    return np.asarray((ranks + 0.5) / runs, dtype=np.float64)


def _periods(known: DurationRange | None, work: Work, levels: Real) -> Whole:
    """Whole periods; of what is running, those in which it would be over by now are left out."""
    if known is None or work.over:
        return np.full(levels.shape, work.duration, dtype=np.int64)
    scale = 1.0 if work.duration == work.item.duration else work.duration / known.likely
    # Below 1: what is running lasts as planned at the least, so its likely end is still to come.
    passed = share_below(work.elapsed / scale, known.low, known.likely, known.high)
    periods = scale * triangular(passed + (1 - passed) * levels, known.low, known.likely, known.high)
    return np.maximum(work.elapsed + 1, np.ceil(periods - _ROUNDING)).astype(np.int64)


def _cents(known: CostRange | None, planned: int, levels: Real) -> Whole:
    if known is None or not known.high:
        return np.full(levels.shape, planned, dtype=np.int64)
    cents = triangular(levels, known.low, known.likely, known.high)
    if planned != known.likely and known.likely:
        cents = cents * (planned / known.likely)
    return np.rint(cents).astype(np.int64)
