"""Who takes part in a round, from which perspective, and for which areas."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import delete, select
from sqlalchemy.orm import Session, selectinload

from plateau.assessment.model import Participant, Perspective
from plateau.assessment.records import ParticipantAreaRecord, ParticipantRecord, ResponseRecord


def participants(session: Session, round_id: UUID) -> list[Participant]:
    """Everyone who takes part in a round, by name."""
    rows = session.scalars(
        select(ParticipantRecord)
        .where(ParticipantRecord.round_id == round_id)
        .options(selectinload(ParticipantRecord.areas))
        .order_by(ParticipantRecord.name, ParticipantRecord.id)
    )
    return [_participant(row) for row in rows]


def find_participant(session: Session, *, round_id: UUID, participant_id: UUID) -> Participant | None:
    """This participant of this round."""
    record = session.scalar(
        select(ParticipantRecord)
        .where(ParticipantRecord.round_id == round_id, ParticipantRecord.id == participant_id)
        .options(selectinload(ParticipantRecord.areas))
    )
    return _participant(record) if record else None


def find_participant_of(session: Session, *, round_id: UUID, person_id: UUID) -> Participant | None:
    """The participant that this person is in this round."""
    record = session.scalar(
        select(ParticipantRecord)
        .where(ParticipantRecord.round_id == round_id, ParticipantRecord.person_id == person_id)
        .options(selectinload(ParticipantRecord.areas))
    )
    return _participant(record) if record else None


def add_participant(session: Session, item: Participant) -> None:
    """Keep a new participant, still without a personal link."""
    session.add(
        ParticipantRecord(
            id=item.id,
            round_id=item.round_id,
            person_id=item.person_id,
            name=item.name,
            email=item.email,
            perspective=item.perspective.value,
            areas=[ParticipantAreaRecord(area=area) for area in sorted(item.areas)],
        )
    )
    session.flush()


def set_participant(session: Session, item: Participant) -> None:
    """Keep who a participant is and what they are asked."""
    record = session.get_one(ParticipantRecord, item.id)
    record.name = item.name
    record.email = item.email
    record.perspective = item.perspective.value
    kept = {row.area: row for row in record.areas}
    record.areas = [kept.get(area) or ParticipantAreaRecord(area=area) for area in sorted(item.areas)]
    session.flush()


def has_answered(session: Session, participant_id: UUID) -> bool:
    """Whether there is an answer of this participant."""
    found = session.scalar(
        select(ResponseRecord.id).where(
            ResponseRecord.participant_id == participant_id, ResponseRecord.revision > 0
        )
    )
    return found is not None


def remove_participant(session: Session, participant_id: UUID) -> None:
    """Forget a participant without answers."""
    session.execute(delete(ResponseRecord).where(ResponseRecord.participant_id == participant_id))
    session.delete(session.get_one(ParticipantRecord, participant_id))
    session.flush()


def _participant(record: ParticipantRecord) -> Participant:
    return Participant(
        id=record.id,
        round_id=record.round_id,
        person_id=record.person_id,
        name=record.name,
        email=record.email,
        perspective=Perspective(record.perspective),
        areas=frozenset(row.area for row in record.areas),
        invited_at=record.invited_at,
        reminded_at=record.reminded_at,
        has_link=record.token_hash is not None,
        token_expires_at=record.token_expires_at,
        revoked_at=record.revoked_at,
    )
