"""Ctrl-C still stops the process cleanly after a search: CP-SAT must not take the signal's handler away."""

import signal
import subprocess
import sys

PROGRAM = """
import os, signal, time
from plateau.roadmap.model import Calendar, Intervention, Problem, Step, Target
from plateau.roadmap.solver import solve

step = Step("c", 1, 2)
solve(Problem(Calendar(2027, 1, 4), {"c": 1}, (Target("c", 2),), (Intervention("i", 1, steps=(step,)),)))
try:
    os.kill(os.getpid(), signal.SIGINT)
    time.sleep(5)
except KeyboardInterrupt:
    print("stopped cleanly")
"""


def test_the_signal_still_reaches_us_after_a_search() -> None:
    result = subprocess.run([sys.executable, "-c", PROGRAM], capture_output=True, text=True, check=False)
    assert result.returncode != -signal.SIGINT
    assert result.stdout == "stopped cleanly\n", result.stderr
