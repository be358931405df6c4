"""The settings page: all budgets at once, and every quarter that someone chose for an intervention."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from bs4 import BeautifulSoup
from flask.testing import FlaskClient

from plateau.database import Database
from plateau.roadmap import store
from plateau.roadmap.scenario import Choice, Place, Replanning, quarter_of
from tests.integration.conftest import LogIn, World
from tests.integration.roadmap.test_scenarios import decide, first_planned, kept, ready, url
from tests.integration.roadmap.test_views import fields

__all__ = ["ready"]
SETTINGS = "/instellingen"


def value(page: str, name: str) -> str:
    found = BeautifulSoup(page, "html.parser").select_one(f'[name="{name}"]')
    assert found is not None
    return str(found["value"])


def budgets(client: FlaskClient, world: World) -> dict[str, str]:
    return {name: text for name, text in fields(client, world).items() if name.startswith("budget-")}


@pytest.mark.parametrize(("go", "typed"), [("scale50", ""), ("scale50", "x"), ("scale", "50")])
def test_a_button_halves_every_year_and_stores_nothing(
    log_in: LogIn, ready: World, app_database: Database, go: str, typed: str
) -> None:
    client = log_in("consultant")
    data = fields(client, ready) | {"budget-2027": "300.001", "budget-2028": "", "capacity-beleid": "7"}
    answer = client.post(url(ready, SETTINGS), data=data | {"go": go, "percentage": typed})
    assert answer.status_code == 200
    assert "De bedragen zijn nu 50% van wat er stond. Ze zijn nog niet opgeslagen." in answer.text
    assert value(answer.text, "budget-2027") == "150.001"
    assert value(answer.text, "budget-2028") == ""  # no limit stays none
    assert value(answer.text, "capacity-beleid") == "7"
    assert value(answer.text, "percentage") == ""
    assert kept(app_database, ready) == []


def test_saving_with_a_percentage_halves_too(log_in: LogIn, ready: World, app_database: Database) -> None:
    client = log_in("consultant")
    data = fields(client, ready) | {"budget-2027": "300.000", "budget-2028": "90.000", "percentage": "50"}
    assert client.post(url(ready, SETTINGS), data=data | {"go": "save"}).status_code == 302
    (item,) = kept(app_database, ready)
    assert dict(item.scenario.budgets) == {2027: 150_000_00, 2028: 45_000_00}
    assert budgets(client, ready) == {"budget-2027": "150.000", "budget-2028": "45.000"}
    assert fields(client, ready)["percentage"] == ""  # saved again, it is not halved again


@pytest.mark.parametrize(
    ("sent", "complaint"),
    [
        ({"percentage": "half"}, "Vul een heel getal in"),
        ({"percentage": "1001"}, "Vul hoogstens 1.000 in."),
        (
            {"percentage": "50", "budget-2027": "", "budget-2028": ""},
            "Er staat geen bedrag om te veranderen.",
        ),
        ({"percentage": "50", "budget-2027": "veel"}, "Vul een heel getal in"),
    ],
)
def test_what_cannot_be_scaled_is_told_and_stays(
    log_in: LogIn, ready: World, sent: dict[str, str], complaint: str
) -> None:
    client = log_in("consultant")
    data = fields(client, ready) | {"budget-2028": "123.456"} | sent
    answer = client.post(url(ready, SETTINGS), data=data | {"go": "scale"})
    assert answer.status_code == 422
    assert complaint in answer.text
    for name, typed in sent.items():
        assert value(answer.text, name) == typed


def test_without_a_percentage_the_button_asks_for_one(log_in: LogIn, ready: World) -> None:
    client = log_in("consultant")
    before = budgets(client, ready)
    answer = client.post(url(ready, SETTINGS), data=fields(client, ready) | {"go": "scale"})
    assert "Vul eerst een percentage in." in answer.text
    assert {name: value(answer.text, name) for name in before} == before


def test_more_than_can_be_meant_is_not_stored(log_in: LogIn, ready: World, app_database: Database) -> None:
    client = log_in("consultant")
    data = fields(client, ready) | {"budget-2027": "900.000.000", "percentage": "1000"}
    answer = client.post(url(ready, SETTINGS), data=data)
    assert answer.status_code == 422
    assert "Dan wordt een bedrag hoger dan 1.000.000.000 euro." in answer.text
    assert kept(app_database, ready) == []


def test_a_chosen_quarter_is_listed_kept_changed_and_let_go(
    log_in: LogIn, ready: World, app_database: Database
) -> None:
    client = log_in("consultant")
    assert "Nog niets. Hieronder kiest u" in client.get(url(ready, SETTINGS)).text
    client.post(url(ready, "/berekenen"))
    name, start = first_planned(app_database, ready)
    (item,) = kept(app_database, ready)
    assert (
        decide(client, ready, item, name, choice="mandatory", not_before=start + 1, not_after=start + 2)
        == 302
    )
    first, last = (f"not_{side}-{name.replace('.', '-')}" for side in ("before", "after"))
    data = fields(client, ready)
    assert data[first] == f"{(start + 1) // 4}-{(start + 1) % 4 + 1}"
    page = client.get(url(ready, SETTINGS)).text
    assert f'href="#choice-{name.replace(".", "-")}"' in page
    assert ": moet erin." in page

    client.post(url(ready, SETTINGS), data=data)  # saved as it was
    (item,) = kept(app_database, ready)
    assert dict(item.scenario.not_before) == {name: start + 1}
    assert dict(item.scenario.not_after) == {name: start + 2}
    assert dict(item.scenario.choices) == {name: Choice.MANDATORY}

    refused = client.post(url(ready, SETTINGS), data=data | {first: data[last], last: data[first]})
    assert refused.status_code == 422
    assert f'id="{last}-error"' in refused.text
    assert "Dit ligt voor “niet eerder dan”. Kies een later kwartaal." in refused.text

    data = fields(client, ready)
    client.post(url(ready, SETTINGS), data=data | {first: "", last: data[first]})
    (item,) = kept(app_database, ready)
    assert dict(item.scenario.not_before) == {}
    assert dict(item.scenario.not_after) == {name: start + 1}


def test_a_quarter_before_the_period_stays_until_someone_changes_it(
    log_in: LogIn, ready: World, app_database: Database
) -> None:
    client = log_in("consultant")
    client.post(url(ready, "/berekenen"))
    name, _ = first_planned(app_database, ready)
    (item,) = kept(app_database, ready)
    assert decide(client, ready, item, name, not_before=2020 * 4) == 302
    assert client.post(url(ready, SETTINGS), data=fields(client, ready)).status_code == 302
    (item,) = kept(app_database, ready)
    assert dict(item.scenario.not_before) == {name: 2020 * 4}


def test_what_a_scenario_planned_again_holds_is_told_and_kept(
    log_in: LogIn, ready: World, app_database: Database
) -> None:
    client = log_in("consultant")
    client.post(url(ready, "/berekenen"))
    name, start = first_planned(app_database, ready)
    (item,) = kept(app_database, ready)
    place = Place(name, start - 1, start + 1)
    again = Replanning(1, quarter_of(date(2026, 12, 1)), (place,), (place,))
    with app_database.transaction() as session:
        store.update_scenario(
            session,
            replace(
                item,
                revision=item.revision + 1,
                scenario=replace(item.scenario, replanning=again),
                updated_at=datetime.now(UTC),
            ),
        )
    page = client.get(url(ready, SETTINGS)).text
    assert "Dit scenario plant roadmap 1 opnieuw vanaf 2026 K4." in page
    assert "Wat was begonnen of klaar was, ligt vast:" in page
    client.post(url(ready, SETTINGS), data=fields(client, ready))
    (item,) = kept(app_database, ready)
    assert item.scenario.replanning == again


def test_a_question_in_the_error_summary_is_not_followed_by_a_colon(log_in: LogIn, ready: World) -> None:
    client = log_in("consultant")
    data = fields(client, ready) | {"milestone_title": "Loket open", "budget-2027": "veel"}
    summary = BeautifulSoup(client.post(url(ready, SETTINGS), data=data).text, "lxml").select_one(
        ".plateau-error-summary"
    )
    assert summary
    lines = [item.text for item in summary.select("a")]
    assert any(line.startswith("Op welke datum? Vul") for line in lines)
    assert any(line.startswith("Budget 2027 (euro): Vul") for line in lines)
