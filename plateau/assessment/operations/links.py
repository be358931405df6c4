"""Personal links: giving, renewing and revoking them, and coming in by one."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy.orm import Session

from plateau.accounts.model import Actor
from plateau.assessment import links, store
from plateau.assessment.model import Guest, Link, Participant, Round
from plateau.assessment.operations.errors import BeginsFirst, LinkEnded, LinkUnknown
from plateau.assessment.operations.participants import get_participant, open_list
from plateau.assessment.operations.rounds import get_round
from plateau.assessment.outgoing import waiting
from plateau.database import new_id
from plateau.mail.model import Kind

MakeSalt = Callable[[], str]
#: Salt and hashes of someone's links.
Kept = tuple[str, dict[Link, str | None]]
#: So many times in this window someone can let their own link be mailed.
MOST_MAILS, MAIL_WINDOW = 3, timedelta(hours=1)


def give_links(
    session: Session, *, actor: Actor, round_id: UUID, secret: str, make_salt: MakeSalt, now: datetime
) -> int:
    """Give links to everyone who has none that works, but not to who had theirs revoked; says to how many.

    Raises:
        NotFound: no such round.
        ListClosed: the round is closed.
    """
    item = open_list(session, actor=actor, round_id=round_id)
    kept = store.link_secrets(session, item.id)
    given = 0
    for someone in store.participants(session, item.id):
        if someone.revoked_at is not None:
            continue
        if not links.is_live(someone, item.state, now):
            _give(session, someone, secret=secret, salt=make_salt(), now=now)
            given += 1
        elif not store.has_answered(session, someone.id):
            # Who answered by a link of before goes on by it, until mail brings them their own.
            complete_link(session, someone, kept[someone.id], secret=secret)
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
    """Give someone other links; those they had stop working.

    Their seat goes with them as long as nothing was saved. After that it stays: in an anonymous round the new
    link must not lead who leads it to answers.

    Raises:
        NotFound: no such round or participant.
        ListClosed: the round is closed.
    """
    item = open_list(session, actor=actor, round_id=round_id)
    found = get_participant(session, item=item, participant_id=participant_id)
    if store.find_seat(session, found.id, for_update=True) and not store.has_answered(session, found.id):
        store.set_seat(session, found.id, None)
    _give(session, found, secret=secret, salt=make_salt(), now=now)


def revoke_link(
    session: Session, *, actor: Actor, round_id: UUID, participant_id: UUID, now: datetime
) -> None:
    """Stop someone's links, also for who came in by one already.

    Raises:
        NotFound: no such round or participant.
    """
    item = get_round(session, organisation_id=actor.organisation.id, round_id=round_id)
    found = get_participant(session, item=item, participant_id=participant_id)
    store.set_revoked(session, found.id, now)


def find_handed_tokens(
    session: Session, *, item: Round, secret: str, now: datetime
) -> list[tuple[Participant, str | None]]:
    """Everyone on the list with the token of their handed link; None for who has no link that works.

    None too when the server's secret was changed since the link was made: it works, but can't be shown again.
    """
    kept = store.link_secrets(session, item.id)
    return [
        (someone, _token(someone, item, kept.get(someone.id), Link.HANDED, secret=secret, now=now))
        for someone in store.participants(session, item.id)
    ]


def find_own_token(
    session: Session, *, someone: Participant, item: Round, secret: str, now: datetime
) -> str | None:
    """The token of one participant's own link: for mail to them and for no page; None as with the others."""
    kept = store.link_secrets(session, item.id).get(someone.id)
    return _token(someone, item, kept, Link.OWN, secret=secret, now=now)


def _token(
    someone: Participant, item: Round, kept: Kept | None, link: Link, *, secret: str, now: datetime
) -> str | None:
    if kept is None or not links.is_live(someone, item.state, now):
        return None
    salt, hashes = kept
    derived = links.derive_token(secret, link, participant_id=someone.id, salt=salt)
    return derived if links.token_hash(derived) == hashes[link] else None


def find_guest(session: Session, *, token_hash: str, now: datetime) -> tuple[Guest, Round]:
    """Who comes in by the link with this hash, and the round it is for.

    Raises:
        LinkEnded: there is no such link, or it was revoked, renewed, has expired or its round is closed.
        BeginsFirst: it is a link that was handed out for an anonymous round.
    """
    guest, item, link = _find_live(session, token_hash=token_hash, now=now)
    if not links.opens_answers(link, item.anonymity):
        raise BeginsFirst(guest, item)
    return guest, item


def begin(session: Session, *, token_hash: str, seat_hash: str, now: datetime) -> bool:
    """Take the seat of a participant of an anonymous round by their handed link; says whether that went.

    Whose seat it is has the link with `seat_hash`, and the handed link opens nothing any more. It does not go
    when someone else has the seat, or there are answers. The participant can see that it was tried.

    Raises:
        LinkEnded: the link does not work, or is no link to begin by.
    """
    someone = _find_live(session, token_hash=token_hash, now=now)[0].participant
    seat = store.find_seat(session, someone.id, for_update=True)
    # While we waited for the seat, the link may have been renewed: it takes no seat that this freed.
    _guest, item, link = _find_live(session, token_hash=token_hash, now=now)
    if not item.is_open or links.opens_answers(link, item.anonymity):
        raise LinkEnded(item.name)
    if seat == seat_hash:
        return True
    is_free = not seat and not store.has_answered(session, someone.id)
    store.set_begin_pressed(session, someone.id, now, took_seat=is_free)
    if is_free:
        store.set_seat(session, someone.id, seat_hash)
    return is_free


def find_begin_pressed(session: Session, *, someone: Participant) -> list[datetime]:
    """When "begin" was pressed at someone's handed link: for themselves, and nobody else, to see.

    The last time, and before it the last time in another browser than has the seat now.
    """
    return store.begin_pressed(session, someone.id)


def _find_live(session: Session, *, token_hash: str, now: datetime) -> tuple[Guest, Round, Link]:
    found = store.find_guest(session, token_hash)
    if found is None:
        raise LinkEnded("no such link")
    guest, item, _link = found
    if not links.is_live(guest.participant, item.state, now):
        raise LinkEnded(guest.participant.name)
    return found


def ask_own_link(session: Session, *, token_hash: str, base: str, secret: str, now: datetime) -> UUID:
    """Let the own link be mailed to who it is of, as often as that may; gives the id of the round.

    `base`: what the link begins with. Whoever asks learns nothing: not whether they began, nor asked before.

    Raises:
        LinkEnded: the link does not work, the round is not open, or there is no address to mail to.
        LinkUnknown: the server's secret was changed since the link was made.
    """
    guest, item, _link = _find_live(session, token_hash=token_hash, now=now)
    someone = guest.participant
    if not (item.is_open and someone.email):
        raise LinkEnded(someone.name)
    store.find_seat(session, someone.id, for_update=True)
    complete_link(session, someone, store.link_secrets(session, item.id)[someone.id], secret=secret)
    if find_own_token(session, someone=someone, item=item, secret=secret, now=now) is None:
        raise LinkUnknown(someone.name)
    asked = store.asked_since(session, someone.id, kind=Kind.OWN_LINK, moment=now - MAIL_WINDOW)
    if asked < MOST_MAILS:
        message = waiting(new_id(), someone, kind=Kind.OWN_LINK, base=base, asked_by=None, now=now)
        store.add_outgoing(session, message)
    return item.id


def _give(session: Session, someone: Participant, *, secret: str, salt: str, now: datetime) -> None:
    store.set_link(
        session,
        someone.id,
        salt=salt,
        hashes=links.derive_hashes(secret, participant_id=someone.id, salt=salt),
        expires_at=now + links.LINK_DURATION,
    )


def complete_link(session: Session, someone: Participant, kept: Kept, *, secret: str) -> None:
    """Give a link of before there were own ones its own link; from then on it is a handed one."""
    salt, hashes = kept
    if hashes[Link.OWN] is not None:
        return
    derived = links.derive_hashes(secret, participant_id=someone.id, salt=salt)
    if derived[Link.HANDED] == hashes[Link.HANDED]:
        store.set_own_hash(session, someone.id, derived[Link.OWN])
