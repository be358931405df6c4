"""What a worker does with mail that waits: hand it over one by one, and keep what became of each."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

import structlog

from plateau.assessment import operations, store
from plateau.assessment.operations import Letter
from plateau.assessment.outgoing import ABANDONED_AFTER, Next, Outgoing, State, after
from plateau.database import Database
from plateau.mail.model import Kind, Line, Message, Outcome, Transport, Unreachable, Verdict

log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class Post:
    """What sending needs: where messages wait, where they go, who writes them, the secret of the links."""

    database: Database
    transport: Transport
    write: Callable[[Letter], Message]
    secret: str
    clock: Callable[[], datetime]


def send_due(post: Post, *, stopping: threading.Event) -> None:
    """Send all that is due, until `stopping` is set. What can't be sent now waits for a later time."""
    now = post.clock()
    with post.database.transaction() as session:
        store.give_up_abandoned(session, before=now - ABANDONED_AFTER, reason="stopped")
    waiting = _due(post)
    if not waiting:
        return
    try:
        with post.transport.open() as line:
            for outgoing_id in waiting:
                if stopping.is_set():
                    return
                _send(post, line, outgoing_id)
    except Unreachable as error:
        outcome = Outcome(Verdict.LATER, str(error))
        for outgoing_id in _due(post):
            item = _take(post, outgoing_id)
            if item:
                _settle(post, item, outcome)


def _due(post: Post) -> list[UUID]:
    with post.database.reading() as session:
        return store.due_outgoing(session, post.clock())


def _take(post: Post, outgoing_id: UUID) -> Outgoing | None:
    with post.database.transaction() as session:
        return store.take_outgoing(session, outgoing_id, now=post.clock())


def _send(post: Post, line: Line, outgoing_id: UUID) -> None:
    item = _take(post, outgoing_id)
    if item is None:
        return
    try:
        with post.database.reading() as session:
            letter = operations.prepare_letter(session, item=item, secret=post.secret, now=post.clock())
        if letter is None:
            _drop(post, item)
            return
        message = post.write(letter)
    except Exception as error:
        log.exception("mail-not-written", message=str(item.id))
        _settle(post, item, Outcome(Verdict.REFUSED, type(error).__name__))
        return
    try:
        outcome = line.send(message, now=post.clock())
    except Unreachable as error:
        _settle(post, item, Outcome(Verdict.LATER, str(error)))
        raise
    _settle(post, item, outcome)


def _settle(post: Post, item: Outgoing, outcome: Outcome) -> None:
    now = post.clock()
    next_ = after(outcome, attempts=item.attempts, now=now)
    sent = next_.state is State.SENT
    if not sent:
        log.warning("mail-not-sent", message=str(item.id), state=next_.state.value, reason=outcome.reason)
    with post.database.transaction() as session:
        store.settle_outgoing(session, item.id, next_, reason=outcome.reason, sent_at=now if sent else None)
        # Who leads the round sees what is kept of invitations, and must not see what a participant asked for.
        if sent and item.kind is not Kind.OWN_LINK:
            store.set_written(session, item.participant_id, moment=now, reminding=item.kind is Kind.REMINDER)


def _drop(post: Post, item: Outgoing) -> None:
    with post.database.transaction() as session:
        store.settle_outgoing(session, item.id, Next(State.DROPPED, post.clock()), reason="", sent_at=None)
