"""The settings of a roadmap in a workshop: all budgets at once, with and without JavaScript."""

import pytest

from tests.e2e.conftest import MakeVisitor
from tests.e2e.test_every_page import WIDTHS
from tests.e2e.well_made import well_made


@pytest.mark.parametrize("script", [True, False])
def test_one_button_halves_the_budget(visitor: MakeVisitor, script: bool) -> None:
    someone = visitor(script=script)
    page = someone.log_in("directeur@brugwachter.example")
    page.goto(f"{someone.round_url}/roadmap/instellingen")
    budgets = page.locator('input[name^="budget-"]')
    before = [int(field.input_value().replace(".", "")) for field in budgets.all()]
    page.fill("#capacity-beleid", "77")
    page.click("main button:has-text('Naar de helft')")
    page.wait_for_selector("text=Ze zijn nog niet opgeslagen.")
    after = [int(field.input_value().replace(".", "")) for field in budgets.all()]
    assert after == [(amount + 1) // 2 for amount in before]
    assert page.input_value("#capacity-beleid") == "77"
    assert page.url.endswith("#budget")


def test_an_error_about_a_percentage_stands_beside_its_field(visitor: MakeVisitor) -> None:
    someone = visitor()
    page = someone.log_in("directeur@brugwachter.example")
    page.goto(f"{someone.round_url}/roadmap/instellingen")
    page.fill("#percentage", "de helft")
    page.click("main button:has-text('Reken om')")
    page.wait_for_selector("#percentage-error")
    assert page.input_value("#percentage") == "de helft"
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        well_made(page)
