"""A round with a scan: chosen, filled in, handed in and read; without ambition or roadmap."""

from uuid import UUID

import pytest
from bs4 import BeautifulSoup
from flask.testing import FlaskClient

from plateau.assessment import store
from plateau.catalogue.loader import catalogue
from plateau.catalogue.scan import Scan
from plateau.database import Database, new_id
from tests.integration.conftest import LogIn, World
from tests.integration.roadmap.situations import aim, measure
from tests.police.test_pages import check_page

SCANS = catalogue().scans


def start(client: FlaskClient, world: World, scan: str) -> str:
    round_id = str(new_id())
    answer = client.post(
        f"{world.base}/metingen/nieuw",
        data={
            "round_id": round_id,
            "name": "Scan",
            "is_baseline": "yes",
            "anonymity": "named",
            "minimum_group": "3",
            "questionnaire": scan,
            "open_now": "y",
        },
    )
    assert answer.status_code == 302, answer.text
    return f"{world.base}/metingen/{round_id}"


def fill_in(client: FlaskClient, url: str, scan: Scan, choice: int) -> None:
    for part in scan.parts:
        fields = {
            question.id.replace(".", "-"): question.options[choice % len(question.options)].key
            for question in scan.in_area(part.id)
        }
        page = BeautifulSoup(client.get(f"{url}/vragenlijst/{part.id}").text, "lxml")
        revision = page.select_one("input[name=revision]")
        assert revision is not None
        answer = client.post(
            f"{url}/vragenlijst/{part.id}", data={"revision": revision["value"], "go": "stay", **fields}
        )
        assert answer.status_code == 302, answer.text
    assert client.post(f"{url}/vragenlijst/nakijken").status_code == 302


@pytest.mark.parametrize(
    "scan", [scan for scan in SCANS if scan.kind in {None, "gemeente"}], ids=lambda s: s.id
)
@pytest.mark.parametrize("language", ["nl", "en"])
def test_from_choice_to_profile(log_in: LogIn, world: World, scan: Scan, language: str) -> None:
    director = log_in("director")
    director.post("/taal", data={"language": language})
    url = start(director, world, scan.id)
    check_page(director.get(f"{url}/profiel").text)
    for page in ("vragenlijst", *(f"vragenlijst/{part.id}" for part in scan.parts), "vragenlijst/nakijken"):
        check_page(director.get(f"{url}/{page}").text)
    fill_in(director, url, scan, choice=-1)
    for name in ("member", "member-two"):
        fill_in(log_in(name), url, scan, choice=0)
    text = director.get(f"{url}/profiel").text
    check_page(text)
    first = scan.criteria[0]
    assert first.question.in_language(language).replace("'", "&#39;") in text
    words = BeautifulSoup(text, "lxml").select_one("tbody tr td")
    assert words is not None
    assert words.get_text(strip=True) == first.scale.poles[0].name.in_language(language)


def test_answers_are_kept_by_key_and_shown_again(log_in: LogIn, world: World, app_database: Database) -> None:
    client = log_in("member")
    url = start(log_in("director"), world, "draagvlak")
    part = "draagvlak-instelling"
    data = {"revision": "0", "go": "stay", "draagvlak-bestuur": "oneens", "draagvlak-partners": "weet_niet"}
    assert client.post(f"{url}/vragenlijst/{part}", data=data).status_code == 302
    page = BeautifulSoup(client.get(f"{url}/vragenlijst/{part}").text, "lxml")
    assert [field["value"] for field in page.select("input:checked")] == ["oneens", "weet_niet"]
    assert "Oneens" in client.get(f"{url}/vragenlijst/nakijken").text
    with app_database.reading() as session:
        response = store.find_response(
            session, round_id=UUID(url.rsplit("/", 1)[1]), person_id=world.people["member"].id
        )
    assert response is not None
    assert response.answers["draagvlak.bestuur"].option == "oneens"


def test_an_option_of_another_scale_is_refused(log_in: LogIn, world: World) -> None:
    url = start(log_in("director"), world, "draagvlak")
    data = {"revision": "0", "draagvlak-bestuur": "3"}
    answer = log_in("member").post(f"{url}/vragenlijst/draagvlak-instelling", data=data)
    assert answer.status_code == 422


def test_what_another_window_chose_is_said_in_words(log_in: LogIn, world: World) -> None:
    client = log_in("member")
    url = f"{start(log_in('director'), world, 'draagvlak')}/vragenlijst/draagvlak-instelling"
    client.post(url, data={"revision": "0", "draagvlak-bestuur": "eens"})
    answer = client.post(url, data={"revision": "0", "draagvlak-bestuur": "oneens"})
    assert answer.status_code == 409
    assert "In een ander venster koos u: Eens" in answer.text


@pytest.mark.parametrize("page", ["ambitie", "roadmap", "roadmap/instellingen", "rapport"])
def test_nothing_rests_on_plateaus_that_are_not_there(log_in: LogIn, world: World, page: str) -> None:
    client = log_in("director")
    url = start(client, world, "draagvlak")
    answer = client.get(f"{url}/{page}")
    assert answer.status_code == 404
    assert "Deze pagina bestaat niet." in answer.text
    profile = client.get(f"{url}/profiel").text
    assert f"{url}/{page}" not in profile


def test_people_are_invited_to_a_scan_as_to_any_measurement(log_in: LogIn, world: World) -> None:
    client = log_in("director")
    url = start(client, world, "draagvlak")
    for page in ("", "/deelnemers"):
        text = client.get(url + page).text
        check_page(text)
    assert "Draagvlak bij instellingen" in client.get(f"{url}/deelnemers").text


def test_a_scan_stays_beside_the_measurement_on_the_dashboard(log_in: LogIn, world: World) -> None:
    client = log_in("director")
    url = start(client, world, "draagvlak")
    main = client.get(world.base).text
    assert "Nulmeting" in main
    assert "Draagvlak en draagkracht" in main
    assert f"{world.round_url}/ambitie" in main
    own = client.get(f"{world.base}?meting={url.rsplit('/', 1)[1]}").text
    check_page(own)
    assert f"{url}/profiel" in own
    assert f"{url}/ambitie" not in own
    fill_in(client, url, next(scan for scan in SCANS if scan.id == "draagvlak"), choice=0)
    assert "Bekijk het profiel" in client.get(f"{world.base}?meting={url.rsplit('/', 1)[1]}").text


def test_a_questionnaire_for_another_kind_is_refused(log_in: LogIn, world: World) -> None:
    data = {"round_id": str(new_id()), "name": "Scan", "is_baseline": "yes", "questionnaire": "aanbieder"}
    assert log_in("director").post(f"{world.base}/metingen/nieuw", data=data).status_code == 422


def test_support_and_capacity_advise_on_the_pace_of_the_roadmap(
    log_in: LogIn, world: World, app_database: Database
) -> None:
    client = log_in("director")
    with app_database.transaction() as session:
        measure(session, world.actor("member"), world.round.id)
        aim(session, world.actor("director"), world.round.id)
    settings = f"{world.round_url}/roadmap/instellingen"
    title = "Draagvlak en draagkracht: wat dat van het tempo vraagt"
    assert title not in client.get(settings).text
    scan = next(item for item in SCANS if item.id == "draagvlak")
    url = start(client, world, scan.id)
    assert title not in client.get(settings).text
    fill_in(client, url, scan, choice=0)
    text = client.get(settings).text
    check_page(text)
    assert title in text
    assert "Instellingen staan er niet achter." in text
    assert "Families, vrijwilligers en werkgevers kunnen weinig erbij hebben." in text
