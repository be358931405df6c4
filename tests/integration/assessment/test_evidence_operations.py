"""Evidence on both databases: kept apart from the lists, shown of who handed in, wiped for good."""

from collections.abc import Iterator
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from plateau.accounts.model import Actor, Role
from plateau.assessment import operations, store
from plateau.assessment.evidence import Evidence
from plateau.assessment.file_kinds import RefusedFile
from plateau.assessment.model import Round, RoundState
from plateau.assessment.operations import AlreadySubmitted, NotFound, RoundClosed, TooLarge, Upload
from plateau.assessment.records import EvidenceFileRecord, RoundRecord
from plateau.database import Database, new_id
from tests.integration.assessment.test_operations import C1, INSTRUMENT, NOW, make_actor
from tests.unit.assessment.files import PDF

LARGEST = 1000


@pytest.fixture
def session(database: Database) -> Iterator[Session]:
    with database.transaction() as session:
        yield session


@pytest.fixture
def actor(session: Session) -> Actor:
    return make_actor(session, role=Role.DIRECTOR)


@pytest.fixture
def measurement(session: Session, actor: Actor) -> Round:
    return operations.open_round(
        session,
        actor=actor,
        instrument=INSTRUMENT,
        name="Nulmeting",
        is_baseline=True,
        now=NOW,
        round_id=new_id(),
    )


def add(session: Session, actor: Actor, item: Round, source: str | Upload) -> Evidence:
    return operations.add_evidence(
        session,
        actor=actor,
        round_id=item.id,
        criterion=C1,
        description="Verslag",
        source=source,
        shared=False,
        largest=LARGEST,
        now=NOW,
    )


def test_a_file_is_kept_as_it_was_until_it_is_wiped(
    session: Session, actor: Actor, measurement: Round
) -> None:
    piece = add(session, actor, measurement, Upload("verslag.pdf", PDF))
    assert piece.file_id
    assert store.file_content(session, piece.file_id) == PDF
    which: dict[str, Any] = {"actor": actor, "round_id": measurement.id, "evidence_id": piece.id}
    with pytest.raises(NotFound):
        operations.wipe_evidence(session, **which)
    operations.remove_evidence(session, now=NOW, **which)
    operations.wipe_evidence(session, **which)
    assert session.scalars(select(EvidenceFileRecord.content)).all() == [None]
    (kept,) = operations.find_evidence(session, actor=actor, round_id=measurement.id)
    assert kept.file
    assert (kept.file.name, kept.file.is_wiped, kept.removed_at) == ("verslag.pdf", True, NOW)
    assert store.content_with(session, round_id=measurement.id, digest=kept.file.digest) is None
    with pytest.raises(NotFound):
        operations.put_back_evidence(session, now=NOW, **which)


def test_wiping_takes_every_copy_of_the_same_file_along(
    session: Session, actor: Actor, measurement: Round
) -> None:
    for _ in range(2):
        piece = add(session, actor, measurement, Upload("verslag.pdf", PDF))
        which: dict[str, Any] = {"actor": actor, "round_id": measurement.id, "evidence_id": piece.id}
        operations.remove_evidence(session, now=NOW, **which)
    operations.wipe_evidence(session, **which)
    assert session.scalars(select(EvidenceFileRecord.content)).all() == [None, None]


def test_others_get_it_of_who_handed_in_only(session: Session, actor: Actor, measurement: Round) -> None:
    add(session, actor, measurement, Upload("verslag.pdf", PDF))
    add(session, actor, measurement, "https://voorbeeld.nl")
    assert store.given_evidence(session, measurement.id, with_names=True) == []
    operations.submit_response(session, actor=actor, round_id=measurement.id, now=NOW)
    found = store.given_evidence(session, measurement.id, with_names=True)
    assert [(name, piece.file is None) for name, piece in found] == [
        ("Proef Persoon", False),
        ("Proef Persoon", True),
    ]
    assert {name for name, _ in store.given_evidence(session, measurement.id, with_names=False)} == {""}
    with pytest.raises(AlreadySubmitted):
        add(session, actor, measurement, "https://voorbeeld.nl/2")


def test_nothing_is_kept_of_what_is_refused(session: Session, actor: Actor, measurement: Round) -> None:
    for upload, refusal in (
        (Upload("verslag.pdf", b"MZ"), RefusedFile),
        (Upload("groot.txt", b"x" * (LARGEST + 1)), TooLarge),
    ):
        with pytest.raises(refusal):
            add(session, actor, measurement, upload)
    assert operations.find_evidence(session, actor=actor, round_id=measurement.id) == []
    operations.move_round(
        session,
        actor=actor,
        round_id=measurement.id,
        expected=RoundState.OPEN,
        to=RoundState.CLOSED,
        now=NOW,
    )
    with pytest.raises(RoundClosed):
        add(session, actor, measurement, "https://voorbeeld.nl")


def test_it_goes_with_its_round(session: Session, actor: Actor, measurement: Round) -> None:
    add(session, actor, measurement, Upload("verslag.pdf", PDF))
    session.delete(session.get_one(RoundRecord, measurement.id))
    session.flush()
    assert session.scalars(select(EvidenceFileRecord.id)).all() == []
