"""A question asked of a roadmap, through the web."""

import pytest
from bs4 import BeautifulSoup
from flask.testing import FlaskClient

from plateau.database import Database
from tests.integration.conftest import LogIn, World
from tests.integration.roadmap.test_outlook_views import prepared


@pytest.fixture
def client(app_database: Database, log_in: LogIn, world: World) -> FlaskClient:
    client = log_in("director")
    prepared(world, app_database, client)
    return client


def codes(client: FlaskClient, world: World) -> list[str]:
    page = BeautifulSoup(client.get(f"{world.round_url}/roadmap/wat-als").text, "lxml")
    return [str(option["value"]) for option in page.select("select[name=vraag] option")]


def words(client: FlaskClient, world: World) -> str:
    """All that the roadmap's page says."""
    main = BeautifulSoup(client.get(f"{world.round_url}/roadmap").text, "lxml").main
    assert main
    return main.get_text(" ", strip=True)


def test_every_kind_of_question_gets_an_answer_and_keeps_nothing(client: FlaskClient, world: World) -> None:
    offered = codes(client, world)
    firsts = {code.split(":")[0]: code for code in reversed(offered)}
    assert {"budget", "law", "people", "without"} <= firsts.keys()
    before = words(client, world)
    for code in firsts.values():
        answer = client.get(f"{world.round_url}/roadmap/wat-als", query_string={"vraag": code, "nummer": 1})
        assert answer.status_code == 200
        page = BeautifulSoup(answer.text, "lxml")
        chosen = page.select_one("option[selected]")
        assert chosen is not None
        assert chosen["value"] == code
        heading = page.select_one("#answer")
        assert heading is not None
        assert chosen.get_text(strip=True) in heading.get_text()
        assert "bewezen" in answer.text
    assert words(client, world) == before


def test_a_question_that_is_not_offered_is_not_found(client: FlaskClient, world: World) -> None:
    for code in ("budget::-99", "without:gemeente.verzonnen:0", "x", "law:1:2:3"):
        assert (
            client.get(f"{world.round_url}/roadmap/wat-als", query_string={"vraag": code}).status_code == 404
        )


def test_without_a_roadmap_one_is_sent_to_its_page(log_in: LogIn, world: World) -> None:
    answer = log_in("member").get(f"{world.round_url}/roadmap/wat-als")
    assert answer.status_code == 302
    assert answer.location.endswith("/roadmap")
