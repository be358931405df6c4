"""How sure a roadmap is, through the web."""

from datetime import date

from bs4 import BeautifulSoup
from flask.testing import FlaskClient

from plateau.catalogue.model import Certainty
from plateau.database import Database, new_id
from plateau.language import Text
from plateau.roadmap import operations, store
from plateau.roadmap.milestones import DatedMilestone
from tests.integration.conftest import LogIn, World
from tests.integration.roadmap.situations import TARGET, aim, measure


def prepared(world: World, database: Database, client: FlaskClient) -> DatedMilestone:
    """A computed roadmap with a milestone."""
    with database.transaction() as session:
        measure(session, world.actor("member"), world.round.id)
        aim(session, world.actor("director"), world.round.id)
        milestone = DatedMilestone(
            str(new_id()),
            "wmo",
            Text("Loket open", "Desk open"),
            date(2028, 1, 1),
            Certainty.VAST,
            TARGET,
            True,
        )
        operations.add_milestone(session, actor=world.actor("director"), milestone=milestone)
    client.post(f"{world.round_url}/roadmap/berekenen")
    return milestone


def test_the_page_gives_each_milestone_its_chance(
    app_database: Database, log_in: LogIn, world: World
) -> None:
    client = log_in("director")
    milestone = prepared(world, app_database, client)
    answer = client.get(f"{world.round_url}/roadmap/zekerheid")
    assert answer.status_code == 200
    page = BeautifulSoup(answer.text, "lxml")
    table = page.find("caption", string="De kans per mijlpaal")
    assert table is not None
    row = table.parent.tbody.tr.get_text(" ", strip=True)  # type: ignore[union-attr]
    assert row.startswith(milestone.title.nl)
    assert "van de 100" in row
    assert page.find("svg", attrs={"aria-labelledby": True}) or page.find("svg")
    # The same words stand on the roadmap itself.
    roadmap = client.get(f"{world.round_url}/roadmap").text
    assert "Hoe zeker is dit?" in roadmap
    assert "/roadmap/zekerheid?nummer=1" in roadmap


def test_a_quarter_that_was_chosen_has_its_chance(
    app_database: Database, log_in: LogIn, world: World
) -> None:
    client = log_in("director")
    prepared(world, app_database, client)
    organisation_id, round_id = world.organisation.id, world.round.id
    with app_database.reading() as session:
        plan = store.find_plan(session, organisation_id=organisation_id, round_id=round_id)
        (scenario,) = store.scenarios(session, organisation_id=organisation_id, round_id=round_id)
    assert plan
    entry, calendar = plan.plan.scheduled[-1], plan.problem.calendar
    pinned = calendar.first_year * 4 + calendar.first_quarter - 1 + entry.start
    sent = {
        "scenario": scenario.id,
        "revision": scenario.revision,
        "intervention": entry.id,
        "pinned": pinned,
    }
    client.post(f"{world.round_url}/roadmap/keuze", data=sent)
    page = BeautifulSoup(client.get(f"{world.round_url}/roadmap/zekerheid").text, "lxml")
    table = page.find("caption", string="Begint niet later dan u koos")
    assert table is not None
    row = table.parent.tbody.tr.get_text(" ", strip=True)  # type: ignore[union-attr]
    assert calendar.label(entry.start) in row
    assert "van de 100" in row


def test_the_chances_stay_the_same(app_database: Database, log_in: LogIn, world: World) -> None:
    client = log_in("director")
    prepared(world, app_database, client)
    address = f"{world.round_url}/roadmap/zekerheid"
    first, again = (BeautifulSoup(client.get(address).text, "lxml").main for _ in range(2))
    assert first == again


def test_without_a_roadmap_one_is_sent_to_its_page(log_in: LogIn, world: World) -> None:
    answer = log_in("member").get(f"{world.round_url}/roadmap/zekerheid")
    assert answer.status_code == 302
    assert answer.location.endswith("/roadmap")


def test_a_number_that_is_not_there_is_not_found(app_database: Database, log_in: LogIn, world: World) -> None:
    client = log_in("director")
    prepared(world, app_database, client)
    for number in ("7", "0", "99999999999999999999"):
        assert client.get(f"{world.round_url}/roadmap/zekerheid?nummer={number}").status_code == 404
    assert client.get(f"{world.round_url}/roadmap/zekerheid?nummer=1").status_code == 200
