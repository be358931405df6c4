"""Whoever leads an anonymous round reads every page, follows every link and tries every button."""

from __future__ import annotations

import io
import re
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from functools import cache
from pathlib import Path
from urllib.parse import urljoin, urlsplit

import pytest
from bs4 import BeautifulSoup
from flask import Flask
from flask.testing import FlaskClient
from pypdf import PdfReader
from structlog.testing import capture_logs
from werkzeug.wrappers import Response

from plateau.assessment import store
from plateau.assessment.model import Anonymity, Participant, RoundState
from plateau.assessment.records import ParticipantRecord
from plateau.database import Database
from plateau.mail.folder import FolderTransport
from plateau.mail.installed import KEY as MAIL
from plateau.mail.model import Kind, Message, Outcome, Verdict
from plateau.settings import Settings
from tests.integration.assessment.rounds import make
from tests.integration.conftest import LogIn, World

PEOPLE = (
    "Els Papier; els@proef.example; partner\n"
    "Jan Mail; jan@proef.example; partner\n"
    "Zus Zonder; ; partner\n"
    "Member; member@proef.example; staf\n"
    "Nooit Begonnen; nooit@proef.example; staf"
)
SECRET_WORDS = "dit-leest-niemand-anders"
#: Tokens against forgery, and the ids that a form proposes.
ONCE = re.compile(r'(?<=value=")([\w.-]{60,}|[0-9a-f-]{36})(?=")')
LINK = re.compile(r"/m/[\w-]{43}")
Act = Callable[[FlaskClient, World, dict[str, Participant]], object]


@pytest.fixture
def anonymous(world: World, app_database: Database, log_in: LogIn) -> dict[str, Participant]:
    """The people on the list of an anonymous round that is open, with links; by first name."""
    with app_database.transaction() as session:
        make(session, world.round, anonymity=Anonymity.ANONYMOUS, state=RoundState.OPEN)
    leader = log_in("consultant")
    leader.post(f"{world.round_url}/deelnemers", data={"people": PEOPLE})
    leader.post(f"{world.round_url}/uitnodigingen")
    with app_database.reading() as session:
        return {one.name.split()[0]: one for one in store.participants(session, world.round.id)}


def handed_link(leader: FlaskClient, world: World, someone: Participant) -> str:
    page = leader.get(f"{world.round_url}/deelnemers/{someone.id}").text
    return LINK.findall(page)[0]


def mailed_link(settings: Settings, world: World, name: str) -> str:
    messages = FolderTransport(settings.data_dir / "mail").messages(world.organisation.id)
    return LINK.findall(next(one for one in messages if name in one.to).text)[0]


def answer(client: FlaskClient, base: str, name: str, *, hand_in: bool = True) -> None:
    saved = client.post(
        f"{base}/vragenlijst/sb",
        data={"revision": "0", "gemeente-sb1": "5", "gemeente-sb1-comment": f"{SECRET_WORDS} {name}"},
    )
    assert saved.status_code == 302
    if hand_in:
        assert client.post(f"{base}/vragenlijst/nakijken", data={"leave_open": "y"}).status_code == 302
    assert SECRET_WORDS in client.get(f"{base}/vragenlijst/nakijken").text


def by_paper(app: Flask, link: str, name: str, **more: bool) -> FlaskClient:
    client = app.test_client()
    assert client.post(link).location == "/m/vragenlijst"
    answer(client, "/m", name, **more)
    return client


def _readable(response: Response) -> str:
    """What stands in an answer, without what differs each time it is asked for."""
    if response.mimetype == "application/pdf":
        return _text(response.data)
    return ONCE.sub("", response.get_data().decode("utf-8", "replace"))


@cache
def _text(pdf: bytes) -> str:
    """What stands in a report; on every walk one comes past the same ones, and reading them takes longest."""
    return "\n".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages)


def pages(client: FlaskClient, start: str, within: str = "") -> dict[str, str]:
    """All that can be read from here by following links below `within`: pages, files, drawings."""
    found: dict[str, str] = {}
    waiting = [start]
    while waiting:
        path = waiting.pop()
        if path in found:
            continue
        with client.get(path) as response:
            found[path] = _readable(response)
            if response.mimetype != "text/html":
                continue
        page = BeautifulSoup(found[path], "html.parser")
        for tag in page.select("a[href], form[action], [hx-get], [src]"):
            target = next(tag[name] for name in ("href", "action", "hx-get", "src") if tag.has_attr(name))
            parts = urlsplit(urljoin(path, str(target)))
            if parts.netloc in {"", "localhost"} and parts.path.startswith(within or start):
                waiting.append(parts.path + (f"?{parts.query}" if parts.query else ""))
    return found


def try_links(app: Flask, links: set[str]) -> None:
    """Open each in a browser of its own, press begin, and look at all that is behind it."""
    for link in links:
        for press in (False, True):
            client = app.test_client()
            answers = [client.post(link)] if press else [client.get(link)]
            answers += [
                client.get(path)
                for path in ("/m/vragenlijst", "/m/vragenlijst/sb", "/m/vragenlijst/nakijken")
            ]
            assert not [one for one in answers if SECRET_WORDS in one.text], link


def everywhere(app: Flask, leader: FlaskClient, start: str) -> dict[str, str]:
    """What a leader can read from here on; nothing of it holds an answer or leads to one."""
    found = pages(leader, start)
    assert [path for path, text in found.items() if SECRET_WORDS in text] == []
    links = {link for text in found.values() for link in LINK.findall(text)}
    try_links(app, links)
    return found


@pytest.mark.parametrize("role", ["consultant", "director"])
def test_no_page_no_file_and_no_link_leads_to_an_answer(
    app: Flask, log_in: LogIn, world: World, settings: Settings, anonymous: dict[str, Participant], role: str
) -> None:
    leader = log_in(role)
    url = world.round_url
    leader.post(f"{url}/mail", data={"kind": "invitation"})
    inside = by_paper(app, handed_link(leader, world, anonymous["Els"]), "Els")
    by_paper(app, handed_link(leader, world, anonymous["Zus"]), "Zus", hand_in=False)
    jan = app.test_client()
    jan.get(mailed_link(settings, world, "Jan"))
    answer(jan, "/m", "Jan")
    answer(log_in("member"), url, "Member")

    found = everywhere(app, leader, world.base)
    assert {f"{url}/uitnodigingen", f"{url}/mail", f"{url}/deelnemers", f"{url}/kwaliteit"} <= found.keys()
    assert len({link for text in found.values() for link in LINK.findall(text)}) == 5

    for someone in anonymous.values():
        person = f"{url}/deelnemers/{someone.id}"
        for _ in range(2):  # after the first a leader knows a link of before and one of after
            leader.post(f"{person}/link")
            everywhere(app, leader, url)
        leader.post(f"{person}/intrekken")
        leader.post(f"{person}/link")
        data = {"name": someone.name, "email": "baas@elders.example", "perspective": "staf"}
        assert leader.post(person, data=data).status_code == 422
        leader.post(f"{handed_link(leader, world, someone)}/mail")
    for kind in ("invitation", "reminder"):
        leader.post(f"{url}/mail", data={"kind": kind})
    leader.post(f"{url}/uitnodigingen")
    everywhere(app, leader, world.base)
    # Mail with a link that opens answers went to nobody but who it is of.
    messages = FolderTransport(settings.data_dir / "mail").messages(world.organisation.id)
    assert {one.kind for one in messages} == {Kind.INVITATION, Kind.REMINDER, Kind.OWN_LINK}
    listed = {one.email for one in anonymous.values()}
    assert {one.to.rpartition("<")[2].rstrip(">") for one in messages} <= listed
    # And who began goes on.
    assert f"{SECRET_WORDS} Els" in inside.get("/m/vragenlijst/nakijken").text
    again = app.test_client()
    again.get(mailed_link(settings, world, "Jan"))
    assert f"{SECRET_WORDS} Jan" in again.get("/m/vragenlijst/nakijken").text


def test_what_is_logged_tells_no_answer(
    app: Flask,
    log_in: LogIn,
    world: World,
    anonymous: dict[str, Participant],
) -> None:
    link = handed_link(log_in("consultant"), world, anonymous["Els"])
    with capture_logs() as logged:
        by_paper(app, link, "Els")
    lines = repr(logged)
    assert "/m/…" in lines
    for told in (SECRET_WORDS, link.removeprefix("/m/"), str(anonymous["Els"].id), "Els"):
        assert told not in lines


def remind(leader: FlaskClient, world: World, people: dict[str, Participant]) -> object:
    return leader.post(f"{world.round_url}/mail", data={"kind": "reminder"}, follow_redirects=True).text


def single_out(leader: FlaskClient, world: World, people: dict[str, Participant]) -> object:
    """Revoke everyone but one, and see whether there is still someone to remind."""
    for name, someone in people.items():
        if name != "Els":
            leader.post(f"{world.round_url}/deelnemers/{someone.id}/intrekken")
    return remind(leader, world, people)


class Slow:
    """A mail server that asks to come back later."""

    @contextmanager
    def open(self) -> Iterator[Slow]:
        yield self

    def send(self, message: Message, *, now: datetime) -> Outcome:
        return Outcome(Verdict.LATER, "recipient 451")


def single_out_while_mail_waits(leader: FlaskClient, world: World, people: dict[str, Participant]) -> object:
    """Only for who did not hand in a reminder keeps waiting."""
    leader.application.extensions[MAIL] = Slow()
    remind(leader, world, people)
    return single_out(leader, world, people)


def invite_later(leader: FlaskClient, world: World, people: dict[str, Participant]) -> object:
    """Put people on the list again: whoever handed in must not be left out of the next invitations."""
    return leader.post(f"{world.round_url}/mail", data={"kind": "invitation"}, follow_redirects=True).text


def take_off(leader: FlaskClient, world: World, people: dict[str, Participant]) -> object:
    return [
        leader.post(f"{world.round_url}/deelnemers/{one.id}/verwijderen", follow_redirects=True).text
        for one in people.values()
    ]


def change_address(leader: FlaskClient, world: World, people: dict[str, Participant]) -> object:
    data = {"name": "X", "email": "x@elders.example", "perspective": "staf"}
    return [leader.post(f"{world.round_url}/deelnemers/{one.id}", data=data).text for one in people.values()]


@pytest.fixture
def rewind(app_database: Database, settings: Settings, tmp_path: Path) -> Callable[[], None]:
    """Brings database and mail back to how they were."""
    kept = tmp_path / "kept"
    kept.mkdir()
    app_database.engine.dispose()
    shutil.copy(settings.data_dir / "app.sqlite", kept)
    if (settings.data_dir / "mail").exists():
        shutil.copytree(settings.data_dir / "mail", kept / "mail")

    def back() -> None:
        app_database.engine.dispose()
        shutil.copy(kept / "app.sqlite", settings.data_dir)
        shutil.rmtree(settings.data_dir / "mail", ignore_errors=True)
        if (kept / "mail").exists():
            shutil.copytree(kept / "mail", settings.data_dir / "mail")

    return back


@pytest.mark.parametrize("invited", [True, False])
@pytest.mark.parametrize(
    "act", [None, remind, single_out, single_out_while_mail_waits, invite_later, take_off, change_address]
)
def test_it_looks_the_same_whoever_of_two_handed_in(
    request: pytest.FixtureRequest,
    app: Flask,
    log_in: LogIn,
    world: World,
    anonymous: dict[str, Participant],
    act: Act | None,
    invited: bool,
) -> None:
    """Els handed in and Jan did not, or the other way round: no page of who leads the round tells which."""
    leader = log_in("consultant")
    if invited:
        leader.post(f"{world.round_url}/mail", data={"kind": "invitation"})
    rewind: Callable[[], None] = request.getfixturevalue("rewind")
    seen = []
    transport = app.extensions[MAIL]
    for name in ("Els", "Jan"):
        app.extensions[MAIL] = transport
        by_paper(app, handed_link(leader, world, anonymous[name]), name)
        told = act(leader, world, anonymous) if act else None
        found = {**pages(leader, world.round_url), "dashboard": _readable(leader.get(world.base))}
        seen.append((ONCE.sub("", repr(told)), found))
        rewind()
    assert seen[0][0] == seen[1][0]
    assert seen[0][1].keys() == seen[1][1].keys()
    for path, page in seen[0][1].items():
        assert page == seen[1][1][path], path


def test_who_answers_with_an_account_of_later_changes_nothing_on_the_list(
    app: Flask, log_in: LogIn, world: World, app_database: Database, anonymous: dict[str, Participant]
) -> None:
    """Listed by address before there was an account: only the account itself shows, not that they answered."""
    leader = log_in("consultant")
    member = anonymous["Member"]
    with app_database.transaction() as session:
        session.get_one(ParticipantRecord, member.id).person_id = None
        store.end_links(session, member.id)
    paths = [f"{world.round_url}/deelnemers", f"{world.round_url}/deelnemers/{member.id}"]
    before = [_readable(leader.get(path)) for path in paths]
    answer(log_in("member"), world.round_url, "Member")
    assert [_readable(leader.get(path)) for path in paths] == before


def test_a_silent_perspective_is_told_after_closing_and_not_before(
    app: Flask, log_in: LogIn, world: World, anonymous: dict[str, Participant]
) -> None:
    leader = log_in("consultant")
    assert "Niet iedereen is gehoord" not in leader.get(f"{world.round_url}/kwaliteit").text
    for name in ("Els", "Jan", "Zus"):
        by_paper(app, handed_link(leader, world, anonymous[name]), name)
    leader.post(f"{world.round_url}/stand?naar=closed", data={"expected": "open"})
    assert "Niet iedereen is gehoord" in leader.get(f"{world.round_url}/kwaliteit").text
