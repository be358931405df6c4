"""A worker in a process of its own: it computes what another process asks for, and a crash is survived."""

import os
import signal
import subprocess
import sys
import threading
import time
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from plateau.background import Work, open_queues
from plateau.catalogue.loader import catalogue
from plateau.database import Database
from plateau.jobs import register
from plateau.roadmap import operations, store
from plateau.roadmap.calculation import Calculation, State
from plateau.settings import Mode, Settings
from tests.integration.roadmap.situations import TODAY, aim, make_director, make_round, measure

PLATEAU = f"{Path(sys.executable).parent}/plateau"
START_S = 60


@pytest.fixture
def two(database: Database, tmp_path: Path) -> tuple[Settings, Database]:
    url = database.engine.url.render_as_string(hide_password=False)
    return (
        Settings(mode=Mode.PRODUCTION, database_url=url, secret_key="s" * 32, data_dir=tmp_path),
        database,
    )


def start_worker(settings: Settings) -> subprocess.Popen[str]:
    environment = {
        **os.environ,
        "PLATEAU_MODE": settings.mode.value,
        "PLATEAU_DATABASE_URL": settings.database_url.replace("+psycopg", ""),
        "PLATEAU_SECRET_KEY": settings.secret_key,
        "PLATEAU_DATA_DIR": str(settings.data_dir),
    }
    return subprocess.Popen([PLATEAU, "worker"], env=environment, stdout=subprocess.PIPE, text=True)


def ask(settings: Settings, database: Database) -> Calculation:
    """As a server does: keep the question, then put it in the queue."""
    now = datetime.now(UTC)
    with database.transaction() as session:
        actor = make_director(session)
        round_id = make_round(session, actor)
        measure(session, actor, round_id)
        aim(session, actor, round_id)
        item = operations.start_calculation(
            session, actor=actor, round_id=round_id, catalogue=catalogue(), now=now, today=TODAY
        ).calculation
    assert item
    work = Work(open_queues(settings), threading.Event())
    register(work, database, send_mail=lambda stopping: None)["calculate"](item.id)
    return item


def wait_for(database: Database, item: Calculation, state: State) -> Calculation:
    end = time.monotonic() + START_S
    while time.monotonic() < end:
        with database.reading() as session:
            found = store.get_calculation(session, item.id)
        if found.state is state:
            return found
        time.sleep(0.1)
    raise AssertionError(f"still {found.state}")


def test_two_processes(two: tuple[Settings, Database]) -> None:
    settings, database = two
    waiting = ask(settings, database)  # asked before there is a worker
    worker = start_worker(settings)
    try:
        assert wait_for(database, waiting, State.DONE).plan_id
        assert wait_for(database, ask(settings, database), State.DONE).plan_id
    finally:
        worker.send_signal(signal.SIGTERM)
        output, _ = worker.communicate(timeout=30)
    assert worker.returncode == 0
    assert output.splitlines()[-1] == "The worker stopped."


def test_a_worker_that_is_killed_can_be_followed_by_another(two: tuple[Settings, Database]) -> None:
    settings, database = two
    first = start_worker(settings)
    assert first.stdout
    assert "ready" in first.stdout.readline()
    first.kill()
    first.communicate(timeout=30)
    item = ask(settings, database)
    second = start_worker(settings)
    try:
        assert wait_for(database, item, State.DONE).plan_id
    finally:
        second.send_signal(signal.SIGINT)
        second.communicate(timeout=30)
    assert second.returncode == 0


def test_a_worker_needs_the_tables_of_this_version(tmp_path: Path, settings: Settings) -> None:
    worker = start_worker(replace(settings, mode=Mode.PRODUCTION))
    worker.communicate(timeout=START_S)
    assert worker.returncode == 2
