"""The planner's table on public sets, by one command, into docs/benchmarks.md.

Run with `.venv/bin/python benchmarks/planner.py FOLDER`. FOLDER holds the sets (`patterson.tar.xz`,
`j30.tar.xz`, `j60-sample.tar.xz`, `j120-sample.tar.xz`, `best-known.csv`, `PI_1_1000.json.xz`), which are no
part of the project; and the demo's plan. Each part is a process of its own, one after the other. The text
between the two marks in docs/benchmarks.md is replaced; with `--print` it is printed instead. About half an
hour; `--quick` takes ten of each set and one portfolio run of 60 s.
"""

from __future__ import annotations

import argparse
import os
import platform
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import ortools

HERE = Path(__file__).parent
DOCUMENT = HERE.parent / "docs" / "benchmarks.md"
BEGIN, END = "<!-- planner: begin -->", "<!-- planner: end -->"


def output(script: str, *arguments: object) -> str:
    """What a benchmark prints."""
    command = [sys.executable, str(HERE / script), *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout.strip()


def tables(folder: Path, *, quick: bool, limit: float, seed: int) -> str:
    """The section, in Markdown."""
    sample = ["--sample", 10] if quick else []
    portfolio = ["--limits", 60, "--seeds", seed] if quick else ["--limits", 60, 300, "--seeds", seed]
    parts = [
        f"{datetime.now(UTC):%Y-%m-%d}, Python {platform.python_version()}, OR-Tools {ortools.__version__}, "
        f"{os.cpu_count()} cores.",
        "### Finish early",
        output("finish.py", folder, "--limit", limit, "--seed", seed, "--baseline", *sample),
        "### Choose a portfolio (PI_1, 1,000 projects)",
        output("portfolio.py", folder / "PI_1_1000.json.xz", *portfolio),
        "### The demo's roadmaps",
        output("demo.py"),
        *([] if quick else ["### A region of 1,000 interventions", output("region.py", "--seed", 1)]),
    ]
    return "\n\n".join(parts)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("folder", type=Path, help="where the sets are")
    parser.add_argument("--limit", type=float, default=10.0, help="seconds a project to finish early (10)")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--quick", action="store_true", help="ten of each set, 60 s for the portfolio")
    parser.add_argument("--print", action="store_true", dest="to_screen", help="print; write nothing")
    chosen = parser.parse_args()
    section = tables(chosen.folder, quick=chosen.quick, limit=chosen.limit, seed=chosen.seed)
    if chosen.to_screen:
        print(section)
        return
    text = DOCUMENT.read_text(encoding="utf-8")
    before, rest = text.split(BEGIN)
    _, after = rest.split(END)
    DOCUMENT.write_text(f"{before}{BEGIN}\n\n{section}\n\n{END}{after}", encoding="utf-8")


if __name__ == "__main__":
    main()
