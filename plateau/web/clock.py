"""Time and identity for the edge; below it they come in as arguments."""

from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from plateau.database import new_id

__all__ = ["LOCAL_ZONE", "new_id", "now"]

LOCAL_ZONE = ZoneInfo("Europe/Amsterdam")


def now() -> datetime:
    """This moment, in UTC."""
    return datetime.now(UTC)
