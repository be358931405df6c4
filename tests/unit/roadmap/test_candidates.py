"""Why what is left out is left out, held against the plan with it and against solving again."""

from __future__ import annotations

from dataclasses import replace

import pytest

from plateau.roadmap.model import (
    Area,
    AreaTarget,
    CandidateCode,
    CandidateReason,
    Condition,
    Limit,
    LimitCode,
    Milestone,
    ObjectiveName,
    Pin,
    Scheduled,
    Target,
)
from plateau.roadmap.solver import solve
from tests.unit.roadmap.candidates import left_out
from tests.unit.roadmap.small import measure, problem


def test_an_area_target_out_of_money() -> None:
    made = replace(
        problem(measure("m", "a1", cost=100), targets={}, budgets={2027: 60, 2028: 60}),
        areas=(Area("all", frozenset({"a"}), 1),),
        area_targets=(AreaTarget("all", 2),),
    )
    reason = left_out(made, "m")
    assert (reason.code, reason.limits) == (
        CandidateCode.WOULD_NOT_FIT,
        (Limit(LimitCode.BUDGET, year=2027, short=40),),
    )


def test_either_of_two_that_could_come_first() -> None:
    """Not that this one must; with either of them it would be in the plan."""
    made = problem(
        measure("x", cost=90),
        measure("y", cost=80),
        measure("z", "a1", one_of=["x", "y"]),
        budgets={2027: 50, 2028: 50},
    )
    assert left_out(made, "z").limits == (Limit(LimitCode.PREREQUISITE, intervention="x", name="one_of"),)
    for cheaper in "xy":
        free = tuple(replace(it, one_off_cost=0) if it.id == cheaper else it for it in made.interventions)
        assert solve(replace(made, interventions=free)).by_id.keys() == {cheaper, "z"}


def test_a_goal_that_does_not_count() -> None:
    made = replace(problem(measure("m", "a1"), measure("n")), objectives=(ObjectiveName.COST,))
    assert left_out(made, "m").code is CandidateCode.NOT_COUNTED
    assert left_out(made, "n").code is CandidateCode.NOT_NEEDED
    assert "m" in solve(replace(made, objectives=(ObjectiveName.TARGETS,))).by_id


def test_a_milestone_that_asks_for_it_by_name() -> None:
    made = problem(
        measure("m", cost=100),
        targets={},
        budgets={2027: 60},
        milestones=[Milestone("law", 3, None, {}, interventions=frozenset({"m"}))],
    )
    assert left_out(made, "m").limits == (Limit(LimitCode.BUDGET, year=2027, short=40),)


def test_what_would_pay_but_cannot_be_paid() -> None:
    item = replace(measure("m", cost=100), benefit_per_period=900)
    made = replace(
        problem(item, targets={}, budgets={2027: 60, 2028: 60}), objectives=(ObjectiveName.BENEFIT,)
    )
    assert left_out(made, "m").code is CandidateCode.WOULD_NOT_FIT


def test_a_condition_that_holds_too_late() -> None:
    made = replace(
        problem(measure("m", "a1", duration=4)),
        interventions=(replace(measure("m", "a1", duration=4), conditions=frozenset({"law"})),),
        targets=(Target("a", 2, deadline=5),),
        conditions=(Condition("law", 2, 4),),
    )
    reason = left_out(made, "m")
    assert (reason.start, reason.limits) == (0, (Limit(LimitCode.CONDITION, name="law", period=4),))


@pytest.mark.parametrize("pinned", [True, False])
def test_the_date_that_the_user_chose(pinned: bool) -> None:
    made = replace(
        problem(measure("m", "a1", earliest=0 if pinned else 6)), targets=(Target("a", 2, deadline=4),)
    )
    made = replace(
        made,
        pins=(Pin("m", not_before=6),) if pinned else (),
        objectives=(ObjectiveName.TARGETS, ObjectiveName.COST),
    )
    limit = (
        Limit(LimitCode.PIN, name="not_before", period=6)
        if pinned
        else Limit(LimitCode.EARLIEST_START, period=6)
    )
    assert left_out(made, "m").limits == (limit,)


def test_what_counts_for_more() -> None:
    made = replace(
        problem(measure("m", "a1", cost=100)), objectives=(ObjectiveName.COST, ObjectiveName.TARGETS)
    )
    assert left_out(made, "m") == CandidateReason(
        "m",
        CandidateCode.OUTWEIGHED,
        start=0,
        limits=(Limit(LimitCode.OBJECTIVE, name="cost", short=100),),
    )


def test_what_counts_for_more_is_told_beside_what_it_breaks() -> None:
    """Staying near comes first: with the people that it lacks it stays out just the same."""
    made = replace(
        problem(
            measure("m", "a1", days={"beleid": 5}), measure("n", "b1", duration=2, days={"beleid": 2}),
            current={"a": 1, "b": 1}, targets={"a": 2, "b": 2}, capacity={"beleid": [4] * 8},
        ),
        keep=(Scheduled("n", 3, 5),),
        objectives=(ObjectiveName.STABILITY, ObjectiveName.TARGETS),
    )  # fmt: skip
    reason = left_out(made, "m")
    people = Limit(LimitCode.CAPACITY, role="beleid", period=0, short=1)
    stability = Limit(LimitCode.OBJECTIVE, name="stability", short=8)
    assert (reason.code, reason.start, reason.limits) == (CandidateCode.WOULD_NOT_FIT, 0, (people, stability))
    ample = replace(made, capacity={"beleid": None})
    assert solve(ample).by_id.keys() == {"n"}
    assert (left_out(ample, "m").code, left_out(ample, "m").limits) == (
        CandidateCode.OUTWEIGHED,
        (stability,),
    )
    last = replace(made, objectives=made.objectives[::-1])
    assert left_out(last, "m").limits == (people,)
    assert solve(replace(last, capacity={"beleid": None})).by_id.keys() == {"m", "n"}


def test_a_start_that_no_plan_can_have_is_why_whatever_counts_for_more() -> None:
    made = replace(
        problem(measure("low", "a1"), measure("n", "a2"), measure("m", "a2"), targets={"a": 3}),
        milestones=(Milestone("early", 1, None, {"a": 3}),),
        keep=(Scheduled("low", 0, 1), Scheduled("n", 4, 5)),
        objectives=(ObjectiveName.STABILITY, ObjectiveName.MILESTONES, ObjectiveName.TARGETS),
    )
    found = left_out(made, "m")
    assert found.code is CandidateCode.WOULD_NOT_FIT
    assert [(it.code, it.name) for it in found.limits] == [(LimitCode.STEP_BELOW, "soonest")]


def test_what_no_plan_can_have_in_time() -> None:
    """The step below takes four quarters, whatever money and people there are."""
    made = problem(
        measure("m", "a2", cost=500), measure("low", "a1", duration=4), targets={},
        milestones=[Milestone("law", 4, None, {"a": 3})], budgets={2027: 100, 2028: 100},
    )  # fmt: skip
    reason = left_out(made, "m")
    below = Limit(LimitCode.STEP_BELOW, criterion="a", plateau=2, period=4, name="soonest")
    assert (reason.code, reason.limits) == (CandidateCode.WOULD_NOT_FIT, (below,))
    free = replace(made, budgets={})
    assert left_out(free, "m").limits == (below,)
    assert [it.criterion for it in solve(free).milestones[0].missed] == ["a"]
    later = replace(free, milestones=(replace(made.milestones[0], period=5),))
    assert solve(later).by_id.keys() == {"m", "low"}
    never = replace(made, forbidden=frozenset({"low"}))
    assert left_out(never, "m").limits == (replace(below, period=None),)


def test_a_start_that_some_plan_can_have_goes_first() -> None:
    """At the first starts the step below cannot be there yet; at those only one rule breaks."""
    made = problem(
        measure("m", "a2", days={"beleid": 5}), measure("low", "a1", duration=2), targets={"a": 3},
        capacity={"beleid": [9, 9] + [4] * 6}, per_year=2,
    )  # fmt: skip
    reason = left_out(made, "m")
    assert (reason.start, {limit.code for limit in reason.limits}) == (2, {LimitCode.CAPACITY})
    assert solve(replace(made, capacity={"beleid": None})).by_id.keys() == {"m", "low"}


def test_a_start_at_which_nothing_ends_worse_goes_first() -> None:
    """Later it fits, but then all is over later."""
    made = replace(
        problem(
            measure("m", "a1", days={"beleid": 3}), measure("n", "b1", days={"beleid": 2}),
            current={"a": 1, "b": 1}, targets={"a": 2, "b": 2},
            capacity={"beleid": [4] + [9] * 7}, mandatory=["n"],
        ),
        objectives=(ObjectiveName.FINISH, ObjectiveName.TARGETS),
    )  # fmt: skip
    reason = left_out(made, "m")
    assert (reason.code, reason.start) == (CandidateCode.WOULD_NOT_FIT, 0)
    assert solve(replace(made, capacity={"beleid": [5] * 8})).by_id.keys() == {"m", "n"}


def test_an_area_that_is_met_without_it() -> None:
    made = replace(
        problem(measure("m", "a1"), measure("n", "b1", cost=9), current={"a": 1, "b": 1}, targets={}),
        areas=(Area("one", frozenset({"a", "b"}), 1),),
        area_targets=(AreaTarget("one", 2),),
    )
    assert left_out(made, "n").code is CandidateCode.NOT_NEEDED


def test_what_can_start_nowhere_costs_what_of_it_would_fall_in_the_horizon() -> None:
    made = problem(measure("m", "a1", duration=3, cost=60, earliest=6), periods=7)
    made = replace(made, objectives=(ObjectiveName.COST, ObjectiveName.TARGETS))
    reason = left_out(made, "m")
    assert (reason.code, reason.limits[-1].short) == (CandidateCode.WOULD_NOT_FIT, 20)
