"""An anonymous measurement in two browsers: the link on paper opens in one, the own link in the other."""

import itertools
import re
import time
from pathlib import Path
from uuid import UUID

import pytest
from playwright.sync_api import Page, Route

from plateau.mail.folder import FolderTransport
from plateau.mail.model import Kind
from tests.e2e.conftest import MakeVisitor, Visitor
from tests.e2e.test_every_page import check
from tests.e2e.well_made import well_made

NUMBERS = itertools.count(1)
PEOPLE = "Piet Papier; ; staf; sb\nMia Mail; mia@voorbeeld.example; staf; sb"


def open_round(director: Visitor) -> str:
    """An open anonymous measurement with two people and their links; gives its address."""
    page = director.log_in("directeur@lindervaart.example")
    page.click("text=Nieuwe meting")
    page.fill("#name", f"Anonieme meting {next(NUMBERS)}")
    page.select_option("#is_baseline", "no")
    page.select_option("#anonymity", "anonymous")
    page.click("text=Meting maken")
    page.wait_for_selector("text=Voorbereiding")
    url = page.url
    page.goto(f"{url}/deelnemers")
    page.fill("#people", PEOPLE)
    page.click("main button:has-text('Toevoegen')")
    page.goto(f"{url}/uitnodigingen")
    page.click("text=Links maken")
    page.goto(f"{url}/stand?naar=open")
    page.click("main button:has-text('Meting openen')")
    page.wait_for_selector("text=De meting staat nu op “open”.")
    return url


def paper_link(director: Visitor, url: str, name: str) -> str:
    director.page.goto(f"{url}/uitnodigingen")
    href = director.page.locator(f"li:has(h2:text-is('{name}')) a").get_attribute("href")
    assert href
    return href


def begin(visitor: Visitor, href: str) -> None:
    visitor.page.goto(href)
    visitor.page.click("main button:has-text('Beginnen')")


def test_in_use_elsewhere_and_open_by_the_own_link(visitor: MakeVisitor) -> None:
    director, phone, laptop = visitor(), visitor(width=360), visitor()
    href = paper_link(director, open_round(director), "Piet Papier")
    check(phone, href)
    begin(phone, href)
    phone.page.wait_for_url("**/m/vragenlijst")
    well_made(phone.page)
    phone.page.goto(f"{phone.page.url}/sb")
    phone.page.check('input[name="gemeente-sb1"][value="4"]')
    phone.page.wait_for_selector('[data-save-state][data-state="saved"]')
    phone.page.goto(href)  # the code on paper, scanned again
    phone.page.wait_for_url("**/m/vragenlijst")

    for other in (laptop, director):
        begin(other, href)
        other.page.wait_for_selector("h1:text-is('Deze link is al in gebruik')")
        well_made(other.page)
        other.page.goto(f"{other.server}/m/vragenlijst")
        assert "Open uw link opnieuw" in other.page.inner_text("main")

    phone.page.reload()
    assert "drukte iemand voor het laatst op “Beginnen”" in phone.page.inner_text("main")
    phone.page.click("text=Toon uw eigen link en QR-code")
    well_made(phone.page)
    own = phone.page.locator(".plateau-details__content .plateau-invitations__link a").get_attribute("href")
    assert own
    assert own != href
    laptop.page.goto(own)
    laptop.page.wait_for_url("**/m/vragenlijst")
    laptop.page.goto(f"{laptop.page.url}/sb")
    assert laptop.page.is_checked('input[name="gemeente-sb1"][value="4"]')

    phone.page.click("text=Stoppen op dit apparaat")
    phone.page.wait_for_selector("h1:text-is('U bent gestopt op dit apparaat')")
    well_made(phone.page)
    phone.page.goto(href)
    phone.page.wait_for_selector("h1:text-is('Vragenlijst voor Piet Papier')")
    assert phone.complaints == []


def test_who_stops_is_warned_of_answers_that_were_not_sent(visitor: MakeVisitor) -> None:
    director, phone = visitor(), visitor(width=360)
    begin(phone, paper_link(director, open_round(director), "Piet Papier"))
    page = phone.page
    page.wait_for_url("**/m/vragenlijst")
    page.goto(f"{page.url}/sb")
    page.route("**/m/vragenlijst/sb", lambda route: route.abort() if is_post(route) else route.continue_())
    page.check('input[name="gemeente-sb1"][value="4"]')
    page.wait_for_selector('[data-save-state][data-state="failed"]')
    page.once("dialog", lambda dialog: dialog.accept())
    page.goto(f"{phone.server}/m/vragenlijst")
    page.click("text=Stoppen op dit apparaat")
    page.wait_for_selector("text=Stopt u nu, dan verdwijnen die.")
    well_made(phone.page)
    assert [key for key in kept_here(page) if "autosave" in key]
    page.click("text=Stoppen op dit apparaat")
    page.wait_for_selector("h1:text-is('U bent gestopt op dit apparaat')")
    assert [key for key in kept_here(page) if "autosave" in key] == []


def is_post(route: Route) -> bool:
    return route.request.method == "POST"


def kept_here(page: Page) -> list[str]:
    """The keys of what the browser keeps for the pages."""
    return [
        item["name"] for origin in page.context.storage_state()["origins"] for item in origin["localStorage"]
    ]


def test_without_script(visitor: MakeVisitor) -> None:
    director, phone, laptop = visitor(), visitor(width=360, script=False), visitor(script=False)
    href = paper_link(director, open_round(director), "Piet Papier")
    begin(phone, href)
    phone.page.click("main a:has-text('Beginnen')")
    phone.page.check('input[name="gemeente-sb1"][value="2"]')
    phone.page.click("main button[value=stay]")
    phone.page.wait_for_selector("text=Opgeslagen.")
    begin(laptop, href)
    laptop.page.wait_for_selector("h1:text-is('Deze link is al in gebruik')")
    phone.page.goto(f"{phone.server}/m/vragenlijst")
    own = phone.page.locator(".plateau-details__content .plateau-invitations__link a").get_attribute("href")
    assert own
    laptop.page.goto(own)
    laptop.page.goto(f"{laptop.server}/m/vragenlijst/sb")
    assert laptop.page.is_checked('input[name="gemeente-sb1"][value="2"]')


@pytest.mark.parametrize("script", [True, False])
def test_the_own_link_comes_by_mail(visitor: MakeVisitor, demo_folder: Path, script: bool) -> None:
    director, phone, laptop = visitor(), visitor(width=360, script=script), visitor(script=script)
    url = open_round(director)
    href = paper_link(director, url, "Mia Mail")
    before = own_links(demo_folder)
    phone.page.goto(href)
    phone.page.click("text=Mail mij mijn eigen link")
    phone.page.wait_for_selector("text=Uw eigen link komt per mail")
    if script:
        well_made(phone.page)
    own = mailed(demo_folder, before)
    assert own.rsplit("/", 1)[1] != href.rsplit("/", 1)[1]
    laptop.page.goto(own)
    laptop.page.wait_for_url("**/m/vragenlijst")
    director.page.goto(f"{url}/mail")
    assert "Uw eigen link" not in director.page.inner_text("main")


def own_links(folder: Path) -> set[str]:
    """The messages with an own link."""
    mail = FolderTransport(folder / "mail")
    found = [one for place in folder.glob("mail/*") for one in mail.messages(UUID(place.name))]
    return {message.text for message in found if message.kind is Kind.OWN_LINK}


def mailed(folder: Path, before: set[str]) -> str:
    """The link in the message that was not there before, as soon as the worker has sent it."""
    end = time.monotonic() + 20
    while not (fresh := own_links(folder) - before):
        assert time.monotonic() < end, "no mail came"
        time.sleep(0.2)
    found = re.search(r"https?://\S+/m/[\w-]{43}", fresh.pop())
    assert found
    return found[0]
