"""Project selection and scheduling on a file of PPSSolver: value, bound and gap within a limit.

Run with `.venv/bin/python benchmarks/portfolio.py PI_1_1000.json.xz --limits 60 300 --seeds 0 1 2`. The file
is no part of the project. Two threads, so give it two cores. Every choice goes through the independent
checker.
"""

from __future__ import annotations

import argparse
import lzma
import os
import time
from pathlib import Path

from plateau.roadmap.portfolio import Portfolio, check_selection, read_portfolio, select_projects

HEAD = (
    "| limit s | seed | value | bound | gap | seconds | processor s | checked valid |\n"
    "|---:|---:|---:|---:|---:|---:|---:|---|"
)


def read(path: Path) -> Portfolio:
    """The portfolio in a file, packed with xz or not."""
    content = path.read_bytes()
    return read_portfolio(lzma.decompress(content) if path.suffix == ".xz" else content)


def row(portfolio: Portfolio, limit: float, seed: int) -> str:
    """A line of the table, after one run."""
    begin, work = time.perf_counter(), time.process_time()
    selection = select_projects(portfolio, seed=seed, wall_limit=limit)
    seconds, work = time.perf_counter() - begin, time.process_time() - work
    valid = "yes" if not check_selection(portfolio, selection) else "NO"
    return (
        f"| {limit:g} | {seed} | {selection.value:,.1f} | {selection.bound:,.1f} | {100 * selection.gap:.2f}"
        f"% | {seconds:.1f} | {work:.0f} | {valid} |"
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("file", type=Path)
    parser.add_argument("--limits", type=float, nargs="+", default=[60, 300], help="seconds (60 and 300)")
    parser.add_argument("--seeds", type=int, nargs="+", default=[0, 1, 2], help="three by default")
    chosen = parser.parse_args()
    portfolio = read(chosen.file)
    # HiGHS writes on standard output whatever it is told, amid the table; so the table has its own way there.
    table = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
    print(f"{os.cpu_count()} cores, load {os.getloadavg()[0]:.1f} at the start.\n\n{HEAD}", file=table)
    for limit in chosen.limits:
        for seed in chosen.seeds:
            print(row(portfolio, limit, seed), file=table, flush=True)
    print(f"\nLoad at the end: {os.getloadavg()[0]:.1f}.", file=table)
    table.close()


if __name__ == "__main__":
    main()
