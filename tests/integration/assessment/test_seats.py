"""Whose an anonymous questionnaire is: links, seats and accounts against each other, on both databases."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from datetime import datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from plateau.accounts.model import Actor
from plateau.assessment import links, operations, store
from plateau.assessment.model import Anonymity, Link, Participant, Perspective, RoundState
from plateau.assessment.operations import BeginsFirst, LinkEnded
from plateau.assessment.records import ParticipantRecord
from plateau.database import Database
from plateau.mail.model import Kind as MailKind
from tests.integration.assessment.rounds import make
from tests.integration.assessment.seats import CRITERIA, EMAIL, NOW, SECRET, Scene


def test_a_handed_link_leads_to_the_door_and_begins_once(scene: Scene) -> None:
    handed = scene.handed()
    with pytest.raises(BeginsFirst) as waits:
        operations.find_guest(scene.session, token_hash=links.token_hash(handed), now=NOW)
    assert (waits.value.guest.participant.id, waits.value.round.id) == (scene.els.id, scene.round.id)
    seat = scene.begin(handed)
    assert seat
    assert scene.begin(handed) == ""
    assert scene.begin(handed, seat) == seat  # pressed twice
    assert scene.enter(handed) is None
    assert scene.save_by(seat, 2)
    assert scene.begin(handed) == ""
    assert scene.enter(scene.own()) is not None


def test_in_a_named_round_a_handed_link_works_as_before(scene: Scene) -> None:
    make(scene.session, scene.round, anonymity=Anonymity.NAMED, state=RoundState.OPEN)
    assert scene.save_by(scene.handed(), 2)
    assert scene.begin(scene.handed()) == ""  # nothing to begin by
    assert scene.save_by(scene.handed(), 3)


def test_before_it_opens_nobody_begins(scene: Scene) -> None:
    make(scene.session, scene.round, anonymity=Anonymity.ANONYMOUS, state=RoundState.PREPARATION)
    assert scene.begin(scene.handed()) == ""
    assert operations.find_begin_pressed(scene.session, someone=scene.els) == []


@pytest.mark.parametrize("by", ["mail", "account"])
def test_who_took_the_seat_first_sees_nothing_of_who_saves_after(scene: Scene, by: str) -> None:
    """Whoever leads the round begins in someone's name, and waits for that someone."""
    seat = scene.begin(scene.handed())
    assert scene.save_by(seat, 1)
    guest = scene.enter(scene.own())
    assert guest is not None
    scene.save(scene.member() if by == "account" else guest, 5)
    assert scene.enter(seat) is None
    assert scene.begin(scene.handed()) == ""


def test_a_save_that_was_under_way_does_not_count_for_a_lost_seat(scene: Scene) -> None:
    guest = scene.enter(scene.begin(scene.handed()))
    assert guest is not None
    own = scene.enter(scene.own())
    assert own is not None
    scene.save(own, 4)
    with pytest.raises(LinkEnded):
        scene.save(guest, 1)
    found = operations.find_response(scene.session, actor=own, round_id=scene.round.id)
    assert found is not None
    assert found.answers[CRITERIA[0]].plateau == 4


def test_whoever_waits_in_the_seat_catches_no_answer_between_two_looks(database: Database) -> None:
    with database.transaction() as session:
        scene = Scene(session)
        seat = scene.begin(scene.handed())
    with database.reading() as session:
        scene.session = session
        waiting = scene.enter(seat)
        assert waiting is not None
        with database.transaction() as other:
            scene.session = other
            own = scene.enter(scene.own())
            assert own is not None
            scene.save(own, 5)
            scene.save(own, 4)
        # What began before the save ended sees nothing of it, nor what begins after.
        assert operations.find_response(session, actor=waiting, round_id=scene.round.id) is None
        assert operations.find_history(session, actor=waiting, round_id=scene.round.id) == {}
    with database.reading() as session:
        for look in (operations.find_response, operations.find_history, operations.find_evidence):
            with pytest.raises(LinkEnded):
                look(session, actor=waiting, round_id=scene.round.id)


def test_who_answers_with_an_account_leaves_nothing_to_begin(scene: Scene) -> None:
    scene.save(scene.member(), 3)
    assert scene.begin(scene.handed()) == ""


def test_a_new_link_frees_the_seat_of_who_saved_nothing_and_no_other(scene: Scene) -> None:
    lost = scene.begin(scene.handed())
    scene.renew()
    assert scene.enter(lost) is None
    seat = scene.begin(scene.handed())
    assert scene.save_by(seat, 2)
    before = scene.own()
    scene.renew()
    assert scene.begin(scene.handed()) == ""
    assert scene.save_by(seat, 3)  # goes on in the browser it began in
    assert scene.enter(before) is None
    assert scene.save_by(scene.own(), 4)  # what the next mail carries


def test_revoked_is_revoked_for_every_link_and_given_again_for_none_but_the_seat(scene: Scene) -> None:
    seat = scene.begin(scene.handed())
    scene.save_by(seat, 2)
    own = scene.own()
    scene.revoke()
    assert not any(map(scene.enter, (seat, own)))
    assert scene.give() == 0
    scene.renew()
    assert scene.enter(seat)
    assert scene.begin(scene.handed()) == ""


def test_whoever_presses_begin_is_seen_by_who_it_is_about(scene: Scene) -> None:
    assert operations.find_begin_pressed(scene.session, someone=scene.els) == []
    scene.save_by(scene.own(), 3)
    assert scene.begin(scene.handed()) == ""
    assert operations.find_begin_pressed(scene.session, someone=scene.els) == [NOW]


def test_own_links_come_by_mail_and_no_more_often_than_three_times_an_hour(scene: Scene) -> None:
    def ask(now: datetime) -> int:
        operations.ask_own_link(
            scene.session,
            token_hash=links.token_hash(scene.handed()),
            base="http://localhost",
            secret=SECRET,
            now=now,
        )
        return len(store.outgoing(scene.session, scene.round.id))

    assert [ask(NOW) for _ in range(5)] == [1, 2, 3, 3, 3]
    assert ask(NOW + timedelta(minutes=61)) == 4
    [newest, *_] = store.outgoing(scene.session, scene.round.id)
    assert (newest.kind, newest.asked_by) == (MailKind.OWN_LINK, None)
    letter = operations.prepare_letter(scene.session, item=newest, secret=SECRET, now=NOW)
    assert letter is not None
    assert (letter.token, letter.sender, letter.participant.email) == (scene.own(), "", EMAIL)


def test_no_own_link_without_an_address_or_an_open_round(scene: Scene) -> None:
    def ask() -> None:
        operations.ask_own_link(
            scene.session, token_hash=links.token_hash(scene.handed()), base="", secret=SECRET, now=NOW
        )

    make(scene.session, scene.round, anonymity=Anonymity.ANONYMOUS, state=RoundState.PREPARATION)
    with pytest.raises(LinkEnded):
        ask()
    make(scene.session, scene.round, anonymity=Anonymity.ANONYMOUS, state=RoundState.OPEN)
    bare = Participant(scene.els.id, scene.round.id, None, "Els", None, Perspective.STAF)
    store.set_participant(scene.session, bare)
    with pytest.raises(LinkEnded):
        ask()


def test_links_of_before_there_were_own_ones_get_theirs_and_stay(scene: Scene) -> None:
    handed, own = scene.handed(), scene.own()
    scene.session.get_one(ParticipantRecord, scene.els.id).own_hash = None
    scene.session.flush()
    assert scene.own() == ""
    assert scene.give() == 0
    assert (scene.handed(), scene.own()) == (handed, own)


class Undone(Exception):
    """The next example begins with an empty database."""


LEADER = st.sampled_from(["begin", "begin before", "save", "renew", "revoke", "give"])
ELS = st.sampled_from(["by paper", "by seat", "by mail", "by account"])


@given(acts=st.lists(st.one_of(LEADER, ELS), max_size=14))
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_nothing_whoever_leads_can_get_opens_what_els_saved(
    migrated_sqlite: Database, acts: list[str]
) -> None:
    """Whatever happens in whatever order: Els by paper, mail or account, the leader with every link there was."""
    with suppress(Undone), migrated_sqlite.transaction() as session:
        scene = Scene(session)
        member: Actor | None = None
        known, els_seat, saved = [scene.handed()], "", False
        for act in acts:
            match act:
                case "begin" | "begin before":
                    known.append(scene.begin(known[-1] if act == "begin" else known[0]))
                case "save" if seat := next(filter(scene.enter, known), None):
                    scene.save_by(seat, 1)
                case "renew":
                    scene.renew()
                case "revoke":
                    scene.revoke()
                case "give":
                    scene.give()
                case "by paper":
                    els_seat = scene.begin(scene.handed()) or els_seat
                    saved |= scene.save_by(els_seat, 5)
                case "by seat":
                    saved |= scene.save_by(els_seat, 4)
                case "by mail":
                    saved |= scene.save_by(scene.own(), 3)
                case "by account":
                    member = member or scene.member()
                    scene.save(member, 2)
                    saved = True
            known.append(scene.handed())
            if saved:
                assert [token for token in known if scene.enter(token)] == []
                assert not scene.begin(scene.handed())
        raise Undone


@pytest.fixture(scope="module")
def migrated_sqlite(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Database]:
    database = Database(f"sqlite:///{tmp_path_factory.mktemp('seats') / 'test.sqlite'}")
    database.upgrade()
    yield database
    database.dispose()


def test_every_kind_of_link_is_known_for_what_it_is(scene: Scene) -> None:
    seat = scene.begin(scene.handed())
    found = {
        token: store.find_guest(scene.session, links.token_hash(token))
        for token in (scene.handed(), scene.own(), seat)
    }
    assert [one and one[2] for one in found.values()] == [Link.HANDED, Link.OWN, Link.SEAT]
