"""Ctrl-C during `plateau solve`: what was found so far is written, and a second one quits."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from plateau.roadmap.checker import check
from plateau.roadmap.frontier import find_frontier
from plateau.roadmap.interchange import read_plan, read_problem
from plateau.roadmap.solver import Control, solve
from plateau.solve_command import running
from tests.integration.solving import CLASH, SMALL, run

PATIENCE_S = 20.0


@pytest.fixture(autouse=True)
def heard() -> Iterator[None]:
    """Ctrl-C is heard, also where the tests run in the background of a shell that ignores it."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


def interrupt(control: Control) -> None:
    """Press Ctrl-C, in the thread of the search, and go on when it has come through."""
    os.kill(os.getpid(), signal.SIGINT)
    end = time.monotonic() + PATIENCE_S
    while not control.cancelled:
        assert time.monotonic() < end
        time.sleep(0.01)


def test_the_best_plan_so_far_is_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    saw_value = Control.saw_value

    def stop_at_the_first(control: Control, value: float) -> None:
        saw_value(control, value)
        if not control.cancelled:
            interrupt(control)

    monkeypatch.setattr(Control, "saw_value", stop_at_the_first)
    output = tmp_path / "plan.json"
    assert run(SMALL, "--explain", "--simulate", 10, "-o", output) == 0
    told = capsys.readouterr()
    assert "Ctrl-C again to quit" in told.err
    assert told.out.startswith("feasible: ")
    assert "stopped by Ctrl-C: the best plan so far\n" in told.out
    assert "# Roadmap: " in told.out  # what is known of it is told all the same
    document = read_plan(output.read_bytes())
    assert not document.plan.reproducible
    assert not check(read_problem(SMALL.read_bytes()), document.plan, document.explanation)


def test_without_a_plan_yet_nothing_was_found(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def stop_before(*problem: Any, control: Control, **limits: Any) -> Any:
        interrupt(control)
        return solve(*problem, control=control, **limits)

    monkeypatch.setattr(running, "solve", stop_before)
    assert run(SMALL) == 4
    output = capsys.readouterr()
    assert json.loads(output.out)["status"] == "unknown"
    assert "nothing was found before it was stopped by Ctrl-C" in output.err


def test_a_frontier_keeps_the_points_so_far(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def stop_after_two(*problem: Any, stopped: Any, **limits: Any) -> Any:
        (cell,) = stopped.__closure__
        asked: list[None] = []

        def after_two() -> bool:
            asked.append(None)
            if len(asked) == 3:
                interrupt(cell.cell_contents)
            return bool(stopped())

        return find_frontier(*problem, stopped=after_two, **limits)

    monkeypatch.setattr(running, "find_frontier", stop_after_two)
    assert run(SMALL, "--frontier", 50) == 0
    output = capsys.readouterr()
    found = json.loads(output.out)
    assert (len(found["points"]), found["complete"]) == (2, False)
    assert "stopped by Ctrl-C: what was found so far" in output.err


def test_that_no_frontier_can_be_is_not_lost_to_why(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def pressed(*_what: Any, **_how: Any) -> None:
        signal.raise_signal(signal.SIGINT)

    monkeypatch.setattr(running, "explain", pressed)
    assert run(CLASH, "--frontier", 9) == 3
    output = capsys.readouterr()
    assert json.loads(output.out)["complete"] is True
    assert "infeasible: stopped by Ctrl-C before it was known why" in output.err


@pytest.mark.parametrize(
    ("path", "arguments", "late", "code", "words"),
    [
        (SMALL, ["--explain"], "explain", 0, "optimal: 3 of 4"),
        (SMALL, ["--simulate", "10"], "simulate", 0, "optimal: 3 of 4"),
        (CLASH, [], "explain", 3, "infeasible: stopped by Ctrl-C before it was known why"),
    ],
)
def test_a_plan_that_is_there_is_not_lost_to_what_comes_after(
    path: Path,
    arguments: list[str],
    late: str,
    code: int,
    words: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    def pressed(*_what: Any, **_how: Any) -> None:
        signal.raise_signal(signal.SIGINT)

    monkeypatch.setattr(running, late, pressed)
    assert run(path, *arguments) == code
    output = capsys.readouterr()
    assert words in output.err
    assert "stopped by Ctrl-C" in output.err
    assert json.loads(output.out)["status"] == words.split(":", maxsplit=1)[0]


def test_what_goes_wrong_in_the_search_is_not_swallowed(monkeypatch: pytest.MonkeyPatch) -> None:
    def wrong(*_what: Any, **_how: Any) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(running, "solve", wrong)
    with pytest.raises(ZeroDivisionError):
        run(SMALL)


TWICE = """
import os, signal, sys, time
from plateau.cli import main
from plateau.solve_command import running

def deaf(*problem, control, **limits):
    os.kill(os.getpid(), signal.SIGINT)
    while not control.cancelled:
        time.sleep(0.01)
    os.kill(os.getpid(), signal.SIGINT)
    time.sleep(60)

signal.signal(signal.SIGINT, signal.default_int_handler)
running.solve = deaf
sys.exit(main(["solve", sys.argv[1]]))
"""


def test_a_second_one_quits_at_once() -> None:
    command = [sys.executable, "-c", TWICE, str(SMALL)]
    result = subprocess.run(command, capture_output=True, text=True, timeout=40, check=False)
    assert result.returncode == 130, result.stderr
    assert result.stdout == ""
    assert result.stderr.endswith("plateau: stopped.\n")
