"""Who was listed by e-mail address and gets an account later is one participant: on both databases."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from sqlalchemy.orm import Session

from plateau.accounts import operations as accounts
from plateau.accounts.model import Actor, Organisation, Person, Role
from plateau.assessment import operations, store
from plateau.assessment.model import Answer, Guest, Mark, Participant, Perspective, Round
from plateau.catalogue.loader import catalogue
from plateau.catalogue.model import Kind
from plateau.database import Database, new_id

NOW = datetime(2026, 11, 29, 12, 0, tzinfo=UTC)
INSTRUMENT = catalogue().instrument("gemeente")
FIRST, SECOND = (criterion.id for criterion in INSTRUMENT.criteria[:2])
EMAIL = "els@proef.example"


@pytest.fixture
def session(database: Database) -> Iterator[Session]:
    with database.transaction() as session:
        yield session


@pytest.fixture
def organisation(session: Session) -> Organisation:
    found = Organisation(new_id(), "Gemeente Proefdorp", Kind.GEMEENTE, 1000)
    accounts.register_organisation(session, organisation=found, now=NOW)
    return found


def register(session: Session, organisation: Organisation, email: str, role: Role = Role.MEMBER) -> Actor:
    person = Person(new_id(), email, "Els met account", "nl")
    accounts.register_person(session, person=person, password="geheim-genoeg", now=NOW)
    accounts.give_role(
        session, membership_id=new_id(), person_id=person.id, organisation_id=organisation.id, role=role
    )
    return Actor(person, organisation, role)


@pytest.fixture
def measurement(session: Session, organisation: Organisation) -> Round:
    director = register(session, organisation, "directeur@proef.example", Role.DIRECTOR)
    return operations.open_round(
        session,
        actor=director,
        instrument=INSTRUMENT,
        name="Nulmeting",
        is_baseline=True,
        now=NOW,
        round_id=new_id(),
    )


@pytest.fixture
def listed(session: Session, measurement: Round) -> Participant:
    found = Participant(
        new_id(), measurement.id, None, "Els Proef", EMAIL, Perspective.STAF, frozenset({"sb"}), language="en"
    )
    store.add_participant(session, found)
    return found


def save(session: Session, who: Actor | Guest, item: Round, base: int, criterion: str, value: int) -> int:
    saved = operations.save_answers(
        session,
        actor=who,
        round_id=item.id,
        answers=[Answer(criterion, Mark.PLATEAU, value)],
        base_revision=base,
        now=NOW,
    )
    assert not saved.conflicts
    return saved.response.revision


def test_the_account_goes_on_where_the_link_began(
    session: Session, organisation: Organisation, measurement: Round, listed: Participant
) -> None:
    guest = Guest(listed, organisation)
    save(session, guest, measurement, 0, FIRST, 2)
    els = register(session, organisation, EMAIL)
    own = operations.find_own_participant(session, actor=els, round_id=measurement.id)
    assert own is not None
    assert (own.id, own.perspective, own.areas) == (listed.id, Perspective.STAF, frozenset({"sb"}))
    before = operations.find_response(session, actor=els, round_id=measurement.id)
    assert before is not None
    assert before.answers[FIRST].plateau == 2  # seen before anything is written
    assert save(session, els, measurement, 1, SECOND, 4) == 2
    [one] = store.participants(session, measurement.id)
    assert (one.id, one.person_id) == (listed.id, els.person.id)
    assert save(session, guest, measurement, 2, FIRST, 3) == 3  # the link still leads to the same answers
    after = operations.find_response(session, actor=els, round_id=measurement.id)
    assert after is not None
    assert {criterion: answer.plateau for criterion, answer in after.answers.items()} == {FIRST: 3, SECOND: 4}
    assert after.person_id == els.person.id
    operations.submit_response(session, actor=els, round_id=measurement.id, now=NOW)
    assert store.count_responses(session, measurement.id) == (1, 1)


def test_who_had_not_begun_joins_as_who_they_were_on_the_list(
    session: Session, organisation: Organisation, measurement: Round, listed: Participant
) -> None:
    els = register(session, organisation, EMAIL)
    save(session, els, measurement, 0, FIRST, 5)
    [one] = store.participants(session, measurement.id)
    assert (one.id, one.person_id, one.perspective) == (listed.id, els.person.id, Perspective.STAF)


def test_another_address_or_another_round_is_another_person(
    session: Session, organisation: Organisation, measurement: Round, listed: Participant
) -> None:
    save(session, Guest(listed, organisation), measurement, 0, FIRST, 2)
    jan = register(session, organisation, "jan@proef.example")
    assert operations.find_own_participant(session, actor=jan, round_id=measurement.id) is None
    assert operations.find_response(session, actor=jan, round_id=measurement.id) is None
    els = register(session, organisation, EMAIL)
    assert operations.find_response(session, actor=els, round_id=new_id()) is None
    save(session, jan, measurement, 0, FIRST, 4)
    assert len(store.participants(session, measurement.id)) == 2


def test_nobody_takes_over_whom_another_account_is(
    session: Session, organisation: Organisation, measurement: Round, listed: Participant
) -> None:
    """The address on the list was changed after someone answered: it stays with who answered."""
    els = register(session, organisation, EMAIL)
    save(session, els, measurement, 0, FIRST, 5)
    [one] = store.participants(session, measurement.id)
    jan = register(session, organisation, "jan@proef.example")
    store.set_participant(session, replace(one, email="jan@proef.example"))
    assert operations.find_response(session, actor=jan, round_id=measurement.id) is None
    found = operations.find_response(session, actor=els, round_id=measurement.id)
    assert found is not None
    assert found.answers[FIRST].plateau == 5


@pytest.mark.parametrize("is_listed", [False, True])
def test_who_leads_gets_no_answers_by_putting_their_own_address_on_the_list(
    session: Session, organisation: Organisation, measurement: Round, listed: Participant, is_listed: bool
) -> None:
    save(session, Guest(listed, organisation), measurement, 0, FIRST, 2)
    leader = register(session, organisation, "baas@proef.example", Role.DIRECTOR)
    if is_listed:
        own = Participant(
            new_id(), measurement.id, leader.person.id, "Baas", "oud@proef.example", Perspective.MANAGEMENT
        )
        store.add_participant(session, own)
    for taken in ("baas@proef.example", "oud@proef.example")[: 1 + is_listed]:
        with pytest.raises(operations.AddressTaken):
            change_address(session, leader, listed, taken)
    change_address(session, leader, listed, "els.nieuw@proef.example")
    assert operations.find_response(session, actor=leader, round_id=measurement.id) is None


def test_of_two_with_one_address_the_one_with_the_account_answers(
    session: Session, organisation: Organisation, measurement: Round, listed: Participant
) -> None:
    save(session, Guest(listed, organisation), measurement, 0, FIRST, 2)
    els = register(session, organisation, EMAIL)
    store.add_participant(
        session, Participant(new_id(), measurement.id, els.person.id, "Els", None, Perspective.MANAGEMENT)
    )
    assert operations.find_response(session, actor=els, round_id=measurement.id) is None
    save(session, els, measurement, 0, FIRST, 4)
    own = operations.find_response(session, actor=els, round_id=measurement.id)
    assert own is not None
    assert own.answers[FIRST].plateau == 4


def change_address(session: Session, actor: Actor, someone: Participant, email: str) -> None:
    operations.change_participant(
        session,
        actor=actor,
        round_id=someone.round_id,
        participant_id=someone.id,
        name=someone.name,
        email=email,
        perspective=someone.perspective,
        areas=someone.areas,
        language=someone.language,
    )
