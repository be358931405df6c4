"""Pieces of evidence and the files among them."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import Row, Select, select
from sqlalchemy.orm import Session

from plateau.assessment.evidence import Evidence, EvidenceFile
from plateau.assessment.records import (
    EvidenceFileRecord,
    EvidenceRecord,
    ParticipantRecord,
    ResponseRecord,
)


def add_evidence_file(
    session: Session, *, response_id: UUID, file_id: UUID, file: EvidenceFile, content: bytes
) -> None:
    """Keep a file; a piece of evidence then names it."""
    session.add(
        EvidenceFileRecord(
            id=file_id,
            response_id=response_id,
            name=file.name,
            media_type=file.media_type,
            size=file.size,
            digest=file.digest,
            content=content,
        )
    )
    session.flush()


def add_evidence(session: Session, *, response_id: UUID, piece: Evidence) -> None:
    """Keep a piece of evidence."""
    session.add(
        EvidenceRecord(
            id=piece.id,
            response_id=response_id,
            criterion_id=piece.criterion,
            description=piece.description,
            url=piece.url,
            file_id=piece.file_id,
            shared=piece.shared,
            added_at=piece.added_at,
            removed_at=piece.removed_at,
        )
    )
    session.flush()


def evidence_of(session: Session, response_id: UUID) -> list[Evidence]:
    """All pieces of a response, those taken away too, the oldest first."""
    rows = session.execute(
        _pieces()
        .where(EvidenceRecord.response_id == response_id)
        .order_by(EvidenceRecord.added_at, EvidenceRecord.id)
    )
    return [_evidence(row) for row in rows]


def given_evidence(session: Session, round_id: UUID, *, with_names: bool) -> list[tuple[str, Evidence]]:
    """All pieces in the submitted responses of a round, each after the name of who gave it ("" without)."""
    rows = session.execute(
        _pieces()
        .add_columns(ParticipantRecord.name.label("given_by"))
        .join(ResponseRecord, ResponseRecord.id == EvidenceRecord.response_id)
        .join(ParticipantRecord, ParticipantRecord.id == ResponseRecord.participant_id)
        .where(ResponseRecord.round_id == round_id, ResponseRecord.submitted_at.is_not(None))
        .order_by(EvidenceRecord.id)
    )
    return [(row.given_by if with_names else "", _evidence(row)) for row in rows]


def set_evidence_removed(session: Session, evidence_id: UUID, moment: datetime) -> None:
    """Mark a piece as taken away."""
    session.get_one(EvidenceRecord, evidence_id).removed_at = moment
    session.flush()


def set_evidence_shared(session: Session, evidence_id: UUID, shared: bool) -> None:
    """Keep who may see a piece."""
    session.get_one(EvidenceRecord, evidence_id).shared = shared
    session.flush()


def wipe_file(session: Session, file_id: UUID) -> None:
    """Destroy the content of a file; what it was called stays on record."""
    session.get_one(EvidenceFileRecord, file_id).content = None
    session.flush()


def file_content(session: Session, file_id: UUID) -> bytes | None:
    """What is in a file; None when it was wiped."""
    return session.scalar(select(EvidenceFileRecord.content).where(EvidenceFileRecord.id == file_id))


def content_with(session: Session, *, round_id: UUID, digest: str) -> bytes | None:
    """What is in the file of a round that has this digest."""
    return session.scalar(
        select(EvidenceFileRecord.content)
        .join(ResponseRecord, ResponseRecord.id == EvidenceFileRecord.response_id)
        .where(
            ResponseRecord.round_id == round_id,
            EvidenceFileRecord.digest == digest,
            EvidenceFileRecord.content.is_not(None),
        )
        .limit(1)
    )


def _pieces() -> Select[EvidenceRecord, str, str, int, str, bool]:
    """Pieces with all of their files but the content: a list must not carry megabytes along."""
    file = EvidenceFileRecord
    return select(
        EvidenceRecord,
        file.name.label("name"),
        file.media_type.label("media_type"),
        file.size.label("size"),
        file.digest.label("digest"),
        file.content.is_(None).label("is_wiped"),
    ).join(file, file.id == EvidenceRecord.file_id, isouter=True)


def _evidence(row: Row[EvidenceRecord, str, str, int, str, bool]) -> Evidence:
    record = row.EvidenceRecord
    file = None
    if record.file_id is not None:
        file = EvidenceFile(row.name, row.media_type, row.size, row.digest, row.is_wiped)
    return Evidence(
        id=record.id,
        criterion=record.criterion_id,
        description=record.description,
        url=record.url,
        file=file,
        shared=record.shared,
        added_at=record.added_at,
        removed_at=record.removed_at,
        file_id=record.file_id,
    )
