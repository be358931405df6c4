"""The database, without Flask: base class, column types, engine and the two ways to open a session.

Stores run on SQLite and PostgreSQL alike; what differs between the two stands here and nowhere else.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Any
from uuid import UUID

import uuid_utils.compat
from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, DateTime, Engine, MetaData, create_engine, event
from sqlalchemy.engine.interfaces import DBAPIConnection, Dialect
from sqlalchemy.exc import DisconnectionError
from sqlalchemy.orm import DeclarativeBase, Session
from sqlalchemy.pool import ConnectionPoolEntry
from sqlalchemy.types import TypeDecorator

NAMING = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}
MIGRATIONS = Path(__file__).parent / "migrations"
BUSY_TIMEOUT_S = 15
#: A connection that was not used for so long is asked whether it still works before it is used again.
IDLE_S = 5.0
GIVEN_BACK = "given_back"
#: What SQLite does by itself.
ONE_MOMENT = {"isolation_level": "REPEATABLE READ"}


class Base(DeclarativeBase):
    """The base of every table; the naming convention keeps migrations the same on both databases."""

    metadata = MetaData(naming_convention=NAMING)


class UtcDateTime(TypeDecorator[datetime]):
    """A moment in UTC; refuses a naive datetime, for which no one could say when it was."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002
        """Turn an aware moment into UTC on its way in."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError(f"{value!r} has no time zone")
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002
        """Give SQLite's naive value its time zone back."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


def new_id() -> UUID:
    """A UUID version 7: sorts by time of birth, tells no one how many there are."""
    return uuid_utils.compat.uuid7()


class BehindError(RuntimeError):
    """The database and this version of plateau don't belong together."""


class Database:
    """One engine, and the two visible ways to use it: `transaction()` writes, `reading()` can't."""

    def __init__(self, url: str) -> None:
        self.engine = _engine(url)
        self._read_engine = self.engine.execution_options(
            plateau_reading=True, postgresql_readonly=True, **({} if url.startswith("sqlite") else ONE_MOMENT)
        )
        # SQLite takes one writer at a time, and who waits looks again up to 0.1 s late: the threads of this
        # process queue up here instead. Other processes (the worker) still wait SQLite's way.
        one_by_one = threading.RLock() if url.startswith("sqlite") else None
        self._turn: AbstractContextManager[object] = one_by_one or nullcontext()

    @contextmanager
    def transaction(self) -> Iterator[Session]:
        """A session that writes: committed when the block ends well, rolled back when it raises."""
        with (
            self._turn,
            Session(self.engine, expire_on_commit=False) as session,
            session.begin(),
        ):
            yield session

    @contextmanager
    def reading(self) -> Iterator[Session]:
        """A session that reads: the database itself refuses a write through it.

        All it reads is of one moment, whatever others commit in the meantime.
        """
        with Session(self._read_engine, expire_on_commit=False) as session:
            yield session

    def dispose(self) -> None:
        """Close all connections."""
        self.engine.dispose()

    # migrations

    def upgrade(self, revision: str = "head") -> None:
        """Bring the tables to `revision`."""
        with self._migrating() as connection:
            command.upgrade(self._alembic(connection), revision)

    def downgrade(self, revision: str) -> None:
        """Take the tables back to `revision` ("base" removes them all)."""
        with self._migrating() as connection:
            command.downgrade(self._alembic(connection), revision)

    def check_current(self) -> None:
        """Refuse a database that is not at this version's migration.

        Raises:
            BehindError: with the command that helps.
        """
        head = ScriptDirectory(str(MIGRATIONS)).get_current_head()
        with self.engine.connect() as connection:
            current = MigrationContext.configure(connection).get_current_revision()
        if current != head:
            raise BehindError(
                f"The database is at migration {current or 'none'}, this version of plateau needs {head}. "
                "Make a backup and run: plateau database upgrade"
            )

    @contextmanager
    def _migrating(self) -> Iterator[Connection]:
        """A connection to alter tables with.

        SQLite can't alter a table in place: it is copied and dropped. With foreign keys on, that drop would
        take all rows along that refer to the table; so they are off here, and checked at the end.
        """
        with self.engine.execution_options(plateau_migrating=True).begin() as connection:
            yield connection
            if connection.dialect.name == "sqlite":
                broken = connection.exec_driver_sql("PRAGMA foreign_key_check").all()
                if broken:
                    raise RuntimeError(f"the migration leaves references to nothing: {broken[:5]}")

    @staticmethod
    def _alembic(connection: Connection) -> Config:
        config = Config()
        config.set_main_option("script_location", str(MIGRATIONS))
        config.attributes["connection"] = connection
        return config


def _engine(url: str) -> Engine:
    if url.startswith("sqlite"):
        engine = create_engine(url, connect_args={"timeout": BUSY_TIMEOUT_S})
        event.listen(engine, "connect", _prepare_sqlite)
        event.listen(engine, "begin", _begin_sqlite)
        return engine
    # Connections are made as they are needed; as many stay as a process may have threads (PLATEAU_THREADS).
    engine = create_engine(url, pool_size=64, max_overflow=0)
    event.listen(engine, "checkin", _note_the_time)
    event.listen(engine, "checkout", partial(_ask_whether_it_lives, engine.dialect))
    return engine


def _note_the_time(_: DBAPIConnection | None, record: ConnectionPoolEntry) -> None:
    record.info[GIVEN_BACK] = time.monotonic()


def _ask_whether_it_lives(
    dialect: Dialect, connection: DBAPIConnection, record: ConnectionPoolEntry, _: object
) -> None:
    """As `pool_pre_ping` does, but not of a connection that was just in use: a save takes two of them."""
    if time.monotonic() - record.info.get(GIVEN_BACK, time.monotonic()) < IDLE_S:
        return
    try:
        dialect.do_ping(connection)
    except dialect.loaded_dbapi.Error as error:
        raise DisconnectionError from error  # the pool takes another


def _prepare_sqlite(connection: DBAPIConnection, _: Any) -> None:
    # The driver's own BEGIN comes too late (at the first write) and upgrades the lock in mid-transaction,
    # which is where "database is locked" comes from: plateau begins each transaction itself.
    connection.isolation_level = None
    cursor = connection.cursor()
    for pragma in ("foreign_keys = ON", "journal_mode = WAL", "synchronous = FULL"):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _begin_sqlite(connection: Connection) -> None:
    options = connection.get_execution_options()
    reading = options.get("plateau_reading", False)
    # On the driver itself: this happens at each transaction, and the pragmas have no effect inside one.
    cursor = connection.connection.cursor()
    cursor.execute(f"PRAGMA query_only = {'ON' if reading else 'OFF'}")
    cursor.execute(f"PRAGMA foreign_keys = {'OFF' if options.get('plateau_migrating') else 'ON'}")
    cursor.execute("BEGIN" if reading else "BEGIN IMMEDIATE")
    cursor.close()
