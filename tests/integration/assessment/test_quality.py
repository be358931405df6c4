"""The data-quality page: names only where people answer by name."""

import pytest
from bs4 import BeautifulSoup

from plateau.assessment import store
from plateau.assessment.model import Anonymity, Participant, Perspective, RoundState
from plateau.catalogue.loader import catalogue
from plateau.database import Database, new_id
from tests.integration.assessment.rounds import let_in, make, said
from tests.integration.conftest import NOW, LogIn, World

CRITERIA = [criterion.id for criterion in catalogue().instrument("gemeente").criteria]


def fill(database: Database, world: World, *, anonymity: Anonymity, state: RoundState, same: int) -> None:
    with database.transaction() as session:
        for number in range(4):
            values = [4] * len(CRITERIA) if number < same else [2 + n % 3 for n in range(len(CRITERIA))]
            answers = {
                criterion: said(criterion, value) for criterion, value in zip(CRITERIA, values, strict=True)
            }
            let_in(
                session, world.round.id, Perspective.MANAGEMENT, answers, now=NOW, name=f"Persoon {number}"
            )
        silent = Participant(new_id(), world.round.id, None, "Cliëntenraad", None, Perspective.CLIENTEN)
        store.add_participant(session, silent)
        make(session, world.round, anonymity=anonymity, state=state)


def text_of(page: str) -> str:
    return " ".join(BeautifulSoup(page, "lxml").get_text(" ").split())


def test_a_named_round_says_who_to_ask(app_database: Database, world: World, log_in: LogIn) -> None:
    fill(app_database, world, anonymity=Anonymity.NAMED, state=RoundState.OPEN, same=1)
    page = text_of(log_in("consultant").get(f"{world.round_url}/kwaliteit").text)
    assert "bij 1 persoon: Persoon 0" in page
    assert "nog niemand heeft ingeleverd: cliënten of raad." in page
    assert log_in("member").get(f"{world.round_url}/kwaliteit").status_code == 403


@pytest.mark.parametrize("same", [0, 1, 2])
def test_an_anonymous_round_tells_the_same_for_none_one_and_two(
    app_database: Database, world: World, log_in: LogIn, same: int
) -> None:
    fill(app_database, world, anonymity=Anonymity.ANONYMOUS, state=RoundState.CLOSED, same=same)
    page = text_of(log_in("director").get(f"{world.round_url}/kwaliteit").text)
    assert "Overal hetzelfde antwoord bij minder dan 3 mensen, of bij niemand" in page
    assert "Persoon" not in page


def test_an_open_anonymous_round_tells_nothing_yet(
    app_database: Database, world: World, log_in: LogIn
) -> None:
    fill(app_database, world, anonymity=Anonymity.ANONYMOUS, state=RoundState.OPEN, same=4)
    page = text_of(log_in("director").get(f"{world.round_url}/kwaliteit").text)
    assert "De signalen zijn nog niet te zien" in page
    assert "Overal hetzelfde" not in page
