"""Problem and plan as documents: there and back, and the schemas."""

from __future__ import annotations

import copy
import json
import re
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from plateau.roadmap.documents import fields_of
from plateau.roadmap.explanation import explain
from plateau.roadmap.interchange import (
    plan_schema,
    problem_schema,
    read_plan,
    read_problem,
    write_plan,
    write_problem,
)
from plateau.roadmap.interchange.schema import BOUNDS
from plateau.roadmap.model import (
    Area,
    AreaTarget,
    Calendar,
    ChangeLoad,
    Condition,
    Fund,
    Group,
    Intervention,
    InvalidProblem,
    Lag,
    Milestone,
    Mode,
    Past,
    Pin,
    Problem,
    Step,
    Target,
    Unit,
)
from plateau.roadmap.solver import solve
from plateau.roadmap.uncertainty import simulate

ROOT = Path(__file__).parents[3]
SCHEMAS = ROOT / "docs" / "schema"
EXAMPLES = SCHEMAS / "examples"
SMALL = json.loads((EXAMPLES / "small.problem.json").read_text(encoding="utf-8"))

# there and back

names = st.text(min_size=1, max_size=4).filter(lambda text: text == text.strip() and text.isprintable())
criteria = ("a", "b", "c")


@st.composite
def problems(draw: st.DrawFn) -> Problem:
    calendar = Calendar(2027, draw(st.integers(1, 4)), draw(st.integers(1, 9)))
    roles = draw(st.lists(names, max_size=2, unique=True))
    ids = draw(st.lists(names, max_size=4, unique=True))
    items = []
    for position, id_ in enumerate(ids):
        earlier = st.sampled_from(ids[:position]) if position else st.nothing()
        all_of = draw(st.frozensets(earlier, max_size=2)) if position else frozenset()
        items.append(
            Intervention(
                id_,
                draw(st.integers(1, 5)),
                one_off_cost=draw(st.integers(0, 10**12)),
                effort={role: draw(st.integers(0, 50)) for role in roles},
                steps=tuple(
                    Step(name, start, start + 1)
                    for name, start in draw(
                        st.dictionaries(st.sampled_from(criteria), st.integers(1, 4), max_size=2)
                    ).items()
                ),
                all_of=all_of,
                excludes=(draw(st.frozensets(earlier, max_size=1)) if position else frozenset()) - all_of,
                transities=draw(st.frozensets(names, max_size=2)),
            )
        )
    return Problem(
        calendar,
        {name: draw(st.integers(1, 5)) for name in criteria},
        targets=tuple(Target(name, draw(st.integers(1, 5)), draw(st.integers(1, 9))) for name in criteria),
        interventions=tuple(items),
        budgets=draw(
            st.dictionaries(
                st.sampled_from(calendar.years),
                st.none() | st.integers(0, 10**9),
                max_size=len(calendar.years),
            )
        ),
        capacity={
            role: draw(
                st.none() | st.lists(st.integers(0, 99), min_size=calendar.periods, max_size=calendar.periods)
            )
            for role in roles
        },
        milestones=tuple(
            Milestone(name, draw(st.integers(0, calendar.periods)), draw(st.none() | names), {"a": 3})
            for name in draw(st.lists(names, max_size=2, unique=True))
        ),
        mandatory=frozenset(ids[:1]),
        forbidden=frozenset(ids[1:2]),
    )


@given(problems())
@settings(max_examples=80, deadline=None, derandomize=True)
def test_a_problem_comes_back_and_fits_the_schema(problem: Problem) -> None:
    text = write_problem(problem)
    again = read_problem(text.encode())
    assert again == problem
    assert again.fingerprint == problem.fingerprint
    assert write_problem(again) == text
    assert not list(Draft202012Validator(problem_schema()).iter_errors(json.loads(text)))


def test_a_plan_and_its_reasons_come_back_and_fit_the_schema() -> None:
    problem = read_problem(json.dumps(SMALL).encode())
    plan = solve(problem)
    reasons = explain(problem, plan)
    text = write_plan(plan, reasons)
    found = read_plan(text.encode())
    assert (found.plan, found.explanation) == (plan, reasons)
    assert write_plan(found.plan, found.explanation) == text
    assert not list(Draft202012Validator(plan_schema()).iter_errors(json.loads(text)))
    assert read_plan(write_plan(plan).encode()).explanation is None


def test_estimates_and_outlook_come_back_and_fit_the_schema() -> None:
    problem = read_problem((EXAMPLES / "uncertain.problem.json").read_bytes())
    assert read_problem(write_problem(problem).encode()) == problem
    plan = solve(problem)
    outlook = simulate(problem, plan, runs=50)
    text = write_plan(plan, outlook=outlook)
    assert read_plan(text.encode()).outlook == outlook
    assert not list(Draft202012Validator(plan_schema()).iter_errors(json.loads(text)))
    assert read_plan(write_plan(plan).encode()).outlook is None


def test_a_problem_without_estimates_keeps_its_document() -> None:
    assert "estimate" not in write_problem(read_problem(json.dumps(SMALL).encode()))


def test_the_order_in_the_file_does_not_matter() -> None:
    turned = copy.deepcopy(SMALL)
    for name in ("interventions", "targets"):
        turned[name].reverse()
    assert write_problem(read_problem(json.dumps(turned).encode())) == write_problem(
        read_problem(json.dumps(SMALL).encode())
    )


# the schemas


@pytest.mark.parametrize(("name", "schema"), [("problem", problem_schema()), ("plan", plan_schema())])
def test_the_schema_in_docs_is_current(name: str, schema: dict[str, Any]) -> None:
    Draft202012Validator.check_schema(schema)
    stored = json.loads((SCHEMAS / f"{name}.schema.json").read_text(encoding="utf-8"))
    assert stored == schema, "run python -m plateau.roadmap.interchange docs/schema"


@pytest.mark.parametrize("path", sorted(EXAMPLES.glob("*.json")), ids=lambda path: path.name)
def test_every_example_validates_and_is_read(path: Path) -> None:
    kind = path.name.split(".")[1]
    schema = {"problem": problem_schema, "plan": plan_schema}[kind]()
    assert not list(Draft202012Validator(schema).iter_errors(json.loads(path.read_text(encoding="utf-8"))))
    assert {"problem": read_problem, "plan": read_plan}[kind](path.read_bytes())


VALID: dict[type, dict[str, Any]] = {
    Calendar: {"first_year": 2026, "periods": 120},
    Step: {"criterion": "a", "start": 1, "end": 2},
    Lag: {"any_of": {"x"}, "least": -520, "most": 520},
    Mode: {"id": "m", "duration": 1},
    Fund: {"id": "f", "limit": 1},
    Condition: {"id": "c", "period": 0, "latest": None},
    Group: {"id": "g", "interventions": {"x"}},
    Area: {"id": "a", "criteria": {"a"}, "needed": 1},
    AreaTarget: {"area": "a", "plateau": 1},
    ChangeLoad: {"id": "c", "limit": 1},
    Pin: {"id": "p"},
    Past: {"id": "p", "start": 0, "end": 520},
    Intervention: {"id": "x", "duration": 1},
    Target: {"criterion": "a", "plateau": 2},
    Milestone: {"id": "m", "period": 0, "transitie": None, "requirements": {}},
    Problem: {"calendar": Calendar(2027, 1, 4), "current": {"a": 1}},
}


WITH: dict[str, dict[str, Any]] = {
    "first_month": {"unit": Unit.MONTH},
    "first_week": {"unit": Unit.WEEK},
    "year_starts": {"unit": Unit.MONTH},
    "latest": {"period": 0},
    "now": {"calendar": Calendar(2027, 1, 520), "capacity": {}},
}


@pytest.mark.parametrize(
    ("kind", "field", "value"),
    [
        (kind, field, value)
        for kind, fields in BOUNDS.items()
        if kind is not Step
        for field, bounds in fields.items()
        for value in bounds
    ],
)
def test_the_bounds_of_the_schema_are_those_of_the_model(kind: type, field: str, value: int) -> None:
    low, high = BOUNDS[kind][field]

    def build(number: int) -> object:
        shapes: dict[str, Any] = {
            "effort": {"role": number},
            "requirements": {"a": number},
            "current": {"a": number},
            "budgets": {2027: number},
            "capacity": {"role": [number] * 4},
            "demand": {"role": [number]},
            "spend": [number],
            "areas": {"a": number},
            "periods": number if kind is Calendar else {number},
        }
        return kind(**(VALID[kind] | WITH.get(field, {}) | {field: shapes.get(field, number)}))

    build(value)
    with pytest.raises(InvalidProblem):
        build(low - 1 if value == low else high + 1)


def test_every_number_of_a_problem_has_bounds() -> None:
    for kind, known in BOUNDS.items():
        for field, hint in fields_of(kind).items():
            assert bool(re.search(r"\bint\b", re.sub("<class .int.>", "int", str(hint)))) == (
                field in known
            ), (kind, field)
