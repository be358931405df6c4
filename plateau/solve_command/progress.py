"""How far a search is, as a column on standard error: time, objective, value, bound."""

from __future__ import annotations

import sys
import time

from plateau.roadmap import portfolio
from plateau.roadmap.solver import Progress


class Column:
    """Prints a line for each better value and each objective that is settled; ``shown`` False: nothing."""

    def __init__(self, *, shown: bool) -> None:
        self._shown = shown
        self._begin = time.monotonic()
        self._last = ""

    def plan(self, progress: Progress) -> None:
        """An objective of a plan; a line says `proven` when its value cannot be better."""
        if progress.value is None:
            return
        bound = "-" if progress.bound is None else str(progress.bound)
        proven = progress.settled and progress.value == progress.bound
        self._line(
            f"{'objective':<11} {'value':>16} {'bound':>16}",
            f"{progress.name.value:<11} {progress.value:>16} {bound:>16}{' proven' if proven else ''}",
        )

    def frontier(self, found: int) -> None:
        """How many points of a frontier there are."""
        self._line(f"{'points':>6}", f"{found:>6}")

    def portfolio(self, progress: portfolio.Progress) -> None:
        """The worth of a choice of projects, and how far it can be from the best."""
        gap = 100 * (1 - progress.value / progress.bound) if progress.bound else 0.0
        self._line(
            f"{'value':>14} {'bound':>14} {'gap':>8}",
            f"{progress.value:>14.2f} {progress.bound:>14.2f} {gap:>7.2f}%",
        )

    def _line(self, heads: str, cells: str) -> None:
        if not self._shown or cells == self._last:
            return
        if not self._last:
            print(f"{'seconds':>9} {heads}", file=sys.stderr)
        self._last = cells
        print(f"{time.monotonic() - self._begin:>9.1f} {cells}", file=sys.stderr, flush=True)
