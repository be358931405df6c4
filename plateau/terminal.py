"""What the commands share: they are imported when asked for, and tell a mistake in one line."""

from __future__ import annotations

import argparse
import pkgutil
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    SubParsers = argparse._SubParsersAction[argparse.ArgumentParser]


class CommandError(RuntimeError):
    """Something the person at the terminal can mend; its text is one line."""


def runs(parser: argparse.ArgumentParser, name: str) -> None:
    """Let a command run the function with this name, `package.module:function`.

    A name, since importing them all, the solver and the charts too, takes seconds.
    """
    parser.set_defaults(run=name)


def run(chosen: argparse.Namespace) -> int:
    """Import and run the function of the chosen command; its exit code."""
    found: int | None = pkgutil.resolve_name(chosen.run)(chosen)
    return found or 0
