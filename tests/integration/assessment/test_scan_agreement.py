"""A scan after the questionnaire: differences, signs and consensus, in the engine of the plateaus."""

from collections.abc import Mapping
from datetime import timedelta

import pytest
from bs4 import BeautifulSoup

from plateau.assessment import operations, store
from plateau.assessment.answer_scale import scale_of
from plateau.assessment.model import Anonymity, Answer, Mark, Perspective, Round, RoundState
from plateau.catalogue.loader import catalogue
from plateau.database import Database, new_id
from tests.integration.assessment.rounds import ask, let_in, make
from tests.integration.conftest import NOW, LogIn, World
from tests.police.test_pages import check_page

M, P = Perspective.MANAGEMENT, Perspective.PROFESSIONALS


def text_of(page: str) -> str:
    return " ".join(BeautifulSoup(page, "lxml").get_text(" ").split())


def fill(
    database: Database,
    world: World,
    scan_id: str,
    choices: Mapping[Perspective, tuple[int, ...]],
    anonymity: Anonymity = Anonymity.ANONYMOUS,
) -> Round:
    """A closed round with this scan; each person gives the same place everywhere, with a comment on the first."""
    scan = next(item for item in catalogue().scans if item.id == scan_id)
    with database.transaction() as session:
        ask(session, world.round, scan_id)
        for perspective, places in choices.items():
            for number, place in enumerate(places):
                answers = {}
                for question in scan.criteria:
                    key = scale_of(question).keys[(place - 1) % len(scale_of(question).keys)]
                    comment = f"{perspective} {number}" if question is scan.criteria[0] else ""
                    answers[question.id] = Answer(question.id, Mark.OPTION, None, comment, option=key)
                let_in(session, world.round.id, perspective, answers, now=NOW, name=f"{perspective} {number}")
        return make(session, world.round, anonymity=anonymity, state=RoundState.CLOSED)


@pytest.mark.parametrize("language", ["nl", "en"])
def test_an_ordered_scan_shows_spread_and_blind_spots(
    app_database: Database, world: World, log_in: LogIn, language: str
) -> None:
    fill(app_database, world, "toegang", {M: (3, 3, 3), P: (1, 1, 1)})
    client = log_in("director")
    client.post("/taal", data={"language": language})
    page = client.get(f"{world.round_url}/verschillen").text
    check_page(page)
    if language == "nl":
        text = text_of(page)
        assert "Het middelste antwoord van management is “Ja”, van professionals “Nee”." in text
        assert "Twee kampen. Middelste antwoord: tussen “Nee” en “Ja”." in text
        assert "Hoeveel mensen kozen welk antwoord" in text
        assert "plateau 3" not in text


def test_a_profile_says_what_most_chose_and_knows_no_blind_spot(
    app_database: Database, world: World, log_in: LogIn
) -> None:
    fill(app_database, world, "sturing", {M: (3, 3, 3), P: (1, 1, 3)})
    page = log_in("director").get(f"{world.round_url}/verschillen").text
    check_page(page)
    text = text_of(page)
    assert "Grotendeels eens. Meest gekozen: Partner (4 keer)." in text
    assert "blinde vlek" not in text.lower()
    assert "Middelste antwoord" not in text
    # One table per set of answers: the way of steering, and the choices that have answers of their own.
    scan = next(item for item in catalogue().scans if item.id == "sturing")
    sets = {tuple(pole.key for pole in question.scale.poles) for question in scan.criteria}
    captions = [caption.get_text() for caption in BeautifulSoup(page, "lxml").select(".plateau-heat caption")]
    assert captions.count("Hoeveel mensen kozen welk antwoord") == len(sets)


@pytest.mark.parametrize("scan", ["toegang", "sturing"])
def test_a_small_group_of_a_scan_does_not_show(
    app_database: Database, world: World, log_in: LogIn, scan: str
) -> None:
    fill(app_database, world, scan, {M: (3, 3, 3), P: (1,)})
    text = text_of(log_in("director").get(f"{world.round_url}/verschillen").text)
    assert "Antwoorden per groep" not in text
    assert "management 0" in text  # a comment, without a name or a perspective beside it
    few = text_of(log_in("director").get(f"{world.round_url}/profiel").text)
    assert "Gebaseerd op 4 ingeleverde vragenlijsten." in few


def test_consensus_on_an_option_stands_in_the_profile(
    app_database: Database, world: World, log_in: LogIn
) -> None:
    fill(app_database, world, "sturing", {M: (1, 1, 1), P: (3, 3, 3)})
    client = log_in("director")
    where = f"{world.round_url}/consensus/sturing-typering"
    check_page(client.get(where).text)
    form = {
        "version": "0",
        "value": "regie",
        "reason": "Zo doen wij het in de praktijk.",
        "dissent": "Inkoop",
    }
    assert client.post(where, data={**form, "value": "3"}).status_code == 422
    assert client.post(where, data=form).status_code == 302
    page = client.get(f"{world.round_url}/consensus").text
    check_page(page)
    assert "Zo doen wij het in de praktijk." in page
    profile = text_of(client.get(f"{world.round_url}/profiel").text)
    assert "Regie samen afgesproken" in profile
    with app_database.reading() as session:
        value = store.agreed_values(session, world.round.id)["sturing.typering"]
    assert (value.mark, value.option, value.plateau, value.dissent) == (Mark.OPTION, "regie", None, "Inkoop")
    check_page(client.get(where).text)


def test_a_scan_may_be_adopted_without_a_value_per_question(
    app_database: Database, world: World, log_in: LogIn
) -> None:
    fill(app_database, world, "toegang", {M: (3, 3, 3)})
    client = log_in("director")
    for before, after in (("closed", "consensus"), ("consensus", "adopted")):
        answer = client.post(f"{world.round_url}/stand?naar={after}", data={"expected": before})
        assert answer.status_code == 302
    assert "De uitkomst staat vast" in client.get(world.round_url).text


def test_signs_are_told_of_a_scan_too(app_database: Database, world: World, log_in: LogIn) -> None:
    fill(app_database, world, "toegang", {M: (3, 3, 3)}, anonymity=Anonymity.NAMED)
    page = log_in("director").get(f"{world.round_url}/kwaliteit").text
    check_page(page)
    assert "Overal hetzelfde antwoord bij 3 mensen" in text_of(page)
    assert "Hoog, zonder bewijs" not in page


@pytest.mark.parametrize(("scan", "word"), [("toegang", "hoger"), ("sturing", "anders")])
def test_two_rounds_of_a_scan_are_laid_side_by_side(
    app_database: Database, world: World, log_in: LogIn, scan: str, word: str
) -> None:
    first = fill(app_database, world, scan, {M: (1, 1, 1)})
    with app_database.transaction() as session:
        actor = world.actor("director")
        asked = catalogue().questionnaire(scan)
        later = operations.open_round(
            session, actor=actor, instrument=asked, name="Nog eens", is_baseline=False,
            now=NOW + timedelta(days=300), round_id=new_id(),
        )  # fmt: skip
        question = asked.criteria[0]
        answer = scale_of(question).answer(question.id, scale_of(question).keys[-1])
        let_in(session, later.id, M, {question.id: answer}, now=NOW)
    client = log_in("member")
    page = client.get(f"{world.base}/metingen/verloop?vragenlijst={scan}").text
    check_page(page)
    text = text_of(page)
    assert f"Van “{first.name}” naar “Nog eens”." in text
    assert (
        f"Veranderd: 1 onderwerpen. Onveranderd bevestigd: 0. Niet opnieuw bekeken: {len(asked.criteria) - 1}."
        in text
    )
    assert f" {word} " in text
    assert client.get(f"{world.base}/metingen/verloop?vragenlijst=wijkteam").status_code == 404
    assert f"vragenlijst={scan}" in client.get(f"{world.base}/metingen/verloop").text
