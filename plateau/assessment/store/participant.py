"""Who takes part in a round, from which perspective, and for which areas."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import ColumnElement, and_, bindparam, delete, or_, select, update
from sqlalchemy.orm import Session, selectinload

from plateau.accounts.records import PersonRecord
from plateau.assessment.model import Participant, Perspective
from plateau.assessment.records import ParticipantAreaRecord, ParticipantRecord, ResponseRecord


def is_person() -> ColumnElement[bool]:
    """Whether a participant is the person of the parameter `person_id`: by account, else by e-mail address.

    Addresses of accounts are given by the organisation, as those on the list are.
    """
    person_id = bindparam("person_id", type_=ParticipantRecord.person_id.type)
    address = select(PersonRecord.email).where(PersonRecord.id == person_id).scalar_subquery()
    by_address = and_(ParticipantRecord.person_id.is_(None), ParticipantRecord.email == address)
    return or_(ParticipantRecord.person_id == person_id, by_address)


#: The participant of a person in a round; of two, the one with the account, else the one not revoked.
ID_OF_PERSON = (
    select(ParticipantRecord.id)
    .where(ParticipantRecord.round_id == bindparam("round_id"), is_person())
    .order_by(
        ParticipantRecord.person_id.is_(None), ParticipantRecord.revoked_at.is_not(None), ParticipantRecord.id
    )
    .limit(1)
    .scalar_subquery()
)
_OF_PERSON = (
    select(ParticipantRecord)
    .where(ParticipantRecord.id == ID_OF_PERSON)
    .options(selectinload(ParticipantRecord.areas))
)


def participants(session: Session, round_id: UUID) -> list[Participant]:
    """Everyone who takes part in a round, by name."""
    rows = session.scalars(
        select(ParticipantRecord)
        .where(ParticipantRecord.round_id == round_id)
        .options(selectinload(ParticipantRecord.areas))
        .order_by(ParticipantRecord.name, ParticipantRecord.id)
    )
    return [to_participant(row) for row in rows]


def find_participant(session: Session, *, round_id: UUID, participant_id: UUID) -> Participant | None:
    """This participant of this round."""
    record = session.scalar(
        select(ParticipantRecord)
        .where(ParticipantRecord.round_id == round_id, ParticipantRecord.id == participant_id)
        .options(selectinload(ParticipantRecord.areas))
    )
    return to_participant(record) if record else None


def find_participant_of(session: Session, *, round_id: UUID, person_id: UUID) -> Participant | None:
    """The participant that this person is in this round: see `is_person`."""
    record = session.scalar(_OF_PERSON, {"round_id": round_id, "person_id": person_id})
    return to_participant(record) if record else None


def link_account(session: Session, participant_id: UUID, person_id: UUID) -> None:
    """Who was listed by e-mail address has an account: participant and answers are theirs from now on."""
    session.get_one(ParticipantRecord, participant_id).person_id = person_id
    session.flush()
    session.execute(
        update(ResponseRecord)
        .where(ResponseRecord.participant_id == participant_id)
        .values(person_id=person_id)
        .execution_options(synchronize_session="fetch")
    )


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
            language=item.language,
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
    record.language = item.language
    kept = {row.area: row for row in record.areas}
    record.areas = [kept.get(area) or ParticipantAreaRecord(area=area) for area in sorted(item.areas)]
    session.flush()


def set_written(session: Session, participant_id: UUID, *, moment: datetime, reminding: bool) -> None:
    """Keep when a participant was invited, or last reminded."""
    record = session.get(ParticipantRecord, participant_id)
    if record is None:  # taken off the list while the mail was on its way
        return
    if reminding:
        record.reminded_at = moment
    else:
        record.invited_at = moment
    session.flush()


def participants_done(session: Session, round_id: UUID) -> set[UUID]:
    """Who has handed in. For whom to leave alone, never to show."""
    rows = session.scalars(
        select(ResponseRecord.participant_id).where(
            ResponseRecord.round_id == round_id, ResponseRecord.submitted_at.is_not(None)
        )
    )
    return set(rows)


def is_answered() -> ColumnElement[bool]:
    """Whether a response says something: handed in with everything left open is an answer too."""
    return or_(ResponseRecord.revision > 0, ResponseRecord.submitted_at.is_not(None))


def has_answered(session: Session, participant_id: UUID) -> bool:
    """Whether there is an answer of this participant."""
    found = session.scalar(
        select(ResponseRecord.id).where(ResponseRecord.participant_id == participant_id, is_answered())
    )
    return found is not None


def remove_participant(session: Session, participant_id: UUID) -> None:
    """Forget a participant without answers."""
    session.execute(delete(ResponseRecord).where(ResponseRecord.participant_id == participant_id))
    session.delete(session.get_one(ParticipantRecord, participant_id))
    session.flush()


def to_participant(record: ParticipantRecord) -> Participant:
    """A participant from their row."""
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
        language=record.language,
    )
