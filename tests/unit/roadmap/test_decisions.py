"""Deadlines, hard goals, areas, change at once, pins, the past and stability: one small problem for each."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from plateau.roadmap.checker import check
from plateau.roadmap.model import (
    Area,
    AreaTarget,
    ChangeLoad,
    Intervention,
    InvalidProblem,
    Milestone,
    Mode,
    ObjectiveName,
    Past,
    Pin,
    Plan,
    Problem,
    Scheduled,
    Status,
    Target,
    UnmetArea,
)
from plateau.roadmap.solver import solve
from tests.unit.roadmap.small import measure, problem


def solved(made: Problem) -> Plan:
    plan = solve(made)
    assert check(made, plan) == []
    assert plan.status is Status.OPTIMAL
    return plan


def starts(made: Problem) -> dict[str, int]:
    return {entry.id: entry.start for entry in solved(made).scheduled}


def two(*extra: Intervention, **changes: object) -> Problem:
    made = problem(
        *extra,
        measure("m", "a1", duration=2, cost=100, days={"beleid": 10}),
        measure("n", "b1", duration=2, cost=100, days={"beleid": 10}),
        current={"a": 1, "b": 1},
        targets={"a": 2, "b": 2},
        capacity={"beleid": [5] * 8},
    )
    return replace(made, **changes)  # type: ignore[arg-type]


# Goals.


def test_a_target_by_its_deadline() -> None:
    plan = solved(two(targets=(Target("a", 2, 1), Target("b", 2, 3, deadline=2))))
    assert plan.by_id["n"].start == 0
    missed = solved(two(targets=(Target("a", 2, deadline=1),)))
    assert [(unmet.criterion, unmet.reached) for unmet in missed.unmet_targets] == [("a", 1)]
    assert not missed.scheduled  # too late is of no use


def test_a_hard_target_counts_before_all() -> None:
    milestone = Milestone("wet", 2, None, {"a": 2}, weight=99)
    assert starts(two(milestones=(milestone,))) == {"m": 0, "n": 2}
    hard = (Target("a", 2), Target("b", 2, deadline=2, hard=True))
    plan = solved(two(milestones=(milestone,), targets=hard))
    assert {entry.id: entry.start for entry in plan.scheduled} == {"m": 2, "n": 0}
    assert not plan.milestones[0].met


def test_two_hard_goals_that_clash_make_it_infeasible() -> None:
    made = two(targets=tuple(Target(name, 2, deadline=2, hard=True) for name in "ab"))
    assert solve(made).status is Status.INFEASIBLE


def test_an_area_needs_so_many_of_its_criteria() -> None:
    made = two(targets=(), areas=(Area("both", frozenset("ab"), 1),), area_targets=(AreaTarget("both", 2),))
    plan = solved(made)
    assert {entry.id: entry.start for entry in plan.scheduled} == {"m": 0}
    assert plan.area_levels["both"] == (1, 1, 2, 2, 2, 2, 2, 2, 2)
    all_of_them = replace(made, areas=(Area("both", frozenset("ab"), 2),))
    assert starts(all_of_them) == {"m": 0, "n": 2}
    late = replace(all_of_them, area_targets=(AreaTarget("both", 2, deadline=3),))
    assert solved(late).unmet_areas == (UnmetArea("both", 2, 1),)
    assert solve(replace(late, area_targets=(AreaTarget("both", 2, deadline=3, hard=True),))).status is (
        Status.INFEASIBLE
    )


def test_a_milestone_on_an_area_and_on_interventions() -> None:
    milestone = Milestone("wet", 2, None, {}, weight=5, areas={"both": 2}, interventions=frozenset({"extra"}))
    areas = (Area("both", frozenset("ab"), 2),)
    made = two(measure("extra", duration=2), areas=areas, targets=(), milestones=(milestone,))
    plan = solved(made)
    (result,) = plan.milestones
    assert [(area.area, area.required, area.reached) for area in result.missed_areas] == [("both", 2, 1)]
    assert (result.not_done, result.met) == ((), False)
    assert plan.objective(ObjectiveName.MILESTONES).value == 5
    assert starts(replace(made, milestones=(replace(milestone, period=4),))) == {"extra": 0, "m": 0, "n": 2}
    assert solve(replace(made, milestones=(replace(milestone, hard=True),))).status is Status.INFEASIBLE


@pytest.mark.parametrize(
    ("load", "expected"),
    [
        (ChangeLoad("calm", 2), {"m": 0, "n": 0}),
        (ChangeLoad("calm", 1), {"m": 0, "n": 2}),
        (ChangeLoad("calm", 1, interventions=frozenset({"n"})), {"m": 0, "n": 0}),
        (ChangeLoad("calm", 1, tags=frozenset({"jeugd"})), {"m": 0, "n": 2}),
        (ChangeLoad("calm", 0, area="only-b"), {"m": 0}),
    ],
)
def test_change_at_once(load: ChangeLoad, expected: dict[str, int]) -> None:
    made = two(capacity={"beleid": None}, change_loads=(load,), areas=(Area("only-b", frozenset("b"), 1),))
    items = tuple(replace(item, unit="jeugd") for item in made.interventions)
    assert starts(replace(made, interventions=items)) == expected


# Decisions.


@pytest.mark.parametrize(
    ("pin", "expected"),
    [
        (Pin("m", start=3), {"m": 3, "n": 0}),
        (Pin("m", not_before=1), {"m": 2, "n": 0}),
        (Pin("n", not_after=1), {"m": 2, "n": 0}),
    ],
)
def test_pins(pin: Pin, expected: dict[str, int]) -> None:
    assert starts(two(pins=(pin,))) == expected


def test_a_fixed_start_is_done_even_without_use() -> None:
    assert starts(two(targets=(), pins=(Pin("m", start=3),))) == {"m": 3}


def test_a_fixed_mode() -> None:
    item = replace(measure("m", "a1", duration=2, cost=100), modes=(Mode("dear", 1, one_off_cost=500),))
    plan = solved(problem(item, targets={"a": 2}))
    assert plan.scheduled == (Scheduled("m", 0, 2),)
    plan = solved(replace(problem(item), pins=(Pin("m", mode="dear"),)))
    assert plan.scheduled == (Scheduled("m", 0, 1, "dear"),)


def test_the_past_stays_and_nothing_new_starts_before_now() -> None:
    plan = solved(two(now=3, past=(Past("n", 0, 4),)))
    assert plan.scheduled == (Scheduled("m", 4, 6), Scheduled("n", 0, 4))
    # It takes twice as long as planned: the same days and money, over more periods.
    assert plan.load["beleid"] == (3, 3, 2, 2, 5, 5, 0, 0)
    assert plan.spend_per_period[:4] == (25, 25, 25, 25)


def test_what_is_past_may_have_gone_against_the_rules() -> None:
    made = two(budgets={2027: 50, 2028: None}, now=5, past=(Past("m", 0, 2), Past("n", 1, 3)))
    late = replace(made.interventions[1], earliest_start=4, all_of=frozenset({"m"}))
    plan = solved(replace(made, interventions=(made.interventions[0], late)))
    assert max(plan.load["beleid"]) == 10
    assert plan.spend_per_year[2027] == 200


def test_stability_keeps_what_was_agreed() -> None:
    kept = (Scheduled("m", 5, 7), Scheduled("n", 1, 3))
    order = (ObjectiveName.STABILITY, ObjectiveName.TARGETS, ObjectiveName.EARLINESS)
    plan = solved(two(keep=kept, objectives=order))
    assert plan.scheduled == kept
    moved = solved(two(keep=kept, objectives=order, pins=(Pin("n", not_before=4),)))
    # Either n moves from 1 to 4 and m makes room, or n moves on to after m.
    assert moved.objective(ObjectiveName.STABILITY).value == 4
    assert solved(two(keep=(), objectives=order)).scheduled == ()


# What cannot be.

UP = (Target("a", 4, hard=True),)


@pytest.mark.parametrize(
    ("make", "path", "message"),
    [
        (lambda: two(targets=UP), "targets[a]", "it is hard, and 'a' can get no further than plateau 2"),
        (
            lambda: two(targets=(Target("a", 2, hard=True),), forbidden=frozenset({"m"})),
            "targets[a]",
            "no further than plateau 1",
        ),
        (
            lambda: two(
                areas=(Area("x", frozenset("ab"), 2),), area_targets=(AreaTarget("x", 3, hard=True),)
            ),
            "area_targets[x]",
            "no further than plateau 2",
        ),
        (
            lambda: two(milestones=(Milestone("w", 2, None, {"b": 3}, hard=True),)),
            "milestones[w]",
            "no further than plateau 2",
        ),
        (
            lambda: replace(
                two(milestones=(Milestone("w", 2, None, {}, interventions=frozenset({"m"}), hard=True),)),
                forbidden=frozenset({"m"}),
            ),
            "milestones[w]",
            "'m' can never be done",
        ),
        (lambda: two(area_targets=(AreaTarget("x", 3),)), "area_targets[x].area", "no area 'x'"),
        (lambda: two(areas=(Area("x", frozenset("ab"), 3),)), "areas[x].needed", "from 1 to 2, found 3"),
        (lambda: two(areas=(Area("x", frozenset("az"), 1),)), "areas[x].criteria", "'z' is not given"),
        (lambda: two(pins=(Pin("x"),)), "pins[x]", "no intervention 'x'"),
        (lambda: two(pins=(Pin("m", mode="x"),)), "pins[m].mode", "no mode 'x'"),
        (lambda: two(pins=(Pin("m", start=8),)), "pins[m].start", "from 0 to 7, found 8"),
        (lambda: Pin("m", not_before=3, not_after=2), "pins[m].not_after", "before 3"),
        (lambda: two(past=(Past("m", 1, 2),)), "past[m].start", "expected 0, found 1"),
        (lambda: two(now=8, pins=(Pin("m", 8),)), "pins[m].start", "now is the end, 8"),
        (lambda: Past("m", 2, 2), "past[m].end", "from 3"),
        (lambda: two(pins=(Pin("m", start=1),), forbidden=frozenset("m")), "forbidden", "fixed start"),
        (lambda: two(change_loads=(ChangeLoad("c", 1, area="x"),)), "change_loads[c].area", "no area"),
        (lambda: two(targets=(Target("a", 2, deadline=9),)), "targets[a].deadline", "from 0 to 8, found 9"),
    ],
)
def test_what_cannot_be_is_refused_where_it_stands(
    make: Callable[[], object], path: str, message: str
) -> None:
    with pytest.raises(InvalidProblem) as caught:
        make()
    assert caught.value.path == path
    assert message in caught.value.message


# The checker.


def full() -> Problem:
    """Something of everything; m and n are pinned next to each other, the old one is past."""
    return two(
        measure("old"),
        measure("idle"),
        areas=(Area("both", frozenset("ab"), 2),),
        area_targets=(AreaTarget("both", 2, deadline=6, hard=True),),
        targets=(Target("a", 2, deadline=4, hard=True), Target("b", 2)),
        change_loads=(ChangeLoad("calm", 1),),
        pins=(Pin("n", not_before=3, not_after=5),),
        now=1,
        past=(Past("old", 0, 1),),
        milestones=(
            Milestone("wet", 6, None, {}, areas={"both": 2}, interventions=frozenset("n"), hard=True),
        ),
        objectives=(*(name for name in ObjectiveName if name is not ObjectiveName.BENEFIT),),
        keep=(Scheduled("m", 2, 4),),
    )


def moved(plan: Plan, id_: str, start: int) -> Plan:
    entries = {**plan.by_id, id_: Scheduled(id_, start, start + (1 if id_ in ("old", "idle") else 2))}
    return replace(plan, scheduled=tuple(entries[name] for name in sorted(entries)))


def without(plan: Plan, id_: str) -> Plan:
    return replace(plan, scheduled=tuple(entry for entry in plan.scheduled if entry.id != id_))


DAMAGE: list[tuple[str, Callable[[Plan], Plan]]] = [
    ("pins", lambda plan: moved(plan, "n", 6)),
    ("pins", lambda plan: moved(plan, "n", 2)),
    ("past", lambda plan: without(plan, "old")),
    ("past", lambda plan: moved(plan, "old", 1)),
    ("now", lambda plan: moved(plan, "m", 0)),
    ("change_loads", lambda plan: moved(plan, "m", 3)),
    ("hard", lambda plan: moved(plan, "m", 3)),
    ("hard", lambda plan: without(plan, "n")),
    (
        "mode",
        lambda plan: replace(plan, scheduled=(replace(plan.scheduled[0], mode="x"), *plan.scheduled[1:])),
    ),
    ("area_levels", lambda plan: replace(plan, area_levels={"both": (2,) * 9})),
    ("unmet_areas", lambda plan: replace(plan, unmet_areas=(UnmetArea("both", 2, 1),))),
    ("milestones", lambda plan: replace(plan, milestones=(replace(plan.milestones[0], not_done=("n",)),))),
    ("without_use", lambda plan: moved(plan, "idle", 5)),
    *(
        (
            "objectives",
            lambda plan, name=name: replace(
                plan,
                objectives=tuple(
                    replace(level, value=level.value + 1, bound=level.value + 1)
                    if level.name is name
                    else level
                    for level in plan.objectives
                ),
            ),
        )
        for name in (ObjectiveName.FINISH, ObjectiveName.EVENNESS, ObjectiveName.STABILITY)
    ),
]


@pytest.mark.parametrize(("rule", "damage"), DAMAGE, ids=[f"{n}-{d[0]}" for n, d in enumerate(DAMAGE)])
def test_damage_is_seen(rule: str, damage: Callable[[Plan], Plan]) -> None:
    made = full()
    plan = solved(made)
    assert {entry.id: entry.start for entry in plan.scheduled} == {"m": 1, "n": 3, "old": 0}
    assert rule in {violation.rule for violation in check(made, damage(plan))}
