"""Saving while one fills in: the state is visible, a lost connection loses nothing, two tabs neither."""

from tests.e2e.conftest import MakeVisitor
from tests.e2e.test_the_main_job import new_round

STATE = "[data-save-state]"


def test_the_state_of_saving_is_visible_and_survives_a_lost_connection(visitor: MakeVisitor) -> None:
    _, base = new_round(visitor)
    member = visitor(width=360)
    page = member.log_in("bedrijf@lindervaart.example")
    page.goto(f"{base}/vragenlijst/ps")
    page.check('input[name="gemeente-ps1"][value="3"]')
    page.wait_for_selector(f'{STATE}[data-state="saved"]')
    assert "Opgeslagen om" in page.inner_text(STATE)
    member.context.set_offline(True)
    page.check('input[name="gemeente-ps2"][value="4"]')
    page.wait_for_selector(f'{STATE}[data-state="failed"]')
    assert "Niet opgeslagen" in page.inner_text(STATE)
    assert "Opnieuw" in page.inner_text(STATE)
    member.context.set_offline(False)
    page.wait_for_selector(f'{STATE}[data-state="saved"]')
    page.goto(f"{base}/vragenlijst/ps")
    assert page.is_checked('input[name="gemeente-ps1"][value="3"]')
    assert page.is_checked('input[name="gemeente-ps2"][value="4"]')


def test_two_tabs_lose_nothing(visitor: MakeVisitor) -> None:
    _, base = new_round(visitor)
    member = visitor()
    first = member.log_in("bedrijf@lindervaart.example")
    first.goto(f"{base}/vragenlijst/lc")
    second = member.new_page()
    second.goto(f"{base}/vragenlijst/lc")
    first.check('input[name="gemeente-lc1"][value="2"]')
    first.wait_for_selector(f'{STATE}[data-state="saved"]')
    second.check('input[name="gemeente-lc2"][value="4"]')
    second.wait_for_selector(f'{STATE}[data-state="conflict"]')
    assert "in een ander venster" in second.inner_text(STATE)
    second.reload()
    assert second.is_checked('input[name="gemeente-lc1"][value="2"]')
    assert second.is_checked('input[name="gemeente-lc2"][value="4"]')


def test_the_keyboard_is_enough(visitor: MakeVisitor) -> None:
    _, base = new_round(visitor)
    member = visitor()
    page = member.log_in("wijk@lindervaart.example")
    page.goto(f"{base}/vragenlijst/mv")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.getAttribute('href')") == "#inhoud"
    page.focus('input[name="gemeente-mv1"][value="1"]')
    page.keyboard.press("Space")
    page.keyboard.press("ArrowDown")
    assert page.is_checked('input[name="gemeente-mv1"][value="2"]')
    page.wait_for_selector(f'{STATE}[data-state="saved"]')
