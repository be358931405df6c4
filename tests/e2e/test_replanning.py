"""Planning again and choosing what it may cost, in a browser: both pages stand up to axe at both widths."""

import re

from playwright.sync_api import expect

from tests.e2e.conftest import MakeVisitor
from tests.e2e.test_every_page import check


def test_planning_again(visitor: MakeVisitor) -> None:
    someone = visitor()
    someone.log_in("directeur@brugwachter.example")
    someone.choose_language("nl")
    page, roadmap = someone.page, f"{someone.round_url}/roadmap"
    page.goto(f"{roadmap}/goedkeuren")
    if page.url.endswith("/goedkeuren"):
        page.locator("main form button").last.click()
    check(someone, f"{roadmap}/opnieuw-plannen")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Opnieuw plannen vanaf")
    page.get_by_role("button", name="Opnieuw plannen").click()
    page.wait_for_selector("#replanned", timeout=60_000)
    check(someone, roadmap)
    expect(page.locator("#replanned + p")).to_contain_text("Alles staat nog waar roadmap")


def test_searching_what_it_can_cost(visitor: MakeVisitor) -> None:
    someone = visitor()
    someone.log_in("directeur@brugwachter.example")
    someone.choose_language("nl")
    page, address = someone.page, f"{someone.round_url}/roadmap/wat-kan-het-kosten"
    page.goto(address)
    page.get_by_role("button", name="Zoek de keuzes").click()
    expect(page.get_by_role("button", name=re.compile("Kies 2"))).to_be_visible(timeout=90_000)
    check(someone, page.url)
