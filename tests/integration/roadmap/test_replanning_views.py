"""Planning the approved roadmap again, through the web."""

from __future__ import annotations

from dataclasses import replace

import pytest
from flask import Flask
from flask.testing import FlaskClient

from plateau.database import Database
from plateau.roadmap import store, wording
from plateau.roadmap.checker import check
from plateau.roadmap.model import ObjectiveName
from plateau.roadmap.store import StoredPlan
from plateau.web.clock import KEY as CLOCK
from tests.integration.conftest import NOW, LogIn, World
from tests.integration.roadmap.situations import aim, measure


@pytest.fixture
def ready(world: World, app_database: Database, log_in: LogIn, app: Flask) -> World:
    """A round with an approved roadmap, half a year later."""
    with app_database.transaction() as session:
        measure(session, world.actor("member"), world.round.id)
        aim(session, world.actor("director"), world.round.id)
    client = log_in("director")
    client.post(url(world, "/berekenen"))
    client.post(url(world, "/goedkeuren"), data={"plan": newest(app_database, world).summary.id})
    app.extensions[CLOCK] = lambda: NOW.replace(year=2027, month=5)
    return world


def url(world: World, page: str = "") -> str:
    return f"{world.round_url}/roadmap{page}"


def newest(database: Database, world: World) -> StoredPlan:
    with database.reading() as session:
        found = store.find_plan(session, organisation_id=world.organisation.id, round_id=world.round.id)
    assert found
    return found


def tell(client: FlaskClient, world: World, name: str, **sent: str) -> None:
    data = {"intervention": name, "note": "", **sent}
    assert client.post(url(world, "/voortgang"), data=data).status_code == 302


def test_planning_again_and_approving(log_in: LogIn, ready: World, app_database: Database) -> None:
    client = log_in("director")
    before = newest(app_database, ready)
    first, *others = sorted(before.plan.scheduled, key=lambda item: item.start)
    tell(client, ready, first.id, work="running", started_on="2027-05-03")
    page = client.get(url(ready, "/opnieuw-plannen")).text
    assert "Opnieuw plannen vanaf 2027 K2" in page
    assert "loopt door: 2027 K2" in page
    assert page.count("wordt opnieuw gepland") == len(others)
    for _ in range(2):  # asked twice, it is one scenario and one roadmap
        assert client.post(url(ready, "/opnieuw-plannen")).status_code == 302
    after = newest(app_database, ready)
    assert after.summary.number == before.summary.number + 1
    assert check(after.problem, after.plan, after.explanation) == []
    assert after.plan.objectives[0].name is ObjectiveName.STABILITY
    assert after.plan.by_id[first.id].start == 1
    page = client.get(url(ready)).text
    assert "Opnieuw gepland vanaf 2027 K2" in page
    assert "Ten opzichte van roadmap 1" in page
    assert "Wat er verandert, en waarom" in page
    assert f"nummer={before.summary.number}&amp;nummer={after.summary.number}" in page
    client.post(url(ready, "/goedkeuren"), data={"plan": after.summary.id})
    assert newest(app_database, ready).summary.is_approved
    # What was told of the roadmap before still counts.
    assert "loopt door: 2027 K2" in client.get(url(ready, "/opnieuw-plannen")).text


def test_what_began_before_the_first_quarter_is_shown_where_it_was(
    log_in: LogIn, ready: World, app_database: Database, app: Flask
) -> None:
    app.extensions[CLOCK] = lambda: NOW  # the roadmap's first quarter is still to come
    client = log_in("director")
    before = newest(app_database, ready)
    done, runs, *others = sorted(before.plan.scheduled, key=lambda item: item.start)
    tell(client, ready, done.id, work="done", started_on="2026-10-05", ended_on="2026-11-20")
    tell(client, ready, runs.id, work="running", started_on="2026-11-02")
    page = client.get(url(ready, "/opnieuw-plannen")).text
    last = wording.quarter(before.problem.calendar, runs.end - runs.start - 2)  # a quarter sooner
    assert "ligt vast: 2026 K4" in page
    assert f"loopt door: 2026 K4 t/m {last}" in page
    client.post(url(ready, "/opnieuw-plannen"))
    after = newest(app_database, ready)
    assert check(after.problem, after.plan, after.explanation) == []
    calendar = after.problem.calendar
    assert wording.span(calendar, after.plan.by_id[done.id].start, after.plan.by_id[done.id].end) == "2026 K4"
    entry = after.plan.by_id[runs.id]
    assert wording.span(calendar, entry.start, entry.end) == f"2026 K4 t/m {last}"
    for item in others:  # the calendar begins a quarter sooner, and they are where they were
        assert after.plan.by_id[item.id] == replace(item, start=item.start + 1, end=item.end + 1)
    page = client.get(url(ready)).text
    assert "2 maatregelen beginnen in een ander kwartaal (samen 2 kwartalen verschil)" in page
    assert f"2026 K4 t/m {last}" in page
    assert "Begon of liep anders dan gepland." in page


def test_stopped_is_dropped_and_says_so(log_in: LogIn, ready: World, app_database: Database) -> None:
    client = log_in("consultant")
    first = newest(app_database, ready).plan.scheduled[0]
    tell(client, ready, first.id, work="stopped")
    assert "valt weg, tenzij u anders kiest" in client.get(url(ready, "/opnieuw-plannen")).text
    client.post(url(ready, "/opnieuw-plannen"))
    after = newest(app_database, ready)
    assert first.id in after.problem.forbidden
    page = client.get(url(ready)).text
    assert "Mag niet in de roadmap: de maatregel is gestopt, of u koos dat." in page
    above = page[page.index('id="replanned"') : page.index("Wat er verandert, en waarom")]
    assert "is bekeken terwijl de rest van de roadmap blijft staan." in above
    assert "niet gepland" in page


def test_doing_without_what_runs_is_not_asked(log_in: LogIn, ready: World, app_database: Database) -> None:
    client = log_in("director")
    first, *others = sorted(newest(app_database, ready).plan.scheduled, key=lambda item: item.start)
    tell(client, ready, first.id, work="running", started_on="2027-05-03")
    client.post(url(ready, "/opnieuw-plannen"))
    page = client.get(url(ready, "/wat-als"))
    assert f"without:{first.id}:0" not in page.text
    assert any(f"without:{other.id}:0" in page.text for other in others)
    asked = client.get(url(ready, "/wat-als"), query_string={"vraag": f"without:{first.id}:0"})
    assert asked.status_code == 404


def test_without_an_approved_roadmap_there_is_nothing(log_in: LogIn, world: World) -> None:
    client = log_in("director")
    for answer in (client.get(url(world, "/opnieuw-plannen")), client.post(url(world, "/opnieuw-plannen"))):
        assert answer.location == url(world, "/voortgang")


def test_a_member_does_not_plan_again(log_in: LogIn, ready: World) -> None:
    client = log_in("member")
    assert client.post(url(ready, "/opnieuw-plannen")).status_code == 403
    assert "Opnieuw plannen" not in client.get(url(ready, "/voortgang")).text


def test_in_english(log_in: LogIn, ready: World) -> None:
    client = log_in("director")
    client.post("/taal", data={"language": "en"})
    page = client.get(url(ready, "/opnieuw-plannen")).text
    assert "Plan again from 2027 Q2" in page
    client.post(url(ready, "/opnieuw-plannen"))
    page = client.get(url(ready)).text
    assert "Has not begun yet, and its planned start is past." in page
    assert "Planned again from 2027 Q2" in client.get(url(ready, "/scenarios")).text
    client.post(
        "/taal", data={"language": "nl"}
    )  # plateau gave the name: each reads it in their own language
    assert "Opnieuw gepland vanaf 2027 K2" in client.get(url(ready, "/scenarios")).text
