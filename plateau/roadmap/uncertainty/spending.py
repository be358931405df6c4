"""What each run spends, in whole cents, as ``model.spread`` and ``structural_in_period`` divide it."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from plateau.roadmap.model import Calendar
from plateau.roadmap.uncertainty.drawing import Draws, Whole
from plateau.roadmap.uncertainty.execution import Execution

_QUARTERS = 4


def spend_per_year(calendar: Calendar, execution: Execution, draws: Draws) -> Mapping[int, Whole]:
    """Year of the horizon → cents per run; what falls beyond the horizon is not counted."""
    moments = {year: calendar.periods_of(year) for year in calendar.years}
    total = {year: np.zeros(draws.runs, dtype=np.int64) for year in moments}
    for place in range(len(execution.tasks)):
        starts, ends = execution.starts[place], execution.ends[place]
        lasting = ends - starts
        for year, span in moments.items():
            until, before = span.stop, span.start
            total[year] += _one_off(draws.one_off[place], lasting, until - starts)
            total[year] -= _one_off(draws.one_off[place], lasting, before - starts)
            total[year] += _structural(draws.structural[place], until - ends)
            total[year] -= _structural(draws.structural[place], before - ends)
    return total


def _one_off(cents: Whole, lasting: Whole, periods: Whole) -> Whole:
    """Spent in the first ``periods`` of its life: even shares, the remainder in the first ones."""
    passed = np.clip(periods, 0, lasting)
    share, rest = np.divmod(cents, lasting)
    return share * passed + np.minimum(passed, rest)


def _structural(per_year: Whole, periods: Whole) -> Whole:
    """Spent in the first ``periods`` after its end: a quarter each, the remainder first in each year."""
    passed = np.maximum(periods, 0)
    share, rest = np.divmod(per_year, _QUARTERS)
    years, quarters = np.divmod(passed, _QUARTERS)
    return share * passed + years * rest + np.minimum(quarters, rest)
