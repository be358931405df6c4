"""Plans beside each other: the checker accepts every frontier, and sees every kind of damage."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import cache
from typing import Any

import pytest
from hypothesis import given, settings

from plateau.roadmap.checker import examine_frontier
from plateau.roadmap.frontier import Frontier, find_frontier
from plateau.roadmap.interchange import FrontierDocument, read_answer, write_frontier
from plateau.roadmap.model import Explanation, Problem, Status
from tests.unit.roadmap.rich import rich_problems
from tests.unit.roadmap.small import measure, problem, problems


@settings(max_examples=12, deadline=None)
@given(made=rich_problems() | problems())
def test_what_is_found_is_in_order_and_can_be_read_back(made: Problem) -> None:
    told = find_frontier(made)
    assert examine_frontier(made, told).violations == []
    assert read_answer(write_frontier(told).encode()) == FrontierDocument(told)


def sample() -> Problem:
    """Nothing, the one, the other, or both."""
    return problem(
        measure("m", "a1", cost=20, duration=3),
        measure("n", "b1", cost=50),
        current={"a": 1, "b": 1},
        targets={"a": 2, "b": 2},
        weights={"b": 3},
    )


@cache
def found() -> Frontier:
    return find_frontier(sample())


def point(told: Frontier, place: int, **changes: Any) -> Frontier:
    points = list(told.points)
    points[place] = replace(points[place], **changes)
    return replace(told, points=tuple(points))


def plan(told: Frontier, place: int, **changes: Any) -> Frontier:
    return point(told, place, plan=replace(told.points[place].plan, **changes))


DAMAGE: list[tuple[str, Callable[[Frontier], Frontier]]] = [
    ("points[1].effect", lambda told: point(told, 1, effect=(0, 1))),
    ("points[1].effect", lambda told: point(told, 1, effect=())),
    ("points[1].cost", lambda told: point(told, 1, cost=21)),
    ("points[1].finish", lambda told: point(told, 1, finish=2)),
    ("points[1].proven", lambda told: point(told, 1, proven=False)),
    ("complete", lambda told: point(told, 1, proven=False)),
    ("points[1]", lambda told: replace(told, points=tuple(reversed(told.points)))),
    ("points[1]", lambda told: replace(told, points=(told.points[0], told.points[0]))),
    ("points[1].plan.problem_hash", lambda told: plan(told, 1, problem_hash="0" * 64)),
    ("points[1].plan.status", lambda told: plan(told, 1, status=Status.UNKNOWN)),
    ("points[1].plan.objectives", lambda told: plan(told, 1, objectives=told.points[1].plan.objectives[1:])),
    ("points[1].plan.spend_per_period", lambda told: plan(told, 1, spend_per_period=(0,) * 8)),
    ("points[1].plan.levels", lambda told: plan(told, 1, levels=told.points[0].plan.levels)),
    ("points[1].plan.steps_made", lambda told: plan(told, 1, steps_made=())),
    (
        "points[1].plan.scheduled[m]",
        lambda told: plan(told, 1, scheduled=(replace(told.points[1].plan.scheduled[0], end=2),)),
    ),
    (
        "points[0].plan.objectives[cost].value",
        lambda told: plan(told, 0, scheduled=told.points[1].plan.scheduled),
    ),
]


@pytest.mark.parametrize(("path", "damage"), DAMAGE, ids=[f"{n}-{d[0]}" for n, d in enumerate(DAMAGE)])
def test_damage_is_seen(path: str, damage: Callable[[Frontier], Frontier]) -> None:
    made, told = sample(), found()
    assert len(told.points) == 4
    assert examine_frontier(made, told).violations == []
    assert path in {violation.path for violation in examine_frontier(made, damage(told)).violations}


def test_a_point_that_another_beats_is_seen() -> None:
    nothing, one, _, both = found().points
    beaten = replace(both, effect=one.effect)
    violations = examine_frontier(sample(), replace(found(), points=(nothing, one, beaten))).violations
    assert any("points[1] is as good on all axes" in violation.message for violation in violations)


def test_without_points_it_is_all_about_why() -> None:
    none = Frontier((), complete=True)
    assert [v.rule for v in examine_frontier(sample(), none).violations] == ["status"]
    assert examine_frontier(sample(), Frontier((), complete=False)).unchecked == ["whether there is a plan"]
    stuck = problem(measure("m", "a2"), mandatory=["m"])
    told = Explanation(stuck.fingerprint, clash=("m",), clash_rules=("mandatory[m]",))
    assert examine_frontier(stuck, none, told).violations == []
    assert examine_frontier(stuck, none, replace(told, clash_rules=("mandatory[x]",))).violations
    assert examine_frontier(sample(), found(), told).violations
