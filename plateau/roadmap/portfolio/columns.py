"""The choices: a column per project and start, with its worth and what it takes of each limit.

What can never be chosen is left out before any search, which is worth more than any cut: a start at which
the project alone breaks a limit, and a start before the prerequisites can be finished.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from plateau.roadmap.portfolio.model import ChosenProject, Portfolio, PortfolioProject

Numbers = NDArray[np.intp]
Amounts = NDArray[np.float64]
Flags = NDArray[np.bool_]

#: Whole amounts may come out of a division; what is this close above a whole limit is that limit.
_CLOSE = 1e-9


@dataclass(frozen=True, slots=True)
class Columns:
    """Column `c` starts project `project[c]` at `start[c]`, is worth `value[c]`, and takes `take[k]` of limit
    `row[k]` for `k` from `first[c]` to `first[c + 1]` - 1; sorted by project and start. `limits` per row.
    """

    portfolio: Portfolio
    project: Numbers
    start: Numbers
    value: Amounts
    first: Numbers
    row: Numbers
    take: Amounts
    limits: Amounts

    def __len__(self) -> int:
        return len(self.project)

    def entries(self, column: int) -> slice:
        """Where the column's `row` and `take` stand."""
        return slice(self.first[column], self.first[column + 1])

    def of(self, project: int) -> range:
        """The columns of a project."""
        return range(*np.searchsorted(self.project, [project, project + 1]))

    def duration(self, project: int) -> int:
        """Periods that the project runs."""
        return self.portfolio.projects[project].duration

    def left(self, chosen: Sequence[int]) -> Amounts:
        """What a choice leaves of each limit."""
        left = self.limits.copy()
        for column in chosen:
            entries = self.entries(column)
            left[self.row[entries]] -= self.take[entries]
        return left

    def fitting(self, left: Amounts) -> Flags:
        """Which columns each by itself still fit into what is left."""
        return ~np.logical_or.reduceat(self.take > left[self.row], self.first[:-1])

    def scheduled(self, chosen: Sequence[int]) -> tuple[ChosenProject, ...]:
        """The projects of a choice, by position."""
        result = []
        for column in sorted(chosen):
            position, start = int(self.project[column]), int(self.start[column])
            project = self.portfolio.projects[position]
            result.append(ChosenProject(position, project.name, start, start + project.duration))
        return tuple(result)


def columns_of(portfolio: Portfolio) -> Columns:
    """All choices that could be part of a portfolio."""
    rows = _Rows(portfolio)
    limits = rows.limits()
    chosen: dict[int, list[int]] = {}
    parts: dict[int, list[tuple[list[int], list[float]]]] = {}
    for position in portfolio.order():
        project = portfolio.projects[position]
        earliest = max((_finished(portfolio, chosen, other) for other in project.prereq), default=0)
        chosen[position], parts[position] = [], []
        for start in range(earliest, portfolio.planning_window):
            entries = dict(rows.entries(project, start))
            if all(take <= limits[row] for row, take in entries.items()):
                chosen[position].append(start)
                parts[position].append((list(entries), list(entries.values())))
    flat = [
        (position, start, *part)
        for position in range(len(portfolio.projects))
        for start, part in zip(chosen[position], parts[position], strict=True)
    ]
    sizes = [len(row) for _, _, row, _ in flat]
    worths = [_worths(portfolio, project) for project in portfolio.projects]
    return Columns(
        portfolio,
        np.array([position for position, *_ in flat], np.intp),
        np.array([start for _, start, *_ in flat], np.intp),
        np.array([worths[position][start] for position, start, *_ in flat]),
        np.concatenate([[0], np.cumsum(sizes)]).astype(np.intp),
        np.array([row for _, _, part, _ in flat for row in part], np.intp),
        np.array([take for *_, part in flat for take in part]),
        np.array(limits),
    )


def _finished(portfolio: Portfolio, chosen: dict[int, list[int]], position: int) -> int:
    """When the project can be finished at the earliest; after all periods when it cannot be chosen."""
    starts = chosen[position]
    return starts[0] + portfolio.projects[position].duration if starts else portfolio.planning_window


def _worths(portfolio: Portfolio, project: PortfolioProject) -> list[float]:
    """The discounted benefit by start."""
    factor = 1 / (1 + portfolio.discount_rate)
    now = math.fsum(benefit * factor**age for age, benefit in enumerate(project.value))
    return [now * factor**start for start in range(portfolio.planning_window)]


class _Rows:
    """Which row is which limit: budget and ongoing per period, then first spend and number of starts per
    period of the planning window, then the streams.
    """

    def __init__(self, portfolio: Portfolio) -> None:
        self._portfolio = portfolio
        self._ongoing = portfolio.budget_window
        self._initiation = 2 * portfolio.budget_window
        self._number = self._initiation + portfolio.planning_window
        self._stream = self._number + portfolio.planning_window

    def limits(self) -> list[float]:
        """The limit per row; of whole amounts nothing is lost by rounding it down, and proofs gain."""
        portfolio = self._portfolio
        window = portfolio.planning_window
        most = portfolio.initiation_range[1] if portfolio.initiation_range else len(portfolio.projects)
        limits: list[Any] = [
            *portfolio.budget[: portfolio.budget_window],
            *portfolio.ongoing_budget[: portfolio.budget_window],
            *portfolio.initiation_budget[:window],
            *[most] * window,
            *portfolio.stream_budgets,
        ]
        if all(float(cost).is_integer() for project in portfolio.projects for cost in project.cost):
            return [float(math.floor(limit + _CLOSE)) for limit in limits]
        return [float(limit) for limit in limits]

    def entries(self, project: PortfolioProject, start: int) -> Iterator[tuple[int, float]]:
        """What the project takes when it starts then: row and amount; never empty."""
        window = self._portfolio.planning_window
        yield self._number + start, 1.0
        if project.cost[0]:
            yield self._initiation + start, project.cost[0]
        inside = math.fsum(project.cost[: window - start])
        if inside:
            yield self._stream + project.stream, inside
        for age, cost in enumerate(project.cost):
            period = start + age
            if cost and period < self._portfolio.budget_window:
                yield period, cost
                if age:
                    yield self._ongoing + period, cost
