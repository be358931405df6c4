"""Plans carried out many times: what holds in every run, and small cases worked out by hand."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from plateau.roadmap.model import (
    Area,
    CostRange,
    DurationRange,
    Estimate,
    Intervention,
    Lag,
    LimitCode,
    Milestone,
    Mode,
    Moment,
    Plan,
    Problem,
    Scheduled,
    Status,
)
from plateau.roadmap.solver import solve
from plateau.roadmap.solver.figures import figures
from plateau.roadmap.uncertainty import simulate
from plateau.roadmap.uncertainty.criticality import critical
from plateau.roadmap.uncertainty.drawing import Work, draw
from plateau.roadmap.uncertainty.execution import NEVER, Execution, execute, in_order
from plateau.roadmap.uncertainty.spending import spend_per_year
from tests.unit.roadmap.rich import rich_problems
from tests.unit.roadmap.small import measure, problem, problems

RUNS = 60


def around(item: Intervention, shorter: float, longer: float, dearer: float = 1.0) -> Intervention:
    """Durations from ``shorter`` to ``longer`` times the planned one, costs up to ``dearer`` times."""
    return replace(
        item,
        estimate=Estimate(
            DurationRange(item.duration * shorter, item.duration, item.duration * longer),
            *(
                CostRange(int(cents / dearer), cents, int(cents * dearer))
                for cents in (item.one_off_cost, item.structural_cost_per_year)
            ),
        ),
    )


def uncertain(made: Problem, shorter: float = 0.5, longer: float = 3.0, dearer: float = 2.0) -> Problem:
    items = tuple(around(item, shorter, longer, dearer) for item in made.interventions)
    return replace(made, interventions=items)


def planned(made: Problem, **starts: int) -> Plan:
    """A plan by hand, with the figures that follow."""
    scheduled = tuple(
        Scheduled(id_, start, start + made.by_id[id_].duration) for id_, start in sorted(starts.items())
    )
    found = figures(made, scheduled)
    return Plan(
        Status.FEASIBLE,
        scheduled,
        levels=found.levels,
        spend_per_year=found.spend_per_year,
        spend_per_period=found.spend_per_period,
        load=found.load,
        milestones=found.milestones,
        unmet_targets=found.unmet_targets,
        area_levels=found.area_levels,
        unmet_areas=found.unmet_areas,
        problem_hash=made.fingerprint,
    )


def run_with(made: Problem, plan: Plan, **durations: int) -> Execution:
    """One run in which these last so long, the others as planned."""
    items = in_order(made, plan.scheduled)
    return execute(
        made, plan.scheduled, np.array([[durations.get(item.id, item.duration)] for item in items])
    )


def starts_of(execution: Execution) -> dict[str, int]:
    return {task.work.id: int(execution.starts[row, 0]) for row, task in enumerate(execution.tasks)}


# what always holds


@pytest.mark.slow
@given(problems() | rich_problems())
@settings(max_examples=120, deadline=None, derandomize=True)
def test_without_spread_it_goes_as_planned(made: Problem) -> None:
    plan = solve(made)
    assume(plan.found and plan.scheduled)
    items = in_order(made, plan.scheduled)
    draws = draw(items, runs=3, seed=1)
    run = execute(made, plan.scheduled, draws.durations)
    for row, item in enumerate(items):
        assert set(run.starts[row]) == {plan.by_id[item.id].start}
        assert set(run.ends[row]) == {plan.by_id[item.id].end}
    for year, cents in spend_per_year(made.calendar, run, draws).items():
        assert set(cents) == {plan.spend_per_year[year]}
    outlook = simulate(made, plan, runs=3)
    assert all(item.chance == item.planned for item in outlook.milestones)
    assert all(item.chance == item.planned for item in outlook.targets)
    assert outlook.on_time == 1
    assert outlook.spend.p10 == outlook.spend.p90 == plan.total_spend
    assert not outlook.drivers
    assert not outlook.buffers


@pytest.mark.slow
@given(problems(), st.floats(0.3, 1.0), st.floats(1.0, 4.0), st.integers(0, 9))
@settings(max_examples=60, deadline=None, derandomize=True)
def test_rules_hold_in_every_run(made: Problem, shorter: float, longer: float, seed: int) -> None:
    made = uncertain(made, shorter, longer)
    plan = solve(made)
    assume(plan.found and plan.scheduled)
    items = in_order(made, plan.scheduled)
    run = execute(made, plan.scheduled, draw(items, runs=RUNS, seed=seed).durations)
    place = {item.id: row for row, item in enumerate(items)}
    done = made.already_done
    assert (run.starts < NEVER).all()
    for item in items:
        start = run.starts[place[item.id]]
        assert (start >= plan.by_id[item.id].start).all()
        for before in item.item.all_of - (done - place.keys()):
            assert (run.ends[place[before]] <= start).all()
        if item.item.one_of and not item.item.one_of & (done - place.keys()):
            ends = [run.ends[place[before]] for before in item.item.one_of if before in place]
            assert (np.min(ends, axis=0) <= start).all()
        for step in item.item.steps:
            assert (level_at(made, run, step.criterion, start) >= step.start).all()
    for role, limits in made.capacity.items():
        if limits is not None:
            assert (load(run, role) <= np.array([*limits, *[max(limits)] * 300])[:, None][:300]).all()


def level_at(made: Problem, run: Execution, criterion: str, moments: np.ndarray) -> np.ndarray:
    """Counted anew: a step counts when the one below was made before."""
    level = np.full(moments.shape, made.current[criterion])
    for _ in range(5):
        for row, task in enumerate(run.tasks):
            for step in task.work.item.steps:
                if step.criterion == criterion:
                    level = np.where((run.ends[row] <= moments) & (level == step.start), step.end, level)
    return level


def load(run: Execution, role: str) -> np.ndarray:
    """Days per period and run, counted anew."""
    total = np.zeros((300, run.starts.shape[1]), dtype=int)
    for row, task in enumerate(run.tasks):
        days, lasting = task.work.item.effort.get(role, 0), task.work.duration
        for column in range(run.starts.shape[1]):
            for period in range(run.starts[row, column], run.ends[row, column]):
                offset = min(period - run.starts[row, column], lasting - 1)
                total[period, column] += days // lasting + (offset < days % lasting)
    return total


@pytest.mark.slow
@given(problems(), st.floats(1.0, 2.0), st.floats(1.0, 2.0), st.integers(0, 9))
@settings(max_examples=60, deadline=None, derandomize=True)
def test_more_spread_upwards_never_makes_anything_earlier(
    made: Problem, longer: float, more: float, seed: int
) -> None:
    # With enough people: where people are short, a delay of one can free them for another (Graham 1966).
    made = replace(made, capacity=dict.fromkeys(made.capacity))
    plan = solve(made)
    assume(plan.found and plan.scheduled)
    ends = []
    for high in (1.0, longer, longer * more):
        wide = uncertain(made, 1.0, high)
        items = in_order(wide, plan.scheduled)
        ends.append(execute(wide, plan.scheduled, draw(items, runs=RUNS, seed=seed).durations).ends)
    assert (ends[0] <= ends[1]).all()
    assert (ends[1] <= ends[2]).all()


@given(problems(), st.integers(0, 2**31 - 1))
@settings(max_examples=30, deadline=None, derandomize=True)
def test_a_seed_fixes_everything_and_percentiles_rise(made: Problem, seed: int) -> None:
    made = uncertain(made)
    plan = solve(made)
    assume(plan.found)
    outlook = simulate(made, plan, runs=RUNS, seed=seed)
    assert outlook == simulate(made, plan, runs=RUNS, seed=seed)
    for item in (
        outlook.finish,
        outlook.spend,
        *(year.spend for year in outlook.years),
        *(entry.end for entry in outlook.interventions),
        *(entry.ready for entry in outlook.milestones if entry.ready),
    ):
        assert item.p10 <= item.p50 <= item.p80 <= item.p90
    shares = [entry.chance for entry in outlook.milestones] + [entry.chance for entry in outlook.targets]
    shares += [share for entry in outlook.interventions for share in (entry.critical, entry.late)]
    assert all(0 <= share <= 1 for share in shares)


def test_another_seed_gives_other_runs() -> None:
    made = uncertain(problem(measure("x", "a1", duration=4, cost=900)))
    assert simulate(made, planned(made, x=0), seed=1) != simulate(made, planned(made, x=0), seed=2)


# the policy, by hand


def test_a_delay_pushes_what_waits_for_it_and_nothing_else() -> None:
    made = problem(
        measure("first", "a1", duration=2),
        measure("next", duration=1, all_of=["first"]),
        measure("apart", duration=1),
    )
    plan = planned(made, first=0, next=2, apart=4)
    assert starts_of(run_with(made, plan, first=5)) == {"first": 0, "next": 5, "apart": 4}


def test_what_is_early_does_not_pull_the_rest_forward() -> None:
    made = problem(measure("first", "a1", duration=3), measure("next", all_of=["first"]))
    assert starts_of(run_with(made, planned(made, first=0, next=3), first=1))["next"] == 3


def test_the_first_alternative_that_is_ready_is_enough() -> None:
    made = problem(measure("p"), measure("q"), measure("x", "a1", one_of=["p", "q"]))
    plan = planned(made, p=0, q=2, x=3)
    assert starts_of(run_with(made, plan, p=9))["x"] == 3
    assert starts_of(run_with(made, plan, p=9, q=5))["x"] == 7


def test_a_step_waits_for_the_plateau_below() -> None:
    made = problem(measure("one", "a1"), measure("two", "a2"), targets={"a": 3})
    assert starts_of(run_with(made, planned(made, one=0, two=4), one=6))["two"] == 6


def test_work_that_runs_on_keeps_its_people() -> None:
    made = problem(
        measure("x", "a1", duration=2, days={"beleid": 10}),
        measure("y", days={"beleid": 5}),
        measure("z", days={"beleid": 5}),
        capacity={"beleid": [9] * 8},
    )
    plan = planned(made, x=0, y=2, z=5)
    assert starts_of(run_with(made, plan, x=4)) == {"x": 0, "y": 4, "z": 5}
    assert starts_of(run_with(made, plan, x=5)) == {"x": 0, "y": 5, "z": 6}


def test_beyond_the_horizon_there_are_people_too() -> None:
    made = problem(
        measure("x", "a1", duration=2, days={"beleid": 10}),
        measure("y", days={"beleid": 5}),
        capacity={"beleid": [9, 9, 9, 0]},
        periods=4,
    )
    assert starts_of(run_with(made, planned(made, x=0, y=2), x=3))["y"] == 4


def test_what_was_done_before_is_not_waited_for() -> None:
    made = problem(
        measure("old", "b1"), measure("x", "a1", all_of=["old"]), current={"a": 1, "b": 2}, targets={"a": 2}
    )
    assert starts_of(run_with(made, planned(made, x=1))) == {"x": 1}


def test_a_plan_that_can_never_be_carried_out_is_refused() -> None:
    made = problem(measure("two", "a2"), targets={"a": 3})
    with pytest.raises(ValueError, match="two never starts"):
        run_with(made, planned(made, two=0))


def test_steps_count_after_their_consolidation() -> None:
    made = problem(replace(measure("one", "a1"), consolidation=2), measure("two", "a2"), targets={"a": 3})
    run = run_with(made, planned(made, one=0, two=3), one=3)
    assert starts_of(run)["two"] == 5
    assert critical(run)[0, 0]


@pytest.mark.parametrize(
    ("lag", "expected"),
    [
        (Lag(frozenset({"x"}), least=2), 6),  # two quarters after its end
        (Lag(frozenset({"x"}), since=Moment.START, least=3), 3),
        (Lag(frozenset({"x"}), to=Moment.END, least=1), 4),  # ends a quarter after it
        (Lag(frozenset({"x"}), least=-2), 2),
        (Lag(frozenset({"x"}), least=0, most=1), 4),
    ],
)
def test_a_lag_is_kept_when_the_first_runs_late(lag: Lag, expected: int) -> None:
    made = problem(measure("x", "a1"), replace(measure("y"), lags=(lag,)))
    start = {"x": 0, "y": 1}
    run = run_with(made, planned(made, **start), x=4)
    assert starts_of(run)["y"] == expected


def test_nobody_waits_for_what_comes_after_it_in_the_plan() -> None:
    lag = Lag(frozenset({"x"}), since=Moment.START, least=-3)
    made = problem(measure("x", "a1"), replace(measure("y"), lags=(lag,)))
    assert starts_of(run_with(made, planned(made, x=3, y=0))) == {"x": 3, "y": 0}


def test_a_milestone_can_ask_for_an_area_and_for_what_is_done() -> None:
    item = replace(measure("x", "a1", duration=2), estimate=Estimate(DurationRange(1.0, 2.0, 3.0)))
    made = replace(
        problem(item, measure("y", "b1"), current={"a": 1, "b": 1}, targets={"a": 2, "b": 2}),
        areas=(Area("both", frozenset({"a", "b"}), 2), Area("one", frozenset({"a", "b"}), 1)),
        milestones=(
            Milestone("both", 2, None, {}, areas={"both": 2}),
            Milestone("one", 2, None, {}, areas={"one": 2}),
            Milestone("done", 2, None, {}, interventions=frozenset({"x"})),
        ),
    )
    outlook = simulate(made, planned(made, x=0, y=0), runs=1_000)
    assert {item.id: item.chance for item in outlook.milestones} == {"both": 0.5, "one": 1.0, "done": 0.5}


def test_another_mode_has_the_same_spread_in_proportion() -> None:
    item = replace(
        measure("x", "a1", duration=4, cost=1_000),
        modes=(Mode("fast", 2, one_off_cost=3_000),),
        estimate=Estimate(DurationRange(4, 4, 8), CostRange(1_000, 1_000, 2_000)),
    )
    draws = draw([Work(item, mode="fast")], runs=2_000, seed=1)
    assert (draws.durations.min(), draws.durations.max()) == (3, 4)
    assert (draws.one_off.min() // 10, draws.one_off.max() // 100) == (300, 59)


def test_spend_and_days_follow_their_profile_and_stretch_with_it() -> None:
    item = replace(measure("x", "a1", duration=2), spend=(300, 100), demand={"beleid": (5, 9)})
    made = problem(item, capacity={"beleid": [9] * 8}, periods=8)
    plan = planned(made, x=3)
    works = in_order(made, plan.scheduled)
    draws = draw(works, runs=1, seed=0)
    for lasting, first in ((2, 300), (4, 150)):
        run = execute(made, plan.scheduled, np.array([[lasting]]))
        per_year = spend_per_year(made.calendar, run, draws)
        assert [int(cents[0]) for cents in per_year.values()] == [first, 400 - first]
        assert run.free[LimitCode.CAPACITY, "beleid"][:, 0].tolist() == [
            9,
            9,
            9,
            4,
            *[0] * (lasting - 1),
            *[9] * (5 - lasting),
        ]
