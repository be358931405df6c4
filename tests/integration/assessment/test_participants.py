"""The list of participants: pasting, a file, mistakes, changing and taking off."""

import io

import pytest

from plateau.assessment import operations, store
from plateau.assessment.model import (
    Anonymity,
    Answer,
    Mark,
    Participant,
    Perspective,
    RoundDetails,
    RoundState,
)
from plateau.catalogue.loader import catalogue
from plateau.database import Database, new_id
from tests.integration.conftest import NOW, LogIn, World

INSTRUMENT = catalogue().instrument("gemeente")


def people(database: Database, world: World) -> list[Participant]:
    with database.reading() as session:
        return store.participants(session, world.round.id)


def test_a_pasted_list_is_added_and_twice_is_once(
    log_in: LogIn, world: World, app_database: Database
) -> None:
    client = log_in("consultant")
    text = "Els Proef; els@elders.example; partner; sb\nMember; member@proef.example; professionals;"
    for expected in ("2 deelnemers toegevoegd.", "0 deelnemers toegevoegd. 2 stonden al op de lijst."):
        answer = client.post(f"{world.round_url}/deelnemers", data={"people": text}, follow_redirects=True)
        assert expected in answer.text
    els, member = people(app_database, world)
    assert (els.person_id, els.perspective, els.areas) == (None, Perspective.PARTNER, frozenset({"sb"}))
    # Who has an account answers with it, from the perspective of the list.
    assert member.person_id == world.people["member"].id
    with app_database.transaction() as session:
        saved = operations.save_answers(
            session,
            actor=world.actor("member"),
            round_id=world.round.id,
            answers=[Answer("gemeente.sb1", Mark.PLATEAU, 2)],
            base_revision=0,
            now=NOW,
        )
    assert saved.response.participant_id == member.id
    assert len(people(app_database, world)) == 2


def test_a_file_from_a_spreadsheet(log_in: LogIn, world: World, app_database: Database) -> None:
    for name, content in (
        ("Zoë", "naam;e-mail;perspectief\r\nZoë;;cliënten\r\n".encode("cp1252")),
        ("Noël", b"\xef\xbb\xbf" + "Noël\t\tstaf\n".encode()),
    ):
        answer = log_in("director").post(
            f"{world.round_url}/deelnemers", data={"file": (io.BytesIO(content), "lijst.csv")}
        )
        assert answer.status_code == 302
        assert name in [one.name for one in people(app_database, world)]


def test_a_list_with_mistakes_comes_back_whole_and_adds_nothing(
    log_in: LogIn, world: World, app_database: Database
) -> None:
    text = "Els; els@elders.example; partner\nJan; geen-adres; koning"
    answer = log_in("director").post(f"{world.round_url}/deelnemers", data={"people": text})
    assert answer.status_code == 422
    assert "“geen-adres” is geen e-mailadres." in answer.text
    assert "“koning” is geen perspectief." in answer.text
    assert text in answer.text
    assert people(app_database, world) == []
    empty = log_in("director").post(f"{world.round_url}/deelnemers", data={"people": " \n"})
    assert empty.status_code == 422


def test_someone_is_corrected_and_taken_off(log_in: LogIn, world: World, app_database: Database) -> None:
    client = log_in("director")
    client.post(f"{world.round_url}/deelnemers", data={"people": "Els;;staf\nJan;;staf"})
    els, jan = people(app_database, world)
    url = f"{world.round_url}/deelnemers/{els.id}"
    bad = client.post(url, data={"name": "", "email": "x", "perspective": "staf"})
    assert bad.status_code == 422
    assert "Dit is geen e-mailadres." in bad.text
    data = {"name": "Else", "email": "E@b.nl", "perspective": "bestuur", "areas": ["mv", "lc"]}
    taken = client.post(url, data={**data, "email": world.people["member"].email})
    assert taken.status_code == 422
    assert "Wie een account heeft, doet mee door in te loggen." in taken.text
    assert 'value="Else"' in taken.text
    assert client.post(url, data=data).status_code == 302
    assert client.get(url).text.count(" checked") == 2
    changed = next(one for one in people(app_database, world) if one.id == els.id)
    assert (changed.name, changed.email, changed.perspective, changed.areas) == (
        "Else",
        "e@b.nl",
        Perspective.BESTUUR,
        frozenset({"mv", "lc"}),
    )
    assert client.post(url, data={**data, "areas": ["sb", "ps", "mi", "mv", "lc"]}).status_code == 302
    assert next(one for one in people(app_database, world) if one.id == els.id).areas == frozenset()
    gone = f"{world.round_url}/deelnemers/{jan.id}/verwijderen"
    for _ in range(2):
        assert client.post(gone).status_code == 302
    assert [one.id for one in people(app_database, world)] == [els.id]


def test_who_answered_stays(log_in: LogIn, world: World, app_database: Database) -> None:
    client = log_in("member")
    client.post(f"{world.round_url}/vragenlijst/sb", data={"revision": "0", "gemeente-sb1": "2"})
    [member] = people(app_database, world)
    answer = log_in("director").post(
        f"{world.round_url}/deelnemers/{member.id}/verwijderen", follow_redirects=True
    )
    assert "blijft op de lijst" in answer.text
    assert len(people(app_database, world)) == 1


def test_in_an_anonymous_round_a_refusal_tells_nothing(world: World, app_database: Database) -> None:
    """Whoever is not removable has answered? Not here: nobody is, once the round was open."""
    actor = world.actor("director")
    with app_database.transaction() as session:
        item = operations.prepare_round(
            session,
            actor=actor,
            instrument=INSTRUMENT,
            details=RoundDetails("Anoniem", is_baseline=False, anonymity=Anonymity.ANONYMOUS),
            now=NOW,
            round_id=new_id(),
        )
        silent = Participant(new_id(), item.id, None, "Els", None, Perspective.STAF)
        store.add_participant(session, silent)
        operations.move_round(
            session, actor=actor, round_id=item.id, expected=item.state, to=RoundState.OPEN, now=NOW
        )
        with pytest.raises(operations.HasAnswered):
            operations.remove_participant(session, actor=actor, round_id=item.id, participant_id=silent.id)


def test_a_closed_round_has_a_closed_list(log_in: LogIn, world: World, app_database: Database) -> None:
    client = log_in("director")
    client.post(f"{world.round_url}/deelnemers", data={"people": "Els;;staf"})
    [els] = people(app_database, world)
    client.post(f"{world.round_url}/stand?naar=closed", data={"expected": "open"})
    for url, data in (
        ("", {"people": "Jan;;staf"}),
        (f"/{els.id}", {"name": "Jan", "perspective": "staf"}),
        (f"/{els.id}/verwijderen", {}),
    ):
        answer = client.post(f"{world.round_url}/deelnemers{url}", data=data, follow_redirects=True)
        assert "neemt geen deelnemers meer aan" in answer.text
    assert people(app_database, world) == [els]


def test_a_participant_of_another_round_does_not_exist(
    log_in: LogIn, world: World, app_database: Database
) -> None:
    foreign = Participant(new_id(), world.foreign_round.id, None, "Els", None, Perspective.STAF)
    with app_database.transaction() as session:
        store.add_participant(session, foreign)
    client = log_in("director")
    url = f"{world.round_url}/deelnemers/{foreign.id}"
    assert client.get(url).status_code == 404
    client.post(f"{url}/verwijderen")
    with app_database.reading() as session:
        assert store.participants(session, world.foreign_round.id) == [foreign]
