"""What an intervention takes, as a function of its start: periods, cents, days, and its charge."""

from __future__ import annotations

from collections.abc import Sequence

from plateau.roadmap.model import (
    Intervention,
    Mode,
    Problem,
    present_value,
    spread,
)

#: One way to do an intervention: as it stands, or one of its modes.
Way = Intervention | Mode


def one_off(way: Way) -> tuple[int, ...]:
    """Cents in each period of its life."""
    return tuple(way.spend) or spread(way.one_off_cost, way.duration)


def days(way: Way, role: str) -> tuple[int, ...]:
    """Own days of ``role`` in each period of its life; empty when it takes none."""
    if role in way.demand:
        return tuple(way.demand[role])
    total = way.effort.get(role, 0)
    return spread(total, way.duration) if total else ()


def outlay(problem: Problem, item: Intervention, way: Way, start: int) -> list[int]:
    """Cents in each period of the horizon when ``item`` starts in ``start``: one-off, then structural."""
    calendar = problem.calendar
    running = range(calendar.periods - start - way.duration)
    yearly = spread(item.structural_cost_per_year, calendar.per_year)
    return [
        *([0] * start),
        *one_off(way),
        *(yearly[period % calendar.per_year] for period in running),
    ]


def charge(problem: Problem, item: Intervention, way: Way) -> int:
    """Cents that count when interventions are weighed: all in the horizon, begun as soon as it may begin.

    Not the cents of the start actually planned: those fall by waiting, so the cheapest plan would put
    whatever has a structural cost off to the last period. What can start nowhere counts as if it could.
    """
    return sum(outlay(problem, item, way, problem.window(item, way).start)[: problem.calendar.periods])


def worth(problem: Problem, item: Intervention, way: Way, start: int) -> int:
    """Present value in cents of all that it costs in the horizon less what it brings: below zero if it pays.

    Amounts count at the end of the whole years that have passed since the first period.
    """
    end = start + way.duration
    net = [
        cents - (item.benefit_per_period if period >= end else 0)
        for period, cents in enumerate(outlay(problem, item, way, start))
    ]
    return discounted(problem, net)


def discounted(problem: Problem, per_period: Sequence[int]) -> int:
    """The present value of amounts per period of the horizon, rounded down for each year."""
    length = problem.calendar.per_year
    return sum(
        present_value(sum(per_period[first : first + length]), first // length, problem.discount_rate)
        for first in range(0, len(per_period), length)
    )
