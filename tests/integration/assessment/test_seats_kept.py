"""Who goes on answering an anonymous round, who is told of what, and what may change meanwhile."""

from __future__ import annotations

import re
from datetime import timedelta
from uuid import UUID

import pytest
from flask import Flask
from sqlalchemy import text
from sqlalchemy.orm import Session

from plateau.assessment import links, operations, store
from plateau.assessment.model import Anonymity, Perspective, RoundState
from plateau.assessment.operations import LinkEnded, LinkUnknown
from plateau.assessment.outgoing import waiting
from plateau.assessment.records import ParticipantRecord
from plateau.database import Database, new_id
from plateau.mail.model import Kind
from tests.integration.assessment.rounds import make
from tests.integration.assessment.seats import NOW, SECRET, Scene
from tests.integration.conftest import LogIn, World


def mail(scene: Scene, secret: str = SECRET) -> None:
    operations.ask_mailing(
        scene.session,
        actor=scene.leader,
        round_id=scene.round.id,
        kind=Kind.INVITATION,
        base="",
        secret=secret,
        make_salt=lambda: next(scene.salts),
        now=NOW,
    )


def ask(scene: Scene, secret: str = SECRET) -> None:
    operations.ask_own_link(
        scene.session, token_hash=links.token_hash(scene.handed()), base="", secret=secret, now=NOW
    )


def hand_in(scene: Scene, token: str) -> None:
    guest = scene.enter(token)
    assert guest is not None
    operations.submit_response(scene.session, actor=guest, round_id=scene.round.id, now=NOW)


def of_before(scene: Scene) -> str:
    """The link of someone who was invited before there were own links."""
    scene.session.get_one(ParticipantRecord, scene.els.id).own_hash = None
    scene.session.flush()
    return scene.handed()


def test_who_was_answering_by_a_link_of_before_goes_on_and_hands_in(scene: Scene) -> None:
    link = of_before(scene)
    assert scene.save_by(link, 2)
    assert scene.give() == 0  # links for who was added: this one stays
    assert scene.save_by(link, 3)
    assert scene.begin(link) == ""
    hand_in(scene, link)


@pytest.mark.parametrize("by", ["mail", "renewal", "giving links before they began"])
def test_a_link_of_before_opens_no_answers_once_there_is_an_own_one(scene: Scene, by: str) -> None:
    link = of_before(scene)
    if by == "giving links before they began":
        scene.give()
        assert scene.begin(link)
        return
    assert scene.save_by(link, 2)
    if by == "mail":
        mail(scene)
    else:
        scene.renew()
    assert scene.enter(link) is None
    assert scene.begin(scene.handed()) == ""
    assert scene.save_by(scene.own(), 3)


def test_who_handed_in_with_everything_left_open_has_answered(scene: Scene) -> None:
    seat = scene.begin(scene.handed())
    hand_in(scene, seat)
    scene.renew()
    assert scene.begin(scene.handed()) == ""
    assert scene.enter(seat) is not None
    assert store.rounds_with_answers(scene.session, scene.organisation.id) == {scene.round.id}


@pytest.mark.parametrize("field", ["perspective", "areas"])
@pytest.mark.parametrize("state", [RoundState.PREPARATION, RoundState.OPEN])
def test_what_someone_is_asked_is_fixed_while_an_anonymous_round_is_open(
    scene: Scene, field: str, state: RoundState
) -> None:
    make(scene.session, scene.round, anonymity=Anonymity.ANONYMOUS, state=state)

    def change() -> None:
        operations.change_participant(
            scene.session,
            actor=scene.leader,
            round_id=scene.round.id,
            participant_id=scene.els.id,
            name="Els",
            email=scene.els.email,
            perspective=Perspective.CLIENTEN if field == "perspective" else scene.els.perspective,
            areas=frozenset({"sb"}) if field == "areas" else frozenset(),
            language="nl",
        )

    if state is RoundState.PREPARATION:
        change()
        return
    with pytest.raises(operations.AskedFixed) as refused:
        change()
    assert refused.value.field == field


@pytest.mark.parametrize(
    ("field", "value"), [("perspective", {"perspective": "clienten"}), ("areas", {"areas": ["sb"]})]
)
def test_the_refusal_stands_beside_the_field(
    log_in: LogIn, world: World, app_database: Database, field: str, value: dict[str, object]
) -> None:
    with app_database.transaction() as session:
        make(session, world.round, anonymity=Anonymity.ANONYMOUS, state=RoundState.OPEN)
    leader = log_in("director")
    leader.post(f"{world.round_url}/deelnemers", data={"people": "Els;;staf"})
    with app_database.reading() as session:
        [els] = store.participants(session, world.round.id)
    url = f"{world.round_url}/deelnemers/{els.id}"
    answer = leader.post(url, data={"name": "Els", "perspective": "staf", **value})
    assert answer.status_code == 422
    assert f'id="{field}-error" class="utrecht-form-field-error-message">In een anonieme' in answer.text
    assert leader.post(url, data={"name": "Else", "perspective": "staf"}).status_code == 302


def test_a_look_before_the_participant_began_stays_to_be_seen(scene: Scene) -> None:
    def begin(minutes: int) -> bool:
        return operations.begin(
            scene.session,
            token_hash=links.token_hash(scene.handed()),
            seat_hash=links.token_hash(next(scene.seats)),
            now=NOW + timedelta(minutes=minutes),
        )

    def pressed() -> list[int]:
        found = operations.find_begin_pressed(scene.session, someone=scene.els)
        return [int((moment - NOW).total_seconds() // 60) for moment in found]

    assert begin(1)  # whoever leads the round
    assert pressed() == [1]
    scene.renew()
    assert begin(2)  # the participant
    assert pressed() == [2, 1]
    assert not begin(3)
    assert pressed() == [3]


def test_begin_by_a_link_that_was_renewed_while_it_waited_takes_no_seat(
    scene: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    find_seat = store.find_seat

    def wait(session: Session, participant_id: UUID, *, for_update: bool = False) -> str | None:
        monkeypatch.undo()
        scene.renew()
        return find_seat(session, participant_id, for_update=for_update)

    handed = scene.handed()
    monkeypatch.setattr(store, "find_seat", wait)
    assert scene.begin(handed) == ""
    assert scene.begin(scene.handed())


def test_begin_by_a_link_that_was_revoked_while_it_waited_takes_no_seat(
    scene: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What was read before the wait is read again, not remembered."""
    find_seat = store.find_seat
    handed = scene.handed()
    remembered = scene.session.get_one(ParticipantRecord, scene.els.id)

    def wait(session: Session, participant_id: UUID, *, for_update: bool = False) -> str | None:
        session.connection().execute(text("UPDATE participant SET revoked_at = '2026-11-29 12:00:00+00:00'"))
        return find_seat(session, participant_id, for_update=for_update)

    monkeypatch.setattr(store, "find_seat", wait)
    assert scene.begin(handed) == ""
    assert remembered.revoked_at is not None


def test_who_takes_their_questionnaire_back_by_mail_ends_the_seat(scene: Scene) -> None:
    seat = scene.begin(scene.handed())
    scene.save_by(seat, 2)
    hand_in(scene, seat)
    own, lost = scene.enter(scene.own()), scene.enter(seat)
    assert own is not None
    assert lost is not None
    operations.reopen_response(scene.session, actor=own, round_id=scene.round.id)
    assert scene.enter(seat) is None
    with pytest.raises(LinkEnded):
        operations.reopen_response(scene.session, actor=lost, round_id=scene.round.id)


def test_no_mail_is_promised_that_cannot_be_made(scene: Scene) -> None:
    with pytest.raises(LinkUnknown):
        ask(scene, secret="another secret, of after the change")
    assert store.outgoing(scene.session, scene.round.id) == []
    ask(scene)
    assert len(store.outgoing(scene.session, scene.round.id)) == 1


def test_mail_is_put_ready_while_someone_else_holds_the_round(database: Database) -> None:
    """Else who waits for the round, and who has it and waits for the participant, wait for ever."""
    if database.engine.dialect.name == "sqlite":
        pytest.skip("SQLite has one writer at a time")
    with database.transaction() as session:
        scene = Scene(session)
    with database.transaction() as leading, database.transaction() as asking:
        operations.get_round(
            leading, organisation_id=scene.organisation.id, round_id=scene.round.id, for_update=True
        )
        asking.execute(text("SET LOCAL lock_timeout = '500ms'"))
        store.find_seat(asking, scene.els.id, for_update=True)
        message = waiting(new_id(), scene.els, kind=Kind.OWN_LINK, base="", asked_by=None, now=NOW)
        store.add_outgoing(asking, message)


def test_the_door_says_that_the_own_link_cannot_be_made(
    app: Flask, log_in: LogIn, world: World, app_database: Database
) -> None:
    with app_database.transaction() as session:
        make(session, world.round, anonymity=Anonymity.ANONYMOUS, state=RoundState.OPEN)
    leader = log_in("director")
    leader.post(f"{world.round_url}/deelnemers", data={"people": "Els;els@proef.example;staf"})
    leader.post(f"{world.round_url}/uitnodigingen")
    link = re.findall(r"/m/[\w-]{43}", leader.get(f"{world.round_url}/uitnodigingen").text)[0]
    app.config["SECRET_KEY"] = "a secret of after the change, long enough"
    page = app.test_client().post(f"{link}/mail", follow_redirects=True).text
    assert "Uw eigen link is niet meer te maken." in page
    assert "komt per mail" not in page
