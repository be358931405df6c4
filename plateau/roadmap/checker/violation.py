"""One thing that is wrong."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from plateau.roadmap.model import as_document


@dataclass(frozen=True, slots=True)
class Violation:
    """``rule`` the rule or figure by name, ``path`` where in the plan, ``message`` in a plain sentence."""

    rule: str
    path: str
    message: str


def untrue(path: str, message: str) -> Violation:
    """Something at ``path`` in the explanation that is not so."""
    return Violation("reasons", f"explanation.{path}", message)


def compare(path: str, expected: object, found: object) -> Iterator[Violation]:
    """Whether the explanation says at ``path`` what it should."""
    wanted, given = as_document(expected), as_document(found)
    if wanted != given:
        yield untrue(path, f"expected {wanted}, found {given}.")
