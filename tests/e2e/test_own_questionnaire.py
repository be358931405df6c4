"""A consultant brings a questionnaire, a member answers it, and a new version leaves that round its words."""

from pathlib import Path

import openpyxl
import pytest
from playwright.sync_api import Page

from plateau.demo import DEMO_PASSWORD
from tests.e2e.conftest import MakeVisitor, Visitor
from tests.e2e.test_every_page import check

OLD = "Wij spreken inwoners op plekken waar zij zelf al komen."
NEW = "Wij zoeken inwoners op waar zij al zijn."


def consultant_of(someone: Visitor, organisation: str) -> Page:
    """A consultant has more than one organisation: this is the page of one of them."""
    page = someone.page
    page.goto(f"{someone.server}/inloggen")
    page.fill("#email", "adviseur@plateau.example")
    page.fill("#password", DEMO_PASSWORD)
    page.click(".plateau-login__card button")
    page.goto(organisation)
    return page


def download(page: Page, text: str, folder: Path) -> Path:
    with page.expect_download() as found:
        page.click(f"text={text}")
    file = folder / found.value.suggested_filename
    found.value.save_as(file)
    return file


def bring(page: Page, file: Path) -> None:
    page.set_input_files("#file", file)
    page.click("main button:has-text('Inlezen en bekijken')")


def with_words(file: Path, old: str, new: str) -> None:
    """Put other words in the workbook, as someone with a spreadsheet would."""
    book = openpyxl.load_workbook(file)
    (cell,) = (cell for row in book["vragen"].iter_rows() for cell in row if cell.value == old)
    cell.value = new
    book.save(file)


def test_from_template_to_a_second_version(visitor: MakeVisitor, tmp_path: Path) -> None:
    member = visitor(width=360)
    member.log_in("nieuw@lindervaart.example")
    organisation = member.page.url
    consultant = visitor(script=False)  # the whole way works without
    page = consultant_of(consultant, organisation)

    page.click("text=Nieuwe meting")
    page.click("text=Lees een eigen vragenlijst in")
    file = download(page, "werkmap met een schaal", tmp_path)
    bring(page, file)
    assert "Er is nog niets opgeslagen." in page.inner_text("main")
    page.click("summary:has-text('De wijk kennen')")
    assert OLD in page.inner_text("main")
    page.click("text=Opslaan als versie 1")
    assert "Versie 1 is opgeslagen." in page.inner_text("main")
    stored = page.url

    page.click("main a:has-text('Meting starten')")
    page.select_option("#questionnaire", "eigen-wijkscan")
    page.fill("#name", "Onze wijken")
    page.check("#open_now")
    page.click("main button:has-text('Meting maken')")
    measurement = f"{organisation}/metingen/{page.url.rsplit('=', 1)[1]}"

    member.page.goto(f"{measurement}/vragenlijst/kennen")
    assert OLD in member.page.inner_text("main")
    member.page.check("input[name=eigen-wijkscan-spreekuur][value=soms]")
    member.page.click("text=Opslaan en verder")
    member.page.wait_for_url("**/vragenlijst/beginnen")

    page.goto(stored)
    file = download(page, "Download als werkmap", tmp_path)
    with_words(file, OLD, NEW)
    page.click("text=lees haar opnieuw in")
    bring(page, file)
    before = page.inner_text("main")
    assert "Verschil met versie 1" in before
    assert OLD in before
    assert NEW in before
    page.click("text=Opslaan als versie 2")
    assert "Versie 2 is opgeslagen." in page.inner_text("main")

    member.page.goto(f"{measurement}/vragenlijst/kennen")
    assert OLD in member.page.inner_text("main")
    assert NEW not in member.page.inner_text("main")
    assert member.page.is_checked("input[name=eigen-wijkscan-spreekuur][value=soms]")
    assert consultant.complaints == []
    assert member.complaints == []


@pytest.mark.parametrize("language", ["nl", "en"])
def test_the_pages_with_own_content(visitor: MakeVisitor, tmp_path: Path, language: str) -> None:
    someone = visitor()
    page = someone.log_in("directeur@lindervaart.example")
    organisation = page.url
    page.goto(f"{organisation}/vragenlijsten")
    file = download(page, "werkmap met plateaus", tmp_path)
    bring(page, file)
    proposal = page.url
    someone.choose_language(language)
    for path in (
        proposal,
        *(f"{organisation}/{name}" for name in ("vragenlijsten", "maatregelen", "mijlpalen")),
    ):
        check(someone, path)
    someone.choose_language("nl")


def test_mistakes_are_told_by_sheet_and_row(visitor: MakeVisitor, tmp_path: Path) -> None:
    someone = visitor(width=320)
    page = someone.log_in("directeur@lindervaart.example")
    page.goto(f"{page.url}/vragenlijsten")
    file = download(page, "werkmap met een schaal", tmp_path)
    with_words(file, OLD, "=1+1")
    bring(page, file)
    told = page.inner_text(".plateau-error-summary")
    assert "Niets opgeslagen: er is 1 fout gevonden" in told
    assert "vragen, rij 2, vraag (nl): een formule kunnen wij niet lezen" in told
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
