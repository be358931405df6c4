"""An independent check of a selection: rule by rule and period by period, without the search's code."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterator

from plateau.roadmap.model import Status
from plateau.roadmap.portfolio.model import ChosenProject, Portfolio, Selection

#: Rounding of sums, as a share of them.
_ROUNDING = 1e-9


def check_selection(portfolio: Portfolio, selection: Selection) -> list[str]:
    """All that is wrong with a selection, in sentences; empty when it is in order."""
    wrong = list(_projects(portfolio, selection))
    if wrong:  # the rest would count what is no project
        return wrong
    chosen = {item.project: item for item in selection.scheduled}
    return [*_relations(portfolio, chosen), *_limits(portfolio, chosen), *_claims(portfolio, selection)]


def _projects(portfolio: Portfolio, selection: Selection) -> Iterator[str]:
    seen = set()
    for item in selection.scheduled:
        if not 0 <= item.project < len(portfolio.projects):
            yield f"there is no project {item.project}."
            continue
        project = portfolio.projects[item.project]
        if item.project in seen:
            yield f"{project.name} is chosen twice."
        seen.add(item.project)
        if item.name != project.name:
            yield f"project {item.project} is called {project.name}, not {item.name}."
        if item.end != item.start + project.duration:
            yield f"{project.name} takes {project.duration} periods, not {item.end - item.start}."
        if not 0 <= item.start < portfolio.planning_window:
            yield f"{project.name} starts in period {item.start}, outside the planning window."


def _relations(portfolio: Portfolio, chosen: dict[int, ChosenProject]) -> Iterator[str]:
    for position, item in chosen.items():
        project = portfolio.projects[position]
        for other in project.prereq:
            if other not in chosen:
                yield f"{project.name} needs {portfolio.projects[other].name}, which is not chosen."
            elif chosen[other].end > item.start:
                yield f"{project.name} starts before the end of {portfolio.projects[other].name}."
        for other in project.excl:
            if other in chosen:
                yield f"{project.name} excludes {portfolio.projects[other].name}, which is chosen too."


def _limits(portfolio: Portfolio, chosen: dict[int, ChosenProject]) -> Iterator[str]:
    first: dict[int, list[float]] = defaultdict(list)
    later: dict[int, list[float]] = defaultdict(list)
    streams: dict[int, list[float]] = defaultdict(list)
    for position, item in chosen.items():
        project = portfolio.projects[position]
        for age, cost in enumerate(project.cost):
            period = item.start + age
            (later if age else first)[period].append(cost)
            if period < portfolio.planning_window:
                streams[project.stream].append(cost)
    for period in range(portfolio.budget_window):
        spend = first[period] + later[period]
        yield from _over(f"period {period}", "the budget", spend, portfolio.budget[period])
        ongoing = portfolio.ongoing_budget[period]
        yield from _over(f"period {period}", "the ongoing budget", later[period], ongoing)
    for period in range(portfolio.planning_window):
        initiation = portfolio.initiation_budget[period]
        yield from _over(f"period {period}", "the initiation budget", first[period], initiation)
        if portfolio.initiation_range and len(first[period]) > portfolio.initiation_range[1]:
            yield f"period {period}: {len(first[period])} projects start, of {portfolio.initiation_range[1]}."
    for stream, budget in enumerate(portfolio.stream_budgets):
        yield from _over(f"stream {stream}", "its budget", streams[stream], budget)


def _over(where: str, what: str, spend: list[float], limit: float) -> Iterator[str]:
    total = math.fsum(spend)
    if total > limit * (1 + _ROUNDING):
        yield f"{where} spends {total} of {what}, which is {limit}."


def _claims(portfolio: Portfolio, selection: Selection) -> Iterator[str]:
    value = 0.0
    for item in selection.scheduled:
        factor = (1 + portfolio.discount_rate) ** -item.start
        for benefit in portfolio.projects[item.project].value:
            value += benefit * factor
            factor /= 1 + portfolio.discount_rate
    if not math.isclose(selection.value, value, rel_tol=_ROUNDING, abs_tol=_ROUNDING):
        yield f"the value is {value}, not {selection.value}."
    if selection.bound < selection.value:
        yield f"the bound {selection.bound} lies below the value {selection.value}."
    if selection.status not in (Status.OPTIMAL, Status.FEASIBLE):
        yield f"status {selection.status.value} is none that a selection has."
    elif (selection.status is Status.OPTIMAL) != (selection.bound == selection.value):
        yield f"status {selection.status.value} does not fit the value and the bound {selection.bound}."
