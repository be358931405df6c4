"""How sure a plan is: the checker accepts what the simulation tells, and sees what cannot be so."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from functools import cache
from typing import Any

import pytest
from hypothesis import given, settings

from plateau.roadmap.checker import check, examine, repeated
from plateau.roadmap.documents import from_document
from plateau.roadmap.model import (
    CostRange,
    DurationRange,
    Estimate,
    Fund,
    Intervention,
    Lag,
    Milestone,
    Past,
    Plan,
    Problem,
    as_document,
)
from plateau.roadmap.solver import solve
from plateau.roadmap.uncertainty import Bound, Outlook, Percentiles, simulate
from tests.unit.roadmap.rich import rich_problems
from tests.unit.roadmap.small import measure, problem

RUNS = 400


def uncertain(item: Intervention) -> Intervention:
    low = max(0.5, item.duration - 1)
    cost = item.one_off_cost
    return replace(
        item,
        estimate=Estimate(
            DurationRange(low, item.duration, item.duration + 2),
            None if item.spend else CostRange(cost, cost, cost * 2),
        ),
    )


@settings(max_examples=20, deadline=None)
@given(made=rich_problems())
def test_what_is_simulated_is_in_order(made: Problem) -> None:
    made = replace(made, interventions=tuple(map(uncertain, made.interventions)))
    plan = solve(made)
    if plan.found:
        assert check(made, plan, outlook=simulate(made, plan, runs=97)) == []


@cache
def sample() -> tuple[Problem, Plan, Outlook]:
    made = problem(
        uncertain(replace(measure("m", "a1", duration=2, cost=50), deadline=3)),
        uncertain(measure("n", "b1", cost=20)),
        uncertain(replace(measure("o", "a2"), lags=(Lag(frozenset("m"), least=2, most=4),), latest_start=6)),
        current={"a": 1, "b": 1},
        targets={"a": 3, "b": 2},
        budgets={2027: 80},
        milestones=[Milestone("wet", 2, None, {"a": 2, "b": 2}), Milestone("never", 2, None, {"a": 5})],
    )
    made = replace(made, funds=(Fund("pot", 75),))
    plan = solve(made)
    return made, plan, simulate(made, plan, runs=RUNS)


def test_the_sample_has_all_and_is_in_order() -> None:
    made, plan, told = sample()
    assert check(made, plan, outlook=told) == []
    assert all((told.drivers, told.buffers, told.funds))
    assert {one.bound for one in told.bounds} == set(Bound)
    assert any("400 of the 400 runs" in line for line in examine(made, plan, outlook=told).checked)


def first(told: Outlook, name: str, **changes: Any) -> Outlook:
    one, *others = getattr(told, name)
    damaged: dict[str, Any] = {name: (replace(one, **changes), *others)}
    return replace(told, **damaged)


UNORDERED = Percentiles(4, 3, 5, 6)
DAMAGE: list[tuple[str, Callable[[Outlook], Outlook]]] = [
    ("runs", lambda told: replace(told, runs=0)),
    ("runs", lambda told: replace(told, correlation=1.5)),
    ("runs", lambda told: replace(told, runs=RUNS * 1_000)),
    ("planned_finish", lambda told: replace(told, planned_finish=9)),
    ("finish", lambda told: replace(told, finish=UNORDERED)),
    ("finish", lambda told: replace(told, on_time=1.0)),
    ("finish", lambda told: replace(told, on_time=0.12345)),
    ("planned_spend", lambda told: replace(told, planned_spend=told.planned_spend + 1)),
    ("spend", lambda told: replace(told, spend=UNORDERED)),
    ("milestones", lambda told: replace(told, milestones=told.milestones[1:])),
    ("milestones", lambda told: first(told, "milestones", planned=not told.milestones[0].planned)),
    ("milestones[never].chance", lambda told: first(told, "milestones", chance=-0.1)),
    ("targets", lambda told: first(told, "targets", planned=False)),
    ("targets[a].chance", lambda told: first(told, "targets", chance=1.1)),
    ("years", lambda told: first(told, "years", planned=1)),
    ("years[2027].within", lambda told: first(told, "years", within=None)),
    ("years[2027]", lambda told: first(told, "years", within=0.0)),
    ("funds", lambda told: first(told, "funds", limit=76)),
    ("funds[pot]", lambda told: first(told, "funds", within=1 - told.funds[0].within)),
    ("interventions", lambda told: replace(told, interventions=told.interventions[1:])),
    ("interventions[n].critical", lambda told: first(told, "interventions", critical=float("2"))),
    ("interventions[n].end", lambda told: first(told, "interventions", late=0.0)),
    ("bounds", lambda told: replace(told, bounds=told.bounds[1:])),
    ("bounds", lambda told: first(told, "bounds", limit=4)),
    ("bounds[m]", lambda told: first(told, "bounds", chance=0.0)),
    ("drivers[0]", lambda told: first(told, "drivers", correlation=-1.2)),
    ("drivers[0]", lambda told: first(told, "drivers", intervention="nobody")),
    ("buffers[0]", lambda told: first(told, "buffers", after=told.buffers[0].before)),
    ("buffers[0]", lambda told: first(told, "buffers", milestone="none")),
    ("buffers[0].before", lambda told: first(told, "buffers", before=told.buffers[0].before - 0.01)),
    ("buffers[0].after", lambda told: first(told, "buffers", after=told.buffers[0].after - 0.01)),
    ("buffers", lambda told: replace(told, buffers=told.buffers[1:])),
    ("drivers", lambda told: replace(told, drivers=told.drivers[1:])),
    ("drivers", lambda told: first(told, "drivers", correlation=told.drivers[0].correlation + 0.001)),
    ("seed", lambda told: replace(told, seed=-1)),
    ("targets[a].chance", lambda told: first(told, "targets", chance=told.targets[0].chance + 0.01)),
    ("interventions[n].critical", lambda told: first(told, "interventions", critical=0.01)),
]


@pytest.mark.parametrize(("path", "damage"), DAMAGE, ids=[f"{n}-{d[0]}" for n, d in enumerate(DAMAGE)])
def test_damage_is_seen(path: str, damage: Callable[[Outlook], Outlook]) -> None:
    made, plan, told = sample()
    violations = check(made, plan, outlook=damage(told))
    assert f"outlook.{path}" in {violation.path for violation in violations}
    assert {violation.rule for violation in violations} == {"outlook"}


def test_what_was_not_found_cannot_be_carried_out() -> None:
    _, _, told = sample()
    stuck = problem(measure("m", "a2"), mandatory=["m"])
    none = solve(stuck)
    assert check(stuck, none) == []
    assert [violation.rule for violation in check(stuck, none, outlook=told)] == ["outlook"]


def figures(value: Any, at: str = "") -> list[str]:
    """The paths of all that comes out of the runs."""
    if isinstance(value, dict):
        return [path for name, item in value.items() for path in figures(item, f"{at}.{name}")]
    if isinstance(value, list):
        return [path for place, item in enumerate(value) for path in figures(item, f"{at}.{place}")]
    told = at.rsplit(".", 1)[-1] in ("runs", "correlation") and "drivers" not in at
    return [] if told or not isinstance(value, int | float) or isinstance(value, bool) else [at]


def damaged(document: Any, path: str) -> Outlook:
    """With one figure a little higher, or lower where it is a share that can be no higher."""
    *inside, last = path.strip(".").split(".")
    place = copy = json.loads(json.dumps(document))
    for key in inside:
        place = place[int(key) if isinstance(place, list) else key]
    if isinstance(place[last], int) or last.startswith("p"):
        place[last] += 1
    else:
        place[last] += 0.01 if place[last] <= 0.5 else -0.01
    return from_document(Outlook, copy)


def test_no_figure_of_the_runs_can_be_another() -> None:
    made, plan, told = sample()
    document = as_document(told)
    paths = figures(document)
    assert len(paths) > 70
    assert [path for path in paths if not check(made, plan, outlook=damaged(document, path))] == []


def test_what_began_before_is_carried_out_again_too() -> None:
    made, _, _ = sample()
    made = replace(made, past=(Past("m", 0, 3), Past("n", 0, 1)), now=2, budgets={})
    plan = solve(made)
    told = simulate(made, plan, runs=RUNS, seed=7)
    assert check(made, plan, outlook=told) == []
    (first_end, *_) = told.interventions
    assert first_end.critical == 0
    assert check(made, plan, outlook=first(told, "interventions", critical=0.5))


def test_of_many_runs_the_first_tell_how_far_off_a_figure_can_be(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(repeated, "MOST_CARRIED_OUT", 0)
    made, plan, _ = sample()
    told = simulate(made, plan, runs=4 * RUNS)
    report = examine(made, plan, outlook=told)
    assert report.violations == []
    assert any("1000 of the 1600 runs" in line for line in report.checked)
    far = first(told, "targets", chance=told.targets[0].chance - 0.25)
    assert [violation.path for violation in check(made, plan, outlook=far)] == ["outlook.targets[a].chance"]
    assert check(made, plan, outlook=replace(told, spend=Percentiles(70, 71, 72, 73)))


CERTAIN: list[tuple[str, Callable[[Outlook], Outlook]]] = [
    ("finish", lambda told: replace(told, finish=Percentiles(1, 9, 9, 9))),
    ("spend.p90", lambda told: replace(told, spend=Percentiles(1, 1, 1, 1))),
    (
        "years[2028]",
        lambda told: replace(told, years=(told.years[0], replace(told.years[1], spend=UNORDERED))),
    ),
    ("targets[a].chance", lambda told: first(told, "targets", chance=0.0)),
    ("milestones[never].chance", lambda told: first(told, "milestones", chance=1.0)),
    ("interventions[n].end", lambda told: first(told, "interventions", end=UNORDERED)),
]


@pytest.mark.parametrize(("path", "damage"), CERTAIN, ids=[path for path, _ in CERTAIN])
def test_where_nothing_is_uncertain_every_run_is_as_planned(
    path: str, damage: Callable[[Outlook], Outlook]
) -> None:
    made, _, _ = sample()
    made = replace(made, interventions=tuple(replace(it, estimate=None) for it in made.interventions))
    plan = solve(made)
    told = simulate(made, plan, runs=9)
    assert check(made, plan, outlook=told) == []
    assert f"outlook.{path}" in {v.path for v in check(made, plan, outlook=damage(told))}
