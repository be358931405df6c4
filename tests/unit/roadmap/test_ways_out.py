"""Money, people, time: relax just what the explanation names and the target is met, relax less and it is not."""

from __future__ import annotations

import pytest

from plateau.roadmap.explanation import explain
from plateau.roadmap.model import GapCode, GapReason, Plan, Problem, Relaxation
from plateau.roadmap.solver import solve
from tests.unit.roadmap.small import measure, problem
from tests.unit.roadmap.test_explanation_resolved import stands


def only_gap(made: Problem) -> tuple[Plan, GapReason]:
    plan = solve(made)
    (gap,) = [gap for gap in explain(made, plan).gaps if gap.code is not GapCode.CLOSED]
    return plan, gap


def money() -> Problem:
    """Both steps fit in no year together, and the second costs every year after it as well."""
    return problem(
        measure("a", "a1", cost=100),
        measure("b", "b1", cost=70, yearly=40),
        current={"a": 1, "b": 1},
        targets={"a": 2, "b": 2},
        weights={"a": 3},
        periods=4,
        budgets={2027: 120},
    )


def people() -> Problem:
    """Two that need the same people in the only four quarters there are."""
    return problem(
        measure("a", "a1", duration=3, days={"beleid": 9}),
        measure("b", "b1", duration=2, days={"beleid": 6}),
        current={"a": 1, "b": 1},
        targets={"a": 2, "b": 2},
        weights={"a": 3},
        periods=4,
        capacity={"beleid": [3] * 4},
    )


def time() -> Problem:
    """Three steps of two quarters, at most one a year, in a year and a half."""
    return problem(
        measure("low", "a1", duration=2),
        measure("mid", "a2", duration=2),
        measure("top", "a3", duration=2),
        targets={"a": 4},
        periods=6,
    )


def money_and_people() -> Problem:
    """The only way asks both for more money and for more people."""
    return problem(
        measure("m", "a1", cost=100, days={"beleid": 5}),
        periods=2,
        budgets={2027: 60},
        capacity={"beleid": [3, 3]},
    )


def time_and_money() -> Problem:
    """Six quarters in place of four do not help while there is no money at all."""
    return problem(measure("m", "a1", cost=600, duration=6), periods=4, budgets={2027: 0})


def forbidden_and_money() -> Problem:
    """Allowing it does not help while there is no money for it."""
    return problem(measure("m", "a1", cost=600), periods=4, budgets={2027: 100}, forbidden=["m"])


def forbidden_and_other_goals() -> Problem:
    """Allowing it does not help while the only people are needed for what weighs more."""
    return problem(
        measure("m", "a1", days={"beleid": 2}, duration=2),
        measure("n", "b1", days={"beleid": 2}, duration=2),
        current={"a": 1, "b": 1},
        targets={"a": 2, "b": 2},
        periods=3,
        capacity={"beleid": [1, 1, 1]},
        forbidden=["m"],
    )


def time_and_forbidden() -> Problem:
    """What is forbidden is the only way, and takes longer than there is time for."""
    return problem(measure("m", "a1", duration=6), periods=4, forbidden=["m"])


@pytest.mark.parametrize(
    ("made", "code", "figures"),
    [
        (money(), GapCode.BUDGET, {"extra_cents": 50}),
        (people(), GapCode.CAPACITY, {"extra_days": {"beleid": 3}}),
        (time(), GapCode.HORIZON, {"periods_needed": 9, "periods_available": 6}),
        (
            money_and_people(),
            GapCode.COMBINATION,
            {"extra_cents": 40, "extra_days": {"beleid": 2}},
        ),
        (time_and_money(), GapCode.HORIZON, {"extra_cents": 400}),
        (forbidden_and_money(), GapCode.FORBIDDEN, {"extra_cents": 500}),
        (forbidden_and_other_goals(), GapCode.FORBIDDEN, {"extra_days": {"beleid": 1}}),
        (time_and_forbidden(), GapCode.HORIZON, {"periods_needed": 6, "interventions": ("m",), "ways": ()}),
    ],
    ids=[
        *("money", "people", "time", "both"),
        *("time and money", "forbidden and money", "forbidden and people", "time and forbidden"),
    ],
)
def test_what_is_named_is_just_enough(made: Problem, code: GapCode, figures: dict[str, object]) -> None:
    plan, gap = only_gap(made)
    assert gap.code is code
    told = {name: getattr(gap.ways[0] if gap.ways else gap, name) for name in figures}
    assert told == figures
    stands(made, plan, gap)


def test_both_are_named_when_one_does_not_help() -> None:
    _plan, gap = only_gap(money_and_people())
    assert gap.ways[0].relaxed == (Relaxation.BUDGET, Relaxation.CAPACITY)
