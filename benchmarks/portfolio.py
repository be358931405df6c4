"""Project selection and scheduling on a file of PPSSolver: value, bound and gap within a limit.

Run with `.venv/bin/python benchmarks/portfolio.py PI_1_1000.json.xz --limits 60 300 --seeds 0 1 2`. The file
is no part of the project. Two threads, so give it two cores. Every choice goes through the independent
checker. `--made 1 2` adds portfolios of the same kind that we make ourselves, from these seeds.
"""

from __future__ import annotations

import argparse
import itertools
import lzma
import math
import os
import random
import time
from pathlib import Path

from plateau.roadmap.portfolio import (
    Portfolio,
    PortfolioProject,
    check_selection,
    read_portfolio,
    select_projects,
)

HEAD = (
    "| portfolio | limit s | seed | value | bound | gap | seconds | processor s | checked valid |\n"
    "|---|---:|---:|---:|---:|---:|---:|---:|---|"
)


def read(path: Path) -> Portfolio:
    """The portfolio in a file, packed with xz or not."""
    content = path.read_bytes()
    return read_portfolio(lzma.decompress(content) if path.suffix == ".xz" else content)


def made(seed: int, projects: int = 1_000, window: int = 25) -> Portfolio:
    """One of the same kind from a seed: spend and benefit rise and fall over a project's life, few are
    large, and money is there for some 30% of all spend.
    """
    chance = random.Random(seed)
    streams = [chance.uniform(0.05, 1) for _ in range(5)]
    parts = []
    for position in range(projects):
        duration = 2 + min(36, round(chance.gammavariate(2.5, 3.3)))
        cost = chance.lognormvariate(6.7, 1.25)
        parts.append(
            PortfolioProject(
                name=f"P{position}",
                duration=duration,
                cost=_wave(chance, duration, cost),
                value=_wave(chance, duration, cost * 2.4 * chance.betavariate(1.2, 1.5)),
                stream=chance.choices(range(5), streams)[0],
                prereq=(chance.randrange(position),) if position and chance.random() < 0.58 else (),
                excl=(chance.randrange(position),) if position and chance.random() < 0.15 else (),
            )
        )
    total = sum(sum(project.cost) for project in parts)
    level = 0.3 * total / window
    horizon = window + 38
    turn = chance.uniform(0, math.tau)
    budget = tuple(level * (1 + 0.05 * math.sin(turn + period / 3)) for period in range(horizon))
    return Portfolio(
        planning_window=window,
        budget_window=horizon,
        discount_rate=0.01,
        budget=budget,
        initiation_budget=tuple(0.25 * amount for amount in budget),
        ongoing_budget=tuple(0.75 * amount for amount in budget),
        stream_budgets=tuple(level * window * weight / sum(streams) for weight in streams),
        projects=tuple(parts),
    )


def _wave(chance: random.Random, duration: int, total: float) -> tuple[float, ...]:
    """Whole amounts, some `total` together, that rise to a top somewhere and fall."""
    top, width = chance.uniform(0, duration), chance.uniform(0.2, 0.6) * duration
    heights = [math.exp(-(((age + 0.5 - top) / width) ** 2)) for age in range(duration)]
    return tuple(float(round(total * height / sum(heights))) for height in heights)


def row(name: str, portfolio: Portfolio, limit: float, seed: int) -> str:
    """A line of the table, after one run."""
    begin, work = time.perf_counter(), time.process_time()
    selection = select_projects(portfolio, seed=seed, wall_limit=limit)
    seconds, work = time.perf_counter() - begin, time.process_time() - work
    valid = "yes" if not check_selection(portfolio, selection) else "NO"
    return (
        f"| {name} | {limit:g} | {seed} | {selection.value:,.1f} | {selection.bound:,.1f} "
        f"| {100 * selection.gap:.2f}% | {seconds:.1f} | {work:.0f} | {valid} |"
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("file", type=Path, nargs="?")
    parser.add_argument("--made", type=int, nargs="+", default=[], metavar="SEED", help="of our own making")
    parser.add_argument("--limits", type=float, nargs="+", default=[60, 300], help="seconds (60 and 300)")
    parser.add_argument("--seeds", type=int, nargs="+", default=[0, 1, 2], help="three by default")
    chosen = parser.parse_args()
    portfolios = {chosen.file.name: read(chosen.file)} if chosen.file else {}
    portfolios |= {f"made {seed}": made(seed) for seed in chosen.made}
    # HiGHS writes on standard output whatever it is told, amid the table; so the table has its own way there.
    table = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
    print(f"{os.cpu_count()} cores, load {os.getloadavg()[0]:.1f} at the start.\n\n{HEAD}", file=table)
    for (name, portfolio), limit, seed in itertools.product(portfolios.items(), chosen.limits, chosen.seeds):
        print(row(name, portfolio, limit, seed), file=table, flush=True)
    print(f"\nLoad at the end: {os.getloadavg()[0]:.1f}.", file=table)
    table.close()


if __name__ == "__main__":
    main()
