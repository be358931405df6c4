"""How long a simulation takes: plans of growing size carried out 10,000 times.

Run with `.venv/bin/python benchmarks/uncertainty.py`; prints the table of docs/benchmarks.md. The plans are
made, not solved for: interventions in chains over five roles whose people are just enough, every figure
uncertain. What is timed is `simulate` whole: drawing, carrying out, criticality, drivers and buffers.
"""

from __future__ import annotations

import os
import platform
import random
import statistics
import time

from plateau.roadmap.model import (
    Calendar,
    CostRange,
    DurationRange,
    Estimate,
    Intervention,
    Milestone,
    Plan,
    Problem,
    Scheduled,
    Status,
    Step,
    Target,
)
from plateau.roadmap.solver.figures import figures
from plateau.roadmap.uncertainty import RUNS, simulate

ROLES = ("bestuur", "management", "beleid", "uitvoering", "bedrijfsvoering")
PERIODS = 32
SIZES = (30, 60, 120, 240)
REPEATS = 3


def made(size: int, seed: int = 1) -> tuple[Problem, Plan]:
    """A problem of ``size`` interventions and a plan that does them all, no day to spare at its peak."""
    chance = random.Random(seed)
    items: list[Intervention] = []
    scheduled: list[Scheduled] = []
    ends: dict[str, int] = {}
    for number in range(size):
        duration = chance.choice((1, 2, 2, 3, 4))
        before = chance.sample(sorted(ends), min(len(ends), chance.choice((0, 1, 2))))
        start = max([ends[name] for name in before], default=0)
        if start + duration > PERIODS - 4:
            before, start = [], chance.randrange(PERIODS - 4 - duration)
        id_ = f"m{number:03d}"
        ends[id_] = start + duration
        cost = chance.choice((0, 500_000, 2_000_000))
        items.append(
            Intervention(
                id_,
                duration,
                one_off_cost=cost,
                structural_cost_per_year=cost // 5,
                effort={role: chance.randint(5, 40) for role in chance.sample(ROLES, 3)},
                steps=(Step(f"c{number:03d}", 1, 2),),
                all_of=frozenset(before),
                estimate=Estimate(
                    DurationRange(duration * 0.7, duration, duration * 1.8),
                    CostRange(cost * 8 // 10, cost, cost * 16 // 10),
                    CostRange(cost // 6, cost // 5, cost // 4),
                ),
            )
        )
        scheduled.append(Scheduled(id_, start, start + duration))
    calendar = Calendar(2027, 1, PERIODS)
    criteria = [f"c{number:03d}" for number in range(size)]
    current = dict.fromkeys(criteria, 1)
    unlimited = Problem(calendar, current, interventions=tuple(items), capacity=dict.fromkeys(ROLES))
    load = figures(unlimited, tuple(scheduled)).load
    problem = Problem(
        calendar,
        current,
        targets=tuple(Target(name, 2) for name in criteria),
        interventions=tuple(items),
        budgets=dict.fromkeys(calendar.years, 10**9),
        capacity={role: [max(days)] * PERIODS for role, days in load.items()},
        milestones=tuple(
            Milestone(f"year{year}", year * 4, None, dict.fromkeys(chance.sample(criteria, 6), 2))
            for year in range(2, 8)
        ),
    )
    found = figures(problem, tuple(scheduled))
    plan = Plan(
        Status.FEASIBLE,
        tuple(scheduled),
        levels=found.levels,
        spend_per_year=found.spend_per_year,
        spend_per_period=found.spend_per_period,
        load=found.load,
        milestones=found.milestones,
        unmet_targets=found.unmet_targets,
        problem_hash=problem.fingerprint,
    )
    return problem, plan


def main() -> None:
    """Print the table."""
    print(
        f"Python {platform.python_version()}, {os.cpu_count()} cores, {RUNS:,} runs, {REPEATS} times each.\n"
    )
    print("| interventions | min s | median s | max s | finish P50/P80, planned |\n|---:|---:|---:|---:|---|")
    for size in SIZES:
        problem, plan = made(size)
        times = []
        for _ in range(REPEATS):
            begun = time.perf_counter()
            outlook = simulate(problem, plan)
            times.append(time.perf_counter() - begun)
        finish = outlook.finish
        print(
            f"| {size} | {min(times):.2f} | {statistics.median(times):.2f} | {max(times):.2f} "
            f"| {finish.p50}/{finish.p80}, {outlook.planned_finish} |"
        )


if __name__ == "__main__":
    main()
