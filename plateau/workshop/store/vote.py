"""Votes in the room and before it.

What hidden votes say is read in two places only: `own_vote`, for the seat that gave it, and the two functions
whose query itself asks that the item was revealed. Everything else counts.
"""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from plateau.assessment.model import Mark, Perspective
from plateau.assessment.records import AnswerRecord, ParticipantRecord, ResponseRecord
from plateau.workshop.model import (
    EarlyCandidate,
    Item,
    Subject,
    Vote,
)
from plateau.workshop.records import (
    WorkshopEarlyRecord,
    WorkshopItemRecord,
    WorkshopSeatRecord,
    WorkshopVoteRecord,
)


def put_vote(session: Session, *, item_id: UUID, seat_id: UUID, vote: Vote, now: datetime) -> None:
    """Keep what a seat votes on an item, in the place of what it voted before."""
    record = session.get(WorkshopVoteRecord, (item_id, seat_id))
    if record is None:
        record = WorkshopVoteRecord(item_id=item_id, seat_id=seat_id)
        session.add(record)
    record.mark = vote.mark.value
    record.plateau = vote.plateau
    record.option = vote.option
    record.voted_at = now
    session.flush()


def own_vote(session: Session, *, item_id: UUID, seat_id: UUID) -> Vote | None:
    """What this seat votes on an item: for its own screen and no other."""
    record = session.get(WorkshopVoteRecord, (item_id, seat_id))
    return Vote(Mark(record.mark), record.plateau, record.option) if record else None


def ready_seats(session: Session, item_id: UUID) -> set[UUID]:
    """Which seats voted on an item, whatever they voted."""
    return set(
        session.scalars(select(WorkshopVoteRecord.seat_id).where(WorkshopVoteRecord.item_id == item_id))
    )


def revealed_votes(session: Session, item_id: UUID) -> list[tuple[Perspective, Vote]]:
    """The votes on an item with their perspectives; nothing at all before the reveal."""
    rows = session.execute(
        select(
            WorkshopSeatRecord.perspective,
            WorkshopVoteRecord.mark,
            WorkshopVoteRecord.plateau,
            WorkshopVoteRecord.option,
        )
        .join(WorkshopSeatRecord, WorkshopSeatRecord.id == WorkshopVoteRecord.seat_id)
        .join(WorkshopItemRecord, WorkshopItemRecord.id == WorkshopVoteRecord.item_id)
        .where(WorkshopVoteRecord.item_id == item_id, WorkshopItemRecord.revealed_at.is_not(None))
        .order_by(
            WorkshopVoteRecord.mark,
            WorkshopVoteRecord.plateau,
            WorkshopVoteRecord.option,
            WorkshopSeatRecord.perspective,
        )
    )
    return [(Perspective(row.perspective), Vote(Mark(row.mark), row.plateau, row.option)) for row in rows]


def early_candidates(session: Session, round_id: UUID) -> list[EarlyCandidate]:
    """The handed-in questionnaires of a round, by the name of who filled them in."""
    rows = session.execute(
        select(ResponseRecord.id, ParticipantRecord.name, ResponseRecord.revision)
        .join(ParticipantRecord, ParticipantRecord.id == ResponseRecord.participant_id)
        .where(ResponseRecord.round_id == round_id, ResponseRecord.submitted_at.is_not(None))
        .order_by(ParticipantRecord.name, ResponseRecord.id)
    )
    return [EarlyCandidate(row.id, row.name, row.revision) for row in rows]


def count_early(session: Session, workshop_id: UUID, criterion: str) -> int:
    """How many early votes there are on a criterion, whatever they say."""
    newest = _early_answers(workshop_id, criterion).where(AnswerRecord.mark.is_not(None)).subquery()
    return session.scalar(select(func.count()).select_from(newest)) or 0


def revealed_early(session: Session, item: Item, workshop_id: UUID) -> list[Vote]:
    """The early votes on an item; nothing at all before the reveal, nothing on an area."""
    if item.topic.subject is not Subject.CRITERION:
        return []
    revealed = select(WorkshopItemRecord.id).where(
        WorkshopItemRecord.id == item.id, WorkshopItemRecord.revealed_at.is_not(None)
    )
    rows = session.scalars(
        _early_answers(workshop_id, item.topic.reference)
        .where(revealed.exists())
        .order_by(AnswerRecord.mark, AnswerRecord.plateau, AnswerRecord.option)
    )
    return [Vote(Mark(row.mark), row.plateau, row.option) for row in rows if row.mark]


def _early_answers(workshop_id: UUID, criterion: str) -> Select[AnswerRecord]:
    newest = (
        select(AnswerRecord.response_id, func.max(AnswerRecord.revision).label("revision"))
        .join(WorkshopEarlyRecord, WorkshopEarlyRecord.response_id == AnswerRecord.response_id)
        .where(
            WorkshopEarlyRecord.workshop_id == workshop_id,
            AnswerRecord.criterion_id == criterion,
            AnswerRecord.revision <= WorkshopEarlyRecord.revision,
        )
        .group_by(AnswerRecord.response_id)
        .subquery()
    )
    return (
        select(AnswerRecord)
        .join(
            newest,
            (newest.c.response_id == AnswerRecord.response_id) & (newest.c.revision == AnswerRecord.revision),
        )
        .where(AnswerRecord.criterion_id == criterion)
    )
