"""What an intervention takes, as a function of its start: periods, cents, days, and its charge."""

from __future__ import annotations

from plateau.roadmap.model import Intervention, spread, structural_in_period


def starts(item: Intervention, periods: int) -> range:
    """The periods in which ``item`` can start so that it ends within the horizon."""
    return range(item.earliest_start, max(item.earliest_start, periods - item.duration + 1))


def outlay(item: Intervention, start: int, periods: int) -> list[int]:
    """Cents in each period of the horizon when ``item`` starts in ``start``: one-off, then structural."""
    running = range(periods - start - item.duration)
    return [
        *([0] * start),
        *spread(item.one_off_cost, item.duration),
        *(structural_in_period(item.structural_cost_per_year, quarter) for quarter in running),
    ]


def charge(item: Intervention, periods: int) -> int:
    """Cents that count when interventions are weighed: all in the horizon, begun as soon as it may begin.

    Not the cents of the start actually planned: those fall by waiting, so the cheapest plan would put
    whatever has a structural cost off to the last quarter.
    """
    return sum(outlay(item, item.earliest_start, periods)) if starts(item, periods) else 0
