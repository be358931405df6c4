"""The demo's roadmaps solved from scratch: status, objectives and time.

Run with `.venv/bin/python benchmarks/demo.py`; loads the demo into a database of its own in a
temporary folder.
"""

from __future__ import annotations

import statistics
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path

import sqlalchemy

from plateau.database import Database
from plateau.demo import fill
from plateau.roadmap import store
from plateau.roadmap.checker import check
from plateau.roadmap.records import ScenarioRecord
from plateau.roadmap.solver import solve

RUNS = 3


def main() -> None:
    with tempfile.TemporaryDirectory(prefix="plateau-bench-") as folder:
        database = Database(f"sqlite:///{Path(folder) / 'bench.sqlite'}")
        database.upgrade()
        fill(database, now=datetime.now(UTC))
        with database.reading() as session:
            keys = session.execute(
                sqlalchemy.select(ScenarioRecord.organisation_id, ScenarioRecord.round_id)
            ).all()
            plans = [store.find_plan(session, organisation_id=one, round_id=other) for one, other in keys]
        database.dispose()
    print("| interventions | periods | status | objectives proven | median s | checked valid |")
    print("|---:|---:|---|---|---:|---|")
    for problem in [stored.problem for stored in plans if stored]:
        times = []
        for _ in range(RUNS):
            begin = time.perf_counter()
            plan = solve(problem)
            times.append(time.perf_counter() - begin)
        proven = sum(level.proven for level in plan.objectives)
        print(
            f"| {len(problem.interventions)} | {problem.calendar.periods} | {plan.status.value} "
            f"| {proven} of {len(plan.objectives)} | {statistics.median(times):.2f} "
            f"| {'NO' if check(problem, plan) else 'yes'} |"
        )


if __name__ == "__main__":
    main()
