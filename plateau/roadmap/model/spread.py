"""How amounts fall over quarters, in whole cents and whole days."""

from __future__ import annotations

_QUARTERS = 4


def spread(total: int, duration: int) -> tuple[int, ...]:
    """``total`` evenly over ``duration`` quarters in whole units; the remainder goes to the first ones."""
    share, rest = divmod(total, duration)
    return tuple(share + (1 if index < rest else 0) for index in range(duration))


def structural_in_period(per_year: int, periods_after_end: int) -> int:
    """Structural cost in the quarter ``periods_after_end`` (0 = the first after the end), in cents.

    A quarter of the yearly amount; the cents that do not divide by four go to the first quarters of each
    year of running, so that any four quarters in a row add up to exactly ``per_year``.
    """
    if periods_after_end < 0:
        return 0
    return spread(per_year, _QUARTERS)[periods_after_end % _QUARTERS]
