"""Inviting and reminding: who is due, asking for it, and what a message needs when it is sent."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from plateau.accounts import store as accounts_store
from plateau.accounts.model import Actor, Organisation
from plateau.assessment import lifecycle, store
from plateau.assessment.lifecycle import Act
from plateau.assessment.model import Anonymity, Participant, Round
from plateau.assessment.operations.errors import RoundClosed
from plateau.assessment.operations.links import MakeSalt, complete_link, find_own_token, give_links
from plateau.assessment.operations.rounds import get_round
from plateau.assessment.outgoing import ON_ITS_WAY, Outgoing, waiting
from plateau.database import new_id
from plateau.mail.model import Kind


def addressees(session: Session, *, item: Round, kind: Kind) -> list[Participant]:
    """Who can be written to: those who were not invited yet to invite, those who were to remind."""
    return [
        one
        for one in store.participants(session, item.id)
        if one.email and one.revoked_at is None and (one.invited_at is not None) == (kind is Kind.REMINDER)
    ]


def due(session: Session, *, item: Round, kind: Kind) -> list[Participant]:
    """For whom a message is put ready: who has none on its way, and has not handed in.

    In an anonymous round also who has handed in: who leads it sees for whom there are messages. Whether they
    get it is decided when it is sent (`prepare_letter`).
    """
    done = store.participants_done(session, item.id) if item.anonymity is Anonymity.NAMED else set()
    on_its_way = store.participants_in_mail(session, item.id, kind=kind, states=ON_ITS_WAY)
    return [one for one in addressees(session, item=item, kind=kind) if one.id not in done | on_its_way]


def ask_mailing(
    session: Session,
    *,
    actor: Actor,
    round_id: UUID,
    kind: Kind,
    base: str,
    secret: str,
    make_salt: MakeSalt,
    now: datetime,
) -> int:
    """Let everyone who is due be invited, or reminded; each gets a link. Says how many messages wait now.

    `base`: what their links begin with.

    Raises:
        NotFound: no such round.
        RoundClosed: the round is not open.
    """
    item = get_round(session, organisation_id=actor.organisation.id, round_id=round_id, for_update=True)
    if not lifecycle.allows(item.state, Act.INVITE):
        raise RoundClosed(item.name)
    give_links(session, actor=actor, round_id=round_id, secret=secret, make_salt=make_salt, now=now)
    people = due(session, item=item, kind=kind)
    kept = store.link_secrets(session, item.id)
    for someone in people:
        complete_link(session, someone, kept[someone.id], secret=secret)
        message = waiting(new_id(), someone, kind=kind, base=base, asked_by=actor.person.id, now=now)
        store.add_outgoing(session, message)
    return len(people)


@dataclass(frozen=True, slots=True)
class Letter:
    """All that a message says: to whom, from whom, about which round, with which link, in which language.

    `token` is that of the own link. `sender` is empty when the addressee asked for the message.
    """

    id: UUID
    kind: Kind
    participant: Participant
    organisation: Organisation
    round: Round
    sender: str
    base: str
    token: str
    language: str


def prepare_letter(session: Session, *, item: Outgoing, secret: str, now: datetime) -> Letter | None:
    """What to send; None when it is not wanted any more: no link that works, not open, nothing to remind of.

    An invitation to an anonymous round goes to who handed in too: not going would tell that they did.
    """
    found = store.find_addressee(session, item.participant_id)
    if found is None:
        return None
    guest, about = found
    someone = guest.participant
    token = find_own_token(session, someone=someone, item=about, secret=secret, now=now)
    if (
        token is None
        or not someone.email
        or not lifecycle.allows(about.state, Act.INVITE)
        or (_asks_to_hand_in(item.kind, about) and someone.id in store.participants_done(session, about.id))
    ):
        return None
    sender = accounts_store.people_names(session, {item.asked_by})[item.asked_by] if item.asked_by else ""
    return Letter(
        id=item.id,
        kind=item.kind,
        participant=someone,
        organisation=guest.organisation,
        round=about,
        sender=sender,
        base=item.base,
        token=token,
        language=_language(session, someone),
    )


def _asks_to_hand_in(kind: Kind, item: Round) -> bool:
    """Whether a message is not for who handed in."""
    return kind is Kind.REMINDER or (kind is Kind.INVITATION and item.anonymity is Anonymity.NAMED)


def _language(session: Session, someone: Participant) -> str:
    """What someone reads: with an account what they chose, else what stands on the list."""
    if someone.person_id is None:
        return someone.language
    return accounts_store.people_languages(session, {someone.person_id})[someone.person_id]
