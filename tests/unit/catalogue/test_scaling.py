"""Estimates of the catalogue for an organisation of another size."""

import pytest

from plateau.catalogue.model import Estimate, Kind, Scaling
from plateau.catalogue.scaling import (
    scale_factor,
    scaled_days,
    scaled_days_range,
    scaled_money,
    scaled_money_range,
)


@pytest.mark.parametrize(
    ("scaling", "kind", "size", "factor"),
    [
        (Scaling.INHABITANTS, Kind.GEMEENTE, 50_000, 1.0),
        (Scaling.INHABITANTS, Kind.GEMEENTE, 200_000, 2.0),
        (Scaling.STAFF, Kind.GEMEENTE, 200_000, 2.0),
        (Scaling.STAFF, Kind.AANBIEDER, 1_000, 2.0),
        (Scaling.FIXED, Kind.AANBIEDER, 1_000, 1.0),
    ],
)
def test_estimates_grow_with_the_square_root_of_the_size(
    scaling: Scaling, kind: Kind, size: int, factor: float
) -> None:
    assert scale_factor(scaling, kind=kind, size=size) == pytest.approx(factor)


def test_a_size_must_be_known() -> None:
    with pytest.raises(ValueError, match="above 0"):
        scale_factor(Scaling.FIXED, kind=Kind.GEMEENTE, size=0)


def test_scaled_figures_are_no_more_exact_than_the_estimate() -> None:
    assert scaled_money(25_000, 1.0) == 25_000
    assert scaled_money(25_040, 1.0) == 25_040  # the catalogue's own figure stays as it is
    assert scaled_money(25_000, 1.0954) == 27_400
    assert scaled_money(0, 3.0) == 0
    assert scaled_days(10, 1.26) == 13
    assert scaled_days(1, 0.1) == 1
    assert scaled_days(0, 2.0) == 0
    assert scaled_money_range(Estimate(1000, 2000, 3000), 2.0) == Estimate(2000, 4000, 6000)
    assert scaled_days_range(Estimate(1, 2, 3), 2.0) == Estimate(2, 4, 6)
