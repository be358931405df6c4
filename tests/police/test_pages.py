"""Rules over all pages: headers, valid structure, nothing inline, both languages."""

import re

import pytest
from bs4 import BeautifulSoup, Tag
from flask import Flask
from flask.testing import FlaskClient

from plateau.assessment.model import Anonymity, RoundState
from plateau.database import Database
from tests.integration.assessment.rounds import make
from tests.integration.conftest import LogIn, World

PATHS = ["", "/metingen/verloop", "/metingen/nieuw", "/schattingen", "/schattingen/gemeente.zorgcooperatie",
         "/maatregelen", "/vragenlijsten", "/mijlpalen"]  # fmt: skip
ROUND_PATHS = [
    "",
    "/stand?naar=closed",
    "/stand?naar=preparation",
    "/stand?naar=archived",
    "/nieuwe-versie",
    "/deelnemers",
    "/uitnodigingen",
    "/mail",
    "/vragenlijst",
    *(f"/vragenlijst/{area}" for area in ("sb", "ps", "mi", "mv", "lc")),
    "/vragenlijst/sb/gemeente-sb1/bewijs",
    "/vragenlijst/nakijken",
    "/profiel",
    "/verschillen",
    "/kwaliteit",
    "/consensus",
    "/consensus/gemeente-sb1",
    "/ambitie",
]

LIBRARY_PATHS = ["/naslag", "/naslag?zoek=wijk", "/naslag?zoek=xyzzy&gebied=mi", "/naslag?plateau=9",
                 "/naslag?soort=maatregel&plateau=4&pagina=2", "/naslag/maatregelen/gemeente.zorgcooperatie",
                 "/naslag/maatregelen/aanbieder.stoelendans", "/naslag/onderwerpen/aanbieder.sb1",
                 "/naslag/transities/wmo", "/naslag/principes/participatie", "/naslag/plateaus/1",
                 "/naslag/plateaus/4", "/naslag/hulpmiddelen", "/naslag/cijfers?zoek=jeugd", "/naslag/hulpmiddelen/inkoopmodel",
                 "/naslag/hulpmiddelen/taak?samenwerking=keten&gelijk=nee", "/naslag/vragenlijsten/sturing"]  # fmt: skip


def check_page(text: str) -> None:
    page = BeautifulSoup(text, "lxml")
    assert page.title
    assert str(page.title.string).endswith("– plateau")
    assert len(page.find_all("h1")) == 1
    ids = [tag["id"] for tag in page.find_all(id=True)]
    assert len(ids) == len(set(ids)), sorted({name for name in ids if ids.count(name) > 1})
    assert not page.find_all(style=True)
    assert not page.find_all("style")
    assert not [tag for tag in page.find_all("script") if not tag.get("src")]
    assert not [name for tag in page.find_all(True) for name in tag.attrs if name.startswith("on")]
    for tag in page.select("[aria-describedby]"):
        assert all(name in ids for name in str(tag["aria-describedby"]).split())
    for field in page.find_all(["input", "select", "textarea"]):
        assert field.get("type") == "hidden" or labelled(page, field), field
    for image in page.find_all("img"):
        assert image.get("alt") is not None
    for text_of in ("None", "&lt;"):
        assert text_of not in page.get_text().split()


def labelled(page: BeautifulSoup, field: Tag) -> bool:
    return bool(
        field.get("aria-label")
        or field.find_parent("label")
        or page.select_one(f'label[for="{field.get("id")}"]')
    )


@pytest.mark.parametrize("language", ["nl", "en"])
def test_every_page_is_well_made_in_both_languages(
    app: Flask, log_in: LogIn, world: World, language: str
) -> None:
    client = log_in("director")
    client.post("/taal", data={"language": language})
    paths = [world.base + path for path in PATHS] + [world.round_url + path for path in ROUND_PATHS]
    for path in [*paths, *LIBRARY_PATHS, "/methode", "/toegankelijkheid"]:
        answer = client.get(path)
        assert answer.status_code == 200, path
        assert f'<html lang="{language}"' in answer.text
        check_page(answer.text)
    check_page(app.test_client().get("/inloggen").text)
    for path in ("/niets", f"{world.base}/niets"):
        check_page(client.get(path).text)


@pytest.mark.parametrize("language", ["nl", "en"])
def test_the_pages_of_who_has_a_link_are_too(
    app: Flask, log_in: LogIn, world: World, app_database: Database, language: str
) -> None:
    with app_database.transaction() as session:
        make(session, world.round, anonymity=Anonymity.ANONYMOUS, state=RoundState.OPEN)
    leader = log_in("director")
    leader.post(f"{world.round_url}/deelnemers", data={"people": "Els; els@proef.example; staf"})
    leader.post(f"{world.round_url}/uitnodigingen")
    [link] = set(re.findall(r"/m/[\w-]{43}", leader.get(f"{world.round_url}/uitnodigingen").text))
    first, second = app.test_client(), app.test_client()
    for client in (first, second):
        client.post("/taal", data={"language": language})
    pages = [
        first.get(link),
        first.post(link, follow_redirects=True),
        second.post(link),
        first.get("/m/niets"),
    ]
    pages += [first.get(path) for path in ("/m/vragenlijst/sb", "/m/vragenlijst/nakijken")]
    pages.append(first.post("/m/stoppen"))
    assert [page.status_code for page in pages] == [200, 200, 409, 404, 200, 200, 200]
    for page in pages:
        assert f'<html lang="{language}"' in page.text
        check_page(page.text)


def test_security_headers_are_on_every_answer(app: Flask, log_in: LogIn, world: World) -> None:
    client: FlaskClient = log_in("member")
    for path in ("/inloggen", world.base, "/niets", "/static/css/plateau.css"):
        with client.get(path) as answer:
            headers = answer.headers
        policy = headers["Content-Security-Policy"]
        assert "default-src 'none'" in policy
        assert all(name in policy for name in ("base-uri", "form-action", "frame-ancestors"))
        assert not re.search(r"unsafe|data:|\*|https?:", policy)
        assert headers["X-Content-Type-Options"] == "nosniff"
        assert headers["Referrer-Policy"] == "same-origin"
        assert ("no-store" in headers["Cache-Control"]) == (not path.startswith("/static"))


def test_an_unexpected_error_helps_and_tells_nothing(
    app: Flask, log_in: LogIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    app.config["PROPAGATE_EXCEPTIONS"] = False
    app.config["TESTING"] = False
    client = log_in("member")

    def fail() -> None:
        raise RuntimeError("a secret detail")

    monkeypatch.setitem(app.view_functions, "overview.method", fail)
    answer = client.get("/methode")
    assert answer.status_code == 500
    assert "Er ging iets mis bij ons." in answer.text
    assert "a secret detail" not in answer.text


def test_a_form_without_its_token_is_refused_with_help(app: Flask) -> None:
    app.config["WTF_CSRF_ENABLED"] = True
    answer = app.test_client().post("/taal", data={"language": "en"})
    assert answer.status_code == 400
    assert "Deze pagina is verlopen." in answer.text
