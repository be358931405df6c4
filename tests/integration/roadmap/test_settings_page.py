"""The settings page: what it shows, keeps and refuses, and the milestones on it."""

import html
import re
from datetime import date

import pytest

from plateau.database import Database, new_id
from plateau.roadmap.scenario import Choice
from tests.integration.conftest import LogIn, World
from tests.integration.roadmap.situations import aim
from tests.integration.roadmap.test_views import CALENDAR, fields, plans, ready, stored, text_of, url

__all__ = ["ready"]


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
    assert "Wat er van de mijlpalen werd" not in roadmap
    entry = re.search(r'href="([^"]+/mijlpalen/overnemen/[^"]+)"', roadmap)
    assert entry
    assert "Wetten verschuiven" in client.get(entry[1]).text
    taken = client.post(entry[1], data=later | {"milestone_title": "Wmo schuift op"}, follow_redirects=True)
    assert "Wmo schuift op" in taken.text
    assert client.get(url(ready, "/mijlpalen/overnemen/wmo.2001-01-01")).status_code == 404


def test_after_a_law_moved_the_roadmap_tells_what_became_of_it(log_in: LogIn, ready: World) -> None:
    client = log_in("consultant")
    typed = {"milestone_title": "Loket open", "milestone_date": "2028-10-01", "milestone_transitie": "wmo"}
    client.post(url(ready, "/instellingen"), data=fields(client, ready) | typed | {"go": "compute"})
    pressed = re.search(r'value="change-([^"]+)"', client.get(url(ready, "/instellingen")).text)
    assert pressed
    sooner = typed | {"milestone_date": "2027-04-01", "milestone_plateau": "3", "milestone_certainty": "vast"}
    client.post(url(ready, f"/mijlpalen/{pressed[1]}"), data=sooner)
    client.post(url(ready, "/berekenen"))
    page = text_of(client, url(ready))
    assert "Wat er van de mijlpalen werd sinds roadmap 1" in page
    (told,) = re.findall("“Loket open” ging van 2028 K4 naar 2027 K2[^<]*", page)
    assert "Wordt niet gehaald" in told
    assert "In roadmap 1 werd deze mijlpaal gehaald." in told
    assert "Dit kan wel" in told
    assert re.search("hele roadmap(, vergeleken met| kost evenveel als) roadmap 1", page)
    compared = text_of(client, url(ready, "/scenarios/vergelijken?nummer=1&nummer=2"))
    assert "2028 K4: wordt gehaald" in compared
    assert "2027 K2: wordt niet gehaald" in compared
    assert "telt niet mee" not in compared


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
