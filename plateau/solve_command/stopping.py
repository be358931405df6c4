"""Ctrl-C while a search runs: the first ends it with the best so far, a second quits."""

from __future__ import annotations

import os
import sys
import threading
from collections.abc import Callable
from concurrent.futures import Future, wait
from typing import NoReturn, TypeVar

from plateau.roadmap.solver import Control, Progress

T = TypeVar("T")

STOPPED = 130  # by Ctrl-C, as shells count it
_AGAIN_S = 0.1


def stoppable(
    search: Callable[[Control], T],
    told: Callable[[Progress], object] = lambda _progress: None,
    *,
    stop: Callable[[], object] = lambda: None,
) -> tuple[T, bool]:
    """What ``search`` gives, and whether Ctrl-C asked it to stop; to be called in the main thread.

    ``told`` hears of its progress; ``stop``: what there is to stop beside the control, asked again and again.
    It runs in a thread beside: in the solver the main thread would not hear the signal. A second Ctrl-C ends
    the process with code 130. What ``search`` raises is raised here.
    """
    found: Future[T] = Future()
    control = Control(told)
    try:
        threading.Thread(target=_answer, args=(found, search, control), name="search", daemon=True).start()
        return found.result(), False
    except KeyboardInterrupt:
        return _stop(found, control, stop), True


def _answer(found: Future[T], search: Callable[[Control], T], control: Control) -> None:
    try:
        found.set_result(search(control))
    except BaseException as error:
        found.set_exception(error)


def _stop(found: Future[T], control: Control, stop: Callable[[], object]) -> T:
    try:
        print("plateau: stopping with the best so far; Ctrl-C again to quit.", file=sys.stderr, flush=True)
        while not found.done():
            control.cancel()
            stop()
            wait([found], timeout=_AGAIN_S)
        return found.result()
    except KeyboardInterrupt:
        print("plateau: stopped.", file=sys.stderr, flush=True)
        leave(STOPPED)


def leave(code: int) -> NoReturn:
    """End the process at once: its own end would pull a thread out of the solver, which aborts."""
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(code)
