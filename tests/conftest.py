"""Fixtures for all tests: databases on both engines, an app with demo-like data, a client that logs in."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from plateau.database import Database
from plateau.settings import Mode, Settings

SECRET = "s" * 32


def _postgresql_binaries() -> Path | None:
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    return found[-1].parent if found else None


@pytest.fixture(scope="session")
def postgresql_url() -> Iterator[str]:
    """A temporary PostgreSQL cluster, reached over a socket in its own folder."""
    binaries = _postgresql_binaries()
    if binaries is None:
        pytest.skip("PostgreSQL is not here: apt-get install postgresql")
    folder = Path(tempfile.mkdtemp(prefix="plateau-pg-"))
    as_user: list[str] = []
    if os.geteuid() == 0:  # PostgreSQL refuses to run as root
        shutil.chown(folder, "postgres")
        as_user = ["setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups"]
    data = folder / "data"
    _quietly(*as_user, str(binaries / "initdb"), "-D", str(data), "-A", "trust", "-U", "postgres", "-N")
    control = [*as_user, str(binaries / "pg_ctl"), "-D", str(data)]
    options = f"-k {folder} -c listen_addresses='' -c fsync=off -c max_connections=50"
    _quietly(*control, "-o", options, "-w", "start")
    try:
        yield f"postgresql+psycopg://postgres@/postgres?host={folder}"
    finally:
        _quietly(*control, "-m", "immediate", "stop")
        shutil.rmtree(folder, ignore_errors=True)


def _quietly(*command: str) -> None:
    # In "/": the user postgres may not read the folder that the tests run in.
    subprocess.run(command, check=True, cwd="/", stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.xdist_group("postgresql"))])
def empty_database(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Database]:
    """A database without tables, on both engines."""
    if request.param == "sqlite":
        database = Database(f"sqlite:///{tmp_path / 'test.sqlite'}")
        yield database
    else:
        database = Database(request.getfixturevalue("postgresql_url"))
        yield database
        database.downgrade("base")
    database.dispose()


@pytest.fixture(scope="session")
def migrated_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An SQLite file at this version's migration, to be copied: all migrations again takes half a second."""
    file = tmp_path_factory.mktemp("migrated") / "empty.sqlite"
    database = Database(f"sqlite:///{file}")
    database.upgrade()
    database.dispose()  # the last connection to go takes the write-ahead log into the file
    return file


@pytest.fixture
def database(empty_database: Database) -> Database:
    """A database at this version's migration, empty, on both engines."""
    empty_database.upgrade()
    return empty_database


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    """Settings for an app of one's own."""
    return Settings(
        mode=Mode.TEST,
        database_url=f"sqlite:///{tmp_path / 'app.sqlite'}",
        secret_key=SECRET,
        data_dir=tmp_path,
    )
