"""One thing that is wrong."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Violation:
    """``rule`` the rule or figure by name, ``path`` where in the plan, ``message`` in a plain sentence."""

    rule: str
    path: str
    message: str
