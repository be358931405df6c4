"""What is said of a plan before, or without, the searches that tell why goals stay open."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from ortools.sat.python.cp_model import CpSolver

from plateau.roadmap.checker import check, examine
from plateau.roadmap.explanation import explain, reasons
from plateau.roadmap.model import Explanation, GapCode, Plan, Problem
from plateau.roadmap.solver import Control, solve
from tests.unit.roadmap.rich import rich_problems
from tests.unit.roadmap.small import measure, problem, tight_problems


def where_it_stands(explanation: Explanation) -> list[tuple[object, ...]]:
    return [
        (gap.criterion, gap.area, gap.milestone, gap.current, gap.target, gap.reached, gap.steps)
        for gap in explanation.gaps
    ]


@settings(max_examples=30, deadline=None)
@given(made=tight_problems() | rich_problems())
def test_all_is_said_but_why_goals_stay_open(made: Problem) -> None:
    plan = solve(made)
    if not plan.found:
        return
    first, all_of_it = reasons(made, plan), explain(made, plan)
    assert where_it_stands(first) == where_it_stands(all_of_it)
    assert replace(first, gaps=()) == replace(all_of_it, gaps=())
    for early, late in zip(first.gaps, all_of_it.gaps, strict=True):
        assert early.code is (GapCode.CLOSED if late.code is GapCode.CLOSED else GapCode.UNEXPLAINED)
    assert check(made, plan, first) == []


def tight() -> tuple[Problem, Plan]:
    made = problem(measure("m", "a1", cost=100_000), budgets={2027: 0, 2028: 0})
    return made, solve(made)


def test_the_checker_says_that_it_was_not_told() -> None:
    made, plan = tight()
    untold = "why goals stay open: the plan does not say"
    assert untold in examine(made, plan, reasons(made, plan)).unchecked
    assert untold not in examine(made, plan, explain(made, plan)).unchecked


def test_the_checker_sees_that_nothing_can_be_said_of_what_is_reached_or_not_looked_for() -> None:
    made, plan = tight()
    first, all_of_it = reasons(made, plan), explain(made, plan)
    more = replace(first.gaps[0], ways=all_of_it.gaps[0].ways)
    assert check(made, plan, replace(first, gaps=(more,)))
    reached = problem(measure("m", "a1"))
    found = solve(reached)
    told = explain(reached, found)
    unexplained = replace(told.gaps[0], code=GapCode.UNEXPLAINED)
    assert check(reached, found, replace(told, gaps=(unexplained,)))


def test_what_is_known_is_not_worked_out_again() -> None:
    made, plan = tight()
    known = replace(reasons(made, plan), candidates=())
    assert explain(made, plan, known=known).candidates == ()


def test_who_stops_gets_what_takes_no_search() -> None:
    made, plan = tight()
    control = Control()
    control.cancel()
    stopped = explain(made, plan, control=control)
    assert [gap.code for gap in stopped.gaps] == [GapCode.UNPROVEN]
    assert where_it_stands(stopped) == where_it_stands(explain(made, plan))
    assert explain(made, plan).gaps[0].code is GapCode.BUDGET


def test_who_stops_need_not_wait_for_what_cannot_all_hold(monkeypatch: pytest.MonkeyPatch) -> None:
    """To build a programme for each rule takes seconds, also when none of them is searched."""
    made = problem(measure("m", "a1", cost=100), budgets={2027: 0, 2028: 0}, mandatory=["m"])
    plan = solve(made)
    control = Control()
    control.cancel()
    monkeypatch.setattr("plateau.roadmap.explanation.clash.Programme", None)
    stopped = explain(made, plan, control=control)
    assert stopped.clashes[0].unproven
    assert not stopped.clashes_complete


def test_all_searches_that_run_at_once_are_stopped() -> None:
    stopped: list[int] = []

    class Solver(CpSolver):
        def stop_search(self) -> None:
            stopped.append(id(self))

    control, first, second, ended = Control(), Solver(), Solver(), Solver()
    with control.watching(ended):
        pass
    with control.watching(first), control.watching(second):
        control.cancel()
    assert stopped == [id(first), id(second)]
