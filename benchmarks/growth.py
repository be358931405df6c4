"""How time and memory grow with the number of interventions: docs/growth.svg, and its table on the screen.

Run with `.venv/bin/python benchmarks/growth.py [--sizes 50 100 … 2000] [--time-limit 60]`. The problems are
those of `region.py`: up to 100 interventions are one organisation, more are organisations of 100 that share a
team, ICT and a budget. Each is solved in a process of its own, so its memory is its own.
"""

from __future__ import annotations

import argparse
import multiprocessing
import os
import resource
import time
from dataclasses import astuple, dataclass
from pathlib import Path

import matplotlib as mpl

mpl.use("svg")

from matplotlib import pyplot as plt
from region import region

from plateau.roadmap.checker import check
from plateau.roadmap.solver import solve

PLOT = Path(__file__).parent.parent / "docs" / "growth.svg"
SIZES = [50, 100, 200, 300, 500, 1_000, 2_000]


@dataclass(frozen=True, slots=True)
class Point:
    """One run: `gap` is the worst of all objectives, as a share of its value."""

    interventions: int
    seconds: float
    processor: float
    memory: float
    gap: float
    valid: bool


def measured(size: int, limit: float) -> Point:
    """Solve a problem of `size` interventions."""
    problem = region(max(1, size // 100), min(size, 100))
    begin, work = time.perf_counter(), time.process_time()
    plan = solve(problem, wall_limit=limit, deterministic_limit=limit)
    seconds, work = time.perf_counter() - begin, time.process_time() - work
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    gaps = [(level.value - level.bound) / max(1, abs(level.value)) for level in plan.objectives]
    return Point(size, seconds, work, memory, max(gaps, default=1.0), not check(problem, plan))


def draw(points: list[Point]) -> None:
    """Processor seconds, on a logarithmic scale, and megabytes against interventions."""
    mpl.rcParams["svg.hashsalt"] = "plateau"
    figure, left = plt.subplots(figsize=(7, 4), layout="constrained")
    right = left.twinx()
    sizes = [point.interventions for point in points]
    left.loglog(sizes, [point.processor for point in points], "o-", color="#003d7d", label="processor s")
    right.semilogx(sizes, [point.memory for point in points], "s--", color="#a03c00", label="memory, MB")
    left.set_xticks(sizes, [f"{size:,}" for size in sizes])
    left.minorticks_off()
    left.set_yticks([1, 10, 100], ["1", "10", "100"])
    right.set_ylim(bottom=0)
    left.set_xlabel("interventions")
    left.set_ylabel("processor seconds (line)")
    right.set_ylabel("memory in MB (dashes)")
    figure.savefig(PLOT, metadata={"Date": None})


def main() -> None:
    """All sizes, a row each."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("--sizes", type=int, nargs="+", default=SIZES)
    parser.add_argument("--time-limit", type=float, default=60, help="seconds a problem (60)")
    chosen = parser.parse_args()
    print("| interventions | seconds | processor s | memory MB | worst gap | checked valid | load |")
    print("|---:|---:|---:|---:|---:|---|---:|")
    points = []
    for size in chosen.sizes:
        with multiprocessing.get_context("spawn").Pool(1) as process:
            points.append(process.apply(measured, (size, chosen.time_limit)))
        number, seconds, work, memory, gap, valid = astuple(points[-1])
        print(
            f"| {number:,} | {seconds:.1f} | {work:.1f} | {memory:,.0f} | {gap:.2%} "
            f"| {'yes' if valid else 'NO'} | {os.getloadavg()[0]:.0f} |",
            flush=True,
        )
    draw(points)


if __name__ == "__main__":
    main()
