"""How uncertain an intervention's figures are: low, likely and high."""

from __future__ import annotations

import math
from dataclasses import dataclass

from plateau.roadmap.model.values import MAX_CENTS, MAX_PERIODS, InvalidProblem, whole


@dataclass(frozen=True, slots=True)
class DurationRange:
    """Periods of work, fractions allowed; the plan counts whole ones, rounded up."""

    low: float
    likely: float
    high: float

    def __post_init__(self) -> None:
        for name in ("low", "likely", "high"):
            value = getattr(self, name)
            if isinstance(value, bool) or not isinstance(value, (int, float)):
                raise InvalidProblem(f"range.{name}", f"expected a number, found {value!r}.")
            if not 0 < value <= MAX_PERIODS:
                raise InvalidProblem(
                    f"range.{name}", f"expected a number above 0 and at most {MAX_PERIODS}, found {value}."
                )
            object.__setattr__(self, name, float(value))
        _in_order(self.low, self.likely, self.high)

    @property
    def planned(self) -> int:
        """Whole periods that the plan takes for it."""
        return math.ceil(self.likely)


@dataclass(frozen=True, slots=True)
class CostRange:
    """Whole cents."""

    low: int
    likely: int
    high: int

    def __post_init__(self) -> None:
        for name in ("low", "likely", "high"):
            whole(f"range.{name}", getattr(self, name), 0, MAX_CENTS)
        _in_order(self.low, self.likely, self.high)


@dataclass(frozen=True, slots=True)
class Estimate:
    """The spread around the likely figures; what is None is as certain as planned."""

    duration: DurationRange | None = None
    one_off_cost: CostRange | None = None
    structural_cost_per_year: CostRange | None = None


def check_estimate(path: str, estimate: Estimate, *, duration: int, one_off: int, structural: int) -> None:
    """Refuse an estimate whose likely figures are not those of the intervention at ``path``."""
    if estimate.duration is not None and estimate.duration.planned != duration:
        raise InvalidProblem(
            f"{path}.duration.likely",
            f"{estimate.duration.likely:g} rounds up to {estimate.duration.planned}, "
            f"and the duration is {duration}.",
        )
    for name, planned in (("one_off_cost", one_off), ("structural_cost_per_year", structural)):
        cost: CostRange | None = getattr(estimate, name)
        if cost is not None and cost.likely != planned:
            raise InvalidProblem(
                f"{path}.{name}.likely", f"expected the intervention's own {planned}, found {cost.likely}."
            )


def _in_order(low: float, likely: float, high: float) -> None:
    if not low <= likely <= high:
        raise InvalidProblem("range", f"expected low ≤ likely ≤ high, found {low:g}, {likely:g}, {high:g}.")
