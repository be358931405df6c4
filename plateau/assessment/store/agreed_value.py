"""Values that a team agreed on; each change is a version."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from plateau.assessment.consensus import AgreedValue
from plateau.assessment.model import Mark
from plateau.assessment.records import AgreedValueRecord
from plateau.database import new_id


def agreed_values(session: Session, round_id: UUID) -> dict[str, AgreedValue]:
    """The newest version of each value that a team set together for a round, by criterion."""
    newest = (
        select(AgreedValueRecord.criterion_id, func.max(AgreedValueRecord.version).label("version"))
        .where(AgreedValueRecord.round_id == round_id)
        .group_by(AgreedValueRecord.criterion_id)
        .subquery()
    )
    rows = session.scalars(
        select(AgreedValueRecord)
        .join(
            newest,
            (newest.c.criterion_id == AgreedValueRecord.criterion_id)
            & (newest.c.version == AgreedValueRecord.version),
        )
        .where(AgreedValueRecord.round_id == round_id)
        .order_by(AgreedValueRecord.criterion_id)
    )
    return {row.criterion_id: _agreed_value(row) for row in rows}


def agreed_value_versions(session: Session, *, round_id: UUID, criterion: str) -> list[AgreedValue]:
    """Every version of the value of one criterion, the newest first."""
    rows = session.scalars(
        select(AgreedValueRecord)
        .where(AgreedValueRecord.round_id == round_id, AgreedValueRecord.criterion_id == criterion)
        .order_by(AgreedValueRecord.version.desc())
    )
    return [_agreed_value(row) for row in rows]


def add_agreed_value(session: Session, *, round_id: UUID, value: AgreedValue) -> None:
    """Keep a new version."""
    session.add(
        AgreedValueRecord(
            id=new_id(),
            round_id=round_id,
            criterion_id=value.criterion,
            version=value.version,
            mark=value.mark.value if value.mark else None,
            plateau=value.plateau,
            option=value.option,
            reason=value.reason,
            dissent=value.dissent,
            evidence=value.evidence,
            set_by=value.set_by,
            set_at=value.set_at,
        )
    )
    session.flush()


def _agreed_value(record: AgreedValueRecord) -> AgreedValue:
    return AgreedValue(
        criterion=record.criterion_id,
        version=record.version,
        mark=Mark(record.mark) if record.mark else None,
        plateau=record.plateau,
        option=record.option,
        reason=record.reason,
        dissent=record.dissent,
        evidence=record.evidence,
        set_by=record.set_by,
        set_at=record.set_at,
    )
