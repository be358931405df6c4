"""Handing work over to the background; what the jobs are is decided above (`plateau.jobs`)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from uuid import UUID

from flask import Flask, current_app

from plateau.background import Work

KEY = "plateau.jobs"
WORK = "plateau.work"


def install(app: Flask, work: Work, jobs: Mapping[str, Callable[[UUID], object]]) -> None:
    """Let the views of `app` hand over these jobs, and a worker find what they are put in."""
    app.extensions[WORK] = work
    app.extensions[KEY] = jobs


def hand_over(job: str, subject: UUID) -> None:
    """Put a job in the queue. After the transaction: what it is about must be there when it starts."""
    current_app.extensions[KEY][job](subject)
