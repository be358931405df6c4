"""The door of an anonymous round: where a link that was handed out leads, and who gets past it."""

import re
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from plateau.assessment import store
from plateau.assessment.model import Anonymity, RoundState
from plateau.database import Database
from plateau.mail.folder import FolderTransport
from plateau.mail.installed import KEY as MAIL
from plateau.mail.model import Kind
from plateau.settings import Settings
from tests.integration.assessment.rounds import make
from tests.integration.conftest import LogIn, World

TOKEN = re.compile(r'value="[\w.-]{60,}"')  # against forgery, another on each page
PEOPLE = "Els Proef; ; partner\nJan Proef; jan@proef.example; staf; ; en"


@pytest.fixture
def links(world: World, app_database: Database, log_in: LogIn) -> dict[str, str]:
    """The paths of the links on the sheet of an anonymous round, by first name."""
    with app_database.transaction() as session:
        make(session, world.round, anonymity=Anonymity.ANONYMOUS, state=RoundState.OPEN)
    leader = log_in("director")
    leader.post(f"{world.round_url}/deelnemers", data={"people": PEOPLE})
    leader.post(f"{world.round_url}/uitnodigingen")
    page = leader.get(f"{world.round_url}/uitnodigingen").text
    found = re.findall(r"level-3\">(\w+) .*?href=\"http://localhost(/m/[\w-]{43})\"", page, re.DOTALL)
    assert len(found) == 2
    return dict(found)


def look(app: Flask, link: str) -> str:
    """What someone sees who opens a link in a browser of their own."""
    answer = app.test_client().get(link)
    assert answer.status_code == 200
    return TOKEN.sub("", answer.text)


def save(client: FlaskClient) -> None:
    answer = client.post("/m/vragenlijst/sb", data={"revision": "0", "gemeente-sb1": "4"})
    assert answer.status_code == 302


def goes_on(client: FlaskClient, link: str) -> bool:
    return client.get(link).status_code == 302 and client.get("/m/vragenlijst").status_code == 200


def test_the_door_is_the_same_before_and_after(app: Flask, links: dict[str, str]) -> None:
    before = look(app, links["Els"])
    assert "Vragenlijst voor Els Proef" in before
    assert "Wie de server beheert" in before
    guest = app.test_client()
    assert guest.post(links["Els"]).location == "/m/vragenlijst"
    assert look(app, links["Els"]) == before
    save(guest)
    guest.post("/m/vragenlijst/nakijken", data={"leave_open": "y"})
    assert look(app, links["Els"]) == before


def test_elsewhere_the_link_is_in_use_and_the_one_who_began_sees_that_it_was_tried(
    app: Flask, links: dict[str, str]
) -> None:
    guest, other = app.test_client(), app.test_client()
    guest.post(links["Els"])
    save(guest)
    refused = other.post(links["Els"])
    assert refused.status_code == 409
    assert "Deze link is al in gebruik" in refused.text
    assert other.get("/m/vragenlijst").status_code == 404
    assert (
        "drukte iemand voor het laatst op “Beginnen” op 25 november 2026 13:00"
        in guest.get("/m/vragenlijst").text
    )


def test_pressed_twice_is_once_and_no_answer_is_lost_on_the_way(app: Flask, links: dict[str, str]) -> None:
    client = app.test_client()
    client.get(links["Els"])
    with client.session_transaction() as kept:
        door = dict(kept)
    client.post(links["Els"])
    # The second press of a double click goes out before the answer to the first is there.
    twice = app.test_client()
    with twice.session_transaction() as kept:
        kept.update(door)
    assert twice.post(links["Els"]).location == "/m/vragenlijst"
    save(twice)
    assert goes_on(twice, links["Els"])


def test_the_browser_that_began_goes_on_when_its_session_is_over(app: Flask, links: dict[str, str]) -> None:
    client = app.test_client()
    client.get(links["Els"])
    client.post(links["Els"])
    save(client)
    client.delete_cookie("session")
    over = client.get("/m/vragenlijst")
    assert over.status_code == 404
    assert "Open uw link opnieuw" in over.text
    assert goes_on(client, links["Els"])
    assert client._cookies is not None
    [cookie] = [one for one in client._cookies.values() if one.key.startswith("plateau_begonnen_")]
    assert (cookie.path, cookie.http_only, cookie.max_age) == ("/m", True, 60 * 24 * 3600)


def test_two_people_at_one_device_each_keep_their_own(app: Flask, links: dict[str, str]) -> None:
    client = app.test_client()
    for name in ("Els", "Jan"):
        client.get(links[name])
        client.post(links[name])
        save(client)
    assert goes_on(client, links["Els"])
    assert goes_on(client, links["Jan"])


def test_stopping_leaves_nothing_for_the_next_one_at_the_device(app: Flask, links: dict[str, str]) -> None:
    client = app.test_client()
    client.get(links["Els"])
    client.post(links["Els"])
    save(client)
    page = client.get("/m/vragenlijst").text
    assert "Wij kunnen u deze link niet mailen." in page
    own = re.findall(r"http://localhost(/m/[\w-]{43})\"", page)[0]
    assert "U bent gestopt op dit apparaat" in client.post("/m/stoppen").text
    assert client.get("/m/vragenlijst").status_code == 404
    assert client.get(links["Els"]).status_code == 200
    assert client.post(links["Els"]).status_code == 409
    assert goes_on(client, own)


def test_stopping_after_it_closed_leaves_nothing_for_when_it_opens_again(
    app: Flask, world: World, app_database: Database, links: dict[str, str]
) -> None:
    client = app.test_client()
    for name in ("Jan", "Els"):
        client.get(links[name])
        client.post(links[name])
        save(client)
    with app_database.transaction() as session:
        make(session, world.round, anonymity=Anonymity.ANONYMOUS, state=RoundState.CLOSED)
    assert "You stopped on this device" in client.post("/m/stoppen").text
    with app_database.transaction() as session:
        make(session, world.round, anonymity=Anonymity.ANONYMOUS, state=RoundState.OPEN)
    assert client.get("/m/vragenlijst").status_code == 404
    assert client.get(links["Els"]).status_code == 200
    assert goes_on(client, links["Jan"])  # who did not stop


def test_a_save_by_a_link_that_ended_is_told_so(
    app: Flask, log_in: LogIn, world: World, links: dict[str, str]
) -> None:
    client = app.test_client()
    client.post(links["Els"])
    save(client)
    log_in("director").post(f"{world.round_url}/stand?naar=closed", data={"expected": "open"})
    fields = {"revision": "1", "gemeente-sb1": "5"}
    told = client.post("/m/vragenlijst/sb", data=fields, headers={"Accept": "application/json"})
    assert told.status_code == 409
    assert told.json is not None
    assert set(told.json) == {"message"}  # autosave.js stops at this, and keeps what it has
    assert told.json["message"].startswith("Niet opgeslagen")
    page = client.post("/m/vragenlijst/sb", data=fields)
    assert page.status_code == 404
    assert "Wat u net verstuurde, is niet opgeslagen." in page.text
    assert "Wat u net verstuurde" not in client.get("/m/vragenlijst/sb").text


def test_each_return_keeps_the_seat_as_long_again(app: Flask, links: dict[str, str]) -> None:
    client, elsewhere = app.test_client(), app.test_client()
    client.get(links["Els"])
    client.post(links["Els"])
    own = re.findall(r"http://localhost(/m/[\w-]{43})\"", client.get("/m/vragenlijst").text)[0]
    for link in (links["Els"], own):
        assert "Max-Age=5184000" in str(client.get(link).headers.getlist("Set-Cookie"))
    assert "plateau_begonnen_" not in str(elsewhere.get(own).headers.getlist("Set-Cookie"))


def test_who_cannot_be_mailed_is_told_that_this_is_the_only_way_back(
    app: Flask, links: dict[str, str]
) -> None:
    def page() -> str:
        client = app.test_client()
        with client.session_transaction() as kept:
            kept["door"] = "the same browser"
        client.post(links["Jan"])
        return client.get("/m/vragenlijst").text

    warning = "We cannot mail you this link."
    assert warning not in page()
    app.extensions[MAIL] = None
    assert warning in page()


def test_when_someone_else_began_one_is_listed_again(
    app: Flask, log_in: LogIn, world: World, app_database: Database, links: dict[str, str]
) -> None:
    stranger, els, leader = app.test_client(), app.test_client(), log_in("director")
    stranger.post(links["Els"])
    save(stranger)
    assert "die kan de link intrekken en u opnieuw op de lijst zetten" in els.post(links["Els"]).text
    with app_database.reading() as session:
        before = next(one for one in store.participants(session, world.round.id) if one.name == "Els Proef")
    url = f"{world.round_url}/deelnemers"
    assert "zet de persoon opnieuw op de lijst" in leader.get(f"{url}/{before.id}").text
    leader.post(f"{url}/{before.id}/intrekken")
    told = leader.post(url, data={"people": PEOPLE}, follow_redirects=True).text
    assert "1 deelnemer toegevoegd. 1 stond al op de lijst. Van 1 was de link ingetrokken" in told
    assert "0 deelnemers toegevoegd" in leader.post(url, data={"people": PEOPLE}, follow_redirects=True).text
    leader.post(f"{world.round_url}/uitnodigingen")
    sheet = leader.get(f"{world.round_url}/uitnodigingen").text
    [link] = set(re.findall(r"http://localhost(/m/[\w-]{43})\"", sheet)) - set(links.values())
    assert els.post(link).location == "/m/vragenlijst"
    save(els)
    assert stranger.get("/m/vragenlijst").status_code == 404


def test_what_a_revoked_participant_handed_in_keeps_counting(
    app: Flask, log_in: LogIn, world: World, app_database: Database, links: dict[str, str]
) -> None:
    els, leader = app.test_client(), log_in("director")
    els.post(links["Els"])
    save(els)
    els.post("/m/vragenlijst/nakijken", data={"leave_open": "y"})
    with app_database.reading() as session:
        people = store.participants(session, world.round.id)
    for one in people:
        leader.post(f"{world.round_url}/deelnemers/{one.id}/intrekken")
    with app_database.reading() as session:
        assert len(store.submitted_answers(session, world.round.id)) == 1


def test_the_own_link_comes_by_mail_in_the_language_of_the_list(
    app: Flask, log_in: LogIn, world: World, settings: Settings, links: dict[str, str]
) -> None:
    leader = log_in("director")
    before = TOKEN.sub("", leader.get(f"{world.round_url}/mail").text)
    client = app.test_client()
    assert "Mail me my own link" in client.get(links["Jan"]).text
    assert "jan@proef.example" in client.get(links["Jan"]).text
    told = [client.post(f"{links['Jan']}/mail", follow_redirects=True).text for _ in range(4)]
    assert len({TOKEN.sub("", page) for page in told}) == 1  # also when it was too often
    messages = FolderTransport(settings.data_dir / "mail").messages(world.organisation.id)
    assert [(one.kind, one.to) for one in messages] == [(Kind.OWN_LINK, "Jan Proef <jan@proef.example>")] * 3
    assert messages[0].subject == "Your own link: Nulmeting"
    assert "Director" not in messages[0].text
    assert TOKEN.sub("", leader.get(f"{world.round_url}/mail").text) == before  # not invited by that
    found = re.search(r"http://localhost(/m/\S+)", messages[0].text)
    assert found
    assert goes_on(app.test_client(), found[1])


def test_no_mail_without_an_address_or_a_server(
    app: Flask, links: dict[str, str], tmp_path: Path, app_database: Database, world: World
) -> None:
    assert "Mail mij mijn eigen link" not in look(app, links["Els"])
    assert app.test_client().post(f"{links['Els']}/mail").status_code == 404
    app.extensions[MAIL] = None
    assert "Mail me my own link" not in look(app, links["Jan"])
    assert app.test_client().post(f"{links['Jan']}/mail").status_code == 400
    with app_database.reading() as session:
        assert store.outgoing(session, world.round.id) == []


def test_a_link_that_does_not_work_begins_nothing(
    app: Flask, log_in: LogIn, world: World, links: dict[str, str]
) -> None:
    assert app.test_client().post(f"/m/{'x' * 43}").status_code == 404
    log_in("director").post(f"{world.round_url}/stand?naar=closed", data={"expected": "open"})
    client = app.test_client()
    assert client.get(links["Els"]).status_code == 404
    assert client.post(links["Els"]).status_code == 404


def test_who_came_in_while_it_was_named_comes_to_the_door(
    app: Flask, world: World, app_database: Database, links: dict[str, str]
) -> None:
    with app_database.transaction() as session:
        make(session, world.round, anonymity=Anonymity.NAMED, state=RoundState.OPEN)
    client = app.test_client()
    assert goes_on(client, links["Els"])
    with app_database.transaction() as session:
        make(session, world.round, anonymity=Anonymity.ANONYMOUS, state=RoundState.OPEN)
    assert client.get("/m/vragenlijst").location == links["Els"]


def test_whoever_opens_it_is_told_that_addresses_are_fixed_then(
    log_in: LogIn, world: World, app_database: Database
) -> None:
    leader = log_in("director")
    for anonymity in Anonymity:
        with app_database.transaction() as session:
            make(session, world.round, anonymity=anonymity, state=RoundState.PREPARATION)
        page = leader.get(f"{world.round_url}/stand?naar=open").text
        assert ("die liggen hierna vast" in page) is (anonymity is Anonymity.ANONYMOUS)


def test_who_is_not_on_the_list_is_told_that_answering_puts_them_on_it(
    log_in: LogIn, world: World, links: dict[str, str]
) -> None:
    member = log_in("member")
    assert "U staat nog niet op de lijst van deelnemers." in member.get(f"{world.round_url}/vragenlijst").text
    member.post(f"{world.round_url}/vragenlijst/sb", data={"revision": "0", "gemeente-sb1": "4"})
    assert "U staat nog niet op de lijst" not in member.get(f"{world.round_url}/vragenlijst").text
