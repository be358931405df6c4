"""What each run spends, in whole cents, divided over its life as the planner divides it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby

import numpy as np

from plateau.roadmap.model import Calendar, Counted, Fund, Problem
from plateau.roadmap.uncertainty.drawing import Draws, Whole
from plateau.roadmap.uncertainty.execution import Execution


def spend_per_year(calendar: Calendar, execution: Execution, draws: Draws) -> Mapping[int, Whole]:
    """Year of the horizon → cents per run; what falls beyond the horizon is not counted."""
    spans = {year: calendar.periods_of(year) for year in calendar.years}
    total = {year: np.zeros(draws.runs, dtype=np.int64) for year in spans}
    for place, work in enumerate(draws.works):
        starts, ends = execution.starts[place], execution.ends[place]
        for moment in sorted({edge for span in spans.values() for edge in (span.start, span.stop)}):
            paid = _one_off(draws.one_off[place], ends - starts, moment - starts, work.way.spend)
            paid += _structural(draws.structural[place], moment - ends, calendar.per_year)
            for year, span in spans.items():
                if moment == span.stop:
                    total[year] += paid
                if moment == span.start:
                    total[year] -= paid
    return total


def spend_of_fund(problem: Problem, fund: Fund, execution: Execution, draws: Draws) -> Whole:
    """Cents per run that count against a fund: see ``Fund``. What falls beyond the horizon is not counted."""
    ids, periods = problem.funded(fund)
    total = np.zeros(draws.runs, dtype=np.int64)
    for place, work in enumerate(draws.works):
        if work.id not in ids:
            continue
        starts, ends = execution.starts[place], execution.ends[place]
        if fund.on is Counted.STARTS:
            total += np.where(np.isin(starts, sorted(periods)), draws.one_off[place], 0)
            continue
        for first, stop in _stretches(periods):
            for moment, sign in ((first, -1), (stop, 1)):
                paid = _one_off(draws.one_off[place], ends - starts, moment - starts, work.way.spend)
                paid += _structural(draws.structural[place], moment - ends, problem.calendar.per_year)
                total += sign * paid
    return total


def _stretches(periods: Iterable[int]) -> Iterator[tuple[int, int]]:
    """Periods that follow each other, as first and the one after the last."""
    for _, run in groupby(enumerate(sorted(periods)), key=lambda pair: pair[1] - pair[0]):
        stretch = [period for _, period in run]
        yield stretch[0], stretch[-1] + 1


def _one_off(cents: Whole, lasting: Whole, periods: Whole, profile: Sequence[int]) -> Whole:
    """Spent in the first ``periods`` of its life: evenly, remainder first, or stretched along a profile."""
    passed = np.clip(periods, 0, lasting)
    if not any(profile):
        share, rest = np.divmod(cents, lasting)
        return np.asarray(share * passed + np.minimum(passed, rest))
    along = np.interp(passed * len(profile) / lasting, np.arange(len(profile) + 1), np.cumsum([0, *profile]))
    return np.asarray(np.rint(along * (cents / sum(profile))), dtype=np.int64)


def _structural(per_year: Whole, periods: Whole, length: int) -> Whole:
    """Spent in the first ``periods`` after its end: equal shares, the remainder first in each year."""
    passed = np.maximum(periods, 0)
    share, rest = np.divmod(per_year, length)
    years, inside = np.divmod(passed, length)
    return np.asarray(share * passed + years * rest + np.minimum(inside, rest))
