"""Work that no request should wait for: queues on disk, and the worker that empties them.

The queues are huey's, in a SQLite file in the data folder: every process of this installation that has the
same data folder shares them. What a job is about stands in the database; a queue only carries its id.
"""

from __future__ import annotations

import os
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from huey import SqliteHuey
from huey.api import Huey
from huey.consumer import Consumer

from plateau.settings import Mode, Settings

FILE = "queue.sqlite"
#: How often an idle worker looks: at first soon again, then at most this many seconds later.
SOON_S, LATEST_S = 0.05, 0.05
#: Searches leave the processor to who looks at a page: with less of it a page took a second longer.
NICENESS = 10
#: A job that is told to stop gets this long.
PATIENCE_S = 15.0


@dataclass(frozen=True, slots=True)
class Queues:
    """Calculations and mail apart: a long search holds up no invitation, a slow mail server no search."""

    calculations: Huey
    mail: Huey


@dataclass(frozen=True, slots=True)
class Work:
    """What a worker is given: the queues it empties, and what tells its jobs to come to an end."""

    queues: Queues
    stopping: threading.Event


def open_queues(settings: Settings) -> Queues:
    """The queues of this installation; in a test a job is done at once, by who puts it in."""
    return Queues(calculations=_open(settings, "plateau"), mail=_open(settings, "mail"))


def _open(settings: Settings, name: str) -> Huey:
    return SqliteHuey(
        name,
        filename=str(settings.data_dir / FILE),
        fsync=True,
        results=False,
        immediate=settings.mode is Mode.TEST,
    )


def _give_way() -> None:
    """In the thread of a worker; the threads that it starts take it over."""
    if sys.platform == "linux":  # elsewhere a thread has no priority of its own
        os.setpriority(os.PRIO_PROCESS, threading.get_native_id(), NICENESS)


class _QuietConsumer(Consumer):  # type: ignore[misc]
    def _set_signal_handlers(self) -> None:
        """Ctrl-C and SIGTERM belong to the process that this runs in."""


@contextmanager
def at_work(work: Work) -> Iterator[None]:
    """A worker for as long as the block lasts: a thread per queue.

    One calculation at a time on purpose: the planner uses two cores by itself.
    """
    work.queues.calculations.on_startup("give-way")(_give_way)
    consumers = [
        _QuietConsumer(
            queue,
            workers=1,
            periodic=True,
            initial_delay=SOON_S,
            max_delay=LATEST_S,
            shutdown_timeout=PATIENCE_S,
        )
        for queue in (work.queues.calculations, work.queues.mail)
    ]
    for consumer in consumers:
        consumer.start()
    try:
        yield
    finally:
        work.stopping.set()
        for consumer in consumers:
            consumer.stop(graceful=True)
