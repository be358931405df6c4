"""The report of a session: what was decided, and nobody's own vote."""

import io
from uuid import UUID

import pikepdf
import pytest
from flask import Flask
from flask_babel import force_locale
from pypdf import PdfReader

from plateau.assessment.model import Anonymity
from plateau.assessment.records import RoundRecord
from plateau.catalogue.loader import catalogue
from plateau.database import Database
from plateau.report.model import Bullets, Facts, Heading, Report, Table
from plateau.report.session.building import build_session_report
from plateau.report.session.gathering import NotEnded, SessionMaterial, gather
from tests.integration.conftest import NOW, World
from tests.integration.workshop.conftest import Session, app, app_database, log_in, session, vote, world

__all__ = ["app", "app_database", "log_in", "session", "world"]

HOSTILE = "#panic(1) *vet* $x$ <b>"
ROLES = ("management",) * 3 + ("professionals",) * 2 + ("bestuur",)
NAMES = tuple(f"Naam{number}" for number in range(len(ROLES)))


def hold(session: Session) -> None:
    """A session of six people: one item decided with all there is to say, one area wanted, the rest not reached."""
    phones = [session.join(name, role) for name, role in zip(NAMES, ROLES, strict=True)]
    session.move()
    for number, phone in enumerate(phones):
        vote(phone, str(number % 3 + 1), "1-vote")
    for _ in range(3):
        session.move()
    session.decide(
        value="3", reason=f"Wij zien het zo {HOSTILE}", dissent="Het bestuur ziet 1",
        action="Contract herzien", owner="Teamleider", go="next",
    )  # fmt: skip
    session.move("skip")
    for phone in phones:
        vote(phone, "4", session.at)
    for _ in range(3):
        session.move()
    session.decide(value="4", reason="Daar moeten wij heen", go="next")
    session.move("close")


def material(database: Database, world: World, session: Session) -> SessionMaterial:
    with database.reading() as reading:
        workshop_id = UUID(session.url.rsplit("/", 1)[1])
        return gather(reading, organisation=world.organisation, workshop_id=workshop_id)


def build(app: Flask, found: SessionMaterial, language: str) -> Report:
    with app.test_request_context(), force_locale(language):
        return build_session_report(found, catalogue=catalogue(), language=language, generated_at=NOW)


def blocks_of(report: Report, kind: type) -> list:  # type: ignore[type-arg]
    return [block for chapter in report.chapters for block in chapter.blocks if isinstance(block, kind)]


@pytest.mark.parametrize("language", ["nl", "en"])
def test_it_tells_what_was_decided_and_is_accessible(
    app: Flask, app_database: Database, world: World, session: Session, language: str
) -> None:
    hold(session)
    report = build(app, material(app_database, world, session), language)
    decided = next(block for block in blocks_of(report, Facts))
    assert [line for fact in decided.items for line in fact.lines][1:3] == [
        f"Wij zien het zo {HOSTILE}",
        "Het bestuur ziet 1",
    ]
    answer = session.facilitator.get(f"{session.url}/verslag.pdf?taal={language}")
    assert answer.mimetype == "application/pdf"
    with pikepdf.open(io.BytesIO(answer.data)) as pdf:
        assert bool(pdf.Root.MarkInfo.Marked)
        assert str(pdf.Root.Lang) == language
        with pdf.open_metadata() as metadata:
            assert metadata["pdfuaid:part"] == "1"
            assert (metadata["pdfaid:part"], metadata["pdfaid:conformance"]) == ("2", "A")
    text = "\n".join(page.extract_text() for page in PdfReader(io.BytesIO(answer.data)).pages)
    for words in ("Contract herzien", "Teamleider", "Daar moeten wij heen", HOSTILE):
        assert words in text


def test_small_roles_are_counted_together_and_the_rest_is_named_as_not_reached(
    app: Flask, app_database: Database, world: World, session: Session
) -> None:
    hold(session)
    report = build(app, material(app_database, world, session), "nl")
    roles = next(table for table in blocks_of(report, Table) if table.caption == "Deelnemers per rol")
    assert [[cell.text for cell in row.cells] for row in roles.rows] == [
        ["Management", "3"],
        ["Bestuur en professionals", "3"],
    ]
    titles = [chapter.title for chapter in report.chapters]
    assert titles == ["Hoe het verder gaat", "Per onderwerp", "Wie meedeed en hoe"]
    headings = [block.text for block in report.chapters[0].blocks if isinstance(block, Heading)]
    assert headings == ["Wat wij gaan doen", "Wat de groep wil", "Niet aan bod gekomen"]
    votes = next(table for table in blocks_of(report, Table) if table.caption == "De stemmen")
    assert [column.title for column in votes.columns] == ["Antwoord", "Alle stemmen", "Management", "Bestuur en professionals"]  # fmt: skip


@pytest.mark.parametrize("anonymity", list(Anonymity))
def test_names_stand_in_it_only_in_a_round_with_names(
    app: Flask, app_database: Database, world: World, session: Session, anonymity: Anonymity
) -> None:
    with app_database.transaction() as database:
        database.get_one(RoundRecord, world.round.id).anonymity = anonymity.value
    page = session.join("Vooraf").get("/w/deelnemen").text
    named = anonymity is Anonymity.NAMED
    assert ("en in het verslag" in page) is named
    hold(session)
    report = build(app, material(app_database, world, session), "nl")
    lists = [item for bullets in blocks_of(report, Bullets) for item in bullets.items]
    assert ("Naam0" in lists) is named
    assert ("Naam0" in session.facilitator.get(f"{session.url}/verslag").text) is named
    assert any(heading.text == "Namen" for heading in blocks_of(report, Heading)) is named


def test_there_is_no_report_before_the_end(app_database: Database, world: World, session: Session) -> None:
    with pytest.raises(NotEnded):
        material(app_database, world, session)
    assert session.facilitator.get(f"{session.url}/verslag.pdf").status_code == 404
