"""One small problem for each thing that a problem can say beyond the app's own."""

from __future__ import annotations

from dataclasses import replace

import pytest

from plateau.roadmap.checker import check
from plateau.roadmap.model import (
    Calendar,
    Condition,
    Counted,
    Fund,
    Group,
    InvalidProblem,
    Lag,
    Mode,
    Moment,
    ObjectiveName,
    Plan,
    Problem,
    Status,
    Unit,
)
from plateau.roadmap.solver import solve
from tests.unit.roadmap.small import measure, problem


def solved(made: Problem) -> Plan:
    plan = solve(made)
    assert check(made, plan) == []
    assert plan.status is Status.OPTIMAL
    return plan


def starts(made: Problem) -> dict[str, int]:
    return {entry.id: entry.start for entry in solved(made).scheduled}


# The calendar.


def test_months() -> None:
    calendar = Calendar(2027, periods=14, unit=Unit.MONTH, first_month=11)
    assert calendar.years == (2027, 2028)
    assert (calendar.periods_of(2027), calendar.periods_of(2028)) == (range(2), range(2, 14))
    assert [calendar.label(period) for period in (0, 2)] == ["2027-11", "2028-01"]
    assert calendar.quarter_of(0) == 4


def test_weeks_lie_in_the_year_of_their_thursday() -> None:
    calendar = Calendar(2026, periods=4, unit=Unit.WEEK, first_week=52)
    assert [calendar.label(period) for period in range(4)] == ["2026-W52", "2026-W53", "2027-W01", "2027-W02"]
    assert calendar.periods_of(2026) == range(2)
    assert Calendar(2027, 1, 60, Unit.WEEK).periods_of(2027) == range(52)
    assert Calendar(2027, 2, 60, Unit.WEEK).label(0) == "2027-W13"


def test_a_fiscal_year_bears_the_number_of_the_year_it_starts_in() -> None:
    calendar = Calendar(2027, 1, 8, year_starts=7)
    assert calendar.years == (2026, 2027, 2028)
    assert calendar.periods_of(2027) == range(2, 6)


@pytest.mark.parametrize(
    ("changes", "path"),
    [
        ({"first_month": 2}, "first_month"),
        ({"unit": Unit.MONTH, "first_week": 2}, "first_week"),
        ({"unit": Unit.MONTH, "first_month": 2, "first_quarter": 2}, "first_quarter"),
        ({"year_starts": 2}, "year_starts"),
        ({"unit": Unit.WEEK, "first_week": 53}, "first_week"),
    ],
)
def test_a_calendar_that_cannot_be(changes: dict[str, object], path: str) -> None:
    with pytest.raises(InvalidProblem) as caught:
        Calendar(**({"first_year": 2027, "periods": 8} | changes))  # type: ignore[arg-type]
    assert caught.value.path == f"calendar.{path}"


def test_a_year_of_months() -> None:
    made = problem(
        measure("m", "a1", duration=2, yearly=1200), measure("n", "a2"), targets={"a": 3}, periods=14
    )
    calendar = Calendar(2027, periods=14, unit=Unit.MONTH, first_month=12)
    plan = solved(replace(made, calendar=calendar, budgets={}))
    assert plan.spend_per_period[2:] == (100,) * 12
    # The second step is for the next year: the last month is the first of 2029.
    assert {entry.id: entry.start for entry in plan.scheduled} == {"m": 0, "n": 13}


# Money.


def test_spend_and_demand_per_period_of_its_life() -> None:
    item = replace(measure("m", "a1", duration=3), spend=(5, 0, 7), demand={"beleid": (0, 9, 1)})
    plan = solved(problem(item, capacity={"beleid": [9, 8, 9, 9, 9, 9, 9, 9]}))
    assert plan.by_id["m"].start == 1
    assert plan.spend_per_period == (0, 5, 0, 7, 0, 0, 0, 0)
    assert plan.load["beleid"] == (0, 0, 9, 1, 0, 0, 0, 0)


def two(**changes: object) -> Problem:
    made = problem(
        measure("m", "a1", duration=2, cost=100, transities=["wmo"]),
        measure("n", "b1", duration=2, cost=100),
        current={"a": 1, "b": 1},
        targets={"a": 2, "b": 2},
    )
    return replace(made, **changes)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("fund", "expected"),
    [
        (Fund("f", 150), {"m": 0}),
        (Fund("f", 50, tags=frozenset({"wmo"})), {"n": 0}),
        (Fund("f", 50, interventions=frozenset({"n"})), {"m": 0}),
        (Fund("f", 100, periods=frozenset({0, 1})), {"m": 0, "n": 2}),
        (Fund("f", 150, year=2027), {"m": 0, "n": 3}),
        (Fund("f", 100, periods=frozenset({0, 1}), on=Counted.STARTS), {"m": 0, "n": 2}),
        (Fund("f", 99, periods=frozenset({0}), on=Counted.STARTS), {"m": 1, "n": 1}),
    ],
)
def test_funds(fund: Fund, expected: dict[str, int]) -> None:
    assert starts(two(funds=(fund,))) == expected


def test_benefit_at_its_present_value() -> None:
    pays = replace(measure("m", cost=100), benefit_per_period=30)
    made = problem(pays, targets={}, periods=8)
    assert starts(made) == {}
    npv = replace(made, objectives=(ObjectiveName.BENEFIT,))
    assert solved(npv).objective(ObjectiveName.BENEFIT).value == 100 - 7 * 30
    halved = replace(npv, discount_rate=10_000)
    # The first year: 100 spent, three times 30 back; the second: four times 30, worth half.
    assert solved(halved).objective(ObjectiveName.BENEFIT).value == 10 - 60
    dear = replace(npv, interventions=(replace(pays, one_off_cost=300),))
    assert starts(dear) == {}


# Order.


@pytest.mark.parametrize(
    ("lag", "start"),
    [
        (Lag(frozenset({"first"})), 2),
        (Lag(frozenset({"first"}), least=2), 4),
        (Lag(frozenset({"first"}), since=Moment.START, least=1), 1),
        (Lag(frozenset({"first"}), to=Moment.END, least=2), 1),
        (Lag(frozenset({"first"}), since=Moment.START, to=Moment.END, least=-1), 0),
    ],
)
def test_a_lag(lag: Lag, start: int) -> None:
    made = problem(
        measure("first", duration=2), replace(measure("goal", "a1", duration=3), lags=(lag,)), periods=9
    )
    assert starts(made) == {"first": 0, "goal": start}


def test_the_longest_lag_draws_the_first_nearer() -> None:
    goal = replace(measure("goal", "a1", earliest=5), lags=(Lag(frozenset({"first"}), most=1),))
    assert starts(problem(measure("first", duration=2), goal)) == {"first": 2, "goal": 5}


def test_of_several_one_must_be_near() -> None:
    goal = replace(measure("goal", "a1", earliest=5), lags=(Lag(frozenset({"p", "q"}), most=0),))
    made = problem(replace(measure("p", cost=1), latest_start=2), measure("q", cost=9), goal)
    assert starts(made) == {"goal": 5, "q": 4}


def test_what_was_done_satisfies_a_lag() -> None:
    goal = replace(measure("goal", "a1"), lags=(Lag(frozenset({"old"}), least=4, most=4),))
    assert starts(problem(measure("old", "b1"), goal, current={"a": 1, "b": 2})) == {"goal": 0}


def test_latest_start_and_deadline() -> None:
    busy = {"beleid": [0, 0, 5, 5, 5, 5, 5, 5]}
    item = measure("m", "a1", duration=2, days={"beleid": 10})
    assert starts(problem(replace(item, latest_start=2), capacity=busy)) == {"m": 2}
    assert starts(problem(replace(item, latest_start=1), capacity=busy)) == {}
    assert starts(problem(replace(item, deadline=4), capacity=busy)) == {"m": 2}
    assert starts(problem(replace(item, deadline=3), capacity=busy)) == {}


def test_a_step_counts_after_consolidation() -> None:
    made = problem(
        replace(measure("m", "a1"), consolidation=2), measure("n", "a2"), measure("p", "b1", all_of=["m"]),
        current={"a": 1, "b": 1}, targets={"a": 3, "b": 2}, per_year=2,
    )  # fmt: skip
    plan = solved(made)
    assert plan.levels["a"] == (1, 1, 1, 2, 3, 3, 3, 3, 3)
    assert {entry.id: entry.start for entry in plan.scheduled} == {"m": 0, "n": 3, "p": 1}


def test_a_condition_counts_from_when_it_is_certain() -> None:
    item = replace(measure("m", "a1"), conditions=frozenset({"law"}))
    assert starts(replace(problem(), conditions=(Condition("law", 3),), interventions=(item,))) == {"m": 3}
    assert starts(replace(problem(), conditions=(Condition("law", 3, 6),), interventions=(item,))) == {"m": 6}


def test_of_alternatives_one_at_most() -> None:
    made = two(groups=(Group("g", frozenset({"m", "n"})),))
    assert starts(made) == {"m": 0}
    forced = replace(made, targets=(), groups=(Group("g", frozenset({"m", "n"}), required=True),))
    assert starts(forced) == {"m": 0}


def test_the_faster_mode_when_it_must() -> None:
    item = replace(measure("m", "a1", duration=4, cost=10), modes=(Mode("fast", 1, one_off_cost=50),))
    slow = solved(problem(item))
    assert [(entry.id, entry.mode, entry.end) for entry in slow.scheduled] == [("m", "", 4)]
    fast = solved(problem(replace(item, deadline=2)))
    assert [(entry.id, entry.mode, entry.end) for entry in fast.scheduled] == [("m", "fast", 1)]
    assert fast.spend_per_period[0] == 50


# What is best.


def test_finish_and_evenness() -> None:
    made = problem(
        measure("m", "a1", days={"beleid": 4}), measure("n", "b1", days={"beleid": 4}),
        current={"a": 1, "b": 1}, targets={"a": 2, "b": 2}, capacity={"beleid": None},
    )  # fmt: skip
    targets = ObjectiveName.TARGETS
    early = solved(replace(made, objectives=(targets, ObjectiveName.FINISH, ObjectiveName.EVENNESS)))
    assert [level.value for level in early.objectives] == [0, 1, 8]
    even = solved(replace(made, objectives=(targets, ObjectiveName.EVENNESS, ObjectiveName.FINISH)))
    assert [level.value for level in even.objectives] == [0, 4, 2]
    assert {entry.id: entry.start for entry in even.scheduled} == {"m": 0, "n": 1}


# What cannot be.


@pytest.mark.parametrize(
    ("made", "path", "message"),
    [
        (
            lambda: problem(replace(measure("m"), lags=(Lag(frozenset({"m"})),))),
            "interventions[m].lags[0]",
            "wait for itself",
        ),
        (lambda: Lag(frozenset({"m"}), least=2, most=1), "lag.most", "less than the least"),
        (lambda: Lag(frozenset()), "lag.any_of", "at least one"),
        (
            lambda: problem(
                measure("p", duration=3),
                measure("q", duration=2, all_of=["p"]),
                replace(measure("r", all_of=["q"]), lags=(Lag(frozenset({"p"}), most=1),)),
            ),
            "interventions[r].lags",
            "after itself",
        ),
        (
            lambda: problem(
                replace(measure("p"), lags=(Lag(frozenset({"q"})),)),
                replace(measure("q"), lags=(Lag(frozenset({"p"}), since=Moment.START),)),
            ),
            "interventions[p].lags",
            "q → p → q",
        ),
        (
            lambda: problem(replace(measure("m"), conditions=frozenset({"x"}))),
            "interventions[m].conditions",
            "no condition 'x'",
        ),
        (lambda: replace(measure("m", cost=1), spend=(1,)), "interventions[m].spend", "not both"),
        (
            lambda: replace(measure("m", duration=2), spend=(1,)),
            "interventions[m].spend",
            "expected 2 numbers",
        ),
        (
            lambda: replace(measure("m", duration=2), demand={"x": ()}),
            "interventions[m].demand[x]",
            "expected 2 numbers",
        ),
        (
            lambda: problem(replace(measure("m"), modes=(Mode("fast", 1, demand={"x": (1,)}),))),
            "interventions[m].modes[fast].demand[x]",
            "names no role",
        ),
        (lambda: Fund("f", 1, periods=frozenset({1}), year=2027), "funds[f].year", "not both"),
        (lambda: two(funds=(Fund("f", 1, year=2040),)), "funds[f].year", "runs from 2027 to 2028"),
        (lambda: two(funds=(Fund("f", 1, frozenset({8})),)), "funds[f].periods", "from 0 to 7, found 8"),
        (
            lambda: two(groups=(Group("g", frozenset({"x"})),)),
            "groups[g].interventions",
            "no intervention 'x'",
        ),
        (lambda: Condition("c", 3, 2), "conditions[c].latest", "before 3"),
        (lambda: two(objectives=()), "objectives", "at least one"),
        (lambda: two(objectives=(ObjectiveName.COST,) * 2), "objectives", "more than once"),
    ],
)
def test_what_cannot_be_is_refused_where_it_stands(made: object, path: str, message: str) -> None:
    with pytest.raises(InvalidProblem) as caught:
        made()  # type: ignore[operator]
    assert caught.value.path == path
    assert message in caught.value.message
