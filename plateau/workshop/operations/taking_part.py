"""What someone does who takes part: join and vote."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from plateau.assessment.links import token_hash
from plateau.assessment.model import Perspective
from plateau.assessment.operations import NotFound, get_round, questionnaire_in
from plateau.workshop import store
from plateau.workshop.model import (
    CODE_LENGTH,
    Phase,
    Position,
    Seat,
    Vote,
)
from plateau.workshop.operations.errors import Full, Stale

MOST_SEATS = 200


def clean_code(text: str) -> str:
    """A code as typed on a phone, the way it is kept."""
    return "".join(text.split()).replace("-", "").upper()[: CODE_LENGTH + 1]


def join(
    session: Session,
    *,
    code: str,
    name: str,
    perspective: Perspective,
    seat_id: UUID,
    token: str,
    now: datetime,
) -> Seat:
    """Take a seat in the running session with this code; the same token (a form sent twice) has one seat.

    Raises:
        NotFound: there is no such session, or this seat was taken away.
        Full: it has no seat left.
    """
    workshop = store.find_by_code(session, clean_code(code))
    if workshop is None:
        raise NotFound("workshop")
    if len(store.seats(session, workshop.id)) >= MOST_SEATS:
        raise Full(str(workshop.id))
    seat = Seat(seat_id, workshop.id, name, perspective, now)
    if store.try_add_seat(session, seat, token_hash=token_hash(token)):
        return seat
    existing = store.find_seat(session, token_hash(token))
    if existing is None:
        raise NotFound("seat")
    return existing


def vote(session: Session, *, token: str, choice: str, expected: Position, now: datetime) -> None:
    """Vote on the item at hand as a form writes it (`Vote.parse`), or vote anew while the votes are hidden.

    Raises:
        NotFound: this token has no seat.
        Stale: the votes are shown already, or another item is at hand.
        ValueError: one can not answer this item so.
    """
    seat = store.find_seat(session, token_hash(token), for_update=True)
    if seat is None:
        raise NotFound("seat")
    workshop = store.workshop_of_seat(session, seat, for_vote=True)
    item = workshop.current
    if item is None or workshop.position != expected or workshop.position.phase is not Phase.VOTE:
        raise Stale(str(workshop.position))
    held = get_round(session, organisation_id=workshop.organisation_id, round_id=workshop.round_id)
    given = Vote.parse(choice, item.topic.scale(questionnaire_in(session, item=held)))
    store.put_vote(session, item_id=item.id, seat_id=seat.id, vote=given, now=now)
