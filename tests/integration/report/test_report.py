"""The report from the database to the PDF: whole, without roadmap, without ambition, in both languages."""

import io
from dataclasses import replace
from datetime import date, timedelta
from urllib.parse import quote

import pytest
from flask import Flask
from flask_babel import force_locale
from pypdf import PdfReader
from sqlalchemy import select

from plateau.accounts.records import OrganisationRecord
from plateau.assessment import operations as assessment
from plateau.assessment import store as assessment_store
from plateau.assessment.evidence import Evidence
from plateau.assessment.model import Answer, Mark, Target
from plateau.catalogue.loader import catalogue
from plateau.catalogue.model import Certainty
from plateau.database import Database, new_id
from plateau.language import Text
from plateau.report import operations, pictures
from plateau.report.model import Bullets, Paragraph, Picture, Report, Table
from plateau.report.operations import Material
from plateau.report.pdf import render_pdf
from plateau.roadmap import operations as roadmap
from plateau.roadmap import pictures as roadmap_pictures
from plateau.roadmap import presentation
from plateau.roadmap.milestones import DatedMilestone
from plateau.roadmap.model import Status
from plateau.roadmap.presentation import roadmap_page
from plateau.roadmap.records import PlanRecord
from plateau.web.svg import to_svg_bytes
from tests.integration.conftest import NOW, LogIn, World

CATALOGUE = catalogue()
INSTRUMENT = CATALOGUE.instrument("gemeente")
MOTIVATION = "Eén gezin, één plan. #import *nee* $1"


@pytest.fixture
def filled(app_database: Database, world: World) -> World:
    """A round with answers, an ambition and an approved roadmap: two areas one step further."""
    answers = {criterion.id: Answer(criterion.id, Mark.PLATEAU, 2) for criterion in INSTRUMENT.criteria}
    answers["gemeente.ps3"] = Answer("gemeente.ps3", Mark.UNKNOWN, None)
    answers["gemeente.mi4"] = Answer("gemeente.mi4", Mark.NOT_APPLICABLE, None, "Dat doet de regio.")
    with app_database.transaction() as session:
        for name in ("member", "member-two", "member-three"):
            assessment.save_answers(
                session,
                actor=world.actor(name),
                round_id=world.round.id,
                answers=list(answers.values()),
                base_revision=0,
                now=NOW,
            )
            assessment.submit_response(session, actor=world.actor(name), round_id=world.round.id, now=NOW)
        director = world.actor("director")
        assessment.set_ambition(
            session,
            actor=director,
            round_id=world.round.id,
            horizon=date(2029, 12, 31),
            motivation=MOTIVATION,
            motivations={"ps": "Zonder structuur geen samenhang."},
            targets=[Target("ps", 3), Target("lc", 2), Target("lc", 3, "gemeente.lc1")],
            base_version=0,
            now=NOW,
        )
        stored = roadmap.compute_roadmap(
            session,
            actor=director,
            round_id=world.round.id,
            catalogue=CATALOGUE,
            now=NOW,
            today=NOW.date(),
        )
        roadmap.approve_plan(
            session,
            actor=director,
            round_id=world.round.id,
            plan_id=stored.summary.id,
            catalogue=CATALOGUE,
            now=NOW,
            today=NOW.date(),
        )
    return world


def gather(database: Database, world: World) -> Material:
    with database.reading() as session:
        return operations.gather(
            session,
            organisation=world.organisation,
            round_id=world.round.id,
            catalogue=CATALOGUE,
            today=NOW.date(),
        )


def build(app: Flask, material: Material, language: str = "nl") -> Report:
    with app.test_request_context("/"), force_locale(language):
        return operations.build(material, catalogue=CATALOGUE, language=language, generated_at=NOW)


def pages_of(pdf: bytes) -> list[str]:
    return [
        page.extract_text().replace("\N{NO-BREAK SPACE}", " ") for page in PdfReader(io.BytesIO(pdf)).pages
    ]


def test_whole_report_tells_where_whither_and_how(app: Flask, app_database: Database, filled: World) -> None:
    material = gather(app_database, filled)
    document = build(app, material)
    pages = pages_of(render_pdf(document))
    text = "\n".join(pages)
    assert "Gemeente Proefdorp" in pages[0]
    assert "Director" in pages[0]
    assert "Samenvatting" in pages[1]
    assert "3 van 3" in pages[1]
    assert "Inhoud" in pages[2]
    assert "Eén gezin, één plan. #import *nee* $1" in " ".join(text.split())
    assert "Zonder structuur geen samenhang." in text
    assert "is bekeken terwijl de rest van de roadmap blijft staan." in " ".join(text.split())
    assert material.stored is not None
    # Once in the plan, the matrix and the annex.
    for item in material.stored.plan.scheduled:
        title = CATALOGUE.intervention(item.id).title.nl
        assert "".join(text.split()).count("".join(title.split())) >= 3
    titles = [chapter.title for chapter in document.chapters]
    places = [text.rindex(title.split(":")[0]) for title in titles]
    assert places == sorted(places)


def test_the_report_warns_of_costs_that_go_on_above_the_budget(
    app: Flask, app_database: Database, filled: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(presentation, "budget_after", lambda problem: (2030, 100))
    document = build(app, gather(app_database, filled))
    told = [
        item.text for chapter in document.chapters for item in chapter.blocks if isinstance(item, Paragraph)
    ]
    assert any("meer dan uw budget van 2030" in text for text in told)
    assert "meer dan uw budget van 2030" in document.summary.lead


def test_unknown_and_not_applicable_stay_apart(app: Flask, app_database: Database, filled: World) -> None:
    document = build(app, gather(app_database, filled))
    table = next(
        block
        for block in document.chapters[0].blocks
        if getattr(block, "caption", "") == "Score per onderwerp" and not isinstance(block, Picture)
    )
    rows = {row.cells[0].text: row.cells for row in table.rows}  # type: ignore[union-attr]
    unknown = rows[INSTRUMENT.criterion("gemeente.ps3").name.nl]
    not_applicable = rows[INSTRUMENT.criterion("gemeente.mi4").name.nl]
    assert (unknown[1].text, unknown[3].text) == ("onbekend", "onbekend: eerst meten")
    assert (not_applicable[1].text, not_applicable[3].text) == ("n.v.t.", "niet van toepassing")
    assert unknown[1].plateau is not_applicable[1].plateau is None


def test_each_picture_has_words_and_stands_beside_a_table(
    app: Flask, app_database: Database, filled: World
) -> None:
    document = build(app, gather(app_database, filled))
    found = [block for chapter in document.chapters for block in chapter.blocks if isinstance(block, Picture)]
    assert len(found) == 5
    for picture in found:
        assert len(picture.alternative) > 40
        assert "None" not in picture.alternative
        assert picture.svg.startswith(b"<?xml")


def test_the_annex_counts_the_evidence_that_may_be_seen(
    app: Flask, app_database: Database, filled: World
) -> None:
    assert "Bewijs per onderwerp" not in str(build(app, gather(app_database, filled)))
    with app_database.transaction() as session:
        found = assessment_store.find_response(
            session, round_id=filled.round.id, person_id=filled.people["member"].id
        )
        assert found
        # In a round with names every piece is seen, whatever was chosen when it was added.
        for criterion, shared in (("gemeente.sb1", True), ("gemeente.sb1", True), ("gemeente.ps1", False)):
            url = f"https://voorbeeld.nl/{new_id()}"
            piece = Evidence(new_id(), criterion, "", url, None, shared, NOW)
            assessment_store.add_evidence(session, response_id=found.id, piece=piece)
    document = build(app, gather(app_database, filled))
    tables = [block for block in document.chapters[-1].blocks if isinstance(block, Table)]
    assert [[cell.text for cell in row.cells] for row in tables[-1].rows] == [
        [INSTRUMENT.criterion("gemeente.sb1").name.nl, "2"],
        [INSTRUMENT.criterion("gemeente.ps1").name.nl, "1"],
    ]


def test_timeline_that_is_too_high_for_a_page_comes_in_parts(
    app: Flask, app_database: Database, filled: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    material = gather(app_database, filled)
    assert material.stored is not None
    count = len(material.stored.plan.scheduled)
    monkeypatch.setattr(pictures, "TALLEST", 1)
    monkeypatch.setattr(pictures, "FEWEST_BARS", 1)
    document = build(app, material)
    found = [
        block
        for block in document.chapters[2].blocks
        if isinstance(block, Picture) and block.caption.startswith("Maatregelen in de tijd")
    ]
    assert count > 1
    assert [picture.caption for picture in found] == [
        f"Maatregelen in de tijd, deel {part} van {count}" for part in range(1, count + 1)
    ]
    drawn = b"".join(picture.svg for picture in found).decode()
    for item in material.stored.plan.scheduled:
        assert drawn.count(CATALOGUE.intervention(item.id).title.nl) == 1


def test_same_material_gives_the_same_bytes(app: Flask, app_database: Database, filled: World) -> None:
    material = gather(app_database, filled)
    assert render_pdf(build(app, material)) == render_pdf(build(app, material))


@pytest.mark.parametrize("language", ["nl", "en"])
def test_report_without_a_roadmap_says_so(
    app: Flask, app_database: Database, filled: World, language: str
) -> None:
    document = build(app, replace(gather(app_database, filled), stored=None), language)
    assert document.language == language
    assert len(document.chapters[2].blocks) == 1
    assert document.cover.state == {"nl": "Concept", "en": "Draft"}[language]
    render_pdf(document)


def test_report_with_a_profile_only(app: Flask, app_database: Database, filled: World) -> None:
    material = replace(gather(app_database, filled), stored=None, ambition=None, gaps=())
    text = "\n".join(pages_of(render_pdf(build(app, material))))
    assert "Er is nog geen ambitie vastgesteld." in text
    assert "Er is nog geen roadmap berekend." in text


def test_report_of_a_round_that_just_began(app: Flask, app_database: Database, world: World) -> None:
    text = "\n".join(pages_of(render_pdf(build(app, gather(app_database, world)))))
    assert "er is nog geen vragenlijst ingeleverd" in text


def test_unapproved_roadmap_is_a_concept(app: Flask, app_database: Database, filled: World) -> None:
    material = gather(app_database, filled)
    assert material.stored is not None
    open_summary = replace(material.stored.summary, approved_at=None, approved_by=None)
    draft = replace(material, stored=replace(material.stored, summary=open_summary))
    pages = pages_of(render_pdf(build(app, draft)))
    assert "Concept" in pages[1]
    assert "Goedgekeurd" in pages_of(render_pdf(build(app, material)))[1]


@pytest.fixture
def moved_on(app_database: Database, filled: World) -> World:
    """After the approval the director wants more, and someone computes that."""
    with app_database.transaction() as session:
        director = filled.actor("director")
        assessment.set_ambition(
            session,
            actor=director,
            round_id=filled.round.id,
            horizon=date(2031, 12, 31),
            motivation="Verder.",
            motivations={},
            targets=[Target("ps", 4)],
            base_version=1,
            now=NOW + timedelta(days=1),
        )
        roadmap.compute_roadmap(
            session,
            actor=director,
            round_id=filled.round.id,
            catalogue=CATALOGUE,
            now=NOW + timedelta(days=1),
            today=NOW.date(),
        )
    return filled


def test_approved_roadmap_stands_beside_the_ambition_it_goes_to(
    app: Flask, app_database: Database, moved_on: World
) -> None:
    material = gather(app_database, moved_on)
    assert material.stored is not None
    assert material.ambition is not None
    assert material.stored.summary.is_approved
    assert material.ambition.id == material.stored.summary.ambition_id
    assert {gap.target for gap in material.gaps if gap.area == "ps"} == {3}
    document = build(app, material)
    sentence = "Sinds deze berekening zijn gewijzigd: de ambitie en de looptijd."
    assert dict(document.cover.facts)["Let op"] == sentence
    assert dict(document.cover.facts)["Ambitie voor"] == "31 december 2029"
    assert f"{sentence} De ambitie en de roadmap in het rapport zijn van toen" in document.summary.lead
    pages = [" ".join(page.split()) for page in pages_of(render_pdf(document))]
    assert sentence in pages[0]
    assert sentence in pages[1]
    assert "Inhoud" in pages[2]
    assert "Verder." not in " ".join(pages)


def test_report_that_is_up_to_date_warns_of_nothing(
    app: Flask, app_database: Database, filled: World, log_in: LogIn
) -> None:
    document = build(app, gather(app_database, filled))
    assert "Let op" not in dict(document.cover.facts)
    assert "Sinds deze berekening" not in document.summary.lead
    assert "De roadmap is niet meer bij." not in log_in("director").get(f"{filled.round_url}/rapport").text


def test_page_of_the_report_says_that_it_is_outdated(moved_on: World, log_in: LogIn) -> None:
    page = log_in("director").get(f"{moved_on.round_url}/rapport").text
    assert "Sinds deze berekening zijn gewijzigd: de ambitie en de looptijd." in page
    assert "De ambitie voor 31 december 2029" in page


def test_a_calculation_without_a_roadmap_is_not_reported(
    app: Flask, app_database: Database, filled: World
) -> None:
    with app_database.transaction() as session:
        (record,) = session.scalars(select(PlanRecord))
        record.approved_at = record.approved_by = None
        record.status = Status.INFEASIBLE.value
    material = gather(app_database, filled)
    assert material.stored is None
    assert build(app, material).cover.state == "Concept"


def test_own_milestone_outside_the_period_is_named(app: Flask, app_database: Database, filled: World) -> None:
    title = Text("Loket open", "Loket open")
    with app_database.transaction() as session:
        roadmap.add_milestone(
            session,
            actor=filled.actor("director"),
            milestone=DatedMilestone(
                str(new_id()), "wmo", title, date(2040, 7, 1), Certainty.VAST, plateau=4, own=True
            ),
        )
    blocks = build(app, gather(app_database, filled)).chapters[2].blocks
    assert Bullets(("1 juli 2040: Loket open",)) in blocks


def test_charts_are_those_of_the_page(app: Flask, app_database: Database, filled: World) -> None:
    material = gather(app_database, filled)
    assert material.stored is not None
    assert material.ambition is not None
    document = build(app, material)
    drawn = [block.svg for block in document.chapters[2].blocks if isinstance(block, Picture)]
    calendar = material.stored.problem.calendar
    with app.test_request_context("/"), force_locale("nl"):
        page = roadmap_page(
            material.stored,
            catalogue=CATALOGUE,
            instrument_id="gemeente",
            gaps=material.gaps,
            milestones=material.milestones,
            kind=material.organisation.kind,
            horizon=material.ambition.horizon,
            size=material.organisation.size,
        )
        assert drawn[1:] == [
            to_svg_bytes(roadmap_pictures.costs(page)),
            to_svg_bytes(roadmap_pictures.load(page, calendar)),
        ]


def test_download_has_a_name_in_any_alphabet(app_database: Database, filled: World, log_in: LogIn) -> None:
    with app_database.transaction() as session:
        session.get_one(OrganisationRecord, filled.organisation.id).name = "Súdwest “Fryslân”"
    answer = log_in("director").get(f"{filled.round_url}/rapport/rapport.pdf?taal=nl")
    header = answer.headers["Content-Disposition"]
    assert header.startswith("attachment; filename=")
    assert f"filename*=UTF-8''{quote('plateau-súdwest-“fryslân”-nl.pdf')}" in header
    assert answer.headers["Cache-Control"] == "no-store"


def test_director_downloads_it_in_both_languages(filled: World, log_in: LogIn) -> None:
    client = log_in("director")
    for language in ("nl", "en"):
        answer = client.get(f"{filled.round_url}/rapport/rapport.pdf?taal={language}")
        assert answer.status_code == 200
        assert answer.mimetype == "application/pdf"
        assert answer.data.startswith(b"%PDF-")
    assert client.get(f"{filled.round_url}/rapport/rapport.pdf?taal=fr").status_code == 404


def test_age_of_the_ambition_is_measured_from_the_day_of_the_report(
    app: Flask, app_database: Database, filled: World
) -> None:
    material = gather(app_database, filled)
    assert material.ambition is not None
    hasty = replace(material, ambition=replace(material.ambition, horizon=NOW.date() + timedelta(days=75)))
    text = " ".join("\n".join(pages_of(render_pdf(build(app, hasty)))).split())
    assert "12 maanden, en er zijn er 2" in text
