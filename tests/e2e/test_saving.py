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
    # Leaving the field sends nothing again: that put a new button under a mouse that was pressed already.
    page.click("text=Inloggen", delay=500)
    page.fill("#email", "sociaal@lindervaart.example")
    page.fill("#password", DEMO_PASSWORD)
    page.click(".plateau-login__card button")
    page.wait_for_url("**/vragenlijst/ps")
    page.wait_for_selector(f'{STATE}[data-state="saved"]')
    page.reload()
    assert page.input_value("#gemeente-ps1-comment") == "net voor het uitloggen"


def test_when_the_server_does_not_answer_it_tries_again_by_itself(visitor: MakeVisitor) -> None:
    _, base = new_round(visitor)
    page = visitor().log_in("bedrijf@lindervaart.example")
    page.goto(f"{base}/vragenlijst/ps")
    refused: list[str] = []

    def refuse(route: Route) -> None:
        if route.request.method == "POST" and len(refused) < 2:
            refused.append(route.request.url)
            route.abort()
        else:
            route.continue_()

    page.route("**/vragenlijst/ps", refuse)
    page.check('input[name="gemeente-ps1"][value="3"]')
    page.wait_for_selector(f"{STATE}:has-text('wel bewaard op dit apparaat')")
    page.wait_for_selector(f'{STATE}[data-state="saved"]')
    assert len(refused) == 2
    page.reload()
    assert page.is_checked('input[name="gemeente-ps1"][value="3"]')


def test_what_was_not_sent_goes_along_with_any_page_of_the_questionnaire(visitor: MakeVisitor) -> None:
    _, base = new_round(visitor)
    member = visitor(width=360)
    page = member.log_in("wijk@lindervaart.example")
    page.goto(f"{base}/vragenlijst/mi")
    member.context.set_offline(True)
    page.check('input[name="gemeente-mi1"][value="2"]')
    page.wait_for_selector(f'{STATE}[data-state="failed"]')
    page.close(run_before_unload=False)
    member.context.set_offline(False)
    later = member.new_page()
    later.goto(f"{base}/vragenlijst")
    later.wait_for_selector("text=Antwoorden die nog op dit apparaat stonden, zijn nu verstuurd.")
    assert "1 van 4 beantwoord" in later.inner_text("main")
    later.goto(f"{base}/vragenlijst")
    later.wait_for_selector("main h1")
    assert later.locator("[data-unsent]").is_hidden()  # told once


def test_a_conflict_shows_both_and_waits_for_the_reader(visitor: MakeVisitor) -> None:
    _, base = new_round(visitor)
    member = visitor()
    first = member.log_in("sociaal@lindervaart.example")
    first.goto(f"{base}/vragenlijst/lc")
    second = visitor().log_in("sociaal@lindervaart.example")  # on another device
    second.goto(f"{base}/vragenlijst/lc")
    second.fill("#gemeente-lc1-comment", "zo zag ik het eerst")
    second.check('input[name="gemeente-lc1"][value="4"]')
    second.wait_for_selector(f'{STATE}[data-state="saved"]')
    first.check('input[name="gemeente-lc1"][value="2"]')
    first.wait_for_selector(f'{STATE}[data-state="conflict"]')
    assert "plateau 4, “zo zag ik het eerst”" in first.inner_text(STATE)
    # What one answers elsewhere is saved, and the other answer still stands.
    with first.expect_response("**/vragenlijst/lc") as saved:
        first.check('input[name="gemeente-lc2"][value="3"]')
    assert saved.value.status == 200
    first.wait_for_selector(f'{STATE}[data-state="conflict"]')
    second.reload()
    assert second.is_checked('input[name="gemeente-lc1"][value="4"]')
    assert second.is_checked('input[name="gemeente-lc2"][value="3"]')
    # Opened again without having decided, it asks again.
    first.close(run_before_unload=False)
    again = member.new_page()
    again.goto(f"{base}/vragenlijst/lc")
    again.wait_for_selector(f'{STATE}[data-state="conflict"]')
    assert again.is_checked('input[name="gemeente-lc1"][value="2"]')
    again.click("text=Neem het andere over")
    again.wait_for_selector(f'{STATE}[data-state="saved"]')
    assert again.is_checked('input[name="gemeente-lc1"][value="4"]')
    assert again.input_value("#gemeente-lc1-comment") == "zo zag ik het eerst"
    again.reload()
    assert again.is_checked('input[name="gemeente-lc1"][value="4"]')


def test_who_sends_the_form_in_a_conflict_sees_both_first(visitor: MakeVisitor) -> None:
    _, base = new_round(visitor)
    first = visitor().log_in("bedrijf@lindervaart.example")
    first.goto(f"{base}/vragenlijst/lc")
    second = visitor().log_in("bedrijf@lindervaart.example")
    second.goto(f"{base}/vragenlijst/lc")
    second.check('input[name="gemeente-lc1"][value="4"]')
    second.wait_for_selector(f'{STATE}[data-state="saved"]')
    first.check('input[name="gemeente-lc1"][value="2"]')
    first.wait_for_selector(f'{STATE}[data-state="conflict"]')
    first.click("text=Opslaan en verder")
    first.wait_for_selector("text=In een ander venster koos u: plateau 4")
    second.reload()
    assert second.is_checked('input[name="gemeente-lc1"][value="4"]')
