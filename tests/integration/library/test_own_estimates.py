"""Who may correct an estimate finds the way from the page that shows ours."""

from tests.integration.conftest import LogIn, World

PAGE = "/naslag/maatregelen/gemeente.zorgcooperatie"


def test_only_who_may_correct_an_estimate_is_led_there(world: World, log_in: LogIn) -> None:
    link = f"{world.base}/schattingen/gemeente.zorgcooperatie"
    assert link in log_in("director").get(PAGE).text
    assert link in log_in("consultant").get(PAGE).text
    assert link not in log_in("member").get(PAGE).text
    assert link not in log_in("director").get("/naslag/maatregelen/aanbieder.stoelendans").text
