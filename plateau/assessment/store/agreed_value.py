"""Values that a team agreed on."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from plateau.assessment.records import AgreedValueRecord


def agreed_values(session: Session, round_id: UUID) -> dict[str, int]:
    """The values a team set together for a round, by criterion."""
    rows = session.execute(
        select(AgreedValueRecord.criterion_id, AgreedValueRecord.plateau)
        .where(AgreedValueRecord.round_id == round_id)
        .order_by(AgreedValueRecord.criterion_id)
    )
    return {row.criterion_id: row.plateau for row in rows}
