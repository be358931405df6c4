"""What a worker does with a calculation: search, tell how far it is, keep what comes of it.

A roadmap that was found is kept at once, and why goals stay open is added: that can take longer than the
search, and who waits can look at the rest meanwhile.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import datetime
from types import TracebackType
from typing import Self
from uuid import UUID

import structlog
from sqlalchemy.exc import SQLAlchemyError

from plateau.database import Database
from plateau.roadmap import operations, store
from plateau.roadmap.calculation import State
from plateau.roadmap.explanation import DETERMINISTIC_LIMIT, WALL_LIMIT, explain, reasons
from plateau.roadmap.model import Explanation, Plan, Problem
from plateau.roadmap.solver import Control, solve

PULSE_S = 1.0
#: For each search behind the reasons of a plan that someone stopped; seconds, and of deterministic time.
HURRIED = 0.5
log = structlog.get_logger()


def calculate(
    database: Database, calculation_id: UUID, *, clock: Callable[[], datetime], stopping: threading.Event
) -> None:
    """Work out a queued calculation and keep its roadmap; does nothing when it was taken up already.

    Whatever goes wrong is kept as its state: nobody waits here for an exception. `stopping` is set when the
    worker has to go: the calculation then ends as interrupted.
    """
    with database.transaction() as session:
        begun = store.begin_calculation(session, calculation_id, now=clock())
    if begun is None:
        return
    _calculation, problem = begun
    try:
        _Job(database, calculation_id, problem, clock=clock, stopping=stopping).run()
    except Exception:
        log.exception("calculation-failed", calculation=str(calculation_id))
        with database.transaction() as session:
            store.end_calculation(session, calculation_id, state=State.FAILED, now=clock())


class _Job:
    """One calculation in the hands of a worker: find a roadmap, keep it, and add its reasons."""

    def __init__(
        self,
        database: Database,
        calculation_id: UUID,
        problem: Problem,
        *,
        clock: Callable[[], datetime],
        stopping: threading.Event,
    ) -> None:
        """Nothing is searched yet."""
        self._database = database
        self._id = calculation_id
        self._problem = problem
        self._clock = clock
        self._stopping = stopping

    def run(self) -> None:
        """All three; `search` and `explaining` stop when nobody waits for what comes of them."""
        search, explaining = Control(), Control()
        with _Pulse(self._database, self._id, search, clock=self._clock, stopping=self._stopping) as pulse:
            plan = solve(self._problem, control=search)
            hurried = search.cancelled and plan.status not in operations.FINAL
            if hurried and self._stopping.is_set():
                return self._interrupted()
            pulse.turn_to(explaining)
            known = reasons(self._problem, plan) if plan.found else None
            if known and not self._keep_found(plan, known):
                return None
            explanation = explain(
                self._problem,
                plan,
                deterministic_limit=HURRIED if hurried else DETERMINISTIC_LIMIT,
                wall_limit=HURRIED if hurried else WALL_LIMIT,
                control=explaining,
                known=known,
            )
        if explaining.cancelled:
            return self._interrupted()
        return self._finish(plan, explanation)

    def _keep_found(self, plan: Plan, explanation: Explanation) -> bool:
        with self._database.transaction() as session:
            return operations.keep_found(
                session,
                calculation_id=self._id,
                problem=self._problem,
                plan=plan,
                explanation=explanation,
                now=self._clock(),
            )

    def _finish(self, plan: Plan, explanation: Explanation) -> None:
        with self._database.transaction() as session:
            operations.finish_calculation(
                session,
                calculation_id=self._id,
                problem=self._problem,
                plan=plan,
                explanation=explanation,
                now=self._clock(),
            )

    def _interrupted(self) -> None:
        """Of a calculation that was replaced meanwhile this says nothing more."""
        with self._database.transaction() as session:
            store.end_calculation(session, self._id, state=State.INTERRUPTED, now=self._clock())


def search_frontier(
    database: Database, calculation_id: UUID, *, clock: Callable[[], datetime], stopping: threading.Event
) -> None:
    """The same for a queued search for a frontier: what was found when someone stops it is kept."""
    with database.transaction() as session:
        begun = store.begin_calculation(session, calculation_id, now=clock())
    if begun is None:
        return
    _calculation, problem = begun
    control = Control()
    try:
        with _Pulse(database, calculation_id, control, clock=clock, stopping=stopping) as pulse:
            frontier = operations.sweep(problem, stopped=lambda: control.cancelled, told=pulse.tell)
        state = State.INTERRUPTED if stopping.is_set() and not frontier.complete else State.DONE
        with database.transaction() as session:
            store.end_calculation(
                session,
                calculation_id,
                state=state,
                now=clock(),
                frontier=frontier if state is State.DONE and frontier.points else None,
            )
    except Exception:
        log.exception("calculation-failed", calculation=str(calculation_id))
        with database.transaction() as session:
            store.end_calculation(session, calculation_id, state=State.FAILED, now=clock())


class _Pulse:
    """Beside the search, every second: write how far it is, and stop it when nobody wants it any more."""

    def __init__(
        self,
        database: Database,
        calculation_id: UUID,
        search: Control,
        *,
        clock: Callable[[], datetime],
        stopping: threading.Event,
    ) -> None:
        self._database = database
        self._id = calculation_id
        self._search = self._busy = search
        self._clock = clock
        self._stopping = stopping
        self._found = 0
        self._done = threading.Event()
        self._thread = threading.Thread(target=self._run, name="pulse", daemon=True)

    def tell(self, found: int) -> None:
        """How many points of a frontier there are; written with the next beat."""
        self._found = found

    def turn_to(self, explaining: Control) -> None:
        """The search is done: who asks to stop has the roadmap, only who asks for another stops the rest."""
        self._busy = explaining

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._done.set()
        self._thread.join()

    def _run(self) -> None:
        while not self._done.wait(PULSE_S):
            if self._stopping.is_set() or not self._is_wanted():
                self._busy.cancel()

    def _is_wanted(self) -> bool:
        try:
            with self._database.transaction() as session:
                found = store.beat(
                    session,
                    self._id,
                    progress=self._search.progress,
                    found=self._found,
                    now=self._clock(),
                )
        except SQLAlchemyError:
            # One missed beat is no reason to throw away the search.
            log.warning("pulse-missed", calculation=str(self._id), exc_info=True)
            return True
        if found is None or found.state is not State.RUNNING:
            return False
        return found.cancel_requested_at is None or self._busy is not self._search
