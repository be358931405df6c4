"""All that stands in the way of any plan is named, with what it lacks: held by solving again without it."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

import pytest
from hypothesis import given, settings

from plateau.roadmap.explanation import explain
from plateau.roadmap.explanation.clash import MOST, clashes
from plateau.roadmap.explanation.parts import parts, past
from plateau.roadmap.explanation.searches import Searches
from plateau.roadmap.model import (
    ChangeLoad,
    Clash,
    ClashRule,
    Fund,
    Limit,
    LimitCode,
    Past,
    Pin,
    Problem,
    Status,
)
from plateau.roadmap.solver import solve
from tests.unit.roadmap import brute
from tests.unit.roadmap.rich import rich_problems
from tests.unit.roadmap.small import measure
from tests.unit.roadmap.small import problem as make

LIMITS = Searches(seed=0, deterministic=2.0, wall=20.0)
ROOM = {"budgets", "funds", "capacity", "change_loads"}


def without(problem: Problem, paths: Collection[str]) -> Problem:
    """With these rules lifted."""
    for part in [*parts(problem), *past(problem)]:
        problem = part.leave_out(problem) if part.path in paths else problem
    return problem


def let_go(found: Clash) -> list[str]:
    """The limits of a clash; all of it when it has none."""
    return [path for path in found.rules if ClashRule.of(path).kind in ROOM] or list(found.rules)


def begun() -> Problem:
    """What was begun is too dear in both years, and takes too many days in one quarter."""
    made = make(
        measure("m", duration=8, cost=160),
        measure("n", duration=2, days={"beleid": 9}),
        targets={},
        budgets={2027: 70, 2028: 60},
        capacity={"beleid": [5, 4, 9, 9, 9, 9, 9, 9]},
    )
    return replace(made, now=1, past=(Past("m", 0, 8), Past("n", 0, 2)))


def two_apart() -> Problem:
    """Two that exclude each other, and one that is too dear whenever it is done."""
    made = make(
        measure("x", excludes=["y"]),
        measure("y"),
        measure("z", cost=100),
        targets={},
        budgets={2027: 60, 2028: 60},
        mandatory=["x", "y", "z"],
    )
    return replace(made, pins=(Pin("z", start=5),))


def in_two_years() -> Problem:
    """One that is too dear in each of the years it takes."""
    return make(measure("m", duration=8, cost=160), targets={}, budgets={2027: 70, 2028: 60}, mandatory=["m"])


@pytest.mark.parametrize("made", [begun(), two_apart(), in_two_years()])
def test_all_that_stands_in_the_way_is_named(made: Problem) -> None:
    plan = solve(made)
    assert plan.status is Status.INFEASIBLE
    told = explain(made, plan)
    assert len(told.clashes) > 1
    assert told.clashes_complete
    assert (told.clash_rules, told.clash_unproven) == (told.clashes[0].rules, ())
    # With each let go there is a plan; while one of them stands there is none.
    assert solve(without(made, [path for found in told.clashes for path in let_go(found)])).found
    for kept in told.clashes:
        others = {path for found in told.clashes if found is not kept for path in found.rules}
        assert solve(without(made, others - set(kept.rules))).status is Status.INFEASIBLE


def test_what_was_begun_lacks_money_each_year_and_days_in_one_quarter() -> None:
    assert clashes(begun(), LIMITS) == (
        (
            Clash(("budgets[2027]",), short=(Limit(LimitCode.BUDGET, year=2027, short=10),)),
            Clash(("budgets[2028]",), short=(Limit(LimitCode.BUDGET, year=2028, short=20),)),
        ),
        True,
    )
    scarce = replace(begun(), budgets={}, capacity={"beleid": (5, 3, *[9] * 6)})
    lacks = Limit(LimitCode.CAPACITY, role="beleid", period=1, short=1)
    assert clashes(scarce, LIMITS) == ((Clash(("capacity[beleid]",), short=(lacks,)),), True)


def test_a_fund_and_a_change_load_tell_what_they_lack() -> None:
    made = make(measure("m", cost=50), measure("n", cost=50), targets={}, mandatory=["m", "n"])
    pot = replace(made, funds=(Fund("pot", 80),))
    assert [limit.short for found in clashes(pot, LIMITS)[0] for limit in found.short] == [20]
    calm = replace(made, change_loads=(ChangeLoad("calm", 1),), pins=(Pin("m", start=2), Pin("n", start=2)))
    (found,), complete = clashes(calm, LIMITS)
    assert found.short == (Limit(LimitCode.CHANGE, name="calm", short=1),)
    assert complete


def test_that_more_may_be_in_the_way_is_told_when_the_search_ends() -> None:
    many = [measure(f"m{number}", duration=9) for number in range(MOST + 1)]
    made = make(*many, targets={}, mandatory=[item.id for item in many])
    found, complete = clashes(made, LIMITS)
    assert len(found) == MOST
    assert not complete
    (short_of_time,), complete = clashes(made, replace(LIMITS, deterministic=0.0, wall=0.0))
    assert short_of_time.unproven
    assert not complete


@pytest.mark.slow
@settings(max_examples=100, deadline=None, derandomize=True)
@given(rich_problems())
def test_all_clashes_by_trying_every_plan(problem: Problem) -> None:
    if brute.best(problem):
        return
    found, complete = clashes(problem, LIMITS)
    # Behind what was begun and cannot be it is not looked further: that would only hold without it.
    assert complete or any(all(path.startswith("past[") for path in each.rules) for each in found)
    if complete:
        assert brute.best(without(problem, [path for each in found for path in let_go(each)]))
    everything = {part.path for part in parts(problem)}
    for each in found:
        if not any(path.startswith("past[") for path in each.rules):
            assert brute.best(without(problem, everything - set(each.rules))) is None
