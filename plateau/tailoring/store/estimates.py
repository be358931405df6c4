"""An organisation's own estimates."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from plateau.catalogue.model import Estimate, Role
from plateau.tailoring.model import Estimates, OwnEstimate
from plateau.tailoring.records import OwnEstimateRecord
from plateau.tailoring.store.versions import newest_versions


def add(session: Session, item: OwnEstimate) -> None:
    """Add a version."""
    session.add(
        OwnEstimateRecord(
            id=item.id,
            organisation_id=item.organisation_id,
            intervention_id=item.intervention_id,
            version=item.version,
            document=None if item.estimates is None else _document(item.estimates),
            reason=item.reason,
            set_by=item.set_by,
            set_at=item.set_at,
        )
    )
    session.flush()


def history(session: Session, *, organisation_id: UUID, intervention_id: str) -> list[OwnEstimate]:
    """All versions for one intervention, newest first."""
    query = (
        select(OwnEstimateRecord)
        .where(
            OwnEstimateRecord.organisation_id == organisation_id,
            OwnEstimateRecord.intervention_id == intervention_id,
        )
        .order_by(OwnEstimateRecord.version.desc())
    )
    return [_item(record) for record in session.scalars(query)]


def newest(session: Session, *, organisation_id: UUID) -> dict[str, OwnEstimate]:
    """The newest version per intervention, by its id; one that went back to ours is among them."""
    query = newest_versions(OwnEstimateRecord, OwnEstimateRecord.intervention_id, organisation_id)
    return {record.intervention_id: _item(record) for record in session.scalars(query)}


def _item(record: OwnEstimateRecord) -> OwnEstimate:
    return OwnEstimate(
        id=record.id,
        organisation_id=record.organisation_id,
        intervention_id=record.intervention_id,
        version=record.version,
        estimates=None if record.document is None else _estimates(record.document),
        reason=record.reason,
        set_by=record.set_by,
        set_at=record.set_at,
    )


def _document(estimates: Estimates) -> dict[str, Any]:
    return {
        "duration_months": _three(estimates.duration_months),
        "one_off_cost_eur": _three(estimates.one_off_cost_eur),
        "structural_cost_eur_per_year": _three(estimates.structural_cost_eur_per_year),
        "effort_days": {role.value: _three(days) for role, days in estimates.effort_days.items()},
    }


def _estimates(document: dict[str, Any]) -> Estimates:
    return Estimates(
        duration_months=Estimate(*document["duration_months"]),
        one_off_cost_eur=Estimate(*document["one_off_cost_eur"]),
        structural_cost_eur_per_year=Estimate(*document["structural_cost_eur_per_year"]),
        effort_days={Role(role): Estimate(*days) for role, days in document["effort_days"].items()},
    )


def _three(estimate: Estimate) -> list[int]:
    return [estimate.low, estimate.likely, estimate.high]
