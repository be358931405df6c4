"""How amounts fall over periods, in whole cents and whole days."""

from __future__ import annotations


def spread(total: int, duration: int) -> tuple[int, ...]:
    """``total`` evenly over ``duration`` periods in whole units; the remainder goes to the first ones."""
    share, rest = divmod(total, duration)
    return tuple(share + (1 if index < rest else 0) for index in range(duration))


def structural_in_period(per_year: int, periods_after_end: int, periods_per_year: int = 4) -> int:
    """Structural cost in the period ``periods_after_end`` (0 = the first after the end), in cents.

    An equal share of the yearly amount; the cents that do not divide go to the first periods of each year of
    running, so that any four quarters, or twelve months, in a row add up to exactly ``per_year``.
    """
    if periods_after_end < 0:
        return 0
    return spread(per_year, periods_per_year)[periods_after_end % periods_per_year]


def present_value(cents: int, years: int, rate: int) -> int:
    """What ``cents`` after so many whole years are worth now, rounded down; ``rate`` in hundredths of a %."""
    base: int = 10_000
    return int(cents * base**years // (base + rate) ** years)
