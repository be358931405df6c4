"""Computed roadmaps, with and without their documents."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session, defer

from plateau.roadmap.documents import from_document
from plateau.roadmap.model import Explanation, Plan, Problem, Status, as_document
from plateau.roadmap.records import PlanRecord, ScenarioRecord


@dataclass(frozen=True, slots=True)
class PlanSummary:
    """A computed roadmap without its documents: which one it is, and whether it was approved.

    `explained_at` None: why goals stay open is not known, or not yet.
    """

    id: UUID
    scenario_id: UUID
    organisation_id: UUID
    ambition_id: UUID
    number: int
    computed_at: datetime
    computed_by: UUID
    explained_at: datetime | None
    status: Status
    problem_hash: str
    approved_at: datetime | None
    approved_by: UUID | None

    @property
    def is_approved(self) -> bool:
        """Whether the director approved it."""
        return self.approved_at is not None

    @property
    def is_found(self) -> bool:
        """Whether there is a plan at all."""
        return self.status in (Status.OPTIMAL, Status.FEASIBLE)


@dataclass(frozen=True, slots=True)
class StoredPlan:
    """A computed roadmap with the problem it answers and the reasons behind it."""

    summary: PlanSummary
    problem: Problem
    plan: Plan
    explanation: Explanation


def last_approved(summaries: Iterable[PlanSummary]) -> PlanSummary | None:
    """The roadmap that holds: the one that was approved last."""
    approved = [(item.approved_at, item) for item in summaries if item.approved_at]
    return max(approved, key=lambda entry: entry[0])[1] if approved else None


def add_plan(session: Session, item: StoredPlan) -> None:
    """Keep a computed roadmap."""
    summary = item.summary
    session.add(
        PlanRecord(
            id=summary.id,
            scenario_id=summary.scenario_id,
            organisation_id=summary.organisation_id,
            ambition_id=summary.ambition_id,
            number=summary.number,
            computed_at=summary.computed_at,
            computed_by=summary.computed_by,
            explained_at=summary.explained_at,
            status=summary.status.value,
            problem=as_document(item.problem),
            plan=as_document(item.plan),
            explanation=as_document(item.explanation),
            problem_hash=summary.problem_hash,
            approved_at=summary.approved_at,
            approved_by=summary.approved_by,
        )
    )
    session.flush()


def set_plan_explained(session: Session, *, plan_id: UUID, explanation: Explanation, now: datetime) -> None:
    """Add why goals stay open to a roadmap that was kept without it; what is known stays as it is."""
    record = session.get_one(PlanRecord, plan_id)
    if record.explained_at is not None:
        return
    record.explanation = as_document(explanation)
    record.explained_at = now
    session.flush()


def find_plan(
    session: Session,
    *,
    organisation_id: UUID,
    round_id: UUID,
    number: int | None = None,
    scenario_id: UUID | None = None,
) -> StoredPlan | None:
    """The roadmap with this number on a round, or the newest (of a scenario)."""
    query = (
        select(PlanRecord)
        .join(ScenarioRecord, ScenarioRecord.id == PlanRecord.scenario_id)
        .where(PlanRecord.organisation_id == organisation_id, ScenarioRecord.round_id == round_id)
        .order_by(PlanRecord.computed_at.desc(), PlanRecord.id.desc())
        .limit(1)
    )
    if number is not None:
        query = query.where(PlanRecord.number == number)
    if scenario_id is not None:
        query = query.where(PlanRecord.scenario_id == scenario_id)
    record = session.scalar(query)
    return _plan(record) if record else None


def get_plan(session: Session, *, organisation_id: UUID, plan_id: UUID) -> StoredPlan:
    """This roadmap of the organisation."""
    query = select(PlanRecord).where(PlanRecord.organisation_id == organisation_id, PlanRecord.id == plan_id)
    return _plan(session.scalars(query).one())


def plan_summaries(session: Session, *, organisation_id: UUID, round_id: UUID) -> list[PlanSummary]:
    """All computed roadmaps of a round without their documents, the newest first."""
    rows = session.scalars(
        select(PlanRecord)
        .join(ScenarioRecord, ScenarioRecord.id == PlanRecord.scenario_id)
        .where(PlanRecord.organisation_id == organisation_id, ScenarioRecord.round_id == round_id)
        .order_by(PlanRecord.computed_at.desc(), PlanRecord.id.desc())
        .options(
            defer(PlanRecord.problem, raiseload=True),
            defer(PlanRecord.plan, raiseload=True),
            defer(PlanRecord.explanation, raiseload=True),
        )
    )
    return [_summary(row) for row in rows]


def find_newest_plan(
    session: Session, *, organisation_id: UUID, round_id: UUID, scenario_id: UUID | None = None
) -> PlanSummary | None:
    """The newest computed roadmap of a round (or of one scenario), without its documents."""
    found = plan_summaries(session, organisation_id=organisation_id, round_id=round_id)
    return next((item for item in found if scenario_id in (None, item.scenario_id)), None)


def next_plan_number(session: Session, *, organisation_id: UUID, round_id: UUID) -> int:
    """The number of the round's next roadmap, whatever its scenario; the first is 1."""
    query = (
        select(func.max(PlanRecord.number))
        .join(ScenarioRecord, ScenarioRecord.id == PlanRecord.scenario_id)
        .where(PlanRecord.organisation_id == organisation_id, ScenarioRecord.round_id == round_id)
    )
    return (session.scalar(query) or 0) + 1


def set_plan_approved(session: Session, *, plan_id: UUID, person_id: UUID, now: datetime) -> None:
    """Mark a roadmap as approved."""
    record = session.get_one(PlanRecord, plan_id)
    record.approved_at = now
    record.approved_by = person_id
    session.flush()


def _plan(record: PlanRecord) -> StoredPlan:
    return StoredPlan(
        summary=_summary(record),
        problem=from_document(Problem, record.problem),
        plan=from_document(Plan, record.plan),
        explanation=from_document(Explanation, record.explanation),
    )


def _summary(record: PlanRecord) -> PlanSummary:
    return PlanSummary(
        id=record.id,
        scenario_id=record.scenario_id,
        organisation_id=record.organisation_id,
        ambition_id=record.ambition_id,
        number=record.number,
        computed_at=record.computed_at,
        computed_by=record.computed_by,
        explained_at=record.explained_at,
        status=Status(record.status),
        problem_hash=record.problem_hash,
        approved_at=record.approved_at,
        approved_by=record.approved_by,
    )
