"""The checker accepts what the solver makes, and sees every kind of damage."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import cache

import pytest

from plateau.roadmap.checker import check
from plateau.roadmap.checker.trying import has_plan
from plateau.roadmap.model import (
    Milestone,
    ObjectiveName,
    Past,
    Plan,
    Problem,
    Scheduled,
    Status,
    UnmetTarget,
)
from plateau.roadmap.solver import solve
from tests.unit.roadmap.instances import gemeente
from tests.unit.roadmap.small import measure, problem


@pytest.mark.parametrize("seed", [1, 2])
def test_plans_of_real_size_are_in_order(seed: int) -> None:
    made = gemeente(60, 16, seed, money=0.4, people=0.5)
    plan = solve(made)
    assert plan.status is Status.OPTIMAL
    assert check(made, plan) == []
    # A plan that reaches as much is found by trying as well, and none that skips the way there.
    unmet = {target.criterion for target in plan.unmet_targets}
    hard = tuple(replace(target, hard=target.criterion not in unmet) for target in made.targets)
    assert has_plan(replace(made, targets=hard))
    assert has_plan(replace(made, targets=tuple(replace(target, deadline=1) for target in hard))) is False


def sample() -> Problem:
    """Every rule has something to bite on; the best plan is first and other in 0, x in 2, up in 4, spare not."""
    return problem(
        measure("first", duration=2, cost=100, days={"beleid": 4}),
        measure("spare", duration=2, cost=900),
        measure("other", "b1", duration=1, cost=30, days={"beleid": 2}, excludes=["rival"]),
        measure("rival", "b1", cost=900),
        measure("x", "a1", cost=50, yearly=40, all_of=["first"], one_of=["other", "spare"], earliest=1),
        measure("up", "a2", cost=10, transities=["wmo"]),
        measure("banned", "b1"),
        measure("idle", "c1"),
        measure("old", "d1"),
        current={"a": 1, "b": 1, "c": 1, "d": 2},
        targets={"a": 3, "b": 2, "d": 3},
        budgets={2027: 250, 2028: 60},
        capacity={"beleid": [4, 2, 2, 2, 2, 2, 2, 2]},
        milestones=[Milestone("wet", 2, "wmo", {"a": 2, "b": 2})],
        mandatory=["first"],
        forbidden=["banned"],
    )


def test_the_sample_is_as_it_says() -> None:
    plan = solved()
    assert {entry.id: entry.start for entry in plan.scheduled} == {"first": 0, "other": 0, "x": 2, "up": 4}
    assert check(sample(), plan) == []


@cache
def solved() -> Plan:
    return solve(sample())


def move(plan: Plan, id_: str, start: int) -> Plan:
    by_id = plan.by_id
    length = by_id[id_].end - by_id[id_].start if id_ in by_id else 1
    by_id[id_] = Scheduled(id_, start, start + length)
    return replace(plan, scheduled=tuple(by_id.values()))


def without(plan: Plan, id_: str) -> Plan:
    return replace(plan, scheduled=tuple(entry for entry in plan.scheduled if entry.id != id_))


def objective(plan: Plan, name: ObjectiveName, **changes: object) -> Plan:
    return replace(
        plan,
        objectives=tuple(
            replace(level, **changes) if level.name is name else level  # type: ignore[arg-type]
            for level in plan.objectives
        ),
    )


DAMAGE: list[tuple[str, Callable[[Plan], Plan]]] = [
    ("known", lambda plan: move(plan, "nobody", 0)),
    ("once", lambda plan: replace(plan, scheduled=(*plan.scheduled, plan.scheduled[0]))),
    ("duration", lambda plan: replace(plan, scheduled=(Scheduled("first", 0, 1), *plan.scheduled[1:]))),
    ("horizon", lambda plan: move(plan, "up", 8)),
    ("earliest_start", lambda plan: move(plan, "x", 0)),
    ("forbidden", lambda plan: move(plan, "banned", 0)),
    ("mandatory", lambda plan: without(plan, "first")),
    ("already_done", lambda plan: move(plan, "old", 0)),
    ("all_of", lambda plan: move(plan, "x", 1)),
    ("one_of", lambda plan: move(plan, "other", 2)),
    ("excludes", lambda plan: move(plan, "rival", 3)),
    ("step_start", lambda plan: move(plan, "up", 2)),
    ("skipped", lambda plan: without(plan, "x")),
    ("steps_per_year", lambda plan: move(plan, "up", 3)),
    ("budget", lambda plan: move(plan, "rival", 0)),
    ("capacity", lambda plan: move(plan, "other", 1)),
    ("without_use", lambda plan: move(plan, "idle", 0)),
    ("problem_hash", lambda plan: replace(plan, problem_hash="0" * 64)),
    ("status", lambda plan: replace(plan, status=Status.FEASIBLE)),
    ("scheduled", lambda plan: replace(plan, status=Status.UNKNOWN)),
    ("objectives", lambda plan: replace(plan, objectives=plan.objectives[:-1])),
    ("objectives", lambda plan: objective(plan, ObjectiveName.MILESTONES, value=0, bound=0)),
    ("objectives", lambda plan: objective(plan, ObjectiveName.TARGETS, value=0, bound=0)),
    ("objectives", lambda plan: objective(plan, ObjectiveName.COST, value=1, bound=1)),
    ("objectives", lambda plan: objective(plan, ObjectiveName.KNITTING, value=1, bound=1)),
    ("objectives", lambda plan: objective(plan, ObjectiveName.EARLINESS, value=1, bound=1)),
    ("objectives", lambda plan: objective(plan, ObjectiveName.COST, bound=0)),
    ("objectives", lambda plan: objective(plan, ObjectiveName.COST, proven=False)),
    ("levels", lambda plan: replace(plan, levels={**plan.levels, "c": (2,) * 9})),
    ("steps_made", lambda plan: replace(plan, steps_made=plan.steps_made[1:])),
    ("steps_made", lambda plan: replace(plan, steps_made=(replace(plan.steps_made[0], period=2),))),
    ("spend_per_period", lambda plan: replace(plan, spend_per_period=(0,) * 8)),
    ("spend_per_year", lambda plan: replace(plan, spend_per_year={2027: 0, 2028: 0})),
    ("load", lambda plan: replace(plan, load={"beleid": (0,) * 8})),
    ("milestones", lambda plan: replace(plan, milestones=(replace(plan.milestones[0], missed=()),))),
    ("unmet_targets", lambda plan: replace(plan, unmet_targets=(UnmetTarget("a", 3, 1),))),
]


@pytest.mark.parametrize(("rule", "damage"), DAMAGE, ids=[f"{n}-{d[0]}" for n, d in enumerate(DAMAGE)])
def test_damage_is_seen(rule: str, damage: Callable[[Plan], Plan]) -> None:
    violations = check(sample(), damage(solved()))
    assert rule in {violation.rule for violation in violations}
    assert all(violation.message.endswith(".") and violation.path for violation in violations)


def test_an_infeasible_plan_holds_nothing() -> None:
    made = problem(measure("m", "a2"), mandatory=["m"])
    plan = solve(made)
    assert check(made, plan) == []
    assert check(made, replace(plan, spend_per_period=(1,) * 8))


def test_no_plan_at_all_is_untrue_when_doing_nothing_more_is_one() -> None:
    made = problem(measure("m", "a2"), mandatory=["m"])
    easy = replace(made, mandatory=frozenset())
    claimed = replace(solve(made), problem_hash=easy.fingerprint)
    assert [violation.rule for violation in check(easy, claimed)] == ["status"]
    begun = replace(problem(measure("m", "a1")), past=(Past("m", 0, 2),), now=1)
    assert "status" in {violation.rule for violation in check(begun, claimed)}
