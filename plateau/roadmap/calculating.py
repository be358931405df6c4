"""What a worker does with a calculation: search, tell how far it is, keep what comes of it."""

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
from plateau.roadmap.model import Status
from plateau.roadmap.solver import Control

PULSE_S = 1.0
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
    control = Control()
    try:
        with _Pulse(database, calculation_id, control, clock=clock, stopping=stopping):
            plan, explanation = operations.work_out(problem, control)
        with database.transaction() as session:
            if stopping.is_set() and control.cancelled and plan.status is not Status.OPTIMAL:
                store.end_calculation(session, calculation_id, state=State.INTERRUPTED, now=clock())
                return
            operations.finish_calculation(
                session,
                calculation_id=calculation_id,
                problem=problem,
                plan=plan,
                explanation=explanation,
                now=clock(),
            )
    except Exception:
        log.exception("calculation-failed", calculation=str(calculation_id))
        with database.transaction() as session:
            store.end_calculation(session, calculation_id, state=State.FAILED, now=clock())


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
        control: Control,
        *,
        clock: Callable[[], datetime],
        stopping: threading.Event,
    ) -> None:
        self._database = database
        self._id = calculation_id
        self._control = control
        self._clock = clock
        self._stopping = stopping
        self._found = 0
        self._done = threading.Event()
        self._thread = threading.Thread(target=self._run, name="pulse", daemon=True)

    def tell(self, found: int) -> None:
        """How many points of a frontier there are; written with the next beat."""
        self._found = found

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
                self._control.cancel()

    def _is_wanted(self) -> bool:
        try:
            with self._database.transaction() as session:
                found = store.beat(
                    session,
                    self._id,
                    progress=self._control.progress,
                    found=self._found,
                    now=self._clock(),
                )
        except SQLAlchemyError:
            # One missed beat is no reason to throw away the search.
            log.warning("pulse-missed", calculation=str(self._id), exc_info=True)
            return True
        return found is not None and found.state is State.RUNNING and found.cancel_requested_at is None
