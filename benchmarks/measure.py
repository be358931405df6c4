"""How long the main job takes: every page of the flow, the demo's roadmap and the report.

Run with `.venv/bin/python benchmarks/measure.py`; prints the table of docs/benchmarks.md. The work is the
demo's (a municipality of 60,000); times are of this process, through the test client, after one warm-up, in
one run: compare figures of the same run only.
"""

from __future__ import annotations

import os
import platform
import statistics
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from uuid import UUID

from flask import Flask
from flask.testing import FlaskClient

from plateau.app import create_app
from plateau.catalogue.loader import CONTENT, load
from plateau.database import Database
from plateau.demo import DEMO_PASSWORD, fill
from plateau.roadmap import store as roadmap_store
from plateau.roadmap.explanation import explain
from plateau.roadmap.solver import solve
from plateau.settings import Mode, Settings
from plateau.web import logging

RUNS = 15
FEW = 5
MEMBER = ("", "vragenlijst", "vragenlijst/sb", "vragenlijst/nakijken", "profiel", "ambitie", "roadmap")
DIRECTOR = ("", "profiel", "ambitie", "roadmap", "roadmap/instellingen", "rapport")


def row(name: str, work: Callable[[], object], runs: int = RUNS) -> None:
    """Print minimum, median and maximum in milliseconds, after one run that does not count."""
    work()
    times = []
    for _ in range(runs):
        start = time.perf_counter()
        work()
        times.append((time.perf_counter() - start) * 1000)
    print(f"| {name} | {min(times):,.0f} | {statistics.median(times):,.0f} | {max(times):,.0f} |")


def log_in(app: Flask, email: str) -> tuple[FlaskClient, str]:
    """A client, and the address of the measurement it sees first."""
    client = app.test_client()
    form = {"email": email, "password": DEMO_PASSWORD}
    home = client.post("/inloggen", data=form, follow_redirects=True)
    return client, home.text.split('/profiel"')[0].rsplit('href="', 1)[1]


def pages(app: Flask, email: str, who: str, paths: tuple[str, ...]) -> tuple[FlaskClient, str]:
    """Time each page as this person."""
    client, base = log_in(app, email)
    for path in paths:
        address = f"{base}/{path}" if path else base.split("/metingen")[0]
        assert client.get(address).status_code == 200, address
        row(f"{path or 'dashboard'} ({who})", partial(client.get, address))
    return client, base


def main() -> None:
    """Print the table."""
    folder = Path(tempfile.mkdtemp(prefix="plateau-bench-"))
    url = f"sqlite:///{folder / 'bench.sqlite'}"
    settings = Settings(mode=Mode.TEST, database_url=url, secret_key="b" * 32, data_dir=folder)
    database = Database(url)
    database.upgrade()
    start = time.perf_counter()
    fill(database, now=datetime.now(UTC))
    seconds = time.perf_counter() - start
    print(
        f"Python {platform.python_version()}, {os.cpu_count()} cores, {RUNS} runs, {FEW} of the last three."
    )
    print(f"Loading the demo data, both roadmaps computed and explained: {seconds:.1f} s.\n")
    print("| work | min ms | median ms | max ms |\n|---|---:|---:|---:|")
    row("loading and checking the whole catalogue", lambda: load(CONTENT))
    logging.configure("ERROR", as_json=False)
    app = create_app(settings)
    app.config["WTF_CSRF_ENABLED"] = False
    pages(app, "nieuw@lindervaart.example", "member", MEMBER)
    client, base = pages(app, "directeur@lindervaart.example", "director", DIRECTOR)
    row("the report as PDF, Dutch", partial(client.get, f"{base}/rapport/rapport.pdf?taal=nl"), FEW)
    _, _, organisation, _, measurement, *_ = base.split("/")
    with database.reading() as session:
        stored = roadmap_store.find_plan(
            session, organisation_id=UUID(organisation), round_id=UUID(measurement)
        )
    assert stored
    row("solving its roadmap to proven optimality", partial(solve, stored.problem), FEW)
    row("explaining it", partial(explain, stored.problem, stored.plan), FEW)
    database.dispose()


if __name__ == "__main__":
    main()
