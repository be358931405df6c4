"""Before the reveal no channel tells what was voted: pages, state, headers, sizes, queries, exports, the end.

The same session is looked at through every channel while only the values of the votes change. Everything that
anyone but the voter gets must stay the same, byte for byte.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest
from flask.testing import FlaskClient
from sqlalchemy import event
from werkzeug.test import TestResponse

from plateau.database import Database
from tests.integration.conftest import World
from tests.integration.workshop.conftest import Session, vote

CHOICES = ("1", "2", "3", "4", "5", "weet_niet", "nvt")
# New with each page, whatever is voted.
TOKEN = re.compile(r'name="(csrf_token|workshop_id|seat)"[^>]*value="[^"]*"')

Channel = Callable[[Session, World], TestResponse]


def as_seen(answer: TestResponse) -> tuple[int, str, dict[str, str]]:
    headers = {name: value for name, value in answer.headers.items() if name not in {"Set-Cookie", "Date"}}
    return answer.status_code, TOKEN.sub("", answer.text), headers


def by_facilitator(path: str) -> Channel:
    return lambda session, world: session.facilitator.get(f"{session.url}{path}")


def on_round(path: str) -> Channel:
    return lambda session, world: session.facilitator.get(f"{world.round_url}{path}")


CHANNELS: dict[str, Channel] = {
    "the facilitator's page": by_facilitator(""),
    "the facilitator's state": by_facilitator("/stand"),
    "the beamer": by_facilitator("/scherm"),
    "the report": by_facilitator("/verslag"),
    "another phone": lambda session, world: session.phones[2].get("/w/deelnemen"),
    "another phone's state": lambda session, world: session.phones[2].get("/w/stand"),
    "the voter's own state": lambda session, world: session.phones[0].get("/w/stand"),
    "someone who comes late": lambda session, world: session.app.test_client().get(f"/w?code={session.code}"),
    "the profile": on_round("/profiel"),
    "the differences": on_round("/verschillen"),
    "the sessions of the round": on_round("/werksessie"),
    "the report of the round": on_round("/rapport"),
    "the dashboard": lambda session, world: session.facilitator.get(world.base),
}


@pytest.fixture
def voting(session: Session) -> Session:
    for name in ("Anna", "Bram", "Chris"):
        session.join(name)
    session.move()
    return session


def cast(session: Session, *choices: str) -> None:
    for phone, choice in zip(session.phones, choices, strict=False):
        vote(phone, choice, "1-vote")


@pytest.mark.parametrize("channel", CHANNELS)
def test_no_channel_changes_with_what_is_voted(voting: Session, world: World, channel: str) -> None:
    cast(voting, "1", "1")
    seen = as_seen(CHANNELS[channel](voting, world))
    assert seen[0] in {200, 302}
    for choice in CHOICES[1:]:
        cast(voting, choice, choice)
        assert as_seen(CHANNELS[channel](voting, world)) == seen, choice


def test_the_answer_to_a_vote_is_the_same_for_each_vote(voting: Session) -> None:
    answers = {
        str(as_seen(voting.phones[0].post("/w/stem", data={"choice": choice, "at": "1-vote"})))
        for choice in CHOICES
    }
    assert len(answers) == 1


def test_changing_a_vote_moves_nobodys_screen(voting: Session) -> None:
    cast(voting, "1")
    before = voting.phones[1].get("/w/stand").json
    cast(voting, "5")
    assert voting.phones[1].get("/w/stand").json == before


@contextmanager
def queries(database: Database) -> Iterator[list[str]]:
    seen: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        seen.append(statement)

    event.listen(database.engine, "before_cursor_execute", note)
    try:
        yield seen
    finally:
        event.remove(database.engine, "before_cursor_execute", note)


def reads_values(statement: str) -> bool:
    return statement.lstrip().upper().startswith("SELECT") and "workshop_vote.plateau" in statement


def test_the_server_does_not_even_ask_for_the_values(
    voting: Session, world: World, app_database: Database
) -> None:
    cast(voting, "2", "4")
    for name, channel in CHANNELS.items():
        with queries(app_database) as seen:
            channel(voting, world)
        own = [statement for statement in seen if reads_values(statement)]
        # A phone asks for one vote: that of its own seat.
        assert all("workshop_vote.seat_id = ?" in statement for statement in own), name
        assert not own or name == "another phone"


def test_the_work_is_the_same_for_each_vote(voting: Session, world: World, app_database: Database) -> None:
    """Time is a channel too: the same statements in the same order, whatever was voted."""

    def work(*choices: str) -> list[str]:
        cast(voting, *choices)
        with queries(app_database) as seen:
            for channel in CHANNELS.values():
                channel(voting, world)
        return seen

    assert work("1", "1") == work("5", "nvt")


def reveal_of(voting: Session) -> str:
    cast(voting, "2", "4", "4")
    return voting.move()


def test_the_reveal_shows_the_same_to_all_at_once(voting: Session) -> None:
    assert "De stemmen lopen van 2 tot 4; de middelste is 4." in reveal_of(voting)
    for page in (
        voting.phones[0].get("/w/deelnemen").text,
        voting.facilitator.get(f"{voting.url}/scherm").text,
    ):
        assert "De stemmen lopen van 2 tot 4; de middelste is 4." in page


def test_after_the_reveal_nobody_can_vote_anew(voting: Session) -> None:
    reveal_of(voting)
    assert "Uw stem is niet opgeslagen" in vote(voting.phones[0], "5", "1-vote")
    assert "De stemmen lopen van 2 tot 4" in voting.facilitator.get(voting.url).text


def test_a_small_perspective_is_never_shown_apart(session: Session) -> None:
    people = [("Anna", "bestuur"), *((f"Team {number}", "professionals") for number in range(4))]
    phones: list[FlaskClient] = [session.join(name, perspective) for name, perspective in people]
    session.move()
    for phone in phones:
        vote(phone, "3", "1-vote")
    assert "In de zaal, per rol" not in session.move()


@pytest.mark.parametrize("move", ["skip", "close"])
def test_an_item_that_was_not_revealed_stays_hidden_for_ever(
    voting: Session, world: World, app_database: Database, move: str
) -> None:
    cast(voting, "2", "4", "4")
    voting.move(move)
    if move == "skip":
        voting.move("close")
    with queries(app_database) as seen:
        text = voting.facilitator.get(f"{voting.url}/verslag").text
    assert "plateau-votes" not in text
    assert text.count("De stemmen zijn niet getoond.") == text.count("plateau-minutes__item")
    assert not [statement for statement in seen if reads_values(statement)]
