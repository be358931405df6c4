"""A live session in real browsers: through all phases, with many phones, a dying laptop and a lost connection."""

from __future__ import annotations

import re
import time
from contextlib import suppress

from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.e2e.conftest import MakeVisitor, Visitor
from tests.e2e.well_made import well_made

#: Generous: twenty browsers share this machine with the server. The two seconds stand in docs/benchmarks.md.
REVEAL_S = 15
PHONES = 20


def start(facilitator: Visitor, numbers: int = 1) -> str:
    """Start a session on so many topics; the address of the facilitator's page."""
    page = facilitator.page
    page.goto(f"{facilitator.round_url}/werksessie")
    for field in page.locator("input[name^=number-]").all()[numbers:]:
        field.fill("")
    page.uncheck("input[name=ambition]")
    page.click("button:has-text('Werksessie starten')")
    page.wait_for_selector(".plateau-code")
    return page.url


def join(phone: Page, server: str, code: str, name: str, perspective: str = "management") -> None:
    phone.goto(f"{server}/w?code={code}")
    phone.fill("#name", name)
    phone.select_option("#perspective", perspective)
    phone.click("main form button")
    phone.wait_for_url("**/w/deelnemen")


def step(facilitator: Page, label: str) -> None:
    facilitator.click(f"main button:has-text('{label}')")


def test_two_browsers_go_through_all_phases(visitor: MakeVisitor, server: str) -> None:
    facilitator, member = visitor(), visitor(width=320)
    facilitator.log_in("directeur@lindervaart.example")
    start(facilitator)
    page, phone = facilitator.page, member.page
    beamer = facilitator.new_page()
    beamer.set_viewport_size({"width": 1920, "height": 1080})
    beamer.goto(f"{page.url}/scherm")
    code = page.inner_text(".plateau-code")
    phone.goto(f"{server}/w?code={code}")
    well_made(phone)
    join(phone, server, code, "Anna")
    with_two_more = [visitor(width=360).page for _ in range(2)]
    for number, other in enumerate(with_two_more):
        join(other, server, code, f"Collega {number}")
    expect(beamer.locator(".plateau-seats__seat")).to_have_count(3)

    def look() -> None:
        for screen in (page, beamer, phone):
            well_made(screen)

    look()
    step(page, "Beginnen")
    expect(phone.locator(".plateau-vote__choice")).to_have_count(7)
    for number, one in enumerate([phone, *with_two_more]):
        one.wait_for_selector(".plateau-vote__choice")
        one.click(f".plateau-vote__choice[value='{number + 2}']")
        expect(one.locator("[aria-pressed=true]")).to_have_count(1)
    expect(page.locator("#people")).to_contain_text("3 van 3 klaar")
    expect(beamer.locator("#now")).to_contain_text("3 van 3 klaar")
    assert "plateau-votes" not in beamer.content()
    look()
    for phase in ("Onthullen", "Bespreken", "Afspreken"):
        step(page, phase)
        for screen in (phone, beamer):
            expect(screen.locator("main")).to_contain_text(phase)
            expect(screen.locator(".plateau-votes").first).to_be_visible()
        look()
    page.check("input[name=value][value='3']")
    page.fill("#reason", "Wij doen het de ene keer wel, de andere keer niet.")
    page.fill("#action", "Elke maand samen kijken")
    page.fill("#owner", "Anna")
    step(page, "Vastleggen en verder")
    page.wait_for_url("**/verslag")
    well_made(page)
    assert "Elke maand samen kijken" in page.inner_text("main")
    expect(phone.locator("h1")).to_have_text("De werksessie is afgelopen")
    well_made(phone)
    expect(beamer.locator("h1")).to_have_text("Dank voor het meedoen")
    for someone in (facilitator, member):
        assert someone.complaints == []


def test_twenty_browsers_with_a_dying_laptop_and_a_lost_phone(
    browser: Browser, visitor: MakeVisitor, server: str
) -> None:
    first = visitor()
    first.log_in("directeur@lindervaart.example")
    address = start(first, numbers=2)
    code = first.page.inner_text(".plateau-code")
    contexts: list[BrowserContext] = []
    phones: list[Page] = []
    try:
        for number in range(PHONES):
            contexts.append(browser.new_context(viewport={"width": 360, "height": 700}, locale="nl-NL"))
            phones.append(contexts[-1].new_page())
            join(phones[-1], server, code, f"Deelnemer {number}", ("staf", "management")[number % 2])
        expect(first.page.locator("#people")).to_contain_text(f"{PHONES} deelnemers")
        step(first.page, "Beginnen")
        for number, phone in enumerate(phones[:-1]):
            phone.wait_for_selector(".plateau-vote__choice")
            phone.click(f".plateau-vote__choice[value='{number % 5 + 1}']")
        # The facilitator's laptop dies; another device goes on where the session stood.
        first.context.close()
        second = visitor()
        second.log_in("directeur@lindervaart.example")
        second.page.goto(address)
        expect(second.page.locator("#people")).to_contain_text(f"{PHONES - 1} van {PHONES} klaar")
        # A phone loses its connection, misses nothing it should not, and votes when it is back.
        contexts[-1].set_offline(True)
        expect(phones[-1].locator("[data-live-lost]")).to_be_visible()
        contexts[-1].set_offline(False)
        phones[-1].click(".plateau-vote__choice[value='5']")
        expect(second.page.locator("#people")).to_contain_text(f"{PHONES} van {PHONES} klaar")
        # Another is closed and opened again: same seat, same vote.
        phones[0].close()
        phones[0] = contexts[0].new_page()
        phones[0].goto(f"{server}/w")
        expect(phones[0].locator("[aria-pressed=true]")).to_have_attribute("value", "1")
        assert "plateau-votes" not in phones[0].content()
        begin = time.monotonic()
        step(second.page, "Onthullen")
        for phone in phones:
            phone.wait_for_selector(".plateau-votes")
        assert time.monotonic() - begin < REVEAL_S
        texts = {re.sub(r"U stemde: .*", "", phone.inner_text("#now")) for phone in phones}
        assert len(texts) == 1
        step(second.page, "Bespreken")
        step(second.page, "Afspreken")
        step(second.page, "Verder zonder besluit")
        late = visitor(width=360)
        join(late.page, server, code, "Laatkomer")
        assert "agendapunt 2 van 2" in late.page.inner_text("#now")
        assert late.complaints == []
        second.page.click("summary:has-text('beëindigen')")
        step(second.page, "Nu beëindigen")
        second.page.wait_for_url("**/verslag")
        for phone in phones[:3]:
            expect(phone.locator("h1")).to_have_text("De werksessie is afgelopen")
        assert second.complaints == []
    finally:
        for context in contexts:
            with suppress(Exception):
                context.close()


def test_it_works_without_javascript(visitor: MakeVisitor, server: str) -> None:
    facilitator, member = visitor(script=False), visitor(width=360, script=False)
    facilitator.log_in("directeur@lindervaart.example")
    start(facilitator)
    page, phone = facilitator.page, member.page
    join(phone, server, page.inner_text(".plateau-code"), "Anna")
    step(page, "Beginnen")
    phone.click("a:has-text('Verversen')")
    phone.click(".plateau-vote__choice[value='4']")
    assert "Uw stem is binnen" in phone.inner_text("main")
    page.click("a:has-text('Verversen')")
    assert "1 van 1 klaar" in page.inner_text("#people")
    page.click("summary:has-text('beëindigen')")
    step(page, "Nu beëindigen")
    assert "is niet getoond." in page.inner_text("main")


def test_a_scan_is_voted_on_by_its_own_answers(visitor: MakeVisitor, server: str) -> None:
    facilitator, member = visitor(), visitor(width=320)
    page, phone = facilitator.log_in("directeur@lindervaart.example"), member.page
    organisation = facilitator.round_url.rsplit("/metingen/", 1)[0]
    page.goto(f"{organisation}/metingen/nieuw")
    page.select_option("#questionnaire", "draagvlak")
    page.fill("#name", "Draagvlak in één middag")
    page.check("#open_now")
    page.click("main button:has-text('Meting maken')")
    page.click("text=Naar de werksessies")
    for field in page.locator("input[name^=number-]").all()[1:]:
        field.fill("")
    page.click("button:has-text('Werksessie starten')")
    page.wait_for_selector(".plateau-code")
    join(phone, server, page.inner_text(".plateau-code"), "Anna")
    step(page, "Beginnen")
    phone.click(".plateau-vote__choice[value='neutraal']")
    expect(phone.locator("[aria-pressed=true]")).to_have_count(1)
    well_made(phone)
    # Enough people in two roles, for the table per role is what has to fit.
    others = [visitor(width=360).page for _ in range(5)]
    for number, other in enumerate(others):
        join(
            other,
            server,
            page.inner_text(".plateau-code"),
            f"Collega {number}",
            ("management", "staf")[number > 1],
        )
        other.click(f".plateau-vote__choice >> nth={number % 3}")
        expect(other.locator("[aria-pressed=true]")).to_have_count(1)
    expect(page.locator("#people")).to_contain_text("6 van 6 klaar")
    well_made(page)
    step(page, "Onthullen")
    expect(phone.locator("main")).to_contain_text("In de zaal, per rol")
    well_made(phone)
