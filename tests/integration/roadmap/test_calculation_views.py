"""Waiting for a roadmap through the web: what the page says, going on, stopping."""

import re
from datetime import timedelta
from uuid import UUID

import pytest
from flask import Flask

from plateau.catalogue.loader import catalogue
from plateau.database import Database, new_id
from plateau.roadmap import operations, store
from plateau.roadmap.calculation import Calculation, State
from plateau.roadmap.model import ObjectiveName
from plateau.roadmap.solver import Progress
from plateau.roadmap.views import calculations
from plateau.web import background
from tests.integration.conftest import NOW, LogIn, World
from tests.integration.roadmap.situations import aim, measure

HTMX = {"HX-Request": "true"}


@pytest.fixture
def ready(world: World, app_database: Database) -> World:
    with app_database.transaction() as session:
        measure(session, world.actor("member"), world.round.id)
        aim(session, world.actor("director"), world.round.id)
    return world


@pytest.fixture
def queue(app: Flask, monkeypatch: pytest.MonkeyPatch) -> list[UUID]:
    """What was handed over, instead of doing it at once; and nobody waits a second for it."""
    handed_over: list[UUID] = []
    app.extensions[background.KEY] = {"calculate": handed_over.append}
    monkeypatch.setattr(calculations, "PATIENCE_S", 0.0)
    return handed_over


def ask(database: Database, world: World, *, minutes: float = 0) -> Calculation:
    with database.transaction() as session:
        found = operations.start_calculation(
            session,
            actor=world.actor("consultant"),
            round_id=world.round.id,
            catalogue=catalogue(),
            now=NOW - timedelta(minutes=minutes),
            today=NOW.date(),
        ).calculation
    assert found
    return found


def url(world: World, item: Calculation, page: str = "") -> str:
    return f"{world.round_url}/roadmap/berekening/{item.id}{page}"


def test_one_is_sent_to_wait_and_then_to_the_roadmap(
    log_in: LogIn, ready: World, queue: list[UUID], app_database: Database
) -> None:
    client = log_in("consultant")
    for _ in range(2):  # sent twice, computed once
        answer = client.post(f"{ready.round_url}/roadmap/berekenen")
    (asked,) = queue
    assert answer.location.endswith(f"/roadmap/berekening/{asked}")
    page = client.get(answer.location).text
    assert "De berekening wacht op haar beurt." in page
    assert "every 500ms" in page
    client.post(f"{answer.location}/stoppen")
    page = client.get(answer.location).text
    assert "De berekening is gestopt voordat er een roadmap was." in page
    assert "every 500ms" not in page


def test_a_quick_one_needs_no_waiting(log_in: LogIn, ready: World) -> None:
    answer = log_in("director").post(f"{ready.round_url}/roadmap/berekenen")
    assert answer.location.endswith("/roadmap#result")


def test_progress_is_shown(log_in: LogIn, ready: World, app_database: Database) -> None:
    item = ask(app_database, ready)
    page = log_in("director").get(url(ready, item)).text
    assert "De eerste uitkomst is er nog niet" in page
    assert "Klaar met" not in page
    progress = [
        Progress(ObjectiveName.MILESTONES, 4, 4, settled=True),
        Progress(ObjectiveName.TARGETS, 7, 5, settled=True),
        Progress(ObjectiveName.COST, 123_456_00, None),
        Progress(ObjectiveName.KNITTING, None, None),
    ]
    with app_database.transaction() as session:
        store.begin_calculation(session, item.id, now=NOW - timedelta(seconds=12))
        store.beat(session, item.id, progress=progress, now=NOW)
    client = log_in("director")
    page = client.get(url(ready, item)).text
    for text in (
        "plateau zoekt de beste roadmap.",
        "Klaar met 2 van de 4 punten hieronder, 12 seconden",
        "beter kan niet",
        "beter niet gevonden",
        "123.456",
        "Kosten als alles meteen begint",
        "Elke gekozen maatregel telt alsof hij meteen begint, zodat wachten geen besparing is.",
        "3 bij een mijlpaal die vaststaat, 2 bij een verwachte",
        "Het aantal stappen dat ontbreekt, van alle onderwerpen samen.",
        "nog niet begonnen",
    ):
        assert text in page
    client.post(url(ready, item, "/stoppen"))
    page = client.get(url(ready, item)).text
    assert "De berekening stopt en bewaart wat er gevonden is." in page
    assert "/stoppen" not in page
    client.post("/taal", data={"language": "en"})
    assert "€123,456" in client.get(url(ready, item)).text


@pytest.mark.parametrize(
    ("state", "text"),
    [
        (State.QUEUED, "er is niets dat rekent"),
        (State.RUNNING, "geen teken van leven"),
        (State.FAILED, "De berekening is misgegaan."),
        (State.INTERRUPTED, "De berekening is onderbroken"),
        (State.REPLACED, "vervangen door een nieuwere"),
    ],
)
def test_what_went_wrong_is_said_and_one_can_begin_again(
    log_in: LogIn, ready: World, app_database: Database, state: State, text: str
) -> None:
    item = ask(app_database, ready, minutes=10)
    with app_database.transaction() as session:
        if state is not State.QUEUED:
            store.begin_calculation(session, item.id, now=NOW - timedelta(minutes=9))
        if state not in {State.QUEUED, State.RUNNING}:
            store.end_calculation(session, item.id, state=state, now=NOW)
    client = log_in("director")
    page = client.get(url(ready, item)).text
    assert text in page
    assert "Opnieuw berekenen" in page
    assert client.post(f"{ready.round_url}/roadmap/berekenen").location.endswith("/roadmap#result")


def test_when_it_is_there_one_goes_on(log_in: LogIn, ready: World, app_database: Database) -> None:
    client = log_in("director")
    item = ask(app_database, ready)
    with app_database.transaction() as session:
        found = store.begin_calculation(session, item.id, now=NOW)
        assert found
        plan, explanation = operations.work_out(found[1])
        operations.finish_calculation(
            session,
            calculation_id=item.id,
            problem=found[1],
            plan=plan,
            explanation=explanation,
            now=NOW,
        )
    assert client.get(url(ready, item)).location.endswith("/roadmap#result")
    answer = client.get(url(ready, item), headers=HTMX)
    assert "every 500ms" not in answer.text  # what asks again would begin the next page anew
    (onward,) = re.findall(r'hx-get="([^"]*)" hx-trigger="load"', answer.text)
    answer = client.get(onward, headers=HTMX)
    assert (answer.status_code, answer.text) == (200, "")
    assert answer.headers["HX-Redirect"].endswith("/roadmap#result")


def test_who_may_not_and_what_is_not_there(log_in: LogIn, ready: World, app_database: Database) -> None:
    item = ask(app_database, ready)
    member, director = log_in("member"), log_in("director")
    assert member.get(url(ready, item)).status_code == 403
    assert member.post(url(ready, item, "/stoppen")).status_code == 403
    nothing = f"{ready.round_url}/roadmap/berekening/{new_id()}"
    assert director.get(nothing).status_code == 404
    assert director.post(f"{nothing}/stoppen").status_code == 404
    foreign = (
        f"/organisaties/{ready.stranger.id}/metingen/{ready.foreign_round.id}/roadmap/berekening/{item.id}"
    )
    assert log_in("outsider").get(foreign).status_code == 404
