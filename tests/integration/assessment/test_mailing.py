"""Inviting and reminding by mail: who gets what, once, and what nobody gets to see."""

import re
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

import pytest
from flask import Flask

from plateau.assessment import store
from plateau.assessment.model import Participant
from plateau.database import Database
from plateau.mail.folder import FolderTransport, Kept
from plateau.mail.installed import KEY
from plateau.mail.model import Failure, Kind, Message
from plateau.settings import Settings
from tests.integration.conftest import LogIn, World

PEOPLE = "Els Proef; els@proef.example; partner\nJan Proef; jan@proef.example; staf\nZonder; ; staf"


@pytest.fixture
def listed(log_in: LogIn, world: World) -> None:
    log_in("director").post(f"{world.round_url}/deelnemers", data={"people": PEOPLE})


def kept(settings: Settings, world: World, kind: Kind) -> list[Kept]:
    found = FolderTransport(settings.data_dir / "mail").messages(world.organisation.id)
    return [message for message in found if message.kind is kind]


def link_in(message: Kept) -> str:
    found = re.search(r"http://localhost(/m/\S+)", message.text)
    assert found
    return found[1]


def by_name(database: Database, world: World) -> dict[str, Participant]:
    with database.reading() as session:
        return {one.name: one for one in store.participants(session, world.round.id)}


def test_everyone_with_an_address_is_invited_once(
    app: Flask, log_in: LogIn, world: World, settings: Settings, listed: None, app_database: Database
) -> None:
    client = log_in("consultant")
    url = f"{world.round_url}/mail"
    assert "2 deelnemers met een e-mailadres zijn nog niet uitgenodigd." in client.get(url).text
    answer = client.post(url, data={"kind": "invitation"}, follow_redirects=True)
    assert "2 uitnodigingen verstuurd." in answer.text
    client.post(url, data={"kind": "invitation"})
    messages = kept(settings, world, Kind.INVITATION)
    assert sorted(message.to for message in messages) == [
        "Els Proef <els@proef.example>",
        "Jan Proef <jan@proef.example>",
    ]
    guest = app.test_client()
    assert guest.get(link_in(messages[0])).status_code == 302
    people = by_name(app_database, world)
    assert people["Els Proef"].invited_at is not None
    assert people["Zonder"].invited_at is None


def test_only_who_has_not_handed_in_is_reminded_and_nobody_sees_who(
    app: Flask, log_in: LogIn, world: World, settings: Settings, listed: None
) -> None:
    client = log_in("director")
    url = f"{world.round_url}/mail"
    client.post(url, data={"kind": "invitation"})
    els = next(one for one in kept(settings, world, Kind.INVITATION) if "Els" in one.to)
    guest = app.test_client()
    guest.get(link_in(els))
    guest.post("/m/vragenlijst/sb", data={"revision": "0", "gemeente-sb1": "3"})
    guest.post("/m/vragenlijst/nakijken", data={"leave_open": "y"})
    assert "1 uitgenodigde heeft nog niet ingeleverd." in client.get(url).text
    page = client.post(url, data={"kind": "reminder"}, follow_redirects=True).text
    assert "1 herinnering verstuurd." in page
    [reminder] = kept(settings, world, Kind.REMINDER)
    assert reminder.to == "Jan Proef <jan@proef.example>"
    jan = next(one for one in kept(settings, world, Kind.INVITATION) if "Jan" in one.to)
    assert link_in(reminder) == link_in(jan)  # the link that Jan has goes on working
    assert page.count("Jan Proef") == 2  # his invitation (address and greeting); not the reminder
    assert "Wie dat is, ziet u niet." in page


class Broken:
    """A mail server that refuses Els."""

    def send(self, messages: Sequence[Message], *, now: datetime) -> list[Failure]:
        return [Failure(one, "recipient refused") for one in messages if one.to_name.startswith("Els")]


def test_one_failure_is_shown_and_can_be_tried_again(
    app: Flask, log_in: LogIn, world: World, listed: None, app_database: Database
) -> None:
    app.extensions[KEY] = Broken()
    client = log_in("director")
    url = f"{world.round_url}/mail"
    page = client.post(url, data={"kind": "invitation"}, follow_redirects=True).text
    assert "1 uitnodiging verstuurd." in page
    assert "Niet verstuurd: Els Proef (recipient refused)." in page
    people = by_name(app_database, world)
    assert people["Els Proef"].invited_at is None
    assert people["Jan Proef"].invited_at is not None
    assert "1 deelnemer met een e-mailadres is nog niet uitgenodigd." in page


def test_a_member_reads_mail_in_their_own_language(log_in: LogIn, world: World, settings: Settings) -> None:
    log_in("member").post("/taal", data={"language": "en"})
    client = log_in("director")
    client.post(f"{world.round_url}/deelnemers", data={"people": "Member; member@proef.example; staf"})
    client.post(f"{world.round_url}/mail", data={"kind": "invitation"})
    [message] = kept(settings, world, Kind.INVITATION)
    assert message.subject == "Invitation: Nulmeting"
    assert "Dear Member," in message.text


def test_nothing_goes_out_of_a_closed_round_or_without_a_server(
    app: Flask, log_in: LogIn, world: World, settings: Settings, listed: None, tmp_path: Path
) -> None:
    client = log_in("director")
    url = f"{world.round_url}/mail"
    assert client.post(url, data={"kind": "else"}).status_code == 400
    app.extensions[KEY] = None
    assert "Mail is nog niet ingesteld." in client.get(url).text
    assert client.post(url, data={"kind": "invitation"}).status_code == 400
    app.extensions[KEY] = FolderTransport(tmp_path / "mail")
    client.post(f"{world.round_url}/stand?naar=closed", data={"expected": "open"})
    page = client.post(url, data={"kind": "invitation"}, follow_redirects=True).text
    assert "De meting is niet open: er is niets verstuurd." in page
    assert kept(settings, world, Kind.INVITATION) == []
