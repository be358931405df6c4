"""Saving while one fills in: the state is visible, a lost connection loses nothing, two tabs neither."""

from playwright.sync_api import Route

from plateau.demo import DEMO_PASSWORD
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
    second.wait_for_selector(f'{STATE}[data-state="saved"]')
    assert "in een ander venster" in second.inner_text(STATE)
    assert second.is_checked('input[name="gemeente-lc1"][value="2"]')  # shown without reloading
    first.check('input[name="gemeente-lc2"][value="1"]')
    first.wait_for_selector(f'{STATE}[data-state="conflict"]')
    first.click("text=Bewaar wat hier staat")
    first.wait_for_selector(f'{STATE}[data-state="saved"]')
    second.check('input[name="gemeente-lc3"][value="3"]')
    second.wait_for_selector('input[name="gemeente-lc2"][value="1"]:checked')
    second.check('input[name="gemeente-lc2"][value="4"]')
    second.wait_for_selector(f'{STATE}[data-state="saved"]')
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


def test_what_was_typed_when_the_page_died_comes_back(visitor: MakeVisitor) -> None:
    _, base = new_round(visitor)
    member = visitor(width=360)
    page = member.log_in("bedrijf@lindervaart.example")
    page.goto(f"{base}/vragenlijst/mi")
    page.check('input[name="gemeente-mi1"][value="2"]')
    page.wait_for_selector(f'{STATE}[data-state="saved"]')
    member.context.set_offline(True)
    page.fill("#gemeente-mi2-comment", "getypt zonder verbinding")
    page.wait_for_selector(f'{STATE}[data-state="failed"]')
    page.close(run_before_unload=False)
    member.context.set_offline(False)
    other = member.new_page()  # meanwhile something newer was saved
    other.goto(f"{base}/vragenlijst/mi")
    other.wait_for_selector(f'{STATE}[data-state="saved"]')
    assert other.input_value("#gemeente-mi2-comment") == "getypt zonder verbinding"
    other.reload()
    assert other.input_value("#gemeente-mi2-comment") == "getypt zonder verbinding"


def test_an_answer_that_got_lost_is_no_conflict_with_oneself(visitor: MakeVisitor) -> None:
    _, base = new_round(visitor)
    member = visitor()
    page = member.log_in("wijk@lindervaart.example")
    page.goto(f"{base}/vragenlijst/lc")

    lost: list[int] = []

    def lose(route: Route) -> None:
        if route.request.method == "POST" and not lost:
            lost.append(route.fetch().status)  # the server saves it
            route.abort()  # the answer never arrives
        else:
            route.continue_()

    page.route("**/vragenlijst/lc", lose)
    page.check('input[name="gemeente-lc1"][value="2"]')
    page.wait_for_selector(f'{STATE}[data-state="failed"]')
    assert lost == [200]
    page.check('input[name="gemeente-lc1"][value="4"]')
    page.wait_for_selector(f'{STATE}[data-state="saved"]')
    page.reload()
    assert page.is_checked('input[name="gemeente-lc1"][value="4"]')


def test_who_was_logged_out_keeps_what_was_typed(visitor: MakeVisitor) -> None:
    _, base = new_round(visitor)
    member = visitor()
    page = member.log_in("sociaal@lindervaart.example")
    page.goto(f"{base}/vragenlijst/ps")
    member.context.clear_cookies()
    page.fill("#gemeente-ps1-comment", "net voor het uitloggen")
    page.wait_for_selector(f"{STATE}:has-text('U bent uitgelogd.')")
    page.click("text=Inloggen")
    page.fill("#email", "sociaal@lindervaart.example")
    page.fill("#password", DEMO_PASSWORD)
    page.click(".plateau-login__card button")
    page.wait_for_url("**/vragenlijst/ps")
    page.wait_for_selector(f'{STATE}[data-state="saved"]')
    page.reload()
    assert page.input_value("#gemeente-ps1-comment") == "net voor het uitloggen"
