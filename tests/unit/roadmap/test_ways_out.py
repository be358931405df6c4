"""Money, people, time: relax just what the explanation names and the target is met, relax less and it is not."""

from __future__ import annotations

from dataclasses import replace

import pytest

from plateau.roadmap.explanation import explain
from plateau.roadmap.model import (
    Area,
    AreaTarget,
    ChangeLoad,
    Fund,
    GapCode,
    GapReason,
    Milestone,
    ObjectiveName,
    Pin,
    Plan,
    Problem,
    Relaxation,
    Scheduled,
    Status,
    WayOut,
)
from plateau.roadmap.solver import solve
from tests.unit.roadmap.resolving import stands
from tests.unit.roadmap.small import measure, problem


def only_gap(made: Problem) -> tuple[Plan, GapReason]:
    plan = solve(made)
    (gap,) = [gap for gap in explain(made, plan).gaps if gap.code is not GapCode.CLOSED]
    return plan, gap


def money() -> Problem:
    """Both steps fit in no year together, and the second costs every year after it as well."""
    return problem(
        measure("a", "a1", cost=100),
        measure("b", "b1", cost=70, yearly=40),
        current={"a": 1, "b": 1},
        targets={"a": 2, "b": 2},
        weights={"a": 3},
        periods=4,
        budgets={2027: 120},
    )


def people() -> Problem:
    """Two that need the same people in the only four quarters there are."""
    return problem(
        measure("a", "a1", duration=3, days={"beleid": 9}),
        measure("b", "b1", duration=2, days={"beleid": 6}),
        current={"a": 1, "b": 1},
        targets={"a": 2, "b": 2},
        weights={"a": 3},
        periods=4,
        capacity={"beleid": [3] * 4},
    )


def time() -> Problem:
    """Three steps of two quarters, at most one a year, in a year and a half."""
    return problem(
        measure("low", "a1", duration=2),
        measure("mid", "a2", duration=2),
        measure("top", "a3", duration=2),
        targets={"a": 4},
        periods=6,
    )


def money_and_people() -> Problem:
    """The only way asks both for more money and for more people."""
    return problem(
        measure("m", "a1", cost=100, days={"beleid": 5}),
        periods=2,
        budgets={2027: 60},
        capacity={"beleid": [3, 3]},
    )


def time_and_money() -> Problem:
    """Six quarters in place of four do not help while there is no money at all."""
    return problem(measure("m", "a1", cost=600, duration=6), periods=4, budgets={2027: 0})


def forbidden_and_money() -> Problem:
    """Allowing it does not help while there is no money for it."""
    return problem(measure("m", "a1", cost=600), periods=4, budgets={2027: 100}, forbidden=["m"])


def forbidden_and_other_goals() -> Problem:
    """Allowing it does not help while the only people are needed for what weighs more."""
    return problem(
        measure("m", "a1", days={"beleid": 2}, duration=2),
        measure("n", "b1", days={"beleid": 2}, duration=2),
        current={"a": 1, "b": 1},
        targets={"a": 2, "b": 2},
        periods=3,
        capacity={"beleid": [1, 1, 1]},
        forbidden=["m"],
    )


def time_and_forbidden() -> Problem:
    """What is forbidden is the only way, and takes longer than there is time for."""
    return problem(measure("m", "a1", duration=6), periods=4, forbidden=["m"])


@pytest.mark.parametrize(
    ("made", "code", "figures"),
    [
        (money(), GapCode.BUDGET, {"extra_cents": 50}),
        (people(), GapCode.CAPACITY, {"extra_days": {"beleid": 3}}),
        (time(), GapCode.HORIZON, {"extra_periods": 3}),
        (
            money_and_people(),
            GapCode.COMBINATION,
            {"extra_cents": 40, "extra_days": {"beleid": 2}},
        ),
        (time_and_money(), GapCode.HORIZON, {"extra_cents": 600, "extra_periods": 2}),
        (forbidden_and_money(), GapCode.FORBIDDEN, {"extra_cents": 500}),
        (forbidden_and_other_goals(), GapCode.FORBIDDEN, {"extra_days": {"beleid": 1}}),
        (time_and_forbidden(), GapCode.HORIZON, {"extra_periods": 2, "lifted": ("forbidden[m]",)}),
    ],
    ids=[
        *("money", "people", "time", "both"),
        *("time and money", "forbidden and money", "forbidden and people", "time and forbidden"),
    ],
)
def test_what_is_named_is_just_enough(made: Problem, code: GapCode, figures: dict[str, object]) -> None:
    plan, gap = only_gap(made)
    assert gap.code is code
    told = {name: getattr(gap.ways[0], name) for name in figures}
    assert told == figures
    stands(made, plan, gap)


@pytest.mark.parametrize(
    ("made", "expected"),
    [
        (money(), [{Relaxation.BUDGET, Relaxation.TIME}]),
        (money_and_people(), [{Relaxation.BUDGET}, {Relaxation.CAPACITY}]),
        (
            forbidden_and_other_goals(),
            [{Relaxation.RULES}, {Relaxation.CAPACITY, Relaxation.TIME}],
        ),
    ],
    ids=["either helps", "both are needed", "one, and one of two"],
)
def test_the_smallest_sets_of_limits_that_stop_it(made: Problem, expected: list[set[Relaxation]]) -> None:
    _plan, gap = only_gap(made)
    assert [{*kinds} for kinds in gap.causes] == expected


def test_both_are_named_when_one_does_not_help() -> None:
    _plan, gap = only_gap(money_and_people())
    assert gap.ways[0].relaxed == (Relaxation.BUDGET, Relaxation.CAPACITY)


def fund() -> Problem:
    return replace(problem(measure("m", "a1", cost=100)), funds=(Fund("grant", limit=40),))


def change() -> Problem:
    """Both take three of the four quarters, and only one may run."""
    made = problem(
        measure("m", "a1", duration=3),
        measure("n", "b1", duration=3),
        current={"a": 1, "b": 1},
        targets={"a": 2, "b": 2},
        weights={"a": 5},
        periods=4,
    )
    return replace(made, change_loads=(ChangeLoad("rest", limit=1),))


def cost_first() -> Problem:
    made = problem(measure("m", "a1", cost=100))
    return replace(made, objectives=(ObjectiveName.COST, ObjectiveName.TARGETS))


def stability_first() -> Problem:
    """Nothing was planned before, and to stay near that counts for more."""
    made = problem(measure("m", "a1"), measure("n", duration=2), mandatory=["n"])
    return replace(
        made,
        objectives=(ObjectiveName.STABILITY, ObjectiveName.TARGETS),
        keep=(Scheduled("n", 0, 2),),
    )


def stability_first_and_too_short() -> Problem:
    """Two more would have to be added to the plan to stay near, and there is no time for them."""
    made = replace(time(), mandatory=frozenset({"low"}), keep=(Scheduled("low", 0, 2),))
    return replace(made, objectives=(ObjectiveName.STABILITY, ObjectiveName.TARGETS))


def area() -> Problem:
    """Only an area target, which weighs more, would end worse."""
    made = problem(
        measure("m", "a1", duration=3, excludes=["n"]),
        measure("n", "b1", duration=3),
        current={"a": 1, "b": 1},
        periods=4,
    )
    wanted = AreaTarget("B", 2, weight=5)
    return replace(made, areas=(Area("B", frozenset("b"), 1),), area_targets=(wanted,))


def asked_for() -> Problem:
    """Only an intervention that a milestone asks for would be lost."""
    made = problem(measure("m", "a1", duration=3, excludes=["n"]), measure("n", duration=3), periods=4)
    milestone = Milestone("M", 4, None, {}, weight=5, interventions=frozenset("n"))
    return replace(made, milestones=(milestone,))


@pytest.mark.parametrize(
    ("made", "code", "way"),
    [
        (fund(), GapCode.FUND, WayOut((Relaxation.FUND,), extra_funds={"grant": 60})),
        (change(), GapCode.CHANGE, WayOut((Relaxation.CHANGE,), extra_change={"rest": 1})),
        (
            cost_first(),
            GapCode.OBJECTIVE,
            WayOut((Relaxation.OBJECTIVES,), worse={ObjectiveName.COST: 100}),
        ),
        (
            stability_first(),
            GapCode.OBJECTIVE,
            WayOut((Relaxation.OBJECTIVES,), worse={ObjectiveName.STABILITY: 8}),
        ),
        (
            stability_first_and_too_short(),
            GapCode.HORIZON,
            WayOut(
                (Relaxation.TIME, Relaxation.OBJECTIVES),
                extra_periods=3,
                worse={ObjectiveName.STABILITY: 12},
            ),
        ),
        (area(), GapCode.PRIORITIES, WayOut((Relaxation.PRIORITIES,), instead_of=("B",))),
        (asked_for(), GapCode.PRIORITIES, WayOut((Relaxation.PRIORITIES,), instead_of=("M",))),
    ],
    ids=["fund", "change", "cost first", "stability first", "too short", "area", "milestone"],
)
def test_a_proven_plan_never_says_that_the_search_was_too_short(
    made: Problem, code: GapCode, way: WayOut
) -> None:
    plan, gap = only_gap(made)
    assert plan.status is Status.OPTIMAL
    assert (gap.code, gap.ways[0]) == (code, way)


@pytest.mark.parametrize("less", [0, 1])
def test_the_extra_in_a_fund_and_a_change_load_is_just_enough(less: int) -> None:
    for made in (fund(), change()):
        _plan, gap = only_gap(made)
        way = gap.ways[0]
        more = replace(
            made,
            funds=tuple(replace(it, limit=it.limit + way.extra_funds[it.id] - less) for it in made.funds),
            change_loads=tuple(
                replace(it, limit=it.limit + way.extra_change[it.id] - less) for it in made.change_loads
            ),
        )
        assert bool(solve(more).unmet_targets) == bool(less)


def test_targets_first_close_what_another_objective_stops() -> None:
    for made in (cost_first(), stability_first()):
        assert not solve(replace(made, objectives=made.objectives[::-1])).unmet_targets


def test_how_long_it_takes_without_what_one_decided_oneself() -> None:
    made = time()
    _, gap = only_gap(made)
    assert (gap.periods_needed, gap.periods_without_choices) == (9, None)
    later = replace(made, pins=(Pin("low", not_before=4),))
    _, gap = only_gap(later)
    assert (gap.periods_needed, gap.periods_without_choices) == (13, 9)
