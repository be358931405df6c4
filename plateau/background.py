"""Work that no request should wait for: one queue on disk, and the worker that empties it.

The queue is huey's, in a SQLite file in the data folder: every process of this installation that has the same
data folder shares it. What a job is about stands in the database; the queue only carries its id.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager

from huey import SqliteHuey
from huey.api import Huey
from huey.consumer import Consumer

from plateau.settings import Mode, Settings

FILE = "queue.sqlite"
#: How often an idle worker looks: at first soon again, then at most this many seconds later.
SOON_S, LATEST_S = 0.05, 0.5
#: A job that is told to stop gets this long.
PATIENCE_S = 15.0


def open_queue(settings: Settings) -> Huey:
    """The queue of this installation; in a test a job is done at once, by who puts it in."""
    return SqliteHuey(
        "plateau",
        filename=str(settings.data_dir / FILE),
        fsync=True,
        results=False,
        immediate=settings.mode is Mode.TEST,
    )


class _QuietConsumer(Consumer):  # type: ignore[misc]
    def _set_signal_handlers(self) -> None:
        """Ctrl-C and SIGTERM belong to the process that this runs in."""


@contextmanager
def at_work(queue: Huey, stopping: threading.Event) -> Iterator[None]:
    """One worker, in a thread, for as long as the block lasts; `stopping` tells its job to come to an end.

    One at a time on purpose: the planner uses two cores by itself.
    """
    consumer = _QuietConsumer(
        queue,
        workers=1,
        periodic=False,
        initial_delay=SOON_S,
        max_delay=LATEST_S,
        shutdown_timeout=PATIENCE_S,
    )
    consumer.start()
    try:
        yield
    finally:
        stopping.set()
        consumer.stop(graceful=True)
