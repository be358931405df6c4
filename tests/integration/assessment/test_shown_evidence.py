"""What others see of evidence: who leads the round, under the rules of the round, and nobody else."""

from io import BytesIO

import pytest
from flask.testing import FlaskClient

from plateau.assessment import store
from plateau.assessment.model import Anonymity, Perspective, RoundState
from plateau.database import Database
from tests.integration.assessment.rounds import let_in, make, said
from tests.integration.assessment.test_evidence import text_of
from tests.integration.conftest import NOW, LogIn, World
from tests.unit.assessment.files import PDF

C1, C2 = "gemeente.sb1", "gemeente.sb2"
EVIDENCE = "/vragenlijst/sb/{}/bewijs"
CONSENSUS = "/consensus/gemeente-sb1"


def give(client: FlaskClient, world: World, *, shared: bool, slug: str = "gemeente-sb1") -> None:
    """Answer one criterion with a link and a file, and hand in."""
    choice = {"link-shared": "y", "file-shared": "y"} if shared else {}
    client.post(f"{world.round_url}/vragenlijst/sb", data={"revision": "0", slug: "4"})
    url = world.round_url + EVIDENCE.format(slug)
    client.post(url, data={"kind": "link", "link-url": "https://voorbeeld.nl/visie", **choice})
    file = (BytesIO(PDF), "verslag van Member.pdf")
    client.post(url, data={"kind": "file", "file-file": file, "file-description": "Verslag", **choice})
    answer = client.post(f"{world.round_url}/vragenlijst/nakijken", data={"leave_open": "y"})
    assert answer.status_code == 302


def join(database: Database, world: World, people: int, criterion: str = C1) -> None:
    with database.transaction() as session:
        for _ in range(people):
            let_in(session, world.round.id, Perspective.MANAGEMENT, {criterion: said(criterion, 4)}, now=NOW)


def become(database: Database, world: World, anonymity: Anonymity, state: RoundState) -> None:
    with database.transaction() as session:
        make(session, world.round, anonymity=anonymity, state=state)


def file_path(page: str) -> str | None:
    start = page.find(f"{CONSENSUS}/bewijs/")
    return page[start : page.index('"', start)] if start >= 0 else None


def test_in_a_named_round_who_leads_sees_it_with_the_name_after_handing_in(
    app_database: Database, world: World, log_in: LogIn
) -> None:
    member, leader = log_in("member"), log_in("consultant")
    give(member, world, shared=False)
    page = leader.get(world.round_url + CONSENSUS).text
    assert "Verslag (pdf, 1 kB) – Member" in text_of(page)
    path = file_path(page)
    assert path
    answer = leader.get(world.round_url + path)
    assert answer.data == PDF
    assert "attachment" in answer.headers["Content-Disposition"]
    assert "verslag van Member.pdf" in answer.headers["Content-Disposition"]
    assert member.get(world.round_url + path).status_code == 403
    assert log_in("outsider").get(world.round_url + path).status_code == 404
    assert leader.get(world.round_url + path.replace("sb1", "sb2")).status_code == 404
    member.post(f"{world.round_url}/vragenlijst/heropenen")  # taken back: not handed in any more
    assert file_path(leader.get(world.round_url + CONSENSUS).text) is None
    assert leader.get(world.round_url + path).status_code == 404


def test_in_an_anonymous_round_it_shows_after_closing_without_a_name_and_only_when_shared(
    app_database: Database, world: World, log_in: LogIn
) -> None:
    become(app_database, world, Anonymity.ANONYMOUS, RoundState.OPEN)
    join(app_database, world, 2)
    give(log_in("member"), world, shared=True)
    give(log_in("member-two"), world, shared=False)
    leader = log_in("director")
    open_page = leader.get(world.round_url + CONSENSUS).text
    become(app_database, world, Anonymity.ANONYMOUS, RoundState.CLOSED)
    page = leader.get(world.round_url + CONSENSUS).text
    path = file_path(page)
    assert path
    assert file_path(open_page) is None
    assert page.count("Verslag") == 1
    assert "Bewijs, zonder naam" in page
    assert "Member" not in page
    answer = leader.get(world.round_url + path)
    assert answer.data == PDF
    assert answer.headers["Content-Disposition"] == "attachment; filename=bewijs.pdf"
    become(app_database, world, Anonymity.ANONYMOUS, RoundState.OPEN)
    assert leader.get(world.round_url + path).status_code == 404


def test_what_was_given_by_name_is_not_shared_when_the_round_becomes_anonymous(
    app_database: Database, world: World, log_in: LogIn
) -> None:
    join(app_database, world, 3)
    give(log_in("member"), world, shared=False)
    leader = log_in("director")
    assert file_path(leader.get(world.round_url + CONSENSUS).text)
    become(app_database, world, Anonymity.ANONYMOUS, RoundState.CLOSED)
    assert file_path(leader.get(world.round_url + CONSENSUS).text) is None
    assert "stukken bewijs" not in leader.get(f"{world.round_url}/consensus").text


@pytest.mark.parametrize("others", [0, 1])
def test_evidence_of_fewer_people_than_the_minimum_is_not_shown_or_counted(
    app_database: Database, world: World, log_in: LogIn, others: int
) -> None:
    become(app_database, world, Anonymity.ANONYMOUS, RoundState.OPEN)
    join(app_database, world, others)
    join(app_database, world, 3, C2)
    give(log_in("member"), world, shared=True)
    become(app_database, world, Anonymity.ANONYMOUS, RoundState.CLOSED)
    leader = log_in("director")
    assert file_path(leader.get(world.round_url + CONSENSUS).text) is None
    assert "stukken bewijs" not in leader.get(f"{world.round_url}/consensus").text


def test_nothing_on_the_page_leads_to_who_gave_it_or_when(
    app_database: Database, world: World, log_in: LogIn
) -> None:
    become(app_database, world, Anonymity.ANONYMOUS, RoundState.OPEN)
    join(app_database, world, 3)
    give(log_in("member"), world, shared=True)
    become(app_database, world, Anonymity.ANONYMOUS, RoundState.CLOSED)
    with app_database.reading() as session:
        found = store.given_evidence(session, world.round.id, with_names=True)
    page = log_in("director").get(world.round_url + CONSENSUS).text
    for name, piece in found:
        assert name not in page
        assert str(piece.id) not in page
        assert str(piece.file_id) not in page


def test_members_see_how_much_there_is_and_the_flag_goes_out(
    app_database: Database, world: World, log_in: LogIn
) -> None:
    leader, member = log_in("director"), log_in("member")
    value = {"value": "4", "version": "0", "reason": "Dat blijkt.", "dissent": "", "evidence": ""}
    leader.post(world.round_url + CONSENSUS, data=value)
    assert "zonder bewijs" in member.get(f"{world.round_url}/consensus").text
    join(app_database, world, 2)
    give(member, world, shared=False)
    page = member.get(f"{world.round_url}/consensus").text
    assert "zonder bewijs" not in page
    assert "2 stukken bewijs" in page
    assert "voorbeeld.nl" not in page


def test_the_quality_page_tells_a_word_from_evidence(
    app_database: Database, world: World, log_in: LogIn
) -> None:
    with app_database.transaction() as session:
        answers = {
            C1: said(C1, 4),
            C2: said(C2, 4, "Zie ons verslag."),
            "gemeente.sb3": said("gemeente.sb3", 5),
        }
        for _ in range(3):
            let_in(session, world.round.id, Perspective.MANAGEMENT, answers, now=NOW)
    give(log_in("member"), world, shared=False)
    page = text_of(log_in("consultant").get(f"{world.round_url}/kwaliteit").text)
    listed = page[page.index("Hoog, zonder bewijs") :]
    assert listed.count("ook geen toelichting") == 1
    assert listed.count("wel een toelichting") == 1
    assert listed.index("ook geen") < listed.index("wel een")
