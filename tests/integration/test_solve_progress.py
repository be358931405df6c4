"""`plateau solve --progress`: how far the search is, on standard error."""

from __future__ import annotations

import io
import sys
from pathlib import Path

import pytest

from tests.integration.solving import SMALL, run


def test_progress_is_a_line_for_each_better_value(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(SMALL, "--progress", "-o", tmp_path / "plan.json") == 0
    heads, *lines = [line.split() for line in capsys.readouterr().err.splitlines()]
    assert heads == ["seconds", "objective", "value", "bound"]
    assert len(set(map(tuple, lines))) == len(lines)
    assert ["cost", "12100000", "12100000", "proven"] in [line[1:] for line in lines]
    seconds = [float(line[0]) for line in lines]
    assert seconds == sorted(seconds)
    assert run(SMALL, "-o", tmp_path / "plan.json") == 0
    assert capsys.readouterr().err == ""  # not on a terminal, and nobody asked
    assert run(SMALL, "--progress", "--frontier", 9, "-o", tmp_path / "frontier.json") == 0
    assert [line.split()[1] for line in capsys.readouterr().err.splitlines()] == ["points", *"01234"]


def test_on_a_terminal_there_is_progress(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    class Terminal(io.StringIO):
        def isatty(self) -> bool:
            return True

    monkeypatch.setattr(sys, "stderr", screen := Terminal())
    assert run(SMALL, "-o", tmp_path / "plan.json") == 0
    assert screen.getvalue().startswith("  seconds objective")
