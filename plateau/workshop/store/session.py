"""Where a session stands, its agenda, and its pulse."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy import Select, delete, func, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from plateau.workshop.model import (
    Decision,
    Item,
    Phase,
    Position,
    Pulse,
    Subject,
    Topic,
    Workshop,
)
from plateau.workshop.records import (
    WorkshopEarlyRecord,
    WorkshopItemRecord,
    WorkshopRecord,
    WorkshopSeatRecord,
    WorkshopVoteRecord,
)


def try_add_workshop(session: Session, workshop: Workshop, *, early: Mapping[UUID, int]) -> bool:
    """Keep a new session; False when its id or code is taken. `early`: response → its revision."""
    record = WorkshopRecord(
        id=workshop.id,
        organisation_id=workshop.organisation_id,
        round_id=workshop.round_id,
        started_by=workshop.started_by,
        started_at=workshop.started_at,
    )
    _write(record, workshop)
    try:
        with session.begin_nested():
            session.add(record)
            session.flush()
            add_items(session, workshop.id, workshop.items)
            session.add_all(
                WorkshopEarlyRecord(workshop_id=workshop.id, response_id=response, revision=revision)
                for response, revision in early.items()
            )
            session.flush()
    except IntegrityError:
        return False
    return True


def add_items(session: Session, workshop_id: UUID, items: Sequence[Item]) -> None:
    """Keep new items of the agenda."""
    session.add_all(
        WorkshopItemRecord(
            id=item.id,
            workshop_id=workshop_id,
            number=item.number,
            subject=item.topic.subject.value,
            reference=item.topic.reference,
            reason="",
            dissent="",
            action="",
            owner="",
        )
        for item in items
    )
    session.flush()


def remove_items_after(session: Session, workshop_id: UUID, number: int) -> None:
    """Take the items after this one off the agenda."""
    session.execute(
        delete(WorkshopItemRecord).where(
            WorkshopItemRecord.workshop_id == workshop_id, WorkshopItemRecord.number > number
        )
    )


def find_workshop(
    session: Session, *, organisation_id: UUID, workshop_id: UUID, for_update: bool = False
) -> Workshop | None:
    """This organisation's session; `for_update` makes others wait until the transaction ends."""
    query = select(WorkshopRecord).where(
        WorkshopRecord.id == workshop_id, WorkshopRecord.organisation_id == organisation_id
    )
    return _first(session, query.with_for_update() if for_update else query)


def find_by_code(session: Session, code: str) -> Workshop | None:
    """The running session with this code; it can't end before the transaction does."""
    return _first(
        session, select(WorkshopRecord).where(WorkshopRecord.code == code).with_for_update(read=True)
    )


def workshops(session: Session, *, organisation_id: UUID, round_id: UUID) -> list[Workshop]:
    """The sessions on a round, the newest first."""
    rows = session.scalars(
        select(WorkshopRecord)
        .where(WorkshopRecord.organisation_id == organisation_id, WorkshopRecord.round_id == round_id)
        .order_by(WorkshopRecord.started_at.desc(), WorkshopRecord.id.desc())
    )
    return [read_workshop(session, row) for row in rows]


def save_workshop(session: Session, workshop: Workshop) -> None:
    """Keep where a session stands now."""
    _write(session.get_one(WorkshopRecord, workshop.id), workshop)
    session.flush()


def _write(record: WorkshopRecord, workshop: Workshop) -> None:
    record.code = workshop.code
    record.item = workshop.position.item
    record.phase = workshop.position.phase.value
    record.version = workshop.version
    record.quorum = workshop.quorum
    record.timer_ends_at = workshop.timer_ends_at
    record.closed_at = workshop.closed_at


def set_revealed(session: Session, item_id: UUID, moment: datetime) -> None:
    """Remember that an item's votes were shown."""
    session.get_one(WorkshopItemRecord, item_id).revealed_at = moment
    session.flush()


def set_decision(session: Session, item_id: UUID, decision: Decision, *, by: UUID, now: datetime) -> None:
    """Keep what the group concluded on an item."""
    record = session.get_one(WorkshopItemRecord, item_id)
    record.plateau = decision.plateau
    record.option = decision.option
    record.reason = decision.reason
    record.dissent = decision.dissent
    record.action = decision.action
    record.owner = decision.owner
    record.decided_by = by
    record.decided_at = now
    session.flush()


def _first(session: Session, query: Select[WorkshopRecord]) -> Workshop | None:
    record = session.scalar(query)
    return read_workshop(session, record) if record else None


def read_workshop(session: Session, record: WorkshopRecord) -> Workshop:
    """The session that this row and its items hold."""
    items = session.scalars(
        select(WorkshopItemRecord)
        .where(WorkshopItemRecord.workshop_id == record.id)
        .order_by(WorkshopItemRecord.number)
    )
    return Workshop(
        id=record.id,
        organisation_id=record.organisation_id,
        round_id=record.round_id,
        code=record.code,
        position=Position(record.item, Phase(record.phase)),
        version=record.version,
        quorum=record.quorum,
        timer_ends_at=record.timer_ends_at,
        started_by=record.started_by,
        started_at=record.started_at,
        closed_at=record.closed_at,
        items=tuple(_item(item) for item in items),
    )


def _item(record: WorkshopItemRecord) -> Item:
    decision = Decision(
        record.plateau, record.reason, record.dissent, record.action, record.owner, record.option
    )
    return Item(
        id=record.id,
        number=record.number,
        topic=Topic(Subject(record.subject), record.reference),
        revealed_at=record.revealed_at,
        decision=decision if record.decided_at else None,
    )


def pulse_of_seat(session: Session, token_hash: str) -> Pulse | None:
    """The pulse of the session in which this token has a seat."""
    seat = (
        select(WorkshopSeatRecord.workshop_id)
        .where(WorkshopSeatRecord.token_hash == token_hash, WorkshopSeatRecord.removed_at.is_(None))
        .scalar_subquery()
    )
    return _pulse(session, _pulse_query().where(WorkshopRecord.id == seat))


def find_pulse(session: Session, *, organisation_id: UUID, workshop_id: UUID) -> Pulse | None:
    """The pulse of this organisation's session."""
    return _pulse(
        session,
        _pulse_query().where(
            WorkshopRecord.id == workshop_id, WorkshopRecord.organisation_id == organisation_id
        ),
    )


def _pulse_query() -> Select[UUID, int, int, int, datetime | None]:
    joined = (
        select(func.count(WorkshopSeatRecord.id))
        .where(WorkshopSeatRecord.workshop_id == WorkshopRecord.id, WorkshopSeatRecord.removed_at.is_(None))
        .scalar_subquery()
    )
    ready = (
        select(func.count(WorkshopVoteRecord.seat_id))
        .join(WorkshopItemRecord, WorkshopItemRecord.id == WorkshopVoteRecord.item_id)
        .where(
            WorkshopItemRecord.workshop_id == WorkshopRecord.id,
            WorkshopItemRecord.number == WorkshopRecord.item,
        )
        .scalar_subquery()
    )
    return select(WorkshopRecord.id, WorkshopRecord.version, joined, ready, WorkshopRecord.timer_ends_at)


def _pulse(session: Session, query: Select[UUID, int, int, int, datetime | None]) -> Pulse | None:
    row = session.execute(query).one_or_none()
    return Pulse(*row) if row else None
