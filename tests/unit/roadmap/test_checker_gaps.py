"""What is said of gaps: the checker accepts what the explanation finds, and sees every kind of damage."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import cache
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from plateau.roadmap.checker import check, examine, trying
from plateau.roadmap.explanation import explain
from plateau.roadmap.model import (
    Explanation,
    GapCode,
    GapReason,
    ObjectiveName,
    Plan,
    Problem,
    Relaxation,
    Step,
    Target,
)
from plateau.roadmap.solver import solve
from tests.unit.roadmap.rich import rich_problems
from tests.unit.roadmap.small import measure, problem, tight_problems

Damage = Callable[[GapReason], GapReason]


def counts_targets(made: Problem) -> bool:
    return ObjectiveName.TARGETS in made.objectives


@settings(max_examples=15, deadline=None)
@given(made=tight_problems() | rich_problems().filter(counts_targets))
def test_what_is_found_is_in_order(made: Problem) -> None:
    plan = solve(made)
    assert check(made, plan, explain(made, plan)) == []


def reached() -> Problem:
    return problem(measure("m", "a1"))


def unmade() -> Problem:
    return problem(measure("m", "a2"))


def waiting() -> Problem:
    return problem(
        measure("m", "a1", all_of=["n"]), measure("n", "b1", "c2"), current={"a": 1, "b": 1, "c": 1}
    )


def too_long() -> Problem:
    return problem(measure("m", "a1", duration=9))


def unwanted() -> Problem:
    return problem(measure("m", "a1"), forbidden=["m"])


def too_dear() -> Problem:
    return problem(measure("m", "a1", cost=10), budgets={2027: 4, 2028: 3})


def too_busy() -> Problem:
    return problem(measure("m", "a1", days={"beleid": 5}), capacity={"beleid": [4] * 8, "bestuur": None})


def dear_and_calm() -> Problem:
    """There are people enough, and too little money."""
    return replace(too_dear(), capacity={"beleid": [4] * 8})


def one_or_other() -> Problem:
    """Money or people, whichever."""
    dear, busy = measure("m", "a1", cost=10), measure("n", "a1", days={"beleid": 5})
    return problem(dear, busy, budgets={2027: 4, 2028: 3}, capacity={"beleid": [4] * 8})


def another_goal() -> Problem:
    """What leads to a and to b cannot both be done, and b counts for more; c has nothing to do with it."""
    made = measure("m", "a1", excludes=["n"]), measure("n", "b1"), measure("o", "c1")
    levels = dict.fromkeys("abc", 1), dict.fromkeys("abc", 2)
    return problem(*made, current=levels[0], targets=levels[1], weights={"b": 2})


#: A day more, which is of no use.
A_DAY = {"extra_days": {"beleid": 1}, "extra_days_per_period": {"beleid": (1, *[0] * 7)}}
MONEY, PEOPLE = Relaxation.BUDGET, Relaxation.CAPACITY


def way(reason: GapReason, **changes: Any) -> GapReason:
    return replace(reason, ways=(replace(reason.ways[0], **changes), *reason.ways[1:]))


NO_WAY = GapReason("a", 1, 2, 1, GapCode.NO_WAY)
DAMAGE: list[tuple[Callable[[], Problem], GapCode, str, Damage]] = [
    (reached, GapCode.CLOSED, "gaps", lambda gap: replace(gap, criterion="b")),
    (reached, GapCode.CLOSED, "gaps", lambda gap: replace(gap, current=2)),
    (reached, GapCode.CLOSED, "gaps", lambda gap: replace(gap, target=3)),
    (reached, GapCode.CLOSED, "gaps", lambda gap: replace(gap, reached=1)),
    (reached, GapCode.CLOSED, "gaps[a].steps", lambda gap: replace(gap, steps=())),
    (reached, GapCode.CLOSED, "gaps[a].code", lambda gap: replace(gap, code=GapCode.UNPROVEN)),
    (reached, GapCode.CLOSED, "gaps[a].code", lambda gap: replace(gap, interventions=("m",))),
    (unmade, GapCode.NO_WAY, "gaps[a].code", lambda gap: replace(gap, code=GapCode.CLOSED, missing_step=None)),
    (unmade, GapCode.NO_WAY, "gaps[a].missing_step", lambda gap: replace(gap, missing_step=Step("a", 2, 3))),
    (unmade, GapCode.NO_WAY, "gaps[a].missing_step", lambda gap: replace(gap, missing_step=Step("z", 1, 2))),
    (unmade, GapCode.NO_WAY, "gaps[a]", lambda gap: replace(gap, code=GapCode.BUDGET)),
    (waiting, GapCode.PREREQUISITE, "gaps[a].interventions", lambda gap: replace(gap, interventions=("x",))),
    (waiting, GapCode.PREREQUISITE, "gaps[a]", lambda gap: replace(gap, interventions=())),
    (too_long, GapCode.HORIZON, "gaps[a].periods_available", lambda gap: replace(gap, periods_available=7)),
    (too_long, GapCode.HORIZON, "gaps[a].periods_needed", lambda gap: replace(gap, periods_needed=8)),
    (too_long, GapCode.HORIZON, "gaps[a].interventions", lambda gap: replace(gap, interventions=("m",))),
    (unwanted, GapCode.FORBIDDEN, "gaps[a].interventions", lambda gap: replace(gap, interventions=("x",))),
    (unwanted, GapCode.FORBIDDEN, "gaps[a].code", lambda gap: NO_WAY),
    (too_dear, GapCode.BUDGET, "gaps[a].ways[0].extra_cents", lambda gap: way(gap, extra_cents=5)),
    (too_dear, GapCode.BUDGET, "gaps[a].ways[0].extra_per_year", lambda gap: way(gap, extra_per_year={2029: 6})),
    (too_dear, GapCode.BUDGET, "gaps[a].ways[0].extra_per_year[2027]", lambda gap: way(gap, extra_per_year={2027: 0})),
    (too_dear, GapCode.BUDGET, "gaps[a].ways[0].relaxed", lambda gap: way(gap, relaxed=())),
    (too_dear, GapCode.BUDGET, "gaps[a].ways[0].relaxed", lambda gap: way(gap, extra_funds={"pot": 6})),
    (too_dear, GapCode.BUDGET, "gaps[a].ways[0].extra_funds", lambda gap: way(gap, extra_funds={"pot": 6})),
    (too_dear, GapCode.BUDGET, "gaps[a].ways[0].instead_of", lambda gap: way(gap, instead_of=("a",))),
    (too_dear, GapCode.BUDGET, "gaps[a]", lambda gap: replace(gap, ways=())),
    (too_dear, GapCode.BUDGET, "gaps[a].causes", lambda gap: replace(gap, causes=((Relaxation.FUND,),))),
    *((make, code, "gaps[a].causes", lambda gap: replace(gap, causes=())) for make, code in (
        (too_dear, GapCode.BUDGET), (too_busy, GapCode.CAPACITY), (unwanted, GapCode.FORBIDDEN),
        (too_long, GapCode.HORIZON), (one_or_other, GapCode.BUDGET),
    )),
    (too_dear, GapCode.BUDGET, "gaps[a].code", lambda gap: replace(gap, code=GapCode.COMBINATION)),
    (unwanted, GapCode.FORBIDDEN, "gaps[a].code", lambda gap: replace(gap, code=GapCode.RULES)),
    (too_long, GapCode.HORIZON, "gaps[a]", lambda gap: replace(gap, periods_needed=None)),
    (
        too_long,
        GapCode.HORIZON,
        "gaps[a].periods_available",
        lambda gap: replace(gap, code=GapCode.TIME, periods_needed=None, periods_available=None),
    ),
    (
        too_busy,
        GapCode.CAPACITY,
        "gaps[a].periods_available",
        lambda gap: replace(gap, code=GapCode.HORIZON, periods_needed=9, periods_available=8, ways=(), causes=()),
    ),
    (too_long, GapCode.HORIZON, "gaps[a].periods_needed", lambda gap: replace(gap, periods_needed=10)),
    (too_busy, GapCode.CAPACITY, "gaps[a].ways", lambda gap: replace(gap, code=GapCode.COMBINATION, ways=(), causes=())),
    (
        dear_and_calm,
        GapCode.BUDGET,
        "gaps[a].ways[0]",
        lambda gap: way(
            replace(gap, code=GapCode.CAPACITY, causes=((PEOPLE,),)),
            relaxed=(PEOPLE,), extra_cents=0, extra_per_year={}, **A_DAY,
        ),
    ),
    (
        dear_and_calm,
        GapCode.BUDGET,
        "gaps[a].ways[0].relaxed",
        lambda gap: way(
            replace(gap, code=GapCode.COMBINATION, causes=((MONEY,), (PEOPLE,))), relaxed=(MONEY, PEOPLE), **A_DAY
        ),
    ),
    (one_or_other, GapCode.BUDGET, "gaps[a].ways", lambda gap: replace(gap, ways=gap.ways[:1], causes=((MONEY,),))),
    (another_goal, GapCode.PRIORITIES, "gaps[a].ways[0]", lambda gap: way(gap, instead_of=("c",))),
    (another_goal, GapCode.PRIORITIES, "gaps[a].code", lambda gap: replace(gap, code=GapCode.OBJECTIVE)),
    (one_or_other, GapCode.BUDGET, "gaps[a].code", lambda gap: replace(gap, ways=gap.ways[::-1])),
    (unwanted, GapCode.FORBIDDEN, "gaps[a].rules", lambda gap: replace(gap, rules=("pins[m]",))),
    (unmade, GapCode.NO_WAY, "gaps[a].missing_step", lambda gap: replace(gap, missing_step=Step("a", 3, 4))),
    (too_dear, GapCode.BUDGET, "gaps[a].code", lambda gap: replace(gap, code=GapCode.CAPACITY)),
    (too_busy, GapCode.CAPACITY, "gaps[a].ways[0].extra_days", lambda gap: way(gap, extra_days={"beleid": 2})),
    (too_busy, GapCode.CAPACITY, "gaps[a].ways[0].extra_days", lambda gap: way(gap, extra_days={"bestuur": 1})),
    (
        too_busy,
        GapCode.CAPACITY,
        "gaps[a].ways[0].extra_days_per_period[beleid]",
        lambda gap: way(gap, extra_days_per_period={"beleid": (1,)}),
    ),
    (
        too_busy,
        GapCode.CAPACITY,
        "gaps[a].ways[0].relaxed",
        lambda gap: way(gap, relaxed=(Relaxation.CAPACITY, Relaxation.CAPACITY)),
    ),
]  # fmt: skip


@cache
def solved(make: Callable[[], Problem]) -> tuple[Problem, Plan, Explanation]:
    made = make()
    plan = solve(made)
    return made, plan, explain(made, plan)


def explained(make: Callable[[], Problem], damage: Damage) -> tuple[GapReason, list[str]]:
    made, plan, told = solved(make)
    gap, *others = told.gaps
    return gap, [v.path for v in check(made, plan, replace(told, gaps=(damage(gap), *others)))]


@pytest.mark.parametrize(
    ("make", "code", "path", "damage"), DAMAGE, ids=[f"{n}-{d[2]}" for n, d in enumerate(DAMAGE)]
)
def test_damage_is_seen(make: Callable[[], Problem], code: GapCode, path: str, damage: Damage) -> None:
    gap, paths = explained(make, damage)
    assert gap.code is code
    assert f"explanation.{path}" in paths


def test_an_undamaged_gap_is_in_order_and_one_that_is_missing_is_not() -> None:
    for make in (
        reached,
        unmade,
        waiting,
        too_long,
        unwanted,
        too_dear,
        too_busy,
        dear_and_calm,
        one_or_other,
    ):
        assert explained(make, lambda gap: gap)[1] == [], make.__name__
    made = problem(measure("m", "a1"), current={"a": 1, "b": 1}, targets={"a": 2, "b": 2})
    plan = solve(made)
    told = explain(made, plan)
    assert check(made, plan, told) == []
    assert [v.path for v in check(made, plan, replace(told, gaps=told.gaps[:1]))] == ["explanation.gaps"]


@pytest.mark.parametrize(
    ("make", "less"),
    [
        (too_dear, {"extra_cents": 5, "extra_per_year": {2027: 5}}),
        (too_busy, {"extra_days": {}, "extra_days_per_period": {}, "relaxed": ()}),
        (too_long, {"extra_periods": 0, "relaxed": ()}),
        (unwanted, {"lifted": ("forbidden[x]",)}),
        (unwanted, {"lifted": ()}),
        (too_long, {"extra_periods": 10**15}),
    ],
)
def test_a_way_out_that_gives_too_little_is_seen(make: Callable[[], Problem], less: dict[str, Any]) -> None:
    _, paths = explained(make, lambda gap: way(gap, **less))
    assert any(path.startswith("explanation.gaps[a].ways[0]") for path in paths)


@settings(max_examples=8, deadline=None)
@given(made=tight_problems(), data=st.data())
def test_no_way_out_may_give_less_money_than_it_takes(made: Problem, data: st.DataObject) -> None:
    """With the other goals gone the least for one goal is the least there is."""
    made = replace(made, targets=made.targets[:1])
    plan = solve(made)
    told = explain(made, plan)
    for gap in told.gaps:
        for each in gap.ways:
            if each.extra_per_year and each.proven:
                year = data.draw(st.sampled_from(sorted(each.extra_per_year)))
                less = {y: cents - (y == year) for y, cents in each.extra_per_year.items()}
                damaged = replace(each, extra_cents=each.extra_cents - 1, extra_per_year=less)
                report = examine(made, plan, replace(told, gaps=(replace(gap, ways=(damaged,)),)))
                tried = "that what is said to close a gap does" in report.checked
                assert report.violations or not tried


@pytest.mark.parametrize("extra", [-50, -1, 1, 2, 50])
def test_no_figure_of_a_way_out_can_be_another(extra: int) -> None:
    for name in ("current", "target", "reached"):
        assert explained(too_dear, lambda gap: replace(gap, **{name: getattr(gap, name) + extra}))[1]  # noqa: B023
    assert explained(too_dear, lambda gap: way(gap, extra_cents=gap.ways[0].extra_cents + extra))[1]


def test_more_time_within_the_horizon_and_more_days_are_tried_together() -> None:
    made = problem(measure("m", "a1", duration=3, days={"beleid": 9}), capacity={"beleid": [2] * 8})
    made = replace(made, targets=(Target("a", 2, deadline=2),))
    plan = solve(made)
    told = explain(made, plan)
    assert told.gaps[0].ways[0].relaxed == (Relaxation.CAPACITY, Relaxation.TIME)
    report = examine(made, plan, told)
    assert report.violations == []
    assert "that no part of 1 of 1 ways out can be less" in report.checked


def test_the_report_says_what_was_tried() -> None:
    made, plan, told = solved(one_or_other)
    report = examine(made, plan, told)
    assert "that what is said to close a gap does: 2 of 2 ways out, tried" in report.checked
    assert "that nothing else closes 1 of 1 gaps: all plans were tried" in report.checked
    assert "that no part of 2 of 2 ways out can be less" in report.checked


def test_what_takes_too_long_to_try_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(trying, "SECONDS", 0.0)
    made, plan, told = solved(one_or_other)
    report = examine(made, plan, told)
    assert report.violations == []
    assert any("the same of the other 2: trying takes more than" in line for line in report.unchecked)
    assert "that nothing else closes the other 1" in report.unchecked
