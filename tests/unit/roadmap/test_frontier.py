"""The frontier against every plan of small problems, and what it says when it is cut short."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import count
from typing import Any

import pytest
from hypothesis import Phase, given, settings

from plateau.roadmap.checker import check
from plateau.roadmap.frontier import Point, find_frontier, undominated
from plateau.roadmap.frontier.searching import Searcher, Undecided
from plateau.roadmap.model import Milestone, ObjectiveName, Plan, Problem, Status
from plateau.roadmap.solver import solve
from tests.unit.roadmap import brute
from tests.unit.roadmap.rich import rich_problems
from tests.unit.roadmap.small import measure, problem, problems

Place = tuple[tuple[int, ...], int, int]
AXES = (ObjectiveName.MILESTONES, ObjectiveName.TARGETS, ObjectiveName.COST, ObjectiveName.FINISH)
#: Making a failing problem smaller takes longer than reading it.
WITHOUT_SHRINKING = (Phase.explicit, Phase.reuse, Phase.generate)


def all_places(made: Problem) -> set[Place]:
    """What every allowed plan reaches, without those that another beats."""
    values = {brute.values(life) for life in brute.every(made)}
    places = {((missed, short), cost, finish) for missed, short, cost, finish in values}
    return {
        one
        for one in places
        if not any(
            other != one and other[0] <= one[0] and other[1] <= one[1] and other[2] <= one[2]
            for other in places
        )
    }


def point(effect: int, cost: int, finish: int) -> Point:
    return Point((effect,), cost, finish, Plan(Status.OPTIMAL), True)


def three_ways() -> Problem:
    """Nothing, a slow cheap one, a quick dear one, and a second criterion for much money."""
    return problem(
        measure("slow", "a1", duration=4, cost=100),
        measure("quick", "a1", duration=1, cost=300),
        measure("other", "b1", duration=2, cost=1_000),
        current={"a": 1, "b": 1},
        targets={"a": 2, "b": 2},
    )


@given(problems(most=3) | rich_problems(most=2))
@settings(max_examples=30, deadline=None, derandomize=True, phases=WITHOUT_SHRINKING)
def test_it_is_what_trying_every_plan_gives(made: Problem) -> None:
    made = replace(made, objectives=AXES)
    found = find_frontier(made)
    assert found.complete
    assert {item.place for item in found.points} == all_places(made)
    for item in found.points:
        assert item.proven
        assert not [broken for broken in check(made, item.plan) if broken.rule != "without_use"]


def test_each_way_has_its_place() -> None:
    found = find_frontier(three_ways())
    assert [item.place for item in found.points] == [
        ((0, 2), 0, 0),
        ((0, 1), 100, 4),
        ((0, 1), 300, 1),
        ((0, 0), 1_100, 4),
        ((0, 0), 1_300, 2),
    ]


def test_its_best_end_is_the_plan() -> None:
    made = three_ways()
    plan = solve(made)
    best = min(find_frontier(made).points, key=lambda item: item.place)
    assert (*best.effect, best.cost) == tuple(level.value for level in plan.objectives[:3])


def test_a_milestone_counts_before_a_target() -> None:
    made = problem(
        measure("a", "a1", cost=100),
        measure("b", "b1", cost=100),
        current={"a": 1, "b": 1},
        targets={"b": 2},
        budgets={2027: 100, 2028: 0},
        milestones=[Milestone("law", 4, None, {"a": 2})],
    )
    assert [item.effect for item in find_frontier(made).points] == [(1, 1), (0, 1)]


def test_a_limit_on_points_spreads_them_and_is_told() -> None:
    found = find_frontier(three_ways(), most=3)
    assert not found.complete
    assert 2 <= len(found.points) <= 3
    assert found.points[0].cost == 0
    assert found.points[-1].effect == (0, 0)


def test_it_stops_when_asked_and_gives_what_it_has() -> None:
    asked = 0

    def stopped() -> bool:
        nonlocal asked
        asked += 1
        return asked > 2

    found = find_frontier(three_ways(), stopped=stopped)
    assert not found.complete
    assert len(found.points) == 2
    assert not find_frontier(three_ways(), wall_limit=0).points


def test_what_cannot_be_done_has_no_frontier() -> None:
    made = problem(measure("x", "b2"), current={"a": 1, "b": 1}, mandatory=["x"])
    found = find_frontier(made)
    assert (found.points, found.complete) == ((), True)


def test_nothing_found_in_time_proves_nothing() -> None:
    found = find_frontier(three_ways(), deterministic_limit=0)
    assert (found.points, found.complete) == ((), False)


def test_a_search_without_an_answer_is_never_taken_for_a_proof(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whichever of the searches it is that comes to nothing."""
    search = Searcher._search
    whole = find_frontier(three_ways())
    for last in range(6):
        calls = count()

        def undecided(
            searcher: Searcher, *limits: Any, calls: Iterator[int] = calls, last: int = last
        ) -> Any:
            if next(calls) == last:
                raise Undecided
            return search(searcher, *limits)

        monkeypatch.setattr(Searcher, "_search", undecided)
        found = find_frontier(three_ways())
        assert not found.complete
        assert len(found.points) <= len(whole.points)


def test_an_unproven_point_counts_against_all_of_it_when_beaten_too(monkeypatch: pytest.MonkeyPatch) -> None:
    """It is where the search went from there: what it should have found may lie elsewhere."""
    search = Searcher._search
    beaten = [replace(min(find_frontier(three_ways()).points, key=lambda one: one.place), proven=False)]
    beaten = [replace(one, cost=one.cost + 1, finish=one.finish + 1) for one in beaten]

    def first_unproven(searcher: Searcher, *limits: Any) -> Any:
        return beaten.pop() if beaten else search(searcher, *limits)

    monkeypatch.setattr(Searcher, "_search", first_unproven)
    found = find_frontier(three_ways())
    assert all(one.proven for one in found.points)
    assert not found.complete


def test_the_same_problem_gives_the_same_points() -> None:
    assert find_frontier(three_ways()).points == find_frontier(three_ways()).points


def test_what_is_beaten_is_left_out() -> None:
    best, beaten, other = point(0, 5, 3), point(0, 5, 4), point(1, 2, 9)
    assert undominated([beaten, other, best, best]) == (other, best)
