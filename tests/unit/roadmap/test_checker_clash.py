"""What is said of why there is no plan: the checker tries all plans of a small problem, and damage is seen."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import cache
from typing import Any

import pytest
from hypothesis import given, settings

from plateau.roadmap.checker import check, examine
from plateau.roadmap.checker.named import Named
from plateau.roadmap.checker.trying import has_plan
from plateau.roadmap.explanation import explain
from plateau.roadmap.explanation.parts import parts, past
from plateau.roadmap.model import (
    Area,
    AreaTarget,
    Clash,
    Explanation,
    InvalidProblem,
    Limit,
    LimitCode,
    Past,
    Plan,
    Problem,
    Status,
)
from plateau.roadmap.solver import solve
from tests.unit.roadmap.rich import rich_problems
from tests.unit.roadmap.small import measure, problem, tight_problems


def hard(made: Problem) -> Problem | None:
    """With every target hard; None when it is refused at once, since nothing makes the steps."""
    try:
        return replace(made, targets=tuple(replace(target, hard=True) for target in made.targets))
    except InvalidProblem:
        return None


@settings(max_examples=25, deadline=None)
@given(made=(rich_problems() | tight_problems()).map(hard).filter(bool))
def test_the_same_is_found_by_trying_as_by_solving(made: Problem) -> None:
    plan = solve(made)
    assert has_plan(made) in (plan.found, None)
    if not plan.found:
        assert check(made, plan, explain(made, plan)) == []


@settings(max_examples=25, deadline=None)
@given(made=rich_problems())
def test_every_rule_that_the_explanation_can_name_is_known(made: Problem) -> None:
    paths = {part.path for part in (*parts(made), *past(made))}
    assert paths == {path for path in Named(made, ()).known if path in paths or "groups[" not in path}
    assert Named(made, paths).problem == made


def dear() -> Problem:
    """Two of three are asked, and there is money for one."""
    return problem(
        measure("m", cost=60),
        measure("n", cost=60),
        measure("o", cost=60),
        targets={},
        mandatory=["m", "n"],
        budgets={2027: 100, 2028: 0},
    )


@cache
def clashing() -> tuple[Problem, Plan, Explanation]:
    made = dear()
    plan = solve(made)
    return made, plan, explain(made, plan)


CLASH = ("mandatory[m]", "mandatory[n]", "budgets[2027]", "budgets[2028]")


def named(told: Explanation, *paths: str) -> Explanation:
    return replace(told, clash_rules=paths)


SHORT = Limit(LimitCode.BUDGET, year=2027, short=20)


def first(told: Explanation, **changes: Any) -> Explanation:
    """With something else said of the first clash."""
    return replace(told, clashes=(replace(told.clashes[0], **changes), *told.clashes[1:]))


def several(told: Explanation, *rules: str) -> Explanation:
    """With another first clash, here and there."""
    return replace(first(told, rules=rules), clash_rules=rules)


DAMAGE: list[tuple[str, Callable[[Explanation], Explanation]]] = [
    ("clash_rules", lambda told: named(told, *CLASH[:3])),
    ("clash_rules", lambda told: named(told, *CLASH, "mandatory[o]")),
    ("clash_rules", lambda told: named(told, *CLASH, "budgets[2029]")),
    ("clash_rules", lambda told: named(told, *CLASH, CLASH[0])),
    ("clash_rules", lambda told: named(told, *CLASH, "nonsense")),
    ("clash", lambda told: replace(told, clash=("m",))),
    ("clash_rules", lambda told: replace(told, clash_rules=())),
    ("clash", lambda told: replace(told, clash_rules=(), clashes=(), clashes_complete=False)),
    ("clashes_complete", lambda told: replace(told, clashes=())),
    ("clashes[0]", lambda told: several(told, *CLASH, CLASH[0])),
    ("clashes[0]", lambda told: first(several(told, *CLASH[:3]), short=())),
    ("clashes[0].unproven", lambda told: first(told, unproven=("mandatory[o]",))),
    ("clashes[0].short", lambda told: first(told, short=(SHORT, SHORT))),
    ("clashes[0].short", lambda told: first(told, short=(replace(SHORT, short=19),))),
    ("clashes[0].short", lambda told: first(told, short=(replace(SHORT, short=21),))),
    ("clashes[0].short", lambda told: first(told, short=(replace(SHORT, short=0),))),
    ("clashes[0].short", lambda told: first(told, short=(replace(SHORT, period=0),))),
    ("clashes[0].short", lambda told: first(told, short=(replace(SHORT, year=2029),))),
    ("clashes[0].short", lambda told: first(told, short=(Limit(LimitCode.NOW, period=2),))),
    ("clash_unproven", lambda told: replace(told, clash_unproven=("mandatory[o]",))),
    ("clash", lambda told: replace(told, problem_hash="0" * 64)),
]


@pytest.mark.parametrize(("path", "damage"), DAMAGE, ids=[f"{n}-{d[0]}" for n, d in enumerate(DAMAGE)])
def test_damage_is_seen(path: str, damage: Callable[[Explanation], Explanation]) -> None:
    made, plan, told = clashing()
    assert set(told.clash_rules) == set(CLASH)
    assert SHORT in told.clashes[0].short
    assert check(made, plan, told) == []
    assert f"explanation.{path}" in {violation.path for violation in check(made, plan, damage(told))}


def test_a_rule_too_many_is_seen() -> None:
    made = replace(dear(), mandatory=frozenset("mno"))
    plan = solve(made)
    told = explain(made, plan)
    more = {f"mandatory[{id_}]" for id_ in "mno"} - set(told.clash_rules)
    rules = (*told.clash_rules, *more)
    longer = replace(told, clash_rules=rules, clash=("m", "n", "o"), clashes=(Clash(rules),))
    (violation, *_) = check(made, plan, longer)
    assert "without mandatory[" in violation.message


def test_a_plan_that_was_found_clashes_with_nothing() -> None:
    made = replace(dear(), mandatory=frozenset())
    plan = solve(made)
    told = explain(made, plan)
    assert check(made, plan, told) == []
    assert check(made, plan, replace(told, clash=("m",)))
    assert check(made, replace(plan, status=Status.INFEASIBLE, objectives=()), None)


def test_what_began_is_named_only_when_nothing_else_can_be_lifted() -> None:
    made = problem(measure("m", excludes=["n"]), measure("n"), targets={})
    made = replace(made, past=(Past("m", 0, 1), Past("n", 0, 1)), now=1)
    plan = solve(made)
    told = explain(made, plan)
    assert check(made, plan, told) == []
    assert check(made, plan, replace(told, clash_rules=("past[m]",)))


def test_of_what_was_not_tried_the_report_says_so() -> None:
    many = [measure(f"m{number}", duration=3, days={"beleid": 3}) for number in range(7)]
    capacity = {"beleid": [3] * 8}
    made = problem(*many, targets={}, mandatory=[item.id for item in many], capacity=capacity)
    claimed = replace(solve(replace(made, mandatory=frozenset())), status=Status.INFEASIBLE, objectives=())
    claimed = replace(claimed, problem_hash=made.fingerprint)
    rules = tuple(sorted(f"mandatory[{item.id}]" for item in many))
    told = Explanation(
        made.fingerprint, clash=tuple(sorted(made.mandatory)), clash_rules=(*rules, "capacity[beleid]")
    )
    report = examine(made, claimed, told)
    assert report.violations == []
    assert any("too many" in sentence for sentence in report.unchecked)
    assert "that they cannot all hold" in report.unchecked


def test_that_nothing_is_known_is_only_that() -> None:
    made = dear()
    unknown = replace(solve(made), status=Status.UNKNOWN)
    assert check(made, unknown, Explanation(made.fingerprint)) == []
    assert examine(made, unknown).unchecked == ["whether there is a plan"]
    assert check(made, unknown, Explanation(made.fingerprint, clash=("m",)))
    empty = Plan(Status.UNKNOWN)
    assert "problem_hash" in {violation.rule for violation in check(made, empty)}


def test_hard_areas_are_tried_too() -> None:
    made = problem(measure("m", "a1", duration=9), targets={})
    made = replace(
        made,
        areas=(Area("all", frozenset("a"), 1),),
        area_targets=(AreaTarget("all", 2, hard=True),),
    )
    assert has_plan(made) is False
    assert solve(made).status is Status.INFEASIBLE


def test_one_clash_of_two_is_not_all() -> None:
    """Begun work is too dear in both years."""
    made = problem(measure("m", duration=8, cost=160), targets={}, budgets={2027: 70, 2028: 60})
    made = replace(made, now=1, past=(Past("m", 0, 8),))
    plan = solve(made)
    told = explain(made, plan)
    assert [found.rules for found in told.clashes] == [("budgets[2027]",), ("budgets[2028]",)]
    report = examine(made, plan, told)
    assert report.violations == []
    assert "that with all of that lifted there is a plan" in report.checked
    assert "that so much more of all of them is enough" in report.checked
    one = replace(told, clashes=told.clashes[:1], clashes_enough=())
    assert {violation.path for violation in check(made, plan, one)} == {"explanation.clashes_complete"}
    unsure = replace(one, clashes_complete=False)
    assert check(made, plan, unsure) == []


def test_room_that_is_not_enough_is_seen() -> None:
    made = problem(
        measure("m", duration=8, cost=160), targets={}, budgets={2027: 70, 2028: 60}, mandatory=["m"]
    )
    plan = solve(made)
    told = explain(made, plan)
    assert check(made, plan, told) == []
    first, second = told.clashes_enough
    for wrong in ((replace(first, short=9), second), (first,), (first, second, replace(second, year=2029))):
        damaged = replace(told, clashes_enough=wrong)
        assert {it.path for it in check(made, plan, damaged)} == {"explanation.clashes_enough"}
    assert check(made, plan, replace(told, clashes_enough=())) == []  # it says less, and no untruth


def test_what_began_and_cannot_be_is_told_before_all_else() -> None:
    made = problem(
        measure("m", "a2"), measure("x", duration=9), current={"a": 1}, targets={}, mandatory=["x"]
    )
    made = replace(made, past=(Past("m", 0, 1),), now=1)
    plan = solve(made)
    told = explain(made, plan)
    assert [found.rules for found in told.clashes] == [("past[m]",)]
    assert not told.clashes_complete
    assert check(made, plan, told) == []
