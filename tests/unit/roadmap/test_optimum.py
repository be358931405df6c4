"""Random small problems: the solver's plan is the very one that trying every plan gives."""

from __future__ import annotations

from dataclasses import replace
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from plateau.roadmap.checker import check
from plateau.roadmap.model import Problem, Status
from plateau.roadmap.solver import solve
from tests.unit.roadmap import brute
from tests.unit.roadmap.rich import rich_problems
from tests.unit.roadmap.small import problems

pytestmark = pytest.mark.slow


@settings(max_examples=200, deadline=None, derandomize=True)
@given(problems())
def test_best_of_all_plans(problem: Problem) -> None:
    it_is_the_best(problem)


@settings(max_examples=300, deadline=None, derandomize=True)
@given(rich_problems())
def test_best_of_all_plans_whatever_the_problem_says(problem: Problem) -> None:
    it_is_the_best(problem)


def it_is_the_best(problem: Problem) -> None:
    plan = solve(problem)
    expected = brute.best(problem)
    assert check(problem, plan) == []
    if expected is None:
        assert plan.status is Status.INFEASIBLE
        return
    values, planned = expected
    assert plan.status is Status.OPTIMAL
    assert tuple(level.value for level in plan.objectives) == values
    assert {entry.id: (entry.mode, entry.start) for entry in plan.scheduled} == planned


def reached(problem: Problem) -> tuple[int, ...]:
    """What is left to wish for, the first objective first; nothing at all when no plan is possible."""
    plan = solve(problem)
    if plan.status is Status.INFEASIBLE:
        return (10**9,)
    assert plan.status is Status.OPTIMAL
    return tuple(level.value for level in plan.objectives)


@settings(max_examples=40, deadline=None, derandomize=True)
@given(problems(most=6), st.integers(0, 60))
def test_more_money_is_never_worse(problem: Problem, extra: int) -> None:
    richer = {year: None if cents is None else cents + extra for year, cents in problem.budgets.items()}
    assert reached(replace(problem, budgets=richer)) <= reached(problem)


@settings(max_examples=40, deadline=None, derandomize=True)
@given(problems(most=6), st.integers(0, 5))
def test_more_people_are_never_worse(problem: Problem, extra: int) -> None:
    more = {
        role: None if days is None else [limit + extra for limit in days]
        for role, days in problem.capacity.items()
    }
    assert reached(replace(problem, capacity=more)) <= reached(problem)


@settings(max_examples=40, deadline=None, derandomize=True)
@given(problems(most=6), st.integers(0, 10**6))
def test_order_of_input_changes_nothing(problem: Problem, seed: int) -> None:
    chance = Random(seed)
    other = Problem(
        calendar=problem.calendar,
        current=dict(chance.sample(list(problem.current.items()), len(problem.current))),
        targets=tuple(chance.sample(problem.targets, len(problem.targets))),
        interventions=tuple(chance.sample(problem.interventions, len(problem.interventions))),
        budgets=dict(chance.sample(list(problem.budgets.items()), len(problem.budgets))),
        capacity=dict(chance.sample(list(problem.capacity.items()), len(problem.capacity))),
        milestones=tuple(chance.sample(problem.milestones, len(problem.milestones))),
        mandatory=problem.mandatory,
        forbidden=problem.forbidden,
        steps_per_criterion_per_year=problem.steps_per_criterion_per_year,
    )
    assert other == problem
    assert other.fingerprint == problem.fingerprint
    assert solve(other) == solve(problem)


@settings(max_examples=20, deadline=None, derandomize=True)
@given(problems(most=6), st.integers(1, 1000))
def test_the_seed_does_not_matter_where_all_is_proven(problem: Problem, seed: int) -> None:
    plan, other = solve(problem), solve(problem, seed=seed)
    assert (plan.status, plan.scheduled) == (other.status, other.scheduled)
