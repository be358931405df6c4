"""Rounds."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import Select, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from plateau.assessment.model import Anonymity, Round, RoundState
from plateau.assessment.records import RoundRecord


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
    record = session.scalar(_round_query(organisation_id, round_id, for_update=for_update))
    return _round(record) if record else None


def find_round_named(session: Session, *, organisation_id: UUID, name: str) -> Round | None:
    """This organisation's round with this name: an organisation has no two."""
    record = session.scalar(
        select(RoundRecord).where(RoundRecord.organisation_id == organisation_id, RoundRecord.name == name)
    )
    return _round(record) if record else None


def rounds(session: Session, organisation_id: UUID) -> list[Round]:
    """An organisation's rounds, the newest first."""
    rows = session.scalars(
        select(RoundRecord)
        .where(RoundRecord.organisation_id == organisation_id)
        .order_by(RoundRecord.created_at.desc(), RoundRecord.id.desc())
    )
    return [_round(row) for row in rows]


def set_round_state(session: Session, *, organisation_id: UUID, round_id: UUID, state: RoundState) -> None:
    """Move a round to another state."""
    record = session.scalars(_round_query(organisation_id, round_id, for_update=True)).one()
    record.state = state.value
    session.flush()


def _round_query(organisation_id: UUID, round_id: UUID, *, for_update: bool) -> Select[RoundRecord]:
    query = select(RoundRecord).where(
        RoundRecord.id == round_id, RoundRecord.organisation_id == organisation_id
    )
    return query.with_for_update() if for_update else query


def _round(record: RoundRecord) -> Round:
    return Round(
        id=record.id,
        organisation_id=record.organisation_id,
        name=record.name,
        instrument_id=record.instrument_id,
        instrument_version=record.instrument_version,
        is_baseline=record.is_baseline,
        state=RoundState(record.state),
        anonymity=Anonymity(record.anonymity),
        opened_at=record.opened_at,
        created_at=record.created_at,
        period=record.period,
        unit=record.unit,
        minimum_group=record.minimum_group,
    )
