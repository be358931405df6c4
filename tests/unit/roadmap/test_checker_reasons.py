"""The checker holds every part of why, and why not, against the plan: damage to any of it is seen."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import cache
from typing import Any

import pytest

from plateau.roadmap.checker import check
from plateau.roadmap.explanation.explaining import reasons
from plateau.roadmap.explanation.replanning import to_replan
from plateau.roadmap.model import (
    Area,
    AreaTarget,
    CandidateCode,
    Explanation,
    Group,
    Limit,
    LimitCode,
    Milestone,
    ObjectiveName,
    Pin,
    Plan,
    Problem,
)
from plateau.roadmap.solver import solve
from tests.unit.roadmap.small import measure, problem

FREE, NOT_NEEDED = (Limit(LimitCode.FREE),), CandidateCode.NOT_NEEDED
TOGETHER, UNPROVEN = CandidateCode.TOGETHER, CandidateCode.UNPROVEN


def sample() -> Problem:
    """What it is for and why not, of every kind."""
    made = problem(
        measure("base", days={"beleid": 1}),
        measure("build", "a1", cost=20, all_of=["base"], days={"beleid": 2}),
        measure("dear", "a1", cost=90, all_of=["base"]),
        measure("either", "b1", cost=1),
        measure("group1", cost=3),
        measure("group2", cost=8),
        measure("idle", "e1"),
        measure("large", "c1", cost=5_000),
        measure("milestone", days={"beleid": 2}),
        replace(measure("pays", cost=10), benefit_per_period=30),
        measure("pinned"),
        measure("skip", "d2", cost=1),
        current=dict.fromkeys("abcde", 1),
        targets={"a": 2, "c": 2, "d": 3},
        budgets={2027: 200, 2028: 0},
        capacity={"beleid": [3, 1, 3, 3, 3, 3, 3, 3]},
        milestones=[Milestone("law", 5, None, {"a": 2}, interventions=frozenset({"milestone"}))],
    )
    return replace(
        made,
        areas=(Area("area", frozenset({"b"}), 1),),
        area_targets=(AreaTarget("area", 2),),
        groups=(Group("group", frozenset({"group1", "group2"}), required=True),),
        pins=(Pin("pinned", start=2),),
        objectives=(*made.objectives[:2], ObjectiveName.BENEFIT),
    )


def chosen(id_: str, **changed: Any) -> Callable[[Explanation], Explanation]:
    return lambda found: replace(
        found,
        chosen=tuple(replace(each, **changed) if each.id == id_ else each for each in found.chosen),
    )


def left_out(id_: str, **changed: Any) -> Callable[[Explanation], Explanation]:
    return lambda found: replace(
        found,
        candidates=tuple(replace(each, **changed) if each.id == id_ else each for each in found.candidates),
    )


DAMAGE = {
    "steps": chosen("build", steps=()),
    "targets": chosen("build", targets=()),
    "targets of another": chosen("base", targets=("a",)),
    "milestones": chosen("milestone", milestones=()),
    "milestones of a criterion": chosen("build", milestones=()),
    "enables": chosen("base", enables=()),
    "mandatory": chosen("base", mandatory=True),
    "areas": chosen("either", areas=()),
    "groups": chosen("group1", groups=()),
    "pinned": chosen("pinned", pinned=False),
    "begun": chosen("base", begun=True),
    "kept": chosen("base", kept=True),
    "pays": chosen("pays", pays=1),
    "nothing holds it": chosen("build", fixed_by=()),
    "free": chosen("build", fixed_by=FREE),
    "another prerequisite": chosen("build", fixed_by=(Limit(LimitCode.PREREQUISITE, intervention="pays"),)),
    "pinned to another date": chosen("pinned", fixed_by=(Limit(LimitCode.PIN, name="start", period=3),)),
    "dominated is not needed": left_out("dear", code=NOT_NEEDED, by=(), extra_cents=None),
    "dominated by another": left_out("dear", by=("base",)),
    "dominated for less": left_out("dear", extra_cents=69),
    "not needed is dominated": left_out("idle", code=CandidateCode.DOMINATED),
    "not needed is unproven": left_out("idle", code=UNPROVEN),
    "not needed helps with others": left_out("idle", code=TOGETHER),
    "not fitting is not needed": left_out("large", code=NOT_NEEDED, start=None, limits=()),
    "not fitting is unproven": left_out("large", code=UNPROVEN, limits=()),
    "not fitting later": left_out("large", start=2),
    "not fitting for less": left_out("large", limits=(Limit(LimitCode.BUDGET, year=2027, short=1),)),
    "no step below": left_out("skip", limits=()),
    "never in the horizon": left_out("idle", start=-5),
}


def explained(made: Problem) -> tuple[Plan, Explanation]:
    plan = solve(made)
    found = reasons(made, plan)
    assert check(made, plan, found) == []
    return plan, found


@cache
def told() -> tuple[Plan, Explanation]:
    return explained(sample())


def test_the_sample_is_as_it_says() -> None:
    _, found = told()
    assert {reason.id: reason.code for reason in found.candidates} == {
        "dear": CandidateCode.DOMINATED,
        "group2": CandidateCode.DOMINATED,
        "idle": CandidateCode.NOT_NEEDED,
        "large": CandidateCode.WOULD_NOT_FIT,
        "skip": CandidateCode.WOULD_NOT_FIT,
    }
    assert all(reason.has_purpose for reason in found.chosen)


@pytest.mark.parametrize("kind", DAMAGE)
def test_damage_is_seen(kind: str) -> None:
    plan, found = told()
    damaged = DAMAGE[kind](found)
    assert damaged != found
    assert {violation.rule for violation in check(sample(), plan, damaged)} == {"reasons"}


def test_a_rule_that_is_left_out_is_missed() -> None:
    made = problem(
        measure("m", "a1", cost=10, days={"beleid": 2}),
        budgets={2027: 0},
        capacity={"beleid": [0, 0, 0, 1, 2, 2, 2, 2]},
    )
    plan, found = explained(made)
    (reason,) = found.chosen
    assert [limit.code for limit in reason.fixed_by] == [LimitCode.BUDGET, LimitCode.CAPACITY]
    for fixed_by in (reason.fixed_by[:1], reason.fixed_by[1:], (*reason.fixed_by, reason.fixed_by[0])):
        assert check(made, plan, chosen("m", fixed_by=fixed_by)(found))


@pytest.mark.parametrize("limits", [(), (Limit(LimitCode.OBJECTIVE, name="cost", short=99),)])
def test_what_counts_for_more_is_held_against_its_figure(limits: tuple[Limit, ...]) -> None:
    made = replace(
        problem(measure("m", "a1", cost=100)), objectives=(ObjectiveName.COST, ObjectiveName.TARGETS)
    )
    plan, found = explained(made)
    assert found.candidates[0].code is CandidateCode.OUTWEIGHED
    assert check(made, plan, left_out("m", limits=limits)(found))
    assert check(made, plan, left_out("m", code=UNPROVEN, limits=())(found))


def test_moves_are_in_order_of_time_with_all_that_keeps_them_away() -> None:
    made = problem(
        measure("late", "a1", cost=10), measure("early", "b1", cost=10),
        current={"a": 1, "b": 1}, targets={"a": 2, "b": 2}, budgets={2027: 20, 2028: 20},
    )  # fmt: skip
    before = [replace(entry, start=start, end=start + 1) for entry, start in zip(
        solve(made).scheduled, (0, 2), strict=True
    )]  # fmt: skip
    now = replace(to_replan(made, before, 3, []), budgets={2027: 0, 2028: 20})
    plan, found = explained(now)
    assert [move.after and move.after.start for move in found.moves] == [4, 4]
    assert all(move.because for move in found.moves)
    for moves in (
        found.moves[::-1],
        tuple(replace(move, because=()) for move in found.moves),
        tuple(replace(move, because=FREE) for move in found.moves),
    ):
        assert check(now, plan, replace(found, moves=moves))
