"""The roadmap through the web, without a browser: calculation, result, approval."""

import html
import re
from datetime import date

import pytest
from flask.testing import FlaskClient

from plateau.database import Database, new_id
from plateau.roadmap import presentation, store
from plateau.roadmap.scenario import StoredScenario, calendar_until
from plateau.roadmap.store import PlanSummary
from tests.integration.conftest import NOW, LogIn, World
from tests.integration.roadmap.situations import HORIZON, aim, measure

#: What the pages propose at the fixed moment of these tests.
CALENDAR = calendar_until(today=NOW.date(), horizon=HORIZON)


def url(world: World, page: str = "") -> str:
    return f"{world.round_url}/roadmap{page}"


@pytest.fixture
def ready(world: World, app_database: Database) -> World:
    """A round with answers and an ambition."""
    with app_database.transaction() as session:
        measure(session, world.actor("member"), world.round.id)
        aim(session, world.actor("director"), world.round.id)
    return world


def fields(client: FlaskClient, world: World) -> dict[str, str]:
    """What the settings page would send as it stands."""
    page = client.get(url(world, "/instellingen")).text
    found = {
        name: html.unescape(value)
        for name, value in re.findall(r'<input[^>]*name="([^"]+)"[^>]*value="([^"]*)"', page)
    }
    for name, options in re.findall(r'<select[^>]*name="([^"]+)"[^>]*>(.*?)</select>', page, re.DOTALL):
        chosen = re.search(r'<option selected value="([^"]*)"', options) or re.search(
            r'value="([^"]*)"', options
        )
        assert chosen
        found[name] = chosen[1]
    return found


def text_of(client: FlaskClient, page: str) -> str:
    return html.unescape(client.get(page).text).replace("\N{NO-BREAK SPACE}", " ")


def stored(database: Database, world: World) -> StoredScenario | None:
    with database.reading() as session:
        return store.find_scenario(
            session, organisation_id=world.organisation.id, round_id=world.round.id, name="basis"
        )


def plans(database: Database, world: World) -> list[PlanSummary]:
    with database.reading() as session:
        return store.plan_summaries(session, organisation_id=world.organisation.id, round_id=world.round.id)


# who may see what


@pytest.mark.parametrize("page", ["", "/instellingen"])
def test_without_an_ambition_the_page_says_what_to_do(log_in: LogIn, world: World, page: str) -> None:
    answer = log_in("director").get(url(world, page))
    assert answer.status_code == 200
    assert "Er is nog geen ambitie" in answer.text
    assert f"{world.round_url}/ambitie" in answer.text


def test_a_member_reads_and_does_not_change(log_in: LogIn, ready: World) -> None:
    client = log_in("member")
    assert "De directeur of de adviseur berekent de roadmap" in client.get(url(ready)).text
    assert client.get(url(ready, "/instellingen")).status_code == 403
    for page in ("/instellingen", "/berekenen", "/goedkeuren"):
        assert client.post(url(ready, page)).status_code == 403


def test_a_consultant_computes_and_does_not_approve(
    log_in: LogIn, ready: World, app_database: Database
) -> None:
    client = log_in("consultant")
    assert client.post(url(ready, "/berekenen")).status_code == 302
    assert "Roadmap goedkeuren" not in client.get(url(ready)).text
    (plan,) = plans(app_database, ready)
    assert client.post(url(ready, "/goedkeuren"), data={"plan": str(plan.id)}).status_code == 403


def test_nobody_elses_round_exists(log_in: LogIn, ready: World) -> None:
    client = log_in("outsider")
    base = f"/organisaties/{ready.stranger.id}/metingen/{ready.round.id}/roadmap"
    assert client.get(base).status_code == 404
    assert client.get(f"{base}/instellingen").status_code == 404
    assert client.post(f"{base}/berekenen").status_code == 404
    assert client.post(f"{base}/goedkeuren", data={"plan": str(new_id())}).status_code == 404
    assert client.get(url(ready)).status_code == 404


# calculation and result


def test_the_result_tells_it_all(log_in: LogIn, ready: World) -> None:
    client = log_in("director")
    data = fields(client, ready) | {
        "milestone_title": "Loket open",
        "milestone_date": f"{CALENDAR.first_year}-{CALENDAR.first_quarter * 3:02}-01",
        "milestone_transitie": "wmo",
        "go": "compute",
    }
    answer = client.post(url(ready, "/instellingen"), data=data)
    # Without a fragment of its own it would get that of the settings, and begin halfway.
    assert answer.location == url(ready, "#result")
    page = client.get(url(ready)).text
    assert 'id="result"' in page
    for expected in (
        'badge-status--neutral">bewezen het beste binnen uw grenzen',  # green only when all is reached
        "2 van de 2 onderwerpen",
        "Stap 2 → 3 eind 202",
        "Eerste drie stappen",
        "Klaar als",
        f"Begint meteen, in {CALENDAR.label(0)}.",
        "schattingen van ons",
        "Niemand weet waar dit onderwerp staat.",
        "Wat de transities verbindt",
        "<dt>Mijlpalen</dt>",
        "0 van 1",
        "1 van de 1 mijlpalen gemist",
        "1 gemist",
        "Het tijdschema uit de bron (2012) valt buiten deze looptijd",
        "Overwogen, niet gekozen",
        "Deze maatregelen bepalen wanneer u klaar bent",
        "Wat later mag beginnen",
        "<dt>Speling</dt>",
    ):
        assert expected in page
    assert page.count("is bekeken terwijl de rest van de roadmap blijft staan.") == 2  # starts, the finish
    assert page.count('class="plateau-chart__svg"') == 3
    assert "None" not in page
    assert not re.search(r"\sstyle=|\son\w+=|<style|<script>", page)
    ids = re.findall(r'\sid="([^"]+)"', page)
    assert len(ids) == len(set(ids))


def test_extra_room_may_go_to_another_goal_and_one_can_make_sure(log_in: LogIn, ready: World) -> None:
    client = log_in("director")
    data = fields(client, ready)
    poor = {name: "0" for name in data if name.startswith("budget")}
    client.post(url(ready, "/instellingen"), data=data | poor | {"go": "compute"})
    above, below = text_of(client, url(ready)).split("Wat elk doel dichterbij brengt")
    assert "Plateau kan die ruimte ook gebruiken voor een ander doel dat even zwaar telt" in above
    assert "Kies dan “Moet erin” bij een maatregel die dat doel haalt" in above
    assert below.count("Dit kan wel met ") > 1


def test_the_same_again_and_what_changed(log_in: LogIn, ready: World, app_database: Database) -> None:
    client = log_in("director")
    client.post(url(ready, "/berekenen"))
    assert "Er is niets gewijzigd" in client.post(url(ready, "/berekenen"), follow_redirects=True).text
    assert len(plans(app_database, ready)) == 1
    with app_database.transaction() as session:
        aim(session, ready.actor("director"), ready.round.id, plateau=4, version=1)
    page = client.get(url(ready)).text
    assert "Sinds deze berekening zijn gewijzigd: de ambitie." in page
    assert "Roadmap goedkeuren" not in page
    client.post(url(ready, "/berekenen"))
    assert "Deze roadmap is niet meer bij." not in client.get(url(ready)).text
    older = client.get(url(ready, "?nummer=1")).text
    assert "Dit is een oudere roadmap." in older
    assert "Roadmap goedkeuren" not in older
    for number in ("9", "0", "-1", str(2**31), "9" * 30):
        assert client.get(url(ready, f"?nummer={number}")).status_code == 404


def test_computing_without_an_ambition_says_what_is_missing(log_in: LogIn, world: World) -> None:
    answer = log_in("director").post(url(world, "/berekenen"), follow_redirects=True)
    assert "Er is nog geen ambitie" in answer.text


def test_nothing_to_plan_is_said(log_in: LogIn, world: World, app_database: Database) -> None:
    with app_database.transaction() as session:
        aim(session, world.actor("director"), world.round.id)
    client = log_in("director")
    assert "Er is nog geen profiel" in client.get(url(world)).text
    with app_database.transaction() as session:
        measure(session, world.actor("member"), world.round.id, value=3)
    assert "Er is niets te plannen" in client.get(url(world)).text


def test_an_impossible_choice_names_the_clash(log_in: LogIn, ready: World) -> None:
    client = log_in("director")
    data = fields(client, ready)
    choice = next(name for name in data if name.startswith("choice-"))
    data |= {name: "0" for name in data if name.startswith(("budget-", "capacity-"))}
    answer = client.post(
        url(ready, "/instellingen"),
        data={**data, choice: "mandatory", "go": "compute"},
        follow_redirects=True,
    )
    assert "niet mogelijk" in answer.text
    assert "roadmap 1: niet mogelijk" in client.get(url(ready, "/scenarios")).text  # not: not computed yet
    # Either limit alone is in the way: a smallest clash names one of them.
    assert re.search(r"past niet: (het budget van \d{4} is |\w+ heeft in de looptijd )", answer.text)
    assert "Roadmap goedkeuren" not in answer.text


# approval


def test_the_director_approves_what_is_the_newest(
    log_in: LogIn, ready: World, app_database: Database
) -> None:
    client = log_in("director")
    client.post(url(ready, "/berekenen"))
    (first,) = plans(app_database, ready)
    with app_database.transaction() as session:
        aim(session, ready.actor("director"), ready.round.id, plateau=4, version=1)
    client.post(url(ready, "/berekenen"))
    answer = client.post(url(ready, "/goedkeuren"), data={"plan": str(first.id)}, follow_redirects=True)
    assert "er is niets goedgekeurd" in answer.text
    newest = plans(app_database, ready)[0]
    for _ in range(2):
        answer = client.post(url(ready, "/goedkeuren"), data={"plan": str(newest.id)}, follow_redirects=True)
        assert f"U hebt roadmap {newest.number} (Basis) goedgekeurd." in answer.text
    assert "Goedgekeurd op" in answer.text
    assert plans(app_database, ready)[0].is_approved
    for wrong in (str(new_id()), "iets", ""):
        assert client.post(url(ready, "/goedkeuren"), data={"plan": wrong}).status_code == 404


def test_one_sees_what_one_approves_first(log_in: LogIn, ready: World, app_database: Database) -> None:
    client = log_in("director")
    # There is nothing to approve yet.
    assert client.get(url(ready, "/goedkeuren")).location.endswith("/roadmap#result")
    typed = {"milestone_title": "Loket open", "milestone_date": "2028-10-01", "milestone_transitie": "wmo"}
    client.post(url(ready, "/instellingen"), data=fields(client, ready) | typed | {"go": "compute"})
    assert f'href="{ready.round_url}/roadmap/goedkeuren?scenario=' in client.get(url(ready)).text
    page = client.get(url(ready, "/goedkeuren")).text
    (plan,) = plans(app_database, ready)
    assert "Wilt u deze roadmap goedkeuren?" in page
    assert "2 van de 2 onderwerpen" in page
    assert re.search(r"Kans dat u een mijlpaal haalt[^<]*Loket open, [^<]* van de 100", page)
    assert f'value="{plan.id}"' in page
    client.post(url(ready, "/goedkeuren"), data={"plan": str(plan.id)})
    assert client.get(url(ready, "/goedkeuren")).location.endswith("/roadmap#result")
    assert log_in("consultant").get(url(ready, "/goedkeuren")).status_code == 403


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("nl", "Daarna kost dit € 318.000 per jaar: € 193.000 meer dan uw budget van 2030."),
        ("en", "After that this costs €318,000 a year: €193,000 more than your budget for 2030."),
    ],
)
def test_costs_that_go_on_above_the_budget_are_a_warning(
    log_in: LogIn, ready: World, monkeypatch: pytest.MonkeyPatch, language: str, words: str
) -> None:
    client = log_in("director")
    client.post(url(ready, "/berekenen"))
    client.post("/taal", data={"language": language})
    pages = (url(ready), url(ready, "/goedkeuren"))
    assert not any(words in text_of(client, page) for page in pages)
    monkeypatch.setattr(presentation, "structural_after", lambda problem, plan: 31_800_000)
    monkeypatch.setattr(presentation, "budget_after", lambda problem: (2030, 12_500_000))
    assert [words in text_of(client, page) for page in pages] == [True, True]


def test_a_roadmap_follows_a_later_date_of_the_ambition(
    log_in: LogIn, ready: World, app_database: Database
) -> None:
    client = log_in("director")
    client.post(url(ready, "/berekenen"))
    assert "klaar na uw datum" not in client.get(url(ready)).text
    with app_database.transaction() as session:
        aim(session, ready.actor("director"), ready.round.id, version=1, horizon=date(2027, 3, 31))
    page = client.get(url(ready)).text
    assert "Sinds deze berekening zijn gewijzigd: de looptijd." in page
    assert "klaar na uw datum" in page
    assert "komen pas na de datum van uw ambitie (31 maart 2027)" in page
    assert fields(client, ready)["end"] == "2027-1"
    with app_database.transaction() as session:
        aim(session, ready.actor("director"), ready.round.id, version=2, horizon=date(2030, 6, 30))
    data = fields(client, ready)
    assert data["end"] == "2030-2"
    client.post(url(ready, "/instellingen"), data={**data, "end": "2029-4", "go": "save"})
    with app_database.transaction() as session:  # who chose an end of their own keeps it
        aim(session, ready.actor("director"), ready.round.id, version=3, horizon=date(2031, 12, 31))
    assert fields(client, ready)["end"] == "2029-4"


def test_an_outdated_roadmap_is_not_approved_and_the_page_says_why(
    log_in: LogIn, ready: World, app_database: Database
) -> None:
    client = log_in("director")
    client.post(url(ready, "/berekenen"))
    (plan,) = plans(app_database, ready)
    with app_database.transaction() as session:
        aim(session, ready.actor("director"), ready.round.id, plateau=4, version=1)
    answer = client.post(url(ready, "/goedkeuren"), data={"plan": str(plan.id)}, follow_redirects=True)
    assert (
        "Sinds deze berekening zijn gewijzigd: de ambitie. "
        "Bereken de roadmap eerst opnieuw; er is niets goedgekeurd." in answer.text
    )
    assert not plans(app_database, ready)[0].is_approved


def test_english_pages_hold_english_content(log_in: LogIn, ready: World) -> None:
    client = log_in("director")
    client.post(url(ready, "/berekenen"))
    client.post("/taal", data={"language": "en"})
    page = client.get(url(ready)).text
    assert CALENDAR.label(0, "en") in page
    assert CALENDAR.label(0) not in page
    assert client.get(url(ready, "/instellingen")).status_code == 200
