"""Clashes are smallest, and a new plan disrupts the old one least."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings

from plateau.roadmap.checker import check
from plateau.roadmap.explanation import explain, replan
from plateau.roadmap.explanation.clash import clash, parts
from plateau.roadmap.explanation.elastic import Limits
from plateau.roadmap.model import (
    ChangeLoad,
    Fund,
    Group,
    LimitCode,
    Milestone,
    ObjectiveName,
    Past,
    Pin,
    Problem,
    Scheduled,
    Status,
    Target,
)
from plateau.roadmap.solver import solve
from tests.unit.roadmap import brute
from tests.unit.roadmap.rich import rich_problems
from tests.unit.roadmap.test_decisions import two

LIMITS = Limits(seed=0, deterministic=2.0, wall=20.0)
BOTH = tuple(Target(name, 2, hard=True) for name in "ab")


@pytest.mark.parametrize(
    ("made", "rules"),
    [
        (
            two(targets=tuple(replace(target, deadline=2) for target in BOTH)),
            ("targets[a]", "targets[b]", "capacity[beleid]"),
        ),
        (
            two(targets=BOTH, budgets={2027: 0, 2028: 50}),
            ("targets[b]", "budgets[2028]"),
        ),
        (two(targets=BOTH, funds=(Fund("pot", 150),)), ("targets[a]", "targets[b]", "funds[pot]")),
        (
            two(
                targets=(),
                capacity={"beleid": None},
                change_loads=(ChangeLoad("calm", 1),),
                pins=(Pin("m", start=2), Pin("n", start=3)),
            ),
            ("pins[m]", "pins[n]", "change_loads[calm]"),
        ),
        (
            two(
                targets=(),
                groups=(Group("one", frozenset("mn"), required=True),),
                milestones=(
                    Milestone("x", 8, None, {"a": 2}, hard=True),
                    Milestone("y", 8, None, {"b": 2}, hard=True),
                ),
            ),
            ("milestones[x]", "milestones[y]"),
        ),
    ],
)
def test_a_clash_is_named(made: Problem, rules: tuple[str, ...]) -> None:
    plan = solve(made)
    assert plan.status is Status.INFEASIBLE
    if made.budgets[2027] == 0:
        # Without a year's limit the money can be spent in that year: all of them are in the way.
        assert set(explain(made, plan).clash_rules) >= {"budgets[2027]", "budgets[2028]"}
    else:
        assert explain(made, plan).clash_rules == rules


@pytest.mark.slow
@settings(max_examples=150, deadline=None, derandomize=True)
@given(rich_problems())
def test_a_clash_is_smallest_by_trying_every_plan(problem: Problem) -> None:
    if brute.best(problem):
        return
    rules = clash(problem, LIMITS)
    lifted = dict(parts(problem))
    for path, leave_out in lifted.items():
        problem = problem if path in rules else leave_out(problem)
    assert brute.best(problem) is None
    assert all(brute.best(lifted[path](problem)) for path in rules)


def test_replanning_moves_only_what_it_must() -> None:
    made = two(targets=(Target("a", 2), Target("b", 2)))
    plan = solve(made)
    assert plan.scheduled == (Scheduled("m", 0, 2), Scheduled("n", 2, 4))
    same = replan(made, plan, 1)
    assert check(same.problem, same.plan) == []
    assert (same.plan.scheduled, same.moves) == (plan.scheduled, ())
    late = replan(made, plan, 1, past=[Past("m", 0, 3)])
    assert late.plan.scheduled == (Scheduled("m", 0, 3), Scheduled("n", 3, 5))
    assert late.plan.objectives[0].name is ObjectiveName.STABILITY
    assert late.plan.objectives[0].value == 1
    moves = {move.id: move for move in late.moves}
    assert [(limit.code, limit.role) for limit in moves["n"].because] == [(LimitCode.CAPACITY, "beleid")]


def test_what_was_not_begun_moves_on() -> None:
    made = two(targets=(Target("a", 2), Target("b", 2)))
    found = replan(made, solve(made), 2, past=[])
    assert found.plan.scheduled == (Scheduled("m", 2, 4), Scheduled("n", 4, 6))
    assert {move.id: [limit.code for limit in move.because] for move in found.moves} == {
        "m": [LimitCode.NOW],  # its old place is past
        "n": [LimitCode.CAPACITY],
    }


def test_what_no_longer_fits_is_dropped() -> None:
    made = two(targets=(Target("a", 2), Target("b", 2)))
    found = replan(replace(made, funds=(Fund("pot", 150),)), solve(made), 1)
    (move,) = found.moves
    assert (move.id, move.after) == ("n", None)
    assert [(limit.code, limit.name, limit.short) for limit in move.because] == [(LimitCode.FUND, "pot", 50)]
