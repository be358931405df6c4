"""Time and identity for the edge; below it they come in as arguments."""

from __future__ import annotations

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

from flask import current_app, has_app_context

from plateau.database import new_id

__all__ = ["KEY", "LOCAL_ZONE", "new_id", "now", "today"]

LOCAL_ZONE = ZoneInfo("Europe/Amsterdam")
#: An app that has a callable under this name in its `extensions` lives in the time that it gives: for tests.
KEY = "plateau.clock"


def now() -> datetime:
    """This moment, in UTC; in an app with a clock of its own, what that says."""
    if has_app_context() and KEY in current_app.extensions:
        moment: datetime = current_app.extensions[KEY]()
        return moment
    return datetime.now(UTC)


def today() -> date:
    """The day where the organisations are."""
    return now().astimezone(LOCAL_ZONE).date()
