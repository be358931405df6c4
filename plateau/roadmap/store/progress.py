"""Progress as it was told: rows are only added."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from plateau.roadmap.progress import Report, Work
from plateau.roadmap.records import PlanRecord, ProgressRecord, ScenarioRecord


def add_report(session: Session, *, organisation_id: UUID, report: Report) -> None:
    """Keep what was told."""
    session.add(
        ProgressRecord(
            id=report.id,
            organisation_id=organisation_id,
            plan_id=report.plan_id,
            intervention_id=report.intervention_id,
            work=report.work.value,
            percentage=report.percentage,
            started_on=report.started_on,
            ended_on=report.ended_on,
            note=report.note,
            reported_at=report.reported_at,
            reported_by=report.reported_by,
        )
    )
    session.flush()


def reports(session: Session, *, organisation_id: UUID, round_id: UUID) -> list[Report]:
    """All that was told about any roadmap of a round, the newest first.

    Of any: what is done stays done when another roadmap is approved.
    """
    rows = session.scalars(
        select(ProgressRecord)
        .join(PlanRecord, PlanRecord.id == ProgressRecord.plan_id)
        .join(ScenarioRecord, ScenarioRecord.id == PlanRecord.scenario_id)
        .where(ProgressRecord.organisation_id == organisation_id, ScenarioRecord.round_id == round_id)
        .order_by(ProgressRecord.reported_at.desc(), ProgressRecord.id.desc())
    )
    return [
        Report(
            id=row.id,
            plan_id=row.plan_id,
            intervention_id=row.intervention_id,
            work=Work(row.work),
            percentage=row.percentage,
            started_on=row.started_on,
            ended_on=row.ended_on,
            note=row.note,
            reported_at=row.reported_at,
            reported_by=row.reported_by,
        )
        for row in rows
    ]
