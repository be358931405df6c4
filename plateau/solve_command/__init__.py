"""`plateau solve`: planning problems and projects in files; here its arguments."""

from __future__ import annotations

import argparse
import math
from typing import TYPE_CHECKING

from plateau.language import LANGUAGES
from plateau.terminal import runs

if TYPE_CHECKING:
    from plateau.terminal import SubParsers

DEFAULT_LIMIT = 60.0
DEFAULT_SEED = 0
LONGEST_LIMIT = 86_400.0
#: More tell nothing new, and cost memory.
MOST_RUNS = 100_000
MOST_POINTS = 10_000


def register(commands: SubParsers) -> None:
    """Add the command to the parser of `plateau`."""
    parser = commands.add_parser(
        "solve",
        help="solve a planning problem in a file",
        description="Solve a planning problem (JSON, see docs/model.md), finish a project early, or choose a "
        "portfolio of projects.",
        epilog="Exit code: 0 found, 1 --check found violations, 2 bad input, 3 proven infeasible, "
        "4 nothing found in time. Ctrl-C ends the search with the best plan so far (0; 4 if there is none); "
        "a second one quits (130).",
    )
    parser.add_argument("problem", metavar="PROBLEM", help="the file; - for standard input")
    parser.add_argument(
        "--time-limit", type=_seconds, metavar="S", help=f"seconds to search ({DEFAULT_LIMIT:.0f})"
    )
    parser.add_argument("--seed", type=_seed, metavar="N", help=f"for the search's choices ({DEFAULT_SEED})")
    parser.add_argument("-o", dest="output", metavar="FILE", help="write the plan here, not to the screen")
    parser.add_argument(
        "--explain",
        action="store_true",
        help="tell in words why the plan is as it is, why targets are missed, and what would help",
    )
    parser.add_argument(
        "--words", metavar="FILE", help="write these words here (Markdown); implies --explain"
    )
    parser.add_argument("--language", choices=LANGUAGES, help="of these words (en)")
    parser.add_argument(
        "--simulate", type=_runs, metavar="N", help="carry the plan out N times, add how sure it is"
    )
    parser.add_argument(
        "--frontier",
        type=_points,
        metavar="N",
        help="at most N plans that no other beats on effect, cost and finish, instead of one plan",
    )
    parser.add_argument(
        "--replan",
        metavar="PLAN",
        help="stay as near to this plan as can be, from the problem's `now` on; with --check: it did so",
    )
    parser.add_argument("--check", metavar="PLAN", help="check this plan of the problem; solve nothing")
    parser.add_argument(
        "--format",
        choices=["json", "psplib", "patterson", "portfolio"],
        default="json",
        help="psplib (.sm) and patterson (.rcp): a project to finish early; portfolio (PPSSolver's JSON): "
        "projects to choose and start",
    )
    parser.add_argument(
        "--progress",
        action="store_true",
        help="a line on standard error for each better value, with its bound; on a terminal always",
    )
    runs(parser, "plateau.solve_command.running:run")


def _seconds(text: str) -> float:
    message = f"expected seconds, above 0 and at most {LONGEST_LIMIT:.0f}, found {text!r}"
    try:
        value = float(text)
    except ValueError:
        raise argparse.ArgumentTypeError(message) from None
    if not (math.isfinite(value) and 0 < value <= LONGEST_LIMIT):
        raise argparse.ArgumentTypeError(message)
    return value


def _runs(text: str) -> int:
    return _whole(text, 1, MOST_RUNS)


def _points(text: str) -> int:
    return _whole(text, 2, MOST_POINTS)


def _seed(text: str) -> int:
    return _whole(text, 0, 2**31 - 1)


def _whole(text: str, low: int, high: int) -> int:
    message = f"expected a whole number from {low} to {high}, found {text!r}"
    try:
        value = int(text)
    except ValueError:
        raise argparse.ArgumentTypeError(message) from None
    if not low <= value <= high:
        raise argparse.ArgumentTypeError(message)
    return value
