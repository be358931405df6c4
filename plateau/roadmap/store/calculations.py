"""Calculations: what a person waits for, and what the worker writes about it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session, defer

from plateau.roadmap.calculation import OPEN, Calculation, Sought, State
from plateau.roadmap.documents import from_document
from plateau.roadmap.frontier import Frontier
from plateau.roadmap.model import Problem, as_document
from plateau.roadmap.records import CalculationRecord
from plateau.roadmap.solver import Progress

_WITHOUT_DOCUMENTS = (defer(CalculationRecord.problem), defer(CalculationRecord.frontier))


def add_calculation(session: Session, item: Calculation, problem: Problem) -> None:
    """Keep a new calculation with the problem that it is to answer."""
    session.add(
        CalculationRecord(
            id=item.id,
            organisation_id=item.organisation_id,
            round_id=item.round_id,
            scenario_id=item.scenario_id,
            ambition_id=item.ambition_id,
            problem=as_document(problem),
            problem_hash=item.problem_hash,
            state=item.state.value,
            requested_at=item.requested_at,
            requested_by=item.requested_by,
            progress=[],
            sought=item.sought.value,
            found=item.found,
            plan_id=item.plan_id,
        )
    )
    session.flush()


def find_calculation(
    session: Session,
    *,
    organisation_id: UUID,
    round_id: UUID,
    calculation_id: UUID,
    sought: Sought = Sought.ROADMAP,
) -> Calculation | None:
    """This calculation of the round, of what is sought."""
    query = select(CalculationRecord).where(
        CalculationRecord.organisation_id == organisation_id,
        CalculationRecord.round_id == round_id,
        CalculationRecord.id == calculation_id,
        CalculationRecord.sought == sought.value,
    )
    record = session.scalar(query.options(*_WITHOUT_DOCUMENTS))
    return _calculation(record) if record else None


def open_calculations(
    session: Session, *, organisation_id: UUID, round_id: UUID, sought: Sought = Sought.ROADMAP
) -> list[Calculation]:
    """The calculations of a round that have not ended, of what is sought, the newest first."""
    rows = session.scalars(
        select(CalculationRecord)
        .where(
            CalculationRecord.organisation_id == organisation_id,
            CalculationRecord.round_id == round_id,
            CalculationRecord.state.in_([state.value for state in OPEN]),
            CalculationRecord.sought == sought.value,
        )
        .order_by(CalculationRecord.requested_at.desc(), CalculationRecord.id.desc())
        .options(*_WITHOUT_DOCUMENTS)
    )
    return [_calculation(row) for row in rows]


def find_explaining(session: Session, *, organisation_id: UUID, plan_id: UUID) -> Calculation | None:
    """The calculation that looks for reasons of this roadmap, or is to do so."""
    query = select(CalculationRecord).where(
        CalculationRecord.organisation_id == organisation_id,
        CalculationRecord.plan_id == plan_id,
        CalculationRecord.state.in_([state.value for state in OPEN]),
    )
    record = session.scalar(query.limit(1).options(*_WITHOUT_DOCUMENTS))
    return _calculation(record) if record else None


def find_frontier(
    session: Session, *, organisation_id: UUID, round_id: UUID, problem_hash: str
) -> Frontier | None:
    """The newest frontier that was found for a problem of a round."""
    query = select(CalculationRecord.frontier).where(
        CalculationRecord.organisation_id == organisation_id,
        CalculationRecord.round_id == round_id,
        CalculationRecord.problem_hash == problem_hash,
        CalculationRecord.frontier.is_not(None),
    )
    document = session.scalar(query.order_by(CalculationRecord.ended_at.desc()).limit(1))
    return from_document(Frontier, document) if document else None


def newest_search(
    session: Session, *, organisation_id: UUID, round_id: UUID, problem_hash: str
) -> Calculation | None:
    """The search for a frontier that was asked last, of a problem of a round."""
    query = select(CalculationRecord).where(
        CalculationRecord.organisation_id == organisation_id,
        CalculationRecord.round_id == round_id,
        CalculationRecord.problem_hash == problem_hash,
        CalculationRecord.sought == Sought.FRONTIER.value,
    )
    order = CalculationRecord.requested_at.desc(), CalculationRecord.id.desc()
    record = session.scalar(query.order_by(*order).limit(1).options(*_WITHOUT_DOCUMENTS))
    return _calculation(record) if record else None


def worker_seen_at(session: Session) -> datetime | None:
    """The last sign of life of any worker, in whatever calculation; None when there never was one."""
    return session.scalar(select(func.max(CalculationRecord.seen_at)))


# for the worker: it works for all organisations, and knows a calculation by its id alone


def begin_calculation(
    session: Session, calculation_id: UUID, *, now: datetime
) -> tuple[Calculation, Problem] | None:
    """Take a queued calculation up; None when it is not (or no longer) there to be taken."""
    record = _locked(session, calculation_id)
    if record is None or record.state != State.QUEUED:
        return None
    record.state, record.started_at, record.seen_at = State.RUNNING.value, now, now
    session.flush()
    return _calculation(record), from_document(Problem, record.problem)


def beat(
    session: Session,
    calculation_id: UUID,
    *,
    now: datetime,
    progress: Sequence[Progress] = (),
    found: int = 0,
) -> Calculation | None:
    """Write a sign of life; what the calculation is now tells whether to go on. None: it is gone."""
    record = _locked(session, calculation_id)
    if record is None:
        return None
    record.seen_at = now
    record.progress = as_document(progress)
    record.found = found
    session.flush()
    return _calculation(record)


def set_calculation_found(session: Session, calculation_id: UUID, *, plan_id: UUID) -> None:
    """Tell which roadmap was found, before its reasons are."""
    session.get_one(CalculationRecord, calculation_id).plan_id = plan_id
    session.flush()


def end_calculation(
    session: Session,
    calculation_id: UUID,
    *,
    state: State,
    now: datetime,
    plan_id: UUID | None = None,
    frontier: Frontier | None = None,
) -> None:
    """Close a calculation that is still open; one that has ended stays as it is. What it found stays too."""
    record = _locked(session, calculation_id)
    if record and record.state in OPEN:
        record.state, record.ended_at, record.plan_id = state.value, now, plan_id or record.plan_id
        record.frontier = as_document(frontier)
        session.flush()


def get_calculation(session: Session, calculation_id: UUID, *, for_update: bool = False) -> Calculation:
    """The calculation; with `for_update` nobody else can change it before this transaction ends."""
    record = session.get_one(
        CalculationRecord,
        calculation_id,
        populate_existing=for_update,
        with_for_update=True if for_update else None,
    )
    return _calculation(record)


def request_cancel(session: Session, calculation_id: UUID, *, now: datetime) -> None:
    """Ask the worker to stop; the first request counts."""
    record = _locked(session, calculation_id)
    if record and record.cancel_requested_at is None:
        record.cancel_requested_at = now
        session.flush()


def _locked(session: Session, calculation_id: UUID) -> CalculationRecord | None:
    return session.get(CalculationRecord, calculation_id, with_for_update=True)


def _calculation(record: CalculationRecord) -> Calculation:
    return Calculation(
        id=record.id,
        organisation_id=record.organisation_id,
        round_id=record.round_id,
        scenario_id=record.scenario_id,
        ambition_id=record.ambition_id,
        problem_hash=record.problem_hash,
        state=State(record.state),
        requested_at=record.requested_at,
        requested_by=record.requested_by,
        started_at=record.started_at,
        seen_at=record.seen_at,
        ended_at=record.ended_at,
        cancel_requested_at=record.cancel_requested_at,
        progress=tuple(from_document(Progress, item) for item in record.progress),
        plan_id=record.plan_id,
        sought=Sought(record.sought),
        found=record.found,
    )
