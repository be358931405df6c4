"""Personal links: tokens of their own, how long they work, and which of them opens answers."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import product
from uuid import UUID, uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plateau.assessment import links
from plateau.assessment.model import Anonymity, Link, Participant, Perspective, RoundState

NOW = datetime(2026, 11, 29, 12, 0, tzinfo=UTC)
GIVEN = Participant(
    uuid4(),
    uuid4(),
    None,
    "Els",
    None,
    Perspective.STAF,
    has_link=True,
    token_expires_at=NOW + links.LINK_DURATION,
)


def test_a_token_is_long_and_of_its_own() -> None:
    made = [
        links.derive_token(secret, link, participant_id=participant, salt=salt)
        for secret, link, participant, salt in product(
            ("s" * 32, "t" * 32), (Link.HANDED, Link.OWN), (uuid4(), uuid4()), ("a", "b")
        )
    ]
    assert len(set(made)) == 16
    assert {len(token) for token in made} == {43}  # 256 bits


@given(secret=st.text(min_size=1), participant_id=st.uuids(), salt=st.text())
def test_the_same_again_from_the_same_and_no_hash_tells_of_the_other(
    secret: str, participant_id: UUID, salt: str
) -> None:
    hashes = links.derive_hashes(secret, participant_id=participant_id, salt=salt)
    assert hashes == links.derive_hashes(secret, participant_id=participant_id, salt=salt)
    assert hashes[Link.HANDED] != hashes[Link.OWN]


def test_a_handed_link_is_as_it_was_before_there_were_own_ones() -> None:
    """What was printed goes on working."""
    participant_id = UUID("0193a000-0000-7000-8000-000000000001")
    token = links.derive_token("s" * 32, Link.HANDED, participant_id=participant_id, salt="a")
    assert token == "NdrtTmZawvvw-DzdYGw9xTXyuoPUWYy_uSm74FAUWhs"


def test_a_browser_takes_one_seat_by_a_link_however_often_it_asks() -> None:
    taken = {links.seat_token(chance, handed) for chance in ("a", "b") for handed in ("x", "y")}
    assert len(taken) == 4
    assert links.seat_token("a", "x") in taken


@pytest.mark.parametrize(
    ("link", "anonymity", "opens"),
    [
        (Link.HANDED, Anonymity.NAMED, True),
        (Link.HANDED, Anonymity.ANONYMOUS, False),
        *((link, anonymity, True) for link, anonymity in product((Link.OWN, Link.SEAT), Anonymity)),
    ],
)
def test_only_what_the_leader_has_too_opens_no_anonymous_answers(
    link: Link, anonymity: Anonymity, opens: bool
) -> None:
    assert links.opens_answers(link, anonymity) is opens


def test_how_long_a_link_works() -> None:
    assert links.is_live(GIVEN, RoundState.OPEN, NOW)
    assert links.is_live(GIVEN, RoundState.PREPARATION, NOW)
    assert not links.is_live(GIVEN, RoundState.CLOSED, NOW)
    assert links.is_live(GIVEN, RoundState.OPEN, NOW + links.LINK_DURATION - timedelta(seconds=1))
    assert not links.is_live(GIVEN, RoundState.OPEN, NOW + links.LINK_DURATION)
    assert not links.is_live(replace(GIVEN, revoked_at=NOW), RoundState.OPEN, NOW)
    assert not links.is_live(replace(GIVEN, has_link=False), RoundState.OPEN, NOW)
    assert not links.is_live(replace(GIVEN, token_expires_at=None), RoundState.OPEN, NOW)
