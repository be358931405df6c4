"""Personal links: answering without an account, and all the ways in which a link stops working."""

import re
from dataclasses import replace
from datetime import timedelta
from uuid import uuid4

import pytest
from flask import Flask
from flask.testing import FlaskClient
from structlog.testing import capture_logs

from plateau.accounts.views import limiter
from plateau.assessment import links, operations, store
from plateau.assessment.model import Participant, Perspective, RoundState
from plateau.database import Database, new_id
from plateau.web.clock import KEY as CLOCK
from tests.integration.conftest import NOW, LogIn, World

HREF = re.compile(r"http://localhost(/m/[A-Za-z0-9_-]{43})\"")


@pytest.fixture
def els(world: World, app_database: Database) -> Participant:
    someone = Participant(
        new_id(), world.round.id, None, "Els Proef", None, Perspective.PARTNER, frozenset({"sb", "mv"})
    )
    with app_database.transaction() as session:
        store.add_participant(session, someone)
    return someone


@pytest.fixture
def link(log_in: LogIn, world: World, els: Participant) -> str:
    """The path of Els' link, as it stands on the sheet."""
    return give(log_in("director"), world)


def give(client: FlaskClient, world: World) -> str:
    assert client.post(f"{world.round_url}/uitnodigingen").status_code == 302
    found = HREF.findall(client.get(f"{world.round_url}/uitnodigingen").text)
    assert len(found) == 1
    return str(found[0])


def works(app: Flask, link: str) -> bool:
    client = app.test_client()
    answer = client.get(link)
    if answer.status_code == 404:
        assert "Deze link werkt niet (meer)" in answer.text
        return False
    assert answer.location == "/m/vragenlijst"
    return client.get("/m/vragenlijst").status_code == 200


def test_a_whole_questionnaire_without_account(
    app: Flask, world: World, els: Participant, link: str, app_database: Database
) -> None:
    client = app.test_client()
    assert client.get(link).status_code == 302
    start = client.get("/m/vragenlijst").text
    assert "Gemeente Proefdorp" in start
    assert "ziet wie de meting leidt (de directeur en de adviseur) wat u antwoordde" in start
    # Only what Els is asked: two areas of the five.
    assert "/m/vragenlijst/mv" in start
    assert "/m/vragenlijst/lc" not in start
    assert client.get("/m/vragenlijst/lc").status_code == 404
    saved = client.post("/m/vragenlijst/sb", data={"revision": "0", "gemeente-sb1": "4"})
    assert saved.location == "/m/vragenlijst/mv"
    assert client.post("/m/vragenlijst/nakijken", data={"leave_open": "y"}).status_code == 302
    assert "U hebt uw vragenlijst ingeleverd." in client.get("/m/vragenlijst").text
    with app_database.reading() as session:
        response = store.find_response_of(session, participant_id=els.id)
    assert response is not None
    assert (response.person_id, response.is_submitted) == (None, True)
    assert response.answers["gemeente.sb1"].plateau == 4
    assert client.post("/m/vragenlijst/heropenen").status_code == 302
    assert client.get("/m/vragenlijst/sb").status_code == 200


def test_ones_own_earlier_answers_are_there_for_oneself(
    app: Flask, log_in: LogIn, world: World, link: str
) -> None:
    client = app.test_client()
    client.get(link)
    for revision, value in enumerate("24"):
        client.post(
            "/m/vragenlijst/sb",
            data={"revision": str(revision), "gemeente-sb1": value, "gemeente-sb1-comment": f"keer {value}"},
        )
    for path in ("/m/vragenlijst/nakijken", "/m/vragenlijst/sb"):
        page = client.get(path).text
        assert "Wat u eerder antwoordde (1)" in page
        assert "plateau 2 – keer 2" in page
        assert page.count("keer 4") == 1  # the answer that counts, not in the list of earlier ones
    # Going on starts at the first open question.
    assert 'href="/m/vragenlijst/sb#gemeente-sb2"' in client.get("/m/vragenlijst").text
    director = log_in("director")
    assert "keer 2" not in director.get(f"{world.round_url}/vragenlijst/nakijken").text


def test_a_guest_sees_nothing_else(app: Flask, world: World, link: str) -> None:
    client = app.test_client()
    client.get(link)
    for path in ("", "/profiel", "/verschillen", "/vragenlijst", "/deelnemers", "/uitnodigingen"):
        answer = client.get(world.round_url + path)
        assert answer.status_code == 302
        assert answer.location.startswith("/inloggen")
    page = client.get("/m/vragenlijst").text
    assert "/organisaties/" not in page
    assert "Director" not in page


def test_the_link_stays_the_same_and_the_database_does_not_hold_it(
    log_in: LogIn, world: World, link: str, app_database: Database
) -> None:
    assert give(log_in("director"), world) == link
    token = link.removeprefix("/m/")
    with app_database.engine.connect() as connection:
        rows = connection.exec_driver_sql("SELECT * FROM participant").all()
    assert rows
    assert not any(token in str(value) for row in rows for value in row)
    assert links.token_hash(token) in [str(value) for row in rows for value in row]


def test_renewed_revoked_and_renewed_again(
    app: Flask, log_in: LogIn, world: World, els: Participant, link: str
) -> None:
    director = log_in("director")
    inside = app.test_client()
    inside.get(link)
    url = f"{world.round_url}/deelnemers/{els.id}"
    director.post(f"{url}/link")
    fresh = give(director, world)
    assert fresh != link
    assert not works(app, link)
    assert inside.get("/m/vragenlijst").status_code == 404  # who came in by the old one is out too
    assert works(app, fresh)
    director.post(f"{url}/intrekken")
    assert not works(app, fresh)
    director.post(f"{world.round_url}/uitnodigingen")  # gives no link to who had theirs revoked
    assert HREF.findall(director.get(f"{world.round_url}/uitnodigingen").text) == []
    assert "ingetrokken" in director.get(url).text
    director.post(f"{url}/link")
    assert works(app, HREF.findall(director.get(url).text)[0])


def test_a_link_expires_and_ends_with_its_round(app: Flask, log_in: LogIn, world: World, link: str) -> None:
    assert works(app, link)
    app.extensions[CLOCK] = lambda: NOW + links.LINK_DURATION - timedelta(seconds=1)
    assert works(app, link)
    app.extensions[CLOCK] = lambda: NOW + links.LINK_DURATION
    assert not works(app, link)
    app.extensions[CLOCK] = lambda: NOW
    director = log_in("director")
    director.post(f"{world.round_url}/stand?naar=closed", data={"expected": "open"})
    assert not works(app, link)
    director.post(f"{world.round_url}/stand?naar=open", data={"expected": "closed", "reason": "Ziek."})
    assert works(app, link)


def test_a_session_of_before_or_without_a_link_leads_nowhere(app: Flask, world: World, link: str) -> None:
    client = app.test_client()
    client.get(link)
    with client.session_transaction() as kept:
        kept["guest"] = {"participant": str(uuid4()), "hash": links.token_hash(link.removeprefix("/m/"))}
    assert client.get("/m/vragenlijst").status_code == 404
    assert app.test_client().get("/m/vragenlijst").status_code == 404


def test_guessing_is_slowed_down_and_a_right_link_never(app: Flask, link: str) -> None:
    limiter.enabled = True
    try:
        limiter.reset()
        client = app.test_client()
        for _ in range(40):
            assert client.get(link).status_code == 302
        answers = [client.get(f"/m/{'x' * 43}").status_code for _ in range(40)]
    finally:
        limiter.reset()
        limiter.enabled = False
    assert answers[0] == 404
    assert answers[-1] == 429


def test_another_organisations_participants_get_no_link_from_here(
    log_in: LogIn, world: World, app_database: Database
) -> None:
    foreign = Participant(new_id(), world.foreign_round.id, None, "Els", None, Perspective.STAF)
    with app_database.transaction() as session:
        store.add_participant(session, foreign)
    client = log_in("director")
    for path in ("link", "intrekken"):
        assert client.post(f"{world.round_url}/deelnemers/{foreign.id}/{path}").status_code == 404
    with app_database.reading() as session:
        assert store.link_secrets(session, world.foreign_round.id) == {}


def test_a_changed_secret_says_that_the_link_must_be_renewed(
    app: Flask, log_in: LogIn, world: World, link: str, app_database: Database
) -> None:
    with app_database.reading() as session:
        [(someone, token)] = operations.find_handed_tokens(
            session, item=world.round, secret="x" * 32, now=NOW
        )
        assert (someone.name, token) == ("Els Proef", None)
        closed = replace(world.round, state=RoundState.CLOSED)
        [(_, none)] = operations.find_handed_tokens(session, item=closed, secret="x" * 32, now=NOW)
        assert none is None
    assert works(app, link)


def test_no_log_line_lets_its_reader_in(app: Flask, link: str) -> None:
    with capture_logs() as lines:
        app.test_client().get(link)
        app.test_client().get(f"{link}x")
    assert lines
    assert link.removeprefix("/m/") not in repr(lines)
