"""The choices between money and reach, through the web."""

from collections.abc import Callable
from threading import Event
from uuid import UUID

import pytest
from bs4 import BeautifulSoup
from flask import Flask
from flask.testing import FlaskClient

from plateau.database import Database, new_id
from plateau.roadmap import operations, store
from plateau.roadmap.calculating import search_frontier
from plateau.roadmap.frontier import Frontier, find_frontier
from plateau.roadmap.model import Problem
from plateau.roadmap.scenario import StoredScenario
from plateau.roadmap.views import frontier
from plateau.web import background
from tests.integration.conftest import NOW, LogIn, World
from tests.integration.roadmap.test_outlook_views import prepared

PAGE = "/roadmap/wat-kan-het-kosten"


@pytest.fixture
def client(app_database: Database, log_in: LogIn, world: World) -> FlaskClient:
    client = log_in("director")
    prepared(world, app_database, client)
    return client


def scenarios(database: Database, world: World) -> list[StoredScenario]:
    with database.reading() as session:
        return store.scenarios(session, organisation_id=world.organisation.id, round_id=world.round.id)


def test_the_choices_are_searched_in_the_background_and_one_becomes_a_scenario(
    client: FlaskClient, app_database: Database, world: World
) -> None:
    address = world.round_url + PAGE
    assert "Zoek de keuzes" in client.get(address).text
    assert "Keuze 1" not in client.get(f"{address}?zoek=1").text  # looking computes nothing
    for _ in range(2):  # asked twice, they are searched once
        assert client.post(f"{address}/zoeken").location.endswith("?nummer=1")
    page = BeautifulSoup(client.get(address).text, "lxml")
    rows = page.select("tbody tr:has(td)")
    assert len(rows) >= 2
    cells = [row.get_text(" ", strip=True).replace("\u00a0", " ") for row in rows]
    assert sorted(cell[:8] for cell in cells) == [f"Keuze {place + 1} " for place in range(len(rows))]
    headings = [found.get_text(strip=True) for found in page.select("th[scope=rowgroup]")]
    assert headings[0] == "Zonder maatregelen"
    assert all(heading.startswith("Alles klaar eind 202") for heading in headings[1:])
    assert all("bewezen" in cell for cell in cells)
    assert page.find("svg")
    (before,) = scenarios(app_database, world)
    for _ in range(2):
        assert client.post(address, data={"keuze": str(len(rows) - 1)}).status_code == 302
    basis, chosen = scenarios(app_database, world)
    assert basis == before  # the settings that were there are left alone
    assert chosen.name == f"Keuze {len(rows)} bij roadmap 1"
    assert chosen.scenario.budgets != before.scenario.budgets
    assert chosen.scenario.budgets.keys() == before.scenario.budgets.keys()
    with app_database.reading() as session:
        newest = store.find_plan(session, organisation_id=world.organisation.id, round_id=world.round.id)
    assert newest
    assert newest.summary.scenario_id == chosen.id


def test_one_sees_how_far_it_is_and_stops_it(
    client: FlaskClient, app: Flask, app_database: Database, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    handed_over: list[UUID] = []
    app.extensions[background.KEY] = {"search_frontier": handed_over.append}
    monkeypatch.setattr(frontier, "PATIENCE_S", 0.0)
    address = world.round_url + PAGE
    client.post(f"{address}/zoeken")
    (item,) = handed_over
    assert "De berekening wacht op haar beurt." in client.get(address).text
    with app_database.transaction() as session:
        store.begin_calculation(session, item, now=NOW)
        store.beat(session, item, found=3, now=NOW)
    page = client.get(address).text
    assert "3 keuzes gevonden" in page
    assert "Stoppen en bewaren wat er is" in page
    # It is no roadmap: that page does not know it.
    assert client.get(f"{world.round_url}/roadmap/berekening/{item}").status_code == 404
    assert client.post(f"{address}/{item}/stoppen").status_code == 302
    assert "Het zoeken stopt en bewaart wat er gevonden is." in client.get(address).text
    assert client.post(f"{address}/{new_id()}/stoppen").status_code == 404


def test_what_was_found_before_a_stop_is_kept(
    client: FlaskClient, app: Flask, app_database: Database, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    handed_over: list[UUID] = []
    app.extensions[background.KEY] = {"search_frontier": handed_over.append}
    monkeypatch.setattr(frontier, "PATIENCE_S", 0.0)
    client.post(f"{world.round_url}{PAGE}/zoeken")
    found: list[int] = []

    def stop_after_two(problem: Problem, *, stopped: object, told: Callable[[int], object]) -> Frontier:
        def heard(number: int) -> None:
            found.append(number)
            told(number)

        return find_frontier(problem, most=8, stopped=lambda: max(found, default=0) >= 2, told=heard)

    monkeypatch.setattr(operations, "sweep", stop_after_two)
    with app_database.transaction() as session:
        store.request_cancel(session, handed_over[0], now=NOW)
    search_frontier(app_database, handed_over[0], clock=lambda: NOW, stopping=Event())
    page = client.get(world.round_url + PAGE).text
    assert "Dit zijn niet alle keuzes" in page
    assert "met hetzelfde einde niets beters, als u niet bespaart door te wachten." in page
    assert "Zoek opnieuw" in page


def test_a_search_that_fails_says_so(
    client: FlaskClient, app: Flask, app_database: Database, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    handed_over: list[UUID] = []
    app.extensions[background.KEY] = {"search_frontier": handed_over.append}
    monkeypatch.setattr(frontier, "PATIENCE_S", 0.0)
    client.post(f"{world.round_url}{PAGE}/zoeken")

    def fail(*_: object, **__: object) -> Frontier:
        raise RuntimeError("no")

    monkeypatch.setattr(operations, "sweep", fail)
    search_frontier(app_database, handed_over[0], clock=lambda: NOW, stopping=Event())
    page = client.get(world.round_url + PAGE).text
    assert "De berekening is misgegaan." in page
    assert "Zoek opnieuw" in page


def test_a_member_looks_and_does_not_search(client: FlaskClient, log_in: LogIn, world: World) -> None:
    member = log_in("member")
    page = member.get(world.round_url + PAGE).text
    assert "De keuzes zijn nog niet gezocht." in page
    assert member.post(f"{world.round_url}{PAGE}/zoeken").status_code == 403


def test_a_choice_that_is_not_there_is_not_found(client: FlaskClient, world: World) -> None:
    for choice in ("99", "-1", "x", ""):
        assert client.post(world.round_url + PAGE, data={"keuze": choice}).status_code == 404


def test_without_a_roadmap_one_is_sent_to_its_page(log_in: LogIn, world: World) -> None:
    answer = log_in("member").get(world.round_url + PAGE)
    assert answer.status_code == 302
    assert answer.location.endswith("/roadmap")


@pytest.mark.parametrize("page", ["", "/zekerheid", "/wat-als", "/wat-kan-het-kosten"])
def test_the_menu_says_that_one_is_at_the_roadmap(client: FlaskClient, world: World, page: str) -> None:
    shown = BeautifulSoup(client.get(f"{world.round_url}/roadmap{page}").text, "lxml")
    marked = shown.select("a.plateau-nav__link[aria-current=page]")
    assert [link.get_text(strip=True) for link in marked] == ["Roadmap"]
