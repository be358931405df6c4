"""Personal links: giving, renewing and revoking them, and coming in by one."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from plateau.accounts import store as accounts_store
from plateau.accounts.model import Actor
from plateau.assessment import lifecycle, links, store
from plateau.assessment.lifecycle import Act
from plateau.assessment.model import Guest, Participant, Round
from plateau.assessment.operations.errors import LinkEnded, RoundClosed
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


@dataclass(frozen=True, slots=True)
class Addressee:
    """Someone to write to: their link's token and the language they read."""

    participant: Participant
    token: str
    language: str


def prepare_mailing(
    session: Session,
    *,
    actor: Actor,
    round_id: UUID,
    reminding: bool,
    secret: str,
    make_salt: MakeSalt,
    now: datetime,
) -> list[Addressee]:
    """Who is to be invited (once), or reminded: who was invited and has not handed in. Each gets a link.

    Raises:
        NotFound: no such round.
        RoundClosed: the round is not open.
    """
    item = get_round(session, organisation_id=actor.organisation.id, round_id=round_id, for_update=True)
    if not lifecycle.allows(item.state, Act.INVITE):
        raise RoundClosed(item.name)
    give_links(session, actor=actor, round_id=round_id, secret=secret, make_salt=make_salt, now=now)
    wanted = {one.id for one in due(session, item=item, reminding=reminding)}
    tokens = find_tokens(session, item=item, secret=secret, now=now)
    found = [(someone, token) for someone, token in tokens if someone.id in wanted and token]
    languages = accounts_store.people_languages(
        session, {someone.person_id for someone, _ in found if someone.person_id}
    )
    return [
        Addressee(someone, token, languages.get(someone.person_id, "nl") if someone.person_id else "nl")
        for someone, token in found
    ]


def due(session: Session, *, item: Round, reminding: bool) -> list[Participant]:
    """Who can be written to and is to be invited, or reminded."""
    done = store.participants_done(session, item.id)
    return [
        one
        for one in store.participants(session, item.id)
        if one.email
        and one.revoked_at is None
        and one.id not in done
        and (one.invited_at is not None) == reminding
    ]


def record_mailing(
    session: Session, *, participant_ids: Sequence[UUID], reminding: bool, now: datetime
) -> None:
    """Keep that these people were invited, or reminded: after the mail was sent."""
    for participant_id in participant_ids:
        store.set_written(session, participant_id, moment=now, reminding=reminding)


def find_tokens(
    session: Session, *, item: Round, secret: str, now: datetime
) -> list[tuple[Participant, str | None]]:
    """Everyone on the list with the token of their link; None for who has no link that works.

    None too when the server's secret was changed since the link was made: it works, but can't be shown again.
    """
    found: list[tuple[Participant, str | None]] = []
    kept = store.link_secrets(session, item.id)
    for someone in store.participants(session, item.id):
        token = None
        if links.is_live(someone, item.state, now):
            salt, hashed = kept[someone.id]
            derived = links.derive_token(secret, participant_id=someone.id, salt=salt)
            token = derived if links.token_hash(derived) == hashed else None
        found.append((someone, token))
    return found


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
