"""A session from welcome to report, over HTTP."""

from __future__ import annotations

import re

import pytest
from flask import Flask

from plateau.assessment import store as assessment_store
from plateau.assessment.model import Anonymity
from plateau.catalogue.loader import catalogue
from plateau.database import Database
from tests.integration.conftest import LogIn, World
from tests.integration.workshop.conftest import Session, agenda, fresh_seat, vote
from tests.police.test_pages import check_page


def test_a_session_from_start_to_report(session: Session, world: World, app_database: Database) -> None:
    anna, bram = session.join("Anna"), session.join("Bram", "professionals")
    assert "Anna" in session.facilitator.get(f"{session.url}/scherm").text
    assert "Welkom, Anna" in anna.get("/w/deelnemen").text

    session.move()
    assert "Uw stem is binnen: 2 – Proceduregericht" in vote(anna, "2", "1-vote")
    assert "Uw stem is binnen: 4 – Mensgericht" in vote(bram, "4", "1-vote")
    assert "2 van 2 klaar" in session.facilitator.get(session.url).text

    assert "De stemmen lopen van 2 tot 4" in session.move()
    for page in (anna.get("/w/deelnemen").text, session.facilitator.get(f"{session.url}/scherm").text):
        assert "De stemmen lopen van 2 tot 4" in page
        check_page(page)
    session.move()
    session.move()
    session.decide(
        value="3", reason="Zo doen wij het nu", dissent="Bram ziet 4", action="Afspraken maken",
        owner="Anna", go="next",
    )  # fmt: skip
    with app_database.reading() as database:
        agreed = assessment_store.agreed_values(database, world.round.id)
    assert {name: (value.plateau, value.dissent) for name, value in agreed.items()} == {
        "gemeente.sb1": (3, "Bram ziet 4")
    }
    assert session.at == "2-vote"
    session.move("skip")
    assert session.at == "3-vote"
    assert "Welk plateau past straks bij" in anna.get("/w/deelnemen").text

    text = session.move("close")
    assert "Verslag van de werksessie" in text
    for said in ("Zo doen wij het nu", "Bram ziet 4", "Afspraken maken", "Niet aan bod gekomen"):
        assert said in text
    check_page(text)
    assert "De werksessie is afgelopen" in anna.get("/w/deelnemen").text


def test_every_screen_is_well_made_in_every_phase(session: Session, app: Flask) -> None:
    phone = session.join("Anna")
    check_page(app.test_client().get("/w").text)
    check_page(app.test_client().get("/w?code=ACD346").text)
    session.join("Bram")
    for step in range(5):
        check_page(session.facilitator.get(session.url).text)
        check_page(session.facilitator.get(f"{session.url}/scherm").text)
        check_page(phone.get("/w/deelnemen").text)
        if step == 1:
            for other in session.phones:
                check_page(vote(other, "3", session.at))
        if step < 4:
            session.move()


@pytest.mark.parametrize("language", ["nl", "en"])
def test_the_pages_to_start_from_are_well_made(log_in: LogIn, world: World, language: str) -> None:
    client = log_in("director")
    client.post("/taal", data={"language": language})
    for path in (f"{world.round_url}/werksessie", f"{world.base}/werksessies/nieuw"):
        page = client.get(path).text
        assert f'<html lang="{language}"' in page
        check_page(page)


def test_a_double_click_does_nothing_twice(session: Session) -> None:
    session.move("next", "0-welcome")
    text = session.move("next", "0-welcome")
    assert "De werksessie was al verder" in text
    assert session.at == "1-vote"


def test_what_was_typed_comes_back_when_another_moved_on(session: Session) -> None:
    for phone in (session.join("Anna"), session.join("Bram")):
        if session.at == "0-welcome":
            session.move()
        vote(phone, "3", "1-vote")
    vote(session.phones[0], "3", "1-vote")
    for _ in range(4):
        session.move()
    assert session.at == "2-vote"
    answer = session.facilitator.post(
        f"{session.url}/besluit", data={"at": "1-agree", "value": "3", "reason": "Lang over gepraat"}
    )
    assert answer.status_code == 409
    assert "Lang over gepraat" in answer.text


def test_a_decision_needs_a_value_or_an_open_end(session: Session) -> None:
    phones = session.join("Anna"), session.join("Bram")
    session.move()
    for phone in phones:
        vote(phone, "3", "1-vote")
    for _ in range(3):
        session.move()
    page = session.facilitator.get(session.url).text
    assert "checked" not in page  # the value is never filled in by itself
    answer = session.facilitator.post(f"{session.url}/besluit", data={"at": "1-agree", "reason": "Omdat"})
    assert answer.status_code == 422
    assert "Omdat" in answer.text
    assert "de groep laat dit open" in session.decide(value="open", reason="Verdeeld")


def test_the_reveal_waits_for_the_quorum(session: Session) -> None:
    phone = session.join("Anna")
    session.move()
    vote(phone, "3", "1-vote")
    assert "Nog 1 stem nodig om te onthullen" in session.move()
    assert session.at == "1-vote"


def test_another_facilitator_takes_over(session: Session, log_in: LogIn) -> None:
    session.move()
    session.facilitator = log_in("director")
    assert session.at == "1-vote"
    session.move("skip")
    assert session.at == "2-vote"


def test_a_phone_that_comes_back_keeps_its_seat_and_vote(session: Session, app: Flask) -> None:
    phone = session.join("Anna")
    session.move()
    vote(phone, "5", "1-vote")
    cookie = phone.get_cookie("plateau_seat", path="/w")
    assert cookie
    assert cookie.http_only
    assert cookie.same_site == "Lax"
    again = app.test_client()
    again.set_cookie("plateau_seat", cookie.value, path="/w")
    assert "Uw stem is binnen: 5" in again.get("/w/deelnemen").text
    form = {
        "code": session.code,
        "name": "Anna",
        "perspective": "staf",
        "seat": fresh_seat(app.test_client()),
    }
    again.post("/w", data=form)
    assert again.get("/w/stand").json["joined"] == 1  # type: ignore[index]


def test_a_wrong_code_or_a_made_up_seat_opens_nothing(session: Session, app: Flask) -> None:
    stranger = app.test_client()
    form = {"code": "ACD346", "name": "Eva", "perspective": "staf", "seat": fresh_seat(stranger)}
    answer = stranger.post("/w", data=form)
    assert answer.status_code == 404
    assert "Deze code klopt niet" in answer.text
    assert "Eva" in answer.text
    assert stranger.get("/w/deelnemen").status_code == 302
    assert stranger.get("/w/stand").status_code == 404
    stranger.set_cookie("plateau_seat", "made.up", path="/w")
    assert stranger.get("/w/stand").status_code == 404
    assert stranger.post("/w/stem", data={"choice": "3", "at": "1-vote"}).status_code == 302


def test_a_code_may_be_typed_in_any_way(session: Session, app: Flask) -> None:
    code = session.code
    phone = app.test_client()
    typed = f" {code[:3].lower()} {code[3:].lower()} "
    form = {"code": typed, "name": "Anna", "perspective": "bestuur", "seat": fresh_seat(phone)}
    answer = phone.post("/w", data=form)
    assert answer.status_code == 302


def test_a_closed_session_takes_nobody(session: Session, app: Flask) -> None:
    code = session.code
    session.move("close")
    late = app.test_client()
    form = {"code": code, "name": "Eva", "perspective": "staf", "seat": fresh_seat(late)}
    answer = late.post("/w", data=form)
    assert answer.status_code == 404


def test_a_form_to_join_sent_twice_takes_one_seat(session: Session, app: Flask) -> None:
    phone, hasty = app.test_client(), app.test_client()  # the second press, before the first was answered
    form = {"code": session.code, "name": "Anna", "perspective": "staf", "seat": fresh_seat(phone)}
    assert [one.post("/w", data=form).status_code for one in (phone, hasty)] == [302, 302]
    assert hasty.get("/w/stand").json["joined"] == 1  # type: ignore[index]
    assert phone.post("/w", data={**form, "seat": "made.up"}).status_code in {302, 400}
    assert app.test_client().post("/w", data={**form, "seat": "made.up"}).status_code == 400


def test_a_seat_can_be_taken_away(session: Session) -> None:
    phone = session.join("Flauwe grap")
    page = session.facilitator.get(session.url).text
    address = page.split('/verwijderen"')[0].rsplit('action="', 1)[1] + "/verwijderen"
    session.facilitator.post(address)
    assert phone.get("/w/deelnemen").status_code == 302
    assert "Flauwe grap" not in session.facilitator.get(session.url).text


def test_the_clock_runs_on_every_screen(session: Session) -> None:
    phone = session.join("Anna")
    session.facilitator.post(f"{session.url}/klok", data={"minutes": "2", "at": session.at})
    assert phone.get("/w/stand").json["left"] == 120  # type: ignore[index]
    assert "2:00" in phone.get("/w/deelnemen").text
    session.facilitator.post(f"{session.url}/klok", data={"minutes": "0", "at": session.at})
    assert phone.get("/w/stand").json["left"] is None  # type: ignore[index]
    assert (
        session.facilitator.post(f"{session.url}/klok", data={"minutes": "77", "at": "0-welcome"}).status_code
        == 400
    )


def test_an_agenda_without_items_is_refused(log_in: LogIn, world: World) -> None:
    answer = log_in("director").post(
        f"{world.round_url}/werksessie",
        data={"workshop_id": "0192f0c0-7f7a-7000-8000-000000000002", "quorum": "3"},
    )
    assert answer.status_code == 422
    assert "Zet minstens één onderwerp op de agenda." in answer.text


def test_a_start_sent_twice_makes_one_session(log_in: LogIn, world: World) -> None:
    client = log_in("director")
    form = {"workshop_id": "0192f0c0-7f7a-7000-8000-000000000003", "quorum": "3", **agenda()}
    places = {client.post(f"{world.round_url}/werksessie", data=form).headers["Location"] for _ in range(2)}
    assert len(places) == 1
    page = client.get(f"{world.round_url}/werksessie").text
    assert page.count("bezig: begeleiden") == 1
    check_page(page)


def test_a_session_without_a_questionnaire(app_database: Database, log_in: LogIn, world: World) -> None:
    client = log_in("consultant")
    check_page(client.get(f"{world.base}/werksessies/nieuw").text)
    assert client.post(f"{world.base}/werksessies/nieuw", data={"name": ""}).status_code == 422
    answer = client.post(
        f"{world.base}/werksessies/nieuw",
        data={
            "name": "Flits",
            "round_id": "0192f0c0-7f7a-7000-8000-000000000004",
            "anonymity": "anonymous",
            "minimum_group": "4",
        },
        follow_redirects=True,
    )
    assert answer.status_code == 200
    assert "Flits" in answer.text
    assert "nog geen beeld" in answer.text
    with app_database.reading() as session:
        made = next(
            item for item in assessment_store.rounds(session, world.organisation.id) if item.name == "Flits"
        )
    assert (made.anonymity, made.minimum_group, made.is_open) == (Anonymity.ANONYMOUS, 4, True)


def test_another_organisation_finds_no_session(session: Session, log_in: LogIn, world: World) -> None:
    outsider = log_in("outsider")
    own = session.url.replace(str(world.organisation.id), str(world.stranger.id))
    for path in ("", "/stand", "/scherm", "/verslag"):
        assert outsider.get(session.url + path).status_code == 404
        assert outsider.get(own + path).status_code == 404
    for path in ("/verder", "/besluit"):
        data = {"move": "next", "at": "0-welcome", "value": "3"}
        assert outsider.post(own + path, data=data).status_code == 404


def test_what_comes_next_can_be_changed_on_the_way(session: Session) -> None:
    session.move()
    page = session.facilitator.get(f"{session.url}/agenda").text
    check_page(page)
    assert "gemeente-sb1" not in page  # at hand already
    answer = session.facilitator.post(
        f"{session.url}/agenda",
        data={"at": session.at, "number-gemeente-lc1": "1", "number-gemeente-sb2": "2"},
    )
    assert answer.status_code == 302
    session.move("skip")
    assert "agendapunt 2 van 3" in session.facilitator.get(session.url).text
    names = [
        catalogue().instrument("gemeente").criterion(f"gemeente.{name}").name.nl for name in ("lc1", "sb2")
    ]
    assert names[0] in session.facilitator.get(session.url).text
    session.move("skip")
    assert names[1] in session.facilitator.get(session.url).text
    session.move("skip")
    assert session.facilitator.get(session.url).headers["Location"].endswith("/verslag")


def test_an_agenda_from_an_old_page_changes_nothing(session: Session) -> None:
    old = session.at
    session.move()
    answer = session.facilitator.post(
        f"{session.url}/agenda", data={"at": old, "number-gemeente-lc1": "1"}, follow_redirects=True
    )
    assert "De werksessie was al verder" in answer.text
    assert "agendapunt 1 van 7" in answer.text


def test_an_agenda_is_never_empty(session: Session) -> None:
    answer = session.facilitator.post(f"{session.url}/agenda", data={"at": session.at})
    assert answer.status_code == 422
    assert "Zet minstens één onderwerp op de agenda." in answer.text


def want(session: Session, plateau: str) -> None:
    """Take the session to its first area, vote and decide."""
    phones = session.join("Anna"), session.join("Bram")
    for _ in range(3):
        session.move("next" if session.at == "0-welcome" else "skip")
    for phone in phones:
        vote(phone, plateau, session.at)
    for _ in range(3):
        session.move()
    session.decide(value=plateau, reason="Zo ver willen wij")
    session.move("close")


def test_what_the_group_wants_becomes_the_ambition(
    session: Session, log_in: LogIn, world: World, app_database: Database
) -> None:
    want(session, "4")
    assert "Wat de groep wil" in session.facilitator.get(f"{session.url}/verslag").text
    assert (
        "Overnemen als ambitie" not in session.facilitator.get(f"{session.url}/verslag").text
    )  # a consultant
    director = log_in("director")
    check_page(director.get(f"{session.url}/verslag").text)
    form = {"version": "0", "horizon": "2029-12-31", "motivation": "Samen gekozen"}
    wrong = director.post(f"{session.url}/ambitie", data={**form, "horizon": "2020-01-01"})
    assert wrong.status_code == 422
    assert "Samen gekozen" in wrong.text
    assert director.post(f"{session.url}/ambitie", data=form).status_code == 302
    with app_database.reading() as database:
        ambition = assessment_store.find_ambition(
            database, organisation_id=world.organisation.id, round_id=world.round.id
        )
    assert ambition
    assert (ambition.area_target("sb"), ambition.motivations["sb"]) == (4, "Zo ver willen wij")
    again = director.post(
        f"{session.url}/ambitie", data={**form, "motivation": "Anders"}, follow_redirects=True
    )
    assert "De ambitie is intussen veranderd" in again.text


def test_people_who_could_not_come_count(log_in: LogIn, world: World, app: Flask) -> None:
    member = log_in("member")
    member.post(
        f"{world.round_url}/vragenlijst/sb", data={"revision": "0", "gemeente-sb1": "5", "go": "next"}
    )
    member.post(f"{world.round_url}/vragenlijst/nakijken", data={"leave_open": "y"})
    facilitator = log_in("director")
    page = facilitator.get(f"{world.round_url}/werksessie").text
    found = re.search(r'name="early" value="([^"]+)"', page)
    assert found
    form = {
        "workshop_id": "0192f0c0-7f7a-7000-8000-000000000005",
        "quorum": "2",
        "early": found[1],
        **agenda(),
    }
    answer = facilitator.post(f"{world.round_url}/werksessie", data=form)
    session = Session(app, facilitator, answer.headers["Location"])
    phone = session.join("Anna")
    session.move()
    assert "en 1 stem vooraf" in facilitator.get(session.url).text
    # What is changed in the questionnaire after the start does not count.
    member.post(f"{world.round_url}/vragenlijst/heropenen")
    member.post(
        f"{world.round_url}/vragenlijst/sb", data={"revision": "1", "gemeente-sb1": "1", "go": "next"}
    )
    vote(phone, "3", "1-vote")
    assert "De stemmen lopen van 3 tot 5" in session.move()
    assert "2 stemmen, waarvan 1 vooraf gegeven" in facilitator.get(session.url).text
