"""Every complaint about a document at its path."""

from __future__ import annotations

import copy
import json
from collections.abc import Callable
from contextlib import suppress
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from plateau.roadmap.interchange import (
    MAX_BYTES,
    BadDocument,
    read_plan,
    read_problem,
)
from tests.unit.roadmap.test_interchange import SMALL

Damage = Callable[[dict[str, Any]], object]


def put(*path: str | int, value: Any) -> Damage:
    def damage(document: dict[str, Any]) -> None:
        place: Any = document
        for step in path[:-1]:
            place = place[step]
        place[path[-1]] = value

    return damage


def drop(*path: str | int) -> Damage:
    def damage(document: dict[str, Any]) -> None:
        place: Any = document
        for step in path[:-1]:
            place = place[step]
        del place[path[-1]]

    return damage


ITEM = "interventions"
BROKEN: list[tuple[str, Damage, str, str]] = [
    ("unknown key", put("horizon", value=8), "", "Problem has no field 'horizon'; there is 'calendar'"),
    ("unknown key below", put(ITEM, 1, "cost", value=1), "interventions[1]", "no field 'cost'"),
    ("missing", drop("calendar"), "", "missing 1 required: 'calendar'"),
    ("missing below", drop(ITEM, 0, "duration"), "interventions[0]", "missing 1 required: 'duration'"),
    ("no version", drop("format"), "format", "expected 1, found nothing"),
    ("version", put("format", value=2), "format", "expected 1, found 2"),
    ("type", put(ITEM, 0, "duration", value="2"), "interventions[0].duration", "expected integer, found '2'"),
    ("boolean", put("calendar", "periods", value=True), "calendar.periods", "expected integer, found true"),
    ("fraction", put(ITEM, 0, "duration", value=1.5), "interventions[0].duration", "found 1.5"),
    ("no list", put("targets", value={}), "targets", "expected array, found {}"),
    ("null", put(ITEM, 2, value=None), "interventions[2]", "expected object, found null"),
    (
        "length",
        put("capacity", "beleid", value=[20] * 7),
        "capacity[beleid]",
        "expected 8 numbers, one a period; found 7",
    ),
    (
        "too large",
        put(ITEM, 0, "one_off_cost", value=10**13),
        "interventions[0].one_off_cost",
        "from 0 to 1000000000000, found 10000000000000",
    ),
    ("far too large", put(ITEM, 0, "one_off_cost", value=10**5000), "interventions[0].one_off_cost", "5001"),
    (
        "estimate",
        put(ITEM, 0, "estimate", value={"duration": {"low": 3, "likely": 2, "high": 4}}),
        "interventions[0].estimate.duration",
        "expected low ≤ likely ≤ high, found 3, 2, 4",
    ),
    (
        "estimate of another duration",
        put(ITEM, 0, "estimate", value={"duration": {"low": 3, "likely": 4, "high": 5}}),
        "interventions[0].estimate.duration.likely",
        "4 rounds up to 4, and the duration is 2",
    ),
    ("negative", put(ITEM, 3, "duration", value=-1), "interventions[3].duration", "from 1 to 520, found -1"),
    ("NaN", put("budgets", "2027", value=float("nan")), "budgets[2027]", "expected integer, found NaN"),
    ("infinite", put("budgets", "2027", value=float("inf")), "budgets[2027]", "found Infinity"),
    ("year", put("budgets", "soon", value=1), "budgets[soon]", "expected integer as key, found 'soon'"),
    ("outside", put("budgets", "2031", value=1), "budgets[2031]", "runs from 2027 to 2028"),
    (
        "cycle",
        put(ITEM, 0, "all_of", value=["budget-in-de-wijk"]),
        "interventions[1].all_of",
        "budget-in-de-wijk → cliëntraad → budget-in-de-wijk",
    ),
    ("two plateaus", put(ITEM, 2, "steps", 0, "end", value=4), "interventions[2].steps[0]", "2 to 4 is not"),
    (
        "unknown intervention",
        put(ITEM, 1, "all_of", value=["x"]),
        "interventions[1].all_of",
        "no intervention",
    ),
    ("unknown criterion", put("targets", 1, "criterion", value="x"), "targets[1]", "'x' is not given"),
    (
        "unknown criterion of a step",
        put(ITEM, 3, "steps", 0, "criterion", value="x"),
        "interventions[3].steps[0]",
        "'x' is not given",
    ),
    (
        "unknown role",
        put(ITEM, 1, "effort", value={"x": 1}),
        "interventions[1].effort[x]",
        "names no role 'x'",
    ),
    ("twice", put(ITEM, 1, "id", value="wijkteam"), "interventions", "'wijkteam' stands in the list more"),
    ("twice in a set", put("mandatory", value=["loket", "loket"]), "mandatory[1]", "more than once"),
    ("both", put("forbidden", value=["cliëntraad"]), "mandatory", "both mandatory and forbidden"),
    ("blank id", put(ITEM, 0, "id", value=" "), "interventions[0].id", "expected an id"),
    ("milestone", put("milestones", 0, "period", value=9), "milestones[0].period", "from 0 to 8, found 9"),
    ("half a character", put(ITEM, 0, "id", value="\ud800"), "interventions[0].id", "surrogate"),
]


@pytest.mark.parametrize(
    ("damage", "path", "message"), [row[1:] for row in BROKEN], ids=[row[0] for row in BROKEN]
)
def test_a_broken_document_says_where_and_what(damage: Damage, path: str, message: str) -> None:
    document = copy.deepcopy(SMALL)
    damage(document)
    text = json.dumps(document, allow_nan=True) if "5001" not in message else _huge(document)
    with pytest.raises(BadDocument) as caught:
        read_problem(text.encode())
    assert any(item.path == path and message in item.message for item in caught.value.complaints), (
        caught.value.complaints
    )
    assert all("\n" not in item.message and len(item.message) < 500 for item in caught.value.complaints)


def _huge(document: dict[str, Any]) -> str:
    document["interventions"][0]["one_off_cost"] = "HUGE"  # Python itself refuses to write so many digits
    return json.dumps(document).replace('"HUGE"', "1" + "0" * 5000)


def test_all_complaints_come_at_once() -> None:
    document = copy.deepcopy(SMALL)
    document["calendar"]["periods"] = 0
    document["interventions"][0]["duration"] = None
    document["interventions"][2]["steps"][0]["end"] = 9
    with pytest.raises(BadDocument) as caught:
        read_problem(json.dumps(document).encode())
    paths = {item.path for item in caught.value.complaints}
    assert paths == {"calendar.periods", "interventions[0].duration", "interventions[2].steps[0].end"}


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "expected JSON: expecting value at line 1, column 1"),
        (b'{"format": 1,\n "a": }', "line 2, column 7"),
        (b"[1]", "expected object"),
        (b"\xff\xfe", "expected UTF-8, found something else at byte 0"),
        (b"[" * 100_000, "levels of nesting"),
        (b'{"format": 1, "current": ' + b"[" * 30 + b"]" * 30 + b"}", "at most 20 levels of nesting"),
        (b'{"format": 1, "current": {"a": 1, "a": 2}}', "current: the key 'a' stands there more than once"),
        (b" " * (MAX_BYTES + 1), "expected at most 50,000,000 bytes"),
    ],
    ids=["empty", "syntax", "array", "encoding", "abyss", "deep", "key twice", "size"],
)
def test_what_is_no_document_at_all_is_refused(content: bytes, message: str) -> None:
    with pytest.raises(BadDocument, match=message.replace("(", r"\(")):
        read_problem(content)


@pytest.mark.parametrize(
    ("document", "path", "message"),
    [
        ({"status": "great"}, "status", "expected one of 'optimal', 'feasible', 'infeasible', 'unknown'"),
        ({"status": "optimal", "scheduled": [{"id": "x", "start": 3, "end": 3}]}, "scheduled[0]", "3 to 3"),
        ({"status": "optimal", "explanation": {"gaps": 1}}, "explanation.gaps", "expected array"),
        ({"status": "optimal", "explanation": None}, "explanation", "expected object"),
        ({"status": "optimal", "deterministic_time": float("nan")}, "deterministic_time", "found NaN"),
    ],
)
def test_a_broken_plan_says_where_and_what(document: dict[str, Any], path: str, message: str) -> None:
    with pytest.raises(BadDocument) as caught:
        read_plan(json.dumps({"format": 1, **document}).encode())
    assert any(item.path == path and message in item.message for item in caught.value.complaints)


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
        lambda inner: (
            st.lists(inner, max_size=3)
            | st.dictionaries(st.sampled_from([*SMALL, "id", "steps"]) | st.text(), inner, max_size=4)
        ),
        max_leaves=12,
    ),
    st.sampled_from(sorted(SMALL)),
)
@settings(max_examples=300, deadline=None, derandomize=True)
def test_nothing_but_complaints_comes_out_of_noise(noise: Any, field: str) -> None:
    for document in (noise, SMALL | {field: noise}):
        with suppress(BadDocument):
            read_problem(json.dumps(document).encode())
