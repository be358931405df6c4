"""All that stands in the way of any plan is named, with what it lacks: held by solving again without it."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

import pytest
from hypothesis import given, settings

from plateau.roadmap.explanation import explain
from plateau.roadmap.explanation.clash import MOST, Clashes, clashes
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


def limits_of(found: Clash) -> list[str]:
    """What of a clash can be given more room."""
    return [path for path in found.rules if ClashRule.of(path).kind in ROOM]


def let_go(found: Clash) -> list[str]:
    """The limits of a clash; all of it when it has none."""
    return limits_of(found) or list(found.rules)


def given_more(problem: Problem, limits: Collection[Limit]) -> Problem:
    """With so much more of each."""
    more = {(it.code, it.year or it.name or it.role, it.period): it.short or 0 for it in limits}
    budget, fund, capacity, change = (
        *(LimitCode.BUDGET, LimitCode.FUND),
        *(LimitCode.CAPACITY, LimitCode.CHANGE),
    )
    return replace(
        problem,
        budgets={
            year: cents if cents is None else cents + more.get((budget, year, None), 0)
            for year, cents in problem.budgets.items()
        },
        funds=tuple(replace(it, limit=it.limit + more.get((fund, it.id, None), 0)) for it in problem.funds),
        capacity={
            role: days
            if days is None
            else tuple(many + more.get((capacity, role, period), 0) for period, many in enumerate(days))
            for role, days in problem.capacity.items()
        },
        change_loads=tuple(
            replace(it, limit=it.limit + more.get((change, it.id, None), 0)) for it in problem.change_loads
        ),
    )


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
    first, second = (
        Limit(LimitCode.BUDGET, year=year, short=short) for year, short in ((2027, 10), (2028, 20))
    )
    assert clashes(begun(), LIMITS) == Clashes(
        (Clash(("budgets[2027]",), short=(first,)), Clash(("budgets[2028]",), short=(second,))),
        complete=True,
        enough=(first, second),
    )
    scarce = replace(begun(), budgets={}, capacity={"beleid": (5, 3, *[9] * 6)})
    lacks = Limit(LimitCode.CAPACITY, role="beleid", period=1, short=1)
    assert clashes(scarce, LIMITS) == Clashes(
        (Clash(("capacity[beleid]",), short=(lacks,)),), complete=True, enough=(lacks,)
    )


def test_what_is_enough_for_all_of_them_is_more_than_each_lacks() -> None:
    """Two of three fit in the budget of the only year; the smallest set has two that do not."""
    made = make(
        *(measure(name, cost=cost) for name, cost in (("m", 50), ("n", 40), ("o", 30))),
        targets={}, mandatory=["m", "n", "o"], budgets={2027: 60, 2028: 0},
    )  # fmt: skip
    found = clashes(made, LIMITS)
    assert found.complete
    assert sum(limit.short or 0 for limit in found.enough) == 60
    assert max(limit.short or 0 for each in found.each for limit in each.short) < 60
    assert solve(given_more(made, found.enough)).found
    less = replace(found.enough[0], short=(found.enough[0].short or 0) - 1)
    assert solve(given_more(made, (less, *found.enough[1:]))).status is Status.INFEASIBLE


def test_a_fund_and_a_change_load_tell_what_they_lack() -> None:
    made = make(measure("m", cost=50), measure("n", cost=50), targets={}, mandatory=["m", "n"])
    pot = replace(made, funds=(Fund("pot", 80),))
    assert [limit.short for found in clashes(pot, LIMITS).each for limit in found.short] == [20]
    calm = replace(made, change_loads=(ChangeLoad("calm", 1),), pins=(Pin("m", start=2), Pin("n", start=2)))
    found = clashes(calm, LIMITS)
    assert found.each[0].short == found.enough == (Limit(LimitCode.CHANGE, name="calm", short=1),)
    assert found.complete


def test_that_more_may_be_in_the_way_is_told_when_the_search_ends() -> None:
    many = [measure(f"m{number}", duration=9) for number in range(MOST + 1)]
    made = make(*many, targets={}, mandatory=[item.id for item in many])
    found = clashes(made, LIMITS)
    assert (len(found.each), found.complete, found.enough) == (MOST, False, ())
    short_of_time = clashes(made, replace(LIMITS, deterministic=0.0, wall=0.0))
    assert short_of_time.each[0].unproven
    assert not short_of_time.complete


@pytest.mark.slow
@settings(max_examples=100, deadline=None, derandomize=True)
@given(rich_problems())
def test_all_clashes_by_trying_every_plan(problem: Problem) -> None:
    if brute.best(problem):
        return
    found = clashes(problem, LIMITS)
    # Behind what was begun and cannot be it is not looked further: that would only hold without it.
    assert found.complete or any(all(path.startswith("past[") for path in it.rules) for it in found.each)
    if found.complete:
        assert brute.best(without(problem, [path for each in found.each for path in let_go(each)]))
    if found.enough:
        free = without(problem, [path for it in found.each if not limits_of(it) for path in it.rules])
        assert brute.best(given_more(free, found.enough))
        first = found.enough[0]
        less = replace(first, short=(first.short or 0) - 1)
        assert brute.best(given_more(free, (less, *found.enough[1:]))) is None
    everything = {part.path for part in parts(problem)}
    for each in found.each:
        if not any(path.startswith("past[") for path in each.rules):
            assert brute.best(without(problem, everything - set(each.rules))) is None
