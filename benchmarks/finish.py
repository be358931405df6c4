"""The earliest finish on public sets: the first four rows of the planner's table.

Run with `.venv/bin/python benchmarks/finish.py FOLDER`. FOLDER holds the sets (`patterson.tar.xz`,
`j30.tar.xz`, `j60-sample.tar.xz`, `j120-sample.tar.xz`, `best-known.csv`), which are no part of the project.
One instance at a time; the search uses two threads, so give it two cores. Prints the table of
docs/benchmarks.md. Every schedule goes through the independent checker.
"""

from __future__ import annotations

import argparse
import csv
import io
import itertools
import math
import os
import platform
import statistics
import sys
import tarfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

import ortools
from made_projects import hard
from ortools.sat.python import cp_model

from plateau.roadmap.finish import Finish, Project, check_finish, finish_project, read_patterson, read_psplib
from plateau.roadmap.model import Status

SETS: dict[str, tuple[str, Callable[[bytes], Project]]] = {
    "Patterson": ("patterson.tar.xz", read_patterson),
    "j30": ("j30.tar.xz", read_psplib),
    "j60": ("j60-sample.tar.xz", read_psplib),
    "j120": ("j120-sample.tar.xz", read_psplib),
}


@dataclass(frozen=True)
class Run:
    name: str
    result: Finish
    best: int
    seconds: float
    work: float
    complaints: list[str]

    @property
    def gap(self) -> float:
        """Percent above the best known finish."""
        return 100 * (self.result.finish - self.best) / self.best


def instances(archive: Path) -> dict[str, bytes]:
    """File name → content."""
    with tarfile.open(archive) as files:
        return {
            Path(member.name).name: handle.read()
            for member in files.getmembers()
            if member.isfile() and (handle := files.extractfile(member))
        }


def best_known(folder: Path, name: str, files: dict[str, bytes]) -> dict[str, int]:
    """Instance → best known finish."""
    if name == "Patterson":
        rows = csv.DictReader(io.StringIO(files["optimum.csv"].decode()))
        return {row["problem"]: int(row["optimum"]) for row in rows}
    with (folder / "best-known.csv").open(encoding="utf-8") as file:
        return {row["instance"]: int(row["ub"]) for row in csv.DictReader(file) if row["set"] == name}


def plain(project: Project, *, seed: int, wall_limit: float) -> Finish:
    """CP-SAT as it comes, with two workers, on the model that one writes first: to compare with."""
    reason = project.too_demanding()
    if reason:
        return Finish(Status.INFEASIBLE, reason=reason)
    model = cp_model.CpModel()
    starts = [model.new_int_var(0, project.horizon, "") for _ in project.activities]
    finish = model.new_int_var(0, project.horizon, "")
    intervals = [
        model.new_fixed_size_interval_var(start, activity.duration, "")
        for start, activity in zip(starts, project.activities, strict=True)
    ]
    for start, activity in zip(starts, project.activities, strict=True):
        model.add(start + activity.duration <= finish)
    for before, after in project.arcs:
        model.add(starts[before] + project.activities[before].duration <= starts[after])
    for resource, capacity in enumerate(project.capacities):
        demands = [activity.demands[resource] for activity in project.activities]
        model.add_cumulative(intervals, demands, capacity)
    model.minimize(finish)
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 2
    solver.parameters.random_seed = seed
    solver.parameters.max_time_in_seconds = wall_limit
    status = solver.solve(model)
    if status not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
        # The worst schedule there is: one activity after the other.
        order = project.order()
        durations = [project.activities[position].duration for position in order]
        serial = dict(zip(order, itertools.accumulate(durations, initial=0), strict=False))
        found = tuple(serial[position] for position in range(len(order)))
        return Finish(Status.FEASIBLE, project.horizon, 0, found, reproducible=False)
    found = tuple(solver.value(start) for start in starts)
    value = round(solver.objective_value)
    optimal = status == cp_model.OPTIMAL
    bound = value if optimal else math.ceil(solver.best_objective_bound - 1e-6)
    return Finish(Status.OPTIMAL if optimal else Status.FEASIBLE, value, bound, found, reproducible=optimal)


def spread_out(names: list[str], count: int | None) -> list[str]:
    """`count` of the names at equal distances, so that all classes of a set take part."""
    if count is None or count >= len(names):
        return names
    return [names[index * len(names) // count] for index in range(count)]


def solved(folder: Path, name: str, chosen: argparse.Namespace, search: Callable[..., Finish]) -> list[Run]:
    """The runs of one set, one after the other."""
    archive, read = SETS[name]
    files = instances(folder / archive)
    best = best_known(folder, name, files)
    runs = []
    for instance in spread_out(sorted(best.keys() & files.keys()), chosen.sample):
        project = read(files[instance])
        start, work = time.perf_counter(), time.process_time()
        result = search(project, seed=chosen.seed, wall_limit=chosen.limit)
        seconds, work = time.perf_counter() - start, time.process_time() - work
        runs.append(Run(instance, result, best[instance], seconds, work, check_finish(project, result)))
        if chosen.verbose:
            print(
                f"{instance} {result.finish} {result.bound} {best[instance]} {seconds:.2f}", file=sys.stderr
            )
    return runs


def made_ones(seeds: list[int], limit: float, search: Callable[..., Finish]) -> None:
    """Projects of our own of the hardest kinds, a line each."""
    print("| made with seed | finish | bound | processor s | cut by the clock | checked valid |")
    print("|---|" + "---:|" * 5)
    for seed in seeds:
        project, work = hard(seed), time.process_time()
        result = search(project, seed=0, wall_limit=limit)
        work = time.process_time() - work
        cells = (seed, result.finish, result.bound, f"{work:.1f}", not result.reproducible)
        print(f"| {' | '.join(map(str, cells))} | {not check_finish(project, result)} |", flush=True)


def row(name: str, runs: list[Run]) -> str:
    """A line of the table."""
    proven = sum(run.result.status is Status.OPTIMAL for run in runs)
    at_best = sum(run.result.finish <= run.best for run in runs)
    seconds = [run.seconds for run in runs]
    work = [run.work for run in runs]
    cells = [
        name,
        str(len(runs)),
        f"{proven} ({100 * proven / len(runs):.1f}%)",
        f"{at_best} ({100 * at_best / len(runs):.1f}%)",
        f"{statistics.mean(run.gap for run in runs):.2f}%",
        f"{statistics.median(seconds):.3f}",
        f"{statistics.mean(seconds):.2f}",
        f"{max(seconds):.1f}",
        f"{statistics.mean(work):.2f}",
        f"{max(work):.1f}",
        str(sum(not run.result.reproducible for run in runs)),
        str(sum(not run.complaints for run in runs)),
    ]
    return f"| {' | '.join(cells)} |"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("folder", type=Path, help="where the sets are")
    parser.add_argument("--limit", type=float, default=10.0, help="seconds an instance (10)")
    parser.add_argument("--sample", type=int, metavar="N", help="only so many of each set, spread out")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--sets", nargs="+", choices=list(SETS), default=list(SETS))
    parser.add_argument(
        "--patience",
        type=float,
        default=1.0,
        metavar="X",
        help="the clock cuts in at X times the limit, the work stays that of the limit: for a busy machine",
    )
    parser.add_argument("--baseline", action="store_true", help="plain CP-SAT beside it: twice the time")
    parser.add_argument(
        "--made", type=int, nargs="+", metavar="N", help="no sets: 60 activities from these seeds"
    )
    parser.add_argument("--verbose", action="store_true", help="each instance on standard error")
    chosen = parser.parse_args()
    print(
        f"{datetime.now(UTC):%Y-%m-%d}, Python {platform.python_version()}, OR-Tools {ortools.__version__}, "
        f"{os.cpu_count()} cores, load {os.getloadavg()[0]:.1f} at the start, "
        f"{chosen.limit:g} s an instance, seed {chosen.seed}.\n"
    )
    search = partial(finish_project, patience=chosen.patience)
    if chosen.made:
        made_ones(chosen.made, chosen.limit, search)
        return
    print(
        "| set | instances | proven | at best known | mean gap to best known | median s | mean s | max s "
        "| mean processor s | max processor s | cut by the clock | checked valid |"
    )
    print("|---|" + "---:|" * 11)
    for name in chosen.sets:
        print(row(name, solved(chosen.folder, name, chosen, search)), flush=True)
        if chosen.baseline:
            print(row(f"{name}, plain CP-SAT", solved(chosen.folder, name, chosen, plain)), flush=True)
    print(f"\nLoad at the end: {os.getloadavg()[0]:.1f}.")


if __name__ == "__main__":
    main()
