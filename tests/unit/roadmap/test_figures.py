"""Figures that hold a plan against what there is."""

from collections.abc import Mapping

import pytest

from plateau.roadmap.figures import (
    budget_after,
    closed_targets,
    knitting,
    last_period,
    role_loads,
    structural_after,
    year_costs,
)
from plateau.roadmap.planning import role_order
from plateau.roadmap.solver import solve
from tests.unit.roadmap import small
from tests.unit.roadmap.from_catalogue import problem

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
    made = small.problem(periods=periods, first_quarter=first_quarter, budgets=budgets)
    assert budget_after(made) == found


def test_figures_add_up_to_those_of_the_plan() -> None:
    found = problem()
    plan = solve(found)
    costs = year_costs(found, plan)
    assert {item.year: item.total for item in costs} == dict(plan.spend_per_year)
    assert sum(item.total for item in costs) == plan.total_spend
    assert [item.budget for item in costs] == [found.budgets[year] for year in found.calendar.years]
    loads = role_loads(found, plan, role_order(found))
    assert {item.role: item.days for item in loads} == dict(plan.load)
    assert all(item.days[item.busiest] == max(item.days) for item in loads)
    assert closed_targets(found, plan) == len(found.targets) - len(plan.unmet_targets)
    assert last_period(plan) == max(item.end for item in plan.scheduled) - 1
    assert structural_after(found, plan) == sum(
        found.by_id[item.id].structural_cost_per_year for item in plan.scheduled
    )
    serving = [len(found.by_id[name].transities) for name in knitting(found, plan)]
    assert serving == sorted(serving, reverse=True)
    assert min(serving) > 1


def test_nothing_planned_has_figures_too() -> None:
    found = problem([])
    plan = solve(found)
    assert last_period(plan) is None
    assert {item.total for item in year_costs(found, plan)} == {0}
    assert all(item.total == 0 for item in role_loads(found, plan, role_order(found)))
