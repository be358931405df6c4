"""Plans carried out from the middle on: what began is a fact, and only what is left of it is uncertain."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from plateau.roadmap.model import DurationRange, Estimate, Intervention, LimitCode, Past, Problem
from plateau.roadmap.solver import solve
from plateau.roadmap.uncertainty import Outlook, simulate
from plateau.roadmap.uncertainty.drawing import draw, share_below, triangular
from plateau.roadmap.uncertainty.execution import execute, in_order
from tests.unit.roadmap.small import measure, problem, problems

RUNS = 60


def open_ended(item: Intervention) -> Intervention:
    """From half to three times as long as planned."""
    length = item.duration
    return replace(item, estimate=Estimate(DurationRange(length / 2, length, length * 3)))


def outlook(made: Problem) -> Outlook:
    return simulate(made, solve(made), runs=RUNS)


def lasting(made: Problem) -> dict[str, set[int]]:
    """The durations that were drawn, by intervention."""
    works = in_order(made, solve(made).scheduled)
    durations = draw(works, runs=2_000, seed=1).durations
    return {work.id: {int(periods) for periods in row} for work, row in zip(works, durations, strict=True)}


@pytest.mark.slow
@given(problems(), st.integers(1, 6), st.integers(0, 3))
@settings(max_examples=60, deadline=None, derandomize=True)
def test_the_past_stands_in_every_run(made: Problem, now: int, sooner: int) -> None:
    made = replace(made, interventions=tuple(map(open_ended, made.interventions)))
    first = solve(made)
    # Begun sooner than the order and the people allow: such a past breaks rules, and is none the less past.
    past = tuple(
        Past(entry.id, max(0, entry.start - sooner), entry.end)
        for entry in first.scheduled
        if entry.start < now
    )
    made = replace(made, now=min(now, made.calendar.periods), past=past)
    plan = solve(made)
    assume(plan.found and past)
    works = in_order(made, plan.scheduled)
    run = execute(made, plan.scheduled, draw(works, runs=RUNS, seed=1).durations)
    begun = {entry.id: entry for entry in past}
    for row, work in enumerate(works):
        told = begun.get(work.id)
        if told is None:
            assert (run.starts[row] >= max(made.now, work.start)).all()
            continue
        assert (run.starts[row] == told.start).all()
        assert (run.ends[row] == told.end).all() if told.end <= made.now else (run.ends[row] > made.now).all()
    simulate(made, plan, runs=RUNS)


def test_what_was_done_without_people_was_done() -> None:
    made = problem(measure("y", "a1", duration=2, days={"r": 4}), capacity={"r": [0] * 8})
    found = outlook(replace(made, now=2, past=(Past("y", 0, 2),)))
    assert (found.on_time, found.finish.p90) == (1, 2)
    assert (found.interventions[0].late, found.interventions[0].critical) == (0, 0)
    assert found.targets[0].chance == 1


def test_what_runs_is_not_put_off_by_people_it_lacked() -> None:
    running = measure("x", duration=3, days={"r": 27})
    made = problem(running, measure("y", "a1", duration=2), capacity={"r": [0, 0, 9, 9, 0, 0, 0, 0]})
    found = outlook(replace(made, now=2, past=(Past("x", 1, 4),)))
    assert {item.id: item.end.p90 for item in found.interventions} == {"x": 4, "y": 4}


def test_what_should_have_waited_and_began_is_carried_out() -> None:
    running = open_ended(measure("x", "a1", duration=3, one_of=["y"]))
    found = outlook(replace(problem(running, measure("y")), now=2, past=(Past("x", 0, 3),)))
    assert [item.id for item in found.interventions] == ["x"]
    assert 3 <= found.finish.p10 < found.finish.p90


def test_who_asks_for_nobody_yet_is_not_held_up_by_work_that_takes_too_much() -> None:
    running = measure("x", duration=2, days={"r": 20})
    later = replace(measure("y", "a1", duration=2), demand={"r": (0, 10)})
    made = replace(problem(running, later, capacity={"r": [10] * 8}), now=1, past=(Past("x", 0, 2),))
    scheduled = solve(made).scheduled
    assert [entry.start for entry in scheduled] == [0, 1]
    crowded = replace(made, capacity={"r": [10, 5, *[10] * 6]})
    run = execute(crowded, scheduled, np.array([[2], [2]]))
    assert run.free[LimitCode.CAPACITY, "r"][1, 0] < 0
    assert run.starts[:, 0].tolist() == [0, 1]


def test_what_is_over_is_certain_and_what_runs_has_a_period_to_go() -> None:
    running = replace(measure("x", "a1", duration=2), estimate=Estimate(DurationRange(1, 2, 6)))
    over = open_ended(measure("done"))
    made = replace(problem(running, over), now=3, past=(Past("x", 0, 4), Past("done", 0, 1)))
    # Twice as long as it was thought to take: its range is twice as wide, and three of its periods passed.
    assert lasting(made) == {"x": set(range(4, 13)), "done": {1}}


def test_time_that_passed_leaves_the_rest_as_likely_as_it_was() -> None:
    shape = (1.0, 4.0, 8.0)
    values = triangular((np.arange(4_000) + 0.5) / 4_000, *shape)
    assert np.allclose([share_below(value, *shape) for value in values], (np.arange(4_000) + 0.5) / 4_000)
    assert (share_below(0, *shape), share_below(8, *shape)) == (0, 1)
    running = replace(measure("x", "a1", duration=4), estimate=Estimate(DurationRange(*shape)))
    made = replace(problem(running), now=3, past=(Past("x", 0, 4),))
    drawn = draw(in_order(made, solve(made).scheduled), runs=2_000, seed=1).durations[0]
    left = values[values > 3]
    for periods in (4, 5, 6, 7):
        assert np.isclose((drawn <= periods).mean(), (left <= periods).mean(), atol=0.002)
