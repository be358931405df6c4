"""Agreeing on values through the web: who may, what is proposed, what a stale page gets."""

from bs4 import BeautifulSoup

from plateau.assessment import store
from plateau.assessment.model import Anonymity, Perspective, RoundState
from plateau.catalogue.loader import catalogue
from plateau.database import Database
from tests.integration.assessment.rounds import let_in, make, said
from tests.integration.conftest import NOW, LogIn, World

INSTRUMENT = catalogue().instrument("gemeente")
C1 = INSTRUMENT.criteria[0].id
SLUG = C1.replace(".", "-")


def form(value: str, version: int = 0, *, reason: str = "Dat blijkt.", **more: str) -> dict[str, str]:
    return {"value": value, "version": str(version), "reason": reason, "dissent": "", "evidence": "", **more}


def answered(database: Database, world: World, *values: int) -> None:
    with database.transaction() as session:
        for value in values:
            let_in(session, world.round.id, Perspective.MANAGEMENT, {C1: said(C1, value)}, now=NOW)


def test_the_median_is_told_and_never_filled_in(app_database: Database, world: World, log_in: LogIn) -> None:
    answered(app_database, world, 2, 2, 4)
    page = BeautifulSoup(log_in("consultant").get(f"{world.round_url}/consensus/{SLUG}").text, "lxml")
    assert "Middelste antwoord: 2 – Proceduregericht." in " ".join(page.get_text(" ").split())
    assert len(page.select("input[type=radio]")) == 7
    assert not page.select("input[checked]")


def test_an_agreed_value_shows_beside_the_answers_with_its_reason(
    app_database: Database, world: World, log_in: LogIn
) -> None:
    answered(app_database, world, 2, 2, 4)
    leader = log_in("director")
    answer = leader.post(
        f"{world.round_url}/consensus/{SLUG}", data=form("3", reason="Zo zien wij het.", dissent="Ruben: 2.")
    )
    assert answer.location == f"{world.round_url}/consensus#{SLUG}"
    page = " ".join(
        BeautifulSoup(log_in("member").get(f"{world.round_url}/consensus").text, "lxml").get_text(" ").split()
    )
    assert "Zo zien wij het." in page
    assert "Anders gezien: Ruben: 2." in page
    assert "Over 18 onderwerpen is nog niets afgesproken." in page
    assert "samen afgesproken" in log_in("member").get(f"{world.round_url}/profiel").text


def test_a_high_value_without_evidence_is_flagged(world: World, log_in: LogIn) -> None:
    leader = log_in("director")
    here = f"{world.round_url}/consensus"
    page = leader.post(f"{here}/{SLUG}", data=form("4"), follow_redirects=True).text
    assert "zonder bewijs" in page
    assert "Er staat nog niet bij waar deze hoge waarde uit blijkt." in page
    page = leader.post(
        f"{here}/{SLUG}", data=form("4", 1, evidence="Jaarverslag"), follow_redirects=True
    ).text
    assert "zonder bewijs" not in page


def test_a_value_needs_a_reason_and_still_open_does_not(
    app_database: Database, world: World, log_in: LogIn
) -> None:
    leader = log_in("director")
    here = f"{world.round_url}/consensus/{SLUG}"
    refused = leader.post(here, data=form("3", reason=" "))
    assert refused.status_code == 422
    assert "Leg in een zin uit waarom u dit kiest." in refused.text
    assert leader.post(here, data={"version": "0"}).status_code == 422
    assert leader.post(here, data=form("9")).status_code == 422
    assert leader.post(here, data=form("open", reason="")).status_code == 302
    with app_database.reading() as session:
        assert store.agreed_values(session, world.round.id)[C1].mark is None


def test_a_stale_page_gets_both(world: World, log_in: LogIn, app_database: Database) -> None:
    here = f"{world.round_url}/consensus/{SLUG}"
    assert log_in("director").post(here, data=form("2")).status_code == 302
    late = log_in("consultant")
    answer = late.post(here, data=form("4", reason="Wij denken hoger."))
    assert answer.status_code == 409
    assert "2 – Proceduregericht" in answer.text
    page = BeautifulSoup(answer.text, "lxml")
    assert page.select_one("input[checked]")["value"] == "4"  # type: ignore[index]
    version = page.select_one("input[name=version]")["value"]  # type: ignore[index]
    assert "Wij denken hoger." in answer.text
    assert late.post(here, data=form("4", int(str(version)), reason="Wij denken hoger.")).status_code == 302
    with app_database.reading() as session:
        found = store.agreed_value_versions(session, round_id=world.round.id, criterion=C1)
    assert [value.plateau for value in found] == [4, 2]


def test_members_read_and_an_adopted_round_stands(
    app_database: Database, world: World, log_in: LogIn
) -> None:
    here = f"{world.round_url}/consensus/{SLUG}"
    assert log_in("member").get(here).status_code == 403
    assert log_in("director").get(f"{world.round_url}/consensus/niets").status_code == 404
    with app_database.transaction() as session:
        make(session, world.round, anonymity=Anonymity.NAMED, state=RoundState.ADOPTED)
    answer = log_in("director").post(here, data=form("3"))
    assert answer.status_code == 409
    assert "Uw wijziging is niet opgeslagen." in answer.text


def test_of_an_open_anonymous_round_the_page_tells_no_answer(
    app_database: Database, world: World, log_in: LogIn
) -> None:
    answered(app_database, world, 5, 5, 5)
    with app_database.transaction() as session:
        make(session, world.round, anonymity=Anonymity.ANONYMOUS, state=RoundState.OPEN)
    client = log_in("director")
    page = client.get(f"{world.round_url}/consensus/{SLUG}").text
    assert "De antwoorden zijn hier niet te zien" in page
    assert "plateau-heat" not in page
    assert "Samenlevinggericht" not in client.get(f"{world.round_url}/consensus").text


def test_what_nothing_was_said_of_is_left_open_at_once(
    app_database: Database, world: World, log_in: LogIn
) -> None:
    client = log_in("director")
    form = {"version": "0", "value": "3", "reason": "Dat zien wij terug.", "go": "next"}
    answer = client.post(f"{world.round_url}/consensus/gemeente-sb1", data=form)
    assert answer.headers["Location"].endswith("/consensus/gemeente-sb2")
    for _ in range(2):  # sent twice is once
        assert client.post(f"{world.round_url}/consensus").status_code == 302
    with app_database.reading() as session:
        values = store.agreed_values(session, world.round.id)
    assert len(values) == 19
    assert values["gemeente.sb1"].plateau == 3
    assert {(value.mark, value.version) for name, value in values.items() if name != "gemeente.sb1"} == {
        (None, 1)
    }
    assert "Alle onderwerpen zijn besproken." in client.get(f"{world.round_url}/consensus").text
