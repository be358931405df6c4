"""How often funds, deadlines, latest starts and longest lags are kept when the plan is carried out."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings

from plateau.roadmap.model import (
    Counted,
    Fund,
    Intervention,
    Lag,
    Moment,
    Past,
    Pin,
    Plan,
    Problem,
)
from plateau.roadmap.solver import solve
from plateau.roadmap.uncertainty import Bound, BoundChance, FundChance, Outlook, Percentiles, simulate
from tests.unit.roadmap.rich import rich_problems
from tests.unit.roadmap.small import measure, problem
from tests.unit.roadmap.test_uncertainty import around, planned

RUNS = 400


def late_half(item: Intervention) -> Intervention:
    """Half of the runs take longer than planned, the others no longer."""
    return around(item, 0.5, 1.5)


def outlook(made: Problem, plan: Plan | None = None) -> Outlook:
    return simulate(made, plan or solve(made), runs=RUNS)


def row(**changed: object) -> Problem:
    """First, of an uncertain length, and second, which waits for it."""
    second = replace(measure("second", "b1", all_of=["first"]), **changed)  # type: ignore[arg-type]
    return problem(
        late_half(measure("first", "a1", duration=2)),
        second,
        current={"a": 1, "b": 1},
        targets={"a": 2, "b": 2},
        periods=12,
    )


def late(made: Problem, id_: str = "first") -> float:
    return next(item.late for item in outlook(made).interventions if item.id == id_)


@pytest.mark.parametrize(
    ("changed", "bound", "limit"),
    [
        ({"deadline": 3}, Bound.DEADLINE, 3),
        ({"latest_start": 2}, Bound.LATEST_START, 2),
    ],
)
def test_a_limit_in_time_is_kept_when_nothing_is_late(
    changed: dict[str, int], bound: Bound, limit: int
) -> None:
    made = row(**changed)
    (found,) = outlook(made).bounds
    assert found == BoundChance("second", bound, limit, 1 - late(made))
    assert 0.1 < found.chance < 0.9


def test_a_pin_is_a_limit_too() -> None:
    made = replace(row(), pins=(Pin("second", not_after=2),))
    assert outlook(made).bounds == (BoundChance("second", Bound.LATEST_START, 2, 1 - late(made)),)


def test_a_longest_lag_breaks_when_the_second_is_held_up() -> None:
    """Third starts at most a period after first has started, and waits for people that first keeps busy."""
    made = problem(
        measure("start", "c1"),
        late_half(measure("busy", "a1", duration=2, days={"beleid": 2})),
        replace(
            measure("after", "b1", days={"beleid": 1}),
            lags=(Lag(frozenset({"start"}), Moment.END, Moment.START, 0, 1),),
        ),
        current={"a": 1, "b": 1, "c": 1},
        targets={"a": 2, "b": 2, "c": 2},
        periods=12,
        capacity={"beleid": [1] * 12},
    )
    plan = planned(made, start=0, busy=0, after=2)
    # By hand: after waits until busy is over, which is in period 2 unless it runs late.
    made_late = next(item.late for item in outlook(made, plan).interventions if item.id == "busy")
    (found,) = outlook(made, plan).bounds
    assert found == BoundChance("after", Bound.LAG, 1, 1 - made_late, ("start",))


def test_what_has_begun_is_held_to_nothing() -> None:
    made = replace(row(deadline=3), now=3, past=(Past("first", 0, 2), Past("second", 2, 4)))
    assert outlook(made).bounds == ()


def test_a_fund_is_kept_as_often_as_a_year_with_the_same_limit() -> None:
    made = problem(
        around(measure("m", "a1", cost=100), 1.0, 1.0, 2.0),
        budgets={2027: 110},
    )
    made = replace(
        made,
        funds=(
            Fund("all", 110, year=2027),
            Fund("begun", 110, on=Counted.STARTS),
            Fund("later", 5, periods=frozenset({5, 7})),
        ),
    )
    found = outlook(made)
    year = next(item for item in found.years if item.year == 2027)
    funds = {item.id: item for item in found.funds}
    assert year.within is not None
    assert 0.1 < year.within < 0.9
    assert funds["all"] == FundChance("all", 110, 100, year.spend, year.within)
    assert funds["begun"] == FundChance("begun", 110, 100, year.spend, year.within)
    assert funds["later"] == FundChance("later", 5, 0, Percentiles(0, 0, 0, 0), 1.0)


@settings(max_examples=30, deadline=None, derandomize=True)
@given(rich_problems())
def test_without_spread_every_limit_is_kept(made: Problem) -> None:
    plan = solve(made, deterministic_limit=2)
    if not plan.found:
        return
    found = simulate(made, plan, runs=3)
    assert all(item.chance == 1 for item in found.bounds)
    for fund in found.funds:
        _ids, periods = made.funded(next(item for item in made.funds if item.id == fund.id))
        assert fund.within == 1 or max(periods) < made.now
        assert fund.spend == Percentiles(*[fund.planned] * 4)
