"""Personal links: what is kept of them, who comes in by one, and whose seat it is."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import BindParameter, Select, String, bindparam, or_, select, update
from sqlalchemy.orm import Session, joinedload

from plateau.accounts.records import OrganisationRecord
from plateau.accounts.store import to_organisation
from plateau.assessment.model import Guest, Link, Round
from plateau.assessment.records import ParticipantRecord, RoundRecord
from plateau.assessment.store.participant import to_participant
from plateau.assessment.store.round import to_round

# Built once: every request of a guest asks it.
_GUEST = (
    select(ParticipantRecord, RoundRecord, OrganisationRecord)
    .join(RoundRecord, RoundRecord.id == ParticipantRecord.round_id)
    .join(OrganisationRecord, OrganisationRecord.id == RoundRecord.organisation_id)
    .options(joinedload(ParticipantRecord.areas))
    .execution_options(populate_existing=True)  # looked up again after waiting, it is as it is by then
)
_HASH: BindParameter[str] = bindparam("hashed", type_=String)
_BY_HASH = _GUEST.where(
    or_(
        ParticipantRecord.token_hash == _HASH,
        ParticipantRecord.own_hash == _HASH,
        ParticipantRecord.seat_hash == _HASH,
    )
)
_BY_ID = _GUEST.where(ParticipantRecord.id == bindparam("id"))
_SEAT = select(ParticipantRecord.seat_hash).where(ParticipantRecord.id == bindparam("participant_id"))
_SEAT_LOCKED = _SEAT.with_for_update(key_share=True)


def set_link(
    session: Session, participant_id: UUID, *, salt: str, hashes: Mapping[Link, str], expires_at: datetime
) -> None:
    """Give a participant links, in place of those they had."""
    record = session.get_one(ParticipantRecord, participant_id)
    record.token_salt = salt
    record.token_hash = hashes[Link.HANDED]
    record.own_hash = hashes[Link.OWN]
    record.token_expires_at = expires_at
    record.revoked_at = None
    session.flush()


def set_own_hash(session: Session, participant_id: UUID, hashed: str) -> None:
    """Add the own link to a handed one that was given before there were own links."""
    session.get_one(ParticipantRecord, participant_id).own_hash = hashed
    session.flush()


def end_links(session: Session, participant_id: UUID) -> None:
    """Take a participant's links away, and their seat."""
    record = session.get_one(ParticipantRecord, participant_id)
    record.token_salt = record.token_hash = record.own_hash = record.seat_hash = None
    record.token_expires_at = None
    session.flush()


def set_revoked(session: Session, participant_id: UUID, moment: datetime) -> None:
    """Stop a participant's links."""
    session.get_one(ParticipantRecord, participant_id).revoked_at = moment
    session.flush()


def link_secrets(session: Session, round_id: UUID) -> dict[UUID, tuple[str, dict[Link, str | None]]]:
    """Salt and hashes of the links of a round, by participant."""
    rows = session.execute(
        select(
            ParticipantRecord.id,
            ParticipantRecord.token_salt,
            ParticipantRecord.token_hash,
            ParticipantRecord.own_hash,
        ).where(ParticipantRecord.round_id == round_id, ParticipantRecord.token_hash.is_not(None))
    )
    return {
        row.id: (row.token_salt or "", {Link.HANDED: row.token_hash, Link.OWN: row.own_hash}) for row in rows
    }


def find_seat(session: Session, participant_id: UUID, *, for_update: bool = False) -> str | None:
    """The hash of a participant's seat; `for_update`: nobody takes it or leaves it before we are done."""
    query = _SEAT_LOCKED if for_update else _SEAT
    found: str | None = session.scalar(query, {"participant_id": participant_id})
    return found


def set_seat(session: Session, participant_id: UUID, hashed: str | None) -> None:
    """Give a participant's seat to who has the link with this hash, or (None) to nobody."""
    session.execute(
        update(ParticipantRecord).where(ParticipantRecord.id == participant_id).values(seat_hash=hashed)
    )


def set_begin_pressed(session: Session, participant_id: UUID, moment: datetime, *, took_seat: bool) -> None:
    """Keep when "begin" was pressed at a participant's handed link, and when elsewhere than at the seat."""
    record = session.get_one(ParticipantRecord, participant_id)
    record.pressed_elsewhere_at = record.begin_pressed_at if took_seat else moment
    record.begin_pressed_at = moment
    session.flush()


def begin_pressed(session: Session, participant_id: UUID) -> list[datetime]:
    """When "begin" was last pressed at a handed link, and before that last elsewhere than at the seat."""
    record = session.get_one(ParticipantRecord, participant_id)
    moments = {record.begin_pressed_at, record.pressed_elsewhere_at} - {None}
    return sorted(filter(None, moments), reverse=True)


def find_guest(session: Session, hashed: str) -> tuple[Guest, Round, Link] | None:
    """Whose link has this hash, of any organisation, and which of theirs: a link need not say whose it is."""
    found = _find(session, _BY_HASH, {"hashed": hashed})
    if found is None:
        return None
    record, guest, item = found
    if record.seat_hash == hashed:
        return Guest(guest.participant, guest.organisation, seat=hashed), item, Link.SEAT
    # A link of before there were own ones is both: whoever was answering by it goes on.
    return guest, item, Link.OWN if record.own_hash in {None, hashed} else Link.HANDED


def find_addressee(session: Session, participant_id: UUID) -> tuple[Guest, Round] | None:
    """Who this is, of any organisation: for a message that was asked for by who may."""
    found = _find(session, _BY_ID, {"id": participant_id})
    return found[1:] if found else None


def _find(
    session: Session, query: Select[*tuple[Any, ...]], key: Mapping[str, Any]
) -> tuple[ParticipantRecord, Guest, Round] | None:
    row = session.execute(query, key).unique().one_or_none()
    if row is None:
        return None
    record, of_round, organisation = row
    return record, Guest(to_participant(record), to_organisation(organisation)), to_round(of_round)
