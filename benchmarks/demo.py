"""The demo's roadmaps solved from scratch, in quarters and in months: status, objectives and time.

Run with `.venv/bin/python benchmarks/demo.py`; loads the demo into a database of its own in a temporary
folder. Beside it municipalities of our making with 110 interventions (benchmarks/region.py), five seeds.
"""

from __future__ import annotations

import statistics
import time
from dataclasses import replace

from region import region
from session import demo_roadmaps

from plateau.roadmap.checker import check
from plateau.roadmap.model import Calendar, Problem, Unit
from plateau.roadmap.solver import solve

RUNS = 3
SIZE, SEEDS = 110, range(1, 6)
_MONTHS = 3


def main() -> None:
    print("| roadmap | interventions | periods | status | objectives proven | median s | checked valid |")
    print("|---|---:|---:|---|---|---:|---|")
    problems = [("demo", stored.problem) for stored in demo_roadmaps()]
    problems += [(f"made, seed {seed}", region(1, SIZE, seed=seed)) for seed in SEEDS]
    for name, quarterly in problems:
        for problem in (quarterly, monthly(quarterly)):
            print(_row(name, problem), flush=True)


def _row(name: str, problem: Problem) -> str:
    times = []
    for _ in range(RUNS):
        begin = time.perf_counter()
        plan = solve(problem)
        times.append(time.perf_counter() - begin)
    proven = sum(level.proven for level in plan.objectives)
    cells = [
        name,
        len(problem.interventions),
        f"{problem.calendar.periods} {problem.calendar.unit.value}s",
        plan.status.value,
        f"{proven} of {len(plan.objectives)}",
        f"{statistics.median(times):.2f}",
        "NO" if check(problem, plan) else "yes",
    ]
    return f"| {' | '.join(map(str, cells))} |"


def monthly(problem: Problem) -> Problem:
    """The same in months: every moment and duration three times as many, and days counted in thirds.

    So every plan in quarters is one in months. For what the app and benchmarks/region.py make: no lags,
    modes, pins, past or profiles.
    """
    calendar = problem.calendar
    return replace(
        problem,
        calendar=Calendar(
            calendar.first_year, calendar.first_quarter, calendar.periods * _MONTHS, unit=Unit.MONTH
        ),
        interventions=tuple(
            replace(
                item,
                duration=item.duration * _MONTHS,
                earliest_start=item.earliest_start * _MONTHS,
                latest_start=None if item.latest_start is None else item.latest_start * _MONTHS,
                consolidation=item.consolidation * _MONTHS,
                effort={role: days * _MONTHS for role, days in item.effort.items()},
                estimate=None,
            )
            for item in problem.interventions
        ),
        targets=tuple(
            replace(target, deadline=target.deadline and target.deadline * _MONTHS)
            for target in problem.targets
        ),
        milestones=tuple(replace(one, period=one.period * _MONTHS) for one in problem.milestones),
        capacity={
            role: days and [day for day in days for _ in range(_MONTHS)]
            for role, days in problem.capacity.items()
        },
    )


if __name__ == "__main__":
    main()
