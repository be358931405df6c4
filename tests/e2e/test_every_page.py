"""Every page in both languages at both widths: axe finds nothing, nothing sticks out, the policy holds."""

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.e2e.conftest import MakeVisitor, Visitor

OPTIONS = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
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


def check(visitor: Visitor, url: str) -> None:
    page = visitor.page
    answer = page.goto(url)
    assert answer is not None
    assert answer.status == 200, url
    for width in WIDTHS:  # a page follows the width of its window without being asked for again
        page.set_viewport_size({"width": width, "height": 900})
        sticks_out = page.evaluate(
            "document.documentElement.scrollWidth - document.documentElement.clientWidth"
        )
        assert sticks_out <= 0, f"{url} is {sticks_out} px too wide at {width} px"
        violations = Axe().run(page, options=OPTIONS).response["violations"]
        found = [(item["id"], item["nodes"][0]["html"][:200]) for item in violations]
        assert found == [], f"{url} at {width} px"
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
    assert Axe().run(someone.page, options=OPTIONS).response["violations"] == []


def test_it_fits_on_the_narrowest_screen(visitor: MakeVisitor) -> None:
    someone = visitor(width=320)
    someone.log_in("directeur@lindervaart.example")
    base = someone.round_url
    for path in [*DIRECTOR_PAGES, "vragenlijst"]:
        someone.page.goto(f"{base}/{path}".rstrip("/"))
        assert someone.page.evaluate("document.documentElement.scrollWidth") <= 320, path
    for path in LIBRARY_PAGES:
        someone.page.goto(f"{someone.server}/naslag{path}")
        assert someone.page.evaluate("document.documentElement.scrollWidth") <= 320, path
