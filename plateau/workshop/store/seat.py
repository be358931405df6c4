"""Who takes part."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import delete, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from plateau.assessment.model import Perspective
from plateau.workshop.model import (
    Seat,
    Workshop,
)
from plateau.workshop.records import (
    WorkshopItemRecord,
    WorkshopRecord,
    WorkshopSeatRecord,
    WorkshopVoteRecord,
)
from plateau.workshop.store.session import read_workshop


def try_add_seat(session: Session, seat: Seat, *, token_hash: str) -> bool:
    """Keep a new seat; False when this token has one already."""
    try:
        with session.begin_nested():
            session.add(
                WorkshopSeatRecord(
                    id=seat.id,
                    workshop_id=seat.workshop_id,
                    name=seat.name,
                    perspective=seat.perspective.value,
                    token_hash=token_hash,
                    joined_at=seat.joined_at,
                )
            )
            session.flush()
    except IntegrityError:
        return False
    return True


def find_seat(session: Session, token_hash: str, *, for_update: bool = False) -> Seat | None:
    """The seat of this token, unless it was taken away; `for_update`: one at a time changes what it voted."""
    query = select(WorkshopSeatRecord).where(
        WorkshopSeatRecord.token_hash == token_hash, WorkshopSeatRecord.removed_at.is_(None)
    )
    record = session.scalar(query.with_for_update() if for_update else query)
    return _seat(record) if record else None


def workshop_of_seat(session: Session, seat: Seat, *, for_vote: bool = False) -> Workshop:
    """The session of a seat; `for_vote` holds its phase until the transaction ends, but lets others vote."""
    query = select(WorkshopRecord).where(WorkshopRecord.id == seat.workshop_id)
    record = session.scalars(query.with_for_update(read=True) if for_vote else query).one()
    return read_workshop(session, record)


def seats(session: Session, workshop_id: UUID) -> list[Seat]:
    """Who takes part, in the order of joining."""
    rows = session.scalars(
        select(WorkshopSeatRecord)
        .where(WorkshopSeatRecord.workshop_id == workshop_id, WorkshopSeatRecord.removed_at.is_(None))
        .order_by(WorkshopSeatRecord.joined_at, WorkshopSeatRecord.id)
    )
    return [_seat(row) for row in rows]


def remove_seat(session: Session, *, workshop_id: UUID, seat_id: UUID, now: datetime) -> bool:
    """Take a seat away, with its votes that were not shown yet; False when this session has no such seat."""
    record = session.scalar(
        select(WorkshopSeatRecord).where(
            WorkshopSeatRecord.id == seat_id, WorkshopSeatRecord.workshop_id == workshop_id
        )
    )
    if record is None:
        return False
    record.removed_at = now
    hidden = select(WorkshopItemRecord.id).where(
        WorkshopItemRecord.workshop_id == workshop_id, WorkshopItemRecord.revealed_at.is_(None)
    )
    session.execute(
        delete(WorkshopVoteRecord).where(
            WorkshopVoteRecord.seat_id == seat_id, WorkshopVoteRecord.item_id.in_(hidden)
        )
    )
    session.flush()
    return True


def _seat(record: WorkshopSeatRecord) -> Seat:
    return Seat(
        id=record.id,
        workshop_id=record.workshop_id,
        name=record.name,
        perspective=Perspective(record.perspective),
        joined_at=record.joined_at,
    )
