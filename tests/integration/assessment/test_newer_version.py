"""Going over to a newer version: the one that was looked at, and nobody is asked more without a word."""

from collections.abc import Iterable
from dataclasses import replace

import pytest
from bs4 import BeautifulSoup
from flask.testing import FlaskClient

from plateau.assessment import operations, store
from plateau.assessment.model import Participant, Perspective, RoundDetails
from plateau.catalogue.loader import catalogue
from plateau.catalogue.own import example_yaml
from plateau.catalogue.scan import Questionnaire
from plateau.database import Database, new_id
from plateau.tailoring.operations import offered_questionnaires
from tests.integration.conftest import NOW, LogIn, World
from tests.integration.tailoring.questionnaires import PLATEAUS, changed
from tests.integration.tailoring.questionnaires import store as bring
from tests.police.test_pages import check_page

INSTALLED = next(scan for scan in catalogue().scans if scan.id == "draagvlak")
#: What an adapted content asked under the same number: one part more.
ADAPTED = replace(
    INSTALLED,
    parts=(*INSTALLED.parts, replace(INSTALLED.parts[0], id="draagvlak-extra")),
    criteria=(
        *INSTALLED.criteria,
        replace(INSTALLED.criteria[0], id="draagvlak.extra", area="draagvlak-extra"),
    ),
)
ONE = "Van de gebieden van Els staat er geen meer in de nieuwe versie. Deze persoon krijgt dan alle vragen."
MORE = "Van de gebieden van deze mensen staat er geen meer in de nieuwe versie: Bo, Els. Zij krijgen dan alle vragen."


def prepare(database: Database, world: World, asked: Questionnaire, only_extra: Iterable[str] = ()) -> str:
    """A round that was never open, with people who are asked one part; its address."""
    areas = {"Jan": {"draagvlak-extra", INSTALLED.parts[0].id}, "Ali": set[str]()}
    areas |= {name: {"draagvlak-extra"} for name in only_extra}
    with database.transaction() as session:
        item = operations.prepare_round(
            session,
            actor=world.actor("director"),
            instrument=asked,
            details=RoundDetails(name="In voorbereiding", is_baseline=True),
            now=NOW,
            round_id=new_id(),
        )
        for name, own in areas.items():
            someone = Participant(new_id(), item.id, None, name, None, Perspective.PARTNER, frozenset(own))
            store.add_participant(session, someone)
    return f"{world.base}/metingen/{item.id}"


def read(client: FlaskClient, url: str) -> BeautifulSoup:
    answer = client.get(url)
    assert answer.status_code == 200, url
    check_page(answer.text)
    return BeautifulSoup(answer.text, "lxml")


def take(client: FlaskClient, url: str) -> str:
    """Press the button of the page; what is told then."""
    button = read(client, f"{url}/nieuwe-versie").select_one("button[name=digest]")
    assert button is not None
    pressed = {"digest": str(button["value"])}
    return client.post(f"{url}/nieuwe-versie", data=pressed, follow_redirects=True).text


@pytest.mark.parametrize(("names", "words"), [((), None), (("Els",), ONE), (("Els", "Bo"), MORE)])
def test_the_page_names_who_would_be_asked_all(
    world: World, log_in: LogIn, app_database: Database, names: tuple[str, ...], words: str | None
) -> None:
    director = log_in("director")
    url = prepare(app_database, world, ADAPTED, only_extra=names)
    example = url.rsplit("/", 1)[-1]
    for page in (f"{url}/nieuwe-versie", f"{world.base}/metingen/nieuw?van={example}"):
        found = [
            alert.get_text(" ", strip=True)
            for alert in read(director, page).select(".utrecht-alert--warning")
        ]
        assert found == ([words] if words else []), page


def test_other_content_under_the_same_number_is_told_from_it(
    world: World, log_in: LogIn, app_database: Database
) -> None:
    director = log_in("director")
    url = prepare(app_database, world, ADAPTED)
    assert "Inmiddels is er versie 1 (aangepast)." in read(director, url).get_text()
    assert "Van versie 1 naar versie 1 (aangepast)" in read(director, f"{url}/nieuwe-versie").get_text()
    assert "De meting vraagt nu versie 1." in take(director, url)
    assert "Een nieuwere versie is er niet." in read(director, f"{url}/nieuwe-versie").get_text()


def test_a_round_with_an_own_questionnaire_goes_over_too(
    world: World, log_in: LogIn, app_database: Database
) -> None:
    director = log_in("director")
    bring(director, world, example_yaml("plateaus"))
    with app_database.reading() as session:
        (own,) = offered_questionnaires(session, organisation_id=world.organisation.id)
    url = prepare(app_database, world, own)
    bring(director, world, changed("plateaus", samen1="Wie komt er langs?"), seen=1)
    assert own.id == PLATEAUS
    assert "De meting vraagt nu versie 2." in take(director, url)
