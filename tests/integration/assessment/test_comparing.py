"""Over time and side by side: what changed, and who may compare what."""

from datetime import timedelta

from bs4 import BeautifulSoup

from plateau.accounts import operations as accounts
from plateau.accounts.model import Role
from plateau.assessment import operations
from plateau.assessment.model import Perspective
from plateau.catalogue.loader import catalogue
from plateau.database import Database, new_id
from tests.integration.assessment.rounds import let_in, said
from tests.integration.conftest import NOW, LogIn, World

INSTRUMENT = catalogue().instrument("gemeente")
C1, C2, C3 = (criterion.id for criterion in INSTRUMENT.criteria[:3])


def text_of(page: str) -> str:
    return " ".join(BeautifulSoup(page, "lxml").get_text(" ").split())


def follow_up(database: Database, world: World) -> None:
    with database.transaction() as session:
        let_in(
            session,
            world.round.id,
            Perspective.MANAGEMENT,
            {C1: said(C1, 2), C2: said(C2, 3), C3: said(C3, 3)},
            now=NOW,
        )
        later = operations.open_round(
            session,
            actor=world.actor("director"),
            instrument=INSTRUMENT,
            name="Vervolg",
            is_baseline=False,
            now=NOW + timedelta(days=300),
            round_id=new_id(),
        )
        let_in(session, later.id, Perspective.MANAGEMENT, {C1: said(C1, 4), C2: said(C2, 3)}, now=NOW)


def test_a_follow_up_tells_what_changed_what_was_confirmed_and_what_was_not_looked_at(
    app_database: Database, world: World, log_in: LogIn
) -> None:
    client = log_in("member")
    assert "Er zijn nog geen uitkomsten" in client.get(f"{world.base}/metingen/verloop").text
    follow_up(app_database, world)
    page = text_of(client.get(f"{world.base}/metingen/verloop").text)
    assert "Van “Nulmeting” naar “Vervolg”." in page
    assert "Veranderd: 1 onderwerpen. Onveranderd bevestigd: 1. Niet opnieuw bekeken: 17." in page
    address = f"{world.base}/metingen/verloop?naar={world.round.id}"
    assert "Er is één meting" not in page
    assert "Nulmeting" in text_of(client.get(address).text)
    assert client.get(f"{world.base}/metingen/verloop?naar={world.foreign_round.id}").status_code == 404


def test_only_a_consultant_sees_organisations_side_by_side_and_only_those_they_advise(
    app_database: Database, world: World, log_in: LogIn
) -> None:
    follow_up(app_database, world)
    provider = catalogue().instrument("aanbieder").criteria[0].id
    with app_database.transaction() as session:
        let_in(
            session, world.foreign_round.id, Perspective.MANAGEMENT, {provider: said(provider, 5)}, now=NOW
        )
    assert log_in("director").get("/vergelijken").status_code == 404
    consultant = log_in("consultant")
    page = text_of(consultant.get("/vergelijken").text)
    assert world.organisation.name in page
    assert world.stranger.name not in page
    assert "Gemeente en aanbieder op wat zij delen" not in page
    with app_database.transaction() as session:
        accounts.give_role(
            session,
            membership_id=new_id(),
            person_id=world.people["consultant"].id,
            organisation_id=world.stranger.id,
            role=Role.CONSULTANT,
        )
    page = text_of(consultant.get("/vergelijken").text)
    assert world.stranger.name in page
    assert "Gemeente en aanbieder op wat zij delen" in page
