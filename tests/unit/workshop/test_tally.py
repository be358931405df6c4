"""What revealed votes show, and which groups stay hidden."""

from hypothesis import given
from hypothesis import strategies as st

from plateau.assessment.model import Mark, Perspective
from plateau.workshop.model import Vote
from plateau.workshop.tally import tally

CHOICES = ("1", "2", "3", "4", "5", "weet_niet", "nvt")
MINIMUM = 3
votes = st.sampled_from(CHOICES).map(Vote.parse)
rooms = st.lists(st.tuples(st.sampled_from(Perspective), votes), max_size=40)
Room = list[tuple[Perspective, Vote]]


def test_groups_of_three_are_shown_apart() -> None:
    room = [(Perspective.MANAGEMENT, Vote(Mark.PLATEAU, 4))] * 3
    room += [(Perspective.PROFESSIONALS, Vote(Mark.PLATEAU, 2))] * 3
    found = tally(room, [], named=True, minimum_group=MINIMUM)
    assert {names: part.answered for names, part in found.blocks.items()} == {
        (Perspective.MANAGEMENT,): 3,
        (Perspective.PROFESSIONALS,): 3,
    }


def test_one_who_chose_a_plateau_among_many_who_did_not_stays_hidden() -> None:
    room = [(Perspective.STAF, Vote(Mark.PLATEAU, 1))] + [(Perspective.STAF, Vote(Mark.UNKNOWN))] * 5
    assert tally(room, [], named=False, minimum_group=MINIMUM).total is None
    assert tally(room, [], named=True, minimum_group=MINIMUM).total is not None


@given(rooms, st.lists(votes, max_size=12))
def test_no_vote_of_a_round_with_names_is_lost(room: Room, early: list[Vote]) -> None:
    found = tally(room, early, named=True, minimum_group=MINIMUM)
    assert found.total
    assert found.total.answered == found.votes == len(room) + len(early)


@given(rooms, st.lists(votes, max_size=12))
def test_no_small_group_can_be_computed_from_what_an_anonymous_round_shows(
    room: Room, early: list[Vote]
) -> None:
    """Known to an attacker: the total, the blocks, and (from the results of the round) the early votes."""
    found = tally(room, early, named=False, minimum_group=MINIMUM)
    if found.total is None:
        assert not found.blocks
        return
    before = sum(vote.plateau is not None for vote in early)
    live_known, live_answered = found.total.known - before, found.total.answered - len(early)
    for size in (before, len(early), live_known, live_answered):
        assert size == 0 or size >= MINIMUM
    for part in found.blocks.values():
        for size in (part.known, part.answered, live_known - part.known, live_answered - part.answered):
            assert size == 0 or size >= MINIMUM


@given(rooms)
def test_no_screen_shows_a_perspective_smaller_than_the_minimum(room: Room) -> None:
    for named in (True, False):
        for part in tally(room, [], named=named, minimum_group=MINIMUM).blocks.values():
            assert part.answered >= MINIMUM


@given(st.sampled_from(CHOICES))
def test_a_vote_is_read_back_as_it_was_written(choice: str) -> None:
    assert Vote.parse(choice).choice == choice
