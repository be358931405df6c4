"""What people do in a live session: start it, join, vote, move on, decide."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy.orm import Session

from plateau.accounts.model import Actor
from plateau.assessment import operations as assessment
from plateau.assessment import store as assessment_store
from plateau.assessment.consensus import AGREEING
from plateau.assessment.model import Ambition, Anonymity, Mark, Perspective, Round
from plateau.assessment.operations import NotFound
from plateau.assessment.suppression import shows_results
from plateau.catalogue.model import Instrument
from plateau.database import new_id
from plateau.workshop import store
from plateau.workshop.agenda import Candidate, candidates, distributions
from plateau.workshop.model import (
    CODE_LENGTH,
    Decision,
    EarlyCandidate,
    Item,
    Phase,
    Position,
    Seat,
    Subject,
    Topic,
    Vote,
    Workshop,
)
from plateau.workshop.phases import (
    START,
    Move,
    advance,
    least_votes,
    votes_missing,
)
from plateau.workshop.tally import Tally, tally

CODE_TRIES = 5
MOST_SEATS = 200


class Stale(RuntimeError):
    """The session has moved on since this page was opened; nothing was done."""


class TooFewVotes(RuntimeError):
    """The reveal must wait for `missing` more votes."""

    def __init__(self, missing: int) -> None:
        super().__init__(f"{missing} votes are missing")
        self.missing = missing


class Full(RuntimeError):
    """The session has as many seats as it can have."""


@dataclass(frozen=True, slots=True)
class Scene:
    """What a screen shows of the item at hand: `missing` votes before the reveal, the `tally` after it."""

    workshop: Workshop
    joined: int
    ready: int
    early: int
    missing: int
    tally: Tally | None


def start(
    session: Session,
    *,
    actor: Actor,
    item: Round,
    workshop_id: UUID,
    agenda: Sequence[Topic],
    quorum: int,
    early: Collection[UUID],
    draw_code: Callable[[], str],
    now: datetime,
) -> Workshop:
    """Start a session on a round. With an id that exists (a form sent twice) that session is returned.

    `early` are the handed-in questionnaires that count as votes. In an anonymous round that is all of them
    or none, and none when they are fewer than the minimum group: a chosen few would show what those answered.

    Raises:
        NotFound: the id is another organisation's.
        assessment.NotAgreeing: nothing can be agreed on in this round (yet, or any more).
    """
    existing = store.find_workshop(session, organisation_id=actor.organisation.id, workshop_id=workshop_id)
    if existing:
        return existing
    if item.state not in AGREEING:
        raise assessment.NotAgreeing(item.name)
    fresh = Workshop(
        id=workshop_id,
        organisation_id=actor.organisation.id,
        round_id=item.id,
        code=None,
        position=START,
        version=1,
        quorum=max(quorum, least_votes(item)),
        timer_ends_at=None,
        started_by=actor.person.id,
        started_at=now,
        closed_at=None,
        items=tuple(Item(new_id(), number, topic, None, None) for number, topic in enumerate(agenda, 1)),
    )
    counted = _counted(session, item, early)
    for _ in range(CODE_TRIES):  # the code, or (a form sent twice at once) the id may be taken
        fresh = replace(fresh, code=draw_code())
        if store.try_add_workshop(session, fresh, early=counted):
            return fresh
    return get_workshop(session, organisation_id=actor.organisation.id, workshop_id=workshop_id)


def _counted(session: Session, item: Round, early: Collection[UUID]) -> dict[UUID, int]:
    handed_in = {found.response_id: found.revision for found in early_candidates(session, item)}
    if item.anonymity is Anonymity.NAMED:
        return {response: revision for response, revision in handed_in.items() if response in early}
    return handed_in if early else {}


def early_candidates(session: Session, item: Round) -> list[EarlyCandidate]:
    """The questionnaires that may count as votes: none while an anonymous round shows no results."""
    found = store.early_candidates(session, item.id)
    if item.anonymity is Anonymity.NAMED:
        return found
    enough = len(found) >= item.minimum_group
    return found if enough and shows_results(item.anonymity, item.state) else []


def suggest(
    session: Session, *, item: Round, instrument: Instrument, ambition: Ambition | None
) -> list[Candidate]:
    """The criteria in the order that the answers of the round suggest, as far as those may be shown."""
    known = {}
    if shows_results(item.anonymity, item.state):
        known = distributions(
            assessment_store.submitted_answers(session, item.id),
            [criterion.id for criterion in instrument.criteria],
            minimum=least_votes(item),
        )
    return candidates(instrument, known, ambition)


def get_workshop(
    session: Session, *, organisation_id: UUID, workshop_id: UUID, for_update: bool = False
) -> Workshop:
    """This organisation's session.

    Raises:
        NotFound: there is none with this id.
    """
    found = store.find_workshop(
        session, organisation_id=organisation_id, workshop_id=workshop_id, for_update=for_update
    )
    if found is None:
        raise NotFound(f"workshop {workshop_id}")
    return found


def move(
    session: Session, *, actor: Actor, workshop_id: UUID, move: Move, expected: Position, now: datetime
) -> Workshop:
    """Move the session on from where the facilitator saw it stand.

    Raises:
        NotFound: no such session.
        Stale: it stands elsewhere by now; a double click does nothing twice.
        TooFewVotes: the votes can't be shown yet.
        phases.Impossible: there is no such move from here.
    """
    workshop = _at(session, actor, workshop_id, expected)
    following = advance(workshop.position, move, items=len(workshop.items))
    if following.phase is Phase.REVEAL:
        scene = look(session, workshop)
        if scene.missing:
            raise TooFewVotes(scene.missing)
        store.set_revealed(session, workshop.items[following.item - 1].id, now)
    closed = following.phase is Phase.CLOSED
    store.save_workshop(
        session,
        replace(
            workshop,
            position=following,
            version=workshop.version + 1,
            timer_ends_at=None,
            code=None if closed else workshop.code,
            closed_at=now if closed else None,
        ),
    )
    return get_workshop(session, organisation_id=actor.organisation.id, workshop_id=workshop_id)


def decide(
    session: Session,
    *,
    actor: Actor,
    workshop_id: UUID,
    instrument: Instrument,
    decision: Decision,
    expected: Position,
    now: datetime,
) -> None:
    """Keep what the group concluded on the item at hand; on a criterion it is the round's agreed value too.

    Raises:
        NotFound: no such session.
        Stale: the session stands elsewhere by now.
        assessment.NotAgreeing: the round was adopted meanwhile.
    """
    workshop = _at(session, actor, workshop_id, expected)
    item = workshop.current
    if item is None or workshop.position.phase is not Phase.AGREE:
        raise Stale(str(workshop.position))
    store.set_decision(session, item.id, decision, by=actor.person.id, now=now)
    if item.topic.subject is Subject.CRITERION:
        assessment.agree(
            session,
            actor=actor,
            round_id=workshop.round_id,
            instrument=instrument,
            criterion=item.topic.reference,
            mark=Mark.PLATEAU if decision.plateau else None,
            plateau=decision.plateau,
            reason=decision.reason,
            dissent=decision.dissent,
            evidence="",
            base_version=None,  # the group in the room decides on what it sees
            now=now,
        )
    store.save_workshop(session, replace(workshop, version=workshop.version + 1))


def set_timer(
    session: Session, *, actor: Actor, workshop_id: UUID, minutes: int, expected: Position, now: datetime
) -> None:
    """Let a clock run for so many minutes on all screens; 0 takes it away. It moves nothing by itself.

    Raises:
        NotFound: no such session.
        Stale: the session stands elsewhere by now.
    """
    workshop = _at(session, actor, workshop_id, expected)
    ends = now + timedelta(minutes=minutes) if minutes else None
    store.save_workshop(session, replace(workshop, timer_ends_at=ends))


def remove_seat(session: Session, *, actor: Actor, workshop_id: UUID, seat_id: UUID, now: datetime) -> None:
    """Take a seat away: someone left, or joined under a name that does not belong on a beamer.

    Raises:
        NotFound: no such session or seat.
    """
    workshop = get_workshop(
        session, organisation_id=actor.organisation.id, workshop_id=workshop_id, for_update=True
    )
    if not store.remove_seat(session, workshop_id=workshop.id, seat_id=seat_id, now=now):
        raise NotFound(f"seat {seat_id}")


def _at(session: Session, actor: Actor, workshop_id: UUID, expected: Position) -> Workshop:
    """The session, locked, when it stands where the facilitator saw it stand."""
    workshop = get_workshop(
        session, organisation_id=actor.organisation.id, workshop_id=workshop_id, for_update=True
    )
    if workshop.position != expected or workshop.is_closed:
        raise Stale(str(workshop.position))
    return workshop


# on the phone


def token_hash(token: str) -> str:
    """What is kept of a seat's token: who reads the database can't take a seat."""
    return hashlib.sha256(token.encode()).hexdigest()


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
    """Take a seat in the running session with this code.

    Raises:
        NotFound: there is none.
        Full: it has no seat left.
    """
    workshop = store.find_by_code(session, clean_code(code))
    if workshop is None:
        raise NotFound("workshop")
    if len(store.seats(session, workshop.id)) >= MOST_SEATS:
        raise Full(str(workshop.id))
    seat = Seat(seat_id, workshop.id, name, perspective, now)
    store.add_seat(session, seat, token_hash=token_hash(token))
    return seat


def vote(session: Session, *, token: str, vote: Vote, expected: Position, now: datetime) -> None:
    """Vote on the item at hand, or vote anew while the votes are hidden.

    Raises:
        NotFound: this token has no seat.
        Stale: the votes are shown already, or another item is at hand.
    """
    seat = store.find_seat(session, token_hash(token))
    if seat is None:
        raise NotFound("seat")
    workshop = store.workshop_of_seat(session, seat, for_vote=True)
    item = workshop.current
    if item is None or workshop.position != expected or workshop.position.phase is not Phase.VOTE:
        raise Stale(str(workshop.position))
    store.put_vote(session, item_id=item.id, seat_id=seat.id, vote=vote, now=now)


# on every screen


def look(session: Session, workshop: Workshop) -> Scene:
    """What all screens may show now; it asks for no vote's value before the reveal."""
    pulse = store.find_pulse(session, organisation_id=workshop.organisation_id, workshop_id=workshop.id)
    if pulse is None:
        raise NotFound(f"workshop {workshop.id}")
    item = workshop.current
    if item is None:
        return Scene(workshop, pulse.joined, 0, 0, 0, None)
    early = _count_early(session, workshop, item)
    if item.is_revealed:
        return Scene(workshop, pulse.joined, pulse.ready, early, 0, result(session, workshop, item))
    held = assessment.get_round(session, organisation_id=workshop.organisation_id, round_id=workshop.round_id)
    missing = votes_missing(live=pulse.ready, early=early, quorum=workshop.quorum, least=least_votes(held))
    return Scene(workshop, pulse.joined, pulse.ready, early, missing, None)


def result(session: Session, workshop: Workshop, item: Item) -> Tally | None:
    """The votes on an item as they may be shown; none before the reveal."""
    if not item.is_revealed:
        return None
    held = assessment.get_round(session, organisation_id=workshop.organisation_id, round_id=workshop.round_id)
    return tally(
        store.revealed_votes(session, item.id),
        store.revealed_early(session, item, workshop.id),
        named=held.anonymity is Anonymity.NAMED,
        minimum_group=held.minimum_group,
    )


def _count_early(session: Session, workshop: Workshop, item: Item) -> int:
    if item.topic.subject is not Subject.CRITERION:
        return 0
    return store.count_early(session, workshop.id, item.topic.reference)
