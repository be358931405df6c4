"""Gaps of random problems with everything in them, solved again: targets, areas, milestones, dates and pins."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, event, given, settings

from plateau.roadmap.explanation import explain
from plateau.roadmap.model import Problem
from plateau.roadmap.solver import solve
from tests.unit.roadmap.resolving import stands
from tests.unit.roadmap.rich import rich_problems

pytestmark = pytest.mark.slow


@settings(max_examples=150, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow])
@given(rich_problems(most=4))
def test_every_gap_of_a_rich_problem_stands(problem: Problem) -> None:
    plan = solve(problem)
    if not plan.found:
        return
    for gap in explain(problem, plan).gaps:
        event(f"{gap.code} of {'milestone' if gap.milestone else 'area' if gap.area else 'target'}")
        stands(problem, plan, gap)
