"""What each planned intervention is for, and what holds it where it is when no rule does."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings

from plateau.roadmap.checker import check
from plateau.roadmap.explanation.explaining import reasons
from plateau.roadmap.explanation.replanning import replan
from plateau.roadmap.model import (
    Area,
    AreaTarget,
    ChosenReason,
    Group,
    Lag,
    Limit,
    LimitCode,
    Milestone,
    Moment,
    ObjectiveName,
    Past,
    Pin,
    Problem,
    Status,
)
from plateau.roadmap.solver import solve
from tests.unit.roadmap.rich import rich_problems
from tests.unit.roadmap.small import measure, problem

TARGETS, BENEFIT = ObjectiveName.TARGETS, ObjectiveName.BENEFIT


def chosen(made: Problem, id_: str) -> ChosenReason:
    plan = solve(made)
    found = reasons(made, plan)
    assert check(made, plan, found) == []
    return next(reason for reason in found.chosen if reason.id == id_)


@settings(max_examples=120, deadline=None, derandomize=True)
@given(rich_problems())
def test_everything_that_is_planned_is_for_something(made: Problem) -> None:
    plan = solve(made, deterministic_limit=2)
    if plan.found and plan.status is Status.OPTIMAL:
        assert [r.id for r in reasons(made, plan).chosen if not r.has_purpose] == []


# what it is for


def test_an_area_target_asks_for_it() -> None:
    made = replace(
        problem(measure("m", "a1"), measure("n", "b1"), current={"a": 1, "b": 1}, targets={}),
        areas=(Area("both", frozenset({"a", "b"}), 2),),
        area_targets=(AreaTarget("both", 2),),
    )
    assert (chosen(made, "m").areas, chosen(made, "n").areas) == (("both",), ("both",))


def test_a_milestone_asks_for_an_area_and_for_an_intervention() -> None:
    law = Milestone("law", 4, None, {}, areas={"either": 2}, interventions=frozenset({"n"}))
    made = replace(
        problem(measure("m", "a1"), measure("n"), targets={}),
        areas=(Area("either", frozenset({"a"}), 1),),
        milestones=(law,),
    )
    assert (chosen(made, "m").milestones, chosen(made, "n").milestones) == (("law",), ("law",))


def test_a_milestone_that_is_missed_asks_for_nothing() -> None:
    made = problem(
        measure("m", "a1"),
        current={"a": 1},
        targets={"a": 2},
        milestones=[Milestone("law", 6, None, {"a": 3})],
    )
    assert (chosen(made, "m").targets, chosen(made, "m").milestones) == (("a",), ())


def test_it_pays_for_itself() -> None:
    item = replace(measure("m", cost=100), benefit_per_period=50)
    made = replace(problem(item, targets={}), objectives=(BENEFIT,))
    assert chosen(made, "m").pays == 7 * 50 - 100


def test_one_of_a_group_must_be_done() -> None:
    made = replace(
        problem(measure("m", cost=5), measure("n", cost=9), targets={}),
        groups=(Group("way", frozenset({"m", "n"}), required=True),),
    )
    assert chosen(made, "m").groups == ("way",)


def test_a_fixed_start_asks_for_it() -> None:
    made = replace(problem(measure("m"), targets={}), pins=(Pin("m", start=3),))
    reason = chosen(made, "m")
    assert (reason.pinned, reason.mandatory) == (True, False)
    assert reason.fixed_by == (Limit(LimitCode.PIN, name="start", period=3),)


def test_what_waits_for_its_start_needs_it() -> None:
    waits = replace(measure("m", "a1"), lags=(Lag(frozenset({"n"}), since=Moment.START, least=1),))
    assert chosen(problem(waits, measure("n", duration=4)), "n").enables == ("m",)


def test_what_another_does_in_time_as_well_it_is_not_for() -> None:
    """One makes the step of the milestone in time too, and one of those that could come first is there."""
    made = problem(
        measure("m", "a1", "c1"), measure("n", "a1", "d1"), measure("z", "b1", one_of=["m", "n"]),
        current=dict.fromkeys("abcd", 1), targets=dict.fromkeys("bcd", 2),
        milestones=[Milestone("law", 4, None, {"a": 2})],
    )  # fmt: skip
    for id_ in "mn":
        assert (chosen(made, id_).milestones, chosen(made, id_).enables) == ((), ())
    alone = replace(made, forbidden=frozenset("n"))
    assert solve(replace(alone, forbidden=frozenset("mn"))).by_id == {}
    assert (chosen(alone, "m").milestones, chosen(alone, "m").enables) == (("law",), ("z",))


def test_begun_and_kept() -> None:
    made = problem(measure("old"), measure("m", "a1"), targets={"a": 2}, mandatory=["old"])
    plan = solve(made)
    now = replan(made, plan, 1, past=[Past("old", 0, 2)])
    told = {reason.id: reason for reason in reasons(now.problem, now.plan).chosen}
    assert told["old"].begun
    assert (told["m"].kept, told["m"].begun) == (True, False)


# what holds it there


def test_even_work_holds_it() -> None:
    days = {"beleid": 6}
    made = replace(
        problem(
            measure("m", "a1", days=days), measure("n", "b1", days=days),
            current={"a": 1, "b": 1}, targets={"a": 2, "b": 2}, capacity={"beleid": None},
        ),
        objectives=(TARGETS, ObjectiveName.EVENNESS, ObjectiveName.EARLINESS),
    )  # fmt: skip
    assert chosen(made, "n").fixed_by == (Limit(LimitCode.OBJECTIVE, name="evenness", short=6),)


def test_what_is_cheaper_later_is_held_by_the_benefit() -> None:
    made = replace(problem(measure("m", "a1", yearly=40)), objectives=(TARGETS, BENEFIT))
    reason = chosen(made, "m")
    assert (reason.start, reason.fixed_by) == (7, (Limit(LimitCode.OBJECTIVE, name="benefit", short=10),))


def test_staying_where_it_was_holds_it() -> None:
    made = problem(measure("m", "a1"), budgets={2027: None})
    late = replace(solve(made).scheduled[0], start=4, end=5)
    near = replace(made, keep=(late,), objectives=(ObjectiveName.STABILITY, TARGETS))
    held = Limit(LimitCode.OBJECTIVE, name="stability", short=1, period=4)
    assert chosen(near, "m").fixed_by == (held,)


# the user's own dates


@pytest.mark.parametrize(
    ("pin", "limit"),
    [
        (Pin("m", not_before=3), Limit(LimitCode.PIN, name="not_before", period=3)),
        (Pin("m", start=3), Limit(LimitCode.PIN, name="start", period=3)),
    ],
)
def test_a_pin_tells_what_was_decided(pin: Pin, limit: Limit) -> None:
    assert chosen(replace(problem(measure("m", "a1")), pins=(pin,)), "m").fixed_by == (limit,)


# the checker


@pytest.mark.parametrize(
    "fixed_by",
    [
        (),
        (Limit(LimitCode.FREE),),
        (Limit(LimitCode.OBJECTIVE, name="stability", short=2, period=4),),
        (Limit(LimitCode.OBJECTIVE, name="stability", short=1, period=3),),
        (Limit(LimitCode.OBJECTIVE, name="targets", short=1),),
    ],
)
def test_the_checker_rejects_another_objective(fixed_by: tuple[Limit, ...]) -> None:
    made = problem(measure("m", "a1"))
    late = replace(solve(made).scheduled[0], start=4, end=5)
    near = replace(made, keep=(late,), objectives=(ObjectiveName.STABILITY, TARGETS))
    plan = solve(near)
    found = reasons(near, plan)
    assert check(near, plan, found) == []
    damaged = replace(found, chosen=(replace(found.chosen[0], fixed_by=fixed_by),))
    assert check(near, plan, damaged)
