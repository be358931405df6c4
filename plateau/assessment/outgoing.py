"""Mail on its way: what can become of a message, and when it is tried again.

At most once: a message is marked as being sent before the mail server gets it. When the worker dies in
between, or the connection breaks, nobody knows whether it arrived; it is then `UNSURE` and not sent again by
itself, but by whoever leads the round, who sees it. Nobody gets mail twice unless someone chose that.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from uuid import UUID

from plateau.assessment.model import Participant
from plateau.mail.model import Kind, Outcome, Verdict

#: How long to wait after the first, second, … time that it could not be sent; after the last it has failed.
WAIT_FOR = tuple(timedelta(minutes=minutes) for minutes in (1, 5, 15, 60, 240))
#: A message that is being sent for so long, is not: its worker is gone.
ABANDONED_AFTER = timedelta(minutes=5)
LATE_AFTER = timedelta(minutes=5)


class State(StrEnum):
    """Where a message is."""

    WAITING = "waiting"
    SENDING = "sending"
    SENT = "sent"
    FAILED = "failed"
    UNSURE = "unsure"
    DROPPED = "dropped"  # no longer needed: handed in, link revoked, round closed


#: Of these another message to the same person would be one too many.
ON_ITS_WAY = frozenset({State.WAITING, State.SENDING})


@dataclass(frozen=True, slots=True)
class Outgoing:
    """A message to a participant.

    It says neither what it reads nor the link: those are made when it is sent. `base`: what its link begins
    with. `attempts`: how often it was tried. `due_at`: not before; `reason`: why it did not go the last time.
    `asked_by`: who leads the round; None when the participant asked for it.
    """

    id: UUID
    round_id: UUID
    participant_id: UUID
    kind: Kind
    base: str
    state: State
    attempts: int
    reason: str
    asked_by: UUID | None
    asked_at: datetime
    due_at: datetime
    sent_at: datetime | None = None

    def is_late(self, now: datetime) -> bool:
        """Whether it waits longer than it would with a worker: that looks every minute."""
        return self.state is State.WAITING and now - self.due_at > LATE_AFTER


def waiting(
    message_id: UUID,
    someone: Participant,
    *,
    kind: Kind,
    base: str,
    asked_by: UUID | None,
    now: datetime,
) -> Outgoing:
    """A message to a participant that may be sent at once."""
    return Outgoing(
        id=message_id,
        round_id=someone.round_id,
        participant_id=someone.id,
        kind=kind,
        base=base,
        state=State.WAITING,
        attempts=0,
        reason="",
        asked_by=asked_by,
        asked_at=now,
        due_at=now,
    )


@dataclass(frozen=True, slots=True)
class Next:
    """What a message becomes after an attempt."""

    state: State
    due_at: datetime


def after(outcome: Outcome, *, attempts: int, now: datetime) -> Next:
    """What becomes of a message that was tried `attempts` times, this time included."""
    match outcome.verdict:
        case Verdict.SENT:
            return Next(State.SENT, now)
        case Verdict.UNSURE:
            return Next(State.UNSURE, now)
        case Verdict.LATER if attempts <= len(WAIT_FOR):
            return Next(State.WAITING, now + WAIT_FOR[attempts - 1])
    return Next(State.FAILED, now)
