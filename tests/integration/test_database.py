from datetime import UTC, datetime, timedelta, timezone
from uuid import uuid4

import pytest
from sqlalchemy.exc import DBAPIError, StatementError

from plateau.accounts import store
from plateau.accounts.model import Organisation
from plateau.catalogue.model import Kind
from plateau.database import Database, new_id

NOW = datetime(2026, 11, 25, 12, 0, tzinfo=UTC)


def organisation() -> Organisation:
    return Organisation(new_id(), "Gemeente Proefdorp", Kind.GEMEENTE, 1000)


def test_reading_can_not_write(database: Database) -> None:
    with pytest.raises(DBAPIError), database.reading() as session:
        store.add_organisation(session, organisation(), now=NOW)


def test_writing_after_reading_on_the_same_connection_works(database: Database) -> None:
    with database.reading() as session:
        store.find_person(session, uuid4())
    with database.transaction() as session:
        store.add_organisation(session, organisation(), now=NOW)


def test_a_transaction_that_fails_leaves_nothing(database: Database) -> None:
    item = organisation()
    with pytest.raises(RuntimeError), database.transaction() as session:
        store.add_organisation(session, item, now=NOW)
        raise RuntimeError
    with database.transaction() as session:
        store.add_organisation(session, item, now=NOW)  # the id is still free


def test_a_moment_without_time_zone_is_refused_and_others_become_utc(database: Database) -> None:
    with pytest.raises(StatementError, match="has no time zone"), database.transaction() as session:
        store.add_organisation(session, organisation(), now=NOW.replace(tzinfo=None))
    amsterdam = timezone(timedelta(hours=1))
    with database.transaction() as session:
        store.add_organisation(session, organisation(), now=NOW.astimezone(amsterdam))


def test_ids_sort_by_birth() -> None:
    ids = [new_id() for _ in range(100)]
    assert ids == sorted(ids)
    assert {found.version for found in ids} == {7}
