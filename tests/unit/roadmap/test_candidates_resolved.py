"""Why what is left out of random problems is left out, held against solving again."""

from __future__ import annotations

from hypothesis import event, given, settings

from plateau.roadmap.checker import check
from plateau.roadmap.explanation.explaining import reasons
from plateau.roadmap.model import Problem, Status
from plateau.roadmap.solver import solve
from tests.unit.roadmap.resolving_candidates import candidate_stands
from tests.unit.roadmap.rich import rich_problems


@settings(max_examples=60, deadline=None, derandomize=True)
@given(rich_problems(most=4))
def test_what_is_said_agrees_with_solving_again(made: Problem) -> None:
    plan = solve(made)
    if plan.status is not Status.OPTIMAL:
        return
    found = reasons(made, plan)
    assert check(made, plan, found) == []
    for reason in found.candidates:
        event(reason.code)
        candidate_stands(made, plan, reason)
