"""What the tables of versions have in common."""

from __future__ import annotations

from typing import TypeVar
from uuid import UUID

from sqlalchemy import Select, func, select
from sqlalchemy.orm import InstrumentedAttribute

from plateau.tailoring.records import OwnEstimateRecord, OwnInterventionRecord, OwnQuestionnaireRecord

Record = TypeVar("Record", OwnEstimateRecord, OwnInterventionRecord, OwnQuestionnaireRecord)


def newest_versions(
    record: type[Record], key: InstrumentedAttribute[str], organisation_id: UUID
) -> Select[Record]:
    """The newest version of each thing of the organisation; `key`: the column that says which thing, and in
    what order they come.
    """
    latest = (
        select(key.label("key"), func.max(record.version).label("version"))
        .where(record.organisation_id == organisation_id)
        .group_by(key)
        .subquery()
    )
    return (
        select(record)
        .join(latest, (latest.c.key == key) & (latest.c.version == record.version))
        .where(record.organisation_id == organisation_id)
        .order_by(key)
    )
