"""A director sets up a measurement with twelve people; one of them answers on a phone, without an account."""

import itertools

from plateau.catalogue.loader import catalogue
from tests.e2e.conftest import MakeVisitor
from tests.e2e.well_made import well_made

INSTRUMENT = catalogue().instrument("gemeente")
NUMBERS = itertools.count(1)
PERSPECTIVES = ["bestuur", "management", "professionals", "staf", "partner", "clienten"]
PEOPLE = "\n".join(
    f"Proef Persoon {number}; proef{number}@voorbeeld.example; {PERSPECTIVES[number % 6]}; sb, mv"
    for number in range(1, 13)
)


def test_twelve_people_and_a_phone(visitor: MakeVisitor) -> None:
    director = visitor()
    page = director.log_in("directeur@lindervaart.example")
    page.click("text=Nieuwe meting")
    page.fill("#name", f"Proefmeting {next(NUMBERS)}")
    page.fill("#period", "voorjaar 2027")
    page.select_option("#is_baseline", "no")
    page.select_option("#anonymity", "anonymous")
    page.click("text=Meting maken")
    page.wait_for_selector("text=Voorbereiding")
    well_made(director.page)

    page.click("text=Deelnemers bekijken")
    page.fill("#people", PEOPLE.replace("proef7@voorbeeld.example", "proef7"))
    page.click("main button:has-text('Toevoegen')")
    page.wait_for_selector("text=“proef7” is geen e-mailadres.")
    well_made(director.page)
    page.fill("#people", PEOPLE)
    page.click("main button:has-text('Toevoegen')")
    page.wait_for_selector("text=12 deelnemers toegevoegd.")
    well_made(director.page)

    page.click("text=Uitnodigingen met links en QR-codes")
    page.click("text=Links maken")
    page.wait_for_selector("text=12 links gemaakt.")
    assert page.locator(".plateau-qr").count() == 12
    well_made(director.page)
    href = page.locator("li:has(h2:text-is('Proef Persoon 1')) a").get_attribute("href")
    assert href

    phone = visitor(width=360)
    phone.page.goto(href)
    assert "nog niet open" in phone.page.inner_text("main")

    page.click("nav[aria-label=Kruimelpad] >> text=Meting beheren")
    page.click("text=Meting openen")
    page.wait_for_selector("text=De meting is anoniem")
    well_made(director.page)
    page.click("main button:has-text('Meting openen')")
    page.wait_for_selector("text=De meting staat nu op “open”.")
    well_made(director.page)

    phone.page.reload()
    assert "De meting is anoniem: alleen u ziet uw eigen antwoorden." in phone.page.inner_text("main")
    well_made(phone.page)
    phone.page.click("main button:has-text('Beginnen')")
    phone.page.wait_for_url("**/m/vragenlijst")
    well_made(phone.page)
    phone.page.click("main a:has-text('Beginnen')")
    for area in ("sb", "mv"):
        phone.page.wait_for_url(f"**/m/vragenlijst/{area}")
        well_made(phone.page)
        for criterion in INSTRUMENT.in_area(area):
            phone.page.check(f'input[name="{criterion.id.replace(".", "-")}"][value="3"]')
        phone.page.wait_for_selector('[data-save-state][data-state="saved"]')
        phone.page.click("text=Opslaan en verder")
    phone.page.wait_for_url("**/m/vragenlijst/nakijken")
    assert "Alle vragen hebben een antwoord." in phone.page.inner_text("main")
    well_made(phone.page)
    phone.page.click("main button:has-text('Inleveren')")
    phone.page.wait_for_selector("text=U hebt uw vragenlijst ingeleverd.")
    well_made(phone.page)
    assert phone.complaints == []

    page.reload()
    figures = page.locator(".plateau-figures__value").all_inner_texts()
    assert figures == ["12", "1", "1"]
    # The list with a mistake came back as a 422, which the console repeats.
    assert [text for text in director.complaints if "422" not in text] == []
