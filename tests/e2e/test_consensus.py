"""From difference to agreement: on a phone, by two who lead at once, and without JavaScript."""

import pytest

from tests.e2e.conftest import MakeVisitor
from tests.e2e.test_every_page import check

SLUG = "gemeente-sb3"


@pytest.mark.parametrize("language", ["nl", "en"])
def test_agreeing_on_a_topic_is_a_page_like_the_others(visitor: MakeVisitor, language: str) -> None:
    director = visitor()
    director.log_in("directeur@lindervaart.example")
    director.choose_language(language)
    check(director, f"{director.round_url}/consensus/{SLUG}")
    director.choose_language("nl")


def test_a_consultant_lays_organisations_side_by_side(visitor: MakeVisitor, server: str) -> None:
    consultant = visitor()
    consultant.page.goto(f"{server}/inloggen")
    consultant.page.fill("#email", "adviseur@plateau.example")
    consultant.page.fill("#password", "welkom-bij-plateau")
    consultant.page.click(".plateau-login__card button")
    consultant.page.click("text=Leg uw organisaties naast elkaar")
    assert "Stichting De Brugwachter" in consultant.page.inner_text("main")
    assert "Urgentie van de opgave" in consultant.page.inner_text("main")
    check(consultant, f"{server}/vergelijken")


def test_two_lead_at_once_and_neither_loses_a_word(visitor: MakeVisitor) -> None:
    """One on a phone, one without script: the second sees what the first agreed, beside what they typed."""
    phone, laptop = visitor(width=360), visitor(script=False)
    phone.log_in("directeur@lindervaart.example")
    laptop.log_in("directeur@lindervaart.example")
    topic = f"{phone.round_url}/consensus/gemeente-lc3"
    phone.page.goto(topic)
    laptop.page.goto(topic)
    assert phone.page.locator("input[type=radio]:checked").count() == 0
    phone.page.check('input[name="value"][value="2"]')
    phone.page.fill("#reason", "De raad beslist met inwoners mee.")
    phone.page.click("main .plateau-button-group button:has-text('Opslaan') >> nth=-1")
    phone.page.wait_for_url("**/consensus#gemeente-lc3")
    assert "De raad beslist met inwoners mee." in phone.page.inner_text("main")
    laptop.page.check('input[name="value"][value="3"]')
    laptop.page.fill("#reason", "Nog niet overal.")
    laptop.page.click("main .plateau-button-group button:has-text('Opslaan') >> nth=-1")
    assert "Iemand anders sprak intussen iets af" in laptop.page.inner_text("main")
    assert laptop.page.input_value("#reason") == "Nog niet overal."
    assert laptop.page.is_checked('input[name="value"][value="3"]')
    laptop.page.click("main .plateau-button-group button:has-text('Opslaan') >> nth=-1")
    laptop.page.wait_for_url("**/consensus#gemeente-lc3")
    laptop.page.goto(topic)
    earlier = laptop.page.inner_text(".utrecht-ordered-list")
    assert "Nog niet overal." in earlier
    assert "De raad beslist met inwoners mee." in earlier
