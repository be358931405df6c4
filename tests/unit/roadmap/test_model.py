"""Problems are checked when they are made: each mistake is named, with its place, in a sentence."""

from __future__ import annotations

import pickle
from collections.abc import Callable
from dataclasses import replace
from typing import Any, cast

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plateau.roadmap.model import (
    Calendar,
    FrozenMap,
    Intervention,
    InvalidProblem,
    Lag,
    Milestone,
    Scheduled,
    Step,
    Target,
    as_document,
    spread,
    structural_in_period,
)
from plateau.roadmap.solver import solve
from tests.unit.roadmap.instances import gemeente
from tests.unit.roadmap.small import measure, problem

WRONG: list[tuple[str, Callable[[], Any], str]] = [
    ("a step of two plateaus", lambda: Step("a", 2, 4), "step[a]"),
    ("a plateau that does not exist", lambda: Step("a", 5, 6), "step[a].end"),
    ("a duration of nothing", lambda: measure("m", duration=0), "interventions[m].duration"),
    ("a negative cost", lambda: measure("m", cost=-1), "interventions[m].one_off_cost"),
    (
        "an amount with cents behind the comma",
        lambda: measure("m", cost=cast(int, 1.5)),
        "interventions[m].one_off_cost",
    ),
    ("an amount beyond all reason", lambda: measure("m", yearly=10**13), "interventions[m].structural_cost"),
    ("negative effort", lambda: measure("m", days={"beleid": -1}), "interventions[m].effort[beleid]"),
    ("one criterion twice", lambda: measure("m", "a1", "a2"), "interventions[m].steps"),
    ("waiting for itself", lambda: measure("m", all_of=["m"]), "interventions[m].all_of"),
    (
        "needing what it excludes",
        lambda: measure("m", all_of=["n"], excludes=["n"]),
        "interventions[m].excludes",
    ),
    ("a text for a list", lambda: Intervention("m", 1, all_of="nn"), "interventions[m].all_of"),  # type: ignore[arg-type]
    ("an empty id", lambda: measure(""), "interventions.id"),
    ("a weight of nothing", lambda: Target("a", 2, 0), "targets[a].weight"),
    ("a target beyond the last plateau", lambda: Target("a", 6), "targets[a].plateau"),
    (
        "a requirement of plateau 0",
        lambda: Milestone("w", 1, None, {"a": 0}),
        "milestones[w].requirements[a]",
    ),
    ("a fifth quarter", lambda: Calendar(2027, 5, 4), "calendar.first_quarter"),
    ("no quarters", lambda: Calendar(2027, 1, 0), "calendar.periods"),
    ("ending before it starts", lambda: Scheduled("m", 3, 3), "scheduled[m]"),
    ("a target of an unknown criterion", lambda: problem(targets={"b": 2}), "targets[b]"),
    ("a step of an unknown criterion", lambda: problem(measure("m", "b1")), "interventions[m].steps[b]"),
    (
        "a milestone of an unknown criterion",
        lambda: problem(milestones=[Milestone("w", 1, None, {"b": 2})]),
        "milestones[w].requirements[b]",
    ),
    (
        "a milestone after the horizon",
        lambda: problem(milestones=[Milestone("w", 9, None, {"a": 2})]),
        "milestones[w].period",
    ),
    ("an id twice", lambda: problem(measure("m"), measure("m")), "interventions"),
    ("an unknown prerequisite", lambda: problem(measure("m", all_of=["n"])), "interventions[m].all_of"),
    ("an unknown role", lambda: problem(measure("m", days={"raad": 1})), "interventions[m].effort[raad]"),
    ("too few days", lambda: problem(capacity={"raad": [1, 2]}), "capacity[raad]"),
    ("negative days", lambda: problem(capacity={"raad": [-1] * 8}), "capacity[raad][0]"),
    ("a budget outside the horizon", lambda: problem(budgets={2030: 1}), "budgets[2030]"),
    ("a negative budget", lambda: problem(budgets={2027: -1}), "budgets[2027]"),
    ("an unknown mandatory one", lambda: problem(mandatory=["m"]), "mandatory"),
    ("an unknown forbidden one", lambda: problem(forbidden=["m"]), "forbidden"),
    (
        "mandatory and forbidden",
        lambda: problem(measure("m"), mandatory=["m"], forbidden=["m"]),
        "mandatory",
    ),
    ("no steps allowed", lambda: problem(per_year=0), "steps_per_criterion_per_year"),
]


@pytest.mark.parametrize(("make", "path"), [case[1:] for case in WRONG], ids=[case[0] for case in WRONG])
def test_mistakes_are_named_with_their_place(make: Callable[[], Any], path: str) -> None:
    with pytest.raises(InvalidProblem) as caught:
        make()
    assert caught.value.path.startswith(path)
    assert caught.value.message.endswith(".")
    assert str(pickle.loads(pickle.dumps(caught.value))) == str(caught.value)


def test_a_ring_of_prerequisites_is_spelled_out() -> None:
    with pytest.raises(InvalidProblem, match=r"k → m → n → k|m → n → k → m|n → k → m → n"):
        problem(measure("k", all_of=["m"]), measure("m", one_of=["n"]), measure("n", all_of=["k"]))


@pytest.mark.parametrize(
    ("made", "path"),
    [
        ((measure("k", all_of=["m"]), measure("m", one_of=["k"])), "interventions[k].all_of"),
        ((measure("k", one_of=["m"]), measure("m", all_of=["k"])), "interventions[k].one_of"),
        (
            (
                replace(measure("j"), lags=(Lag(frozenset({"k"})),)),  # waits for the ring, and is not in it
                replace(measure("k"), lags=(Lag(frozenset({"m"})),)),
                measure("m", all_of=["k"]),
            ),
            "interventions[k].lags",
        ),
    ],
)
def test_the_field_that_makes_the_ring_is_named(made: tuple[Intervention, ...], path: str) -> None:
    with pytest.raises(InvalidProblem) as caught:
        problem(*made)
    assert caught.value.path == path


def test_what_is_forbidden_is_named_when_a_hard_goal_needs_it() -> None:
    made = (measure("p"), measure("q", "a1", all_of=["p"]), measure("r", "b1"), measure("s"))
    hard = problem(*made, current={"a": 1, "b": 1})
    for forbidden, told in (({"p", "r"}, "without 'p'"), ({"p", "q", "s"}, "without 'p', 'q'")):
        with pytest.raises(InvalidProblem) as caught:
            replace(hard, targets=(Target("a", 2, hard=True),), forbidden=frozenset(forbidden))
        assert caught.value.message == (
            f"it is hard, and 'a' can get no further than plateau 1 {told}: forbidden."
        )
    with pytest.raises(InvalidProblem, match=r"no further than plateau 2\.$"):
        replace(hard, targets=(Target("a", 3, hard=True),), forbidden=frozenset("s"))


def test_alternatives_may_point_at_each_other() -> None:
    problem(measure("k", one_of=["m", "n"]), measure("m", one_of=["k", "n"]), measure("n"))


def test_calendar_counts_from_any_quarter() -> None:
    calendar = Calendar(2027, 3, 7)
    assert calendar.years == (2027, 2028, 2029)
    assert [calendar.year_of(period) for period in range(8)] == [2027, 2027, *[2028] * 4, 2029, 2029]
    assert [list(calendar.periods_of(year)) for year in calendar.years] == [[0, 1], [2, 3, 4, 5], [6]]
    assert list(calendar.periods_of(2026)) == list(calendar.periods_of(2040)) == []
    assert (calendar.label(0), calendar.label(2, "en")) == ("2027 K3", "2028 Q1")
    assert calendar.label(7) == "2029 K2"
    with pytest.raises(InvalidProblem):
        calendar.year_of(8)
    with pytest.raises(ValueError, match="fr"):
        calendar.label(0, "fr")


@given(st.integers(0, 10**9), st.integers(1, 40))
def test_amounts_are_spread_evenly_the_remainder_first(total: int, duration: int) -> None:
    parts = spread(total, duration)
    assert sum(parts) == total
    assert max(parts) - min(parts) <= 1
    assert list(parts) == sorted(parts, reverse=True)


@given(st.integers(0, 10**9), st.integers(0, 30))
def test_any_four_quarters_make_the_yearly_amount(per_year: int, first: int) -> None:
    assert sum(structural_in_period(per_year, first + quarter) for quarter in range(4)) == per_year
    assert structural_in_period(per_year, -1) == 0


def test_done_already_is_what_no_longer_raises_anything() -> None:
    made = problem(
        measure("done", "a1"), measure("partly", "a1", "b1"), measure("todo", "a2"), measure("prepares"),
        current={"a": 2, "b": 1},
    )  # fmt: skip
    assert made.already_done == {"done"}


def test_values_cannot_be_changed_and_travel() -> None:
    made = gemeente(20, 8, seed=3)
    assert pickle.loads(pickle.dumps(made)) == made
    assert hash(pickle.loads(pickle.dumps(made))) == hash(made)
    assert pickle.loads(pickle.dumps(made)).fingerprint == made.fingerprint
    with pytest.raises(TypeError):
        made.current["sb1"] = 3  # type: ignore[index]
    plan = solve(made)
    assert pickle.loads(pickle.dumps(plan)) == plan


def test_fingerprint_changes_with_anything_that_matters() -> None:
    made = gemeente(20, 8, seed=3)
    first = made.interventions[0]
    changed = [
        replace(made, budgets={**made.budgets, 2027: 1}),
        replace(made, forbidden=frozenset({first.id})),
        replace(made, interventions=(replace(first, one_off_cost=7), *made.interventions[1:])),
        replace(made, targets=made.targets[1:]),
        replace(made, calendar=Calendar(2028, 1, 8), budgets={}),
    ]
    assert len({made.fingerprint, *(other.fingerprint for other in changed)}) == 6


def test_left_out_years_are_unlimited() -> None:
    assert dict(problem(budgets={2028: 5}).budgets) == {2027: None, 2028: 5}


def test_documents_are_plain_and_sorted() -> None:
    made = as_document(measure("m", "a1", days={"z": 1, "b": 2}, transities=["wmo", "jeugdzorg"]))
    assert list(made["effort"]) == ["b", "z"]
    assert made["transities"] == ["jeugdzorg", "wmo"]
    assert made["steps"] == [{"criterion": "a", "start": 1, "end": 2}]


def test_frozen_map_is_a_mapping() -> None:
    made = FrozenMap({"b": 2, "a": 1})
    assert list(made) == ["a", "b"]
    assert made == {"a": 1, "b": 2}
    assert hash(made) == hash(FrozenMap([("a", 1), ("b", 2)]))
    assert repr(made) == "FrozenMap({'a': 1, 'b': 2})"
