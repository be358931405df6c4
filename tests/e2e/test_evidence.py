"""Evidence on a phone: with and without JavaScript, and nothing that was typed is lost on the way there and back."""

from pathlib import Path

import pytest

from tests.e2e.conftest import MakeVisitor
from tests.e2e.test_the_main_job import new_round
from tests.unit.assessment.files import PDF


@pytest.mark.parametrize("script", [True, False])
def test_a_link_and_a_file_with_an_answer(visitor: MakeVisitor, tmp_path: Path, script: bool) -> None:
    _, base = new_round(visitor)
    page = visitor(width=360, script=script).log_in("bedrijf@lindervaart.example")
    page.goto(f"{base}/vragenlijst/ps")
    page.check('input[name="gemeente-ps1"][value="4"]')
    page.fill("#gemeente-ps1-comment", "net getypt")
    page.click('button[value="bewijs:gemeente-ps1"]')
    page.fill("#link-url", "www.voorbeeld.nl/visie")
    page.fill("#link-description", "De visie van de raad")
    page.click('button[value="link"]')
    page.wait_for_selector("text=De visie van de raad")
    file = tmp_path / "verslag.pdf"
    file.write_bytes(PDF)
    page.set_input_files("#file-file", file)
    page.click('button[value="file"]')
    page.wait_for_selector("text=verslag.pdf")
    with page.expect_download() as download:
        page.click("text=verslag.pdf")
    assert download.value.path().read_bytes() == PDF
    page.locator('button[value="remove"]').first.click()
    page.wait_for_selector("summary:has-text('Weggehaald (1)')")
    page.click("text=Terug naar de vraag")
    page.wait_for_selector("text=Bewijs (1)")
    assert page.is_checked('input[name="gemeente-ps1"][value="4"]')
    assert page.input_value("#gemeente-ps1-comment") == "net getypt"


def test_the_hint_goes_with_the_answer(visitor: MakeVisitor) -> None:
    _, base = new_round(visitor)
    page = visitor(script=False).log_in("wijk@lindervaart.example")
    page.goto(f"{base}/vragenlijst/mv")
    hint = "#gemeente-mv1-comment-hint"
    assert page.inner_text(hint) == "Mag leeg blijven."
    for value, words in (("nvt", "Waarom is dit niet van toepassing?"), ("weet_niet", "Wat zou u helpen")):
        page.check(f'input[name="gemeente-mv1"][value="{value}"]')
        assert page.inner_text(hint).startswith(words)
