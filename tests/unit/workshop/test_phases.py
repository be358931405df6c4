"""The course of a session: every way leads forward and ends."""

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from plateau.assessment.model import Anonymity, Round, RoundState
from plateau.workshop.model import Phase, Position
from plateau.workshop.phases import ORDER, START, Impossible, Move, advance, least_votes, votes_missing

ITEM_PHASES = (Phase.VOTE, Phase.REVEAL, Phase.DISCUSS, Phase.AGREE)
positions = st.builds(Position, st.integers(0, 99), st.sampled_from(Phase))


def test_one_item_goes_through_all_phases_in_order() -> None:
    position, seen = START, []
    while position.phase is not Phase.CLOSED:
        position = advance(position, Move.NEXT, items=1)
        seen.append(position)
    assert seen == [Position(1, phase) for phase in (*ITEM_PHASES, Phase.CLOSED)]


@pytest.mark.parametrize("phase", ITEM_PHASES)
def test_skipping_leads_to_the_vote_on_the_next_item_or_to_the_end(phase: Phase) -> None:
    assert advance(Position(1, phase), Move.SKIP, items=2) == Position(2, Phase.VOTE)
    assert advance(Position(2, phase), Move.SKIP, items=2) == Position(2, Phase.CLOSED)


@pytest.mark.parametrize("phase", [phase for phase in Phase if phase is not Phase.CLOSED])
def test_a_session_can_end_at_any_moment(phase: Phase) -> None:
    assert advance(Position(1, phase), Move.CLOSE, items=3).phase is Phase.CLOSED


@pytest.mark.parametrize("move", Move)
def test_nothing_follows_the_end(move: Move) -> None:
    with pytest.raises(Impossible):
        advance(Position(3, Phase.CLOSED), move, items=3)


def test_there_is_nothing_to_skip_at_the_welcome() -> None:
    with pytest.raises(Impossible):
        advance(START, Move.SKIP, items=3)


@given(positions)
def test_a_position_is_read_back_as_it_was_written(position: Position) -> None:
    assert Position.parse(str(position)) == position


@given(st.text(max_size=12))
def test_what_is_no_position_is_refused(text: str) -> None:
    try:
        position = Position.parse(text)
    except ValueError:
        return
    assert str(position).split("-", 1)[1] == text.split("-", 1)[1]


@given(
    live=st.integers(0, 60),
    early=st.integers(0, 60),
    quorum=st.integers(1, 60),
    least=st.sampled_from([1, 3]),
)
def test_the_reveal_waits_for_exactly_what_is_missing(live: int, early: int, quorum: int, least: int) -> None:
    missing = votes_missing(live=live, early=early, quorum=quorum, least=least)
    assert (missing == 0) == (live + early >= quorum and live >= least)
    assert votes_missing(live=live + missing, early=early, quorum=quorum, least=least) == 0


def test_an_anonymous_round_needs_the_minimum_group_in_the_room() -> None:
    held = Round(
        id=UUID(int=1),
        organisation_id=UUID(int=2),
        name="Nulmeting",
        instrument_id="gemeente",
        instrument_version=1,
        questionnaire_digest=None,
        is_baseline=True,
        state=RoundState.CLOSED,
        anonymity=Anonymity.ANONYMOUS,
        opened_at=None,
        created_at=datetime(2026, 11, 25, tzinfo=UTC),
        minimum_group=4,
    )
    assert least_votes(held) == 4
    assert votes_missing(live=3, early=40, quorum=3, least=least_votes(held)) == 1
    assert least_votes(replace(held, anonymity=Anonymity.NAMED)) == 1


class Course(RuleBasedStateMachine):
    """Any row of moves, by hands that also click twice and on old pages."""

    items = 4

    def __init__(self) -> None:
        super().__init__()
        self.position = START
        self.seen = [START]

    @rule(move=st.sampled_from(Move))
    def click(self, move: Move) -> None:
        try:
            self.position = advance(self.position, move, items=self.items)
        except Impossible:
            assert self.position.phase is Phase.CLOSED or (self.position, move) == (START, Move.SKIP)
        else:
            self.seen.append(self.position)

    @invariant()
    def never_at_the_same_place_twice(self) -> None:
        assert len(set(self.seen)) == len(self.seen)

    @invariant()
    def always_forward(self) -> None:
        places = [(position.item, ORDER.index(position.phase)) for position in self.seen]
        assert places == sorted(places)

    @invariant()
    def only_items_of_the_agenda(self) -> None:
        assert 0 <= self.position.item <= self.items


TestCourse: Any = Course.TestCase
