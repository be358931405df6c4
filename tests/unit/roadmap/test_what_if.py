"""Questions asked of plans: each changes what it says and nothing else, and the answer is the new optimum."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import assume, given, settings

from plateau.roadmap.checker import check
from plateau.roadmap.model import (
    Area,
    AreaTarget,
    InvalidProblem,
    Milestone,
    Mode,
    Past,
    Pin,
    Plan,
    Problem,
    Scheduled,
    Status,
    Target,
)
from plateau.roadmap.model.values import MAX_DAYS
from plateau.roadmap.solver import solve
from plateau.roadmap.what_if import Changed, Kind, Moved, Question, Redone, ask, changed_problem, questions
from plateau.roadmap.what_if.comparing import compare
from tests.unit.roadmap.rich import rich_problems
from tests.unit.roadmap.small import measure, problem, problems

LAW = Milestone("law", 4, None, {"a": 2})


def town(**more: object) -> Problem:
    """Two ways to the same step: a cheap one that takes long, and a dear one that is quick."""
    return problem(
        measure("cheap", "a1", duration=3, cost=100, days={"beleid": 30}),
        measure("quick", "a1", duration=1, cost=900, days={"beleid": 5}),
        budgets={2027: 1000, 2028: None},
        capacity={"beleid": [10] * 8},
        milestones=[LAW],
        **more,  # type: ignore[arg-type]
    )


def answer(question: Question, made: Problem | None = None) -> object:
    made = made or town()
    return ask(made, solve(made), question)


# what differs


def test_another_way_of_carrying_out_is_a_difference() -> None:
    ways = (Mode("dear", 2, one_off_cost=500), Mode("fast", 1, one_off_cost=900))
    made = problem(replace(measure("m", "a1", duration=2, cost=100), modes=ways))

    def plan(mode: str, lasts: int = 2) -> Plan:
        return replace(solve(made), scheduled=(Scheduled("m", 0, lasts, mode),))

    found = compare(made, plan(""), plan("dear"))
    assert found.redone == (Redone("m", ("", 2), ("dear", 2)),)
    assert not found.same
    assert compare(made, plan("dear"), plan("fast", 1)).redone == (Redone("m", ("dear", 2), ("fast", 1)),)
    assert compare(made, plan("dear"), plan("dear")).same


# the changes


def test_half_the_budget_is_half_of_every_year_that_has_one() -> None:
    other = changed_problem(town(), Question(Kind.BUDGET, amount=-50))
    assert dict(other.budgets) == {2027: 500, 2028: None}
    assert replace(other, budgets=town().budgets) == town()


def test_a_law_moves_and_stays_within_the_horizon() -> None:
    def moved(periods: int) -> int:
        return changed_problem(town(), Question(Kind.LAW, "law", periods)).milestones[0].period

    assert [moved(periods) for periods in (-2, 2, 9, -9)] == [2, 6, 8, 0]


def test_one_more_person_is_so_many_days_a_quarter() -> None:
    other = changed_problem(town(), Question(Kind.PEOPLE, "beleid", 1))
    assert other.capacity["beleid"] == (53,) * 8


def test_a_start_is_fixed() -> None:
    other = changed_problem(town(), Question(Kind.START, "quick", 3))
    item = other.by_id["quick"]
    assert (item.earliest_start, item.latest_start) == (3, 3)
    assert other.mandatory == {"quick"}


@pytest.mark.parametrize("kind", [Kind.LAW, Kind.PEOPLE, Kind.WITHOUT, Kind.WITH, Kind.START])
def test_what_is_not_there_cannot_be_asked(kind: Kind) -> None:
    with pytest.raises(KeyError):
        changed_problem(town(), Question(kind, "nothing"))


# the answers


def test_without_the_one_the_other_is_chosen() -> None:
    made = town()
    found = ask(made, solve(made), Question(Kind.WITHOUT, "cheap"))
    assert found.possible
    assert found.proven
    assert found.comparison is not None
    assert (found.comparison.added, found.comparison.dropped) == (("quick",), ("cheap",))
    assert found.comparison.spend == 800
    assert found.comparison.days == -25
    assert found.comparison.finish == (3, 1)
    assert not found.comparison.milestones


def test_an_earlier_law_is_lost_or_asks_the_quick_way() -> None:
    made = town()
    quick = ask(made, solve(made), Question(Kind.LAW, "law", -2)).comparison
    assert quick is not None
    assert quick.added == ("quick",)
    lost = ask(made, solve(made), Question(Kind.LAW, "law", -4)).comparison
    assert lost is not None
    assert lost.milestones == (Changed("law", 0, 1),)
    assert lost.finish == (3, 3)


def test_what_moves_is_told() -> None:
    made = town()
    found = ask(made, solve(made), Question(Kind.START, "cheap", 1)).comparison
    assert found is not None
    assert found.moved == (Moved("cheap", 0, 1),)
    assert not found.same


def test_what_changes_nothing_says_so() -> None:
    made = town()
    found = ask(made, solve(made), Question(Kind.PEOPLE, "beleid", 1))
    assert found.comparison is not None
    assert found.comparison.same


def test_what_cannot_be_is_proven_impossible() -> None:
    made = problem(measure("x", "a1"), measure("y", "b2"), current={"a": 1, "b": 1})
    found = ask(made, solve(made), Question(Kind.WITH, "y"))
    assert (found.possible, found.proven, found.comparison) == (False, True, None)
    assert found.plan.status is Status.INFEASIBLE


def test_a_target_that_is_lost_is_told() -> None:
    made = problem(measure("x", "a1", cost=100), budgets={2027: 100, 2028: 0})
    found = ask(made, solve(made), Question(Kind.BUDGET, amount=-50)).comparison
    assert found is not None
    assert found.targets == (Changed("a", 2, 1),)


def test_what_only_goes_further_than_asked_is_told_apart() -> None:
    made = problem(measure("x", "a1"), measure("far", "a2"))
    found = ask(made, solve(made), Question(Kind.WITH, "far")).comparison
    assert found is not None
    assert (found.targets, found.beyond) == ((), (Changed("a", 2, 3),))
    assert found.met == (1, 1)


def test_a_target_that_is_passed_is_told_with_where_it_ends() -> None:
    made = problem(measure("x", "a1", cost=100), measure("far", "a2", cost=1), budgets={2027: 50, 2028: 50})
    plan = solve(made)
    found = ask(replace(made, budgets={}), solve(replace(made, budgets={})), Question(Kind.WITH, "far"))
    assert found.possible
    told = compare(made, plan, found.plan)
    assert (told.targets, told.beyond) == ((Changed("a", 1, 3),), ())
    assert told.met == (0, 1)


def test_an_area_is_a_target_too() -> None:
    either = Area("town", frozenset({"a", "b"}), 1)
    made = replace(
        problem(measure("x", "a1"), measure("y", "b1"), current={"a": 1, "b": 1}, targets={}),
        areas=(either,),
        area_targets=(AreaTarget("town", 2, hard=False),),
    )
    nothing = solve(replace(made, forbidden=frozenset({"x", "y"})))
    told = compare(made, nothing, solve(made))
    assert told.targets == (Changed("town", 1, 2),)
    assert told.met == (0, 1)


def test_only_a_plan_for_this_problem_can_be_asked() -> None:
    with pytest.raises(ValueError, match="for this problem"):
        ask(town(), solve(problem(measure("x", "a1"))), Question(Kind.BUDGET, amount=-50))


# what is offered


def test_questions_fit_the_plan() -> None:
    made = town()
    offered = questions(made, solve(made))
    codes = [question.code for question in offered]
    assert len(codes) == len(set(codes))
    kinds = {kind: [item.key for item in offered if item.kind is kind] for kind in Kind}
    assert kinds[Kind.WITHOUT] == ["cheap"]
    assert kinds[Kind.WITH] == ["quick"]
    assert kinds[Kind.PEOPLE] == ["beleid"]
    assert [item.amount for item in offered if item.kind is Kind.LAW] == [-2, -1, 1, 2]
    assert kinds[Kind.START] == []  # it starts as soon as it can


def test_without_limits_there_is_nothing_to_ask_about_them() -> None:
    made = problem(measure("x", "a1"), mandatory=["x"])
    assert questions(made, solve(made)) == ()


#: Only x brings the target; nothing asks for y.
ONE_WAY = problem(measure("x", "a1", duration=2), measure("y", "b1"), current={"a": 1, "b": 1})


@pytest.mark.parametrize(
    "made",
    [
        replace(ONE_WAY, now=2, past=(Past("x", 0, 2),)),
        replace(ONE_WAY, pins=(Pin("x", start=3),)),
        replace(ONE_WAY, targets=(Target("a", 2, hard=True),)),
    ],
    ids=["begun", "pinned", "only way to a hard target"],
)
def test_doing_without_what_cannot_be_missed_is_not_offered(made: Problem) -> None:
    plan = solve(made)
    offered = questions(made, plan)
    assert Question(Kind.WITHOUT, "x") not in offered
    assert Question(Kind.WITH, "y") in offered
    assert all(ask(made, plan, question).proven for question in offered)
    with pytest.raises(InvalidProblem):
        ask(made, plan, Question(Kind.WITHOUT, "x"))


@pytest.mark.slow
@given(problems() | rich_problems())
@settings(max_examples=60, deadline=None, derandomize=True)
def test_every_question_that_is_offered_makes_a_problem(made: Problem) -> None:
    plan = solve(made)
    assume(plan.found)
    for question in questions(made, plan):
        changed_problem(made, question)


@pytest.mark.slow
@given(problems())
@settings(max_examples=30, deadline=None, derandomize=True)
def test_where_the_search_begins_changes_no_proven_answer(made: Problem) -> None:
    plan = solve(made)
    assume(plan.found)
    for question in questions(made, plan):
        fresh = solve(changed_problem(made, question))
        assert ask(made, plan, question).plan.scheduled == fresh.scheduled


def test_a_hard_target_with_two_ways_can_do_without_one() -> None:
    made = replace(town(), targets=(Target("a", 2, hard=True),))
    assert Question(Kind.WITHOUT, "cheap") in questions(made, solve(made))


def test_more_people_than_can_be_written_is_not_offered() -> None:
    made = replace(town(), capacity={"beleid": [MAX_DAYS] * 8})
    assert Kind.PEOPLE not in {question.kind for question in questions(made, solve(made))}


@pytest.mark.slow
@given(problems())
@settings(max_examples=25, deadline=None, derandomize=True)
def test_every_answer_is_a_valid_plan_and_more_never_makes_it_worse(made: Problem) -> None:
    plan = solve(made)
    assume(plan.found)
    for question in questions(made, plan):
        found = ask(made, plan, question)
        assert found.proven
        assert not check(changed_problem(made, question), found.plan)
        if question.kind is Kind.PEOPLE or (question.kind is Kind.BUDGET and question.amount > 0):
            assert [level.value for level in found.plan.objectives] <= [
                level.value for level in plan.objectives
            ]
