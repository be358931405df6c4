"""Every step up has its way back, on both databases, and the records say the same as the migrations."""

from datetime import UTC, datetime
from typing import Any
from uuid import UUID

import pytest
import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.operations import Operations
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import inspect
from sqlalchemy.exc import IntegrityError

import plateau.accounts.records
import plateau.assessment.records
import plateau.roadmap.records
import plateau.workshop.records  # noqa: F401
from plateau.catalogue.kept import digest_of, write_kept
from plateau.catalogue.loader import catalogue
from plateau.database import MIGRATIONS, Base, BehindError, Database, new_id
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


def insert(connection: sa.Connection, table: str, **values: Any) -> UUID:
    """Add a row through the tables as they are at this step; gives its id."""
    found = sa.Table(table, sa.MetaData(), autoload_with=connection)
    row = {"id": new_id(), **values}
    # SQLite's reflection knows no UUID: it holds 32 digits there.
    if connection.dialect.name == "sqlite":
        row = {key: value.hex if isinstance(value, UUID) else value for key, value in row.items()}
    connection.execute(sa.insert(found).values(row))
    return UUID(str(row["id"]))


def rows(database: Database, query: str) -> list[tuple[Any, ...]]:
    with database.engine.connect() as connection:
        return [tuple(row) for row in connection.execute(sa.text(query))]


def test_who_answered_becomes_a_participant_and_back(empty_database: Database) -> None:
    now = datetime(2026, 11, 25, tzinfo=UTC)
    empty_database.upgrade("0001")
    with empty_database.engine.begin() as connection:
        organisation = insert(
            connection, "organisation", name="Proefdorp", kind="gemeente", size=1, created_at=now
        )
        person = insert(
            connection, "person", email="p@proef.example", name="P", language="nl", password_hash="-",
            created_at=now,
        )  # fmt: skip
        measured = [
            insert(
                connection, "round", organisation_id=organisation, name="Nulmeting", state="open",
                instrument_id="gemeente", instrument_version=1, is_baseline=True, anonymity="named",
                opened_at=now,
            ) for _ in range(3)
        ]  # fmt: skip
        insert(connection, "response", round_id=measured[0], person_id=person, perspective="staf", revision=0)
    empty_database.upgrade("0002")
    joined = (
        "SELECT participant.name, email, perspective FROM participant"
        " JOIN response ON response.participant_id = participant.id"
        " AND response.person_id = participant.person_id AND response.round_id = participant.round_id"
    )
    assert rows(empty_database, joined) == [("P", "p@proef.example", "staf")]
    assert [name for (name,) in rows(empty_database, "SELECT name FROM round ORDER BY id")] == [
        "Nulmeting",
        "Nulmeting (2)",
        "Nulmeting (3)",
    ]
    with empty_database.engine.begin() as connection:
        guest = insert(connection, "participant", round_id=measured[0], name="Gast", perspective="partner")
        response = insert(connection, "response", round_id=measured[0], participant_id=guest, revision=1)
        insert(
            connection, "answer", response_id=response, criterion_id="gemeente.sb1", revision=1,
            comment="", saved_at=now,
        )  # fmt: skip
    empty_database.downgrade("0001")
    assert rows(empty_database, "SELECT perspective FROM response") == [("staf",)]
    assert rows(empty_database, "SELECT id FROM answer") == []


def test_the_newest_agreed_value_survives_the_way_back(empty_database: Database) -> None:
    now = datetime(2026, 11, 25, tzinfo=UTC)
    empty_database.upgrade("0002")
    with empty_database.engine.begin() as connection:
        organisation = insert(
            connection, "organisation", name="Proefdorp", kind="gemeente", size=1, created_at=now
        )
        person = insert(
            connection, "person", email="p@proef.example", name="P", language="nl", password_hash="-",
            created_at=now,
        )  # fmt: skip
        measured = insert(
            connection, "round", organisation_id=organisation, name="Nulmeting", state="open",
            instrument_id="gemeente", instrument_version=1, is_baseline=True, anonymity="named",
            opened_at=now, created_at=now, period="", minimum_group=3,
        )  # fmt: skip
        common = {"round_id": measured, "set_by": person, "set_at": now, "reason": "Zo is het."}
        insert(connection, "agreed_value", criterion_id="one", plateau=2, **common)
    empty_database.upgrade("0003")
    state = "SELECT criterion_id, version, mark, plateau, dissent, evidence FROM agreed_value ORDER BY 1, 2"
    assert rows(empty_database, state) == [("one", 1, "plateau", 2, "", "")]
    common |= {"dissent": "", "evidence": ""}
    with empty_database.engine.begin() as connection:
        insert(connection, "agreed_value", criterion_id="one", version=2, mark="plateau", plateau=3, **common)
        insert(connection, "agreed_value", criterion_id="two", version=1, mark=None, plateau=None, **common)
    empty_database.downgrade("0002")
    assert rows(empty_database, "SELECT criterion_id, plateau FROM agreed_value") == [("one", 3)]


def add_rounds(database: Database, **asked: str) -> None:
    """Rounds as they were before 0020, by name with what they ask."""
    now = datetime(2026, 11, 25, tzinfo=UTC)
    with database.engine.begin() as connection:
        organisation = insert(
            connection, "organisation", name="Proefdorp", kind="gemeente", size=1, created_at=now
        )
        for name, questionnaire_id in asked.items():
            insert(
                connection, "round", organisation_id=organisation, name=name, state="open",
                instrument_id=questionnaire_id, instrument_version=1, is_baseline=True, anonymity="named",
                opened_at=now, created_at=now, period="", minimum_group=3,
            )  # fmt: skip


def test_rounds_of_before_get_a_copy_of_what_is_installed(empty_database: Database) -> None:
    empty_database.upgrade("0019")
    add_rounds(empty_database, Een="gemeente", Twee="gemeente", Drie="eigen-wijkscan")
    empty_database.upgrade("0020")
    ours = catalogue().instrument("gemeente")
    kept = rows(empty_database, "SELECT digest, questionnaire_id, version, document FROM kept_questionnaire")
    assert kept == [(digest_of(ours), "gemeente", ours.version, write_kept(ours))]
    asked = "SELECT name, questionnaire_digest FROM round ORDER BY name"
    assert rows(empty_database, asked) == [("Drie", None), ("Een", kept[0][0]), ("Twee", kept[0][0])]
    for wrong in (
        "NULL WHERE name = 'Een'",
        "'none' WHERE name = 'Een'",
        f"'{kept[0][0]}' WHERE name = 'Drie'",
    ):
        with pytest.raises(IntegrityError), empty_database.engine.begin() as connection:
            connection.execute(sa.text(f"UPDATE round SET questionnaire_digest = {wrong}"))
    empty_database.downgrade("0019")
    assert rows(empty_database, "SELECT name FROM round ORDER BY name") == [("Drie",), ("Een",), ("Twee",)]


def test_an_upgrade_without_what_a_round_asks_stops_before_it_changes_anything(
    empty_database: Database,
) -> None:
    empty_database.upgrade("0019")
    add_rounds(empty_database, Een="gemeente", Twee="afgeschaft")
    with pytest.raises(
        BehindError, match=r"has no more: afgeschaft\. Upgrade to a version that has it first"
    ):
        empty_database.upgrade()
    assert rows(empty_database, "SELECT version_num FROM alembic_version") == [("0019",)]
    assert "kept_questionnaire" not in inspect(empty_database.engine).get_table_names()
