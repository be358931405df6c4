"""A portfolio to choose: projects with spend and benefit, budgets, and when each chosen project starts.

The project portfolio selection and scheduling problem in the form of PPSSolver's files. Periods count from 0;
a project that starts at `s` spends `cost[k]` and yields `value[k]` in period `s + k`.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from graphlib import CycleError, TopologicalSorter

from plateau.roadmap.model import InvalidProblem, Status

MAX_PROJECTS = 10_000
#: Projects times periods in which they may start.
MAX_CHOICES = 1_000_000
MAX_PERIODS = 10_000
#: Keeps sums far inside what a float counts exactly, and the solvers' tolerances small beside the figures.
MAX_AMOUNT = 1e9


@dataclass(frozen=True, slots=True)
class PortfolioProject:
    """One project. `prereq` (all finished before it starts) and `excl` (not both) are positions.

    `successors` repeats `prereq` from the other side and is not used. A `completion_window` is not supported.
    """

    name: str
    duration: int
    cost: tuple[float, ...]
    value: tuple[float, ...]
    stream: int
    prereq: tuple[int, ...] = ()
    excl: tuple[int, ...] = ()
    successors: tuple[int, ...] = ()
    completion_window: int | None = None


@dataclass(frozen=True, slots=True)
class Portfolio:
    """The problem. Spend per period is limited by `budget`; the spend of a project's first period by
    `initiation_budget` (of the periods of the `planning_window`, in which projects may start); the rest by
    `ongoing_budget`; per stream, all spend inside the planning window by `stream_budgets`. The second number
    of `initiation_range` limits how many projects start in a period; the first asks nothing.
    """

    planning_window: int
    budget_window: int
    discount_rate: float
    budget: tuple[float, ...]
    initiation_budget: tuple[float, ...]
    ongoing_budget: tuple[float, ...]
    stream_budgets: tuple[float, ...]
    projects: tuple[PortfolioProject, ...]
    initiation_range: tuple[int, ...] = ()
    id: str = ""

    def __post_init__(self) -> None:
        _between("planning_window", self.planning_window, 1, MAX_PERIODS)
        _between("budget_window", self.budget_window, self.planning_window, MAX_PERIODS)
        _between("discount_rate", self.discount_rate, 0, 10)
        _between("projects", len(self.projects), 0, MAX_PROJECTS, "projects")
        _between(
            "projects", len(self.projects) * self.planning_window, 0, MAX_CHOICES, "projects times periods"
        )
        _amounts("budget", self.budget, self.budget_window)
        _amounts("ongoing_budget", self.ongoing_budget, self.budget_window)
        _amounts("initiation_budget", self.initiation_budget, self.planning_window)
        _amounts("stream_budgets", self.stream_budgets, 0)
        if len(self.initiation_range) not in (0, 2) or min(self.initiation_range, default=0) < 0:
            raise InvalidProblem("initiation_range", "expected two numbers of 0 or more, or none.")
        for position, project in enumerate(self.projects):
            self._check(f"projects[{position}]", position, project)
        self.order()

    def _check(self, path: str, position: int, project: PortfolioProject) -> None:
        _between(f"{path}.duration", project.duration, 1, MAX_PERIODS)
        for field, amounts in (("cost", project.cost), ("value", project.value)):
            if len(amounts) != project.duration:
                raise InvalidProblem(
                    f"{path}.{field}",
                    f"expected {project.duration} numbers, one a period, found {len(amounts)}.",
                )
            _amounts(f"{path}.{field}", amounts, 0)
        _between(f"{path}.stream", project.stream, 0, len(self.stream_budgets) - 1)
        if project.completion_window is not None:
            raise InvalidProblem(f"{path}.completion_window", "expected null: it is not supported.")
        for field, others in (("prereq", project.prereq), ("excl", project.excl)):
            for index, other in enumerate(others):
                where = f"{path}.{field}[{index}]"
                _between(where, other, 0, len(self.projects) - 1)
                if other == position:
                    raise InvalidProblem(where, "expected another project, found the project itself.")

    def order(self) -> list[int]:
        """All positions, none before its prerequisites. InvalidProblem names a cycle."""
        graph = {position: project.prereq for position, project in enumerate(self.projects)}
        try:
            return list(TopologicalSorter(graph).static_order())
        except CycleError as error:
            ring = " → ".join(self.projects[position].name for position in error.args[1])
            raise InvalidProblem(
                f"projects[{error.args[1][0]}].prereq", f"a project waits for itself: {ring}."
            ) from None

    @property
    def exclusions(self) -> list[tuple[int, int]]:
        """Pairs of which at most one is chosen, each once, whichever of the two names the other."""
        return sorted(
            {
                (min(position, other), max(position, other))
                for position, project in enumerate(self.projects)
                for other in project.excl
            }
        )


@dataclass(frozen=True, slots=True)
class ChosenProject:
    """A project (by position in the file) that is done in the periods `start` … `end` - 1."""

    project: int
    name: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Selection:
    """The best choice found, worth `value`; none is worth more than `bound`; projects by position.

    `reproducible` is False when the clock ended the search.
    """

    status: Status
    value: float
    bound: float
    scheduled: tuple[ChosenProject, ...]
    reproducible: bool = True

    @property
    def gap(self) -> float:
        """How much more another choice could be worth at most, as a share of the bound."""
        return max(0.0, (self.bound - self.value) / self.bound) if self.bound > 0 else 0.0


def worth(portfolio: Portfolio, scheduled: Sequence[ChosenProject]) -> float:
    """The discounted benefit of a choice."""
    return math.fsum(
        benefit / (1 + portfolio.discount_rate) ** (chosen.start + age)
        for chosen in scheduled
        for age, benefit in enumerate(portfolio.projects[chosen.project].value)
    )


def _between(path: str, value: float, least: float, most: float, what: str = "a number") -> None:
    if not least <= value <= most:
        raise InvalidProblem(path, f"expected {what} from {least} to {most}, found {value}.")


def _amounts(path: str, amounts: Sequence[float], at_least: int) -> None:
    if len(amounts) < at_least:
        raise InvalidProblem(path, f"expected {at_least} numbers, one a period, found {len(amounts)}.")
    for index, amount in enumerate(amounts):
        _between(f"{path}[{index}]", amount, 0, MAX_AMOUNT)
