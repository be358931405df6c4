"""Where people differ: who sees what of a round, in each of its states."""

import pytest
from bs4 import BeautifulSoup

from plateau.assessment import operations
from plateau.assessment.differences import digest_of
from plateau.assessment.model import Anonymity, Perspective, RoundState
from plateau.assessment.suppression import Withheld
from plateau.catalogue.loader import catalogue
from plateau.database import Database
from tests.integration.assessment.rounds import let_in, make, said
from tests.integration.conftest import NOW, LogIn, World

INSTRUMENT = catalogue().instrument("gemeente")
C1, C2, C3 = (criterion.id for criterion in INSTRUMENT.criteria[:3])
MANAGERS = ("Anna Baas", "Bert Chef", "Cor Directie")
WORKERS = ("Dina Wijk", "Emre Balie", "Fleur Zorg")
REVEALING = "Als enige jeugdconsulent in Noord zie ik dit elke dag."


def fill(
    database: Database, world: World, *, anonymity: Anonymity, state: RoundState = RoundState.CLOSED
) -> None:
    """Three managers see C1 at 4, three professionals at 2; of C2 only two people know anything."""
    with database.transaction() as session:
        for perspective, names, value in (
            (Perspective.MANAGEMENT, MANAGERS, 4),
            (Perspective.PROFESSIONALS, WORKERS, 2),
        ):
            for position, name in enumerate(names):
                remark = REVEALING if name == WORKERS[0] else ""
                answers = {
                    C1: said(C1, value, remark),
                    C2: said(C2, 5 if position == 0 else None),
                    C3: said(C3, 3),
                }
                let_in(session, world.round.id, perspective, answers, now=NOW, name=name)
        make(session, world.round, anonymity=anonymity, state=state)


def text_of(page: str) -> str:
    return " ".join(BeautifulSoup(page, "lxml").get_text(" ").split())


def test_the_blind_spot_comes_first_and_names_only_for_who_leads_a_named_round(
    app_database: Database, world: World, log_in: LogIn
) -> None:
    fill(app_database, world, anonymity=Anonymity.NAMED, state=RoundState.OPEN)
    leader = text_of(log_in("director").get(f"{world.round_url}/verschillen").text)
    assert "Volgens management staat dit op 4, volgens professionals op 2." in leader
    assert "Twee kampen." in leader
    assert all(name in leader for name in MANAGERS + WORKERS)
    member = text_of(log_in("member").get(f"{world.round_url}/verschillen").text)
    assert "Volgens management staat dit op 4, volgens professionals op 2." in member
    assert not any(name in member for name in MANAGERS + WORKERS)


@pytest.mark.parametrize("who", ["director", "consultant", "member"])
def test_an_anonymous_round_shows_only_progress_until_it_closed(
    app_database: Database, world: World, log_in: LogIn, who: str
) -> None:
    fill(app_database, world, anonymity=Anonymity.ANONYMOUS, state=RoundState.OPEN)
    client = log_in(who)
    page = text_of(client.get(f"{world.round_url}/verschillen").text)
    assert "6 personen hebben ingeleverd." in page
    assert "Deze meting is anoniem." in page
    assert REVEALING not in page
    assert not BeautifulSoup(client.get(f"{world.round_url}/verschillen").text, "lxml").find_all("table")
    profile = client.get(f"{world.round_url}/profiel").text
    assert "Er is nog geen profiel" in profile
    assert "plateau-level--" not in profile


@pytest.mark.parametrize("who", ["director", "consultant", "member"])
def test_a_closed_anonymous_round_shows_groups_and_comments_but_never_a_name(
    app_database: Database, world: World, log_in: LogIn, who: str
) -> None:
    fill(app_database, world, anonymity=Anonymity.ANONYMOUS)
    client = log_in(who)
    raw = client.get(f"{world.round_url}/verschillen").text
    page = text_of(raw)
    assert "Volgens management staat dit op 4, volgens professionals op 2." in page
    assert REVEALING in page
    assert not any(name in raw for name in MANAGERS + WORKERS)
    # Two people know C2: neither their answers nor their number stand anywhere.
    assert "Minder dan 3 mensen kozen hier een antwoord." in page
    assert "Wie antwoordde wat" not in page


def test_the_profile_of_an_anonymous_round_knows_no_score_of_two_people(
    app_database: Database, world: World
) -> None:
    fill(app_database, world, anonymity=Anonymity.ANONYMOUS)
    with app_database.reading() as session:
        item = operations.get_round(session, organisation_id=world.organisation.id, round_id=world.round.id)
        found = operations.compute_profile(session, item=item, instrument=INSTRUMENT)
    assert found.scores[C1].plateau == 2
    assert found.scores[C2].plateau is None
    assert sum(found.scores[C2].counts.values()) + found.scores[C2].unknown == 0


def test_a_handful_of_people_is_too_few(app_database: Database, world: World) -> None:
    with app_database.transaction() as session:
        for name in WORKERS[:2]:
            let_in(session, world.round.id, Perspective.MANAGEMENT, {C1: said(C1, 3)}, now=NOW, name=name)
        item = make(session, world.round, anonymity=Anonymity.ANONYMOUS, state=RoundState.CLOSED)
        found = operations.compute_results(
            session, actor=world.actor("director"), item=item, asked=INSTRUMENT
        )
        assert (found.results.withheld, found.results.respondents) == (Withheld.TOO_FEW, 2)
        assert (found.comments, found.named) == ({}, ())
        assert operations.compute_profile(session, item=item, instrument=INSTRUMENT).respondents == 0


def test_who_leads_the_round_hides_a_comment_and_shows_it_again(
    app_database: Database, world: World, log_in: LogIn
) -> None:
    fill(app_database, world, anonymity=Anonymity.ANONYMOUS)
    leader, member = log_in("consultant"), log_in("member")
    here = f"{world.round_url}/verschillen"
    form = {"criterion": C1, "digest": digest_of(REVEALING), "hidden": "yes"}
    assert leader.post(f"{here}/toelichting", data=form).status_code == 302
    assert REVEALING not in member.get(here).text
    assert "Verborgen: alleen wie de meting leidt, ziet dit nog." in leader.get(here).text
    assert leader.post(f"{here}/toelichting", data={**form, "hidden": "no"}).status_code == 302
    assert REVEALING in member.get(here).text
    assert leader.post(f"{here}/toelichting", data={**form, "digest": "0"}).status_code == 404
    assert leader.post(f"{here}/toelichting", data={**form, "criterion": C2}).status_code == 404
    assert member.post(f"{here}/toelichting", data=form).status_code == 403


def test_an_anonymous_round_that_was_seen_does_not_open_again(
    app_database: Database, world: World, log_in: LogIn
) -> None:
    fill(app_database, world, anonymity=Anonymity.ANONYMOUS)
    client = log_in("director")
    step = f"{world.round_url}/stand?naar=open"
    assert "de uitkomsten zijn al te zien" in client.get(step).text
    client.post(step, data={"expected": "closed", "reason": "Er kwam nog iemand."})
    with app_database.reading() as session:
        item = operations.get_round(session, organisation_id=world.organisation.id, round_id=world.round.id)
    assert item.state is RoundState.CLOSED
