"""The states of a round: what may follow what, who may do it, and what is never loosened."""

import itertools
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plateau.accounts.model import Permission, Role
from plateau.assessment import lifecycle
from plateau.assessment.lifecycle import MOVES, Act, Hindrance, Standing
from plateau.assessment.model import Anonymity, Round, RoundDetails, RoundState
from plateau.database import new_id

NOW = datetime(2026, 11, 25, tzinfo=UTC)
STATES = st.sampled_from(RoundState)
DETAILS = st.builds(
    RoundDetails,
    name=st.just("Nulmeting"),
    is_baseline=st.booleans(),
    anonymity=st.sampled_from(Anonymity),
    minimum_group=st.integers(3, 6),
)


def a_round(details: RoundDetails, opened_at: datetime | None) -> Round:
    return Round(
        new_id(),
        new_id(),
        details.name,
        "gemeente",
        1,
        None,
        is_baseline=details.is_baseline,
        state=RoundState.PREPARATION,
        anonymity=details.anonymity,
        opened_at=opened_at,
        created_at=NOW,
        minimum_group=details.minimum_group,
    )


def test_every_state_can_be_reached_and_left() -> None:
    way = [RoundState.PREPARATION]
    while forward := [move.to for move in MOVES[way[-1]] if not move.is_back]:
        [following] = forward
        way.append(following)
    assert way == list(RoundState)
    for before, after in itertools.pairwise(way):  # each step forward has its way back
        back = lifecycle.find_move(after, before)
        assert back is not None
        assert back.is_back


@given(
    state=STATES,
    to=STATES,
    role=st.sampled_from(Role),
    standing=st.builds(
        Standing, has_answers=st.booleans(), may_reopen=st.booleans(), is_discussed=st.booleans()
    ),
    reason=st.text(),
)
def test_a_step_is_taken_by_who_may_and_with_a_reason_on_the_way_back(
    state: RoundState, to: RoundState, role: Role, standing: Standing, reason: str
) -> None:
    found = lifecycle.hindrance(state, to, role=role, standing=standing, reason=reason)
    move = lifecycle.find_move(state, to)
    if found is None:
        assert move is not None
        assert role is not Role.MEMBER
        assert reason.strip() or not move.is_back
        assert not (to is RoundState.PREPARATION and standing.has_answers)
        assert standing.may_reopen or to is not RoundState.OPEN or state is RoundState.PREPARATION
        assert standing.is_discussed or to is not RoundState.ADOPTED or state is RoundState.ARCHIVED
        if Permission.ROUND_ADOPT is move.permission:
            assert role is Role.DIRECTOR
    elif move is None:
        assert found is Hindrance.NO_SUCH_MOVE


@pytest.mark.parametrize(
    ("act", "states"),
    [
        (Act.ANSWER, {RoundState.OPEN}),
        (Act.CHANGE_TERMS, {RoundState.PREPARATION}),
        (Act.AGREE, {RoundState.OPEN, RoundState.CLOSED, RoundState.CONSENSUS}),
        (Act.LIST_PARTICIPANTS, {RoundState.PREPARATION, RoundState.OPEN}),
    ],
)
def test_what_each_state_allows(act: Act, states: set[RoundState]) -> None:
    assert {state for state in RoundState if lifecycle.allows(state, act)} == states


@given(first=DETAILS, second=DETAILS, third=DETAILS)
def test_a_promise_is_never_loosened_once_a_round_was_open(
    first: RoundDetails, second: RoundDetails, third: RoundDetails
) -> None:
    assert not lifecycle.is_loosened(a_round(first, None), second)
    opened = a_round(first, NOW)
    if not lifecycle.is_loosened(opened, second):
        assert second.minimum_group >= first.minimum_group
        assert Anonymity.ANONYMOUS in {second.anonymity} or first.anonymity is Anonymity.NAMED
        # Nor in two steps of which each is allowed.
        if not lifecycle.is_loosened(a_round(second, NOW), third):
            assert not lifecycle.is_loosened(opened, third)


def test_a_group_of_two_is_no_group() -> None:
    with pytest.raises(ValueError, match="at least 3"):
        RoundDetails("Nulmeting", is_baseline=True, minimum_group=2)
