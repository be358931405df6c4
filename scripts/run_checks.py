"""Runs the checks one by one and stops at the first that fails; `fast` leaves out browser and servers."""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path

BIN = Path(sys.executable).parent

FAST: list[tuple[str, list[str]]] = [
    ("lint", [f"{BIN}/ruff", "check", "."]),
    ("format", [f"{BIN}/ruff", "format", "--check", "."]),
    ("types", [f"{BIN}/mypy"]),
    ("import contracts", [f"{BIN}/lint-imports", "--no-cache"]),
    ("translations", [sys.executable, "scripts/check_translations.py"]),
    ("catalogue", [f"{BIN}/plateau", "catalogue", "check"]),
    (
        "fast tests",
        [sys.executable, "-m", "pytest", "-q", "-n", "2", "-m", "not slow", "tests/unit", "tests/police"],
    ),
]
REST: list[tuple[str, list[str]]] = [
    ("tests", [sys.executable, "-m", "pytest", "-q", "-n", "2", "tests", "--ignore", "tests/e2e"]),
    # One browser and one server at a time: two of each on two cores run into time limits.
    ("end-to-end tests", [sys.executable, "-m", "pytest", "-q", "-p", "no:xdist", "tests/e2e"]),
]


def main() -> int:
    """The exit code of the first check that fails, or 0."""
    chosen = FAST if sys.argv[1] == "fast" else FAST[:-1] + REST
    for name, command in chosen:
        start = time.monotonic()
        print(f"── {name}", flush=True)
        code = subprocess.run(command, check=False).returncode
        if code:
            print(f"── {name} failed", flush=True)
            return code
        print(f"   {time.monotonic() - start:.1f} s", flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
