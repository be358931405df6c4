"""A session on a scan: options instead of plateaus, and no ambition."""

import io
import re

import openpyxl
import pytest
from pypdf import PdfReader

from plateau.assessment import store
from plateau.database import Database
from tests.integration.assessment.rounds import ask
from tests.integration.conftest import LogIn, World
from tests.integration.workshop.conftest import Session, vote
from tests.police.test_pages import check_page


@pytest.fixture
def scanning(app_database: Database, world: World, log_in: LogIn) -> Session:
    """A session on two questions of a profile."""
    with app_database.transaction() as session:
        ask(session, world.round, "sturing")
    client = log_in("consultant")
    page = client.get(f"{world.round_url}/werksessie").text
    check_page(page)
    assert "gewenste plateau" not in page
    answer = client.post(
        f"{world.round_url}/werksessie",
        data={
            "workshop_id": "0192f0c0-7f7a-7000-8000-000000000009",
            "quorum": "1",
            "number-sturing-typering": "1",
            "ambition": "y",
        },
    )
    assert answer.status_code == 302, answer.text
    return Session(client.application, client, answer.headers["Location"])


def test_from_vote_to_consensus(scanning: Session, world: World, app_database: Database) -> None:
    anna, bram = scanning.join("Anna"), scanning.join("Bram", "professionals")
    scanning.move()
    assert anna.post("/w/stem", data={"choice": "3", "at": "1-vote"}).status_code == 400
    assert "Uw stem is binnen: Partner" in vote(anna, "partner", "1-vote")
    vote(bram, "partner", "1-vote")
    phone = anna.get("/w/deelnemen").text
    check_page(phone)
    assert "plateau-vote__number" not in phone
    assert "Meest gekozen: Partner (2 keer)." in scanning.move()
    check_page(scanning.facilitator.get(f"{scanning.url}/scherm").text)
    scanning.move()
    scanning.move()
    wrong = scanning.facilitator.post(f"{scanning.url}/besluit", data={"at": scanning.at, "value": "3"})
    assert wrong.status_code == 422
    page = scanning.decide(
        value="regie", reason="Zo gaat het", action="=1+1 Contract lezen", owner="Anna", go="next"
    )
    check_page(page)
    assert "Afgesproken: Regie" in re.sub(r"<[^>]+>|\s+", " ", page).replace("  ", " ")
    with app_database.reading() as session:
        assert store.agreed_values(session, world.round.id)["sturing.typering"].option == "regie"
    pdf = scanning.facilitator.get(f"{scanning.url}/verslag.pdf?taal=en")
    text = "\n".join(found.extract_text() for found in PdfReader(io.BytesIO(pdf.data)).pages)
    assert "Direction" in text
    assert "plateau the group wants" not in text
    book = openpyxl.load_workbook(io.BytesIO(scanning.facilitator.get(f"{scanning.url}/acties.xlsx").data))
    assert [cell.value for cell in book.worksheets[0][2]] == ["=1+1 Contract lezen", "Anna", "Typering"]
    assert book.worksheets[0]["A2"].data_type == "s"
