"""One person fills in, another sets the ambition, and the figures are read back from the downloaded PDF."""

import io
import itertools
import re
from datetime import date

from pypdf import PdfReader

from plateau.catalogue.loader import catalogue
from tests.e2e.conftest import MakeVisitor, Visitor

INSTRUMENT = catalogue().instrument("gemeente")
NUMBERS = itertools.count(1)


def new_round(visitor: MakeVisitor) -> tuple[Visitor, str]:
    """The director starts a measurement of its own for this test."""
    director = visitor()
    page = director.log_in("directeur@lindervaart.example")
    page.click("text=Nieuwe meting")
    page.fill("#name", f"Meting van de test {next(NUMBERS)}")  # no two have the same name
    page.select_option("#is_baseline", "no")
    page.check("#open_now")
    page.click("text=Meting maken")
    page.wait_for_url("**?meting=*")
    return director, director.round_url


def test_from_questionnaire_to_report(visitor: MakeVisitor) -> None:
    director, base = new_round(visitor)

    member = visitor(width=360)
    page = member.log_in("sociaal@lindervaart.example")
    page.goto(f"{base}/vragenlijst")
    page.click("text=Beginnen")
    for area in ("sb", "ps", "mi", "mv", "lc"):
        page.wait_for_url(f"**/vragenlijst/{area}")
        for criterion in INSTRUMENT.in_area(area):
            page.check(f'input[name="{criterion.id.replace(".", "-")}"][value="2"]')
        page.wait_for_selector('[data-save-state][data-state="saved"]')
        page.click("text=Opslaan en verder")
    page.wait_for_url("**/vragenlijst/nakijken")
    assert "Alle vragen hebben een antwoord." in page.inner_text("main")
    page.click("main button:has-text('Inleveren')")
    page.wait_for_selector("text=U hebt uw vragenlijst ingeleverd.")
    assert member.complaints == []

    page = director.page
    page.goto(f"{base}/profiel")
    assert page.locator("text=Dit gebied staat op plateau 2, proceduregericht.").count() == 5
    page.goto(f"{base}/ambitie")
    page.fill("#horizon", f"{date.today().year + 3}-12-31")  # noqa: DTZ011
    page.fill("#motivation", "Omdat gezinnen hulp verdienen die past & klopt, voor 100%.")
    page.select_option("#area-mv", "3")
    page.wait_for_selector("#advice-mv:has-text('past in de tijd')")  # htmx brings the advice
    page.select_option("#area-lc", "3")
    year = date.today().year  # noqa: DTZ011
    page.fill("#horizon", f"{year + 1}-02-01")
    page.keyboard.press("Tab")
    page.wait_for_selector("#advice-mv:has-text('Neem meer tijd')")  # the date counts too
    page.fill("#horizon", f"{year + 3}-12-31")
    page.click("main button:has-text('Ambitie opslaan')")
    page.wait_for_selector("text=De ambitie is opgeslagen.")

    page.click("text=Verder naar de roadmap")
    page.click("main button:has-text('bereken')")
    page.wait_for_selector("text=bewezen het beste binnen uw grenzen", timeout=60_000)
    main = page.inner_text("main")
    assert "6 van 6" in main or "6 van de 6" in main
    money = re.search(r"voor €\s?([\d.]+)", main)
    assert money
    page.click("main a:has-text('Roadmap goedkeuren')")
    page.click("main button:has-text('Ja, goedkeuren')")
    page.wait_for_selector("text=/U hebt roadmap \\d+ .* goedgekeurd/")

    page.goto(f"{base}/rapport")
    with page.expect_download() as download:
        page.click("text=Download in het Nederlands")
    text = _text(download.value.path().read_bytes())
    assert "Gemeente Lindervaart" in text
    assert "Omdat gezinnen hulp verdienen die past & klopt, voor 100%." in text
    assert money[1] in text
    assert "Marijke Terpstra" in text
    for criterion in INSTRUMENT.in_area("mv"):
        assert criterion.name.nl in text
    with page.expect_download() as download:
        page.click("text=Download in het Engels")
    english = _text(download.value.path().read_bytes())
    assert "Employees and skills" in english
    assert money[1].replace(".", ",") in english
    assert director.complaints == []


def _text(document: bytes) -> str:
    pages = [page.extract_text() for page in PdfReader(io.BytesIO(document)).pages]
    return " ".join(" ".join(pages).replace("\u00a0", " ").split())


def test_without_script_the_questionnaire_works(visitor: MakeVisitor) -> None:
    _, base = new_round(visitor)
    member = visitor(script=False)
    page = member.log_in("wijk@lindervaart.example")
    page.goto(f"{base}/vragenlijst/mv")
    for criterion in INSTRUMENT.in_area("mv"):
        page.check(f'input[name="{criterion.id.replace(".", "-")}"][value="weet_niet"]')
    page.fill("#gemeente-mv1-comment", "zonder script")
    page.click("text=Opslaan en verder")
    page.wait_for_url("**/vragenlijst/lc")
    page.goto(f"{base}/vragenlijst/nakijken")
    assert "Er zijn nog 16 vragen open." in page.inner_text("main")
    assert "zonder script" in page.inner_text("main")
    page.click("main button:has-text('Inleveren')")
    assert "Beantwoord de open vragen" in page.inner_text("main")
    page.check("#leave_open")
    page.click("main button:has-text('Inleveren')")
    assert "U hebt uw vragenlijst ingeleverd." in page.inner_text("main")
    page.goto(f"{base}/profiel")
    assert "Er is te weinig bekend voor een uitspraak" in page.inner_text("main")
