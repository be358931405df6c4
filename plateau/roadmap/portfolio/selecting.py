"""The whole search: a choice at once, the relaxation's bound, a short proof, dives, then neighbourhoods."""

from __future__ import annotations

import math
import time
from collections.abc import Callable
from concurrent.futures import Future, wait
from dataclasses import dataclass
from functools import partial
from threading import Thread

import numpy as np

from plateau.roadmap.model import Status
from plateau.roadmap.portfolio.columns import columns_of
from plateau.roadmap.portfolio.construction import by_density, by_relaxation, constructed
from plateau.roadmap.portfolio.diving import by_diving
from plateau.roadmap.portfolio.model import Portfolio, Selection, worth
from plateau.roadmap.portfolio.neighbourhoods import Incumbent, Neighbourhoods
from plateau.roadmap.portfolio.program import Program, Relaxation, relax
from plateau.roadmap.portfolio.rules import rules_of

WALL_LIMIT = 300.0
#: Searches side by side, each with a core for itself on the machines we measure on: the share of the projects
#: that count as large in its dive.
_LARGE = (0.4, 0.5)
#: Of the limit: when a dive must end, and how long its small projects may take; these also in seconds.
_DIVE, _SMALL, _SMALL_SECONDS = 0.4, 0.25, 15.0
#: Up to so many columns a proof is tried at once, for at most this share of the limit.
_PROVABLE = 5_000
_PROOF = 0.3
#: Two values closer than this, as a share of them, are the same.
_SAME = 1e-9
#: Seconds between two looks at whether to stop.
_LOOK_S = 0.05


@dataclass(frozen=True, slots=True)
class Progress:
    """After `seconds` there was a choice worth `value`, and proof that none is worth more than `bound`."""

    seconds: float
    value: float
    bound: float


def select_projects(
    portfolio: Portfolio,
    *,
    seed: int = 0,
    wall_limit: float = WALL_LIMIT,
    on_progress: Callable[[Progress], None] | None = None,
    stopped: Callable[[], bool] = lambda: False,
) -> Selection:
    """The best choice found in `wall_limit` seconds, with a bound. `on_progress` hears of each better one,
    from any thread, one at a time. The empty choice is always allowed, so the status is never infeasible.

    When `stopped` says so the best so far is given at once. HiGHS hears of no stop: what it is at goes on in
    daemon threads, for at most `wall_limit`, and changes nothing any more.
    """
    return _Search(portfolio, seed, wall_limit, on_progress or (lambda _: None), stopped).result()


def _beside(work: Callable[[], None]) -> Future[None]:
    """Do `work` in a thread that the end of the process does not wait for."""
    done: Future[None] = Future()

    def run() -> None:
        try:
            work()
            done.set_result(None)
        except BaseException as error:
            done.set_exception(error)

    Thread(target=run, name="portfolio", daemon=True).start()
    return done


class _Search:
    def __init__(
        self,
        portfolio: Portfolio,
        seed: int,
        limit: float,
        on_progress: Callable[[Progress], None],
        stopped: Callable[[], bool],
    ) -> None:
        self._begin = time.monotonic()
        self._portfolio = portfolio
        self._seed = seed
        self._limit = limit
        self._on_progress = on_progress
        self._stopped = stopped
        self._columns = columns_of(portfolio)
        self._rules = rules_of(self._columns)
        # What each project brings at its best: the first bound, until there is a better one.
        best = np.zeros(len(portfolio.projects))
        np.maximum.at(best, self._columns.project, self._columns.value)
        self._bound = float(best.sum())
        self._incumbent = Incumbent(self._rules, self._tell)

    def result(self) -> Selection:
        if len(self._columns):
            self._until_stopped(self._search)
        scheduled = self._columns.scheduled(self._incumbent.chosen)
        value = worth(self._portfolio, scheduled)
        closed = math.isclose(self._bound, value, rel_tol=_SAME)
        status = Status.OPTIMAL if closed else Status.FEASIBLE
        bound = value if status is Status.OPTIMAL else self._bound
        return Selection(status, value, bound, scheduled, reproducible=status is Status.OPTIMAL)

    def _until_stopped(self, work: Callable[[], None]) -> None:
        """Wait for `work`, or for the stop; what it raises comes out here."""
        done = _beside(work)
        while not wait([done], timeout=_LOOK_S).done:
            if self._stopped():
                return
        done.result()

    def _search(self) -> None:
        columns, incumbent = self._columns, self._incumbent
        incumbent.offer(constructed(columns, by_density(columns)))
        relaxation = relax(self._rules, self._left)
        self._bound = min(self._bound, relaxation.bound)
        incumbent.offer(constructed(columns, by_relaxation(relaxation)))
        self._tell(incumbent.value)
        if self._open():
            self._prove(relaxation)
        if self._open():
            improving = [partial(self._improve, relaxation, worker) for worker in range(len(_LARGE))]
            others = [_beside(work) for work in improving[1:]]
            improving[0]()
            for other in others:
                other.result()  # what it raises comes out here

    def _prove(self, relaxation: Relaxation) -> None:
        """An integer program over all columns that could be part of something better."""
        hopeful = relaxation.bound + relaxation.reduced > self._incumbent.value
        if hopeful.sum() > _PROVABLE:
            return
        hopeful[list(self._incumbent.chosen)] = True
        program = Program(self._rules, np.flatnonzero(hopeful))
        outcome = program.solve(
            hint=self._incumbent.chosen, seconds=_PROOF * self._limit, seed=self._seed, gap=0
        )
        if outcome.chosen is not None:
            self._incumbent.offer(outcome.chosen)
        # What was left out is worth no more than the choice that we had.
        self._bound = min(self._bound, max(outcome.bound, self._incumbent.value))
        self._tell(self._incumbent.value)

    def _improve(self, relaxation: Relaxation, worker: int) -> None:
        seed = self._seed * len(_LARGE) + worker
        found = by_diving(
            self._rules,
            relaxation,
            large=_LARGE[worker],
            left=lambda: self._left - (1 - _DIVE) * self._limit,
            seconds=min(_SMALL_SECONDS, _SMALL * self._limit),
            seed=seed,
        )
        if found is not None:
            self._incumbent.offer(found)
        neighbourhoods = Neighbourhoods(self._rules, relaxation, seed=seed, limit=self._limit)
        while self._left > 0 and self._open():
            neighbourhoods.improve(self._incumbent, self._left)

    @property
    def _left(self) -> float:
        return 0.0 if self._stopped() else self._limit - (time.monotonic() - self._begin)

    def _open(self) -> bool:
        return not math.isclose(self._bound, self._incumbent.value, rel_tol=_SAME)

    def _tell(self, value: float) -> None:
        self._on_progress(Progress(time.monotonic() - self._begin, value, self._bound))
