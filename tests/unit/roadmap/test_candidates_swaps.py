"""Why what is left out is not in the place of something planned, held against solving again."""

from __future__ import annotations

from dataclasses import replace

from plateau.roadmap.model import (
    CandidateCode,
    CandidateReason,
    Group,
    Limit,
    LimitCode,
    Milestone,
    ObjectiveName,
    Scheduled,
    Target,
)
from plateau.roadmap.solver import solve
from tests.unit.roadmap.candidates import left_out
from tests.unit.roadmap.small import measure, problem


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
