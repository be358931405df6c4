"""Every step up has its way back, on both databases, and the records say the same as the migrations."""

from datetime import UTC, datetime

import pytest
import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.operations import Operations
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import inspect

import plateau.accounts.records
import plateau.assessment.records
import plateau.roadmap.records  # noqa: F401
from plateau.database import MIGRATIONS, Base, BehindError, Database
from plateau.demo import fill

REVISIONS = [step.revision for step in reversed(list(ScriptDirectory(str(MIGRATIONS)).walk_revisions()))]


def test_every_step_goes_up_down_and_up_again(empty_database: Database) -> None:
    for position, revision in enumerate(REVISIONS):
        empty_database.upgrade(revision)
        empty_database.downgrade(REVISIONS[position - 1] if position else "base")
        empty_database.upgrade(revision)
    empty_database.check_current()


def test_base_leaves_nothing_behind(database: Database) -> None:
    database.downgrade("base")
    assert inspect(database.engine).get_table_names() == ["alembic_version"]


def test_records_and_migrations_agree(database: Database) -> None:
    with database.engine.connect() as connection:
        assert compare_metadata(MigrationContext.configure(connection), Base.metadata) == []


def test_a_database_that_is_behind_is_refused_with_the_command_that_helps(empty_database: Database) -> None:
    with pytest.raises(BehindError, match="plateau database upgrade"):
        empty_database.check_current()


def test_copying_a_table_takes_no_rows_along(database: Database) -> None:
    """What SQLite does to alter a table: with foreign keys on, every tenant's rows would go with it."""
    fill(database, now=datetime(2026, 11, 25, tzinfo=UTC))
    before = counts(database)
    with database._migrating() as connection:
        operations = Operations(MigrationContext.configure(connection))
        with operations.batch_alter_table("organisation") as table:
            table.alter_column("name", existing_type=sa.String(200), type_=sa.String(300))
    assert counts(database) == before
    with database._migrating() as connection:
        operations = Operations(MigrationContext.configure(connection))
        with operations.batch_alter_table("organisation") as table:
            table.alter_column("name", existing_type=sa.String(300), type_=sa.String(200))


def counts(database: Database) -> dict[str, int]:
    with database.engine.connect() as connection:
        return {
            table.name: connection.scalar(sa.select(sa.func.count()).select_from(table)) or 0
            for table in Base.metadata.sorted_tables
        }
