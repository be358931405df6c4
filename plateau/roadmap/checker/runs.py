"""The plan carried out in every run, as an outlook says that it is: period by period, by what is known then.

What is planned begins in its planned period or, when it cannot, in the first one in which all that it waits
for is there and there is room for it: in the order of the plan. See ``plateau.roadmap.uncertainty``.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

import numpy as np
import numpy.typing as npt

from plateau.roadmap.checker.draws import Whole
from plateau.roadmap.checker.limits import Limits
from plateau.roadmap.checker.replay import Replay
from plateau.roadmap.model import Intervention, Lag, Milestone, Problem, Scheduled

Truths = npt.NDArray[np.bool_]
#: A moment that does not come.
NEVER = np.iinfo(np.int64).max // 2


def in_order(entries: Sequence[Scheduled]) -> list[Scheduled]:
    """The order of the plan."""
    return sorted(entries, key=lambda entry: (entry.start, entry.end, entry.id))


class Runs:
    """``starts`` and ``ends``: of each planned intervention (rows) in each run (columns)."""

    def __init__(self, problem: Problem, entries: Sequence[Scheduled], durations: Whole) -> None:
        """Carry it out with these ``durations``; ``entries`` in the order of the plan."""
        self.problem = problem
        self.entries = entries
        self.durations = durations
        self.starts = np.full(durations.shape, NEVER, dtype=np.int64)
        self.ends = self.starts.copy()
        self.rows = {entry.id: row for row, entry in enumerate(entries)}
        self._replay = Replay(problem, entries)
        self._done = self._replay.done - self.rows.keys()
        self._begun = {entry.id for entry in problem.past}
        self._reached: dict[tuple[str, int], Whole] = {}
        self.room = Room(problem, entries, self._replay, durations)
        self._carry_out()

    @property
    def runs(self) -> int:
        """How many."""
        return self.durations.shape[1]

    @property
    def finish(self) -> Whole:
        """When all is over, per run."""
        return self.ends.max(axis=0, initial=0)

    def stands(self, criterion: str, plateau: int) -> Whole:
        """The moment from which a criterion stands on a plateau, per run."""
        already = plateau <= self.problem.current[criterion]
        never = np.full(self.runs, 0 if already else NEVER, dtype=np.int64)
        return never if already else self._reached.get((criterion, plateau), never)

    def met(self, milestone: Milestone) -> Whole:
        """The moment from which all that a milestone asks is so, per run."""
        areas = {area.id: area for area in self.problem.areas}
        moments = [np.zeros(self.runs, dtype=np.int64)]
        moments += [self.stands(name, plateau) for name, plateau in milestone.requirements.items()]
        for name, plateau in milestone.areas.items():
            each = [self.stands(criterion, plateau) for criterion in areas[name].criteria]
            moments.append(np.sort(each, axis=0)[areas[name].needed - 1])
        for id_ in milestone.interventions - self._done:
            moments.append(self.ends[self.rows[id_]] if id_ in self.rows else moments[0] + NEVER)
        return np.max(moments, axis=0)

    def waited(self, row: int, lag: Lag, others: Sequence[int]) -> Whole:
        """Periods from each of the ``others`` to this one, counted as a lag says, per run."""
        mine = (self.starts if lag.to == "start" else self.ends)[row]
        since = self.starts if lag.since == "start" else self.ends
        return np.asarray(mine - since[list(others)])

    def waits(self, row: int) -> Iterator[tuple[Lag, list[int]]]:
        """Before it begins: some time after one of some others; what has begun is too late for that."""
        entry = self.entries[row]
        item = self.item(row)
        if entry.id in self._begun:
            return
        for id_ in item.all_of & self.rows.keys():
            yield Lag(frozenset({id_})), [self.rows[id_]]
        if item.one_of and not item.one_of & self._done:
            yield Lag(item.one_of), [self.rows[id_] for id_ in item.one_of & self.rows.keys()]
        for lag in item.lags:
            # When what stands further on in the plan will begin, nobody knows yet.
            before = [self.rows[id_] for id_ in lag.any_of if self.rows.get(id_, row) < row]
            if before and not lag.any_of & self._done:
                yield lag, before

    def needs(self, row: int) -> list[tuple[str, int]]:
        """The plateaus that must have been reached before it begins."""
        steps = () if self.entries[row].id in self._begun else self.item(row).steps
        return [
            (step.criterion, step.start)
            for step in steps
            if step.start > self.problem.current[step.criterion]
        ]

    def item(self, row: int) -> Intervention:
        """The intervention of a row."""
        return self._replay.item(self.entries[row])

    def _carry_out(self) -> None:
        items = [self.item(row) for row in range(len(self.entries))]
        pauses = sum(item.consolidation + sum(max(0, lag.least) for lag in item.lags) for item in items)
        # One after the other is the slowest that can be.
        last = self.problem.calendar.periods + int(self.durations.max(axis=1, initial=0).sum()) + pauses
        waiting = list(enumerate(self.entries))
        for period in range(last + 1):
            if not waiting:
                break
            for row, entry in waiting:
                if entry.start <= period:
                    self._begin(row, entry, period)
            waiting = [(row, entry) for row, entry in waiting if self.ends[row].max(initial=0) == NEVER]

    def _begin(self, row: int, entry: Scheduled, period: int) -> None:
        """In all runs in which it has not begun yet and can now."""
        going = (self.starts[row] == NEVER) & self._ready(row, period)
        if entry.id not in self._begun:
            going &= self.room.there_is(row, period)
        if not going.any():
            return
        self.starts[row, going] = period
        self.ends[row, going] = period + self.durations[row, going]
        self.room.take(row, period, going)
        item = self.item(row)
        for step in item.steps:
            never = np.full(self.runs, NEVER, dtype=np.int64)
            moments = self._reached.setdefault((step.criterion, step.end), never)
            moments[going] = np.minimum(moments, self.ends[row] + item.consolidation)[going]

    def _ready(self, row: int, period: int) -> Truths:
        """In which runs all that it waits for is there."""
        ready = np.ones(self.runs, dtype=np.bool_)
        for lag, others in self.waits(row):
            since = self.starts if lag.since == "start" else self.ends
            lasts = self.durations[row] if lag.to == "end" else 0
            ready &= since[others].min(axis=0) + lag.least <= period + lasts
        for criterion, plateau in self.needs(row):
            ready &= self.stands(criterion, plateau) <= period
        return ready


class Room:
    """People, and room in change loads: what is taken per period, in each run.

    What lasts longer than planned goes on as in its last period; after the horizon there is as much as in the
    best period of it.
    """

    def __init__(
        self, problem: Problem, entries: Sequence[Scheduled], replay: Replay, durations: Whole
    ) -> None:
        self._durations = durations
        self._longest = durations.max(axis=1, initial=0)
        self._allowed: dict[str, list[int]] = {}
        self._asked: list[dict[str, list[int]]] = [{} for _ in entries]
        self._taken: dict[tuple[str, int], Whole] = defaultdict(
            lambda: np.zeros(durations.shape[1], dtype=np.int64)
        )
        limits = Limits(problem, replay)
        for role, days in problem.capacity.items():
            if days is not None:
                self._allowed[f"capacity {role}"] = list(days)
                for row, entry in enumerate(entries):
                    periods = range(entry.start, replay.over(entry))
                    self._ask(row, f"capacity {role}", [replay.days_of(entry, role, at) for at in periods])
        for load in problem.change_loads:
            self._allowed[f"change {load.id}"] = [load.limit] * problem.calendar.periods
            for row, entry in enumerate(entries):
                if limits.is_about(load, replay.item(entry)):
                    lasts = replay.over(entry) - entry.start
                    self._ask(row, f"change {load.id}", [replay.item(entry).change] * lasts)

    def there_is(self, row: int, period: int) -> Truths:
        """In which runs there is room for all of it, from ``period`` on."""
        fits = np.ones(self._durations.shape[1], dtype=np.bool_)
        for name, offset, much in self._life(row):
            room = self._taken[name, period + offset] + much <= self._most(name, period + offset)
            fits &= room | (offset >= self._durations[row])
        return fits

    def take(self, row: int, period: int, going: Truths) -> None:
        """Its part, also where there is no room."""
        for name, offset, much in self._life(row):
            self._taken[name, period + offset][going & (offset < self._durations[row])] += much

    def short(self, later: int, earlier: int, starts: Whole) -> Truths:
        """In which runs ``later`` could not begin, had ``earlier`` gone on as in its last period."""
        short = np.zeros(starts.shape, dtype=np.bool_)
        for name in self._asked[later].keys() & self._asked[earlier].keys():
            much = self._asked[earlier][name][-1]
            for period in np.unique(starts):
                left = self._most(name, int(period)) - self._taken[name, int(period)]
                short |= (starts == period) & (left < much)
        return short

    def _most(self, name: str, period: int) -> int:
        limits = self._allowed[name]
        return limits[period] if period < len(limits) else max(limits)

    def _ask(self, row: int, name: str, shares: list[int]) -> None:
        if any(shares):
            self._asked[row][name] = shares

    def _life(self, row: int) -> Iterator[tuple[str, int, int]]:
        """What it takes in each period of its life, in the run in which that is longest."""
        for name, shares in self._asked[row].items():
            for offset in range(int(self._longest[row])):
                much = shares[min(offset, len(shares) - 1)]
                if much:
                    yield name, offset, much
