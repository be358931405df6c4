"""The course of a session as a pure state machine: every move goes forward, none comes back."""

from __future__ import annotations

from enum import StrEnum

from plateau.assessment.model import Anonymity, Round
from plateau.workshop.model import Phase, Position

START = Position(0, Phase.WELCOME)
ORDER = tuple(Phase)
#: Within an item; after the last comes the next item.
AFTER = {Phase.VOTE: Phase.REVEAL, Phase.REVEAL: Phase.DISCUSS, Phase.DISCUSS: Phase.AGREE}


class Move(StrEnum):
    """What a facilitator does with the session."""

    NEXT = "next"  #: one step on
    SKIP = "skip"  #: leave this item and go to the next one
    CLOSE = "close"  #: end the session here


class Impossible(ValueError):
    """The session can't make this move from where it stands."""


def advance(position: Position, move: Move, *, items: int) -> Position:
    """Where the session stands after a move, on an agenda of `items` (at least 1) items.

    Raises:
        Impossible: the session is closed, or there is no item to skip.
    """
    if position.phase is Phase.CLOSED:
        raise Impossible("the session is closed")
    if move is Move.CLOSE:
        return Position(position.item, Phase.CLOSED)
    if position.phase is Phase.WELCOME and move is Move.SKIP:
        raise Impossible("there is no item to skip yet")
    following = AFTER.get(position.phase) if move is Move.NEXT else None
    if following is not None:
        return Position(position.item, following)
    if position.item < items:
        return Position(position.item + 1, Phase.VOTE)
    return Position(position.item, Phase.CLOSED)


def least_votes(held: Round) -> int:
    """How many people in the room must vote before a distribution may be shown.

    In an anonymous round no fewer than the minimum group: with the early votes, whose distribution is in the
    results of the round, a smaller group could be computed from the total.
    """
    return 1 if held.anonymity is Anonymity.NAMED else held.minimum_group


def votes_missing(*, live: int, early: int, quorum: int, least: int) -> int:
    """How many votes are still needed before the reveal; early votes count for the quorum."""
    return max(quorum - live - early, least - live, 0)
