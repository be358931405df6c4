"""A consultant brings a questionnaire: looked at first, stored as a version, for this organisation only."""

from datetime import timedelta

from flask import Flask

from plateau.catalogue.loader import catalogue
from plateau.catalogue.own import example, example_yaml
from plateau.database import Database
from plateau.tailoring import store as tailoring_store
from plateau.tailoring.operations import offered_questionnaires
from plateau.web.clock import KEY as CLOCK
from tests.integration.conftest import NOW, LogIn, World
from tests.integration.tailoring.questionnaires import PLATEAUS, SCAN, changed, send, store


def versions(database: Database, world: World, questionnaire: str = SCAN) -> list[int]:
    with database.reading() as session:
        found = tailoring_store.questionnaire_history(
            session, organisation_id=world.organisation.id, questionnaire_id=questionnaire
        )
    return [own.version for own in found]


def test_what_is_read_is_looked_at_before_it_is_stored(
    world: World, log_in: LogIn, app_database: Database
) -> None:
    client = log_in("consultant")
    proposal = send(client, world, example_yaml("scan"))
    assert "Er is nog niets opgeslagen." in proposal.text
    assert "Wij spreken inwoners op plekken waar zij zelf al komen." in proposal.text
    assert versions(app_database, world) == []
    stored = client.post(proposal.request.path, data={"seen": 0}, follow_redirects=True)
    assert "Versie 1 is opgeslagen." in stored.text
    assert versions(app_database, world) == [1]
    with app_database.reading() as session:
        (offered,) = offered_questionnaires(session, organisation_id=world.organisation.id)
    assert offered == example("scan", catalogue())


def test_the_same_form_sent_twice_stores_one_version(
    world: World, log_in: LogIn, app_database: Database
) -> None:
    client = log_in("consultant")
    proposal = send(client, world, example_yaml("scan")).request.path
    for _time in range(2):
        assert client.post(proposal, data={"seen": 0}).headers["Location"].endswith(f"/vragenlijsten/{SCAN}")
    assert versions(app_database, world) == [1]
    assert client.get(proposal).status_code == 404


def test_a_new_version_shows_its_difference_before_and_after(world: World, log_in: LogIn) -> None:
    client = log_in("director")
    store(client, world, example_yaml("plateaus"))
    new = changed("plateaus", samen1="Wie komt er langs?")
    proposal = send(client, world, new)
    assert "Verschil met versie 1" in proposal.text
    assert "Huisbezoek" in proposal.text
    assert "vraag, Nederlands" in proposal.text
    assert "Wie komt bij mensen thuis, en met welke vraag?" in proposal.text
    assert "Wie komt er langs?" in proposal.text
    stored = client.post(proposal.request.path, data={"seen": 1}, follow_redirects=True).text
    assert "Versie 2" in stored
    assert "Wie komt bij mensen thuis, en met welke vraag?" in stored
    client.post("/taal", data={"language": "en"})
    assert "question, Dutch" in client.get(f"{world.base}/vragenlijsten/{PLATEAUS}").text
    assert "brings nothing new" in send(client, world, new).text


def test_who_looked_at_another_version_sees_what_is_different_now(
    world: World, log_in: LogIn, app_database: Database
) -> None:
    director, consultant = log_in("director"), log_in("consultant")
    store(director, world, example_yaml("scan"))
    mine = send(director, world, changed("scan", geld="Van de directeur?")).request.path
    store(consultant, world, changed("scan", geld="Van de adviseur?"), seen=1)
    stale = director.post(mine, data={"seen": 1})
    assert stale.status_code == 409
    assert "Van de adviseur?" in stale.text
    assert "Van de directeur?" in stale.text
    assert versions(app_database, world) == [2, 1]
    assert director.post(mine, data={"seen": 2}).status_code == 302
    assert versions(app_database, world) == [3, 2, 1]


def test_one_mistake_and_nothing_is_stored(world: World, log_in: LogIn, app_database: Database) -> None:
    client = log_in("consultant")
    broken = example_yaml("plateaus").replace(b"area: lc", b"area: xx")
    answer = send(client, world, broken)
    assert answer.status_code == 422
    assert "er is 1 fout gevonden in eigen.yaml" in answer.text
    assert "criteria[1].area: gebied &#39;xx&#39; is onbekend" in answer.text
    client.post("/taal", data={"language": "en"})
    assert "unknown area" in send(client, world, broken).text
    assert "Choose a file." in client.post(f"{world.base}/vragenlijsten", data={}).text
    assert versions(app_database, world, PLATEAUS) == []


def test_a_questionnaire_for_the_other_kind_is_refused(world: World, log_in: LogIn) -> None:
    other = example_yaml("plateaus").replace(b"kind: gemeente", b"kind: aanbieder")
    assert "uw organisatie is een gemeente" in send(log_in("consultant"), world, other).text


def test_an_id_keeps_its_kind_of_scale(world: World, log_in: LogIn) -> None:
    client = log_in("consultant")
    store(client, world, example_yaml("scan"))
    other = example_yaml("plateaus").replace(b"id: buurtaanpak", b"id: wijkscan")
    assert "een ander soort schaal" in send(client, world, other).text


def test_what_is_withdrawn_is_not_offered_until_it_is_again(
    world: World, log_in: LogIn, app_database: Database
) -> None:
    client = log_in("consultant")
    store(client, world, example_yaml("scan"))
    page = f"{world.base}/vragenlijsten/{SCAN}"
    new_round = f"{world.base}/metingen/nieuw"
    assert SCAN in client.get(new_round).text
    assert "is ingetrokken" in client.post(f"{page}/intrekken", follow_redirects=True).text
    assert SCAN not in client.get(new_round).text
    client.post(f"{page}/intrekken")
    assert versions(app_database, world) == [2, 1]
    assert "weer te kiezen" in client.post(f"{page}/aanbieden", follow_redirects=True).text
    assert SCAN in client.get(new_round).text
    assert client.post(f"{world.base}/vragenlijsten/eigen-niets/intrekken").status_code == 404


def test_another_organisation_and_another_person_see_nothing_of_it(world: World, log_in: LogIn) -> None:
    client = log_in("consultant")
    proposal = send(client, world, example_yaml("scan")).request.path
    assert log_in("director").get(proposal).status_code == 404
    client.post(proposal, data={"seen": 0})
    outsider = log_in("outsider")
    theirs = f"/organisaties/{world.stranger.id}"
    assert outsider.get(f"{theirs}/vragenlijsten/{SCAN}").status_code == 404
    assert outsider.get(f"{theirs}/vragenlijsten/{SCAN}/bestand.yaml").status_code == 404
    assert SCAN not in outsider.get(f"{theirs}/metingen/nieuw").text


def test_a_proposal_is_gone_after_a_day(app: Flask, world: World, log_in: LogIn) -> None:
    client = log_in("consultant")
    proposal = send(client, world, example_yaml("scan")).request.path
    app.extensions[CLOCK] = lambda: NOW + timedelta(days=1, minutes=1)
    client = log_in("consultant")
    assert client.get(proposal).status_code == 404
    assert "Lees het bestand nog een keer in." in client.post(proposal, follow_redirects=True).text


def test_every_file_that_goes_out_comes_in_again(world: World, log_in: LogIn) -> None:
    client = log_in("director")
    store(client, world, example_yaml("scan"))
    for language in ("nl", "en"):
        client.post("/taal", data={"language": language})
        for address in (
            "sjabloon.xlsx",
            "sjabloon.yaml",
            "sjabloon.xlsx?vorm=schaal",
            "sjabloon.yaml?vorm=schaal",
            f"{SCAN}/bestand.xlsx",
            f"{SCAN}/bestand.yaml",
        ):
            answer = client.get(f"{world.base}/vragenlijsten/{address}")
            assert answer.status_code == 200, address
            assert send(client, world, answer.data, address.replace("/", "-")).status_code == 200


def test_a_large_file_fits_here_and_not_elsewhere(world: World, log_in: LogIn) -> None:
    client = log_in("consultant")
    data = example_yaml("scan") + b"#" * 2_000_000
    assert "Er is nog niets opgeslagen." in send(client, world, data).text
    assert "groter dan 10 MB" in send(client, world, b"#" * 10_050_000).text
    assert client.post(f"{world.base}/metingen/nieuw", data={"name": "x" * 2_000_000}).status_code == 413
