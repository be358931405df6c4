"""What cannot all hold is named: smallest sets of all that can be lifted."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings

from plateau.roadmap.explanation import explain
from plateau.roadmap.explanation.clash import clash
from plateau.roadmap.explanation.parts import parts, past
from plateau.roadmap.explanation.searches import Searches
from plateau.roadmap.model import (
    ChangeLoad,
    ClashRule,
    Condition,
    Fund,
    Group,
    Lag,
    Milestone,
    Past,
    Pin,
    Problem,
    Status,
    Target,
)
from plateau.roadmap.solver import solve
from plateau.solve_command.words import clash_in_words
from tests.unit.roadmap import brute
from tests.unit.roadmap.rich import rich_problems
from tests.unit.roadmap.small import measure
from tests.unit.roadmap.small import problem as make
from tests.unit.roadmap.test_decisions import two

LIMITS = Searches(seed=0, deterministic=2.0, wall=20.0)
BOTH = tuple(Target(name, 2, hard=True) for name in "ab")


@pytest.mark.parametrize(
    ("made", "rules"),
    [
        (
            two(targets=tuple(replace(target, deadline=2) for target in BOTH)),
            ("targets[a]", "targets[b]", "capacity[beleid]"),
        ),
        (
            two(targets=BOTH, budgets={2027: 0, 2028: 50}),
            ("targets[b]", "budgets[2028]"),
        ),
        (two(targets=BOTH, funds=(Fund("pot", 150),)), ("targets[a]", "targets[b]", "funds[pot]")),
        (
            two(
                targets=(),
                capacity={"beleid": None},
                change_loads=(ChangeLoad("calm", 1),),
                pins=(Pin("m", start=2), Pin("n", start=3)),
            ),
            ("pins[m]", "pins[n]", "change_loads[calm]"),
        ),
        (
            two(
                targets=(),
                groups=(Group("one", frozenset("mn"), required=True),),
                milestones=(
                    Milestone("x", 8, None, {"a": 2}, hard=True),
                    Milestone("y", 8, None, {"b": 2}, hard=True),
                ),
            ),
            ("milestones[x]", "milestones[y]", "groups[one].interventions"),
        ),
    ],
)
def test_a_clash_is_named(made: Problem, rules: tuple[str, ...]) -> None:
    plan = solve(made)
    assert plan.status is Status.INFEASIBLE
    if made.budgets[2027] == 0:
        # Without a year's limit the money can be spent in that year: all of them are in the way.
        assert set(explain(made, plan).clash_rules) >= {"budgets[2027]", "budgets[2028]"}
    else:
        assert explain(made, plan).clash_rules == rules


@pytest.mark.slow
@settings(max_examples=150, deadline=None, derandomize=True)
@given(rich_problems())
def test_a_clash_is_smallest_by_trying_every_plan(problem: Problem) -> None:
    if brute.best(problem):
        return
    found = clash(problem, LIMITS)
    assert found.unproven == ()
    everything = [*parts(problem), *past(problem)]
    if not any(path.startswith("past[") for path in found.rules):
        everything = [*parts(problem)]
    for part in everything:
        problem = problem if part.path in found.rules else part.leave_out(problem)
    assert brute.best(problem) is None
    named = [part for part in everything if part.path in found.rules]
    assert all(brute.best(part.leave_out(problem)) for part in named)


def asked(**rules: object) -> Problem:
    """``x`` is mandatory and has rules; ``y`` and the condition ``wet`` are there to be named by them."""
    made = make(measure("x", duration=2), measure("y", duration=3), targets={}, mandatory=["x"])
    x = replace(made.by_id["x"], **rules)  # type: ignore[arg-type]
    return replace(made, interventions=(x, made.by_id["y"]), conditions=(Condition("wet", 3),))


X = "interventions[x]"
PIN = (Pin("x", start=2),)


@pytest.mark.parametrize(
    ("made", "rules", "words"),
    [
        (
            replace(asked(all_of={"y"}), forbidden=frozenset("y")),
            ("mandatory[x]", "forbidden[y]", f"{X}.all_of[y]"),
            "“y” may not be in the roadmap; “x” can only start after “y”",
        ),
        (
            replace(asked(one_of={"y"}), forbidden=frozenset("y")),
            ("mandatory[x]", "forbidden[y]", f"{X}.one_of"),
            "“x” can only start after one of these: “y”",
        ),
        (asked(deadline=1), ("mandatory[x]", f"{X}.deadline"), "“x” is finished by the end of 2027 Q1"),
        (
            asked(latest_start=2, conditions={"wet"}),
            ("mandatory[x]", f"{X}.latest_start", f"{X}.conditions[wet]"),
            "“x” starts no later than 2027 Q3; “x” waits for “wet” (certain from 2027 Q4)",
        ),
        (
            asked(deadline=4, earliest_start=3),
            ("mandatory[x]", f"{X}.earliest_start", f"{X}.deadline"),
            "“x” starts no earlier than 2027 Q4; “x” is finished by the end of 2027 Q4",
        ),
        (
            asked(lags=(Lag(frozenset("y"), least=20), Lag(frozenset("y"), least=20, most=21))),
            ("mandatory[x]", f"{X}.lags[1]"),
            "the time between “x” and “y” is at least 20 quarters",
        ),
        (
            replace(asked(excludes={"y"}), mandatory=frozenset("xy")),
            ("mandatory[x]", "mandatory[y]", f"{X}.excludes[y]"),
            "“x” and “y” exclude each other",
        ),
        (
            replace(asked(), mandatory=frozenset("xy"), groups=(Group("G", frozenset("xy")),)),
            ("mandatory[x]", "mandatory[y]", "groups[G].interventions"),
            "only one of the group “G” can be in the roadmap",
        ),
        (
            replace(asked(), mandatory=frozenset("xy"), groups=(Group("G", frozenset("xy"), required=True),)),
            ("mandatory[x]", "mandatory[y]", "groups[G].interventions"),
            "only one of the group “G” can be in the roadmap",
        ),
        (
            replace(asked(all_of={"y"}), mandatory=frozenset(), pins=PIN),
            ("pins[x]", f"{X}.all_of[y]"),
            "“x” starts in 2027 Q3; “x” can only start after “y”",
        ),
        (
            make(
                measure("x", "a1"),
                measure("y", "a2"),
                periods=4,
                current={"a": 1},
                mandatory=["x", "y"],
            ),
            ("mandatory[y]", "steps_per_criterion_per_year"),
            "a topic makes at most 1 step a year",
        ),
        (
            replace(make(measure("x", "a2"), current={"a": 1}, targets={}), now=2, past=(Past("x", 0, 1),)),
            ("past[x]",),
            "what is recorded about the start of “x” cannot be",
        ),
    ],
)
def test_every_rule_that_can_be_lifted_is_named(made: Problem, rules: tuple[str, ...], words: str) -> None:
    plan = solve(made)
    assert plan.status is Status.INFEASIBLE
    explanation = explain(made, plan)
    assert explanation.clash_rules == rules
    assert words in clash_in_words(made, explanation, "en")
    everything = {part.path: part for part in [*parts(made), *past(made)]}
    for path, part in everything.items():
        made = made if path in rules or path == "past[x]" else part.leave_out(made)
    assert solve(made).status is Status.INFEASIBLE
    assert all(solve(everything[path].leave_out(made)).found for path in rules)


def test_a_pin_beyond_what_the_horizon_can_hold_says_so() -> None:
    made = replace(make(measure("x", duration=2), periods=8, targets={}), pins=(Pin("x", start=7),))
    told = clash_in_words(made, explain(made, solve(made)), "en")
    assert told.endswith("“x” starts in 2028 Q4 and takes 2 quarters, until after the period")


def test_what_the_search_had_no_time_for_is_kept_and_marked() -> None:
    made = asked(deadline=1)
    explanation = explain(made, solve(made), deterministic_limit=0.0)
    assert explanation.clash_unproven == explanation.clash_rules
    assert set(explanation.clash_rules) >= {"mandatory[x]", f"{X}.deadline"}
    assert "“x” is finished by the end of 2027 Q1 (not proven to matter)" in clash_in_words(
        made, explanation, "en"
    )


def test_a_path_is_taken_apart() -> None:
    assert ClashRule.of("budgets[2027]") == ClashRule("budgets", "2027", "")
    assert ClashRule.of("interventions[a].b].lags[0]") == ClashRule("lags", "a].b", "0")
    assert ClashRule.of("groups[G].interventions") == ClashRule("groups.interventions", "G", "")
    with pytest.raises(ValueError, match="not the path"):
        ClashRule.of("[x]")
