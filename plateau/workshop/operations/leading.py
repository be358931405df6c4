"""What a facilitator does: move on, decide, watch the clock, change the agenda."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from uuid import UUID

from sqlalchemy.orm import Session

from plateau.accounts.model import Actor
from plateau.assessment import operations as assessment
from plateau.assessment import store as assessment_store
from plateau.assessment.model import Target
from plateau.assessment.operations import NotFound
from plateau.catalogue.scan import Questionnaire
from plateau.database import new_id
from plateau.workshop import store
from plateau.workshop.model import (
    Decision,
    Item,
    Phase,
    Position,
    Subject,
    Topic,
    Workshop,
)
from plateau.workshop.operations.errors import Stale, TooFewVotes
from plateau.workshop.operations.looking import get_workshop, look
from plateau.workshop.phases import (
    Move,
    advance,
)


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
    asked: Questionnaire,
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
            asked=asked,
            answer=decision.answer(item.topic.reference),
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


def set_agenda(
    session: Session, *, actor: Actor, workshop_id: UUID, topics: Sequence[Topic], expected: Position
) -> None:
    """Put other topics, or another order, after the item at hand; what was discussed stays as it is.

    Raises:
        NotFound: no such session.
        Stale: the session stands elsewhere by now.
    """
    workshop = _at(session, actor, workshop_id, expected)
    done = workshop.position.item
    store.remove_items_after(session, workshop.id, done)
    items = [Item(new_id(), number, topic, None, None) for number, topic in enumerate(topics, done + 1)]
    store.add_items(session, workshop.id, items)
    store.save_workshop(session, replace(workshop, version=workshop.version + 1))


def adopt_ambition(
    session: Session,
    *,
    actor: Actor,
    workshop_id: UUID,
    horizon: date,
    motivation: str,
    base_version: int,
    now: datetime,
) -> None:
    """Make the plateaus that the group wants into the round's ambition; areas it left open stay as they were.

    Raises:
        NotFound: no such session, or it chose no plateau for any area.
        assessment.AmbitionChanged: someone set another ambition since `base_version`.
    """
    workshop = get_workshop(session, organisation_id=actor.organisation.id, workshop_id=workshop_id)
    wanted = workshop.wanted
    if not wanted:
        raise NotFound(f"ambition of workshop {workshop_id}")
    current = assessment_store.find_ambition(
        session, organisation_id=actor.organisation.id, round_id=workshop.round_id
    )
    kept = [
        target
        for target in (current.targets if current else ())
        if target.criterion is not None or target.area not in wanted
    ]
    reasons = {area: decision.reason for area, decision in wanted.items() if decision.reason}
    assessment.set_ambition(
        session,
        actor=actor,
        round_id=workshop.round_id,
        horizon=horizon,
        motivation=motivation,
        motivations={**(current.motivations if current else {}), **reasons},
        targets=[
            *(Target(area, decision.plateau) for area, decision in wanted.items() if decision.plateau),
            *kept,
        ],
        base_version=base_version,
        now=now,
    )


def _at(session: Session, actor: Actor, workshop_id: UUID, expected: Position) -> Workshop:
    """The session, locked, when it stands where the facilitator saw it stand."""
    workshop = get_workshop(
        session, organisation_id=actor.organisation.id, workshop_id=workshop_id, for_update=True
    )
    if workshop.position != expected or workshop.is_closed:
        raise Stale(str(workshop.position))
    return workshop
