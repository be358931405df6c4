"""Ambitions, by version."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from plateau.assessment.model import Ambition, Target
from plateau.assessment.records import AmbitionRecord, AmbitionTargetRecord
from plateau.database import new_id


def find_ambition(session: Session, *, organisation_id: UUID, round_id: UUID) -> Ambition | None:
    """The newest version of the ambition set on a round."""
    record = session.scalar(
        select(AmbitionRecord)
        .where(AmbitionRecord.organisation_id == organisation_id, AmbitionRecord.round_id == round_id)
        .order_by(AmbitionRecord.version.desc())
        .limit(1)
        .options(selectinload(AmbitionRecord.targets))
    )
    return _ambition(record) if record else None


def get_ambition(session: Session, *, organisation_id: UUID, ambition_id: UUID) -> Ambition:
    """This version of an ambition."""
    record = session.scalars(
        select(AmbitionRecord)
        .where(AmbitionRecord.organisation_id == organisation_id, AmbitionRecord.id == ambition_id)
        .options(selectinload(AmbitionRecord.targets))
    ).one()
    return _ambition(record)


def add_ambition(session: Session, ambition: Ambition) -> None:
    """Keep a new version of an ambition."""
    session.add(
        AmbitionRecord(
            id=ambition.id,
            organisation_id=ambition.organisation_id,
            round_id=ambition.round_id,
            version=ambition.version,
            horizon=ambition.horizon,
            motivation=ambition.motivation,
            set_by=ambition.set_by,
            set_at=ambition.set_at,
            targets=list(_target_records(ambition)),
        )
    )
    session.flush()


def _target_records(ambition: Ambition) -> Iterable[AmbitionTargetRecord]:
    # An area can have a motivation without a target: both find their place in the area's own row.
    rows: list[tuple[str, str | None, int | None, str]] = [
        (area, None, ambition.area_target(area), motivation)
        for area, motivation in ambition.motivations.items()
    ]
    rows += [
        (target.area, None, target.plateau, "")
        for target in ambition.targets
        if target.criterion is None and target.area not in ambition.motivations
    ]
    rows += [
        (target.area, target.criterion, target.plateau, "") for target in ambition.targets if target.criterion
    ]
    for position, (area, criterion, plateau, motivation) in enumerate(rows):
        yield AmbitionTargetRecord(
            id=new_id(),
            position=position,
            area=area,
            criterion_id=criterion,
            plateau=plateau,
            motivation=motivation,
        )


def _ambition(record: AmbitionRecord) -> Ambition:
    return Ambition(
        id=record.id,
        organisation_id=record.organisation_id,
        round_id=record.round_id,
        version=record.version,
        horizon=record.horizon,
        motivation=record.motivation,
        motivations={row.area: row.motivation for row in record.targets if row.criterion_id is None},
        targets=tuple(
            Target(row.area, row.plateau, row.criterion_id)
            for row in record.targets
            if row.plateau is not None
        ),
        set_by=record.set_by,
        set_at=record.set_at,
    )
