"""Fixtures for all tests: databases on both engines, an app with demo-like data, a client that logs in."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from plateau.database import Database
from plateau.settings import Mode, Settings
from tests import postgresql

SECRET = "s" * 32


@pytest.fixture(scope="session")
def postgresql_url() -> Iterator[str]:
    """A temporary PostgreSQL cluster that does not wait for the disk."""
    if postgresql.binaries() is None:
        pytest.skip("PostgreSQL is not here: apt-get install postgresql")
    with postgresql.cluster("-c fsync=off -c max_connections=50") as url:
        yield url


@pytest.fixture(scope="session")
def migrated_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An SQLite file at this version's migration, to be copied: all migrations again takes half a second."""
    file = tmp_path_factory.mktemp("migrated") / "empty.sqlite"
    _migrate(f"sqlite:///{file}")  # the last connection to go takes the write-ahead log into the file
    return file


@pytest.fixture(scope="session")
def migrated_url(postgresql_url: str) -> Iterator[str]:
    """The same for PostgreSQL, where it takes longer still."""
    with postgresql.copy(postgresql_url, name="migrated") as url:
        _migrate(url)
        yield url


def _migrate(url: str) -> None:
    database = Database(url)
    database.upgrade()
    database.dispose()


@pytest.fixture(params=["sqlite", "postgresql"])
def empty_database(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Database]:
    """A database without tables, on both engines."""
    if request.param == "sqlite":
        yield from _opened(f"sqlite:///{tmp_path / 'test.sqlite'}")
    else:
        with postgresql.copy(request.getfixturevalue("postgresql_url")) as url:
            yield from _opened(url)


@pytest.fixture(params=["sqlite", "postgresql"])
def database(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Database]:
    """A database at this version's migration, empty, on both engines."""
    if request.param == "sqlite":
        shutil.copy(request.getfixturevalue("migrated_file"), tmp_path / "test.sqlite")
        yield from _opened(f"sqlite:///{tmp_path / 'test.sqlite'}")
    else:
        with postgresql.copy(request.getfixturevalue("migrated_url")) as url:
            yield from _opened(url)


def _opened(url: str) -> Iterator[Database]:
    database = Database(url)
    yield database
    database.dispose()


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    """Settings for an app of one's own."""
    return Settings(
        mode=Mode.TEST,
        database_url=f"sqlite:///{tmp_path / 'app.sqlite'}",
        secret_key=SECRET,
        data_dir=tmp_path,
    )
