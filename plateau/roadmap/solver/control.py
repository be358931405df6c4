"""Seeing from another thread how far a search is, and ending it early with the best so far."""

from __future__ import annotations

import math
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

from ortools.sat.python import cp_model

from plateau.roadmap.model import ObjectiveName


@dataclass(frozen=True, slots=True)
class Progress:
    """How far the search is with one objective: the best ``value`` found (None: none yet) and its bound.

    Both are in the objective's own unit. ``settled`` when the search went on to the next objective.
    """

    name: ObjectiveName
    value: int | None
    bound: int | None
    settled: bool = False


class Control:
    """Handed to ``solve`` or ``explain`` by who wants to look in or to stop it, from another thread.

    It changes nothing in the search as long as nobody cancels: the same problem gives the same plan.
    """

    def __init__(self, told: Callable[[Progress], object] = lambda _progress: None) -> None:
        """Nothing is being searched yet. ``told`` hears of each better value and of each objective that is
        settled, in the thread of the search.
        """
        self._told = told
        self._lock = threading.Lock()
        self._cancelled = False
        self._solvers: list[cp_model.CpSolver] = []  # an explanation searches in two threads
        self._levels: list[Progress] = []

    # for who looks in

    @property
    def cancelled(self) -> bool:
        """Whether someone asked to stop."""
        return self._cancelled

    @property
    def progress(self) -> tuple[Progress, ...]:
        """The objectives in order; empty before the search begins."""
        with self._lock:
            return tuple(self._levels)

    def cancel(self) -> None:
        """Stop as soon as possible. A search that is just being set up may miss it: repeat to be sure."""
        self._cancelled = True
        with self._lock:
            solvers = list(self._solvers)
        for solver in solvers:
            solver.stop_search()

    # for the search

    def begin(self, names: Sequence[ObjectiveName]) -> None:
        """The search is going to look at these objectives, one after the other."""
        with self._lock:
            self._levels = [Progress(name, None, None) for name in names]

    def settle(self, value: int, bound: int) -> None:
        """The search is done with the objective it was busy with, and turns to the next."""
        self._change(value=value, bound=bound, settled=True)

    @contextmanager
    def watching(self, solver: cp_model.CpSolver) -> Iterator[cp_model.CpSolverSolutionCallback]:
        """Follow one search; the callback is for ``solver.solve``."""
        solver.best_bound_callback = self._saw_bound
        with self._lock:
            self._solvers.append(solver)
        try:
            yield _Listener(self)
        finally:
            with self._lock:
                self._solvers.remove(solver)

    def saw_value(self, value: float) -> None:
        """A better solution was found."""
        self._change(value=round(value))

    def _saw_bound(self, bound: float) -> None:
        if math.isfinite(bound):
            self._change(bound=math.ceil(bound - 1e-6))

    def _change(self, *, value: int | None = None, bound: int | None = None, settled: bool = False) -> None:
        with self._lock:
            position = next((place for place, level in enumerate(self._levels) if not level.settled), None)
            if position is None:
                return  # the search goes on for the tie-break, which has no name of its own
            level = self._levels[position]
            now = Progress(
                level.name,
                level.value if value is None else value,
                level.bound if bound is None else bound,
                settled,
            )
            self._levels[position] = now
        if settled or now.value != level.value:
            self._told(now)


class _Listener(cp_model.CpSolverSolutionCallback):
    def __init__(self, control: Control) -> None:
        super().__init__()
        self._control = control

    def on_solution_callback(self) -> None:
        self._control.saw_value(self.objective_value)
        if self._control.cancelled:
            self.stop_search()
