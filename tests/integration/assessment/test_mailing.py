"""Inviting and reminding by mail: who gets what, once, and what nobody gets to see."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from flask import Flask
from flask.testing import FlaskClient

from plateau.assessment import store
from plateau.assessment.model import Participant
from plateau.database import Database
from plateau.mail.folder import FolderTransport, Kept
from plateau.mail.installed import KEY
from plateau.mail.model import Kind, Message, Outcome, Verdict
from plateau.settings import Settings
from plateau.web.background import WORK
from plateau.web.clock import KEY as CLOCK
from tests.integration.conftest import NOW, LogIn, World

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
    assert "2 uitnodigingen staan klaar en gaan nu weg." in answer.text
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
    assert "Er is nu niemand om uit te nodigen." in client.get(url).text
    assert "Herinneringen versturen" in client.get(world.round_url).text
    page = client.post(url, data={"kind": "reminder"}, follow_redirects=True).text
    assert "1 herinnering staat klaar en gaat nu weg." in page
    assert "Herinneringen: verstuurd (1)." in page
    [reminder] = kept(settings, world, Kind.REMINDER)
    assert reminder.to == "Jan Proef <jan@proef.example>"
    jan = next(one for one in kept(settings, world, Kind.INVITATION) if "Jan" in one.to)
    assert link_in(reminder) == link_in(jan)  # the link that Jan has goes on working
    # His invitation (in the table, address and greeting); not the reminder.
    assert page.count("Jan Proef") == 3
    assert reminder.subject not in page


class Moody:
    """A mail server that says something else to each; `verdicts` by the beginning of a name."""

    def __init__(self, **verdicts: Verdict) -> None:
        self.verdicts = verdicts
        self.got: list[Message] = []

    @contextmanager
    def open(self) -> Iterator["Moody"]:
        yield self

    def send(self, message: Message, *, now: datetime) -> Outcome:
        verdict = self.verdicts.get(message.to_name.split()[0], Verdict.SENT)
        if verdict is Verdict.SENT:
            self.got.append(message)
        return Outcome(verdict, "" if verdict is Verdict.SENT else "recipient 451")


def invite(client: FlaskClient, world: World) -> str:
    url = f"{world.round_url}/mail"
    return client.post(url, data={"kind": "invitation"}, follow_redirects=True).text


def tick(app: Flask) -> None:
    """What the worker does each minute."""
    queue = app.extensions[WORK].queues.mail
    [task] = queue.read_periodic(NOW)
    queue.execute(task)


def cells(page: str) -> list[str]:
    return [
        cell.get_text(strip=True) for cell in BeautifulSoup(page, "html.parser").select("[data-label=Stand]")
    ]


def test_one_failure_is_shown_and_can_be_tried_again(
    app: Flask, log_in: LogIn, world: World, listed: None, app_database: Database
) -> None:
    app.extensions[KEY] = Moody(Els=Verdict.REFUSED)
    client = log_in("director")
    page = invite(client, world)
    assert cells(page) == [
        "niet verstuurd: de mailserver nam dit adres niet aan (451)",
        "verstuurd, 25 november 2026 13:00",
    ]
    people = by_name(app_database, world)
    assert people["Els Proef"].invited_at is None
    assert people["Jan Proef"].invited_at is not None
    assert "1 deelnemer met een e-mailadres is nog niet uitgenodigd." in page
    app.extensions[KEY] = better = Moody()
    assert "1 uitnodiging staat klaar" in invite(client, world)
    assert [message.to_name for message in better.got] == ["Els Proef"]


def test_what_may_go_later_goes_later_by_itself_and_only_once(
    app: Flask, log_in: LogIn, world: World, listed: None
) -> None:
    app.extensions[KEY] = Moody(Els=Verdict.LATER)
    client = log_in("director")
    page = invite(client, world)
    assert (
        cells(page)[0]
        == "wacht; opnieuw vanaf 25 november 2026 13:01: de mailserver nam dit adres niet aan (451)"
    )
    assert "hx-get" in page
    assert "Uitnodigingen versturen" not in page  # she has one on its way
    app.extensions[KEY] = better = Moody()
    tick(app)
    assert better.got == []  # not yet
    app.extensions[CLOCK] = lambda: NOW + timedelta(minutes=1)
    for _ in range(2):
        tick(app)
    assert [message.to_name for message in better.got] == ["Els Proef"]


def test_a_worker_that_died_while_sending_sends_nothing_twice(
    app: Flask, log_in: LogIn, world: World, listed: None, app_database: Database
) -> None:
    class Dying(Moody):
        def send(self, message: Message, *, now: datetime) -> Outcome:
            self.got.append(message)
            raise KeyboardInterrupt  # past every `except Exception`, as a kill would

    app.extensions[KEY] = dying = Dying()
    client = log_in("director")
    invite(client, world)
    url = f"{world.round_url}/mail"
    assert sorted(cells(client.get(url).text)) == ["wacht", "wordt verstuurd"]
    app.extensions[KEY] = better = Moody()
    app.extensions[CLOCK] = lambda: NOW + timedelta(minutes=6)
    tick(app)
    [first] = dying.got
    assert first.to_name not in {message.to_name for message in better.got}
    page = client.get(url).text
    assert sorted(cells(page))[0] == "onzeker: het achtergrondwerk stopte tijdens het versturen"
    assert "weten wij niet of ze zijn aangekomen" in page
    invite(client, world)  # someone chose to
    assert [message.to_name for message in better.got][-1] == first.to_name
    assert "weten wij niet of ze zijn aangekomen" not in client.get(url).text


def test_without_a_worker_the_page_says_so(
    app: Flask, log_in: LogIn, world: World, listed: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(app.extensions["plateau.jobs"], "send_mail", lambda _: None)
    client = log_in("director")
    assert "Er zijn berichten onderweg." in invite(client, world)
    app.extensions[CLOCK] = lambda: NOW + timedelta(minutes=6)
    assert "Het versturen staat stil." in client.get(f"{world.round_url}/mail").text


def test_who_hands_in_while_a_reminder_waits_gets_none(
    app: Flask, log_in: LogIn, world: World, settings: Settings, listed: None
) -> None:
    client = log_in("director")
    invite(client, world)
    els = next(one for one in kept(settings, world, Kind.INVITATION) if "Els" in one.to)
    app.extensions[KEY] = Moody(Els=Verdict.LATER, Jan=Verdict.LATER)
    client.post(f"{world.round_url}/mail", data={"kind": "reminder"})
    guest = app.test_client()
    guest.get(link_in(els))
    guest.post("/m/vragenlijst/sb", data={"revision": "0", "gemeente-sb1": "3"})
    guest.post("/m/vragenlijst/nakijken", data={"leave_open": "y"})
    app.extensions[KEY] = better = Moody()
    app.extensions[CLOCK] = lambda: NOW + timedelta(minutes=2)
    tick(app)
    assert [message.to_name for message in better.got] == ["Jan Proef"]
    page = client.get(f"{world.round_url}/mail").text
    assert "Herinneringen: verstuurd (1), niet meer nodig (1)." in page


def test_neither_queue_nor_database_holds_a_link(
    app: Flask, log_in: LogIn, world: World, settings: Settings, listed: None
) -> None:
    invite(log_in("director"), world)
    token = link_in(kept(settings, world, Kind.INVITATION)[0]).rsplit("/", 1)[1]
    files = [path for path in settings.data_dir.iterdir() if "sqlite" in path.name]
    assert files
    assert not [path.name for path in files if token.encode() in path.read_bytes()]


def test_a_guest_is_written_to_and_received_in_their_language(
    app: Flask, log_in: LogIn, world: World, settings: Settings
) -> None:
    client = log_in("director")
    people = "Ann Proef; ann@proef.example; partner; ; en\nJan Proef; jan@proef.example; staf; ; Nederlands"
    client.post(f"{world.round_url}/deelnemers", data={"people": people})
    invite(client, world)
    subjects = {one.to: one.subject for one in kept(settings, world, Kind.INVITATION)}
    assert subjects["Ann Proef <ann@proef.example>"] == "Invitation: Nulmeting"
    assert subjects["Jan Proef <jan@proef.example>"] == "Uitnodiging: Nulmeting"
    ann = next(one for one in kept(settings, world, Kind.INVITATION) if "Ann" in one.to)
    guest = app.test_client()
    assert '<html lang="en"' in guest.get(link_in(ann), follow_redirects=True).text
    guest.post("/taal", data={"language": "nl"})
    assert '<html lang="nl"' in guest.get(link_in(ann), follow_redirects=True).text  # their own choice stays


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
    assert client.post(url, data={"kind": "own_link"}).status_code == 400
    app.extensions[KEY] = None
    assert "Mail is nog niet ingesteld." in client.get(url).text
    assert client.post(url, data={"kind": "invitation"}).status_code == 400
    app.extensions[KEY] = FolderTransport(tmp_path / "mail")
    client.post(f"{world.round_url}/stand?naar=closed", data={"expected": "open"})
    page = client.post(url, data={"kind": "invitation"}, follow_redirects=True).text
    assert "De meting is niet open: er is niets verstuurd." in page
    assert kept(settings, world, Kind.INVITATION) == []
