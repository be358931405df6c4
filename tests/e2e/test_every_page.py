"""Every page in both languages at both widths: axe finds nothing, nothing sticks out, the policy holds."""

import pytest

from tests.e2e.conftest import MakeVisitor, Visitor
from tests.e2e.well_made import fits, well_made

DIRECTOR_PAGES = [
    "",
    "deelnemers",
    "uitnodigingen",
    "mail",
    "nieuwe-versie",
    "stand?naar=preparation",
    "stand?naar=closed",
    "profiel",
    "verschillen",
    "consensus",
    "kwaliteit",
    "ambitie",
    "roadmap",
    "roadmap/instellingen",
    "roadmap/mijlpalen/overnemen/wmo.2013-01-01",
    "roadmap/zekerheid",
    "roadmap/wat-als?vraag=budget::-50",
    "roadmap/wat-kan-het-kosten",
    "roadmap/scenarios",
    "roadmap/goedkeuren",
    "roadmap/voortgang",
    "roadmap/opnieuw-plannen",
    "rapport",
    "vragenlijst",
]
MEMBER_PAGES = [
    "vragenlijst",
    "vragenlijst/sb",
    "vragenlijst/ps",
    "vragenlijst/nakijken",
    "vragenlijst/sb/gemeente-sb1/bewijs",
    "profiel",
    "ambitie",
    "roadmap",
]
LIBRARY_PAGES = [
    "",
    "?zoek=mantelzorg",
    "?zoek=xyzzy",
    "?soort=maatregel&organisatie=gemeente&pagina=2",
    "?gebied=sb&plateau=9",
    "/maatregelen/gemeente.zorgcooperatie",
    "/onderwerpen/gemeente.sb1",
    "/transities/passend_onderwijs",
    "/principes/participatie",
    "/plateaus/1",
    "/plateaus/4",
    "/cijfers",
    "/hulpmiddelen",
    "/hulpmiddelen/taak?samenwerking=keten&gelijk=nee",
    "/hulpmiddelen/bekostiging",
    "/vragenlijsten/sturing",
]
WIDTHS = (1280, 360)
NARROWEST = 320


def check(visitor: Visitor, url: str) -> None:
    page = visitor.page
    answer = page.goto(url)
    assert answer is not None
    assert answer.status == 200, url
    # A page follows the width of its window without being asked for again.
    page.set_viewport_size({"width": NARROWEST, "height": 900})
    fits(page)
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        well_made(page)
    assert visitor.complaints == [], url


@pytest.mark.parametrize(
    ("email", "language", "paths"),
    [
        ("directeur@lindervaart.example", "nl", DIRECTOR_PAGES),
        ("directeur@lindervaart.example", "en", DIRECTOR_PAGES),
        ("nieuw@lindervaart.example", "nl", MEMBER_PAGES),
        ("nieuw@lindervaart.example", "en", MEMBER_PAGES),
        # The same pages with a provider's words: once is enough.
        ("directeur@brugwachter.example", "en", DIRECTOR_PAGES),
    ],
)
def test_the_pages_of_a_measurement(
    visitor: MakeVisitor, email: str, language: str, paths: list[str]
) -> None:
    someone = visitor()
    someone.log_in(email)
    someone.choose_language(language)
    home, base = someone.page.url, someone.round_url
    check(someone, home)
    check(someone, base.rsplit("/", 1)[0] + "/verloop")
    for path in paths:
        check(someone, f"{base}/{path}".rstrip("/"))
    someone.choose_language("nl")


@pytest.mark.parametrize("language", ["nl", "en"])
def test_the_pages_of_plateau_itself(visitor: MakeVisitor, server: str, language: str) -> None:
    someone = visitor()
    someone.page.goto(f"{server}/inloggen")
    someone.choose_language(language)
    for path in ("/inloggen", "/methode", "/toegankelijkheid"):
        check(someone, server + path)


@pytest.mark.parametrize("language", ["nl", "en"])
def test_the_pages_for_looking_things_up(visitor: MakeVisitor, server: str, language: str) -> None:
    someone = visitor()
    someone.log_in("directeur@lindervaart.example")
    someone.choose_language(language)
    for path in LIBRARY_PAGES:
        check(someone, f"{server}/naslag{path}")
    someone.choose_language("nl")


def test_a_search_works_without_javascript(visitor: MakeVisitor, server: str) -> None:
    someone = visitor(script=False)
    page = someone.log_in("directeur@lindervaart.example")
    page.click('.plateau-footer a[href="/naslag"]')
    page.fill("#zoek", "zorgcoöperatie")
    page.select_option("#organisatie", "gemeente")
    page.click("main form button")
    page.click("article a >> nth=0")
    assert page.inner_text("h1") == "De hulp thuis overdragen aan een kleine zorgcoöperatie"


def test_a_page_that_is_not_there_helps(visitor: MakeVisitor, server: str) -> None:
    someone = visitor()
    someone.log_in("nieuw@lindervaart.example")
    someone.page.goto(f"{server}/niets")
    assert "Deze pagina bestaat niet." in someone.page.inner_text("main")
    well_made(someone.page)
