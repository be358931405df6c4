"""Who takes part: putting people on the list of a round, changing and taking them off."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from uuid import UUID

from sqlalchemy.orm import Session

from plateau.accounts import store as accounts_store
from plateau.accounts.model import Actor, Permission
from plateau.accounts.policy import roles_with
from plateau.assessment import lifecycle, store
from plateau.assessment.lifecycle import Act
from plateau.assessment.model import Anonymity, Participant, Perspective, Round
from plateau.assessment.operations.errors import (
    AddressFixed,
    AddressOfAccount,
    AddressTaken,
    AskedFixed,
    HasAnswered,
    ListClosed,
    NotFound,
)
from plateau.assessment.operations.rounds import get_round
from plateau.assessment.participant_list import Row, participant_key
from plateau.database import new_id


@dataclass(frozen=True, slots=True)
class Listed:
    """What came of a list: how many were added, how many known; `again` of the added had been revoked."""

    added: int
    known: int
    again: int


def add_participants(session: Session, *, actor: Actor, round_id: UUID, rows: Sequence[Row]) -> Listed:
    """Put the people of a list without mistakes on the round; who is on it already stays as they are.

    In an anonymous round whose links were revoked is listed anew, with links and a seat of their own: when
    someone else began in their name there is no other way back. Who has an account goes on with that.

    Raises:
        NotFound: no such round.
        ListClosed: the round takes no participants any more.
    """
    item = open_list(session, actor=actor, round_id=round_id)
    people = store.participants(session, item.id)
    gone = {participant_key(one.name, one.email) for one in people if _returns_anew(one, item)}
    known = {participant_key(one.name, one.email) for one in people if not _returns_anew(one, item)}
    taken = {one.person_id for one in people}
    accounts = _accounts(session, actor)
    added = again = 0
    for row in rows:
        if row.mistakes or row.perspective is None:
            raise ValueError(f"line {row.line} has mistakes")
        if row.key in known:
            continue
        person_id = accounts.get(row.email or "")
        store.add_participant(
            session,
            Participant(
                id=new_id(),
                round_id=item.id,
                person_id=None if person_id in taken else person_id,
                name=row.name,
                email=row.email,
                perspective=row.perspective,
                areas=row.areas,
                language=row.language,
            ),
        )
        known.add(row.key)
        added += 1
        again += row.key in gone
    return Listed(added, len(rows) - added, again)


def _returns_anew(someone: Participant, item: Round) -> bool:
    revoked = someone.revoked_at is not None and someone.person_id is None
    return revoked and item.anonymity is Anonymity.ANONYMOUS


def change_participant(
    session: Session,
    *,
    actor: Actor,
    round_id: UUID,
    participant_id: UUID,
    name: str,
    email: str | None,
    perspective: Perspective,
    areas: frozenset[str],
    language: str,
) -> Participant:
    """Correct who someone is or what they are asked. With another address the links they had end.

    Raises:
        NotFound: no such round or participant.
        ListClosed: the round is closed.
        AddressTaken: another participant, or someone with an account, has this address.
        AddressOfAccount: they have an account, and mail goes to its address.
        AddressFixed: it is an anonymous round that is open. So for everyone: a refusal for who began would
            tell who that is.
        AskedFixed: it is such a round, where another perspective or other areas would tell after closing
            whose answers came.
    """
    item = open_list(session, actor=actor, round_id=round_id)
    found = get_participant(session, item=item, participant_id=participant_id)
    if email != found.email:
        _check_address(session, actor=actor, item=item, found=found, email=email)
        if found.email is not None:  # whoever reads the mail of the old address has them
            store.end_links(session, found.id)
    if _is_secret(item) and perspective != found.perspective:
        raise AskedFixed("perspective")
    if _is_secret(item) and areas != found.areas:
        raise AskedFixed("areas")
    changed = replace(found, name=name, email=email, perspective=perspective, areas=areas, language=language)
    store.set_participant(session, changed)
    return changed


def _check_address(
    session: Session, *, actor: Actor, item: Round, found: Participant, email: str | None
) -> None:
    # Who has the address is the participant: with someone else's it would give these answers away.
    if _is_secret(item):
        raise AddressFixed(found.name)
    if found.person_id is not None:
        raise AddressOfAccount(found.name)
    listed = {one.email for one in store.participants(session, item.id)}
    if email and (email in listed or email in _accounts(session, actor)):
        raise AddressTaken(email)


def _is_secret(item: Round) -> bool:
    """Whether nobody may find out who answered, and someone may be doing so now."""
    return item.anonymity is Anonymity.ANONYMOUS and item.is_open


def with_accounts(session: Session, *, actor: Actor, people: Sequence[Participant]) -> frozenset[UUID]:
    """Which of these participants can answer with an account, whether or not they did so already."""
    accounts = _accounts(session, actor)
    return frozenset(one.id for one in people if one.person_id is not None or one.email in accounts)


def remove_participant(session: Session, *, actor: Actor, round_id: UUID, participant_id: UUID) -> None:
    """Take someone off the list who has answered nothing; twice is the same as once.

    Raises:
        NotFound: no such round.
        ListClosed: the round is closed.
        HasAnswered: there are answers of theirs, or nobody may know whether there are.
    """
    item = open_list(session, actor=actor, round_id=round_id)
    found = store.find_participant(session, round_id=item.id, participant_id=participant_id)
    if found is None:
        return
    # In an anonymous round a refusal would tell who has answered: there nobody goes once it was open.
    secret = item.anonymity is Anonymity.ANONYMOUS and item.opened_at is not None
    if secret or store.has_answered(session, participant_id):
        raise HasAnswered(found.name)
    store.remove_participant(session, participant_id)


def get_participant(session: Session, *, item: Round, participant_id: UUID) -> Participant:
    """This participant of this round.

    Raises:
        NotFound: there is none with this id.
    """
    found = store.find_participant(session, round_id=item.id, participant_id=participant_id)
    if found is None:
        raise NotFound(f"participant {participant_id}")
    return found


def open_list(session: Session, *, actor: Actor, round_id: UUID) -> Round:
    """The round, locked, while its list of participants may change.

    Raises:
        NotFound: the id is another organisation's.
        ListClosed: it may not any more.
    """
    item = get_round(session, organisation_id=actor.organisation.id, round_id=round_id, for_update=True)
    if not lifecycle.allows(item.state, Act.LIST_PARTICIPANTS):
        raise ListClosed(item.name)
    return item


def _accounts(session: Session, actor: Actor) -> dict[str, UUID]:
    """Who of this organisation can answer with an account, by e-mail address."""
    people = accounts_store.people_with_roles(
        session, actor.organisation.id, roles_with(Permission.QUESTIONNAIRE_ANSWER)
    )
    return {person.email: person.id for person in people}
