"""Writes requirements/run.txt and dev.txt: each package pinned to the version that pip chooses today."""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from pathlib import Path

HEAD = "# Made by `make lock` from pyproject.toml; change that file, not this one.\n"
OWN = "plateau"


def resolve(extra: str) -> dict[str, str]:
    """Name → version of everything that `plateau[extra]` needs, by pip's own resolver."""
    with tempfile.NamedTemporaryFile(suffix=".json") as report:
        subprocess.run(
            [sys.executable, "-m", "pip", "install", "--quiet", "--dry-run", "--ignore-installed",
             "--report", report.name, f".{extra}"],
            check=True,
        )  # fmt: skip
        found = json.loads(Path(report.name).read_text(encoding="utf-8"))["install"]
    versions = {item["metadata"]["name"].lower(): item["metadata"]["version"] for item in found}
    versions.pop(OWN, None)
    return versions


def main() -> None:
    """Write both files."""
    run = resolve("")
    dev = {name: version for name, version in resolve("[dev]").items() if name not in run}
    for name, versions in (("run", run), ("dev", dev)):
        lines = [f"{package}=={version}\n" for package, version in sorted(versions.items())]
        Path(f"requirements/{name}.txt").write_text(HEAD + "".join(lines), encoding="utf-8")


if __name__ == "__main__":
    main()
