"""Mail on its way."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from plateau.assessment.outgoing import Next, Outgoing, State
from plateau.assessment.records import OutgoingMailRecord
from plateau.mail.model import Kind


def add_outgoing(session: Session, item: Outgoing) -> None:
    """Keep a message that waits to be sent."""
    session.add(
        OutgoingMailRecord(
            id=item.id,
            round_id=item.round_id,
            participant_id=item.participant_id,
            kind=item.kind.value,
            base=item.base,
            state=item.state.value,
            attempts=item.attempts,
            reason=item.reason,
            asked_by=item.asked_by,
            asked_at=item.asked_at,
            due_at=item.due_at,
        )
    )
    session.flush()


def outgoing(session: Session, round_id: UUID) -> list[Outgoing]:
    """All messages about a round, the newest first."""
    rows = session.scalars(
        select(OutgoingMailRecord)
        .where(OutgoingMailRecord.round_id == round_id)
        .order_by(OutgoingMailRecord.asked_at.desc(), OutgoingMailRecord.id.desc())
    )
    return [_outgoing(row) for row in rows]


def participants_in_mail(
    session: Session, round_id: UUID, *, kind: Kind, states: Collection[State]
) -> set[UUID]:
    """To whom a message of this kind is in one of these states."""
    rows = session.scalars(
        select(OutgoingMailRecord.participant_id).where(
            OutgoingMailRecord.round_id == round_id,
            OutgoingMailRecord.kind == kind.value,
            OutgoingMailRecord.state.in_([state.value for state in states]),
        )
    )
    return set(rows)


def asked_since(session: Session, participant_id: UUID, *, kind: Kind, moment: datetime) -> int:
    """How many messages of this kind were asked for, for one participant, since a moment."""
    found = session.scalar(
        select(func.count(OutgoingMailRecord.id)).where(
            OutgoingMailRecord.participant_id == participant_id,
            OutgoingMailRecord.kind == kind.value,
            OutgoingMailRecord.asked_at > moment,
        )
    )
    return found or 0


def due_outgoing(session: Session, now: datetime) -> list[UUID]:
    """Which messages, of any organisation, wait and may be sent now; who asked first goes first."""
    rows = session.scalars(
        select(OutgoingMailRecord.id)
        .where(OutgoingMailRecord.state == State.WAITING.value, OutgoingMailRecord.due_at <= now)
        .order_by(OutgoingMailRecord.due_at, OutgoingMailRecord.id)
    )
    return list(rows)


def take_outgoing(session: Session, outgoing_id: UUID, *, now: datetime) -> Outgoing | None:
    """Mark a waiting message as being sent by us; None when another worker was first."""
    taken = session.execute(
        update(OutgoingMailRecord)
        .where(OutgoingMailRecord.id == outgoing_id, OutgoingMailRecord.state == State.WAITING.value)
        .values(state=State.SENDING.value, taken_at=now, attempts=OutgoingMailRecord.attempts + 1)
        .returning(OutgoingMailRecord.id)
    ).one_or_none()
    return _outgoing(session.get_one(OutgoingMailRecord, outgoing_id)) if taken else None


def settle_outgoing(
    session: Session, outgoing_id: UUID, next_: Next, *, reason: str, sent_at: datetime | None
) -> None:
    """Keep what became of a message that was being sent."""
    record = session.get(OutgoingMailRecord, outgoing_id)
    if record is None:  # its participant was taken off the list while it went out
        return
    record.state = next_.state.value
    record.due_at = next_.due_at
    record.reason = reason[:200]
    record.sent_at = sent_at
    session.flush()


def give_up_abandoned(session: Session, *, before: datetime, reason: str) -> int:
    """Messages that a worker took before this and never told of again are unsure; says how many."""
    rows = session.execute(
        update(OutgoingMailRecord)
        .where(OutgoingMailRecord.state == State.SENDING.value, OutgoingMailRecord.taken_at < before)
        .values(state=State.UNSURE.value, reason=reason)
        .returning(OutgoingMailRecord.id)
    ).all()
    return len(rows)


def _outgoing(record: OutgoingMailRecord) -> Outgoing:
    return Outgoing(
        id=record.id,
        round_id=record.round_id,
        participant_id=record.participant_id,
        kind=Kind(record.kind),
        base=record.base,
        state=State(record.state),
        attempts=record.attempts,
        reason=record.reason,
        asked_by=record.asked_by,
        asked_at=record.asked_at,
        due_at=record.due_at,
        sent_at=record.sent_at,
    )
