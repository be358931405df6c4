"""What a round goes through: which states, which steps between them, and what each state allows.

Three tables and three questions, all pure. A step back needs a reason, and every step leaves a trace
(`RoundEvent`). What participants were promised when a round opened is never loosened after.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from plateau.accounts.model import Permission, Role
from plateau.accounts.policy import may
from plateau.assessment.model import Anonymity, Round, RoundDetails, RoundState


class Act(StrEnum):
    """Something that can be done with a round, in some states only."""

    RENAME = "rename"
    CHANGE_TERMS = "change_terms"  # all that a round is about, and what is promised to who answers
    LIST_PARTICIPANTS = "list_participants"
    INVITE = "invite"
    ANSWER = "answer"
    AGREE = "agree"


ALLOWS: Mapping[RoundState, frozenset[Act]] = {
    RoundState.PREPARATION: frozenset({Act.RENAME, Act.CHANGE_TERMS, Act.LIST_PARTICIPANTS}),
    # A workshop may agree on a value while others still answer.
    RoundState.OPEN: frozenset({Act.RENAME, Act.LIST_PARTICIPANTS, Act.INVITE, Act.ANSWER, Act.AGREE}),
    RoundState.CLOSED: frozenset({Act.RENAME, Act.AGREE}),
    RoundState.CONSENSUS: frozenset({Act.RENAME, Act.AGREE}),
    RoundState.ADOPTED: frozenset({Act.RENAME}),
    RoundState.ARCHIVED: frozenset(),
}


@dataclass(frozen=True, slots=True)
class Move:
    """A step to a neighbouring state; `is_back` ones need a reason."""

    to: RoundState
    permission: Permission
    is_back: bool = False


def _move(to: RoundState, permission: Permission = Permission.ROUND_MANAGE) -> Move:
    return Move(to, permission)


def _back(to: RoundState, permission: Permission = Permission.ROUND_MANAGE) -> Move:
    return Move(to, permission, is_back=True)


MOVES: Mapping[RoundState, tuple[Move, ...]] = {
    RoundState.PREPARATION: (_move(RoundState.OPEN),),
    RoundState.OPEN: (_move(RoundState.CLOSED), _back(RoundState.PREPARATION)),
    RoundState.CLOSED: (_move(RoundState.CONSENSUS), _back(RoundState.OPEN)),
    RoundState.CONSENSUS: (
        _move(RoundState.ADOPTED, Permission.ROUND_ADOPT),
        _back(RoundState.CLOSED),
    ),
    RoundState.ADOPTED: (
        _move(RoundState.ARCHIVED),
        _back(RoundState.CONSENSUS, Permission.ROUND_ADOPT),
    ),
    RoundState.ARCHIVED: (_back(RoundState.ADOPTED),),
}


class Hindrance(StrEnum):
    """Why a step can't be taken."""

    NO_SUCH_MOVE = "no_such_move"
    NOT_YOURS = "not_yours"
    HAS_ANSWERS = "has_answers"
    RESULTS_SEEN = "results_seen"
    NOT_DISCUSSED = "not_discussed"
    NO_REASON = "no_reason"


def allows(state: RoundState, act: Act) -> bool:
    """Whether a round in this state lets people do this."""
    return act in ALLOWS[state]


def may_take_newer(item: Round) -> bool:
    """Whether a round can still go over to a newer version of its questionnaire: nobody has seen it yet."""
    return item.state is RoundState.PREPARATION and item.opened_at is None


def find_move(state: RoundState, to: RoundState) -> Move | None:
    """The step between these two states, if they are neighbours."""
    return next((move for move in MOVES[state] if move.to is to), None)


@dataclass(frozen=True, slots=True)
class Standing:
    """What of a round decides whether it can take a step.

    `may_reopen`: no answer would show in the difference between its results before and after (see
    `suppression`). `is_discussed`: each criterion has an agreed value, or was left open on purpose.
    """

    has_answers: bool = False
    may_reopen: bool = True
    is_discussed: bool = True


def hindrance(
    state: RoundState, to: RoundState, *, role: Role, standing: Standing, reason: str | None
) -> Hindrance | None:
    """What is in the way of this step, or None; without a `reason` (None) it is not looked at yet."""
    move = find_move(state, to)
    if move is None:
        return Hindrance.NO_SUCH_MOVE
    if not may(role, move.permission):
        return Hindrance.NOT_YOURS
    if to is RoundState.PREPARATION and standing.has_answers:
        # In preparation the terms can change, and these answers were given under the old ones.
        return Hindrance.HAS_ANSWERS
    if state is RoundState.CLOSED and to is RoundState.OPEN and not standing.may_reopen:
        return Hindrance.RESULTS_SEEN
    if state is RoundState.CONSENSUS and to is RoundState.ADOPTED and not standing.is_discussed:
        return Hindrance.NOT_DISCUSSED
    if move.is_back and reason is not None and not reason.strip():
        return Hindrance.NO_REASON
    return None


def is_loosened(item: Round, details: RoundDetails) -> bool:
    """Whether these details take back what was promised when the round opened."""
    if item.opened_at is None:
        return False
    named_after_all = item.anonymity is Anonymity.ANONYMOUS and details.anonymity is Anonymity.NAMED
    return named_after_all or details.minimum_group < item.minimum_group
