"""A round with an own questionnaire: every page asks and shows the version that it started with."""

from datetime import timedelta
from uuid import UUID

import pytest
import yaml
from bs4 import BeautifulSoup
from flask import Flask
from flask.testing import FlaskClient

from plateau.assessment import store as assessment_store
from plateau.catalogue.own import example_yaml
from plateau.database import Database, new_id
from plateau.web.clock import KEY as CLOCK
from tests.integration.conftest import NOW, LogIn, World
from tests.integration.roadmap.situations import aim
from tests.integration.tailoring.questionnaires import PLATEAUS, SCAN, changed, store
from tests.police.test_pages import check_page

QUESTIONS = {"plateaus": "criteria", "scan": "questions"}
OLD, NEW = "Wie komt bij mensen thuis, en met welke vraag?", "Wie komt er langs?"


def start(client: FlaskClient, world: World, questionnaire: str, name: str = "Eigen meting") -> str:
    round_id = str(new_id())
    answer = client.post(
        f"{world.base}/metingen/nieuw",
        data={
            "round_id": round_id,
            "name": name,
            "is_baseline": "yes",
            "anonymity": "named",
            "minimum_group": "3",
            "questionnaire": questionnaire,
            "open_now": "y",
        },
    )
    assert answer.status_code == 302, answer.text
    return f"{world.base}/metingen/{round_id}"


def hand_in(client: FlaskClient, url: str, choice: int = 1) -> None:
    """Answer every question with its option number `choice`, from the page's own fields."""
    index = BeautifulSoup(client.get(f"{url}/vragenlijst").text, "lxml")
    areas = {str(link["href"]).partition("#")[0] for link in index.select("a[href*='/vragenlijst/']")}
    for area in sorted(area for area in areas if not area.endswith("/nakijken")):
        page = BeautifulSoup(client.get(area).text, "lxml")
        revision = page.select_one("input[name=revision]")
        assert revision is not None, area
        fields = {"revision": str(revision["value"]), "go": "stay"}
        for choices in page.select(".plateau-choice__options"):
            options = choices.select("input[type=radio]")
            fields[str(options[0]["name"])] = str(options[choice % len(options)]["value"])
        assert client.post(area, data=fields).status_code == 302
    assert client.post(f"{url}/vragenlijst/nakijken").status_code == 302


@pytest.mark.parametrize("language", ["nl", "en"])
def test_a_scan_of_ones_own_from_choice_to_profile(world: World, log_in: LogIn, language: str) -> None:
    director = log_in("director")
    director.post("/taal", data={"language": language})
    store(director, world, example_yaml("scan"))
    url = start(director, world, SCAN)
    hand_in(director, url)
    for page in ("", "/profiel", "/vragenlijst", "/deelnemers", "/uitnodigingen"):
        answer = director.get(f"{url}{page}")
        assert answer.status_code == 200, page
        check_page(answer.text)
    text = director.get(f"{url}/profiel").text
    assert ("Gesprekken in de wijk" if language == "nl" else "Conversations in the neighbourhood") in text
    assert director.get(f"{url}/ambitie").status_code == 404
    assert director.get(f"{url}/roadmap").status_code == 404
    assert director.get(f"{url}/rapport").status_code == 404


def test_plateaus_of_ones_own_from_choice_to_report(
    world: World, log_in: LogIn, app_database: Database
) -> None:
    director = log_in("director")
    store(director, world, example_yaml("plateaus"))
    url = start(director, world, PLATEAUS)
    for person, choice in (("director", 0), ("member", 1), ("member-two", 1)):
        hand_in(log_in(person), url, choice)
    for page in ("/profiel", "/verschillen", "/kwaliteit", "/ambitie", "/deelnemers", "/werksessie"):
        answer = director.get(f"{url}{page}")
        assert answer.status_code == 200, page
        check_page(answer.text)
    assert "Huisbezoek" in director.get(f"{url}/profiel").text
    with app_database.transaction() as session:
        aim(session, world.actor("director"), UUID(url.rsplit("/", 1)[-1]))
    for page in ("/roadmap", "/roadmap/instellingen", "/roadmap/scenarios", "/rapport"):
        assert director.get(f"{url}{page}").status_code == 200, page
    computed = director.post(f"{url}/roadmap/berekenen", follow_redirects=True)
    assert computed.status_code == 200
    assert "radar" not in director.get(f"{url}/profiel").text  # two areas make a line
    assert "Plateau kent geen maatregelen bij uw eigen onderwerpen" in computed.text
    assert "Plan deze stap buiten de roadmap." in computed.text
    report = director.get(f"{url}/rapport/rapport.pdf")
    assert report.status_code == 200
    assert report.data.startswith(b"%PDF")


@pytest.mark.parametrize("what_happens", ["a newer version", "withdrawn"])
def test_a_running_round_keeps_its_words(
    world: World, log_in: LogIn, app_database: Database, what_happens: str
) -> None:
    director = log_in("director")
    store(director, world, example_yaml("plateaus"))
    url = start(director, world, PLATEAUS)
    hand_in(log_in("member"), url)
    if what_happens == "withdrawn":
        director.post(f"{world.base}/vragenlijsten/{PLATEAUS}/intrekken")
    else:
        store(director, world, changed("plateaus", samen1=NEW), seen=1)
    hand_in(director, url)
    for page in ("/vragenlijst/nakijken", "/profiel", "/verschillen"):
        assert NEW not in director.get(f"{url}{page}").text
    consultant = log_in("member-two")
    assert OLD in consultant.get(f"{url}/vragenlijst/ps").text
    if what_happens == "withdrawn":
        return
    later = start(director, world, PLATEAUS, "Later")
    assert NEW in consultant.get(f"{later}/vragenlijst/ps").text
    with app_database.reading() as session:
        rounds = assessment_store.rounds(session, world.organisation.id)
    own = {item.name: item.instrument_version for item in rounds if item.instrument_id == PLATEAUS}
    assert own == {"Eigen meting": 1, "Later": 2}


@pytest.mark.parametrize("withdrawn", [False, True])
def test_the_same_measurement_again_asks_the_newest_version_that_is_offered(
    world: World, log_in: LogIn, withdrawn: bool
) -> None:
    director = log_in("director")
    store(director, world, example_yaml("plateaus"))
    url = start(director, world, PLATEAUS)
    store(director, world, changed("plateaus", samen1=NEW), seen=1)
    line = "Deze meting vraagt versie 2, “Eigen meting” vroeg versie 1."
    assert line in director.get(f"{world.base}/metingen/nieuw?van={url.rsplit('/', 1)[-1]}").text
    assert "Inmiddels is er versie 2." in director.get(url).text
    difference = director.get(f"{url}/nieuwe-versie")
    check_page(difference.text)
    assert OLD in difference.text
    assert NEW in difference.text
    if withdrawn:
        director.post(f"{world.base}/vragenlijsten/{PLATEAUS}/intrekken")
        assert "Inmiddels" not in director.get(url).text
        assert "Een nieuwere versie is er niet." in director.get(f"{url}/nieuwe-versie").text
    again = str(new_id())
    director.post(
        f"{world.base}/metingen/nieuw",
        data={
            "round_id": again,
            "copy_of": url.rsplit("/", 1)[-1],
            "name": "Nog eens",
            "is_baseline": "no",
            "anonymity": "named",
            "minimum_group": "3",
            "open_now": "y",
        },
    )
    expected = OLD if withdrawn else NEW
    assert expected in director.get(f"{world.base}/metingen/{again}/vragenlijst/ps").text


@pytest.mark.parametrize(("name", "questionnaire"), [("plateaus", PLATEAUS), ("scan", SCAN)])
def test_own_questionnaires_go_over_time_too(
    app: Flask, world: World, log_in: LogIn, name: str, questionnaire: str
) -> None:
    director = log_in("director")
    store(director, world, example_yaml(name))
    hand_in(director, start(director, world, questionnaire, "Eerst"), 0)
    first = yaml.safe_load(example_yaml(name))[QUESTIONS[name]][0]["id"]
    store(director, world, changed(name, **{first: NEW}), seen=1)
    app.extensions[CLOCK] = lambda: NOW + timedelta(hours=1)
    hand_in(director, start(director, world, questionnaire, "Daarna"), 1)
    page = director.get(f"{world.base}/metingen/verloop?vragenlijst={questionnaire}").text
    check_page(page)
    assert "Van “Eerst” naar “Daarna”." in page
    assert page.count("anders gevraagd dan toen") == 1
    assert "De vragenlijst met plateaus" in page  # of plateau itself, one click away
    assert questionnaire in director.get(f"{world.base}/metingen/verloop").text
    stranger = log_in("outsider").get(
        f"/organisaties/{world.stranger.id}/metingen/verloop?vragenlijst={questionnaire}"
    )
    assert stranger.status_code == 404


def test_an_own_round_stands_on_the_dashboard_beside_the_others(world: World, log_in: LogIn) -> None:
    director = log_in("director")
    store(director, world, example_yaml("scan"))
    start(director, world, SCAN)
    page = director.get(world.base).text
    assert "Nulmeting" in page
    assert "Wijkscan" in page
