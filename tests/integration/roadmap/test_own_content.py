"""The roadmap reckons with an organisation's own estimates and interventions."""

from dataclasses import replace
from io import BytesIO

from bs4 import BeautifulSoup
from flask.testing import FlaskClient
from sqlalchemy import select

from plateau.catalogue.loader import catalogue
from plateau.catalogue.model import Estimate, Kind, Origin, Step
from plateau.catalogue.workbook import write_interventions
from plateau.database import Database
from plateau.language import Text
from plateau.roadmap.records import PlanRecord
from tests.integration.conftest import LogIn, World
from tests.integration.roadmap.situations import AREA, aim, measure

NOTHING = Estimate(0, 0, 0)
#: So cheap that the planner prefers it to all of ours.
MINE = replace(
    next(
        item
        for item in catalogue().interventions_for(Kind.GEMEENTE)
        if Step(f"gemeente.{AREA}1", 2, 3) in item.steps
    ),
    id="gemeente.van-onszelf",
    title=Text("Onze eigen aanpak", "An approach of our own"),
    one_off_cost_eur=NOTHING,
    structural_cost_eur_per_year=NOTHING,
    all_of=(),
    one_of=(),
    excludes=(),
    basis=Origin.ORGANISATION,
    estimate=Origin.ORGANISATION,
)


def ready(world: World, database: Database) -> None:
    with database.transaction() as session:
        measure(session, world.actor("member"), world.round.id)
        aim(session, world.actor("director"), world.round.id)


def roadmap(client: FlaskClient, world: World) -> str:
    client.post(f"{world.round_url}/roadmap/berekenen")
    return client.get(f"{world.round_url}/roadmap").text


def import_mine(client: FlaskClient, world: World) -> None:
    data = {"file": (BytesIO(write_interventions((MINE,), "nl")), "eigen.xlsx")}
    assert client.post(f"{world.base}/maatregelen", data=data).status_code == 302


def test_an_own_intervention_is_planned_and_a_withdrawn_one_stays_readable(
    world: World, log_in: LogIn, app_database: Database
) -> None:
    ready(world, app_database)
    client = log_in("director")
    assert MINE.title.nl not in roadmap(client, world)
    import_mine(client, world)
    assert MINE.title.nl in client.get(f"{world.round_url}/roadmap/instellingen").text
    planned = roadmap(client, world)
    assert MINE.title.nl in planned
    assert "Deze maatregel is van uw organisatie." in planned
    with app_database.reading() as session:
        newest = session.scalars(select(PlanRecord).order_by(PlanRecord.number.desc())).first()
        assert newest
    client.post(f"{world.round_url}/roadmap/goedkeuren", data={"plan": newest.id})
    assert MINE.title.nl in client.get(f"{world.round_url}/roadmap/voortgang").text
    client.post(f"{world.base}/maatregelen/{MINE.id}/intrekken")
    assert MINE.title.nl in client.get(f"{world.round_url}/roadmap").text
    assert client.get(f"{world.round_url}/rapport/rapport.pdf?taal=nl").status_code == 200
    roadmap(client, world)
    with app_database.reading() as session:
        plans = session.scalars(select(PlanRecord).order_by(PlanRecord.number)).all()
        assert MINE.id not in {item["id"] for item in plans[-1].problem["interventions"]}


def test_an_own_estimate_counts_in_the_plan(world: World, log_in: LogIn, app_database: Database) -> None:
    ready(world, app_database)
    client = log_in("director")
    import_mine(client, world)
    url = f"{world.base}/schattingen/{MINE.id}"
    form = BeautifulSoup(client.get(url).text, "html.parser").select_one("main form")
    assert form
    values = {str(item["name"]): str(item.get("value", "")) for item in form.select("input")}
    dear = {f"one_off_cost_eur-{which}": "4.321.000" for which in ("low", "likely", "high")}
    saved = client.post(url, data={**values, **dear, "reason": "Offerte", "go": "save"})
    assert saved.status_code == 302
    roadmap(client, world)
    with app_database.reading() as session:
        plans = session.scalars(select(PlanRecord).order_by(PlanRecord.number)).all()
        (item,) = (item for item in plans[-1].problem["interventions"] if item["id"] == MINE.id)
        assert item["one_off_cost"] == 4_321_000 * 100
        assert MINE.id not in {entry["id"] for entry in plans[-1].plan["scheduled"]}
