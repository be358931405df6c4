"""A session on the world's round, with phones that take part."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.integration.conftest import LogIn, World, app, app_database, log_in, world

__all__ = ["app", "app_database", "log_in", "world"]

CRITERIA = ("sb1", "sb2")


@dataclass
class Session:
    """A session that was started, seen from its facilitator."""

    app: Flask
    facilitator: FlaskClient
    url: str
    phones: list[FlaskClient] = field(default_factory=list)

    @property
    def code(self) -> str:
        found = re.search(r'plateau-code">(\w{6})<', self.facilitator.get(self.url).text)
        assert found
        return found.group(1)

    @property
    def at(self) -> str:
        found = re.search(r'name="at" value="([^"]+)"', self.facilitator.get(self.url).text)
        assert found
        return found.group(1)

    def join(self, name: str, perspective: str = "management") -> FlaskClient:
        phone = self.app.test_client()
        form = {"code": self.code, "name": name, "perspective": perspective, "seat": fresh_seat(phone)}
        answer = phone.post("/w", data=form)
        assert answer.status_code == 302, answer.text
        self.phones.append(phone)
        return phone

    def move(self, move: str = "next", at: str | None = None) -> str:
        """The text of the page after a move."""
        answer = self.facilitator.post(
            f"{self.url}/verder", data={"move": move, "at": at or self.at}, follow_redirects=True
        )
        assert answer.status_code == 200
        return answer.text

    def decide(self, **decision: str) -> str:
        answer = self.facilitator.post(
            f"{self.url}/besluit", data={"at": self.at, **decision}, follow_redirects=True
        )
        assert answer.status_code == 200, answer.text
        return answer.text


def fresh_seat(phone: FlaskClient) -> str:
    """What the page to join from holds for a seat."""
    found = re.search(r'name="seat"[^>]*value="([^"]+)"', phone.get("/w").text)
    assert found
    return found.group(1)


def vote(phone: FlaskClient, choice: str, at: str) -> str:
    answer = phone.post("/w/stem", data={"choice": choice, "at": at}, follow_redirects=True)
    assert answer.status_code == 200
    return answer.text


def agenda(kind: str = "gemeente", ambition: bool = False) -> dict[str, str]:
    numbers = {f"number-{kind}-{name}": str(place) for place, name in enumerate(CRITERIA, 1)}
    return {**numbers, **({"ambition": "y"} if ambition else {})}


@pytest.fixture
def session(app: Flask, log_in: LogIn, world: World) -> Session:
    client = log_in("consultant")
    answer = client.post(
        f"{world.round_url}/werksessie",
        data={"workshop_id": "0192f0c0-7f7a-7000-8000-000000000001", "quorum": "2", **agenda(ambition=True)},
    )
    assert answer.status_code == 302, answer.text
    return Session(app, client, answer.headers["Location"])
