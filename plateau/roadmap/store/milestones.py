"""The organisation's own milestones."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from plateau.catalogue.model import Certainty
from plateau.language import Text
from plateau.roadmap.milestones import DatedMilestone
from plateau.roadmap.records import MilestoneRecord


def milestones(
    session: Session, organisation_id: UUID, *, with_removed: bool = False
) -> list[DatedMilestone]:
    """The organisation's own milestones by date; on request also the removed ones, for older plans."""
    query = (
        select(MilestoneRecord)
        .where(MilestoneRecord.organisation_id == organisation_id)
        .order_by(MilestoneRecord.date, MilestoneRecord.id)
    )
    rows = session.scalars(query if with_removed else query.where(MilestoneRecord.removed_at.is_(None)))
    return [_milestone(row) for row in rows]


def find_milestone(session: Session, *, organisation_id: UUID, milestone_id: UUID) -> DatedMilestone | None:
    """This milestone of the organisation, removed or not."""
    record = session.scalar(
        select(MilestoneRecord).where(
            MilestoneRecord.organisation_id == organisation_id, MilestoneRecord.id == milestone_id
        )
    )
    return _milestone(record) if record else None


def add_milestone(session: Session, *, organisation_id: UUID, milestone: DatedMilestone) -> None:
    """Keep a new milestone of the organisation; its title is one text, in the organisation's words."""
    session.add(
        MilestoneRecord(
            id=UUID(milestone.id),
            organisation_id=organisation_id,
            transitie_id=milestone.transitie,
            title=milestone.title.nl,
            date=milestone.date,
            certainty=milestone.certainty.value,
            plateau=milestone.plateau,
        )
    )
    session.flush()


def set_milestone_removed(
    session: Session, *, organisation_id: UUID, milestone_id: UUID, now: datetime
) -> bool:
    """Take a milestone out of what is still to come; False when it was out already.

    Of two who do this at once, one gets True.
    """
    record = session.scalar(
        select(MilestoneRecord)
        .where(
            MilestoneRecord.organisation_id == organisation_id,
            MilestoneRecord.id == milestone_id,
            MilestoneRecord.removed_at.is_(None),
        )
        .with_for_update()
    )
    if record is None:
        return False
    record.removed_at = now
    session.flush()
    return True


def _milestone(record: MilestoneRecord) -> DatedMilestone:
    return DatedMilestone(
        id=str(record.id),
        transitie=record.transitie_id,
        title=Text(record.title, record.title),
        date=record.date,
        certainty=Certainty(record.certainty),
        plateau=record.plateau,
        own=True,
        removed=record.removed_at is not None,
    )
