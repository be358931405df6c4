"""`plateau solve --format`: projects to finish early and portfolios, as one types it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.integration.solving import run, stdin

PATTERSON = "4 2\n\n3 1\n\n0 0 0 2 2 3\n4 2 1 1 4\n5 2 0 1 4\n0 0 0 0\n"


def test_a_project_gives_finish_bound_status_and_starts(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    stdin(monkeypatch, PATTERSON.encode())
    output = tmp_path / "starts.txt"
    assert run("--format", "patterson", "-", "-o", output) == 0
    assert capsys.readouterr().out == ""
    head = output.read_text(encoding="utf-8").splitlines()
    assert head[:4] == ["status optimal", "finish 9", "bound 9", "activity start end"]
    assert len(head) == 8
    stdin(monkeypatch, PATTERSON.replace("3 1\n", "1 1\n").encode())
    assert run("--format", "patterson", "-") == 3
    assert capsys.readouterr().out == (
        "status infeasible\nreason activity 2 needs 2 of resource 1, of which there is 1\n"
    )


def portfolio(tmp_path: Path, **changes: Any) -> Path:
    """A file in the form of PPSSolver: the second of three projects waits for the first."""
    projects = [
        {"name": f"Project {number}", "duration": 2, "cost": [1, 2], "value": [0, number], "stream": 0}
        | {"prereq": [0] if number == 2 else [], "successors": [], "excl": [], "completion_window": None}
        for number in (1, 2, 3)
    ]
    limits = {name: [3] * 6 for name in ("budget", "initiation_budget", "ongoing_budget")}
    path = tmp_path / "portfolio.json"
    whole = {"planning_window": 4, "budget_window": 6, "discount_rate": 0, "stream_budgets": [9]} | limits
    path.write_text(json.dumps(whole | {"projects": projects} | changes), encoding="utf-8")
    return path


def test_a_portfolio_is_chosen_and_checked(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    problem, choice = portfolio(tmp_path), tmp_path / "choice.json"
    assert run("--format", "portfolio", problem) == 0
    output = capfd.readouterr()
    found = json.loads(output.out)
    assert (found["status"], found["value"], found["bound"]) == ("optimal", 6.0, 6.0)
    assert {row["name"] for row in found["scheduled"]} == {"Project 1", "Project 2", "Project 3"}
    assert output.err.split()[:4] == ["seconds", "value", "bound", "gap"]
    assert "optimal: 3 of 3 projects, worth 6.00" in output.err
    assert run("--format", "portfolio", problem, "-o", choice) == 0
    assert "optimal: 3 of 3 projects" in capfd.readouterr().out
    assert run("--format", "portfolio", "--check", choice, problem) == 0
    assert capfd.readouterr().out == "in order: 3 projects, every rule and figure checked\n"
    dearer = portfolio(tmp_path, ongoing_budget=[1] * 6)
    assert run("--format", "portfolio", "--check", choice, dearer) == 1
    assert "of the ongoing budget, which is 1" in capfd.readouterr().out


def test_a_mistake_in_a_portfolio_is_one_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = portfolio(tmp_path, budget=[3])
    assert run("--format", "portfolio", path) == 2
    assert capsys.readouterr().err == (
        f"plateau: {path}: budget: expected 6 numbers, one a period, found 1.\n"
    )
    assert run("--format", "portfolio", "--explain", portfolio(tmp_path)) == 2
    assert "leave out --explain." in capsys.readouterr().err
