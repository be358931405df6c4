"""Figures that hold a plan against what there is."""

from collections.abc import Mapping

import pytest

from plateau.roadmap.figures import budget_after
from tests.unit.roadmap.small import problem

BUDGETS = {2027: 100, 2028: 200}


@pytest.mark.parametrize(
    ("periods", "first_quarter", "budgets", "found"),
    [
        (8, 1, BUDGETS, (2028, 200)),
        (6, 1, BUDGETS, (2027, 100)),  # half of 2028 has the budget of half a year
        (4, 3, BUDGETS, (2028, 200)),  # no year is whole
        (8, 1, {2027: 100}, (2028, None)),
    ],
)
def test_what_comes_after_is_held_against_the_last_whole_year(
    periods: int, first_quarter: int, budgets: Mapping[int, int | None], found: tuple[int, int | None]
) -> None:
    made = problem(periods=periods, first_quarter=first_quarter, budgets=budgets)
    assert budget_after(made) == found
