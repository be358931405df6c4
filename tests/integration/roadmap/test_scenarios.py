"""Several scenarios through the web: copied, renamed, compared, decided upon, one of them approved."""

import re
from dataclasses import replace

import pytest
from bs4 import BeautifulSoup
from flask.testing import FlaskClient

from plateau.catalogue.loader import catalogue
from plateau.database import Database, new_id
from plateau.roadmap import store
from plateau.roadmap.comparison_page import comparison
from plateau.roadmap.scenario import MAX_SCENARIOS, Choice, StoredScenario
from plateau.roadmap.store import PlanSummary
from tests.integration.conftest import LogIn, World
from tests.integration.roadmap.situations import aim, measure
from tests.integration.roadmap.test_views import fields


@pytest.fixture
def ready(world: World, app_database: Database) -> World:
    with app_database.transaction() as session:
        measure(session, world.actor("member"), world.round.id)
        aim(session, world.actor("director"), world.round.id)
    return world


def url(world: World, page: str = "") -> str:
    return f"{world.round_url}/roadmap{page}"


def kept(database: Database, world: World) -> list[StoredScenario]:
    with database.reading() as session:
        return store.scenarios(session, organisation_id=world.organisation.id, round_id=world.round.id)


def plans(database: Database, world: World) -> list[PlanSummary]:
    with database.reading() as session:
        return store.plan_summaries(session, organisation_id=world.organisation.id, round_id=world.round.id)


def copy(client: FlaskClient, world: World, name: str) -> str:
    answer = client.post(url(world, "/scenarios"), data={"name": name})
    assert answer.status_code == 302, answer.text
    found = re.search(r"scenario=([0-9a-f-]+)", answer.location)
    assert found
    return found[1]


def decide(client: FlaskClient, world: World, item: StoredScenario, name: str, **sent: object) -> int:
    data = {"scenario": item.id, "revision": item.revision, "intervention": name, "choice": "free", **sent}
    return client.post(url(world, "/keuze"), data=data).status_code


def first_planned(database: Database, world: World) -> tuple[str, int]:
    with database.reading() as session:
        found = store.find_plan(session, organisation_id=world.organisation.id, round_id=world.round.id)
    assert found
    item = found.plan.scheduled[0]
    return item.id, found.problem.calendar.first_year * 4 + item.start


def test_a_copy_has_its_own_settings_and_roadmap(log_in: LogIn, ready: World, app_database: Database) -> None:
    client = log_in("consultant")
    copied = copy(client, ready, " Half budget ")  # before anything was kept: our proposal is
    basis, half = kept(app_database, ready)
    assert (basis.name, half.name, str(half.id)) == ("basis", "Half budget", copied)
    assert basis.scenario == half.scenario
    page = client.get(url(ready, f"/instellingen?scenario={copied}")).text
    assert "scenario “Half budget”" in page
    client.post(url(ready, "/berekenen"), data={"scenario": copied})
    client.post(url(ready, "/berekenen"), data={"scenario": basis.id})
    numbers = {item.scenario_id: item.number for item in plans(app_database, ready)}
    assert numbers == {half.id: 1, basis.id: 2}
    page = client.get(url(ready)).text
    assert f"scenario={copied}" in page
    assert "Roadmap: hoe komt u er?" in client.get(url(ready, f"?scenario={copied}")).text
    page = client.get(url(ready, "/scenarios")).text
    assert 'value="1"' in page
    assert 'value="2"' in page


def test_names_are_checked(log_in: LogIn, ready: World, app_database: Database) -> None:
    client = log_in("director")
    copied = copy(client, ready, "Krap")
    for wrong in ("", "   ", "krap", "x" * 61):
        answer = client.post(url(ready, "/scenarios"), data={"name": wrong})
        assert answer.status_code == 422
    assert (
        "Er is al een scenario met deze naam."
        in client.post(url(ready, f"/scenarios/{copied}/hernoemen"), data={"name": "Basis"}).text
    )
    page = BeautifulSoup(
        client.post(url(ready, f"/scenarios/{copied}/hernoemen"), data={"name": "Basis"}).text, "lxml"
    )
    (block,) = page.select("details[open]")
    assert "Er is al een scenario met deze naam." in block.text
    assert [one["value"] for one in block.select("input[name=name]")] == ["Basis"]
    (above,) = page.select(".plateau-error-summary a")
    assert block.select_one(str(above["href"]))
    (fresh,) = page.select("input#name")
    assert fresh["value"] == ""
    for _ in range(2):
        client.post(url(ready, f"/scenarios/{copied}/hernoemen"), data={"name": "Ruim"})
    assert [item.name for item in kept(app_database, ready)] == ["basis", "Ruim"]
    basis = kept(app_database, ready)[0]
    client.post(url(ready, f"/scenarios/{basis.id}/hernoemen"), data={"name": "Basis"})
    assert kept(app_database, ready)[0] == basis  # not changed: its name stays one in each language
    for number in range(MAX_SCENARIOS - 2):
        copy(client, ready, f"Nummer {number}")
    answer = client.post(url(ready, "/scenarios"), data={"name": "Te veel"})
    assert answer.status_code == 422
    assert "niemand ze nog kan vergelijken" in answer.text


def test_what_differs_stands_side_by_side(log_in: LogIn, ready: World, app_database: Database) -> None:
    client = log_in("director")
    client.post(url(ready, "/berekenen"))
    name, _ = first_planned(app_database, ready)
    copied = copy(client, ready, "Zonder")
    (item,) = [item for item in kept(app_database, ready) if str(item.id) == copied]
    assert decide(client, ready, item, name, choice="forbidden") == 302
    page = client.get(url(ready, "/scenarios/vergelijken?nummer=1&nummer=2")).text
    for text in (
        "In het kort",
        "Maatregelen die verschillen",
        "niet gekozen",
        "Instellingen die verschillen",
    ):
        assert text in page
    same = client.get(url(ready, "/scenarios/vergelijken?nummer=1&nummer=1"), follow_redirects=True).text
    assert "Kies twee of drie roadmaps" in same
    assert re.search(r'name="nummer" value="2" checked', same) is None
    once = client.get(url(ready, "/scenarios/vergelijken?nummer=2"), follow_redirects=True).text
    assert re.search(r'name="nummer" value="2" checked', once)
    assert client.get(url(ready, "/scenarios/vergelijken?nummer=1&nummer=9")).status_code == 404
    assert log_in("member").get(url(ready, "/scenarios/vergelijken?nummer=1&nummer=2")).status_code == 200


def test_an_intervention_can_be_held_back_and_the_page_says_what_moved(
    log_in: LogIn, ready: World, app_database: Database
) -> None:
    client = log_in("consultant")
    client.post(url(ready, "/berekenen"))
    (item,) = kept(app_database, ready)
    name, start = first_planned(app_database, ready)
    assert decide(client, ready, item, name, choice="mandatory", not_before=start + 2) == 302
    (held,) = kept(app_database, ready)
    assert held.scenario.choices == {name: Choice.MANDATORY}
    assert held.scenario.not_before == {name: start + 2}
    with app_database.reading() as session:
        found = store.find_plan(session, organisation_id=ready.organisation.id, round_id=ready.round.id)
    assert found
    assert found.plan.by_id[name].start >= 2
    page = client.get(url(ready)).text
    assert "Wat er veranderde sinds roadmap 1" in page
    assert "Verschoven:" in page
    assert decide(client, ready, item, name) == 302  # from a stale page
    assert "Uw keuze is niet bewaard" in client.get(url(ready)).text
    assert kept(app_database, ready) == [held]
    assert decide(client, ready, held, name) == 302  # free again
    assert kept(app_database, ready)[0].scenario.not_before == {}
    for sent in ({"choice": "soms"}, {"not_before": "ooit"}, {"not_before": "7"}):
        assert decide(client, ready, held, name, **sent) == 400
    assert decide(client, ready, held, "gemeente.bestaat-niet") == 404


def test_the_director_chooses_which_one_to_approve(
    log_in: LogIn, ready: World, app_database: Database
) -> None:
    client = log_in("director")
    client.post(url(ready, "/berekenen"))
    copied = copy(client, ready, "Krap")
    client.post(url(ready, "/berekenen"), data={"scenario": copied})
    krap, basis = plans(app_database, ready)
    assert (
        "Wilt u deze roadmap goedkeuren?"
        in client.get(url(ready, f"/goedkeuren?scenario={basis.scenario_id}")).text
    )
    # Each is the newest of its scenario; the one that was approved is the one that is shown.
    for item, name in ((krap, "Krap"), (basis, "Basis")):
        answer = client.post(url(ready, "/goedkeuren"), data={"plan": item.id}, follow_redirects=True)
        assert f"U hebt roadmap {item.number} ({name}) goedgekeurd." in answer.text
        assert answer.request.args["nummer"] == str(item.number)
        assert "Wilt u deze roadmap" not in answer.text
        assert "Keur de roadmap goed" not in answer.text
    page = client.get(url(ready, f"?scenario={basis.scenario_id}")).text
    assert f"Leg deze naast de goedgekeurde roadmap {krap.number}" in page


def test_what_is_not_there_or_not_allowed(log_in: LogIn, ready: World) -> None:
    director, member = log_in("director"), log_in("member")
    director.post(url(ready, "/berekenen"))
    nothing = new_id()
    for page in ("", "/instellingen", "/goedkeuren"):
        assert director.get(url(ready, f"{page}?scenario={nothing}")).status_code == 404
        assert director.get(url(ready, f"{page}?scenario=iets")).status_code == 404
    assert director.post(url(ready, "/berekenen"), data={"scenario": nothing}).status_code == 404
    assert director.post(url(ready, f"/scenarios/{nothing}/hernoemen"), data={"name": "x"}).status_code == 404
    assert member.get(url(ready, "/scenarios")).status_code == 200
    assert "Scenario maken" not in member.get(url(ready, "/scenarios")).text
    assert member.post(url(ready, "/scenarios"), data={"name": "x"}).status_code == 403
    assert member.post(url(ready, "/keuze")).status_code == 403


def test_an_intervention_is_pinned_to_a_quarter(log_in: LogIn, ready: World, app_database: Database) -> None:
    client = log_in("consultant")
    client.post(url(ready, "/berekenen"))
    name, _start = first_planned(app_database, ready)
    with app_database.reading() as session:
        plan = store.find_plan(session, organisation_id=ready.organisation.id, round_id=ready.round.id)
    assert plan
    calendar = plan.problem.calendar
    later = calendar.first_year * 4 + calendar.first_quarter - 1 + plan.plan.by_id[name].start + 1
    (item,) = kept(app_database, ready)
    page = client.get(url(ready)).text
    assert f'name="pinned" value="{later - 1}"' in page
    assert decide(client, ready, item, name, pinned=later) == 302
    (item,) = kept(app_database, ready)
    assert (item.scenario.not_before, item.scenario.not_after) == ({name: later}, {name: later})
    assert item.scenario.choices == {name: Choice.MANDATORY}
    with app_database.reading() as session:
        found = store.find_plan(session, organisation_id=ready.organisation.id, round_id=ready.round.id)
    assert found
    assert found.plan.by_id[name].start == plan.plan.by_id[name].start + 1
    page = client.get(url(ready, "/scenarios/vergelijken?nummer=1&nummer=2")).text
    assert "niet eerder dan" in page
    assert "niet later dan" in page
    assert f"<strong>{calendar.label(found.plan.by_id[name].start)}</strong>" in page
    # And no later than: from the calendar's first quarter on.
    assert decide(client, ready, item, name, not_after=later - 1) == 302
    with app_database.reading() as session:
        found = store.find_plan(session, organisation_id=ready.organisation.id, round_id=ready.round.id)
    assert found
    assert name not in found.plan.by_id or found.plan.by_id[name].start < plan.plan.by_id[name].start + 1


def test_quarters_in_the_wrong_order_stand_beside_the_field(
    log_in: LogIn, ready: World, app_database: Database
) -> None:
    client = log_in("director")
    client.post(url(ready, "/berekenen"))
    name, start = first_planned(app_database, ready)
    (item,) = kept(app_database, ready)
    sent = {"scenario": item.id, "revision": item.revision, "intervention": name, "choice": "mandatory"}
    answer = client.post(url(ready, "/keuze"), data={**sent, "not_before": start + 3, "not_after": start + 2})
    assert answer.status_code == 422
    key = name.replace(".", "-")
    assert f'id="not_after-{key}-error"' in answer.text
    assert "Dit ligt voor “niet eerder dan”. Kies een later kwartaal." in answer.text
    form = answer.text.split(f'id="keuze-{key}"')[1].split("</form>")[0]
    assert 'value="mandatory" selected' in form
    assert f'value="{start + 3}" selected' in form
    assert f'value="{start + 2}" selected' in form
    assert kept(app_database, ready) == [item]


def test_a_stale_settings_page_is_not_blamed_for_a_date_it_has_no_field_for(
    log_in: LogIn, ready: World, app_database: Database
) -> None:
    mine, theirs = log_in("consultant"), log_in("director")
    theirs.post(url(ready, "/berekenen"))
    (item,) = kept(app_database, ready)
    sent = fields(mine, ready)
    name, start = first_planned(app_database, ready)
    assert decide(theirs, ready, item, name, choice="free", not_before=start + 2) == 302
    answer = mine.post(url(ready, "/instellingen"), data=sent | {"budget-2027": "222.000"})
    assert answer.status_code == 409
    assert "Budget 2027: opgeslagen is" in answer.text
    assert "niet eerder dan: opgeslagen is" not in answer.text


def test_the_comparison_says_of_each_target_whether_it_moves(
    log_in: LogIn, ready: World, app_database: Database
) -> None:
    client = log_in("director")
    client.post(url(ready, "/berekenen"))
    with app_database.reading() as session:
        found = store.find_plan(session, organisation_id=ready.organisation.id, round_id=ready.round.id)
    assert found
    closed = {key: levels[-1] for key, levels in found.plan.levels.items()}
    target = next(one for one in found.problem.targets if closed.get(one.criterion) == one.plateau)
    now = found.problem.current[target.criterion]
    raised = replace(target, plateau=target.plateau + 1)

    def words(levels: tuple[int, ...]) -> str:
        plan = replace(found.plan, levels={target.criterion: levels})
        other = replace(found, plan=plan, problem=replace(found.problem, targets=(raised,)))
        sections = comparison([other], catalogue=catalogue(), milestones={})
        (row,) = next(one for one in sections if one.key == "targets").rows
        return row.cells[0]

    assert words((now, now + 1)) == f"komt tot {now + 1}, doel {raised.plateau}"
    assert words((now, now)) == f"blijft op {now}, doel {raised.plateau}"
    assert words((now, raised.plateau)) == f"komt op {raised.plateau}"
