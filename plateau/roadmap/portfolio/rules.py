"""What the rules say about the columns, as one sparse matrix, of which every program takes a part."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from plateau.roadmap.portfolio.columns import Amounts, Columns, Numbers


@dataclass(frozen=True, slots=True)
class Rules:
    """Column `column[k]` takes `take[k]` (below zero: gives) of row `row[k]`; the chosen columns together
    take at most `most[r]` of row `r`. Entries stand by row, then by column.
    """

    columns: Columns
    row: Numbers
    column: Numbers
    take: Amounts
    most: Amounts

    def left(self, chosen: Sequence[int]) -> Amounts:
        """What a choice leaves of each row."""
        flags = np.zeros(len(self.columns), bool)
        flags[list(chosen)] = True
        taken = flags[self.column]
        return self.most - np.bincount(self.row[taken], self.take[taken], len(self.most))


def rules_of(columns: Columns) -> Rules:
    """The limits, each project once, of an exclusion at most one, prerequisites first."""
    rows = _Rows(columns)
    projects = columns.portfolio.projects
    own = [np.array(columns.of(position), np.intp) for position in range(len(projects))]
    for mine in own:
        rows.add(mine, most=1)
    for one, other in columns.portfolio.exclusions:
        rows.add(np.concatenate([own[one], own[other]]), most=1)
    for position, project in enumerate(projects):
        for other in project.prereq:
            _come_first(rows, columns, own[position], own[other], columns.duration(other))
    return rows.rules()


def _come_first(rows: _Rows, columns: Columns, mine: Numbers, before: Numbers, duration: int) -> None:
    """By each period, no more of a project started than of its prerequisite finished."""
    finished = np.searchsorted(columns.start[before] + duration, columns.start[mine], side="right")
    for place, number in enumerate(finished):
        # The row of the next start says it all when nothing more is finished by then.
        if place + 1 == len(mine) or finished[place + 1] > number:
            rows.add(mine[: place + 1], before[:number], most=0)


class _Rows:
    """The limits, and rows of ones to come."""

    def __init__(self, columns: Columns) -> None:
        self._columns = columns
        self._most = columns.limits.tolist()
        self._row = [columns.row]
        self._column = [np.repeat(np.arange(len(columns)), np.diff(columns.first))]
        self._take = [columns.take]

    def add(self, plus: Numbers, minus: Numbers | None = None, *, most: float) -> None:
        """As many of `plus` as of `minus`, and `most` more."""
        for columns, take in ((plus, 1.0), (minus, -1.0)):
            if columns is not None:
                self._row.append(np.full(len(columns), len(self._most)))
                self._column.append(columns)
                self._take.append(np.full(len(columns), take))
        self._most.append(most)

    def rules(self) -> Rules:
        """All rows, in order."""
        row, column = np.concatenate(self._row), np.concatenate(self._column)
        order = np.lexsort((column, row))
        take = np.concatenate(self._take)[order]
        return Rules(self._columns, row[order], column[order], take, np.array(self._most))
