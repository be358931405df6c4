"""Adding evidence to an answer, taking it away, putting it back, and destroying a file."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from plateau.accounts.model import Actor
from plateau.assessment import store
from plateau.assessment.evidence import (
    MOST_LARGEST_FILES,
    MOST_PIECES,
    Evidence,
    EvidenceFile,
    bytes_kept,
    taken_away,
    there,
)
from plateau.assessment.file_kinds import media_type_of, safe_name
from plateau.assessment.model import Guest
from plateau.assessment.operations.answering import find_response, own_response
from plateau.assessment.operations.errors import NoRoom, NotFound, TooLarge, TooMuchEvidence
from plateau.database import new_id


@dataclass(frozen=True, slots=True)
class Upload:
    """A file as it came in; `name` is what its owner's computer calls it."""

    name: str
    content: bytes


def find_evidence(session: Session, *, actor: Actor | Guest, round_id: UUID) -> list[Evidence]:
    """All one's own evidence in a round, what was taken away too, the oldest first."""
    response = find_response(session, actor=actor, round_id=round_id)
    return store.evidence_of(session, response.id) if response else []


def add_evidence(
    session: Session,
    *,
    actor: Actor | Guest,
    round_id: UUID,
    criterion: str,
    description: str,
    source: str | Upload,
    shared: bool,
    largest: int,
    now: datetime,
) -> Evidence:
    """Add a link (a checked address) or a file to one's answer; the same one sent twice is kept once.

    `shared` says whether others may see it without a name; sent again, the last choice holds.
    `largest`: the most bytes in a file.

    Raises:
        NotFound, RoundClosed, AlreadySubmitted: as for an answer.
        RefusedFile, TooLarge: the file can't be added.
        TooMuchEvidence, NoRoom: there is no place for it.
    """
    response = own_response(session, actor=actor, round_id=round_id)
    pieces = store.evidence_of(session, response.id)
    piece = Evidence(
        id=new_id(),
        criterion=criterion,
        description=description,
        url=source if isinstance(source, str) else None,
        file=None if isinstance(source, str) else _checked(source, largest),
        shared=shared,
        added_at=now,
    )
    same = _find_same(piece, pieces)
    if same:
        store.set_evidence_shared(session, same.id, shared)
        return replace(same, shared=shared)
    _check_number(piece, pieces)
    if isinstance(source, Upload) and piece.file:
        if bytes_kept(pieces) + piece.file.size > MOST_LARGEST_FILES * largest:
            raise NoRoom
        file_id = new_id()
        store.add_evidence_file(
            session, response_id=response.id, file_id=file_id, file=piece.file, content=source.content
        )
        piece = replace(piece, file_id=file_id)
    store.add_evidence(session, response_id=response.id, piece=piece)
    # Who gave evidence has answered: they stay on the list, and what was promised to them stands.
    store.set_saved(session, response_id=response.id, revision=response.revision + 1, now=now)
    return piece


def remove_evidence(
    session: Session, *, actor: Actor | Guest, round_id: UUID, evidence_id: UUID, now: datetime
) -> None:
    """Take a piece away; it stays on record and can be put back. Twice is the same as once.

    Raises:
        NotFound, RoundClosed, AlreadySubmitted.
    """
    piece, _ = _own_piece(session, actor=actor, round_id=round_id, evidence_id=evidence_id)
    if piece.is_there:
        store.set_evidence_removed(session, piece.id, now)


def put_back_evidence(
    session: Session, *, actor: Actor | Guest, round_id: UUID, evidence_id: UUID, now: datetime
) -> None:
    """Add a piece that was taken away once more.

    Raises:
        NotFound: as above, or its file was wiped.
        RoundClosed, AlreadySubmitted, TooMuchEvidence.
    """
    piece, pieces = _own_piece(session, actor=actor, round_id=round_id, evidence_id=evidence_id)
    if piece.file and piece.file.is_wiped:
        raise NotFound(f"the content of evidence {evidence_id}")
    if _find_same(piece, pieces):
        return
    _check_number(piece, pieces)
    response = own_response(session, actor=actor, round_id=round_id)
    again = replace(piece, id=new_id(), added_at=now, removed_at=None)
    store.add_evidence(session, response_id=response.id, piece=again)


def wipe_evidence(session: Session, *, actor: Actor | Guest, round_id: UUID, evidence_id: UUID) -> None:
    """Destroy the file of a piece that was taken away.

    Raises:
        NotFound: no such piece, no file, or it is still (or again) in use.
        RoundClosed, AlreadySubmitted.
    """
    piece, pieces = _own_piece(session, actor=actor, round_id=round_id, evidence_id=evidence_id)
    if piece.file_id is None or piece not in taken_away(pieces):
        raise NotFound(f"a file of evidence {evidence_id} to wipe")
    # Someone may have added and taken away the same file more than once.
    for file_id in {one.file_id for one in pieces if one.file_id and one.content == piece.content}:
        store.wipe_file(session, file_id)


def _checked(upload: Upload, largest: int) -> EvidenceFile:
    if len(upload.content) > largest:
        raise TooLarge
    return EvidenceFile(
        name=safe_name(upload.name),
        media_type=media_type_of(upload.name, upload.content),
        size=len(upload.content),
        digest=hashlib.sha256(upload.content).hexdigest(),
    )


def _find_same(piece: Evidence, pieces: list[Evidence]) -> Evidence | None:
    return next((one for one in pieces if one.is_there and one.content == piece.content), None)


def _check_number(piece: Evidence, pieces: list[Evidence]) -> None:
    if len(there(pieces).get(piece.criterion, ())) >= MOST_PIECES:
        raise TooMuchEvidence


def _own_piece(
    session: Session, *, actor: Actor | Guest, round_id: UUID, evidence_id: UUID
) -> tuple[Evidence, list[Evidence]]:
    """One's own piece, and all of them, while one may change it."""
    response = own_response(session, actor=actor, round_id=round_id)
    pieces = store.evidence_of(session, response.id)
    found = next((piece for piece in pieces if piece.id == evidence_id), None)
    if found is None:
        raise NotFound(f"evidence {evidence_id}")
    return found, pieces
