"""Reasons: one small problem for every code."""

from __future__ import annotations

from dataclasses import replace

import pytest

from plateau.roadmap.explanation import explain
from plateau.roadmap.model import (
    CandidateCode,
    CandidateReason,
    ChosenReason,
    Clash,
    Explanation,
    GapCode,
    GapReason,
    Limit,
    LimitCode,
    Milestone,
    Problem,
    Relaxation,
    Status,
    Step,
)
from plateau.roadmap.solver import solve
from tests.unit.roadmap.small import measure, problem


def explained(made: Problem) -> Explanation:
    return explain(made, solve(made))


def gap(made: Problem, criterion: str = "a") -> GapReason:
    return next(reason for reason in explained(made).gaps if reason.criterion == criterion)


def chosen(made: Problem, id_: str) -> ChosenReason:
    return next(reason for reason in explained(made).chosen if reason.id == id_)


def candidate(made: Problem, id_: str) -> CandidateReason:
    return next(reason for reason in explained(made).candidates if reason.id == id_)


# Gaps.


def test_closed_says_by_what_and_when() -> None:
    reason = gap(problem(measure("low", "a1"), measure("up", "a2"), targets={"a": 3}))
    assert reason.code is GapCode.CLOSED
    assert [(made.step.end, made.period, made.interventions) for made in reason.steps] == [
        (2, 1, ("low",)),
        (3, 5, ("up",)),
    ]


def test_no_way_names_the_step_that_nobody_makes() -> None:
    reason = gap(problem(measure("low", "a1"), measure("top", "a3"), targets={"a": 4}))
    assert (reason.code, reason.missing_step, reason.reached) == (GapCode.NO_WAY, Step("a", 2, 3), 2)
    assert len(reason.steps) == 1


def test_no_way_may_lie_on_another_criterion() -> None:
    reason = gap(problem(measure("both", "a1", "b2"), current={"a": 1, "b": 1}))
    assert (reason.code, reason.missing_step) == (GapCode.NO_WAY, Step("b", 1, 2))


def test_prerequisite_that_never_can_be_done() -> None:
    reason = gap(problem(measure("m", "a1", all_of=["n"]), measure("n", "b2"), current={"a": 1, "b": 1}))
    assert (reason.code, reason.interventions) == (GapCode.PREREQUISITE, ("n",))
    assert reason.missing_step == Step("b", 1, 2)


def test_alternatives_that_wait_for_each_other() -> None:
    reason = gap(
        problem(
            measure("m", "a1", one_of=["n", "o"]),
            measure("n", one_of=["m", "o"]),
            measure("o", one_of=["m", "n"]),
        )
    )
    assert reason.code is GapCode.PREREQUISITE
    assert reason.missing_step is None


def test_forbidden_names_the_fewest_to_allow() -> None:
    reason = gap(
        problem(
            measure("long", "a1", all_of=["before"]),
            measure("before"),
            measure("short", "a1"),
            forbidden=["long", "before", "short"],
        )
    )
    assert (reason.code, reason.interventions) == (GapCode.FORBIDDEN, ("short",))


def test_forbidden_when_what_is_allowed_takes_too_long() -> None:
    reason = gap(
        problem(measure("slow", "a1", duration=9), measure("quick", "a1"), forbidden=["quick"], periods=8)
    )
    assert (reason.code, reason.interventions) == (GapCode.FORBIDDEN, ("quick",))
    assert (reason.periods_needed, reason.periods_available) == (9, 8)


def test_horizon_counts_steps_per_year_and_prerequisites() -> None:
    made = (measure("low", "a1", duration=2), measure("up", "a2", duration=2, all_of=["n"]), measure("n"))
    reason = gap(problem(*made, targets={"a": 3}, periods=4))
    assert (reason.code, reason.periods_needed, reason.periods_available) == (GapCode.HORIZON, 5, 4)
    assert gap(problem(*made, targets={"a": 3}, periods=5)).code is GapCode.CLOSED


def test_budget_gives_the_smallest_extra_and_its_year() -> None:
    reason = gap(
        problem(
            measure("dear", "a1", cost=500),
            measure("cheap", "a1", cost=150),
            budgets={2027: 0, 2028: 100},
        )
    )
    assert reason.code is GapCode.BUDGET
    (way,) = reason.ways
    assert (way.relaxed, way.extra_cents, dict(way.extra_per_year)) == (
        (Relaxation.BUDGET,),
        50,
        {2028: 50},
    )
    assert way.proven
    assert not way.extra_days


def test_budget_leaves_other_targets_as_good() -> None:
    made = problem(
        measure("x", "a1", cost=80), measure("y", "b1", cost=70),
        current={"a": 1, "b": 1}, targets={"a": 2, "b": 2}, weights={"b": 5}, budgets={2027: 90, 2028: 0},
    )  # fmt: skip
    assert gap(made).ways[0].extra_cents == 60
    assert gap(made, "b").code is GapCode.CLOSED


def test_capacity_names_role_and_days() -> None:
    reason = gap(
        problem(
            measure("m", "a1", duration=2, days={"beleid": 9, "bestuur": 3}),
            capacity={"beleid": [4] * 8, "bestuur": [2] * 8},
        )
    )
    assert reason.code is GapCode.CAPACITY
    (way,) = reason.ways
    assert (way.relaxed, dict(way.extra_days), way.extra_cents) == ((Relaxation.CAPACITY,), {"beleid": 1}, 0)
    assert sum(way.extra_days_per_period["beleid"]) == 1


def test_combination_of_money_and_people() -> None:
    reason = gap(
        problem(
            measure("m", "a1", cost=100, days={"beleid": 9}),
            budgets={2027: 70, 2028: 0},
            capacity={"beleid": [4] * 8},
        )
    )
    assert reason.code is GapCode.COMBINATION
    (way,) = reason.ways
    assert way.relaxed == (Relaxation.BUDGET, Relaxation.CAPACITY)
    assert (way.extra_cents, dict(way.extra_days)) == (30, {"beleid": 5})


def test_other_goals_can_go_first() -> None:
    made = problem(
        measure("x", "a1", excludes=["y"]), measure("y", "b1"),
        current={"a": 1, "b": 1}, targets={"a": 2, "b": 2}, weights={"b": 5},
    )  # fmt: skip
    reason = gap(made)
    assert reason.code is GapCode.PRIORITIES
    assert reason.ways[0].relaxed == (Relaxation.PRIORITIES,)
    assert reason.ways[0].instead_of == ("b",)


def test_a_milestone_can_go_first() -> None:
    made = problem(
        measure("x", "a1", excludes=["y"]), measure("y", "b1"), current={"a": 1, "b": 1},
        milestones=[Milestone("wet", 4, "wmo", {"b": 2})],
    )  # fmt: skip
    assert gap(made).ways[0].instead_of == ("wet",)


def test_what_is_mandatory_can_be_in_the_way() -> None:
    reason = gap(problem(measure("x", "a1", excludes=["y"]), measure("y"), mandatory=["y"]))
    assert (reason.code, reason.rules) == (GapCode.RULES, ("mandatory[y]",))
    assert reason.ways[0].relaxed == (Relaxation.RULES,)


def test_unproven_when_the_search_may_not_go_on() -> None:
    made = problem(measure("m", "a1", cost=100), budgets={2027: 70, 2028: 0})
    plan = solve(made)
    assert explain(made, plan, deterministic_limit=0.0).gaps[0].code is GapCode.UNPROVEN


# What is planned.


def test_what_it_is_for() -> None:
    made = problem(
        measure("first"),
        measure("x", "a1", "b1", all_of=["first"]),
        measure("y", "a2"),
        current={"a": 1, "b": 1},
        targets={"a": 3},
        milestones=[Milestone("wet", 4, "wmo", {"b": 2}), Milestone("early", 1, "wmo", {"b": 2})],
        mandatory=["y"],
    )
    reason = chosen(made, "x")
    assert reason.steps == (Step("a", 1, 2), Step("b", 1, 2))
    assert (reason.targets, reason.milestones, reason.mandatory) == (("a",), ("wet",), False)
    assert chosen(made, "first").enables == ("x",)
    assert chosen(made, "first").steps == ()
    assert chosen(made, "y").mandatory


def test_a_step_that_only_leads_to_another_intervention() -> None:
    made = problem(measure("below", "b1"), measure("both", "a1", "b2"), current={"a": 1, "b": 1}, per_year=2)
    assert chosen(made, "below").targets == ()
    assert chosen(made, "below").enables == ("both",)


def test_nothing_holds_it() -> None:
    assert chosen(problem(measure("m", "a1")), "m").fixed_by == (Limit(LimitCode.AT_ONCE),)


def test_its_own_earliest_start() -> None:
    assert chosen(problem(measure("m", "a1", earliest=3)), "m").fixed_by == (
        Limit(LimitCode.EARLIEST_START, period=3),
    )


def test_the_prerequisite_that_fixes_it() -> None:
    made = problem(
        measure("m", "a1", all_of=["n"], one_of=["o", "p"]),
        measure("n"),
        measure("o", duration=2),
        measure("p", cost=5),
    )
    assert chosen(made, "m").fixed_by == (Limit(LimitCode.PREREQUISITE, intervention="o", name="one_of"),)


def test_the_step_below_that_fixes_it() -> None:
    made = problem(measure("low", "a1", duration=2), measure("up", "a2"), targets={"a": 3}, per_year=2)
    assert chosen(made, "up").fixed_by == (Limit(LimitCode.STEP_BELOW, criterion="a", plateau=2, period=2),)


def test_steps_of_the_year_that_fix_it() -> None:
    made = problem(measure("low", "a1"), measure("up", "a2"), targets={"a": 3})
    assert chosen(made, "up").fixed_by == (Limit(LimitCode.YEARLY_STEPS, criterion="a", year=2027),)


def test_the_budget_that_fixes_it() -> None:
    made = problem(measure("m", "a1", cost=100), budgets={2027: 30, 2028: 100})
    assert chosen(made, "m").fixed_by == (Limit(LimitCode.BUDGET, year=2027, short=70),)


def test_the_role_that_fixes_it() -> None:
    made = problem(measure("m", "a1", days={"beleid": 5}), capacity={"beleid": [2, 3, *[5] * 6]})
    assert chosen(made, "m").fixed_by == (Limit(LimitCode.CAPACITY, role="beleid", period=1, short=2),)


# What is not.


def test_not_needed() -> None:
    made = problem(
        measure("m", "a1"),
        measure("beyond", "a2"),
        measure("elsewhere", "b1"),
        measure("idle"),
        current={"a": 1, "b": 1},
    )
    for id_ in ("beyond", "elsewhere", "idle"):
        assert candidate(made, id_) == CandidateReason(id_, CandidateCode.NOT_NEEDED)


def test_dominated_by_what_makes_the_same_step() -> None:
    made = problem(measure("m", "a1", cost=40), measure("dear", "a1", cost=100))
    assert candidate(made, "dear") == CandidateReason(
        "dear", CandidateCode.DOMINATED, by=("m",), extra_cents=60
    )


def test_dominated_as_a_prerequisite() -> None:
    made = problem(measure("m", "a1", one_of=["n", "o"]), measure("n", cost=7), measure("o", cost=9))
    assert candidate(made, "o") == CandidateReason(
        "o", CandidateCode.DOMINATED, by=("n",), extra_cents=2, enables=("m",)
    )


def test_would_not_fit() -> None:
    made = problem(measure("m", "a1", cost=100), budgets={2027: 30, 2028: 60})
    reason = candidate(made, "m")
    assert (reason.code, reason.start) == (CandidateCode.WOULD_NOT_FIT, 0)
    assert reason.limits == (Limit(LimitCode.BUDGET, year=2027, short=70),)


def test_would_not_fit_in_the_horizon() -> None:
    reason = candidate(problem(measure("m", "a1", duration=9)), "m")
    assert (reason.code, reason.start) == (CandidateCode.WOULD_NOT_FIT, None)
    assert reason.limits == (Limit(LimitCode.HORIZON),)


def test_would_not_fit_without_the_step_below() -> None:
    reason = candidate(problem(measure("up", "a2"), targets={"a": 3}), "up")
    below = Limit(LimitCode.STEP_BELOW, criterion="a", plateau=2, period=None, name="soonest")
    assert reason.limits == (below,)


def test_would_not_fit_beside_what_excludes_it() -> None:
    made = problem(
        measure("x", "a1", excludes=["y"]), measure("y", "b1"),
        current={"a": 1, "b": 1}, targets={"a": 2, "b": 2}, weights={"b": 5},
    )  # fmt: skip
    assert candidate(made, "x").limits == (Limit(LimitCode.EXCLUDED, intervention="y"),)


def test_too_late_for_its_only_milestone_is_not_needed() -> None:
    made = problem(
        measure("m", "a1", duration=3), targets={}, milestones=[Milestone("wet", 2, None, {"a": 2})]
    )
    assert candidate(made, "m").code is CandidateCode.NOT_NEEDED


def test_forbidden_and_done_are_left_out_for_that() -> None:
    made = problem(measure("no", "a1"), measure("done", "b1"), current={"a": 1, "b": 2}, forbidden=["no"])
    assert candidate(made, "no") == CandidateReason("no", CandidateCode.FORBIDDEN)
    assert candidate(made, "done") == CandidateReason("done", CandidateCode.DONE)


# Without a plan, and what if.


def test_a_clash_is_minimal() -> None:
    made = problem(
        measure("fine"),
        measure("x", excludes=["y"]),
        measure("y"),
        measure("z"),
        mandatory=["fine", "x", "y", "z"],
    )
    rules = ("mandatory[x]", "mandatory[y]", "interventions[x].excludes[y]")
    assert explained(made) == Explanation(
        made.fingerprint,
        clash=("x", "y"),
        clash_rules=rules,
        clashes=(Clash(rules),),
        clashes_complete=True,
    )


def test_no_plan_no_reasons() -> None:
    made = problem(measure("m", "a1"))
    unknown = replace(solve(made), status=Status.UNKNOWN, scheduled=(), objectives=())
    assert explain(made, unknown) == Explanation(made.fingerprint)


def test_a_plan_of_another_problem_is_refused() -> None:
    with pytest.raises(ValueError, match="another problem"):
        explain(problem(measure("m", "a1")), solve(problem(measure("n", "a1"))))
