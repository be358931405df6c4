"""What can come in the way in a live session."""

from __future__ import annotations


class Stale(RuntimeError):
    """The session has moved on since this page was opened; nothing was done."""


class TooFewVotes(RuntimeError):
    """The reveal must wait for `missing` more votes."""

    def __init__(self, missing: int) -> None:
        super().__init__(f"{missing} votes are missing")
        self.missing = missing


class Full(RuntimeError):
    """The session has as many seats as it can have."""
