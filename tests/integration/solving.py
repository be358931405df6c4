"""`plateau solve` in this process, and the problems of the docs to run it on."""

from __future__ import annotations

import io
import json
import sys
from pathlib import Path
from typing import Any

import pytest

from plateau.cli import main

EXAMPLES = Path(__file__).parents[2] / "docs" / "schema" / "examples"
SMALL, CLASH = EXAMPLES / "small.problem.json", EXAMPLES / "clash.problem.json"
UNCERTAIN = EXAMPLES / "uncertain.problem.json"


def run(*arguments: object) -> int:
    return main(["solve", *map(str, arguments)])


def stdin(monkeypatch: pytest.MonkeyPatch, content: bytes) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(content)))


def altered(tmp_path: Path, **changes: Any) -> Path:
    path = tmp_path / "altered.json"
    path.write_text(json.dumps(json.loads(SMALL.read_text(encoding="utf-8")) | changes), encoding="utf-8")
    return path
