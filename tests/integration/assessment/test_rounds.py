"""Leading a measurement: prepare, open, close, go back with a reason, do it again."""

import re

import pytest
from flask.testing import FlaskClient

from plateau.accounts.model import Actor, Role
from plateau.assessment import operations, store
from plateau.assessment.lifecycle import Hindrance
from plateau.assessment.model import Anonymity, Participant, Perspective, Round, RoundDetails, RoundState
from plateau.assessment.operations import MoveRefused, RoundMoved, TermsFixed
from plateau.catalogue.loader import catalogue
from plateau.database import Database, new_id
from tests.integration.conftest import NOW, LogIn, World

DETAILS = {
    "is_baseline": "no",
    "period": "voorjaar 2027",
    "unit": "",
    "anonymity": "anonymous",
    "minimum_group": "4",
}


def make(client: FlaskClient, world: World, name: str = "Vervolg", **more: str) -> str:
    """Through the form; the address that follows."""
    answer = client.post(
        f"{world.base}/metingen/nieuw", data={"round_id": str(new_id()), "name": name, **DETAILS, **more}
    )
    assert answer.status_code == 302, answer.text
    return str(answer.location)


def found(database: Database, world: World, name: str) -> Round:
    with database.reading() as session:
        item = store.find_round_named(session, organisation_id=world.organisation.id, name=name)
    assert item is not None
    return item


def move(client: FlaskClient, url: str, before: str, after: str, reason: str = "") -> int:
    data = {"expected": before, "reason": reason}
    return client.post(f"{url}/stand?naar={after}", data=data).status_code


def test_a_new_round_is_prepared_first(log_in: LogIn, world: World, app_database: Database) -> None:
    client = log_in("consultant")
    url = make(client, world)
    item = found(app_database, world, "Vervolg")
    assert url == f"{world.base}/metingen/{item.id}"
    assert (item.state, item.opened_at) == (RoundState.PREPARATION, None)
    assert (item.period, item.unit) == ("voorjaar 2027", None)
    assert (item.anonymity, item.minimum_group) == (Anonymity.ANONYMOUS, 4)
    assert "nog niet open" in log_in("member").get(f"{url}/vragenlijst").text
    # The dashboard stays with the round that has something to see.
    assert "Nulmeting" in client.get(world.base).text.split("Alle metingen")[0]
    assert "Bereid de meting voor" in client.get(f"{world.base}?meting={item.id}").text
    assert move(client, url, "preparation", "open") == 302
    assert found(app_database, world, "Vervolg").opened_at == NOW


def test_opening_at_once_goes_to_the_dashboard(log_in: LogIn, world: World, app_database: Database) -> None:
    assert "meting=" in make(log_in("director"), world, open_now="y")
    assert found(app_database, world, "Vervolg").is_open


def test_back_needs_a_reason_and_leaves_a_trace(log_in: LogIn, world: World, app_database: Database) -> None:
    client = log_in("director")
    assert move(client, world.round_url, "open", "closed") == 302
    refused = client.post(f"{world.round_url}/stand?naar=open", data={"expected": "closed", "reason": " "})
    assert refused.status_code == 422
    assert "Schrijf op waarom u teruggaat." in refused.text
    assert move(client, world.round_url, "closed", "open", "Twee mensen waren ziek.") == 302
    page = client.get(world.round_url).text
    assert "Twee mensen waren ziek." in page
    assert "van gesloten naar open" in page
    with app_database.reading() as session:
        events = store.round_events(session, world.round.id)
    assert [(event.to_state.value, event.by) for event in events] == [
        ("open", world.people["director"].id),
        ("closed", world.people["director"].id),
        ("open", world.people["director"].id),
    ]


def test_a_stale_step_does_nothing(log_in: LogIn, world: World, app_database: Database) -> None:
    client = log_in("director")
    for before, after in (("open", "closed"), ("closed", "consensus")):
        assert move(client, world.round_url, before, after) == 302
    late = client.post(
        f"{world.round_url}/stand?naar=preparation",
        data={"expected": "open", "reason": "x"},
        follow_redirects=True,
    )
    assert "iemand anders zette de meting intussen op “consensus”" in late.text
    assert found(app_database, world, "Nulmeting").state is RoundState.CONSENSUS
    assert client.post(f"{world.round_url}/stand?naar=elders", data={"expected": "open"}).status_code == 404


def test_only_the_director_adopts(log_in: LogIn, world: World, app_database: Database) -> None:
    client = log_in("consultant")
    for before, after in (("open", "closed"), ("closed", "consensus"), ("consensus", "adopted")):
        move(client, world.round_url, before, after)
    assert found(app_database, world, "Nulmeting").state is RoundState.CONSENSUS
    assert "Alleen de directeur" in client.get(f"{world.round_url}/stand?naar=adopted").text
    director = log_in("director")
    move(director, world.round_url, "consensus", "adopted")
    assert found(app_database, world, "Nulmeting").state is RoundState.CONSENSUS  # nothing is discussed yet
    assert (
        "Nog niet alle onderwerpen zijn besproken."
        in director.get(f"{world.round_url}/stand?naar=adopted").text
    )
    for criterion in catalogue().instrument("gemeente").criteria:
        slug = criterion.id.replace(".", "-")
        director.post(f"{world.round_url}/consensus/{slug}", data={"value": "open", "version": "0"})
    assert move(director, world.round_url, "consensus", "adopted") == 302
    assert found(app_database, world, "Nulmeting").state is RoundState.ADOPTED


def test_what_was_promised_stays_promised(world: World, app_database: Database) -> None:
    actor = world.actor("director")
    with app_database.transaction() as session:
        item = operations.prepare_round(
            session,
            actor=actor,
            instrument=catalogue().instrument("gemeente"),
            details=RoundDetails(
                "Anoniem", is_baseline=False, anonymity=Anonymity.ANONYMOUS, minimum_group=5
            ),
            now=NOW,
            round_id=new_id(),
        )
        for before, after, why in (
            (RoundState.PREPARATION, RoundState.OPEN, ""),
            (RoundState.OPEN, RoundState.PREPARATION, "Te vroeg."),
        ):
            operations.move_round(
                session, actor=actor, round_id=item.id, expected=before, to=after, now=NOW, reason=why
            )
        for details in (
            RoundDetails("Anoniem", is_baseline=False, anonymity=Anonymity.NAMED, minimum_group=5),
            RoundDetails("Anoniem", is_baseline=False, anonymity=Anonymity.ANONYMOUS, minimum_group=4),
        ):
            with pytest.raises(TermsFixed):
                operations.change_round(session, actor=actor, round_id=item.id, details=details)
        stricter = RoundDetails("Anoniem", is_baseline=False, anonymity=Anonymity.ANONYMOUS, minimum_group=6)
        changed = operations.change_round(session, actor=actor, round_id=item.id, details=stricter)
        assert changed.details == stricter


def test_an_open_round_can_be_renamed_and_nothing_else(
    log_in: LogIn, world: World, app_database: Database
) -> None:
    client = log_in("director")
    make(client, world)
    taken = client.post(world.round_url, data={"name": "Vervolg"})
    assert taken.status_code == 422
    assert "U hebt al een meting met deze naam." in taken.text
    client.post(world.round_url, data={"name": "  Eerste   meting ", **DETAILS})
    item = found(app_database, world, "Eerste meting")
    assert (item.anonymity, item.minimum_group, item.period) == (Anonymity.NAMED, 3, "")


def test_measuring_again_takes_the_people_along_and_not_their_answers(
    log_in: LogIn, world: World, app_database: Database
) -> None:
    with app_database.transaction() as session:
        someone = Participant(
            new_id(),
            world.round.id,
            None,
            "Els Proef",
            "els@proef.example",
            Perspective.PARTNER,
            frozenset({"sb"}),
        )
        store.add_participant(session, someone)
    client = log_in("consultant")
    page = client.get(f"{world.base}/metingen/nieuw?van={world.round.id}")
    assert "Opnieuw meten" in page.text
    hidden = re.search(r'name="copy_of"[^>]*value="([^"]+)"', page.text)
    assert hidden
    make(client, world, copy_of=hidden[1])
    with app_database.reading() as session:
        [copied] = store.participants(session, found(app_database, world, "Vervolg").id)
    assert (copied.name, copied.perspective, copied.areas) == (
        "Els Proef",
        Perspective.PARTNER,
        frozenset({"sb"}),
    )
    assert copied.id != someone.id
    assert client.get(f"{world.base}/metingen/nieuw?van={world.foreign_round.id}").status_code == 404
    assert client.get(f"{world.base}/metingen/nieuw?van=x").status_code == 404


def test_steps_are_refused_below_the_form_too(world: World, app_database: Database) -> None:
    actor = Actor(world.people["member"], world.organisation, Role.MEMBER)
    with app_database.transaction() as session:
        with pytest.raises(MoveRefused) as refused:
            operations.move_round(
                session,
                actor=actor,
                round_id=world.round.id,
                expected=RoundState.OPEN,
                to=RoundState.CLOSED,
                now=NOW,
            )
        assert refused.value.hindrance is Hindrance.NOT_YOURS
        with pytest.raises(RoundMoved):
            operations.move_round(
                session,
                actor=actor,
                round_id=world.round.id,
                expected=RoundState.CLOSED,
                to=RoundState.CONSENSUS,
                now=NOW,
            )


def test_the_organisation_of_another_has_no_such_round(world: World, app_database: Database) -> None:
    stranger = Actor(world.people["outsider"], world.stranger, Role.DIRECTOR)
    with app_database.transaction() as session, pytest.raises(operations.NotFound):
        operations.change_round(
            session, actor=stranger, round_id=world.round.id, details=RoundDetails("X", is_baseline=True)
        )
