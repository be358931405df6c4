"""After an upgrade with other questionnaires: rounds that were there ask and show what they did, new ones the new.

In the new release a topic of municipalities is gone, another came, a third reads otherwise; a scan too.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta
from io import BytesIO
from pathlib import Path
from shutil import copytree
from uuid import UUID

import pytest
from bs4 import BeautifulSoup
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from plateau.assessment import operations, store
from plateau.assessment.model import Participant, Perspective, Round, RoundDetails
from plateau.assessment.operations import questionnaire_in
from plateau.catalogue import loader
from plateau.catalogue.kept import digest_of
from plateau.catalogue.loader import catalogue
from plateau.catalogue.model import Kind, Origin, Step
from plateau.catalogue.scan import Scan
from plateau.catalogue.workbook import write_interventions
from plateau.database import Database, new_id
from plateau.language import Text
from plateau.tailoring import catalogue as tailoring_catalogue
from plateau.tailoring import documents
from plateau.tailoring.catalogue import own_catalogue
from plateau.tailoring.records import KeptQuestionnaireRecord
from plateau.web.clock import KEY as CLOCK
from tests.integration.conftest import NOW, LogIn, World
from tests.integration.roadmap.situations import AREA, aim
from tests.integration.tailoring.test_questionnaire_rounds import hand_in, start
from tests.police.test_pages import check_page

GONE, NEW = "gemeente.lc2", "gemeente.lc9"
OURS = catalogue().instrument("gemeente")
OLD_NAME, NEW_NAME = OURS.criterion(GONE).name.nl, "Leren van elkaar in de top"
OLD_WORDS, NEW_WORDS = (
    OURS.criterion("gemeente.lc1").level(2).text.nl,
    "Het college verdeelt het werk anders.",
)
STATEMENT = next(scan for scan in catalogue().scans if scan.id == "draagvlak").criteria[0].question.nl
NEW_STATEMENT = "Onze bestuurders staan achter de verandering."
Release = Callable[[], None]


@pytest.fixture
def release(app: Flask, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Release]:
    """What happens between two hours: the app goes on with the content of a new release."""

    def upgrade() -> None:
        app.extensions[CLOCK] = lambda: NOW + timedelta(hours=1)
        monkeypatch.setattr(loader, "CONTENT", changed_content(tmp_path / "content"))
        forget()
        assert catalogue().instrument("gemeente").version == 2

    yield upgrade
    monkeypatch.undo()
    forget()


def forget() -> None:
    for known in (catalogue, documents.known_copies, tailoring_catalogue._with_copy):
        known.cache_clear()


def changed_content(folder: Path) -> Path:
    copytree(loader.CONTENT, folder)
    for path in folder.rglob("*.yaml"):
        text = path.read_text(encoding="utf-8")
        path.write_text(re.sub(rf"{re.escape(GONE)}\b", NEW, text), encoding="utf-8")
    change(folder / "instruments" / "gemeente" / "lc.yaml", (OLD_NAME, NEW_NAME), (OLD_WORDS, NEW_WORDS))
    change(folder / "instruments" / "gemeente" / "instrument.yaml", ("version: 1", "version: 2"))
    change(folder / "scans" / "draagvlak.yaml", ("version: 1", "version: 2"), (STATEMENT, NEW_STATEMENT))
    return folder


def change(path: Path, *texts: tuple[str, str]) -> None:
    content = path.read_text(encoding="utf-8")
    for old, new in texts:
        assert content.count(old) == 1, old
        content = content.replace(old, new)
    path.write_text(content, encoding="utf-8")


def words(client: FlaskClient, url: str) -> str:
    answer = client.get(url)
    assert answer.status_code == 200, url
    if "<html" in answer.text:
        check_page(answer.text)
    return " ".join(BeautifulSoup(answer.text, "lxml").get_text(" ").split())


def import_own(client: FlaskClient, world: World, step: Step, name: str = "gemeente.van-onszelf") -> None:
    """Bring an intervention of one's own that makes this step."""
    ours = next(item for item in catalogue().interventions_for(Kind.GEMEENTE) if not item.all_of)
    item = replace(
        ours,
        id=name,
        title=Text("Onze eigen aanpak", "An approach of our own"),
        steps=(step,),
        one_of=(),
        excludes=(),
        basis=Origin.ORGANISATION,
        estimate=Origin.ORGANISATION,
    )
    data = {"file": (BytesIO(write_interventions((item,), "nl")), "eigen.xlsx")}
    answer = client.post(f"{world.base}/maatregelen", data=data, follow_redirects=True)
    assert answer.status_code == 200, answer.text


def answered(world: World, log_in: LogIn, database: Database) -> str:
    """The world's round with three people's answers and an ambition for the area in question."""
    for name, choice in (("director", 1), ("member", 1), ("member-two", 2)):
        hand_in(log_in(name), world.round_url, choice)
    with database.transaction() as session:
        aim(session, world.actor("director"), world.round.id)
    return world.round_url


def test_a_round_shows_and_asks_what_it_did(
    world: World, log_in: LogIn, app_database: Database, release: Release
) -> None:
    director = log_in("director")
    import_own(director, world, Step(GONE, 2, 3))
    url = answered(world, log_in, app_database)
    before = {page: words(director, f"{url}{page}") for page in ("/profiel", "/verschillen", "/ambitie")}
    release()
    assert before == {page: words(director, f"{url}{page}") for page in before}
    for page in ("", "/kwaliteit", "/deelnemers", "/consensus", "/rapport", "/roadmap/instellingen"):
        assert NEW_NAME not in words(director, f"{url}{page}"), page
    late = log_in("member-three")
    asked = words(late, f"{url}/vragenlijst/{AREA}")
    assert OLD_NAME in asked
    assert OLD_WORDS in asked
    assert NEW_WORDS not in asked
    hand_in(late, url)
    profile = words(director, f"{url}/profiel")
    assert profile != before["/profiel"]  # the fourth answer counts
    assert NEW_NAME not in profile


def test_its_roadmap_and_report_are_made_with_what_it_asked(
    world: World, log_in: LogIn, app_database: Database, release: Release
) -> None:
    director = log_in("director")
    import_own(director, world, Step(GONE, 2, 3))
    url = answered(world, log_in, app_database)
    release()
    computed = director.post(f"{url}/roadmap/berekenen", follow_redirects=True)
    assert computed.status_code == 200
    roadmap = words(director, f"{url}/roadmap")
    assert "Onze eigen aanpak" in roadmap  # nothing of plateau's leads on from the old topic any more
    assert OLD_NAME in roadmap
    assert NEW_NAME not in roadmap
    report = director.get(f"{url}/rapport/rapport.pdf?taal=nl")
    assert report.status_code == 200
    assert report.data.startswith(b"%PDF")
    own = words(director, f"{world.base}/maatregelen")
    assert "een onderwerp dat plateau niet meer vraagt" in own
    assert words(director, "/naslag/maatregelen/gemeente.van-onszelf")
    import_own(director, world, Step(NEW, 2, 3), "gemeente.van-later")  # what is there already is no mistake


def test_a_roadmap_says_where_plateau_knows_no_way_on_any_more(
    world: World, log_in: LogIn, app_database: Database, release: Release
) -> None:
    director = log_in("director")
    url = answered(world, log_in, app_database)
    release()
    director.post(f"{url}/roadmap/berekenen", follow_redirects=True)
    roadmap = words(director, f"{url}/roadmap")
    assert OLD_NAME in roadmap
    assert NEW_NAME not in roadmap
    assert "Er is geen maatregel voor de stap van 2 naar 3." in roadmap
    settings = words(director, f"{url}/roadmap/instellingen")
    assert f"{OLD_NAME} van 2 naar 3, geen maatregelen" in settings


def test_a_consensus_is_reached_on_what_was_asked(
    world: World, log_in: LogIn, app_database: Database, release: Release
) -> None:
    director = log_in("director")
    url = answered(world, log_in, app_database)
    release()
    for step in ("closed", "consensus"):
        page = BeautifulSoup(director.get(f"{url}/stand?naar={step}").text, "lxml")
        expected = page.select_one("input[name=expected]")
        assert expected is not None, step
        director.post(f"{url}/stand?naar={step}", data={"expected": expected["value"]})
    for name in ("consensus", "werksessie"):
        shown = words(director, f"{url}/{name}")
        assert OLD_NAME in shown
        assert NEW_NAME not in shown
    assert OLD_WORDS in words(director, f"{url}/consensus/gemeente-lc1")
    assert director.get(f"{url}/consensus/{NEW.replace('.', '-')}").status_code == 404


def test_a_new_round_asks_the_new_version_and_the_course_tells_the_difference(
    world: World, log_in: LogIn, app_database: Database, release: Release
) -> None:
    director = log_in("director")
    url = answered(world, log_in, app_database)
    assert "Inmiddels" not in words(director, url)
    assert "Een nieuwere versie is er niet." in words(director, f"{url}/nieuwe-versie")
    release()
    assert "vraagt versie 1 van de vragenlijst en blijft dat doen. Inmiddels is er versie 2." in words(
        director, url
    )
    difference = words(director, f"{url}/nieuwe-versie")
    for expected in (OLD_WORDS, NEW_WORDS, OLD_NAME, NEW_NAME, "Van versie 1 naar versie 2"):
        assert expected in difference
    again = follow_up(director, world, url)
    asked = words(director, f"{again}/vragenlijst/{AREA}")
    hand_in(director, again, 2)
    assert NEW_WORDS in asked
    assert NEW_NAME in asked
    assert OLD_NAME not in asked
    course = words(director, f"{world.base}/metingen/verloop")
    for expected in (
        f"{NEW_NAME} niet gevraagd 3 Doelgericht nieuw in de vragenlijst",
        f"{OLD_NAME} 2 Proceduregericht niet gevraagd staat niet meer in de vragenlijst",
        "anders gevraagd dan toen",
        "Anders gevraagd dan toen: de vragenlijst heeft een nieuwe versie",
    ):
        assert expected in course
    assert course.count("anders gevraagd dan toen") == 1
    assert "niet gevraagd" not in words(log_in("consultant"), "/vergelijken")


def follow_up(client: FlaskClient, world: World, url: str) -> str:
    example = url.rsplit("/", 1)[-1]
    page = words(client, f"{world.base}/metingen/nieuw?van={example}")
    assert "Deze meting vraagt versie 2, “Nulmeting” vroeg versie 1." in page
    round_id = str(new_id())
    answer = client.post(
        f"{world.base}/metingen/nieuw",
        data={
            "round_id": round_id,
            "copy_of": example,
            "name": "Vervolg",
            "is_baseline": "no",
            "anonymity": "named",
            "minimum_group": "3",
            "questionnaire": "gemeente",
            "open_now": "y",
        },
    )
    assert answer.status_code == 302, answer.text
    return f"{world.base}/metingen/{round_id}"


def test_a_round_that_was_never_open_can_go_over_to_the_new_version(
    world: World, log_in: LogIn, app_database: Database, release: Release
) -> None:
    director = log_in("director")
    scan = next(scan for scan in catalogue().scans if scan.id == "draagvlak")
    with app_database.transaction() as session:
        item = make(session, world, scan, "In voorbereiding")
    url = f"{world.base}/metingen/{item.id}"
    release()
    assert "Zolang de meting niet open is geweest, kunt u die kiezen." in words(director, url)
    page = f"{url}/nieuwe-versie"
    assert "u kunt haar de nieuwe versie laten vragen" in words(director, page)
    looked_at = {"digest": digest_of(catalogue().questionnaire("draagvlak"))}
    other = director.post(page, data={"digest": digest_of(scan)}, follow_redirects=True)
    assert other.request.path == page
    assert "de vragenlijst is intussen veranderd" in other.text
    assert "Inmiddels is er versie 2." in words(director, url)
    assert looked_at["digest"] in director.get(page).text
    taken = director.post(page, data=looked_at, follow_redirects=True)
    assert "De meting vraagt nu versie 2." in taken.text
    assert "Inmiddels" not in taken.text
    assert log_in("member").post(page, data=looked_at).status_code == 403
    with app_database.reading() as session:
        found = store.find_round(session, organisation_id=world.organisation.id, round_id=item.id)
        assert found is not None
        asked = questionnaire_in(session, item=found)
    assert asked.criteria[0].question.nl == NEW_STATEMENT
    running = f"{world.round_url}/nieuwe-versie"
    assert "Versie 2 vragen" not in words(director, running)
    newest = {"digest": digest_of(catalogue().questionnaire("gemeente"))}
    refused = director.post(running, data=newest, follow_redirects=True)
    assert "de meting is intussen open geweest" in refused.text
    assert "Inmiddels is er versie 2." in refused.text


def test_a_scan_keeps_its_words_and_its_advice(
    world: World, log_in: LogIn, app_database: Database, release: Release
) -> None:
    director = log_in("director")
    main = answered(world, log_in, app_database)
    scan = start(director, world, "draagvlak", "Draagvlak")
    hand_in(director, scan, 0)
    before = advice(director, main)
    release()
    assert STATEMENT in words(log_in("member"), f"{scan}/vragenlijst/draagvlak-instelling")
    for page in ("/profiel", "/verschillen"):
        assert NEW_STATEMENT not in words(director, f"{scan}{page}")
    assert STATEMENT in words(director, f"{scan}/profiel")
    assert advice(director, main) == before
    later = start(director, world, "draagvlak", "Draagvlak later")
    hand_in(director, later, 0)
    course = words(director, f"{world.base}/metingen/verloop?vragenlijst=draagvlak")
    assert NEW_STATEMENT in course
    assert course.count("anders gevraagd dan toen") == 1


def advice(client: FlaskClient, url: str) -> str:
    """What the settings of a roadmap say of support and capacity."""
    text = words(client, f"{url}/roadmap/instellingen")
    return text[text.index("Draagvlak en draagkracht:") : text.index("Dit advies komt uit")]


def test_one_copy_serves_all_rounds_with_the_same_content(
    world: World, log_in: LogIn, app_database: Database, release: Release
) -> None:
    director = log_in("director")
    for name in ("Een", "Twee"):
        start(director, world, "gemeente", name)
    assert copies(app_database) == {("gemeente", 1): 1, ("aanbieder", 1): 1}
    release()
    for name in ("Drie", "Vier"):
        start(director, world, "gemeente", name)
    assert copies(app_database) == {("gemeente", 1): 1, ("aanbieder", 1): 1, ("gemeente", 2): 1}
    with app_database.reading() as session:
        rounds = store.rounds(session, world.organisation.id)
        found = {item.name: questionnaire_in(session, item=item) for item in rounds}
    assert {name: (item.version, item == OURS) for name, item in found.items()} == {
        **dict.fromkeys(("Nulmeting", "Een", "Twee"), (1, True)),
        **dict.fromkeys(("Drie", "Vier"), (2, False)),
    }


def copies(database: Database) -> dict[tuple[str, int], int]:
    kept = KeptQuestionnaireRecord
    query = select(kept.questionnaire_id, kept.version, func.count()).group_by(
        kept.questionnaire_id, kept.version
    )
    with database.reading() as session:
        return {(name, version): count for name, version, count in session.execute(query)}


def test_who_was_asked_a_part_that_is_gone_is_asked_all(world: World, app_database: Database) -> None:
    scan = next(scan for scan in catalogue().scans if scan.id == "draagvlak")
    gone, stays = scan.parts[0].id, scan.parts[1].id
    left = replace(
        scan,
        version=2,
        parts=scan.parts[1:],
        criteria=tuple(one for one in scan.criteria if one.area != gone),
    )
    listed = {"Een": {gone}, "Beide": {gone, stays}, "Allen": set[str]()}
    with app_database.transaction() as session:
        first = make(session, world, scan, "Scan")
        for name, areas in listed.items():
            someone = Participant(new_id(), first.id, None, name, None, Perspective.PARTNER, frozenset(areas))
            store.add_participant(session, someone)
        again = make(session, world, left, "Vervolg", copy_of=first.id)
        found = {someone.name: someone.areas for someone in store.participants(session, again.id)}
    assert found == {"Een": frozenset(), "Beide": frozenset({stays}), "Allen": frozenset()}


def test_an_organisations_catalogue_is_made_once_per_request(
    app: Flask, world: World, log_in: LogIn, release: Release
) -> None:
    import_own(log_in("director"), world, Step(GONE, 2, 3))
    release()
    with app.test_request_context():
        found = own_catalogue(world.organisation.id)
        assert GONE not in {step.criterion for item in found.interventions for step in item.steps}
        assert own_catalogue(world.organisation.id) is found


def make(session: Session, world: World, scan: Scan, name: str, *, copy_of: UUID | None = None) -> Round:
    return operations.prepare_round(
        session,
        actor=world.actor("director"),
        instrument=scan,
        details=RoundDetails(name=name, is_baseline=not copy_of),
        now=NOW,
        round_id=new_id(),
        copy_of=copy_of,
    )
