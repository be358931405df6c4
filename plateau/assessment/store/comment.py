"""Which comments are hidden, and who did that when."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from plateau.assessment.records import CommentEventRecord
from plateau.database import new_id


def hidden_comments(session: Session, round_id: UUID) -> frozenset[tuple[str, str]]:
    """The comments of a round that are hidden now, by criterion and digest."""
    rows = session.scalars(
        select(CommentEventRecord)
        .where(CommentEventRecord.round_id == round_id)
        .order_by(CommentEventRecord.at, CommentEventRecord.id)
    )
    newest = {(row.criterion_id, row.digest): row.hidden for row in rows}
    return frozenset(key for key, hidden in newest.items() if hidden)


def add_comment_event(
    session: Session, *, round_id: UUID, criterion: str, digest: str, hidden: bool, by: UUID, now: datetime
) -> None:
    """Keep that someone hid a comment, or showed it again."""
    session.add(
        CommentEventRecord(
            id=new_id(),
            round_id=round_id,
            criterion_id=criterion,
            digest=digest,
            hidden=hidden,
            by=by,
            at=now,
        )
    )
    session.flush()
