"""What a worker does with a calculation: search, tell how far it is, keep what comes of it.

A roadmap that was found is kept at once, and why goals stay open is added: that can take longer than the
search, and who waits can look at the rest meanwhile.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from types import TracebackType
from typing import Self
from uuid import UUID

import structlog
from sqlalchemy.exc import SQLAlchemyError

from plateau.database import Database
from plateau.roadmap import operations, store
from plateau.roadmap.calculation import Calculation, State
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
    calculation, problem = begun
    try:
        _Job(database, calculation, problem, clock=clock, stopping=stopping).run()
    except Exception:
        log.exception("calculation-failed", calculation=str(calculation_id))
        with database.transaction() as session:
            store.end_calculation(session, calculation_id, state=State.FAILED, now=clock())


@dataclass(frozen=True, slots=True)
class _Found:
    """What a search gave. `known`: the reasons that take no search, kept with it; None: there is no plan.

    `hurried`: someone stopped the search, and waits.
    """

    plan: Plan
    known: Explanation | None
    hurried: bool = False


class _Job:
    """One calculation in the hands of a worker: find a roadmap, keep it, and add its reasons."""

    def __init__(
        self,
        database: Database,
        calculation: Calculation,
        problem: Problem,
        *,
        clock: Callable[[], datetime],
        stopping: threading.Event,
    ) -> None:
        """Nothing is searched yet."""
        self._database = database
        self._calculation = calculation
        self._problem = problem
        self._clock = clock
        self._stopping = stopping

    def run(self) -> None:
        """Until all is kept, or nobody waits for it."""
        search, explaining = Control(), Control()
        with _Pulse(self._database, self._id, search, clock=self._clock, stopping=self._stopping) as pulse:
            found = self._kept() or self._found(search)
            if found is None:
                return
            pulse.turn_to(explaining, kept=found.known is not None)
            explanation = explain(
                self._problem,
                found.plan,
                deterministic_limit=HURRIED if found.hurried else DETERMINISTIC_LIMIT,
                wall_limit=HURRIED if found.hurried else WALL_LIMIT,
                control=explaining,
                known=found.known,
            )
        if explaining.cancelled and self._stopping.is_set():
            self._interrupted()
        else:
            self._finish(found.plan, explanation)

    @property
    def _id(self) -> UUID:
        return self._calculation.id

    def _kept(self) -> _Found | None:
        """The roadmap of which only the reasons are asked."""
        if self._calculation.plan_id is None:
            return None
        with self._database.reading() as session:
            stored = store.get_plan(
                session,
                organisation_id=self._calculation.organisation_id,
                plan_id=self._calculation.plan_id,
            )
        return _Found(stored.plan, stored.explanation)

    def _found(self, search: Control) -> _Found | None:
        """Kept when there is a plan; None: nobody waits for more."""
        plan = solve(self._problem, control=search)
        hurried = search.cancelled and plan.status not in operations.FINAL
        if hurried and self._stopping.is_set():
            self._interrupted()
            return None
        if not plan.found:
            return _Found(plan, None, hurried)
        with self._database.transaction() as session:
            stored = operations.keep_found(
                session,
                calculation_id=self._id,
                problem=self._problem,
                plan=plan,
                explanation=reasons(self._problem, plan),
                now=self._clock(),
            )
        return _Found(stored.plan, stored.explanation, hurried) if stored else None

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
        self._search = search
        self._now = search, False
        self._clock = clock
        self._stopping = stopping
        self._found = 0
        self._done = threading.Event()
        self._thread = threading.Thread(target=self._run, name="pulse", daemon=True)

    def tell(self, found: int) -> None:
        """How many points of a frontier there are; written with the next beat."""
        self._found = found

    def turn_to(self, explaining: Control, *, kept: bool) -> None:
        """The search is done. Of a roadmap that is `kept` only who asks for another stops the rest."""
        self._now = explaining, kept

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
            control, kept = self._now  # the job may turn to something else while the database answers
            if self._stopping.is_set() or not self._is_wanted(kept=kept):
                control.cancel()

    def _is_wanted(self, *, kept: bool) -> bool:
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
        return kept or found.cancel_requested_at is None
