"""How estimates grow with the size of the organisation. Pure.

The catalogue's estimates hold for a municipality of 50,000 inhabitants or a provider of 250 staff. The rule
is our own estimate, nobody measured it: cost and effort grow with the square root of the size (a four times
larger organisation needs twice the money and days, since much of the work is thinking that is done once),
duration does not grow, and what is marked as fixed costs the same everywhere.
"""

from __future__ import annotations

import math

from plateau.catalogue.model import Estimate, Kind, Scaling

#: The size that the catalogue's estimates hold for: inhabitants of a municipality, staff of a provider.
BASE_SIZE = {Kind.GEMEENTE: 50_000, Kind.AANBIEDER: 250}
#: A scaled estimate is rounded to whole hundreds of euro: more digits would be false precision.
MONEY_STEP_EUR = 100


def scale_factor(scaling: Scaling, *, kind: Kind, size: int) -> float:
    """By what to multiply a cost or an effort; 1.0 for the base size and for what is fixed.

    `size` is the organisation's own: inhabitants for a municipality, staff for a provider. We know only that
    one size, so an estimate that grows with the staff of a municipality grows with its inhabitants.

    Raises:
        ValueError: the size is not above 0.
    """
    if size <= 0:
        raise ValueError(f"the size of an organisation is above 0, found {size}")
    if scaling is Scaling.FIXED:
        return 1.0
    return math.sqrt(size / BASE_SIZE[kind])


def scaled_money(euro: int, factor: float) -> int:
    """Whole euro for this organisation, to whole hundreds when the factor changes it."""
    if factor == 1.0:
        return euro
    return math.floor(euro * factor / MONEY_STEP_EUR + 0.5) * MONEY_STEP_EUR


def scaled_days(days: int, factor: float) -> int:
    """Whole days for this organisation; what takes time keeps taking at least one day."""
    if factor == 1.0 or days == 0:
        return days
    return max(1, math.floor(days * factor + 0.5))


def scaled_money_range(estimate: Estimate, factor: float) -> Estimate:
    """A cost estimate (whole euro) for this organisation."""
    return Estimate(
        *(scaled_money(value, factor) for value in (estimate.low, estimate.likely, estimate.high))
    )


def scaled_days_range(estimate: Estimate, factor: float) -> Estimate:
    """An effort estimate (whole days) for this organisation."""
    return Estimate(*(scaled_days(value, factor) for value in (estimate.low, estimate.likely, estimate.high)))
