"""The same plan, bit for bit, on one core and on two, and run after run."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from plateau.roadmap.interchange import write_problem
from tests.unit.roadmap.instances import beside_each_other, gemeente

pytestmark = pytest.mark.slow

PROGRAM = """
import os, sys
from pathlib import Path
os.sched_setaffinity(0, {int(core) for core in sys.argv[1].split(",")})
from plateau.roadmap.interchange import read_problem, write_plan
from plateau.roadmap.solver import search, sketch, solve
if sys.argv[4] == "together":  # the stage in which several searches work at once, and nothing else
    search._STAGES = dict.fromkeys(search._STAGES, (search._TOGETHER,) * 2)
if sys.argv[4] == "parts":  # solved side by side, where the whole then begins, as only large problems do
    sketch._LARGE = 0
print(write_plan(solve(read_problem(Path(sys.argv[2]).read_bytes()), deterministic_limit=float(sys.argv[3]))))
"""


@pytest.mark.skipif(
    not hasattr(os, "sched_setaffinity"), reason="this system does not bind processes to cores"
)
@pytest.mark.parametrize(
    ("stages", "limit", "status"),
    [("all", 12.0, "optimal"), ("together", 0.1, "feasible"), ("parts", 0.5, "feasible")],
)
def test_the_same_plan_on_one_core_and_on_two(tmp_path: Path, stages: str, limit: float, status: str) -> None:
    file = tmp_path / "problem.json"
    one = gemeente(60, 16, 5, money=0.3, people=1)
    problem = beside_each_other(one, one, money=0.8) if stages == "parts" else one
    file.write_text(write_problem(problem), encoding="utf-8")
    cores = sorted(os.sched_getaffinity(0))
    runs = [cores[:1], cores[:2], cores[-1:], cores[:2], cores[:2]]
    plans = {
        subprocess.run(  # the program above and nothing else
            [sys.executable, "-c", PROGRAM, ",".join(map(str, bound)), str(file), str(limit), stages],
            check=True,
            capture_output=True,
            text=True,
        ).stdout
        for bound in runs
    }
    assert len(plans) == 1
    plan = plans.pop()
    assert f'"status": "{status}"' in plan
    assert '"reproducible": true' in plan
