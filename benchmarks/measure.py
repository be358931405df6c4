"""How long the main job takes: every page of the flow, the demo's roadmaps and the report.

Run with `.venv/bin/python benchmarks/measure.py`; prints a table for docs/benchmarks.md. The work is the demo's
(a municipality of 60,000 and a provider of 250); times are of this process, through the test client, after one
warm-up, in one run: compare figures of the same run only.
"""

from __future__ import annotations

import os
import platform
import statistics
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

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
PAGES = ("vragenlijst", "vragenlijst/sb", "vragenlijst/nakijken", "profiel", "ambitie", "roadmap", "roadmap/instellingen")


def timed(work: Callable[[], object], runs: int = RUNS) -> tuple[float, float, float]:
    """Minimum, median and maximum in milliseconds, after one run that does not count."""
    work()
    times = []
    for _ in range(runs):
        start = time.perf_counter()
        work()
        times.append((time.perf_counter() - start) * 1000)
    return min(times), statistics.median(times), max(times)


def row(name: str, figures: tuple[float, float, float]) -> None:
    low, middle, high = figures
    print(f"| {name} | {low:,.0f} | {middle:,.0f} | {high:,.0f} |")


def main() -> None:
    folder = Path(tempfile.mkdtemp(prefix="plateau-bench-"))
    settings = Settings(
        mode=Mode.TEST, database_url=f"sqlite:///{folder / 'bench.sqlite'}", secret_key="b" * 32, data_dir=folder
    )
    database = Database(settings.database_url)
    database.upgrade()
    start = time.perf_counter()
    fill(database, now=datetime.now(UTC))
    print(f"Python {platform.python_version()}, {os.cpu_count()} cores, {RUNS} runs each.\n")
    print(f"Loading the demo data, both roadmaps computed: {time.perf_counter() - start:.1f} s\n")
    print("| work | min ms | median ms | max ms |\n|---|---:|---:|---:|")
    row("loading and checking the whole catalogue", timed(lambda: load(CONTENT)))
    logging.configure("ERROR", as_json=False)
    app = create_app(settings)
    app.config["WTF_CSRF_ENABLED"] = False
    for email, name in (("nieuw@lindervaart.example", "member"), ("directeur@lindervaart.example", "director")):
        client = app.test_client()
        home = client.post("/inloggen", data={"email": email, "password": DEMO_PASSWORD}, follow_redirects=True)
        base = home.text.split('/profiel"')[0].rsplit('href="', 1)[1]
        organisation = base.split("/metingen")[0]
        row(f"dashboard ({name})", timed(lambda c=client, u=organisation: c.get(u)))  # type: ignore[misc]
        for page in PAGES:
            if name == "director" and page.startswith("vragenlijst"):
                continue
            if name == "member" and page in {"roadmap", "roadmap/instellingen"}:
                continue
            answer = client.get(f"{base}/{page}")
            assert answer.status_code in {200, 302}, (page, answer.status_code)
            row(f"{page} ({name})", timed(lambda c=client, u=f"{base}/{page}": c.get(u)))  # type: ignore[misc]
        if name == "director":
            row("rapport (director)", timed(lambda c=client, u=f"{base}/rapport": c.get(u)))  # type: ignore[misc]
            row("report as PDF, Dutch", timed(lambda c=client, u=f"{base}/rapport/rapport.pdf?taal=nl": c.get(u), 5))  # type: ignore[misc]
            with database.reading() as session:
                organisation_id, round_id = base.split("/")[2], base.split("/")[4]
                from uuid import UUID  # noqa: PLC0415

                stored = roadmap_store.find_plan(session, organisation_id=UUID(organisation_id), round_id=UUID(round_id))
            assert stored
            row("solving the demo's roadmap to proven optimality", timed(lambda p=stored.problem: solve(p), 5))  # type: ignore[misc]
            row("explaining it", timed(lambda s=stored: explain(s.problem, s.plan), 5))  # type: ignore[misc]
    database.dispose()


if __name__ == "__main__":
    main()
