"""A temporary PostgreSQL cluster of one's own."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


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


def _quietly(*command: str) -> None:
    # In "/": the user postgres may not read the folder that the tests run in.
    subprocess.run(command, check=True, cwd="/", stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
