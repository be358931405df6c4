"""Rounds."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import bindparam, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from plateau.assessment.model import Anonymity, Round, RoundDetails, RoundEvent, RoundState
from plateau.assessment.records import ResponseRecord, RoundEventRecord, RoundRecord
from plateau.assessment.store.participant import is_answered
from plateau.database import new_id

# Built once: nearly every request asks it.
_ROUND = select(RoundRecord).where(
    RoundRecord.id == bindparam("round_id"), RoundRecord.organisation_id == bindparam("organisation_id")
)
# Rows that refer to a locked round can be added meanwhile: who adds them may hold what we wait for.
_LOCKED_ROUND = _ROUND.with_for_update(key_share=True)


def try_add_round(session: Session, item: Round) -> bool:
    """Keep a new round; False when its id, or its name in this organisation, is taken."""
    try:
        with session.begin_nested():
            _add_round(session, item)
    except IntegrityError:
        return False
    return True


def _add_round(session: Session, item: Round) -> None:
    session.add(
        RoundRecord(
            id=item.id,
            organisation_id=item.organisation_id,
            name=item.name,
            instrument_id=item.instrument_id,
            instrument_version=item.instrument_version,
            questionnaire_digest=item.questionnaire_digest,
            is_baseline=item.is_baseline,
            state=item.state.value,
            anonymity=item.anonymity.value,
            opened_at=item.opened_at,
            created_at=item.created_at,
            period=item.period,
            unit=item.unit,
            minimum_group=item.minimum_group,
        )
    )
    session.flush()


def find_round(
    session: Session, *, organisation_id: UUID, round_id: UUID, for_update: bool = False
) -> Round | None:
    """This organisation's round; `for_update` makes others wait until the transaction ends."""
    record = session.scalar(
        _LOCKED_ROUND if for_update else _ROUND, {"round_id": round_id, "organisation_id": organisation_id}
    )
    return to_round(record) if record else None


def find_round_named(session: Session, *, organisation_id: UUID, name: str) -> Round | None:
    """This organisation's round with this name: an organisation has no two."""
    record = session.scalar(
        select(RoundRecord).where(RoundRecord.organisation_id == organisation_id, RoundRecord.name == name)
    )
    return to_round(record) if record else None


def rounds(session: Session, organisation_id: UUID) -> list[Round]:
    """An organisation's rounds, the newest first."""
    rows = session.scalars(
        select(RoundRecord)
        .where(RoundRecord.organisation_id == organisation_id)
        .order_by(RoundRecord.created_at.desc(), RoundRecord.id.desc())
    )
    return [to_round(row) for row in rows]


def rounds_with_answers(session: Session, organisation_id: UUID) -> set[UUID]:
    """The organisation's rounds in which at least one person answered, or handed in."""
    rows = session.scalars(
        select(ResponseRecord.round_id)
        .join(RoundRecord, RoundRecord.id == ResponseRecord.round_id)
        .where(RoundRecord.organisation_id == organisation_id, is_answered())
        .distinct()
    )
    return set(rows)


def try_set_round_details(session: Session, item: Round, details: RoundDetails) -> bool:
    """Keep what was chosen for a round; False when its name in this organisation is taken."""
    record = session.get_one(RoundRecord, item.id, with_for_update=True)
    try:
        with session.begin_nested():
            record.name = details.name
            record.is_baseline = details.is_baseline
            record.period = details.period
            record.unit = details.unit
            record.anonymity = details.anonymity.value
            record.minimum_group = details.minimum_group
            session.flush()
    except IntegrityError:
        return False
    return True


def set_asked(session: Session, item: Round, *, version: int, digest: str | None) -> None:
    """Let a round ask another version of its questionnaire; `digest` as in `Round.questionnaire_digest`."""
    record = session.get_one(RoundRecord, item.id, with_for_update=True)
    record.instrument_version = version
    record.questionnaire_digest = digest
    session.flush()


def move_round(session: Session, item: Round, event: RoundEvent) -> None:
    """Take a step: the new state, and its trace."""
    record = session.get_one(RoundRecord, item.id, with_for_update=True)
    record.state = event.to_state.value
    if event.to_state is RoundState.OPEN and record.opened_at is None:
        record.opened_at = event.at
    session.add(
        RoundEventRecord(
            id=new_id(),
            round_id=item.id,
            from_state=event.from_state.value,
            to_state=event.to_state.value,
            by=event.by,
            at=event.at,
            reason=event.reason,
        )
    )
    session.flush()


def round_events(session: Session, round_id: UUID) -> list[RoundEvent]:
    """The steps a round took, the newest first."""
    rows = session.scalars(
        select(RoundEventRecord)
        .where(RoundEventRecord.round_id == round_id)
        .order_by(RoundEventRecord.at.desc(), RoundEventRecord.id.desc())
    )
    return [
        RoundEvent(RoundState(row.from_state), RoundState(row.to_state), row.by, row.at, row.reason)
        for row in rows
    ]


def to_round(record: RoundRecord) -> Round:
    """The round that a row holds."""
    return Round(
        id=record.id,
        organisation_id=record.organisation_id,
        name=record.name,
        instrument_id=record.instrument_id,
        instrument_version=record.instrument_version,
        questionnaire_digest=record.questionnaire_digest,
        is_baseline=record.is_baseline,
        state=RoundState(record.state),
        anonymity=Anonymity(record.anonymity),
        opened_at=record.opened_at,
        created_at=record.created_at,
        period=record.period,
        unit=record.unit,
        minimum_group=record.minimum_group,
    )
