"""Those who answer: with an account, by a personal link, or in an anonymous round."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from flask import Flask
from flask.testing import FlaskClient

from plateau.assessment import store
from plateau.assessment.model import Participant, Perspective
from plateau.database import Database, new_id
from tests.integration.assessment.seats import Scene
from tests.integration.conftest import LogIn, World


@pytest.fixture
def guest(app: Flask, world: World, log_in: LogIn, app_database: Database) -> FlaskClient:
    """Someone who came in by a personal link."""
    with app_database.transaction() as session:
        store.add_participant(
            session, Participant(new_id(), world.round.id, None, "Els Proef", None, Perspective.PARTNER)
        )
    leader = log_in("director")
    leader.post(f"{world.round_url}/uitnodigingen")
    link = re.search(r"http://localhost(/m/[\w-]{43})\"", leader.get(f"{world.round_url}/uitnodigingen").text)
    assert link
    client = app.test_client()
    client.get(link[1])
    return client


@pytest.fixture(params=["account", "link"])
def someone(request: pytest.FixtureRequest, log_in: LogIn, world: World) -> tuple[FlaskClient, str]:
    """Someone who answers, and where their pages are."""
    if request.param == "link":
        return request.getfixturevalue("guest"), "/m"
    return log_in("member"), world.round_url


@pytest.fixture
def scene(database: Database) -> Iterator[Scene]:
    with database.transaction() as session:
        yield Scene(session)
