"""A director corrects an estimate; ours stays beside it, and the roadmap reckons with it."""

from collections.abc import Mapping

from bs4 import BeautifulSoup

from plateau.catalogue.loader import catalogue
from plateau.catalogue.model import Kind
from plateau.database import Database
from plateau.tailoring.operations import catalogue_of
from tests.integration.conftest import LogIn, World

ITEM = catalogue().interventions_for(Kind.GEMEENTE)[0]


def fields(html: str) -> dict[str, str]:
    """What a browser would send back."""
    page = BeautifulSoup(html, "html.parser")
    form = page.select_one("main form")
    assert form
    found = {str(item["name"]): str(item.get("value", "")) for item in form.select("input")}
    return found | {str(item["name"]): item.get_text().strip() for item in form.select("textarea")}


def url(world: World, slug: str = ITEM.id) -> str:
    return f"{world.base}/schattingen/{slug}"


def changed(values: Mapping[str, str], **more: str) -> dict[str, str]:
    return {**values, "go": "save", **more}


def test_an_own_estimate_is_stored_beside_ours(world: World, log_in: LogIn, app_database: Database) -> None:
    client = log_in("director")
    values = fields(client.get(url(world)).text)
    saved = client.post(
        url(world),
        data=changed(values, **{"one_off_cost_eur-high": "9.999.999", "reason": "Offerte van maart"}),
        follow_redirects=True,
    ).text
    assert "Uw schatting is opgeslagen." in saved
    assert "Schatting van plateau" in saved
    assert "Offerte van maart" in client.get(f"{world.base}/schattingen").text
    with app_database.reading() as session:
        own = catalogue_of(session, organisation_id=world.organisation.id, catalogue=catalogue())
        other = catalogue_of(session, organisation_id=world.stranger.id, catalogue=catalogue())
    assert own.intervention(ITEM.id).one_off_cost_eur.high == 9_999_999
    assert other is catalogue()

    values = fields(client.get(url(world)).text)
    back = client.post(url(world), data={**values, "go": "back"}, follow_redirects=True).text
    assert "U gebruikt weer de schatting van plateau." in back
    assert "9.999.999" in back  # the history keeps it
    with app_database.reading() as session:
        assert (
            catalogue_of(session, organisation_id=world.organisation.id, catalogue=catalogue()) is catalogue()
        )


def test_bad_numbers_get_a_message_and_stay(world: World, log_in: LogIn) -> None:
    client = log_in("director")
    values = fields(client.get(url(world)).text)
    for name, value, message in (
        ("duration_months-low", "drie", "Vul een heel getal in"),
        ("duration_months-low", "0", "ten minste een maand"),
        ("one_off_cost_eur-low", "99.999.999", "van laag naar hoog"),
        ("reason", "", "Schrijf op waarom"),
    ):
        answer = client.post(url(world), data=changed(values, **{"reason": "Omdat.", name: value}))
        assert answer.status_code == 422, name
        assert message in answer.text
        assert value in answer.text


def test_two_people_at_once_see_each_other(world: World, log_in: LogIn) -> None:
    director, consultant = log_in("director"), log_in("consultant")
    values = fields(director.get(url(world)).text)
    consultant.post(url(world), data=changed(values, reason="Van de adviseur"))
    stale = director.post(url(world), data=changed(values, reason="Van de directeur"))
    assert stale.status_code == 409
    assert "Van de adviseur" in stale.text
    assert "Van de directeur" in stale.text
    again = director.post(url(world), data=changed(fields(stale.text)), follow_redirects=True)
    assert "Uw schatting is opgeslagen." in again.text


def test_what_is_not_for_this_kind_of_organisation_is_not_found(world: World, log_in: LogIn) -> None:
    other = catalogue().interventions_for(Kind.AANBIEDER)[0]
    client = log_in("director")
    assert client.get(url(world, other.id)).status_code == 404
    assert client.get(url(world, "gemeente.niets")).status_code == 404
