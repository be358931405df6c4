"""Personal links: giving, renewing and revoking them, and coming in by one."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from plateau.accounts.model import Actor
from plateau.assessment import links, store
from plateau.assessment.model import Guest, Participant, Round
from plateau.assessment.operations.errors import LinkEnded
from plateau.assessment.operations.participants import get_participant, open_list
from plateau.assessment.operations.rounds import get_round

MakeSalt = Callable[[], str]


def give_links(
    session: Session, *, actor: Actor, round_id: UUID, secret: str, make_salt: MakeSalt, now: datetime
) -> int:
    """Give a link to everyone who has none that works, but not to who had theirs revoked; says to how many.

    Raises:
        NotFound: no such round.
        ListClosed: the round is closed.
    """
    item = open_list(session, actor=actor, round_id=round_id)
    given = 0
    for someone in store.participants(session, item.id):
        if someone.revoked_at is None and not links.is_live(someone, item.state, now):
            _give(session, someone, secret=secret, salt=make_salt(), now=now)
            given += 1
    return given


def renew_link(
    session: Session,
    *,
    actor: Actor,
    round_id: UUID,
    participant_id: UUID,
    secret: str,
    make_salt: MakeSalt,
    now: datetime,
) -> None:
    """Give someone another link; the one they had stops working.

    Raises:
        NotFound: no such round or participant.
        ListClosed: the round is closed.
    """
    item = open_list(session, actor=actor, round_id=round_id)
    found = get_participant(session, item=item, participant_id=participant_id)
    _give(session, found, secret=secret, salt=make_salt(), now=now)


def revoke_link(
    session: Session, *, actor: Actor, round_id: UUID, participant_id: UUID, now: datetime
) -> None:
    """Stop someone's link, also for who came in by it already.

    Raises:
        NotFound: no such round or participant.
    """
    item = get_round(session, organisation_id=actor.organisation.id, round_id=round_id)
    found = get_participant(session, item=item, participant_id=participant_id)
    store.set_revoked(session, found.id, now)


def find_tokens(
    session: Session, *, item: Round, secret: str, now: datetime
) -> list[tuple[Participant, str | None]]:
    """Everyone on the list with the token of their link; None for who has no link that works.

    None too when the server's secret was changed since the link was made: it works, but can't be shown again.
    """
    kept = store.link_secrets(session, item.id)
    return [
        (someone, _token(someone, item, kept.get(someone.id), secret=secret, now=now))
        for someone in store.participants(session, item.id)
    ]


def find_token(
    session: Session, *, someone: Participant, item: Round, secret: str, now: datetime
) -> str | None:
    """The token of one participant's link; None as with `find_tokens`."""
    kept = store.link_secrets(session, item.id).get(someone.id)
    return _token(someone, item, kept, secret=secret, now=now)


def _token(
    someone: Participant, item: Round, kept: tuple[str, str] | None, *, secret: str, now: datetime
) -> str | None:
    if kept is None or not links.is_live(someone, item.state, now):
        return None
    salt, hashed = kept
    derived = links.derive_token(secret, participant_id=someone.id, salt=salt)
    return derived if links.token_hash(derived) == hashed else None


def find_guest(session: Session, *, token_hash: str, now: datetime) -> tuple[Guest, Round]:
    """Who comes in by the link with this hash, and the round it is for.

    Raises:
        LinkEnded: there is no such link, or it was revoked, renewed, has expired or its round is closed.
    """
    found = store.find_guest(session, token_hash)
    if found is None:
        raise LinkEnded("no such link")
    guest, item = found
    if not links.is_live(guest.participant, item.state, now):
        raise LinkEnded(guest.participant.name)
    return guest, item


def _give(session: Session, someone: Participant, *, secret: str, salt: str, now: datetime) -> None:
    token = links.derive_token(secret, participant_id=someone.id, salt=salt)
    store.set_link(
        session,
        someone.id,
        salt=salt,
        token_hash=links.token_hash(token),
        expires_at=now + links.LINK_DURATION,
    )
