"""A temporary PostgreSQL cluster of one's own."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import create_engine, make_url
from sqlalchemy.pool import NullPool


def binaries() -> Path | None:
    """Where PostgreSQL's programs are; None when it is not here."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    return found[-1].parent if found else None


@contextmanager
def cluster(options: str = "") -> Iterator[str]:
    """A cluster for as long as the block lasts, reached over a socket in its own folder; gives its address."""
    programs = binaries()
    assert programs, "PostgreSQL is not here: apt-get install postgresql"
    folder = Path(tempfile.mkdtemp(prefix="plateau-pg-"))
    as_user: list[str] = []
    if os.geteuid() == 0:  # PostgreSQL refuses to run as root
        shutil.chown(folder, "postgres")
        as_user = ["setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups"]
    data = folder / "data"
    _quietly(*as_user, str(programs / "initdb"), "-D", str(data), "-A", "trust", "-U", "postgres", "-N")
    control = [*as_user, str(programs / "pg_ctl"), "-D", str(data)]
    _quietly(*control, "-o", f"-k {folder} -c listen_addresses='' {options}", "-w", "start")
    try:
        yield f"postgresql+psycopg://postgres@/postgres?host={folder}"
    finally:
        _quietly(*control, "-m", "immediate", "stop")
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def copy(url: str, *, name: str = "copied") -> Iterator[str]:
    """A copy of the database at `url`, on the same cluster, for as long as the block lasts; gives its address.

    Nobody may be connected to the one that is copied.
    """
    original = make_url(url)
    # These two statements can't be part of a transaction.
    engine = create_engine(
        original.set(database="template1"), isolation_level="AUTOCOMMIT", poolclass=NullPool
    )
    with engine.connect() as connection:
        connection.exec_driver_sql(f'CREATE DATABASE "{name}" TEMPLATE "{original.database}"')
    try:
        yield original.set(database=name).render_as_string(hide_password=False)
    finally:
        with engine.connect() as connection:
            connection.exec_driver_sql(f'DROP DATABASE "{name}" WITH (FORCE)')


def _quietly(*command: str) -> None:
    # In "/": the user postgres may not read the folder that the tests run in.
    subprocess.run(command, check=True, cwd="/", stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
