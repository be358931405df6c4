"""What has begun may make more steps in a year than a plan may: nobody can undo them."""

from __future__ import annotations

from dataclasses import replace

import pytest

from plateau.roadmap.checker import check
from plateau.roadmap.explanation import explain
from plateau.roadmap.model import LimitCode, Past, Problem, Status
from plateau.roadmap.solver import solve
from tests.unit.roadmap.brute import best
from tests.unit.roadmap.small import measure, problem


def late(*more: Past) -> Problem:
    """Two steps of one topic have begun and end in the same year; a third could follow."""
    return replace(
        problem(measure("one", "a1"), measure("two", "a2"), measure("three", "a3"), targets={"a": 4}),
        now=1,
        past=(Past("one", 0, 1), Past("two", 0, 3), *more),
    )


def test_what_has_begun_is_no_reason_that_nothing_can_be_planned() -> None:
    made = late()
    plan = solve(made)
    assert plan.status is Status.OPTIMAL
    assert [(step.step.end, step.period) for step in plan.steps_made] == [(2, 1), (3, 3), (4, 5)]
    assert check(made, plan, explain(made, plan)) == []


def test_in_that_year_nothing_comes_on_top() -> None:
    """Two steps are begun, so two may be made: the third waits for the next year, and is told why."""
    made = late()
    plan = solve(made)
    third = next(reason for reason in explain(made, plan).chosen if reason.id == "three")
    assert (third.start, [limit.code for limit in third.fixed_by]) == (4, [LimitCode.YEARLY_STEPS])
    sooner = replace(
        plan,
        scheduled=tuple(replace(it, start=3, end=4) if it.id == "three" else it for it in plan.scheduled),
    )
    assert any(found.rule == "steps_per_year" for found in check(made, sooner))


@pytest.mark.parametrize("more", [(), (Past("three", 0, 4),), (Past("three", 0, 6),)])
def test_as_all_plans_tried(more: tuple[Past, ...]) -> None:
    made = late(*more)
    plan = solve(made)
    found = best(made)
    assert found
    assert tuple(level.value for level in plan.objectives) == found[0]
    assert check(made, plan) == []
