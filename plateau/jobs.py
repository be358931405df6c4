"""The jobs that a worker knows, each bound to the database it works on."""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from uuid import UUID

from huey import crontab

from plateau.background import Work
from plateau.database import Database
from plateau.roadmap.calculating import calculate, search_frontier

Job = Callable[[UUID], object]
#: Sends the mail that is due, until the event is set.
SendMail = Callable[[threading.Event], None]


def register(work: Work, database: Database, *, send_mail: SendMail) -> Mapping[str, Job]:
    """Make the jobs known to the queues; each of the result, by name, puts one in."""
    calculations, mail = work.queues.calculations, work.queues.mail

    def run_calculation(calculation_id: UUID) -> None:
        calculate(database, calculation_id, clock=_now, stopping=work.stopping)

    def run_search(calculation_id: UUID) -> None:
        search_frontier(database, calculation_id, clock=_now, stopping=work.stopping)

    def send(_round_id: UUID) -> None:
        send_mail(work.stopping)

    def send_what_waits() -> None:
        """Every minute: what was put off, and what a worker that died left behind."""
        send_mail(work.stopping)

    mail.periodic_task(crontab(), name="send_what_waits")(send_what_waits)
    return {
        "calculate": calculations.task(name="calculate")(run_calculation),
        "search_frontier": calculations.task(name="search_frontier")(run_search),
        "send_mail": mail.task(name="send_mail")(send),
    }


def _now() -> datetime:
    return datetime.now(UTC)
