"""What each run spends, in whole cents."""

from __future__ import annotations

import numpy as np

from plateau.roadmap.checker.draws import ONE_OFF, STRUCTURAL, Draws, Whole
from plateau.roadmap.checker.limits import Limits
from plateau.roadmap.checker.replay import Replay
from plateau.roadmap.checker.runs import Runs
from plateau.roadmap.model import Fund


class Spent:
    """The cents of one plan that was carried out with ``draws``; nothing after the horizon counts."""

    def __init__(self, replay: Replay, runs: Runs, draws: Draws) -> None:
        """Nothing is counted yet."""
        self._replay = replay
        self._runs = runs
        self._draws = draws
        self._per_year = replay.problem.calendar.per_year

    def within(self, first: int, stop: int) -> Whole:
        """Per run what goes from period ``first`` up to ``stop``."""
        rows = range(len(self._runs.entries))
        none = np.zeros(self._runs.runs, dtype=np.int64)
        return sum((self._until(row, stop) - self._until(row, first) for row in rows), none)

    def of_fund(self, fund: Fund) -> Whole:
        """Per run what counts against a fund."""
        limits, total = Limits(self._replay.problem, self._replay), np.zeros(self._runs.runs, dtype=np.int64)
        periods = limits.periods(fund)
        for row, entry in enumerate(self._runs.entries):
            if not limits.is_for(fund, self._replay.item(entry)):
                continue
            if fund.on == "starts":
                total += self._draws.drawn[ONE_OFF][row] * np.isin(self._runs.starts[row], periods)
            else:
                for period in periods:
                    total += self._until(row, period + 1) - self._until(row, period)
        return total

    def _until(self, row: int, moment: int) -> Whole:
        """What one intervention spends before ``moment``: its own amount over its life, then each year's."""
        starts, ends = self._runs.starts[row], self._runs.ends[row]
        lived, after = np.clip(moment - starts, 0, ends - starts), np.maximum(moment - ends, 0)
        own, yearly = (self._draws.drawn[name][row] for name in (ONE_OFF, STRUCTURAL))
        years, inside = np.divmod(after, self._per_year)
        return (
            self._own(row, own, ends - starts, lived)
            + years * yearly
            + _even(yearly, np.full_like(after, self._per_year), inside)
        )

    def _own(self, row: int, cents: Whole, lasts: Whole, lived: Whole) -> Whole:
        """Evenly over its life, or along its own profile, stretched to how long it lasts."""
        profile = self._replay.way(self._runs.entries[row]).spend
        if not any(profile):
            return _even(cents, lasts, lived)
        along = np.concatenate([[0], np.cumsum(profile)])
        gone = np.interp(lived * len(profile) / lasts, range(len(along)), along)
        return np.rint(gone * (cents / along[-1])).astype(np.int64)


def _even(cents: Whole, parts: Whole, index: Whole) -> Whole:
    """The first ``index`` of as many ``parts``; what does not divide goes to the first ones, a cent each."""
    return cents // parts * index + np.minimum(index, cents % parts)
