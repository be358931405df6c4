"""A plan document damaged anywhere by anything: refused at its path, or seen; never a traceback."""

from __future__ import annotations

import json
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from plateau.roadmap.checker import examine, examine_frontier
from plateau.roadmap.explanation import explain
from plateau.roadmap.frontier import find_frontier
from plateau.roadmap.interchange import (
    BadDocument,
    FrontierDocument,
    read_answer,
    read_problem,
    write_frontier,
    write_plan,
)
from plateau.roadmap.model import Area, AreaTarget, Milestone, Problem
from plateau.roadmap.solver import solve
from plateau.roadmap.uncertainty import simulate
from tests.unit.roadmap.small import measure, problem

EXAMPLES = Path(__file__).parents[3] / "docs" / "schema" / "examples"
#: What tells how the plan was found: nothing follows from it.
TOLD_ONLY = {"seed", "deterministic_time", "ortools_version", "reproducible"}

KINDS = ["plan", "gaps", "outlook", "clash", "frontier"]

Place = tuple[str | int, ...]

numbers = st.integers(-3, 12) | st.integers(-(10**30), 10**30) | st.floats(width=32)
anything = st.recursive(
    st.none() | st.booleans() | numbers | st.text(max_size=4),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=4), inner, max_size=3),
    max_leaves=6,
)


def read(name: str) -> Problem:
    return read_problem((EXAMPLES / f"{name}.problem.json").read_bytes())


@cache
def documents() -> dict[str, tuple[Problem, str]]:
    """Kind → a problem and a document about it that is in order."""
    small, uncertain, stuck = read("small"), read("uncertain"), read("clash")
    plan, sure, none = solve(small), solve(uncertain), solve(stuck)
    return {
        "plan": (small, write_plan(plan, explain(small, plan))),
        "gaps": (short := lacking(), write_plan(lack := solve(short), explain(short, lack))),
        "outlook": (uncertain, write_plan(sure, None, simulate(uncertain, sure, runs=40))),
        "clash": (stuck, write_plan(none, explain(stuck, none))),
        "frontier": (small, write_frontier(find_frontier(small))),
    }


def lacking() -> Problem:
    """Short of money, of people, of time, of leave, and of any way at all."""
    made = problem(
        measure("m", "a1", cost=10),
        measure("n", "b1", days={"beleid": 5}),
        measure("o", "c1", duration=9),
        measure("p", "d1"),
        current=dict.fromkeys("abcde", 1),
        targets=dict.fromkeys("abcde", 2),
        budgets={2027: 4, 2028: 3},
        capacity={"beleid": [4] * 8},
        milestones=[Milestone("wet", 4, None, {"a": 2, "d": 2})],
        forbidden=["p"],
    )
    both = Area("both", frozenset("ab"), 2)
    return replace(made, areas=(both,), area_targets=(AreaTarget("both", 2),))


def places(value: Any, at: Place = ()) -> list[Place]:
    """All places in a document."""
    inside = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return [at, *(place for key, item in inside for place in places(item, (*at, key)))]


def put(document: Any, place: Place, value: Any) -> Any:
    """``document`` with another value at a place."""
    if not place:
        return value
    copy = document.copy()
    copy[place[0]] = put(document[place[0]], place[1:], value)
    return copy


def wrong(made: Problem, content: str) -> list[str]:
    """The complaints about a document: of who reads it, or of the checker."""
    try:
        found = read_answer(content.encode("utf-8", "surrogatepass"))
    except BadDocument as error:
        return [f"{item.path}: {item.message}" for item in error.complaints]
    if isinstance(found, FrontierDocument):
        report = examine_frontier(made, found.frontier, found.explanation)
    else:
        report = examine(made, found.plan, found.explanation, found.outlook)
    return [f"{violation.path}: {violation.message}" for violation in report.violations]


@pytest.mark.parametrize("kind", KINDS)
def test_an_undamaged_document_is_in_order(kind: str) -> None:
    assert wrong(*documents()[kind]) == []


@settings(max_examples=60, deadline=None)
@given(data=st.data(), kind=st.sampled_from(KINDS), value=anything)
def test_whatever_stands_anywhere_is_answered_in_words(data: st.DataObject, kind: str, value: Any) -> None:
    made, text = documents()[kind]
    document = json.loads(text)
    place = data.draw(st.sampled_from(places(document)))
    for complaint in wrong(made, json.dumps(put(document, place, value))):
        assert complaint.strip(": ")
        assert "\n" not in complaint.split(": ")[0]


@settings(max_examples=60, deadline=None)
@given(data=st.data(), kind=st.sampled_from(KINDS), other=st.integers(-2, 10**12))
def test_no_other_figure_is_accepted(data: st.DataObject, kind: str, other: int) -> None:
    """Of the plan itself, its slack, chain, gaps and limits; the reasons are tried where they are checked."""
    made, text = documents()[kind]
    document = json.loads(text)
    figures = [place for place in places(document) if _is_figure(document, place)]
    place = data.draw(st.sampled_from(figures))
    if _at(document, place) != other:
        assert wrong(made, json.dumps(put(document, place, other))), place


#: What only a search can tell is more, less or otherwise: the report says so.
SEARCHED = {"complete", "points", "extra_periods"}


@settings(max_examples=60, deadline=None)
@given(data=st.data(), kind=st.sampled_from(KINDS))
def test_what_stands_elsewhere_is_not_accepted_here(data: st.DataObject, kind: str) -> None:
    """Another value of the same field, or one item fewer: what reads well and is not so."""
    made, text = documents()[kind]
    document = json.loads(text)
    everywhere = places(document)
    place = data.draw(st.sampled_from([one for one in everywhere if not _left(one)]))
    found = _at(document, place)
    same = [_at(document, one) for one in everywhere if _field(one) == _field(place)]
    others = [value for value in same if type(value) is type(found) and value != found]
    others += [found[1:]] if isinstance(found, list) and found else []
    if others:
        other = data.draw(st.sampled_from(others))
        assert wrong(made, json.dumps(put(document, place, other))), (place, other)


def _left(place: Place) -> bool:
    return bool((TOLD_ONLY | SEARCHED) & {*place[-2:]}) or (place[-1:] == ("proven",) and "ways" in place)


def _field(place: Place) -> str:
    return next((str(key) for key in reversed(place) if isinstance(key, str)), "")


def _at(document: Any, place: Place) -> Any:
    for key in place:
        document = document[key]
    return document


def _is_figure(document: Any, place: Place) -> bool:
    value = _at(document, place)
    if not isinstance(value, int) or isinstance(value, bool) or TOLD_ONLY & set(place):
        return False
    if place[0] == "explanation":
        # Of time, more than the least can only be told from the least by a search.
        return "extra_periods" not in place and place[1] in ("gaps", "slack", "use")
    return True
