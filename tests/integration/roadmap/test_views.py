"""The roadmap through the web, without a browser: settings, calculation, result, approval."""

import html
import re
from datetime import date

import pytest
from flask.testing import FlaskClient

from plateau.database import Database, new_id
from plateau.roadmap import store
from plateau.roadmap.scenario import Choice, StoredScenario, calendar_until
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


# settings


def test_settings_show_our_proposal_and_keep_what_one_fills_in(
    log_in: LogIn, ready: World, app_database: Database
) -> None:
    client = log_in("consultant")
    assert "Dit is ons voorstel." in client.get(url(ready, "/instellingen")).text
    data = fields(client, ready)
    assert data["start"] == f"{CALENDAR.first_year}-{CALENDAR.first_quarter}"
    data |= {"budget-2027": "€ 250.000,00", "budget-2028": "", "capacity-beleid": "0"}
    choices = [name for name in data if name.startswith("choice-")]
    data[choices[0]], data[choices[1]] = "mandatory", "forbidden"
    answer = client.post(url(ready, "/instellingen"), data={**data, "go": "save"}, follow_redirects=True)
    assert "De instellingen zijn opgeslagen." in answer.text
    assert "Dit is ons voorstel." not in answer.text
    found = stored(app_database, ready)
    assert found is not None
    assert dict(found.scenario.budgets) == {2027: 250_000_00, 2028: None}
    assert found.scenario.capacity["beleid"] == 0
    assert sorted(found.scenario.choices.values()) == [Choice.FORBIDDEN, Choice.MANDATORY]
    again = fields(client, ready)
    assert (again["budget-2027"], again["budget-2028"], again[choices[1]]) == ("250.000", "", "forbidden")


@pytest.mark.parametrize(
    ("field", "typed", "complaint"),
    [
        ("budget-2027", "veel", "Vul een heel getal in"),
        ("budget-2027", "12,5", "Vul een heel getal in"),
        ("budget-2027", "-3", "Vul een heel getal in"),
        ("budget-2027", "9999999999", "Vul hoogstens 1.000.000.000 in."),
        ("capacity-beleid", "2½", "Vul een heel getal in"),
        ("end", "2026-4", "Not a valid choice|Geen geldige keuze|Ongeldige keuze"),
        ("milestone_title", "Zonder datum", "Vul een datum in"),
        ("milestone_date", "2027-06-01", "Schrijf op wat er dan klaar moet zijn."),
        ("milestone_date", "ooit", "datum"),
    ],
)
def test_bad_input_is_told_beside_the_field_and_nothing_is_lost(
    log_in: LogIn, ready: World, app_database: Database, field: str, typed: str, complaint: str
) -> None:
    client = log_in("consultant")
    data = fields(client, ready) | {"budget-2028": "123.456", field: typed, "go": "compute"}
    answer = client.post(url(ready, "/instellingen"), data=data)
    assert answer.status_code == 422
    assert re.search(complaint, answer.text)
    assert 'class="plateau-error-summary"' in answer.text
    assert field == "end" or html.escape(typed) in answer.text
    assert 'value="123.456"' in answer.text
    assert stored(app_database, ready) is None


def test_a_last_quarter_before_the_first_is_refused(log_in: LogIn, ready: World) -> None:
    client = log_in("consultant")
    data = fields(client, ready) | {"start": "2028-1", "end": "2027-4"}
    answer = client.post(url(ready, "/instellingen"), data=data)
    assert answer.status_code == 422
    assert "Kies een laatste kwartaal na het eerste." in answer.text


def test_a_longer_period_gets_a_budget_for_its_new_year_and_says_so(
    log_in: LogIn, ready: World, app_database: Database
) -> None:
    client = log_in("consultant")
    data = fields(client, ready) | {"end": "2029-2", "budget-2028": "50.000"}
    answer = client.post(url(ready, "/instellingen"), data=data, follow_redirects=True)
    assert "Nieuw in de looptijd: 2029." in answer.text
    found = stored(app_database, ready)
    assert found is not None
    assert found.scenario.budgets[2029] == 50_000_00
    assert 'name="budget-2029"' in answer.text


def test_a_stale_page_shows_what_is_stored_and_keeps_what_was_typed(
    log_in: LogIn, ready: World, app_database: Database
) -> None:
    mine, theirs = log_in("consultant"), log_in("director")
    data = fields(mine, ready)
    theirs.post(url(ready, "/instellingen"), data=data | {"budget-2027": "111.000"})
    typed = data | {
        "budget-2027": "222.000",
        "milestone_title": "Mijn mijlpaal",
        "milestone_date": "2027-06-01",
    }
    answer = mine.post(url(ready, "/instellingen"), data=typed)
    assert answer.status_code == 409
    assert "Budget 2027: opgeslagen is €\u00a0111.000, u vulde in €\u00a0222.000." in answer.text
    assert "Director sloeg ze op" in answer.text
    assert 'value="222.000"' in answer.text
    assert 'value="Mijn mijlpaal"' in answer.text
    found = stored(app_database, ready)
    assert found is not None
    assert found.scenario.budgets[2027] == 111_000_00
    revision = re.search(r'name="revision"[^>]*value="(\d+)"', answer.text)
    assert revision
    assert mine.post(url(ready, "/instellingen"), data=typed | {"revision": revision[1]}).status_code == 302
    found = stored(app_database, ready)
    assert found is not None
    assert found.scenario.budgets[2027] == 222_000_00


def test_milestones_come_and_go(log_in: LogIn, ready: World) -> None:
    client = log_in("consultant")
    new = {
        "milestone_title": "<b>Loket</b> open",
        "milestone_date": "2028-01-01",
        "milestone_transitie": "wmo",
        "milestone_plateau": "3",
        "milestone_certainty": "vast",
    }
    data = fields(client, ready) | new
    for _ in range(2):  # sent twice
        answer = client.post(url(ready, "/instellingen"), data=data, follow_redirects=True)
    assert answer.text.count('value="remove-') == 1
    assert "&lt;b&gt;Loket&lt;/b&gt; open" in answer.text
    pressed = re.search(r'value="(remove-[^"]+)"', answer.text)
    assert pressed
    for _ in range(2):
        answer = client.post(
            url(ready, "/instellingen"),
            data=fields(client, ready) | {"go": pressed[1]},
            follow_redirects=True,
        )
    assert "remove-" not in answer.text
    for wrong in (f"remove-{new_id()}", "remove-iets"):
        data = fields(client, ready) | {"go": wrong}
        assert client.post(url(ready, "/instellingen"), data=data).status_code == 404


def test_a_milestone_is_changed_and_the_source_is_taken_over(log_in: LogIn, ready: World) -> None:
    client = log_in("consultant")
    typed = {"milestone_title": "Loket open", "milestone_date": "2028-01-01", "milestone_transitie": "wmo"}
    client.post(url(ready, "/instellingen"), data=fields(client, ready) | typed)
    pressed = re.search(r'value="change-([^"]+)"', client.get(url(ready, "/instellingen")).text)
    assert pressed
    answer = client.post(
        url(ready, "/instellingen"), data=fields(client, ready) | {"go": f"change-{pressed[1]}"}
    )
    page = url(ready, f"/mijlpalen/{pressed[1]}")
    assert answer.location == page
    assert 'value="Loket open"' in client.get(page).text
    refused = client.post(page, data=typed | {"milestone_date": "ooit", "milestone_title": "Later open"})
    assert refused.status_code == 422
    assert 'value="Later open"' in refused.text
    later = typed | {"milestone_date": "2029-07-01", "milestone_plateau": "3", "milestone_certainty": "vast"}
    told = client.post(page, data=later, follow_redirects=True).text
    assert "1 juli 2029, vaste datum" in told
    assert "1 januari 2028" not in told
    assert client.post(page, data=later).status_code == 302  # the same form, sent twice
    again = client.post(page, data=later | {"milestone_title": "Nog later"})  # still open elsewhere
    assert again.status_code == 409
    assert "intussen gewijzigd of weggehaald" in again.text
    assert 'value="Nog later"' in again.text
    assert "Nog later" not in client.get(url(ready, "/instellingen")).text
    assert client.get(url(ready, f"/mijlpalen/{new_id()}")).status_code == 404

    client.post(url(ready, "/berekenen"))
    roadmap = client.get(url(ready)).text
    entry = re.search(r'href="([^"]+/mijlpalen/overnemen/[^"]+)"', roadmap)
    assert entry
    assert "Wetten verschuiven" in client.get(entry[1]).text
    taken = client.post(entry[1], data=later | {"milestone_title": "Wmo schuift op"}, follow_redirects=True)
    assert "Wmo schuift op" in taken.text
    assert client.get(url(ready, "/mijlpalen/overnemen/wmo.2001-01-01")).status_code == 404


def test_a_revision_that_cannot_be_is_refused(log_in: LogIn, ready: World, app_database: Database) -> None:
    client = log_in("consultant")
    data = fields(client, ready)
    for revision in ("9" * 30, "-1", "een"):
        answer = client.post(url(ready, "/instellingen"), data=data | {"revision": revision})
        assert answer.status_code == 422
    assert stored(app_database, ready) is None


def test_own_milestones_outside_the_period_stay_in_view(log_in: LogIn, ready: World) -> None:
    client = log_in("director")
    for title in ("Ver weg", "Ook ver weg"):
        data = fields(client, ready) | {
            "milestone_title": title,
            "milestone_date": "2040-07-01",
            "milestone_transitie": "wmo",
            "go": "compute",
        }
        client.post(url(ready, "/instellingen"), data=data)
    page = client.get(url(ready)).text
    assert "Deze mijlpalen van uzelf liggen buiten de looptijd" in page
    assert "1 juli 2040: Ver weg" in page
    assert "1 juli 2040: Ook ver weg" in page
    assert page.count("Het tijdschema uit de bron (2012) valt buiten deze looptijd") == 1
    settings = client.get(url(ready, "/instellingen")).text
    for pressed in re.findall(r'value="(remove-[^"]+)"', settings):
        client.post(url(ready, "/instellingen"), data=fields(client, ready) | {"go": pressed})
    assert "ver weg" not in client.get(url(ready)).text.lower()


def test_an_ambition_beyond_the_longest_period_is_told(
    log_in: LogIn, ready: World, app_database: Database
) -> None:
    with app_database.transaction() as session:
        aim(session, ready.actor("director"), ready.round.id, version=1, horizon=date.max)
    client = log_in("director")
    told = "Een roadmap beslaat hoogstens 8 jaar, en uw ambitie ligt verder weg."
    for page in ("", "/instellingen"):
        answer = client.get(url(ready, page))
        assert answer.status_code == 200
        assert told in answer.text
    assert client.post(url(ready, "/berekenen")).status_code == 302
    assert told in client.get(url(ready)).text
    assert len(plans(app_database, ready)) == 1


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
    assert answer.location == url(ready)
    page = client.get(url(ready)).text
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
    assert page.count('class="plateau-chart__svg"') == 3
    assert "None" not in page
    assert not re.search(r"\sstyle=|\son\w+=|<style|<script>", page)
    ids = re.findall(r'\sid="([^"]+)"', page)
    assert len(ids) == len(set(ids))


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
    assert client.get(url(ready, "/goedkeuren")).location.endswith("/roadmap")  # nothing to approve yet
    client.post(url(ready, "/berekenen"))
    assert f'href="{ready.round_url}/roadmap/goedkeuren?scenario=' in client.get(url(ready)).text
    page = client.get(url(ready, "/goedkeuren")).text
    (plan,) = plans(app_database, ready)
    assert "Wilt u deze roadmap goedkeuren?" in page
    assert "2 van de 2 onderwerpen" in page
    assert f'value="{plan.id}"' in page
    client.post(url(ready, "/goedkeuren"), data={"plan": str(plan.id)})
    assert client.get(url(ready, "/goedkeuren")).location.endswith("/roadmap")
    assert log_in("consultant").get(url(ready, "/goedkeuren")).status_code == 403


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
