"""The plan carried out in every run at once, by a policy that looks at the past only.

From period to period, in the order of the plan, an intervention starts as soon as its planned start has come,
what it waits for is done, and there is room for it: people, and no more change at once than each change load
allows. What is not late starts as planned, what is late pushes what waits for it, and nothing starts before
its plan: others rely on that date. Work that runs on keeps its people busy at the rate of its last planned
period; what is ready early frees them. Beyond the horizon there are as many people as in its best period,
since nobody gave a number.

What has begun (``problem.past``) began when it did, whatever it should have waited for; it takes its room
from what the others have. What is over ended when it did, what runs is open in what is left of it.

Not applied in execution, but counted afterwards, each with its chance: budgets and funds, deadlines, latest
starts and the longest time that may lie between two interventions (``bounds``, ``spending``). What is late
is late: nobody leaves work undone for that, and how often it happens is what one simulates for. The limit on
steps per year is a rule for planning, neither kept nor counted: who is late may well make two in a year.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import count
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

from plateau.roadmap.model import LimitCode, Moment, Problem, Scheduled
from plateau.roadmap.solver.footprint import days
from plateau.roadmap.uncertainty.drawing import Whole, Work

Truths = npt.NDArray[np.bool_]
Amounts = npt.NDArray[np.int32]
#: What there is only so much of in a period: (CAPACITY, role) in days, or (CHANGE, change load) in its unit.
Resource: TypeAlias = tuple[LimitCode, str]
#: Stands for a moment that does not come.
NEVER = np.iinfo(np.int64).max // 2
#: Periods by which the space for load grows when runs go beyond it.
_BLOCK = 16


@dataclass(frozen=True, slots=True)
class Wait:
    """Waits for one of ``places``: at least ``least`` periods from its ``since`` to the own ``to``."""

    places: tuple[int, ...]
    since: Moment = Moment.END
    to: Moment = Moment.START
    least: int = 0


@dataclass(frozen=True, slots=True)
class Task:
    """A planned intervention as the policy sees it; others by their place in the order of the plan."""

    work: Work
    waits: tuple[Wait, ...]
    needs: tuple[tuple[str, int], ...]
    shares: dict[Resource, tuple[int, ...]]

    def share(self, resource: Resource, offset: int) -> int:
        """What it takes of ``resource`` in the period ``offset`` of its life, also when it runs on."""
        shares = self.shares[resource]
        return shares[min(offset, len(shares) - 1)]


@dataclass(frozen=True, slots=True)
class Execution:
    """What happened: rows in the order of the plan, a column per run; periods from 0.

    ``reached``: (criterion, plateau) → the moment from which it stands there, NEVER when nobody brings it.
    ``free``: resource → what is left of it per period (rows) and run, also beyond the horizon.
    """

    tasks: tuple[Task, ...]
    starts: Whole
    ends: Whole
    reached: dict[tuple[str, int], Whole]
    free: dict[Resource, Amounts]

    @property
    def finish(self) -> Whole:
        """When the last one ends, per run; 0 when nothing is planned."""
        if not self.tasks:
            return np.zeros(self.ends.shape[1], dtype=np.int64)
        return np.asarray(self.ends.max(axis=0))

    def slack(self, wait: Wait, later: int) -> Whole:
        """Periods that ``later`` could have gone sooner for each of the wait's places (rows), per run."""
        since = self.starts if wait.since is Moment.START else self.ends
        to = self.starts if wait.to is Moment.START else self.ends
        return np.asarray(to[later] - since[list(wait.places)] - wait.least)


def in_order(problem: Problem, scheduled: Sequence[Scheduled]) -> tuple[Work, ...]:
    """The planned interventions in the order of the plan, in which ``execute`` wants its durations."""
    ordered = sorted(scheduled, key=lambda entry: (entry.start, entry.end, entry.id))
    return tuple(_work(problem, entry) for entry in ordered)


def _work(problem: Problem, entry: Scheduled) -> Work:
    item = problem.by_id[entry.id]
    begun = entry.id in {past.id for past in problem.past}
    return Work(
        item,
        entry.start,
        entry.mode,
        problem.ways(item)[entry.mode],
        begun=begun,
        elapsed=problem.now - entry.start if begun else 0,
        over=begun and entry.end <= problem.now,
    )


def execute(problem: Problem, scheduled: Sequence[Scheduled], durations: Whole) -> Execution:
    """Carry the plan out with these durations (a row per intervention, in ``in_order``; a column per run).

    ValueError when the plan breaks the problem's rules so that something in it can never start.
    """
    limits = _limits(problem)
    tasks = _tasks(problem, scheduled, limits)
    runs = durations.shape[1]
    starts = np.full((len(tasks), runs), NEVER, dtype=np.int64)
    ends = np.full_like(starts, NEVER)
    reached: dict[tuple[str, int], Whole] = {}
    room = _Room(limits, runs)
    # The longest first, and they stay so: those that go on for more than so many periods stand in front.
    waiting = {place: np.argsort(-lasting, kind="stable") for place, lasting in enumerate(durations)}
    # One after the other is the slowest that can be.
    last = problem.calendar.periods + int(durations.max(axis=1, initial=0).sum()) + _longest_pauses(tasks)
    for period in count():
        if not waiting:
            break
        if period > last:
            raise ValueError(f"the plan cannot be carried out: {tasks[min(waiting)].work.id} never starts.")
        for place in list(waiting):
            task, left = tasks[place], waiting[place]
            if task.work.start > period:
                continue
            going = left[_ready(task, period, left, durations[place], starts, ends, reached)]
            if not task.work.begun:
                going = going[room.fits(task, period, durations[place, going], going)]
            starts[place, going] = period
            ends[place, going] = period + durations[place, going]
            room.take(task, period, durations[place, going], going)
            for step in task.work.item.steps:
                moment = reached.setdefault((step.criterion, step.end), np.full(runs, NEVER, dtype=np.int64))
                counts = ends[place, going] + task.work.item.consolidation
                moment[going] = np.minimum(moment[going], counts)
            still = left[starts[place, left] == NEVER]
            if still.size:
                waiting[place] = still
            else:
                del waiting[place]
    return Execution(tasks, starts, ends, reached, room.free)


def _limits(problem: Problem) -> dict[Resource, Sequence[int]]:
    """All that is limited, with how much of it there is in each period of the horizon."""
    people = problem.capacity.items()
    return {
        **{(LimitCode.CAPACITY, role): limits for role, limits in people if limits is not None},
        **{
            (LimitCode.CHANGE, load.id): [load.limit] * problem.calendar.periods
            for load in problem.change_loads
        },
    }


def _shares(problem: Problem, work: Work) -> dict[Resource, tuple[int, ...]]:
    """What it takes of all that could be limited, in each period of its life."""
    changes = (work.item.change,) * work.duration
    return {
        **{(LimitCode.CAPACITY, role): days(work.way, role) for role in problem.capacity},
        **{
            (LimitCode.CHANGE, load.id): changes
            for load in problem.change_loads
            if work.id in problem.loaded(load)
        },
    }


def _tasks(
    problem: Problem, scheduled: Sequence[Scheduled], limits: Mapping[Resource, Sequence[int]]
) -> tuple[Task, ...]:
    works = in_order(problem, scheduled)
    places = {work.id: place for place, work in enumerate(works)}
    done = problem.already_done - places.keys()
    return tuple(
        Task(
            work=work,
            waits=() if work.begun else tuple(_waits(work, place, places, done)),
            needs=() if work.begun else tuple(_needs(problem, work)),
            shares={
                resource: shares
                for resource, shares in _shares(problem, work).items()
                if resource in limits and any(shares)
            },
        )
        for place, work in enumerate(works)
    )


def _waits(work: Work, place: int, places: dict[str, int], done: frozenset[str]) -> Iterator[Wait]:
    for id_ in sorted(work.item.all_of):
        if id_ in places:
            yield Wait((places[id_],))
    if work.item.one_of and not work.item.one_of & done:
        yield Wait(tuple(places[id_] for id_ in sorted(work.item.one_of) if id_ in places))
    for lag in work.item.lags:
        # Only what comes before it in the plan can be waited for: nobody knows when the rest will start.
        before = tuple(places[id_] for id_ in sorted(lag.any_of) if places.get(id_, place) < place)
        if before and not lag.any_of & done:
            yield Wait(before, lag.since, lag.to, lag.least)


def _needs(problem: Problem, work: Work) -> Iterator[tuple[str, int]]:
    for step in work.item.steps:
        if step.start > problem.current[step.criterion]:
            yield step.criterion, step.start


def _longest_pauses(tasks: Sequence[Task]) -> int:
    """Periods that may pass while nothing is done."""
    lags = sum(max((wait.least for wait in task.waits), default=0) for task in tasks)
    return lags + sum(task.work.item.consolidation for task in tasks)


def _ready(
    task: Task,
    period: int,
    runs: Whole,
    lasting: Whole,
    starts: Whole,
    ends: Whole,
    reached: dict[tuple[str, int], Whole],
) -> Truths:
    """In which of ``runs`` everything it waits for has come; ``lasting`` is how long it will take."""
    ready = np.ones(runs.size, dtype=np.bool_)
    for wait in task.waits:
        since = starts if wait.since is Moment.START else ends
        first = np.min([since[place, runs] for place in wait.places], axis=0)
        mine = period if wait.to is Moment.START else period + lasting[runs]
        ready &= first + wait.least <= mine
    for need in task.needs:
        ready &= reached[need][runs] <= period if need in reached else False
    return ready


class _Room:
    """What is left per resource, period and run."""

    def __init__(self, limits: Mapping[Resource, Sequence[int]], runs: int) -> None:
        self.free: dict[Resource, Amounts] = {
            resource: np.repeat(np.array(limit, dtype=np.int32)[:, None], runs, axis=1)
            for resource, limit in limits.items()
        }
        self._best = {resource: max(limit) for resource, limit in limits.items()}

    def fits(self, task: Task, period: int, durations: Whole, runs: Whole) -> Truths:
        """In which of ``runs`` there is room for all of its periods; ``durations`` the longest first."""
        fits = np.ones(runs.size, dtype=np.bool_)
        for resource, offset, share, going in self._periods(task, period, durations):
            fits[:going] &= self.free[resource][period + offset, runs[:going]] >= share
        return fits

    def take(self, task: Task, period: int, durations: Whole, runs: Whole) -> None:
        """Take its part from ``runs``, also when there is too little; ``durations`` the longest first."""
        for resource, offset, share, going in self._periods(task, period, durations):
            self.free[resource][period + offset, runs[:going]] -= share

    def _periods(self, task: Task, period: int, durations: Whole) -> Iterator[tuple[Resource, int, int, int]]:
        """Each period of its life in which it takes something: what, when, how much, and in how many runs."""
        going = (durations.size - np.cumsum(np.bincount(durations)))[:-1].tolist()
        for resource in task.shares:
            self._reach(resource, period + len(going))
            for offset, many in enumerate(going):
                share = task.share(resource, offset)
                # What runs on may take more than there is; who asks for nothing is not held up by that.
                if share:
                    yield resource, offset, share, many

    def _reach(self, resource: Resource, periods: int) -> None:
        have = self.free[resource]
        if periods > have.shape[0]:
            more = (periods - have.shape[0] + _BLOCK, have.shape[1])
            self.free[resource] = np.concatenate([have, np.full(more, self._best[resource], dtype=np.int32)])
