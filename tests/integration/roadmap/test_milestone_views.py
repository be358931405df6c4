"""Milestones from a file: all of them or none, and each once."""

from io import BytesIO

from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from plateau.database import Database
from plateau.roadmap import store
from plateau.roadmap.milestone_file import example_milestones, write_milestones
from tests.integration.conftest import LogIn, World

TWO = example_milestones("nl", 2026)


def send(client: FlaskClient, world: World, data: bytes) -> TestResponse:
    files = {"file": (BytesIO(data), "mijlpalen.xlsx")}
    return client.post(f"{world.base}/mijlpalen", data=files, follow_redirects=True)


def titles(database: Database, world: World) -> list[str]:
    with database.reading() as session:
        return [item.title.nl for item in store.milestones(session, world.organisation.id)]


def test_a_file_is_taken_in_once(world: World, log_in: LogIn, app_database: Database) -> None:
    client = log_in("consultant")
    answer = send(client, world, write_milestones(TWO, "nl"))
    assert "2 mijlpalen toegevoegd." in answer.text
    assert "1 januari 2027, vaste datum" in answer.text
    assert "2 mijlpalen stonden er al." in send(client, world, write_milestones(TWO, "en")).text
    assert titles(app_database, world) == [item.title.nl for item in TWO]
    theirs = f"/organisaties/{world.stranger.id}/mijlpalen"
    assert TWO[0].title.nl not in log_in("outsider").get(theirs).text


def test_one_mistake_and_nothing_is_stored(world: World, log_in: LogIn, app_database: Database) -> None:
    client = log_in("director")
    broken = (
        b"milestones:\n- {title: Een, transitie: wmo, date: 2027-01-01, plateau: 3, certainty: vast}\n- {}"
    )
    answer = send(client, world, broken)
    assert answer.status_code == 422
    assert "er is 1 fout gevonden in mijlpalen.xlsx" in answer.text
    assert "Kies een bestand." in client.post(f"{world.base}/mijlpalen", data={}).text
    assert titles(app_database, world) == []


def test_the_files_to_start_from_come_in_again(world: World, log_in: LogIn) -> None:
    client = log_in("director")
    for ending in ("xlsx", "yaml"):
        answer = client.get(f"{world.base}/mijlpalen/sjabloon.{ending}")
        assert answer.status_code == 200
        assert send(client, world, answer.data).status_code == 200
