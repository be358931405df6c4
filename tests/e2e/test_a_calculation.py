"""Waiting for a roadmap that takes longer: progress, stopping, and going on by itself; without script too."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from tests.e2e.conftest import MakeVisitor
from tests.e2e.test_every_page import OPTIONS


def compute_with_little_money(page: Page, base: str, euro: int) -> None:
    page.goto(f"{base}/roadmap/instellingen")
    for field in page.locator('[id^="budget-"]').all():
        if field.get_attribute("name"):
            field.fill(str(euro))
    page.click("main button:has-text('Opslaan en berekenen') >> nth=0")
    page.wait_for_url("**/roadmap/berekening/*")


@pytest.mark.parametrize("width", [1280, 360])
def test_the_page_of_a_calculation(visitor: MakeVisitor, width: int) -> None:
    someone = visitor(width=width)
    page = someone.log_in("directeur@lindervaart.example")
    # Other tests start measurements of their own; this one needs the demo's, with its ambition.
    page.click("main a:text-is('Nulmeting')")
    base = someone.round_url
    compute_with_little_money(page, base, 90_000 + width)
    page.wait_for_selector("#calculation table")
    assert page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth") <= 0
    violations = Axe().run(page, options=OPTIONS).response["violations"]
    assert [(item["id"], item["nodes"][0]["html"][:200]) for item in violations] == []
    page.wait_for_url("**/roadmap", timeout=90_000)  # htmx goes on by itself
    assert "Roadmap: hoe komt u er?" in page.inner_text("h1")
    assert someone.complaints == []


def test_stopping_without_script(visitor: MakeVisitor) -> None:
    someone = visitor(script=False)
    page = someone.log_in("directeur@lindervaart.example")
    # Other tests start measurements of their own; this one needs the demo's, with its ambition.
    page.click("main a:text-is('Nulmeting')")
    base = someone.round_url
    compute_with_little_money(page, base, 80_000)
    while "mijlpalen" not in page.inner_text("main"):
        page.click("text=Bijwerken")
    page.click("main button:has-text('Stoppen')")
    while "/berekening/" in page.url:
        page.click("text=Bijwerken")
    assert "Roadmap: hoe komt u er?" in page.inner_text("h1")
