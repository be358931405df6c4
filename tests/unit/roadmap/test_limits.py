"""Searches that are cut short: valid plans, honest values, the same each time."""

from __future__ import annotations

import pytest

from plateau.roadmap.checker import check
from plateau.roadmap.model import Status
from plateau.roadmap.solver import solve
from plateau.roadmap.solver.objectives import Sum, targets
from plateau.roadmap.solver.programme import Programme
from plateau.roadmap.solver.relevance import scope_of
from plateau.roadmap.solver.search import Search
from tests.unit.roadmap.instances import gemeente
from tests.unit.roadmap.small import measure, problem


@pytest.mark.slow
# Seed 5 cut short here once reported a value from before a later search had improved it.
@pytest.mark.parametrize(
    ("seed", "limit"), [(1, 0.0), (1, 0.06), (1, 0.1), (1, 0.2), (1, 0.4), (5, 0.06), (5, 0.08)]
)
def test_a_plan_cut_short_is_valid_and_says_so(seed: int, limit: float) -> None:
    made = gemeente(60, 16, seed, money=0.3, people=1)
    plan = solve(made, deterministic_limit=limit)
    assert check(made, plan) == []
    assert plan.status in (Status.UNKNOWN, Status.FEASIBLE)
    assert plan.reproducible
    assert solve(made, deterministic_limit=limit) == plan


def test_the_wall_limit_makes_it_not_reproducible() -> None:
    plan = solve(problem(measure("m", "a1")), wall_limit=0.0)
    assert (plan.status, plan.reproducible) == (Status.UNKNOWN, False)


def test_what_a_later_search_happens_to_improve_is_kept() -> None:
    """Without proof an earlier goal may still fall; its value is never let go again."""
    made = problem(measure("m", "a1"))
    programme, twin = Programme(made, scope_of(made)), Programme(made, scope_of(made))
    better = Search(twin, seed=0, deterministic_limit=5, wall_limit=60)
    better.minimise(targets(twin), within=1)
    search = Search(programme, seed=0, deterministic_limit=5, wall_limit=60)
    search.minimise(Sum(), within=1)
    search.solution = dict.fromkeys(search.solution, 0)  # doing nothing, as if that was found first
    short = targets(programme)
    first = search.minimise(short, within=0)
    assert (first.value, first.proven) == (1, False)
    search.solution = better.solution  # what a search for something else came upon
    search.minimise(Sum(), within=0)
    idle = Sum()
    idle.add(1, programme.chosen("m"))
    assert search.minimise(idle, within=1).value == 1
    assert short.value(search.solution) == 0


@pytest.mark.slow
def test_real_size_takes_little_work() -> None:
    """A guard on speed that does not depend on the machine: deterministic time, not seconds."""
    for seed in (1, 2, 3):
        plan = solve(gemeente(60, 16, seed, money=0.6, people=0.6))
        assert plan.status is Status.OPTIMAL
        assert plan.deterministic_time < 1
