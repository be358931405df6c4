"""Progress of the approved roadmap: told, kept in full, read back."""

import pytest
from flask import Flask
from flask.testing import FlaskClient

from plateau.database import Database
from plateau.roadmap import store
from plateau.roadmap.progress import Report
from plateau.roadmap.store import StoredPlan
from plateau.web.clock import KEY as CLOCK
from tests.integration.conftest import NOW, LogIn, World
from tests.integration.roadmap.situations import aim, measure


@pytest.fixture
def ready(world: World, app_database: Database, log_in: LogIn) -> World:
    """A round with an approved roadmap."""
    with app_database.transaction() as session:
        measure(session, world.actor("member"), world.round.id)
        aim(session, world.actor("director"), world.round.id)
    client = log_in("director")
    client.post(f"{world.round_url}/roadmap/berekenen")
    client.post(
        f"{world.round_url}/roadmap/goedkeuren", data={"plan": approved(app_database, world).summary.id}
    )
    return world


def approved(database: Database, world: World) -> StoredPlan:
    with database.reading() as session:
        found = store.find_plan(session, organisation_id=world.organisation.id, round_id=world.round.id)
    assert found
    return found


def told(database: Database, world: World) -> list[Report]:
    with database.reading() as session:
        return store.reports(session, organisation_id=world.organisation.id, round_id=world.round.id)


def tell(client: FlaskClient, world: World, name: str, **sent: str) -> int:
    data = {"intervention": name, "work": "running", "note": "", **sent}
    return client.post(f"{world.round_url}/roadmap/voortgang", data=data).status_code


def test_what_is_told_is_kept_and_shown(log_in: LogIn, ready: World, app_database: Database) -> None:
    client = log_in("consultant")
    url = f"{ready.round_url}/roadmap/voortgang"
    assert "De roadmap ligt op koers." in client.get(url).text
    name = approved(app_database, ready).plan.scheduled[0].id
    for _ in range(2):  # told twice, kept once
        assert tell(client, ready, name, percentage="40", started_on="2026-11-01", note="Team gevormd") == 302
    assert tell(client, ready, name, work="stopped", note="Geen geld") == 302
    newest, first = told(app_database, ready)
    assert (newest.work, newest.percentage, newest.started_on) == ("stopped", None, None)
    assert (first.percentage, first.note) == (40, "Team gevormd")
    page = client.get(url).text
    for text in ("De roadmap ligt niet op koers: 1 van de", "gestopt", "Team gevormd", "Consultant", "40%"):
        assert text in page
    assert f'href="#{name.replace(".", "-")}"' in page  # which one asks for attention
    assert log_in("member").get(url).status_code == 200


def test_time_alone_puts_it_off_course(log_in: LogIn, ready: World, app: Flask) -> None:
    app.extensions[CLOCK] = lambda: NOW.replace(year=2028)
    page = log_in("director").get(f"{ready.round_url}/roadmap/voortgang").text
    assert "De roadmap ligt niet op koers" in page
    assert "had al klaar moeten zijn" in page


def test_what_cannot_be_is_refused_beside_the_field(
    log_in: LogIn, ready: World, app_database: Database
) -> None:
    client = log_in("director")
    name = approved(app_database, ready).plan.scheduled[0].id
    assert tell(client, ready, name, percentage="101") == 422
    assert tell(client, ready, name, percentage="veel") == 422
    assert tell(client, ready, name, started_on="2027-02-01", ended_on="2027-01-01") == 422
    assert tell(client, ready, name, note="x" * 1001) == 422
    assert tell(client, ready, name, work="soms") == 422
    assert tell(client, ready, "gemeente.bestaat-niet") == 404
    assert tell(log_in("member"), ready, name) == 403
    assert told(app_database, ready) == []


def test_without_an_approved_roadmap_there_is_nothing_to_tell(log_in: LogIn, world: World) -> None:
    client = log_in("director")
    assert "Er is nog geen goedgekeurde roadmap" in client.get(f"{world.round_url}/roadmap/voortgang").text
    assert tell(client, world, "gemeente.x") == 404
