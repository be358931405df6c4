"""Why what is left out is left out, held against the plan with it and against solving again."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import event, given, settings

from plateau.roadmap.checker import check
from plateau.roadmap.checker.measures import value_of
from plateau.roadmap.checker.replay import Replay
from plateau.roadmap.explanation.explaining import reasons, why_not
from plateau.roadmap.model import (
    Area,
    AreaTarget,
    CandidateCode,
    CandidateReason,
    Condition,
    Group,
    Limit,
    LimitCode,
    Milestone,
    ObjectiveName,
    Pin,
    Plan,
    Problem,
    Scheduled,
    Status,
    Target,
)
from plateau.roadmap.solver import solve
from tests.unit.roadmap.rich import rich_problems
from tests.unit.roadmap.small import measure, problem

GOALS = (ObjectiveName.MILESTONES, ObjectiveName.TARGETS, ObjectiveName.BENEFIT)


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
            measure("m", "a1", cost=50), measure("n", "b1", cost=50),
            current={"a": 1, "b": 1}, targets={}, budgets={2027: 60, 2028: 0},
        ),
        areas=(Area("both", frozenset({"a", "b"}), 2),),
        area_targets=(AreaTarget("both", 2),),
    )  # fmt: skip
    assert {left_out(made, id_).code for id_ in "mn"} == {CandidateCode.TOGETHER}


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


def test_the_other_of_a_group() -> None:
    made = replace(
        problem(measure("m", cost=5), measure("n", cost=9), targets={}),
        groups=(Group("way", frozenset({"m", "n"}), required=True),),
    )
    assert left_out(made, "n") == CandidateReason("n", CandidateCode.DOMINATED, by=("m",), extra_cents=4)


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
    assert (late.by, late.extra_cents, late.start, late.limits) == (("n",), -800, None, ())


def test_an_area_that_is_met_without_it() -> None:
    made = replace(
        problem(measure("m", "a1"), measure("n", "b1", cost=9), current={"a": 1, "b": 1}, targets={}),
        areas=(Area("one", frozenset({"a", "b"}), 1),),
        area_targets=(AreaTarget("one", 2),),
    )
    assert left_out(made, "n").code is CandidateCode.NOT_NEEDED


# solved again


def first_difference(made: Problem, plan: Plan, added: Scheduled) -> tuple[ObjectiveName, int] | None:
    now, then = Replay(made, plan.scheduled), Replay(made, (*plan.scheduled, added))
    for name in made.objectives:
        if value_of(name, then) != value_of(name, now):
            return name, value_of(name, then) - value_of(name, now)
    return None


def everywhere(made: Problem, id_: str) -> list[Scheduled]:
    item = made.by_id[id_]
    return [
        Scheduled(id_, start, start + way.duration, mode)
        for mode, way in made.ways(item).items()
        for start in range(made.now, made.calendar.periods - way.duration + 1)
    ]


def without_limits(made: Problem) -> Problem:
    return replace(
        made, budgets={}, capacity=dict.fromkeys(made.capacity), funds=(), change_loads=(),
        steps_per_criterion_per_year=4,
    )  # fmt: skip


@settings(max_examples=150, deadline=None, derandomize=True)
@given(rich_problems(most=4))
def test_what_is_said_agrees_with_solving_again(made: Problem) -> None:
    plan = solve(made, deterministic_limit=2)
    if plan.status is not Status.OPTIMAL:
        return
    for reason in reasons(made, plan).candidates:
        event(reason.code)
        assert reason.code is not CandidateCode.UNPROVEN
        if reason.code is CandidateCode.NOT_NEEDED:
            is_not_needed(made, plan, reason.id)
        elif reason.code is CandidateCode.OUTWEIGHED:
            (limit,) = reason.limits
            assert (limit.name, limit.short) in [
                first_difference(made, plan, entry)
                for entry in everywhere(made, reason.id)
                if entry.start == reason.start
            ]
        if reason.code is not CandidateCode.FORBIDDEN and reason.code is not CandidateCode.DONE:
            is_no_better(made, plan, reason.id)


def is_not_needed(made: Problem, plan: Plan, id_: str) -> None:
    """Wherever it is added no goal comes nearer, and without limits the best is as good without it."""
    now = Replay(made, plan.scheduled)
    for entry in everywhere(made, id_):
        # A step over one that nothing makes does not count; the replay of the checker would count it.
        if all(now.level(s.criterion, entry.start) >= s.start for s in made.by_id[id_].steps):
            then = Replay(made, (*plan.scheduled, entry))
            goals = [name for name in GOALS if name in made.objectives]
            assert [value_of(name, then) >= value_of(name, now) for name in goals] == [True] * len(goals)
    free = replace(
        without_limits(made), mandatory=made.mandatory | plan.by_id.keys(), objectives=(made.objectives[0],)
    )
    before, after = solve(free), solve(replace(free, forbidden=free.forbidden | {id_}))
    if before.found and after.found:
        assert before.objectives[0].value == after.objectives[0].value


def is_no_better(made: Problem, plan: Plan, id_: str) -> None:
    """Forced in, the first objective that differs is worse."""
    forced = why_not(made, plan, id_)
    if forced.possible and forced.proven:
        first = next((forced.worse[name] for name in made.objectives if forced.worse[name]), 0)
        assert first >= 0
