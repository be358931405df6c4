"""Looking into a search, and stopping it: nothing changes for who lets it go on."""

from __future__ import annotations

import threading
import time

import pytest

from plateau.roadmap.checker import check
from plateau.roadmap.model import Status
from plateau.roadmap.solver import Control, solve
from tests.unit.roadmap.instances import gemeente
from tests.unit.roadmap.small import measure, problem


@pytest.mark.slow
def test_looking_in_changes_nothing() -> None:
    made = gemeente(60, 16, 1)
    control = Control()
    assert solve(made, control=control) == solve(made)
    assert [level.name for level in control.progress] == list(made.objectives)
    assert all(level.settled and level.value == level.bound for level in control.progress)


def test_who_stops_before_it_begins_gets_nothing() -> None:
    control = Control()
    control.cancel()
    plan = solve(problem(measure("m", "a1")), control=control)
    assert (plan.status, plan.reproducible) == (Status.UNKNOWN, False)


def test_who_stops_half_way_gets_the_best_so_far() -> None:
    hard = gemeente(60, 16, 1, money=0.3, people=1)
    control = Control()
    seen: list[int] = []

    def stop_at_the_first_value() -> None:
        while not seen:
            seen.extend(level.value for level in control.progress if level.value is not None)
            time.sleep(0.01)
        while not done.wait(0.05):
            control.cancel()

    done = threading.Event()
    watcher = threading.Thread(target=stop_at_the_first_value)
    watcher.start()
    plan = solve(hard, control=control)
    done.set()
    watcher.join()
    assert (plan.status, plan.reproducible) == (Status.FEASIBLE, False)
    assert check(hard, plan) == []
    # What was found when it stopped can only have become better on the way out.
    assert plan.objectives[0].value <= seen[0]
    assert all(level.bound <= level.value for level in plan.objectives)
