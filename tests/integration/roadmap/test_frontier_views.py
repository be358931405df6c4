"""The choices between money and reach, through the web."""

import pytest
from bs4 import BeautifulSoup
from flask.testing import FlaskClient

from plateau.database import Database
from plateau.roadmap import store
from tests.integration.conftest import LogIn, World
from tests.integration.roadmap.test_outlook_views import prepared

PAGE = "/roadmap/wat-kan-het-kosten"


@pytest.fixture
def client(app_database: Database, log_in: LogIn, world: World) -> FlaskClient:
    client = log_in("director")
    prepared(world, app_database, client)
    return client


def budgets(database: Database, world: World) -> dict[int, int | None]:
    with database.reading() as session:
        kept = store.find_scenario(
            session, organisation_id=world.organisation.id, round_id=world.round.id, name="basis"
        )
    assert kept
    return dict(kept.scenario.budgets)


def test_the_choices_are_searched_when_asked_and_one_can_be_taken_over(
    client: FlaskClient, app_database: Database, world: World
) -> None:
    address = world.round_url + PAGE
    assert "Zoek de keuzes" in client.get(address).text
    answer = client.get(f"{address}?zoek=1")
    page = BeautifulSoup(answer.text, "lxml")
    rows = page.select("tbody tr")
    assert len(rows) >= 2
    cells = [row.get_text(" ", strip=True) for row in rows]
    assert cells[0].startswith("Keuze 1 ")
    assert all("bewezen" in cell for cell in cells)
    assert page.find("svg")
    before = budgets(app_database, world)
    revision = page.select_one("input[name=revision]")
    assert revision
    taken = client.post(
        address, data={"keuze": str(len(rows) - 1), "revision": revision["value"]}, follow_redirects=True
    )
    assert f"Het geld van keuze {len(rows)} is nu het budget" in taken.text
    after = budgets(app_database, world)
    assert after != before
    assert after.keys() == before.keys()


def test_nothing_is_taken_over_from_a_stale_page(
    client: FlaskClient, app_database: Database, world: World
) -> None:
    before = budgets(app_database, world)
    answer = client.post(world.round_url + PAGE, data={"keuze": "0", "revision": "0"}, follow_redirects=True)
    assert "Er is niets overgenomen" in answer.text
    assert budgets(app_database, world) == before


def test_a_choice_that_is_not_there_is_not_found(client: FlaskClient, world: World) -> None:
    for choice in ("99", "-1", "x", ""):
        assert client.post(world.round_url + PAGE, data={"keuze": choice}).status_code == 404


def test_without_a_roadmap_one_is_sent_to_its_page(log_in: LogIn, world: World) -> None:
    answer = log_in("member").get(world.round_url + PAGE)
    assert answer.status_code == 302
    assert answer.location.endswith("/roadmap")
