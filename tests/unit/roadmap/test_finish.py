"""Projects to finish early: schedule generation, the optimum against brute force, the checker."""

from __future__ import annotations

import itertools
import os
import random
from collections.abc import Iterator, Sequence
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from plateau.roadmap.finish import (
    Activity,
    BadProject,
    Finish,
    Project,
    check_finish,
    finish_project,
)
from plateau.roadmap.finish.breeding import Breeding, exchange
from plateau.roadmap.finish.finishing import Rounds
from plateau.roadmap.finish.generation import Generation
from plateau.roadmap.finish.intervals import Answer, Brake, Effort, Way, close, improve, shortest
from plateau.roadmap.finish.kernel import compiled
from plateau.roadmap.finish.model import finish_of, mirrored
from plateau.roadmap.finish.pairs import in_parts, one_at_a_time
from plateau.roadmap.model import Status


@st.composite
def projects(draw: st.DrawFn, most: int = 6) -> Project:
    size = draw(st.integers(1, most))
    capacities = tuple(draw(st.lists(st.integers(1, 4), max_size=2)))
    return Project(
        tuple(
            Activity(
                str(position),
                draw(st.integers(0, 4)),
                tuple(draw(st.integers(0, capacity)) for capacity in capacities),
                tuple(other for other in range(position + 1, size) if draw(st.integers(0, 3)) == 0),
            )
            for position in range(size)
        ),
        capacities,
    )


def random_project(seed: int, size: int = 30) -> Project:
    """Scarce enough to be hard: the shape of PSPLIB's class 13."""
    chance = random.Random(seed)
    return Project(
        tuple(
            Activity(
                str(position),
                chance.randint(1, 10),
                tuple(chance.randint(1, 9) for _ in range(4)),
                tuple(sorted({chance.randint(position + 1, size - 1) for _ in range(2)}))
                if position < size - 1
                else (),
            )
            for position in range(size)
        ),
        (13, 12, 14, 13),
    )


# brute force: an active schedule is best, and every active schedule is the serial schedule of some order


def orders(project: Project) -> Iterator[list[int]]:
    before = {after: {b for b, a in project.arcs if a == after} for after in range(len(project.activities))}

    def extend(done: list[int]) -> Iterator[list[int]]:
        if len(done) == len(before):
            yield done
        for position, earlier in before.items():
            if position not in done and earlier <= set(done):
                yield from extend([*done, position])

    return extend([])


def serial(project: Project, order: Sequence[int]) -> tuple[int, ...]:
    """Period by period, as one would by hand."""
    used: dict[tuple[int, int], int] = {}
    starts: dict[int, int] = {}
    for position in order:
        activity = project.activities[position]
        start = max(
            (starts[b] + project.activities[b].duration for b, a in project.arcs if a == position), default=0
        )
        while any(
            used.get((resource, period), 0) + activity.demands[resource] > capacity
            for resource, capacity in enumerate(project.capacities)
            for period in range(start, start + activity.duration)
        ):
            start += 1
        starts[position] = start
        for resource, demand in enumerate(activity.demands):
            for period in range(start, start + activity.duration):
                used[resource, period] = used.get((resource, period), 0) + demand
    return tuple(starts[position] for position in range(len(project.activities)))


@given(projects())
@settings(max_examples=120, deadline=None, derandomize=True)
def test_the_finish_is_that_of_brute_force(project: Project) -> None:
    result = finish_project(project, wall_limit=5)
    assert result.status is Status.OPTIMAL
    assert result.finish == min(finish_of(project, serial(project, order)) for order in orders(project))
    assert shortest(project) <= result.finish
    assert check_finish(project, result) == []


@given(projects(most=9))
@settings(max_examples=120, deadline=None, derandomize=True)
def test_groups_hold_every_pair_that_asks_too_much_and_no_pair_that_can_run_together(
    project: Project,
) -> None:
    grouped = {pair for group in one_at_a_time(project) for pair in itertools.combinations(group, 2)}
    for pair in itertools.combinations(range(len(project.activities)), 2):
        clash = _clashes(project, pair)
        if clash and not _waits(project, *pair) and not _waits(project, *reversed(pair)):
            assert pair in grouped
        if pair in grouped:
            assert clash or _waits(project, *pair) or _waits(project, *reversed(pair))


def _clashes(project: Project, pair: Sequence[int]) -> bool:
    activities = [project.activities[position] for position in pair]
    asked = zip(*(activity.demands for activity in activities), project.capacities, strict=True)
    return all(activity.duration for activity in activities) and any(a + b > most for a, b, most in asked)


def _waits(project: Project, first: int, last: int) -> bool:
    return any(
        other == last or _waits(project, other, last) for other in project.activities[first].successors
    )


@given(projects(), st.randoms(use_true_random=False), st.integers(0, 3))
@settings(max_examples=120, deadline=None, derandomize=True)
def test_every_schedule_is_in_one_of_the_parts(project: Project, chance: random.Random, splits: int) -> None:
    order = _by_rank(project, chance.sample(range(len(project.activities)), len(project.activities)))
    starts = serial(project, order)
    parts = in_parts(project, finish_of(project, starts), splits)
    assert 1 <= len(parts) <= 2**splits
    kept_to = [
        part
        for part in parts
        if all(starts[one] + project.activities[one].duration <= starts[other] for one, other in part)
    ]
    assert len(kept_to) == 1


def test_the_longest_two_that_fit_either_way_split_a_project() -> None:
    days = (3, 1, 4, 6)
    project = Project(tuple(Activity(str(one), one, (2,)) for one in days), (3,))
    assert in_parts(project, 10, 1) == [((2, 3),), ((3, 2),)]
    assert in_parts(project, 9, 1) == [((0, 3),), ((3, 0),)]
    assert in_parts(project, 5, 2) == [((1, 2),), ((2, 1),)]
    assert in_parts(project, 3, 2) == [()]


@given(projects(), st.integers(0, 2))
@settings(max_examples=80, deadline=None, derandomize=True)
def test_all_parts_together_close_what_the_whole_does(project: Project, splits: int) -> None:
    known = Answer(serial(project, project.order()), shortest(project))
    parts = in_parts(project, finish_of(project, known.starts) - 1, splits)
    closed = close(project, known, parts, Effort(10, 60), seed=1)
    best = min(finish_of(project, serial(project, order)) for order in orders(project))
    assert closed.bound == finish_of(project, closed.starts) == best
    assert check_finish(project, Finish(Status.OPTIMAL, best, best, closed.starts)) == []


def test_what_is_not_closed_in_time_has_the_bound_that_was_known() -> None:
    project = random_project(3)
    known = Answer(serial(project, project.order()), shortest(project))
    parts = in_parts(project, finish_of(project, known.starts) - 1, 1)
    closed = close(project, known, parts, Effort(0.02, 60), seed=1)
    assert closed.bound == known.bound
    assert finish_of(project, closed.starts) <= finish_of(project, known.starts)
    brake = Brake()
    brake.pull()
    assert close(project, known, parts, Effort(5, 30), seed=1, brake=brake) == known


@given(projects(), st.randoms(use_true_random=False))
@settings(max_examples=60, deadline=None, derandomize=True)
def test_a_schedule_read_from_its_finish_is_one_of_the_project_reversed(
    project: Project, chance: random.Random
) -> None:
    order = _by_rank(project, chance.sample(range(len(project.activities)), len(project.activities)))
    starts = serial(project, order)
    turned = project.reversed()
    there = mirrored(project, starts)
    finish = finish_of(turned, there)
    assert finish <= finish_of(project, starts)
    assert check_finish(turned, Finish(Status.FEASIBLE, finish, finish - 1, there)) == []


@given(projects(most=9), st.integers(0, 99))
@settings(max_examples=80, deadline=None, derandomize=True)
def test_many_orders_at_once_give_the_schedules_of_each(project: Project, seed: int) -> None:
    chance = random.Random(seed)
    ranks = [chance.sample(range(len(project.activities)), len(project.activities)) for _ in range(5)]
    batch = Generation(project).schedules(np.array(ranks, np.float32))
    for row, rank in enumerate(ranks):
        expected = serial(project, _by_rank(project, rank))
        assert tuple(batch.starts[row]) == expected
        assert batch.finish[row] == finish_of(project, expected)


def _by_rank(project: Project, rank: Sequence[int]) -> list[int]:
    order: list[int] = []
    while len(order) < len(rank):
        free = [
            position
            for position in range(len(rank))
            if position not in order and all(b in order for b, a in project.arcs if a == position)
        ]
        order.append(min(free, key=lambda position: rank[position]))
    return order


def test_more_resources_than_fit_into_a_word_and_large_ones() -> None:
    size = 12
    capacities = tuple(range(9_000, 9_010))
    project = Project(
        tuple(
            Activity(str(n), 3, tuple(capacity * (n % 3) // 3 for capacity in capacities))
            for n in range(size)
        ),
        capacities,
    )
    result = finish_project(project, wall_limit=5)
    assert result.status is Status.OPTIMAL
    assert check_finish(project, result) == []


def test_populations_that_exchange_both_have_the_best() -> None:
    project = random_project(1)
    one, other = (Breeding(project, seed=(0, island), size=20) for island in (1, 2))
    for breeding in (one, other):
        breeding.begin()
    for _ in range(4):
        one.advance()  # the other stays behind
    assert one.finish < other.finish
    exchange(one, other)
    assert other.finish == one.finish
    assert finish_of(project, other.starts) == other.finish
    assert check_finish(project, Finish(Status.FEASIBLE, other.finish, 0, other.starts)) == []


def test_machine_code_that_can_be_kept_nowhere_is_made_all_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    def nowhere(_: object) -> None:
        raise RuntimeError("no locator available")

    monkeypatch.setattr("numba.core.dispatcher.Dispatcher.enable_caching", nowhere)
    assert compiled(lambda number: number + 1)(1) == 2


@pytest.mark.slow
def test_breeding_improves_and_keeps_to_the_rules() -> None:
    project = random_project(1, size=60)
    breeding = Breeding(project, seed=3)
    breeding.begin()
    first = breeding.finish
    for _ in range(40):
        breeding.advance()
        assert check_finish(project, Finish(Status.FEASIBLE, breeding.finish, 0, breeding.starts)) == []
    assert breeding.finish < first


@pytest.mark.slow
@pytest.mark.parametrize("size", [30, 60])  # a proof beside breeding; two that breed
def test_the_same_seed_and_limit_give_the_same_schedule_on_one_core_too(size: int) -> None:
    project = random_project(2, size)
    once = _worked_on(project, seed=5)
    cores = os.sched_getaffinity(0)
    os.sched_setaffinity(0, {min(cores)})  # of this thread, and of those that it starts
    try:
        again = _worked_on(project, seed=5)
    finally:
        os.sched_setaffinity(0, cores)
    assert once == again


def _worked_on(project: Project, seed: int) -> Answer:
    class Patient:  # a limit that sets the amount of work, and a clock that never cuts in
        limit = 1.5
        left = 600.0

    breeding = Breeding(project, seed=seed)
    breeding.begin()
    known = Answer(breeding.starts, shortest(project))
    return Rounds(project, Patient(), seed).result(known)  # type: ignore[arg-type]


def test_the_bound_from_below_is_true_and_a_brake_stops_it() -> None:
    project = random_project(3, size=14)
    best = finish_project(project, wall_limit=10)
    assert best.status is Status.OPTIMAL
    known = Answer(serial(project, project.order()), shortest(project))
    below = improve(project, known, Effort(5, 30, Way.FROM_BELOW), seed=1)
    assert below.bound <= best.finish <= finish_of(project, below.starts)
    brake = Brake()
    brake.pull()
    assert improve(project, known, Effort(5, 30), seed=1, brake=brake) == known


@pytest.mark.slow
def test_searching_nearby_improves_and_keeps_to_the_rules() -> None:
    project = random_project(5, size=40)
    known = Answer(serial(project, project.order()), shortest(project))
    near = improve(project, known, Effort(0.5, 60, Way.NEARBY), seed=1)
    finish = finish_of(project, near.starts)
    assert finish < finish_of(project, known.starts)
    assert near.bound <= finish
    status = Status.OPTIMAL if near.bound == finish else Status.FEASIBLE
    assert check_finish(project, Finish(status, finish, near.bound, near.starts)) == []


def test_when_the_clock_cuts_in_the_result_says_so() -> None:
    result = finish_project(random_project(4, size=90), wall_limit=0.2)
    assert result.status is Status.FEASIBLE
    assert not result.reproducible
    assert result.bound < result.finish


def test_too_much_asked_is_infeasible_with_the_reason() -> None:
    project = Project((Activity("dig", 2, (3,)),), (2,))
    result = finish_project(project)
    assert result.status is Status.INFEASIBLE
    assert result.reason == "activity dig needs 3 of resource 1, of which there is 2"
    assert check_finish(project, result) == []


# the checker

GOOD = Project((Activity("1", 2, (1,), (2,)), Activity("2", 3, (2,)), Activity("3", 1, (1,))), (2,))
RIGHT = Finish(Status.OPTIMAL, 5, 5, (0, 2, 5))


@pytest.mark.parametrize(
    ("damaged", "complaint"),
    [
        (replace(RIGHT, starts=(0, 2)), "expected 3 starts, found 2."),
        (replace(RIGHT, starts=(-1, 2, 5)), "activity 1 starts before period 0."),
        (replace(RIGHT, starts=(0, 2, 1)), "activity 3 starts before the end of activity 1."),
        (replace(RIGHT, starts=(0, 1, 5)), "period 1 uses 3 of resource 1, of 2."),
        (replace(RIGHT, finish=7, bound=7), "the finish is 6, not 7."),
        (replace(RIGHT, finish=6, bound=7), "the bound 7 lies above the finish 6."),
        (replace(RIGHT, finish=6, bound=5), "status optimal does not fit finish 6 and bound 5."),
        (replace(RIGHT, status=Status.FEASIBLE, finish=6, bound=6), "status feasible does not fit"),
        (Finish(Status.INFEASIBLE), "a schedule exists."),
    ],
)
def test_the_checker_rejects_damage(damaged: Finish, complaint: str) -> None:
    assert check_finish(GOOD, Finish(Status.OPTIMAL, 6, 6, (0, 2, 5))) == []
    assert any(complaint in line for line in check_finish(GOOD, damaged))


# the project itself


@pytest.mark.parametrize(
    ("activities", "capacities", "complaint"),
    [
        ((), (), "expected 1 to 5000 activities"),
        ((Activity("a", 1, ()),), (1,), "activity a: expected 1 demands, found 0"),
        ((Activity("a", -1, ()),), (), "the duration of activity a from 0 to 10000, found -1"),
        ((Activity("a", 1, (), (7,)),), (), "activity a: there is no activity 8"),
        ((Activity("a", 1, (), (0,)),), (), "an activity waits for itself: a → a"),
        ((Activity("a", 10_000, ()),) * 21, (), "together at most, found 210000"),
        ((Activity("a", 1, (1,) * 101),), (1,) * 101, "at most 100 resources"),
    ],
)
def test_a_project_that_cannot_be_says_why(
    activities: tuple[Activity, ...], capacities: tuple[int, ...], complaint: str
) -> None:
    with pytest.raises(BadProject) as caught:
        Project(activities, capacities)
    assert complaint in str(caught.value)
