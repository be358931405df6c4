"""Why what is left out is left out, held against the plan with it and against solving again."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import event, given, settings

from plateau.roadmap.checker import check
from plateau.roadmap.explanation.explaining import reasons
from plateau.roadmap.model import (
    Area,
    AreaTarget,
    CandidateCode,
    CandidateReason,
    Companion,
    Condition,
    Group,
    Lag,
    Limit,
    LimitCode,
    Milestone,
    Mode,
    Moment,
    ObjectiveName,
    Pin,
    Problem,
    Scheduled,
    Status,
    Target,
)
from plateau.roadmap.solver import solve
from tests.unit.roadmap.resolving_candidates import candidate_stands
from tests.unit.roadmap.rich import rich_problems
from tests.unit.roadmap.small import measure, problem


def left_out(made: Problem, id_: str) -> CandidateReason:
    plan = solve(made)
    found = reasons(made, plan)
    assert check(made, plan, found) == []
    return next(reason for reason in found.candidates if reason.id == id_)


# what it says


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


def test_what_helps_an_area_only_with_another() -> None:
    made = replace(
        problem(
            measure("m", "a1", cost=50), measure("n", "b1", cost=50), measure("o", "c1", cost=80),
            current={"a": 1, "b": 1, "c": 1}, targets={}, budgets={2027: 60, 2028: 0},
        ),
        areas=(Area("two", frozenset("abc"), 2),),
        area_targets=(AreaTarget("two", 2),),
    )  # fmt: skip
    short = (Limit(LimitCode.BUDGET, year=2027, short=40),)
    assert left_out(made, "m") == CandidateReason(
        "m",
        CandidateCode.WOULD_NOT_FIT,
        start=0,
        limits=short,
        companions=(Companion(Scheduled("n", 0, 1), short),),
    )
    assert [it.place.id for it in left_out(made, "o").companions] == ["m"]
    assert [it.area for it in solve(replace(made, budgets={2027: 99, 2028: 0})).unmet_areas] == ["two"]
    assert solve(replace(made, budgets={2027: 100, 2028: 0})).by_id.keys() == {"m", "n"}


def test_what_another_that_was_left_out_waits_for() -> None:
    """Its own step is made by a cheaper one."""
    made = problem(
        measure("p", "d1", cost=100), measure("z", "d1", cost=900), measure("q", "c2", cost=900, all_of=["z"]),
        current={"c": 2, "d": 1}, targets={"c": 3, "d": 2}, budgets={2027: 1000, 2028: 0},
    )  # fmt: skip
    reason = left_out(made, "z")
    assert reason.limits == (Limit(LimitCode.BUDGET, year=2027, short=900),)
    assert [it.place for it in reason.companions] == [Scheduled("q", 1, 2)]
    more = replace(made, budgets={2027: 1900, 2028: 0})
    assert solve(more).by_id.keys() == {"z", "q"}


def test_what_together_fits_and_is_not_worth_it() -> None:
    made = replace(
        problem(measure("z", cost=30), measure("q", "a1", cost=50, all_of=["z"])),
        objectives=(ObjectiveName.COST, ObjectiveName.TARGETS),
    )
    reason = left_out(made, "z")
    assert (reason.code, [it.place.id for it in reason.companions]) == (CandidateCode.OUTWEIGHED, ["q"])
    assert reason.limits == (Limit(LimitCode.OBJECTIVE, name="cost", short=80),)


def test_what_waits_for_each_other_is_put_where_both_fit() -> None:
    """The lag needs the first in its faster mode, which breaks no fewer rules by itself."""
    slow = replace(measure("m", duration=3, cost=5), modes=(Mode("fast", 2, spend=(9, 0)),))
    waiting = replace(
        measure("n", "a1", duration=3, cost=5), lags=(Lag(frozenset("m"), Moment.END, Moment.END, 2),)
    )
    made = replace(problem(slow, waiting, periods=4), objectives=(ObjectiveName.COST, ObjectiveName.TARGETS))
    assert left_out(made, "m").code is CandidateCode.OUTWEIGHED
    assert solve(replace(made, objectives=made.objectives[::-1])).by_id["m"] == Scheduled("m", 0, 2, "fast")


def test_what_only_something_dominated_needs() -> None:
    """With more people both would be in the plan."""
    made = problem(
        measure("z", "b1", cost=70), measure("w", "b1", cost=20, days={"beleid": 5}, all_of=["v"]),
        measure("v", cost=20), measure("u"),
        current={"b": 1}, targets={"b": 2}, capacity={"beleid": [4] * 8},
    )  # fmt: skip
    assert left_out(made, "v") == CandidateReason("v", CandidateCode.TOGETHER, enables=("w",))
    assert left_out(made, "u") == CandidateReason("u", CandidateCode.NOT_NEEDED)
    assert solve(replace(made, capacity={"beleid": [5] * 8})).by_id.keys() == {"v", "w"}


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


def test_together_what_counts_for_more_is_told_beside_what_they_break() -> None:
    made = replace(
        problem(
            measure("z", cost=30, days={"beleid": 5}), measure("q", "a1", cost=50, all_of=["z"]),
            capacity={"beleid": [4] * 8},
        ),
        objectives=(ObjectiveName.COST, ObjectiveName.TARGETS),
    )  # fmt: skip
    reason = left_out(made, "z")
    assert (reason.code, reason.companions) == (
        CandidateCode.WOULD_NOT_FIT, (Companion(Scheduled("q", 1, 2)),),
    )  # fmt: skip
    assert reason.limits == (
        Limit(LimitCode.CAPACITY, role="beleid", period=0, short=1),
        Limit(LimitCode.OBJECTIVE, name="cost", short=80),
    )
    assert not solve(replace(made, capacity={"beleid": None})).scheduled


def test_the_other_of_a_group() -> None:
    made = replace(
        problem(measure("m", cost=5), measure("n", cost=9), targets={}),
        groups=(Group("way", frozenset({"m", "n"}), required=True),),
    )
    assert left_out(made, "n") == CandidateReason(
        "n", CandidateCode.DOMINATED, by=("m",), extra_cents=4, groups=("way",)
    )


def test_the_other_that_could_come_first() -> None:
    """It costs the same, but what waits for it would have to come later."""
    made = problem(measure("x", duration=2), measure("y", duration=3), measure("z", "a1", one_of=["x", "y"]))
    assert left_out(made, "y") == CandidateReason(
        "y",
        CandidateCode.DOMINATED,
        by=("x",),
        extra_cents=0,
        start=0,
        limits=(Limit(LimitCode.WAITED_FOR, intervention="z"),),
        enables=("z",),
    )


def test_a_swap_after_which_something_planned_waits_in_vain() -> None:
    made = problem(
        measure("x", "a1"), measure("y", "a1", cost=5), measure("z", "b1", one_of=["y", "q"]), measure("q", cost=99),
        current={"a": 1, "b": 1}, targets={"a": 2, "b": 2},
    )  # fmt: skip
    assert left_out(made, "x").limits == (Limit(LimitCode.WAITED_FOR, intervention="z"),)
    assert "x" in solve(replace(made, forbidden=frozenset({"z"}))).by_id


def test_a_swap_with_what_must_be_there() -> None:
    made = replace(
        problem(measure("x", "a1", cost=1), measure("y", "a1", cost=5)),
        groups=(Group("g", frozenset("y"), required=True),),
    )
    assert left_out(made, "x").limits == (Limit(LimitCode.DEMANDED, intervention="y"),)
    assert solve(replace(made, groups=())).by_id.keys() == {"x"}


def test_a_swap_after_which_a_hard_goal_is_missed() -> None:
    """Though it is no objective."""
    made = replace(
        problem(measure("x", "a1", cost=1), measure("y", "a1", "b1", cost=5), current={"a": 1, "b": 1}),
        targets=(Target("a", 2), Target("b", 2, hard=True)),
        objectives=(ObjectiveName.MILESTONES, ObjectiveName.COST),
        milestones=(Milestone("law", 4, None, {"a": 2}),),
    )
    assert left_out(made, "x").limits == (Limit(LimitCode.OBJECTIVE, name="targets", short=1),)


def test_what_is_dearer_and_better_tells_what_keeps_it_out() -> None:
    """Sooner counts for more than cost, and it would be sooner."""
    made = replace(
        problem(
            measure("x", "a1", cost=9, days={"beleid": 5}), measure("y", "a1", duration=3, cost=5),
            capacity={"beleid": [4] * 8},
        ),
        objectives=(ObjectiveName.TARGETS, ObjectiveName.EARLINESS, ObjectiveName.COST),
    )  # fmt: skip
    reason = left_out(made, "x")
    assert (reason.by, reason.extra_cents) == (("y",), 4)
    assert reason.limits == (Limit(LimitCode.CAPACITY, role="beleid", period=0, short=1),)
    assert solve(replace(made, capacity={"beleid": [5] * 8})).by_id.keys() == {"x"}
    cheap = replace(made, objectives=(ObjectiveName.TARGETS, ObjectiveName.COST))
    assert left_out(cheap, "x") == CandidateReason("x", CandidateCode.DOMINATED, by=("y",), extra_cents=4)


def test_a_swap_that_makes_no_difference() -> None:
    made = replace(
        problem(measure("x", "a1", cost=5), measure("y", "a1", cost=5)), objectives=(ObjectiveName.TARGETS,)
    )
    (planned,) = solve(made).by_id
    (other,) = {"x", "y"} - {planned}
    assert left_out(made, other) == CandidateReason(
        other, CandidateCode.DOMINATED, by=(planned,), extra_cents=0, start=0
    )
    assert solve(replace(made, forbidden=frozenset({planned}))).by_id.keys() == {other}


def test_what_is_cheaper_tells_why_it_is_not_in_their_place() -> None:
    short_of_people = problem(
        measure("m", "a1", cost=100, days={"beleid": 5}),
        measure("n", "a1", cost=900, days={"beleid": 4}),
        capacity={"beleid": [4] * 8},
    )
    assert left_out(short_of_people, "m") == CandidateReason(
        "m",
        CandidateCode.DOMINATED,
        by=("n",),
        extra_cents=-800,
        start=0,
        limits=(Limit(LimitCode.CAPACITY, role="beleid", period=0, short=1),),
    )
    too_slow = problem(
        measure("m", "a1", cost=100, duration=2),
        measure("n", "a1", cost=900),
        milestones=[Milestone("wet", 1, None, {"a": 2})],
    )
    late = left_out(too_slow, "m")
    assert (late.by, late.extra_cents, late.start) == (("n",), -800, 0)
    assert late.limits == (Limit(LimitCode.OBJECTIVE, name="milestones", short=1),)


def test_what_is_cheaper_fits_later_and_would_move_more() -> None:
    """People are short at first only; with more of them it stays out just the same."""
    made = replace(
        problem(
            measure("m", "a1", cost=100, days={"beleid": 5}), measure("n", "a1", cost=900),
            capacity={"beleid": [4, 4] + [9] * 6},
        ),
        keep=(Scheduled("n", 0, 1),),
        objectives=(ObjectiveName.TARGETS, ObjectiveName.STABILITY, ObjectiveName.COST),
    )  # fmt: skip
    assert left_out(made, "m").limits == (Limit(LimitCode.OBJECTIVE, name="stability", short=16),)
    assert solve(replace(made, capacity={"beleid": None})).by_id.keys() == {"n"}


def test_what_is_cheaper_fits_too_late() -> None:
    made = problem(
        measure("m", "a1", cost=100, days={"beleid": 5}), measure("n", "a1", cost=900),
        capacity={"beleid": [4, 4] + [9] * 6}, milestones=[Milestone("wet", 2, None, {"a": 2})],
    )  # fmt: skip
    reason = left_out(made, "m")
    assert (reason.start, reason.limits) == (
        0,
        (Limit(LimitCode.CAPACITY, role="beleid", period=0, short=1),),
    )
    assert solve(replace(made, capacity={"beleid": [5] * 8})).by_id.keys() == {"m"}


def test_an_area_that_is_met_without_it() -> None:
    made = replace(
        problem(measure("m", "a1"), measure("n", "b1", cost=9), current={"a": 1, "b": 1}, targets={}),
        areas=(Area("one", frozenset({"a", "b"}), 1),),
        area_targets=(AreaTarget("one", 2),),
    )
    assert left_out(made, "n").code is CandidateCode.NOT_NEEDED


# solved again


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


def test_what_can_start_nowhere_costs_what_of_it_would_fall_in_the_horizon() -> None:
    made = problem(measure("m", "a1", duration=3, cost=60, earliest=6), periods=7)
    made = replace(made, objectives=(ObjectiveName.COST, ObjectiveName.TARGETS))
    reason = left_out(made, "m")
    assert (reason.code, reason.limits[-1].short) == (CandidateCode.WOULD_NOT_FIT, 20)
