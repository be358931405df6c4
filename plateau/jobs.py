"""The jobs that a worker knows, each bound to the database it works on."""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from uuid import UUID

from huey.api import Huey

from plateau.database import Database
from plateau.roadmap.calculating import calculate, search_frontier

Job = Callable[[UUID], object]


def register(queue: Huey, database: Database, stopping: threading.Event) -> Mapping[str, Job]:
    """Make the jobs known to `queue`; each of the result, by name, puts one in."""

    def run_calculation(calculation_id: UUID) -> None:
        calculate(database, calculation_id, clock=_now, stopping=stopping)

    def run_search(calculation_id: UUID) -> None:
        search_frontier(database, calculation_id, clock=_now, stopping=stopping)

    return {
        "calculate": queue.task(name="calculate")(run_calculation),
        "search_frontier": queue.task(name="search_frontier")(run_search),
    }


def _now() -> datetime:
    return datetime.now(UTC)
