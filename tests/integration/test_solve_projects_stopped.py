"""Ctrl-C while `plateau solve` finishes a project or chooses a portfolio: the best so far is written."""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from threading import Timer
from typing import Any

import pytest

from plateau.cli import main
from plateau.roadmap.finish import Activity, Brake, Finish, Project, check_finish, finish_project
from plateau.roadmap.model import Status
from plateau.roadmap.portfolio import check_selection, read_portfolio, read_selection
from plateau.solve_command import running

COMMAND = """
import signal, sys
from plateau.cli import main
signal.signal(signal.SIGINT, signal.default_int_handler)
sys.exit(main(sys.argv[1:]))
"""
LIMIT_S = 100
#: Far less than the limit, and enough for a busy machine.
SOON_S = 30


@pytest.fixture(autouse=True)
def heard() -> Iterator[None]:
    """Ctrl-C is heard, also where the tests run in the background of a shell that ignores it."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


def hard_project(size: int = 60) -> Project:
    """Too much to prove in seconds."""
    chance = random.Random(3)
    activities = [
        Activity(
            str(number),
            chance.randint(1, 10),
            tuple(chance.randint(1, 9) for _ in range(4)),
            tuple(sorted(chance.sample(range(number + 1, size), min(2, size - number - 1)))),
        )
        for number in range(size)
    ]
    return Project(tuple(activities), (12, 13, 14, 15))


def patterson(project: Project) -> str:
    lines = [f"{len(project.activities)} {len(project.capacities)}", " ".join(map(str, project.capacities))]
    for item in project.activities:
        after = [other + 1 for other in item.successors]
        lines.append(" ".join(map(str, [item.duration, *item.demands, len(after), *after])))
    return "\n".join(lines) + "\n"


def test_the_best_schedule_so_far_is_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def pressed(project: Project, *, brake: Brake, **limits: Any) -> Finish:
        os.kill(os.getpid(), signal.SIGINT)
        while not brake.pulled:
            time.sleep(0.01)
        return finish_project(project, brake=brake, **limits)

    monkeypatch.setattr(running, "finish_project", pressed)
    path = tmp_path / "hard.rcp"
    path.write_text(patterson(hard_project()), encoding="utf-8")
    assert main(["solve", "--time-limit", str(LIMIT_S), "--format", "patterson", str(path)]) == 0
    told = capsys.readouterr()
    assert told.out.startswith("status feasible\nfinish ")
    assert len(told.out.splitlines()) == 4 + 60
    assert told.err.endswith("stopped by Ctrl-C: the best so far\n")


@pytest.mark.parametrize("size", [45, 60])  # proven in parts; bred beside a proof
def test_a_brake_stops_what_is_under_way(size: int) -> None:
    project, brake = hard_project(size), Brake()
    begin = time.monotonic()
    timer = Timer(1.0, brake.pull)
    timer.start()
    found = finish_project(project, wall_limit=LIMIT_S, brake=brake)
    assert time.monotonic() - begin < SOON_S
    assert found.status is Status.FEASIBLE
    assert not found.reproducible
    assert not check_finish(project, found)


def test_a_pulled_brake_ends_with_a_schedule() -> None:
    brake = Brake()
    brake.pull()
    project = hard_project()
    found = finish_project(project, wall_limit=LIMIT_S, brake=brake)
    assert not check_finish(project, found)
    assert not found.reproducible


def portfolio(path: Path, size: int = 400) -> Path:
    chance = random.Random(5)
    limits: dict[str, Any] = {
        name: [size * 2] * 40 for name in ("budget", "initiation_budget", "ongoing_budget")
    }
    projects = [
        {"name": f"P{number}", "duration": (lasts := chance.randint(3, 9)), "stream": 0}
        | {name: [chance.randint(1, 90) for _ in range(lasts)] for name in ("cost", "value")}
        | {"prereq": [], "successors": [], "excl": [], "completion_window": None}
        for number in range(size)
    ]
    whole = {"planning_window": 30, "budget_window": 40, "discount_rate": 0.1, "stream_budgets": [10**7]}
    path.write_text(json.dumps(whole | limits | {"projects": projects}), encoding="utf-8")
    return path


def test_the_best_choice_so_far_is_written(tmp_path: Path) -> None:
    path, choice = portfolio(tmp_path / "portfolio.json"), tmp_path / "choice.json"
    command = [sys.executable, "-c", COMMAND, "solve", "--time-limit", str(LIMIT_S), "--format", "portfolio"]
    command += [str(path), "-o", str(choice)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        assert process.stderr is not None
        while len(process.stderr.readline().split()) != 4 or not process.stderr.readline():
            pass  # until there is a choice
        process.send_signal(signal.SIGINT)
        out, err = process.communicate(timeout=SOON_S)
    assert process.returncode == 0, err
    assert out.startswith("feasible: ")
    assert out.endswith("stopped by Ctrl-C: the best so far\n")
    selection = read_selection(choice.read_bytes())
    assert selection.scheduled
    assert not check_selection(read_portfolio(path.read_bytes()), selection)
