"""Documents in and out, and what is said when they cannot be read."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from plateau.roadmap.finish import BadProject
from plateau.roadmap.interchange import MAX_BYTES, BadDocument

T = TypeVar("T")

_MOST_COMPLAINTS = 20


class BadInput(Exception):
    """What is wrong with the input: one line each."""

    def __init__(self, *lines: str) -> None:
        super().__init__(*lines)
        self.lines = lines


def not_both_from_stdin(chosen: argparse.Namespace) -> None:
    """Standard input holds one document."""
    if [chosen.check, chosen.problem, chosen.replan].count("-") > 1:
        raise BadInput("only one of the plan and the problem can come from standard input.")


def read(name: str, reader: Callable[[bytes], T]) -> T:
    """What `reader` makes of the file with this name; `-` is standard input."""
    try:
        if name == "-":
            content = sys.stdin.buffer.read(MAX_BYTES + 1)
        else:
            with Path(name).open("rb") as file:
                content = file.read(MAX_BYTES + 1)
    except (OSError, ValueError) as error:  # ValueError: a name with a zero byte
        raise BadInput(one_line(f"{name}: cannot be read ({_reason(error)}).")) from None
    try:
        return reader(content)
    except BadProject as error:
        raise BadInput(one_line(f"{name}: {error}")) from None
    except BadDocument as error:
        lines = [
            one_line(f"{name}: {item.path}: {item.message}" if item.path else f"{name}: {item.message}")
            for item in error.complaints[:_MOST_COMPLAINTS]
        ]
        more = len(error.complaints) - len(lines)
        raise BadInput(*lines, *([f"{name}: and {more} more."] if more else [])) from None


def write(name: str | None, text: str) -> None:
    """Into the file with this name; None and `-` are standard output."""
    if name is None or name == "-":
        sys.stdout.write(text)
        sys.stdout.flush()
        return
    try:
        Path(name).write_text(text, encoding="utf-8")
    except (OSError, ValueError) as error:
        raise BadInput(one_line(f"{name}: cannot be written ({_reason(error)}).")) from None


def to_screen(output: str | None) -> bool:
    """Whether the document goes to standard output."""
    return output in (None, "-")


def _reason(error: Exception) -> str:
    return error.strerror or str(error) if isinstance(error, OSError) else str(error)


def one_line(text: str) -> str:
    """The text without what would do something to a terminal."""
    return "".join(character if character.isprintable() else repr(character)[1:-1] for character in text)
