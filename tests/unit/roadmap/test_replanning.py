"""A new plan disrupts the old one least."""

from __future__ import annotations

from dataclasses import replace

from plateau.roadmap.checker import check
from plateau.roadmap.explanation import replan
from plateau.roadmap.explanation.searches import Searches
from plateau.roadmap.model import (
    Fund,
    LimitCode,
    ObjectiveName,
    Past,
    Scheduled,
    Target,
)
from plateau.roadmap.solver import solve
from tests.unit.roadmap.test_decisions import two

LIMITS = Searches(seed=0, deterministic=2.0, wall=20.0)
BOTH = tuple(Target(name, 2, hard=True) for name in "ab")


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
