"""The questionnaire, the profile and the ambition through the web, without a browser."""

import re

import pytest
from flask import Flask

from plateau.assessment import store
from plateau.catalogue.loader import catalogue
from plateau.database import Database, new_id
from tests.integration.conftest import LogIn, World

INSTRUMENT = catalogue().instrument("gemeente")
JSON = {"Accept": "application/json"}


def area_answers(area: str, value: str = "3") -> dict[str, str]:
    return {criterion.id.replace(".", "-"): value for criterion in INSTRUMENT.in_area(area)}


def fill_in(client, world: World, value: str = "3") -> None:  # type: ignore[no-untyped-def]
    for revision, area in enumerate(("sb", "ps", "mi", "mv", "lc")):
        client.post(
            f"{world.round_url}/vragenlijst/{area}", data={"revision": revision, **area_answers(area, value)}
        )
    client.post(f"{world.round_url}/vragenlijst/nakijken", data={})


def stored(
    database: Database, world: World, name: str = "member"
) -> dict[str, tuple[str | None, int | None, str]]:
    with database.reading() as session:
        found = store.find_response(session, round_id=world.round.id, person_id=world.people[name].id)
    assert found is not None
    return {key: (answer.mark, answer.plateau, answer.comment) for key, answer in found.answers.items()}


def test_every_criterion_shows_five_statements_and_two_ways_out(log_in: LogIn, world: World) -> None:
    client = log_in("member")
    for area in ("sb", "ps", "mi", "mv", "lc"):
        page = client.get(f"{world.round_url}/vragenlijst/{area}").text
        assert page.count('type="radio"') == 7 * len(INSTRUMENT.in_area(area))
        for criterion in INSTRUMENT.in_area(area):
            assert all(level.text.nl.replace("'", "&#39;") in page for level in criterion.levels)


def test_without_script_saving_goes_on_to_the_next_area(
    log_in: LogIn, world: World, app_database: Database
) -> None:
    client = log_in("member")
    data = {
        "revision": "0",
        "gemeente-sb1": "2",
        "gemeente-sb1-comment": "  omdat\r\nhet zo is ",
        "gemeente-sb2": "weet_niet",
    }
    answer = client.post(f"{world.round_url}/vragenlijst/sb", data=data)
    assert answer.location == f"{world.round_url}/vragenlijst/ps"
    assert stored(app_database, world) == {
        "gemeente.sb1": ("plateau", 2, "omdat\nhet zo is"),
        "gemeente.sb2": ("weet_niet", None, ""),
    }
    page = client.get(f"{world.round_url}/vragenlijst/sb").text
    assert re.search(r'name="gemeente-sb1" value="2" checked', page)
    assert "omdat\nhet zo is" in page


@pytest.mark.parametrize(
    ("area", "go", "expected"),
    [
        ("sb", "stay", "/vragenlijst/sb?bewaard=1"),
        ("sb", "previous", "/vragenlijst"),
        ("lc", "next", "/vragenlijst/nakijken"),
    ],
)
def test_the_buttons_go_where_they_say(
    log_in: LogIn, world: World, area: str, go: str, expected: str
) -> None:
    answer = log_in("member").post(f"{world.round_url}/vragenlijst/{area}", data={"revision": "0", "go": go})
    assert answer.location == f"{world.round_url}{expected}"


def test_with_script_saving_answers_with_the_revision(log_in: LogIn, world: World) -> None:
    client = log_in("member")
    url = f"{world.round_url}/vragenlijst/sb"
    first = client.post(url, data={"revision": "0", "gemeente-sb1": "2"}, headers=JSON)
    assert (first.status_code, first.get_json()["revision"]) == (200, 1)
    assert re.fullmatch(r"\d\d:\d\d", first.get_json()["savedAt"])
    stale = client.post(url, data={"revision": "0", "gemeente-sb1": "4"}, headers=JSON)
    assert stale.status_code == 409
    assert "ander venster" in stale.get_json()["message"]
    wrong = client.post(url, data={"revision": "1", "gemeente-sb1": "9"}, headers=JSON)
    assert wrong.status_code == 422
    assert "gemeente-sb1" in wrong.get_json()["errors"]


def test_a_stale_page_shows_both_answers_and_keeps_what_was_typed(
    log_in: LogIn, world: World, app_database: Database
) -> None:
    client = log_in("member")
    url = f"{world.round_url}/vragenlijst/sb"
    client.post(url, data={"revision": "0", "gemeente-sb1": "2"})
    page = client.post(url, data={"revision": "0", "gemeente-sb1": "4", "gemeente-sb1-comment": "mijn tekst"})
    assert page.status_code == 409
    assert "In een ander venster koos u: plateau 2" in page.text
    assert re.search(r'name="gemeente-sb1" value="4" checked', page.text)
    assert "mijn tekst" in page.text
    assert 'name="revision" value="1"' in page.text
    assert stored(app_database, world)["gemeente.sb1"] == ("plateau", 2, "")


def test_bad_input_is_told_beside_the_field_with_everything_still_there(log_in: LogIn, world: World) -> None:
    data = {
        "revision": "0",
        "gemeente-sb1": "3",
        "gemeente-sb1-comment": "x" * 4001,
        "gemeente-sb2-comment": "blijft",
    }
    page = log_in("member").post(f"{world.round_url}/vragenlijst/sb", data=data)
    assert page.status_code == 422
    assert "hoogstens 4000 tekens" in page.text
    assert "x" * 4001 in page.text
    assert "blijft" in page.text
    assert re.search(r'name="gemeente-sb1" value="3" checked', page.text)


def test_the_review_names_what_is_open_and_asks_before_leaving_it_open(log_in: LogIn, world: World) -> None:
    client = log_in("member")
    url = f"{world.round_url}/vragenlijst/nakijken"
    assert "Er zijn nog 19 vragen open." in client.get(url).text
    refused = client.post(url, data={})
    assert refused.status_code == 422
    assert "Beantwoord de open vragen" in refused.text
    assert client.post(url, data={"leave_open": "y"}).status_code == 302
    assert "ingeleverd" in client.get(f"{world.round_url}/vragenlijst").text


def test_what_was_handed_in_is_locked_until_taken_back(
    log_in: LogIn, world: World, app_database: Database
) -> None:
    client = log_in("member")
    fill_in(client, world)
    url = f"{world.round_url}/vragenlijst/sb"
    assert client.get(url).location == f"{world.round_url}/vragenlijst"
    refused = client.post(url, data={"revision": "5", **area_answers("sb", "5")})
    assert refused.status_code == 409
    assert "al ingeleverd" in refused.text
    assert stored(app_database, world)["gemeente.sb1"][1] == 3
    client.post(f"{world.round_url}/vragenlijst/heropenen")
    assert client.get(url).status_code == 200


def test_a_closed_round_says_so(log_in: LogIn, world: World) -> None:
    to_closed = {"expected": "open"}
    answer = log_in("consultant").post(f"{world.round_url}/stand?naar=closed", data=to_closed)
    assert answer.status_code == 302
    client = log_in("member")
    answer = client.post(
        f"{world.round_url}/vragenlijst/sb", data={"revision": "0", "gemeente-sb1": "2"}, headers=JSON
    )
    assert answer.status_code == 409
    assert "gesloten" in answer.get_json()["message"]
    assert "Deze meting is gesloten" in client.get(f"{world.round_url}/vragenlijst").text


def test_the_profile_explains_its_verdicts(log_in: LogIn, world: World) -> None:
    client = log_in("member")
    assert "Er is nog geen profiel" in client.get(f"{world.round_url}/profiel").text
    fill_in(client, world, "3")
    page = client.get(f"{world.round_url}/profiel").text
    assert "Dit gebied staat op plateau 3, doelgericht." in page
    assert "Alle bekende onderwerpen staan op 3." in page
    assert "Voor plateau 4 moeten nog 5 onderwerpen die stap maken" in page
    assert "getoond vanaf 3 deelnemers" in page
    assert page.count("<svg") >= 2


def test_spread_appears_with_three_people_and_names_no_one(log_in: LogIn, world: World) -> None:
    for name, value in (("member", "2"), ("member-two", "3"), ("member-three", "weet_niet")):
        fill_in(log_in(name), world, value)
    page = log_in("director").get(f"{world.round_url}/profiel").text.replace("\N{NO-BREAK SPACE}", " ")
    assert "1× plateau 2, 1× plateau 3, 1× weet niet" in page
    for name in ("member", "member-two", "member-three"):
        assert world.people[name].name not in page


AMBITION = {"version": "0", "horizon": "2031-12-31", "motivation": "Omdat gezinnen het vragen.", "go": "save"}


def test_the_director_sets_the_ambition_and_others_read_it(log_in: LogIn, world: World) -> None:
    fill_in(log_in("member"), world, "2")
    director = log_in("director")
    url = f"{world.round_url}/ambitie"
    data = {
        **AMBITION,
        "area-sb": "4",
        "area-lc": "3",
        "gemeente-sb1": "3",
        "area-sb-motivation": "Visie eerst.",
    }
    assert director.post(url, data=data).status_code == 302
    page = director.get(url).text
    assert "te hoog gegrepen" in page
    assert "De ambitie is opgeslagen." in page
    assert "van 2 naar 3" in page
    member = log_in("member").get(url).text
    assert "Omdat gezinnen het vragen." in member
    assert "Visie eerst." in member
    assert 'name="motivation"' not in member
    assert log_in("member").post(url, data=data).status_code == 403


def test_checking_gives_advice_without_saving(log_in: LogIn, world: World, app_database: Database) -> None:
    fill_in(log_in("member"), world, "1")
    page = log_in("director").post(
        f"{world.round_url}/ambitie",
        data={"version": "0", "horizon": "2027-12-31", "area-sb": "4", "go": "check"},
    )
    assert page.status_code == 200
    assert "Kies eerst plateau 2 als tussenstap" in page.text
    with app_database.reading() as session:
        assert (
            store.find_ambition(session, organisation_id=world.organisation.id, round_id=world.round.id)
            is None
        )


def test_a_bad_ambition_keeps_what_was_typed(log_in: LogIn, world: World) -> None:
    data = {
        **AMBITION,
        "horizon": "2001-01-01",
        "motivation": "",
        "area-sb": "4",
        "area-sb-motivation": "blijft staan",
    }
    page = log_in("director").post(f"{world.round_url}/ambitie", data=data)
    assert page.status_code == 422
    assert "Kies een datum in de toekomst." in page.text
    assert "Leg in een paar zinnen uit" in page.text
    assert "blijft staan" in page.text
    assert "2001-01-01" in page.text


def test_a_stale_ambition_asks_once_more(log_in: LogIn, world: World) -> None:
    director = log_in("director")
    url = f"{world.round_url}/ambitie"
    director.post(url, data={**AMBITION, "area-sb": "4"})
    stale = director.post(url, data={**AMBITION, "area-sb": "3", "motivation": "Toch anders."})
    assert stale.status_code == 409
    assert "intussen gewijzigd" in stale.text
    assert "Toch anders." in stale.text
    assert 'name="version" value="1"' in stale.text


def test_a_new_round_sent_twice_is_one(log_in: LogIn, world: World, app_database: Database) -> None:
    client = log_in("director")
    page = client.get(f"{world.base}/metingen/nieuw").text
    found = re.search(r'name="round_id"[^>]*value="([^"]+)"', page)
    assert found
    data = {
        "round_id": found[1],
        "name": "Vervolg",
        "is_baseline": "no",
        "anonymity": "named",
        "minimum_group": "3",
    }
    for _ in range(2):
        assert client.post(f"{world.base}/metingen/nieuw", data=data).status_code == 302
    with app_database.reading() as session:
        names = [item.name for item in store.rounds(session, world.organisation.id)]
    assert sorted(names) == ["Nulmeting", "Vervolg"]
    bad = client.post(
        f"{world.base}/metingen/nieuw", data={"round_id": "x", "name": " ", "is_baseline": "no"}
    )
    assert bad.status_code == 422
    assert "Geef de meting een naam." in bad.text


def test_the_dashboard_tells_each_person_what_to_do(log_in: LogIn, world: World) -> None:
    assert "Vul de vragenlijst in" in log_in("member").get(world.base).text
    assert "Volg de meting" in log_in("consultant").get(world.base).text
    fill_in(log_in("member"), world)
    assert "Bekijk het profiel" in log_in("member").get(world.base).text


def test_an_unknown_area_is_a_404(app: Flask, log_in: LogIn, world: World) -> None:
    assert log_in("member").get(f"{world.round_url}/vragenlijst/xx").status_code == 404


def test_a_second_round_with_the_same_name_is_asked_for_another(log_in: LogIn, world: World) -> None:
    client = log_in("director")
    answer = client.post(
        f"{world.base}/metingen/nieuw",
        data={
            "round_id": str(new_id()),
            "name": world.round.name,
            "is_baseline": "no",
            "anonymity": "named",
            "minimum_group": "3",
        },
    )
    assert answer.status_code == 422
    assert "U hebt al een meting met deze naam." in answer.text
