"""A consultant adds interventions from a workbook: all or nothing, and for this organisation only."""

from dataclasses import replace
from io import BytesIO

from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from plateau.catalogue.loader import catalogue
from plateau.catalogue.model import Intervention, Kind
from plateau.catalogue.workbook import write_interventions
from plateau.database import Database
from plateau.language import Text
from plateau.tailoring.operations import catalogue_of
from tests.integration.conftest import LogIn, World

MINE = replace(
    catalogue().intervention("gemeente.zorgcooperatie"),
    id="gemeente.van-onszelf",
    title=Text("Onze eigen aanpak", "An approach of our own"),
)
NEXT = replace(
    MINE, id="gemeente.daarna", all_of=(MINE.id,), title=Text("Wat daarna komt", "What comes next")
)


def upload(client: FlaskClient, world: World, *items: Intervention, name: str = "eigen.xlsx") -> TestResponse:
    data = {"file": (BytesIO(write_interventions(items, "nl")), name)}
    return client.post(f"{world.base}/maatregelen", data=data, follow_redirects=True)


def offered(database: Database, world: World) -> set[str]:
    with database.reading() as session:
        found = catalogue_of(session, organisation_id=world.organisation.id, catalogue=catalogue())
    return {item.id for item in found.interventions_for(Kind.GEMEENTE)}


def test_a_workbook_is_taken_in_and_seen_by_this_organisation_only(
    world: World, log_in: LogIn, app_database: Database
) -> None:
    client = log_in("consultant")
    assert "2 maatregelen toegevoegd." in upload(client, world, MINE, NEXT).text
    assert {MINE.id, NEXT.id} <= offered(app_database, world)
    assert "Onze eigen aanpak" in client.get(f"/naslag/maatregelen/{MINE.id}").text
    assert log_in("outsider").get(f"/naslag/maatregelen/{MINE.id}").status_code == 404
    with app_database.reading() as session:
        assert catalogue_of(session, organisation_id=world.stranger.id, catalogue=catalogue()) is catalogue()


def test_the_same_file_again_changes_nothing_and_a_changed_row_is_a_version(
    world: World, log_in: LogIn, app_database: Database
) -> None:
    client = log_in("director")
    upload(client, world, MINE)
    assert "Alles in dit bestand stond er al." in upload(client, world, MINE).text
    changed = replace(MINE, title=Text("Onze betere aanpak", "Our better approach"))
    assert "1 maatregel gewijzigd." in upload(client, world, changed).text
    with app_database.reading() as session:
        own = catalogue_of(session, organisation_id=world.organisation.id, catalogue=catalogue())
    assert own.intervention(MINE.id).title.nl == "Onze betere aanpak"


def test_one_mistake_and_nothing_is_stored(world: World, log_in: LogIn, app_database: Database) -> None:
    client = log_in("director")
    answer = upload(client, world, MINE, replace(NEXT, all_of=("gemeente.niets",)))
    assert answer.status_code == 422
    assert "Niets opgeslagen: er is 1 fout gevonden in eigen.xlsx." in answer.text
    assert "maatregel &#39;gemeente.niets&#39; is onbekend" in answer.text
    assert not {MINE.id, NEXT.id} & offered(app_database, world)
    client.post("/taal", data={"language": "en"})
    assert "unknown intervention" in upload(client, world, replace(NEXT, all_of=("gemeente.niets",))).text
    assert "Choose a file." in client.post(f"{world.base}/maatregelen", data={}).text


def test_what_is_withdrawn_is_not_offered_but_still_known(
    world: World, log_in: LogIn, app_database: Database
) -> None:
    client = log_in("director")
    upload(client, world, MINE, NEXT)
    away = f"{world.base}/maatregelen/{{}}/intrekken"
    assert "wacht erop" in client.post(away.format(MINE.id), follow_redirects=True).text
    assert "is ingetrokken" in client.post(away.format(NEXT.id), follow_redirects=True).text
    assert NEXT.id not in offered(app_database, world)
    assert client.get(f"/naslag/maatregelen/{NEXT.id}").status_code == 200
    assert client.post(away.format(NEXT.id)).status_code == 404
    assert "1 maatregel toegevoegd." in upload(client, world, NEXT).text
    assert NEXT.id in offered(app_database, world)


def test_the_workbooks_to_start_from_can_be_downloaded(world: World, log_in: LogIn) -> None:
    client = log_in("director")
    for name in ("sjabloon", "voorbeeld"):
        answer = client.get(f"{world.base}/maatregelen/{name}.xlsx")
        assert answer.status_code == 200
        assert answer.data.startswith(b"PK")
