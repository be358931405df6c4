"""Interventions that an organisation added."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy.orm import Session

from plateau.tailoring.documents import read_document, write_document
from plateau.tailoring.model import OwnIntervention
from plateau.tailoring.records import OwnInterventionRecord
from plateau.tailoring.store.versions import newest_versions


def add_intervention(session: Session, item: OwnIntervention) -> None:
    """Add a version of an own intervention."""
    session.add(
        OwnInterventionRecord(
            id=item.id,
            organisation_id=item.organisation_id,
            intervention_id=item.item.id,
            version=item.version,
            document=write_document(item.item),
            file=item.file,
            withdrawn=item.withdrawn,
            set_by=item.set_by,
            set_at=item.set_at,
        )
    )
    session.flush()


def newest_interventions(session: Session, *, organisation_id: UUID) -> dict[str, OwnIntervention]:
    """The newest version of each own intervention, by its id; the withdrawn are among them."""
    query = newest_versions(OwnInterventionRecord, OwnInterventionRecord.intervention_id, organisation_id)
    return {record.intervention_id: _intervention(record) for record in session.scalars(query)}


def _intervention(record: OwnInterventionRecord) -> OwnIntervention:
    return OwnIntervention(
        id=record.id,
        organisation_id=record.organisation_id,
        version=record.version,
        item=read_document(record.document),
        file=record.file,
        withdrawn=record.withdrawn,
        set_by=record.set_by,
        set_at=record.set_at,
    )
