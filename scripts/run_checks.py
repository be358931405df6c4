"""Runs the checks and stops after the first that fails; `fast` leaves out browser and servers.

What leaves a core idle runs beside something else.
"""

from __future__ import annotations

import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path

BIN = Path(sys.executable).parent

#: A name and a command, for each of the checks that run one after the other.
Lane = list[tuple[str, list[str]]]
#: Lanes that run at the same time.
Stage = list[Lane]


def pytest(*arguments: str) -> list[str]:
    """The command that runs these tests."""
    return [sys.executable, "-m", "pytest", "-q", *arguments]


CODE: Stage = [
    [("types", [f"{BIN}/mypy"])],
    [
        ("lint", [f"{BIN}/ruff", "check", "."]),
        ("format", [f"{BIN}/ruff", "format", "--check", "."]),
        ("import contracts", [f"{BIN}/lint-imports", "--no-cache"]),
        ("translations", [sys.executable, "scripts/check_translations.py"]),
        ("catalogue", [f"{BIN}/plateau", "catalogue", "check"]),
    ],
]
FAST: Stage = [[("fast tests", pytest("-n", "2", "-m", "not slow", "tests/unit", "tests/police"))]]
TESTS: Stage = [[("tests", pytest("-n", "2", "tests", "--ignore", "tests/e2e"))]]
#: Half of the time of all end-to-end tests; the pages first, on a demo that nobody has touched.
HALF = ["tests/e2e/test_every_page.py", "tests/e2e/test_workshop.py"]
# Each half has a server and a browser of its own: more than one core each, and less than two.
BROWSER: Stage = [
    [("pages and workshops in a browser", pytest("-p", "no:xdist", *HALF))],
    [
        (
            "the rest in a browser",
            pytest("-p", "no:xdist", "tests/e2e", *(f"--ignore={file}" for file in HALF)),
        )
    ],
]


def main() -> int:
    """0 when all is well, else 1."""
    for stage in (CODE, FAST) if sys.argv[1] == "fast" else (CODE, TESTS, BROWSER):
        with ThreadPoolExecutor(len(stage)) as lanes:
            codes = list(lanes.map(partial(run, aloud=len(stage) == 1), stage))
        if any(codes):
            return 1
    return 0


def run(lane: Lane, *, aloud: bool) -> int:
    """The exit code of the first check that fails, or 0; not `aloud`, what it says is shown at its end."""
    pipe = {} if aloud else {"stdout": subprocess.PIPE, "stderr": subprocess.STDOUT, "text": True}
    for name, command in lane:
        start = time.monotonic()
        print(f"── {name} …", flush=True)
        done = subprocess.run(command, check=False, **pipe)
        told = "failed" if done.returncode else f"{time.monotonic() - start:.1f} s"
        print(f"{done.stdout or ''}── {name}: {told}", flush=True)
        if done.returncode:
            return done.returncode
    return 0


if __name__ == "__main__":
    sys.exit(main())
