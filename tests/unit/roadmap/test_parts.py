"""A large problem in parts: what they are, what they prove, and that the plan is the one of the whole."""

from __future__ import annotations

from dataclasses import replace
from random import Random

import pytest
from hypothesis import given, settings

from plateau.roadmap.checker import check
from plateau.roadmap.model import Fund, Milestone, ObjectiveName, Problem, Status
from plateau.roadmap.solver import sketch, solve
from plateau.roadmap.solver.control import Control
from plateau.roadmap.solver.parts import parts_of
from plateau.roadmap.solver.relevance import scope_of
from tests.unit.roadmap.rich import rich_problems
from tests.unit.roadmap.small import measure, problem
from tests.unit.roadmap.test_optimum import it_is_the_best


def two_towns(shared: int, own: int = 10) -> Problem:
    """Two towns with people of their own, and a team that they share."""
    return problem(
        *(
            measure(f"{town}{number}", f"{town}{number}1", cost=10, days={town: 5, "team": 4})
            for town in "ab"
            for number in range(3)
        ),
        current={f"{town}{number}": 1 for town in "ab" for number in range(3)},
        targets={f"{town}{number}": 2 for town in "ab" for number in range(3)},
        capacity={"a": [own] * 8, "b": [own] * 8, "team": [shared] * 8},
        budgets={2027: 1_000, 2028: 1_000},
    )


def towns(seed: int) -> Problem:
    """Three towns by chance, in which the team and the money may be short or plenty."""
    chance = Random(seed)
    items = [
        measure(
            f"{town}{number}",
            f"{town}{chance.randint(0, 1)}{chance.randint(1, 2)}",
            duration=chance.randint(1, 3),
            cost=chance.randint(0, 9),
            days={town: chance.randint(0, 6), "team": chance.randint(0, 9)},
            all_of=[f"{town}{number - 1}"] if number and chance.random() < 0.3 else [],
        )
        for town in "abc"
        for number in range(5)
    ]
    criteria = [f"{town}{number}" for town in "abc" for number in range(2)]
    return problem(
        *items,
        current=dict.fromkeys(criteria, 1),
        targets=dict.fromkeys(criteria, 3),
        weights={name: chance.randint(1, 3) for name in criteria},
        capacity={**{town: [6] * 8 for town in "abc"}, "team": [chance.randint(4, 20)] * 8},
        budgets={2027: chance.randint(5, 60), 2028: chance.randint(5, 60)},
        milestones=[Milestone(f"{town}-half", 5, "wmo", {f"{town}0": 2, f"{town}1": 2}) for town in "abc"],
    )


@pytest.fixture
def in_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever can be divided is."""
    monkeypatch.setattr(sketch, "_LARGE", 0)


def ids(part: Problem) -> set[str]:
    return set(part.by_id) - part.forbidden


def test_people_of_its_own_make_a_part_and_what_all_share_is_left_out() -> None:
    whole = replace(two_towns(8), funds=(Fund("a", 100, interventions=frozenset({"a0", "a1"})),))
    first, second = parts_of(whole, scope_of(whole))
    assert (ids(first), ids(second)) == ({"a0", "a1", "a2"}, {"b0", "b1", "b2"})
    assert [target.criterion for target in second.targets] == ["b0", "b1", "b2"]
    assert first.capacity == {"a": (10,) * 8, "b": (10,) * 8, "team": None}
    assert not any(first.budgets.values())
    assert first.funds == whole.funds


def test_what_a_rule_joins_is_not_divided() -> None:
    whole = two_towns(8)
    first, *others = whole.interventions
    joined = replace(whole, interventions=(replace(first, excludes=frozenset({"b0"})), *others))
    assert {"a0", "b0"} in [ids(part) for part in parts_of(joined, scope_of(joined))]
    everything = replace(first, excludes=frozenset(item.id for item in others))
    joined = replace(whole, interventions=(everything, *others))
    assert parts_of(joined, scope_of(joined)) == ()


@pytest.mark.usefixtures("in_parts")
@pytest.mark.parametrize("shared", [8, 12, 20, 100])
def test_the_plan_is_that_of_the_whole(shared: int, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = two_towns(shared)
    divided = solve(whole)
    assert check(whole, divided) == []
    monkeypatch.undo()
    undivided = solve(whole)
    assert (divided.status, divided.scheduled) == (Status.OPTIMAL, undivided.scheduled)
    assert divided.objectives == undivided.objectives


@pytest.mark.usefixtures("in_parts")
def test_parts_that_do_not_go_together_are_still_a_bound() -> None:
    """Alone each town begins two measures at once; the team carries three, so one of them waits."""
    whole = two_towns(12)
    plan, alone = solve(whole), [solve(part) for part in parts_of(whole, scope_of(whole))]
    earliness = plan.objectives[-1]
    assert earliness.name is ObjectiveName.EARLINESS
    assert sum(part.objectives[-1].value for part in alone) < earliness.value == earliness.bound


@pytest.mark.usefixtures("in_parts")
def test_who_cancels_before_it_begins_has_no_plan_that_can_be_had_again() -> None:
    control = Control()
    control.cancel()
    plan = solve(two_towns(8), control=control)
    assert plan.status is Status.UNKNOWN
    assert not plan.reproducible


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(30))
def test_towns_by_chance_have_the_plan_of_the_whole(seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = towns(seed)
    assert len(parts_of(whole, scope_of(whole))) > 1
    undivided = solve(whole)
    monkeypatch.setattr(sketch, "_LARGE", 0)
    divided = solve(whole)
    assert divided.status is Status.OPTIMAL
    assert (divided.scheduled, divided.objectives) == (undivided.scheduled, undivided.objectives)


@pytest.mark.slow
@settings(max_examples=300, deadline=None, derandomize=True)
@given(rich_problems())
def test_best_of_all_plans_in_parts(problem: Problem) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sketch, "_LARGE", 0)
        it_is_the_best(problem)
