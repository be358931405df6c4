"""Evidence with one's own answer: adding, taking away, putting back, wiping; for who has an account or a link."""

import re
from io import BytesIO
from urllib.parse import unquote

import pytest
from bs4 import BeautifulSoup
from flask import Flask
from flask.testing import FlaskClient

from plateau.assessment import operations, store
from plateau.assessment.evidence import MOST_PIECES
from plateau.assessment.model import Anonymity, RoundState
from plateau.database import Database
from tests.integration.assessment.rounds import make
from tests.integration.conftest import LogIn, World
from tests.unit.assessment.files import GOOD, PDF

AREA = "/vragenlijst/sb"
HERE = f"{AREA}/gemeente-sb1/bewijs"
PIECE = re.compile(rf"{HERE}/([0-9a-f-]{{36}})")


def add_link(client: FlaskClient, url: str, address: str = "https://voorbeeld.nl/visie", **more: str):  # type: ignore[no-untyped-def]
    return client.post(url, data={"kind": "link", "link-url": address, **more})


def add_file(client: FlaskClient, url: str, name: str = "verslag.pdf", content: bytes = PDF, **more: str):  # type: ignore[no-untyped-def]
    return client.post(url, data={"kind": "file", "file-file": (BytesIO(content), name), **more})


def text_of(page: str) -> str:
    return " ".join(BeautifulSoup(page, "lxml").get_text(" ").split())


def pieces_on(client: FlaskClient, url: str) -> list[str]:
    """The addresses of the pieces on the page, each once, in their order."""
    return list(dict.fromkeys(PIECE.findall(client.get(url).text)))


def test_the_button_in_the_form_saves_what_was_typed_and_goes_to_the_evidence(
    someone: tuple[FlaskClient, str],
) -> None:
    client, base = someone
    page = client.get(f"{base}{AREA}").text
    first = BeautifulSoup(page, "lxml").select("form.plateau-questionnaire button")[0]
    assert first["value"] == "next"  # what Enter presses
    data = {
        "revision": "0",
        "gemeente-sb1": "4",
        "gemeente-sb1-comment": "blijft",
        "go": "bewijs:gemeente-sb1",
    }
    answer = client.post(f"{base}{AREA}", data=data)
    assert answer.location == f"{base}{HERE}"
    assert add_link(client, f"{base}{HERE}").location == f"{base}{HERE}"
    back = client.get(f"{base}{AREA}").text
    assert "blijft" in back
    assert re.search(r'name="gemeente-sb1" value="4" checked', back)
    assert "Bewijs (1)" in back


def test_links_and_files_stand_in_the_list_and_in_the_review(someone: tuple[FlaskClient, str]) -> None:
    client, base = someone
    add_link(client, f"{base}{HERE}", "www.voorbeeld.nl/visie", **{"link-description": "De visie"})
    add_file(client, f"{base}{HERE}", "Verslag één.pdf")
    for path in (HERE, "/vragenlijst/nakijken"):
        page = client.get(f"{base}{path}").text
        assert 'href="https://www.voorbeeld.nl/visie"' in page
        assert "De visie" in page
        assert "Verslag één.pdf (pdf, 1 kB)" in text_of(page)


@pytest.mark.parametrize("name", GOOD)
def test_a_file_comes_back_as_it_was_to_keep_and_not_to_open(log_in: LogIn, world: World, name: str) -> None:
    client, url = log_in("member"), f"{world.round_url}{HERE}"
    content, media_type = GOOD[name]
    assert add_file(client, url, name, content).status_code == 302
    (piece,) = pieces_on(client, url)
    answer = client.get(f"{url}/{piece}")
    assert answer.data == content
    assert answer.mimetype == media_type
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    disposition = unquote(answer.headers["Content-Disposition"])
    assert disposition.startswith("attachment")
    assert name in disposition


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("programma.exe", b"MZ", "Dit soort bestand kan niet. Het kan wel met: pdf, docx"),
        ("verslag.pdf", b"MZ", "dit is geen geldig pdf-bestand"),
        ("leeg.pdf", b"", "Dit bestand is leeg."),
        ("groot.txt", b"x" * 100_001, "Dit bestand is te groot. Kies er een van hoogstens 100\N{NO-BREAK SPACE}kB"),
        ("", b"", "Kies een bestand."),
    ],
)  # fmt: skip
def test_a_file_that_cannot_be_added_is_told_beside_its_field(
    app: Flask, log_in: LogIn, world: World, name: str, content: bytes, message: str
) -> None:
    app.config["PLATEAU_EVIDENCE_BYTES"] = 100_000
    client, url = log_in("member"), f"{world.round_url}{HERE}"
    page = add_file(client, url, name, content, **{"file-description": "mijn woorden"})
    assert page.status_code == 422
    error = BeautifulSoup(page.text, "lxml").select_one("#file-file-error")
    assert error is not None
    assert message in error.text
    assert 'value="mijn woorden"' in page.text
    assert pieces_on(client, url) == []


def test_what_is_far_too_large_is_not_even_taken_in(app: Flask, log_in: LogIn, world: World) -> None:
    app.config["PLATEAU_EVIDENCE_BYTES"] = 10_000
    client = log_in("member")
    answer = add_file(client, f"{world.round_url}{HERE}", "groot.txt", b"x" * 100_001)
    assert answer.status_code == 413
    assert "kies een kleiner bestand" in answer.text
    assert client.post(f"{world.round_url}{AREA}", data={"x": "x" * 1_100_000}).status_code == 413


@pytest.mark.parametrize("address", ["", "javascript:alert(1)", "geen adres", "ftp://voorbeeld.nl"])
def test_a_bad_address_is_told_beside_its_field(log_in: LogIn, world: World, address: str) -> None:
    client, url = log_in("member"), f"{world.round_url}{HERE}"
    page = add_link(client, url, address, **{"link-description": "mijn woorden"})
    assert page.status_code == 422
    assert BeautifulSoup(page.text, "lxml").select_one("#link-url-error")
    assert 'value="mijn woorden"' in page.text
    assert pieces_on(client, url) == []


def test_the_same_one_sent_twice_is_there_once_and_more_than_ten_are_refused(
    log_in: LogIn, world: World
) -> None:
    client, url = log_in("member"), f"{world.round_url}{HERE}"
    for _ in range(2):
        add_file(client, url)
    for number in range(1, MOST_PIECES):
        assert add_link(client, url, f"https://voorbeeld.nl/{number}").status_code == 302
    full = add_link(client, url, "https://voorbeeld.nl/elf")
    assert full.status_code == 422
    assert "hoogstens 10 bronnen" in full.text
    assert "https://voorbeeld.nl/elf" in full.text
    assert add_link(client, f"{world.round_url}{AREA}/gemeente-sb2/bewijs").status_code == 302


def test_all_files_together_have_a_limit_until_one_is_wiped(app: Flask, log_in: LogIn, world: World) -> None:
    app.config["PLATEAU_EVIDENCE_BYTES"] = 1000
    client = log_in("member")
    urls = [f"{world.round_url}{AREA}/gemeente-sb{number}/bewijs" for number in (1, 2)]
    for number in range(10):
        assert add_file(client, urls[0], f"{number}.txt", b"%d" % number * 1000).status_code == 302
    refused = add_file(client, urls[1], "te-veel.txt", b"x" * 1000)
    assert refused.status_code == 422
    assert "Uw bestanden zijn samen te groot." in refused.text
    piece = pieces_on(client, urls[0])[0]
    client.post(f"{urls[0]}/{piece}", data={"do": "remove"})
    assert add_file(client, urls[1], "te-veel.txt", b"x" * 1000).status_code == 422
    client.post(f"{urls[0]}/{piece}", data={"do": "wipe"})
    assert add_file(client, urls[1], "te-veel.txt", b"x" * 1000).status_code == 302


def test_taken_away_it_stays_on_record_and_can_be_put_back_or_wiped(
    someone: tuple[FlaskClient, str], world: World, app_database: Database
) -> None:
    client, base = someone
    url = f"{base}{HERE}"
    add_file(client, url)
    (piece,) = pieces_on(client, url)
    assert client.post(f"{url}/{piece}", data={"do": "wipe"}).status_code == 404  # not while it is there
    for _ in range(2):
        assert client.post(f"{url}/{piece}", data={"do": "remove"}).location == url
    page = text_of(client.get(url).text)
    assert "Weggehaald (1)" in page
    assert "Weggehaald op 25 november 2026 13:00." in page
    assert "Uw bewijs" not in page
    for _ in range(2):
        client.post(f"{url}/{piece}", data={"do": "restore"})
    page = text_of(client.get(url).text)
    assert "Weggehaald (" not in page
    assert "Uw bewijs" in page
    again = pieces_on(client, url)[0]
    assert again != piece
    client.post(f"{url}/{again}", data={"do": "remove"})
    client.post(f"{url}/{again}", data={"do": "wipe"})
    assert "verslag.pdf (gewist)" in text_of(client.get(url).text)
    for one in (piece, again):
        assert client.get(f"{url}/{one}").status_code == 404
    assert client.post(f"{url}/{again}", data={"do": "restore"}).status_code == 404
    with app_database.reading() as session:
        found = store.find_response(session, round_id=world.round.id, person_id=world.people["member"].id)
        kept = store.evidence_of(session, found.id) if found else []
    assert [one.is_there for one in kept] == ([False, False] if found else [])


def test_who_gave_only_evidence_has_answered_and_stays_on_the_list(
    log_in: LogIn, world: World, app_database: Database
) -> None:
    add_link(log_in("member"), f"{world.round_url}{HERE}")
    with app_database.transaction() as session:
        (participant,) = store.participants(session, world.round.id)
        with pytest.raises(operations.HasAnswered):
            operations.remove_participant(
                session, actor=world.actor("director"), round_id=world.round.id, participant_id=participant.id
            )
        assert world.round.id in store.rounds_with_answers(session, world.organisation.id)


def test_handed_in_or_closed_nothing_changes_and_the_author_still_reads_it(
    log_in: LogIn, world: World, app_database: Database
) -> None:
    client, url = log_in("member"), f"{world.round_url}{HERE}"
    add_file(client, url)
    (piece,) = pieces_on(client, url)
    client.post(f"{world.round_url}/vragenlijst/nakijken", data={"leave_open": "y"})
    assert client.get(url).location == f"{world.round_url}/vragenlijst"
    assert add_link(client, url).location == f"{world.round_url}/vragenlijst"
    client.post(f"{url}/{piece}", data={"do": "remove"})
    assert client.get(f"{url}/{piece}").data == PDF
    assert f"{HERE}/{piece}" in client.get(f"{world.round_url}/vragenlijst/nakijken").text
    with app_database.transaction() as session:
        make(session, world.round, anonymity=Anonymity.NAMED, state=RoundState.CLOSED)
    assert client.get(f"{url}/{piece}").data == PDF


def test_nobody_else_gets_a_file_at_its_author_s_address(
    log_in: LogIn, world: World, guest: FlaskClient
) -> None:
    client, url = log_in("member"), f"{world.round_url}{HERE}"
    add_file(client, url)
    (piece,) = pieces_on(client, url)
    for other in (log_in("member-two"), log_in("director")):
        assert other.get(f"{url}/{piece}").status_code == 404
        assert other.post(f"{url}/{piece}", data={"do": "remove"}).status_code == 404
    assert guest.get(f"/m{HERE}/{piece}").status_code == 404
    assert guest.post(f"/m{HERE}/{piece}", data={"do": "remove"}).status_code == 404
    assert log_in("outsider").get(f"{url}/{piece}").status_code == 404
    assert len(pieces_on(client, url)) == 1


def test_in_an_anonymous_round_one_chooses_to_share_and_is_told_what_that_means(
    log_in: LogIn, world: World, app_database: Database
) -> None:
    with app_database.transaction() as session:
        make(session, world.round, anonymity=Anonymity.ANONYMOUS, state=RoundState.OPEN)
    client, url = log_in("member"), f"{world.round_url}{HERE}"
    page = client.get(url).text
    assert "Alleen u ziet dit." in page
    assert "Let op uw naam" in page
    assert 'name="file-shared" value="y">' in page  # not chosen beforehand
    add_file(client, url)
    add_link(client, url, **{"link-shared": "y"})
    page = text_of(client.get(url).text)
    assert "U deelt dit zonder naam." in page
    with app_database.reading() as session:
        found = store.find_response(session, round_id=world.round.id, person_id=world.people["member"].id)
        assert found
        assert [one.shared for one in store.evidence_of(session, found.id)] == [False, True]


def test_where_people_answer_by_name_they_are_told_who_sees_it(log_in: LogIn, world: World) -> None:
    client, url = log_in("member"), f"{world.round_url}{HERE}"
    assert "ziet dit met uw naam erbij zodra u uw vragenlijst inlevert" in client.get(url).text


def test_the_same_sent_again_with_another_choice_is_shared_as_chosen_last(
    log_in: LogIn, world: World, app_database: Database
) -> None:
    with app_database.transaction() as session:
        make(session, world.round, anonymity=Anonymity.ANONYMOUS, state=RoundState.OPEN)
    client, url = log_in("member"), f"{world.round_url}{HERE}"
    for choice, told in (({}, "Alleen u ziet dit."), ({"link-shared": "y"}, "U deelt dit zonder naam.")) * 2:
        add_link(client, url, **choice)
        assert f"{told} Weghalen" in text_of(client.get(url).text)
        assert len(pieces_on(client, url)) == 1


@pytest.mark.parametrize(
    "path", ["/vragenlijst/sb/gemeente-lc1/bewijs", "/vragenlijst/xx/gemeente-sb1/bewijs"]
)
def test_a_criterion_that_is_not_asked_there_has_no_page(log_in: LogIn, world: World, path: str) -> None:
    assert log_in("member").get(world.round_url + path).status_code == 404
