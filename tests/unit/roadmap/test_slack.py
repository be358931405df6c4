"""Slack, critical chain and the use of limits: by hand, and held against the checker's own reckoning."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import event, given, settings
from hypothesis import strategies as st

from plateau.roadmap.checker import check
from plateau.roadmap.explanation import reasons, to_replan
from plateau.roadmap.model import (
    CandidateCode,
    ChangeLoad,
    Counted,
    Explanation,
    Fund,
    Limit,
    LimitCode,
    Link,
    Milestone,
    Past,
    Pin,
    Plan,
    Problem,
    Scheduled,
    Slack,
    Status,
)
from plateau.roadmap.solver import solve
from tests.unit.roadmap.instances import gemeente
from tests.unit.roadmap.rich import rich_problems
from tests.unit.roadmap.small import measure, problem


def explained(made: Problem) -> Explanation:
    return reasons(made, solve(made))


def slack_of(made: Problem, id_: str) -> tuple[int, int]:
    return next((slack.free, slack.total) for slack in explained(made).slack if slack.id == id_)


def chain_of(made: Problem) -> list[tuple[str, LimitCode, str | None]]:
    return [(link.id, link.because.code, link.after) for link in explained(made).chain]


# Slack.


def branches(**other: Any) -> Problem:
    """Long work of four quarters beside two short ones in a row: x, then y."""
    return problem(
        measure("long", "b1", duration=4),
        measure("x", "a1"),
        measure("y", "c1", all_of=["x"]),
        current={"a": 1, "b": 1, "c": 1},
        targets={"a": 2, "b": 2, "c": 2},
        **other,
    )


def test_what_waits_moves_along_in_the_total_slack() -> None:
    made = branches()
    assert slack_of(made, "long") == (0, 0)
    assert slack_of(made, "x") == (0, 2)
    assert slack_of(made, "y") == (2, 2)


def test_a_milestone_that_is_met_takes_slack_away() -> None:
    made = branches(milestones=[Milestone("law", 3, None, {"c": 2})])
    assert slack_of(made, "x") == (0, 1)
    assert slack_of(made, "y") == (1, 1)


def test_a_milestone_that_is_missed_anyway_takes_none() -> None:
    made = branches(milestones=[Milestone("law", 1, None, {"c": 2})])
    assert slack_of(made, "y") == (2, 2)


def test_the_part_of_a_milestone_that_is_missed_anyway_takes_none() -> None:
    """It asks for a plateau that nothing leads to; that ``x`` is below it comes to the same."""
    assert slack_of(branches(milestones=[Milestone("law", 1, None, {"a": 3})]), "x") == (0, 2)
    assert slack_of(branches(milestones=[Milestone("law", 1, None, {"a": 2})]), "x") == (0, 0)


def test_people_take_slack_away() -> None:
    days = {"beleid": 1}
    made = problem(
        measure("first", "a1", days=days),
        measure("last", "b1", duration=2, days={"beleid": 2}),
        current={"a": 1, "b": 1},
        targets={"a": 2, "b": 2},
        capacity={"beleid": [1] * 8},
    )
    plan = solve(made)
    assert {entry.id: entry.start for entry in plan.scheduled} == {"first": 0, "last": 1}
    assert slack_of(made, "first") == (0, 0)  # one person: later would be amid the other


def test_what_has_begun_has_none() -> None:
    made = branches()
    plan = solve(made)
    begun = replace(
        made, now=1, past=tuple(_past(entry.id, plan) for entry in plan.scheduled if entry.start < 1)
    )
    found = explained(begun)
    assert {slack.id: slack.total for slack in found.slack} == {"long": 0, "x": 0, "y": 2}
    assert {reason.id: reason.fixed_by[0].code for reason in found.chosen} == {
        "long": LimitCode.BEGUN,
        "x": LimitCode.BEGUN,
        "y": LimitCode.NOW,
    }


def test_a_step_of_what_has_begun_comes_after_the_one_below_it() -> None:
    """Later both would be made at once."""
    upper = replace(measure("upper", "a2", duration=2), consolidation=1)
    made = problem(upper, measure("lower", "a1"), measure("last", "b1", duration=4), current={"a": 1, "b": 1},
                   targets={"a": 3, "b": 2}, per_year=2)  # fmt: skip
    made = replace(made, now=1, past=(Past("upper", 0, 2),))
    plan = solve(made)
    assert plan.by_id["lower"] == Scheduled("lower", 1, 2)
    assert slack_of(made, "lower") == (0, 0)
    assert solve(replace(made, pins=(Pin("lower", start=2),))).status is Status.INFEASIBLE


def _past(id_: str, plan: Plan) -> Past:
    entry = plan.by_id[id_]
    return Past(id_, entry.start, entry.end)


# The chain.


def test_a_chain_of_prerequisites_begins_at_once() -> None:
    made = problem(
        measure("one", "a1", duration=2),
        measure("two", "b1", all_of=["one"]),
        measure("beside", "c1"),
        current={"a": 1, "b": 1, "c": 1},
        targets={"a": 2, "b": 2, "c": 2},
    )
    assert chain_of(made) == [("one", LimitCode.AT_ONCE, None), ("two", LimitCode.PREREQUISITE, "one")]


def test_a_chain_goes_over_plateaus_and_people() -> None:
    days = {"beleid": 2}
    made = problem(
        measure("first", "a1", days=days),
        measure("second", "b1", days=days),
        measure("third", "b2", duration=2),
        current={"a": 1, "b": 1},
        targets={"a": 2, "b": 3},
        weights={"a": 9},
        per_year=2,
        capacity={"beleid": [2] * 8},
    )
    assert chain_of(made) == [
        ("first", LimitCode.AT_ONCE, None),
        ("second", LimitCode.CAPACITY, "first"),
        ("third", LimitCode.STEP_BELOW, "second"),
    ]


def test_a_chain_begins_at_money() -> None:
    made = problem(measure("dear", "a1", cost=100), budgets={2027: 50, 2028: 100})
    assert chain_of(made) == [("dear", LimitCode.BUDGET, None)]
    (link,) = explained(made).chain
    assert (link.because.year, link.because.short) == (2027, 50)


def test_a_chain_begins_at_a_date() -> None:
    assert chain_of(problem(measure("later", "a1", earliest=3))) == [
        ("later", LimitCode.EARLIEST_START, None)
    ]


def test_nothing_planned_has_no_chain() -> None:
    assert explained(problem(targets={})).chain == ()


# Limits.


def test_use_of_every_limit() -> None:
    made = replace(
        problem(
            measure("m", "a1", duration=2, cost=100, days={"beleid": 3}),
            periods=4,
            budgets={2027: 120},
            capacity={"beleid": [2, 2, 2, 2], "bestuur": None},
        ),
        funds=(Fund("start", 100, on=Counted.STARTS), Fund("second", 70, periods=frozenset({1}))),
        change_loads=(ChangeLoad("busy", 2),),
    )
    use = {(use.code, use.name): (use.used, use.allowed, use.left) for use in explained(made).use}
    assert use == {
        (LimitCode.BUDGET, "2027"): ((50, 50, 0, 0), (120,), 20),
        (LimitCode.FUND, "second"): ((0, 50, 0, 0), (70,), 20),
        (LimitCode.FUND, "start"): ((100, 0, 0, 0), (100,), 0),
        (LimitCode.CAPACITY, "beleid"): ((2, 1, 0, 0), (2, 2, 2, 2), 0),
        (LimitCode.CHANGE, "busy"): ((1, 1, 0, 0), (2, 2, 2, 2), 1),
    }


# Not chosen.


def test_everything_that_is_not_planned_has_a_reason() -> None:
    made = problem(
        measure("yes", "a1"),
        measure("no", "a1"),
        measure("old", "b1"),
        current={"a": 1, "b": 2},
        forbidden=["no"],
    )
    assert {reason.id: reason.code for reason in explained(made).candidates} == {
        "no": CandidateCode.FORBIDDEN,
        "old": CandidateCode.DONE,
    }


# The checker.


@settings(max_examples=60, deadline=None, derandomize=True)
@given(rich_problems())
def test_the_checker_reckons_the_same(made: Problem) -> None:
    plan = solve(made, deterministic_limit=2)
    if plan.found:
        assert check(made, plan, reasons(made, plan)) == []
        for slack in reasons(made, plan).slack:
            assert 0 <= slack.free <= slack.total


@st.composite
def in_rows(draw: st.DrawFn) -> Problem:
    """Six interventions of which some wait for others, with people that may be short: slack of both kinds."""
    ids = [f"m{number}" for number in range(6)]
    criteria = dict(zip(ids, "abcdef", strict=True))
    return problem(
        *(
            measure(
                id_,
                f"{criteria[id_]}1",
                duration=draw(st.integers(1, 3)),
                days={"beleid": draw(st.integers(0, 4))},
                all_of=draw(st.lists(st.sampled_from(ids[:number]), max_size=1)) if number else [],
            )
            for number, id_ in enumerate(ids)
        ),
        current=dict.fromkeys("abcdef", 1),
        targets=dict.fromkeys("abcdef", 2),
        periods=10,
        capacity={"beleid": draw(st.none() | st.just([3] * 10))},
        milestones=[Milestone("law", draw(st.integers(2, 9)), None, {draw(st.sampled_from("abcdef")): 2})],
    )


@settings(max_examples=25, deadline=None, derandomize=True)
@given(in_rows())
def test_the_checker_reckons_the_same_where_much_waits(made: Problem) -> None:
    plan = solve(made, deterministic_limit=2)
    found = reasons(made, plan)
    event(f"moves along: {any(slack.total > slack.free for slack in found.slack)}")
    event(f"links: {min(3, len(found.chain))}")
    assert check(made, plan, found) == []


@pytest.mark.slow
def test_the_checker_reckons_the_same_at_real_size() -> None:
    made = gemeente(60, 16, 1, money=0.4, people=0.5)
    plan = solve(made)
    assert check(made, plan, reasons(made, plan)) == []


def sample() -> Problem:
    days = {"beleid": 2}
    return problem(
        measure("first", "a1", days=days, cost=40),
        measure("second", "b1", days=days),
        measure("third", "b2", duration=2),
        measure("spare", "a1", cost=90),
        measure("no", "b1"),
        measure("unfit", "c1", cost=500),
        current={"a": 1, "b": 1, "c": 1},
        targets={"a": 2, "b": 3, "c": 2},
        weights={"a": 9},
        per_year=2,
        budgets={2027: 60, 2028: 0},
        capacity={"beleid": [2] * 8},
        forbidden=["no"],
    )


def _first(items: tuple[Any, ...], **changed: Any) -> tuple[Any, ...]:
    return (replace(items[0], **changed), *items[1:])


DAMAGE: dict[str, Callable[[Explanation], Explanation]] = {
    "hash": lambda e: replace(e, problem_hash="0" * 64),
    "free slack": lambda e: replace(e, slack=_first(e.slack, free=1)),
    "total slack": lambda e: replace(e, slack=_first(e.slack, total=1)),
    "slack left out": lambda e: replace(e, slack=e.slack[1:]),
    "slack of nobody": lambda e: replace(e, slack=(*e.slack, Slack("ghost", 0, 0))),
    "chain cut off": lambda e: replace(e, chain=e.chain[:-1]),
    "chain begins halfway": lambda e: replace(e, chain=e.chain[1:]),
    "chain empty": lambda e: replace(e, chain=()),
    "link elsewhere": lambda e: replace(e, chain=_first(e.chain, start=1, end=2)),
    "link not touching": lambda e: replace(
        e,
        chain=(
            *e.chain[:-2],
            Link("second", 1, 2, Limit(LimitCode.PREREQUISITE, "first"), "first"),
            e.chain[-1],
        ),
    ),
    "link for another reason": lambda e: replace(e, chain=_first(e.chain, because=Limit(LimitCode.FREE))),
    "link for money": lambda e: replace(
        e, chain=(*e.chain[:-1], replace(e.chain[-1], because=Limit(LimitCode.BUDGET, year=2027, short=1)))
    ),
    "link to nobody": lambda e: replace(e, chain=(*e.chain[:-1], replace(e.chain[-1], after="ghost"))),
    "load": lambda e: replace(e, use=_first(e.use, used=(41, *e.use[0].used[1:]))),
    "limit": lambda e: replace(e, use=_first(e.use, allowed=(61,))),
    "room": lambda e: replace(e, use=_first(e.use, left=21)),
    "limit left out": lambda e: replace(e, use=e.use[1:]),
    "candidate left out": lambda e: replace(e, candidates=e.candidates[1:]),
    "forbidden": lambda e: replace(e, candidates=_first(e.candidates, code=CandidateCode.NOT_NEEDED)),
    "by nobody": lambda e: replace(
        e, candidates=(e.candidates[0], replace(e.candidates[1], by=("ghost",)), *e.candidates[2:])
    ),
    "fits": lambda e: replace(
        e,
        candidates=(
            *e.candidates[:2],
            replace(e.candidates[2], limits=(Limit(LimitCode.CAPACITY, role="beleid", period=0, short=1),)),
        ),
    ),
    "short": lambda e: replace(
        e,
        candidates=(
            *e.candidates[:2],
            replace(e.candidates[2], limits=_first(e.candidates[2].limits, short=1)),
        ),
    ),
    "start": lambda e: replace(e, chosen=_first(e.chosen, start=1)),
    "fixed by": lambda e: replace(e, chosen=_first(e.chosen, fixed_by=(Limit(LimitCode.NOW, period=0),))),
}


def test_the_sample_is_as_it_says() -> None:
    made = sample()
    found = explained(made)
    assert check(made, solve(made), found) == []
    assert [reason.code for reason in found.candidates] == [
        CandidateCode.FORBIDDEN,
        CandidateCode.DOMINATED,
        CandidateCode.WOULD_NOT_FIT,
    ]
    assert [link.id for link in found.chain] == ["first", "second", "third"]


def test_the_checker_rejects_moves_that_were_not() -> None:
    made = sample()
    plan = solve(made)
    now = to_replan(made, plan.scheduled, 1, [Past("first", 0, 2)])  # it takes a period longer than planned
    later = solve(now)
    found = reasons(now, later)
    assert check(now, later, found) == []
    assert [(move.id, [limit.code for limit in move.because]) for move in found.moves] == [
        ("first", [LimitCode.BEGUN]),
        ("second", [LimitCode.CAPACITY]),
        ("third", [LimitCode.STEP_BELOW]),
    ]
    for moves in (
        (),
        found.moves[1:],
        _first(found.moves, because=(Limit(LimitCode.NOW, period=1),)),
        _first(found.moves, after=found.moves[0].before),
    ):
        assert check(now, later, replace(found, moves=moves))


@pytest.mark.parametrize("kind", DAMAGE)
def test_the_checker_rejects_damage(kind: str) -> None:
    made = sample()
    plan = solve(made)
    assert check(made, plan, DAMAGE[kind](reasons(made, plan)))
