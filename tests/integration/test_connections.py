"""Connections to PostgreSQL: one that broke while nobody used it is noticed before someone needs it."""

import pytest
from sqlalchemy import text
from sqlalchemy.exc import OperationalError

from plateau import database as module
from plateau.database import Database
from tests import postgresql

BREAK_ALL = text(
    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
    "WHERE pid <> pg_backend_pid() AND backend_type = 'client backend'"
)


def one(database: Database) -> object:
    with database.reading() as session:
        return session.execute(text("SELECT 1")).scalar()


@pytest.mark.skipif(postgresql.binaries() is None, reason="PostgreSQL is not here")
def test_a_connection_that_broke_while_it_was_idle_is_replaced(monkeypatch: pytest.MonkeyPatch) -> None:
    with postgresql.cluster() as url:
        database, other = Database(url), Database(url)
        assert one(database) == 1
        with other.reading() as session:
            session.execute(BREAK_ALL)
        with pytest.raises(OperationalError):
            one(database)  # it was in use a moment ago, so it is not asked first
        assert one(database) == 1
        monkeypatch.setattr(module, "IDLE_S", 0.0)
        with other.reading() as session:
            session.execute(BREAK_ALL)
        assert one(database) == 1
        database.dispose()
        other.dispose()
