"""An app on demo-like data without a roadmap, and clients that are logged in."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import pytest
from argon2 import PasswordHasher
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from plateau.accounts import operations as accounts
from plateau.accounts import passwords
from plateau.accounts import store as accounts_store
from plateau.accounts.model import Actor, Organisation, Person, Role
from plateau.accounts.views import limiter
from plateau.app import create_app
from plateau.assessment import operations
from plateau.assessment.model import Round
from plateau.catalogue.loader import catalogue
from plateau.catalogue.model import Kind
from plateau.database import Database, new_id
from plateau.settings import Settings
from plateau.web.clock import KEY as CLOCK
from plateau.web.data import KEY
from tests.integration.compiled import Templates, compile_routes_once

PASSWORD = "een-lang-wachtwoord"
NOW = datetime(2026, 11, 25, 12, 0, tzinfo=UTC)
# argon2 is slow on purpose, and these tests are not about it.
passwords.HASHER = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
HASH = passwords.hash_password(PASSWORD)
TEMPLATES = Templates()
compile_routes_once()


@dataclass(frozen=True)
class World:
    """Two organisations that may know nothing of each other, and people in each role."""

    organisation: Organisation
    stranger: Organisation
    people: dict[str, Person]
    round: Round
    foreign_round: Round

    @property
    def base(self) -> str:
        return f"/organisaties/{self.organisation.id}"

    @property
    def round_url(self) -> str:
        return f"{self.base}/metingen/{self.round.id}"

    def actor(self, name: str) -> Actor:
        return Actor(self.people[name], self.organisation, Role(name.split("-", maxsplit=1)[0]))


@pytest.fixture
def app(settings: Settings, migrated_file: Path) -> Iterator[Flask]:
    shutil.copy(migrated_file, settings.data_dir / "app.sqlite")
    limiter.enabled = True  # an app that is made without, has no limits when it is turned on later
    app = create_app(settings)
    app.config.update(TESTING=True, WTF_CSRF_ENABLED=False, PROPAGATE_EXCEPTIONS=True)
    app.extensions[CLOCK] = lambda: NOW  # else these tests would fail some day
    app.jinja_env.bytecode_cache = TEMPLATES
    limiter.enabled = False
    yield app
    app.extensions[KEY].dispose()


@pytest.fixture
def app_database(app: Flask) -> Database:
    database: Database = app.extensions[KEY]
    return database


@pytest.fixture
def world(app_database: Database) -> World:
    organisation = Organisation(new_id(), "Gemeente Proefdorp", Kind.GEMEENTE, 60_000)
    stranger = Organisation(new_id(), "Stichting Elders", Kind.AANBIEDER, 250)
    people: dict[str, Person] = {}
    with app_database.transaction() as session:
        for item in (organisation, stranger):
            accounts.register_organisation(session, organisation=item, now=NOW)
        for name in ("member", "member-two", "member-three", "consultant", "director"):
            people[name] = _person(session, name, organisation)
        people["outsider"] = _person(session, "director-elsewhere", stranger)
        rounds = [
            operations.open_round(
                session,
                actor=Actor(people[who], where, Role.DIRECTOR),
                instrument=catalogue().instrument(where.kind.value),
                name="Nulmeting",
                is_baseline=True,
                now=NOW,
                round_id=new_id(),
            )
            for who, where in (("director", organisation), ("outsider", stranger))
        ]
    return World(organisation, stranger, people, *rounds)


def _person(session: Session, name: str, organisation: Organisation) -> Person:
    person = Person(new_id(), f"{name}@proef.example", name.replace("-", " ").title(), "nl")
    accounts_store.add_person(session, person, password_hash=HASH, now=NOW)
    accounts.give_role(
        session,
        membership_id=new_id(),
        person_id=person.id,
        organisation_id=organisation.id,
        role=Role(name.split("-", maxsplit=1)[0]),
    )
    return person


LogIn = Callable[[str], FlaskClient]


@pytest.fixture
def log_in(app: Flask, world: World) -> LogIn:
    """A client that is logged in as one of the world's people."""

    def as_person(name: str) -> FlaskClient:
        client = app.test_client()
        answer = client.post("/inloggen", data={"email": world.people[name].email, "password": PASSWORD})
        assert answer.status_code == 302
        return client

    return as_person
