"""One target alone, money and people without limit: is there a way, with whom, how long does it take."""

from __future__ import annotations

from dataclasses import replace

from plateau.roadmap.explanation.elastic import Limits
from plateau.roadmap.model import Problem, Status
from plateau.roadmap.model.values import MAX_PERIODS
from plateau.roadmap.solver.objectives import Sum
from plateau.roadmap.solver.programme import Programme
from plateau.roadmap.solver.relevance import scope_of


class OutOfTime(Exception):
    """The search ended without an answer."""


def fits(problem: Problem, criterion: str, plateau: int, by: int, limits: Limits) -> bool:
    """Whether ``criterion`` can stand on ``plateau`` at the start of period ``by``.

    Here and below: what is mandatory is done, what excludes each other is not combined. OutOfTime when the
    search ended without an answer.
    """
    search = limits.search(_closing(_alone(problem, problem.calendar.periods), criterion, plateau, by))
    search.minimise(Sum(), within=search.left)
    if search.status is Status.UNKNOWN:
        raise OutOfTime
    return search.status is Status.FEASIBLE


def quarters_needed(problem: Problem, criterion: str, plateau: int, limits: Limits) -> int | None:
    """The fewest quarters after which ``criterion`` can stand on ``plateau``; None when it never can."""
    scope = scope_of(problem, needed={criterion: plateau}).interventions.values()
    # One after the other, each step in a year of its own, and waiting for what must be waited for.
    longest = sum(max(way.duration for way in item.ways) + item.consolidation for item in scope)
    longest += sum(max(0, lag.least) for item in scope for lag in item.lags)
    longest += problem.calendar.per_year * plateau
    latest = max((problem.window(item, item).start for item in scope), default=0)
    periods = min(MAX_PERIODS, max(problem.calendar.periods, longest + latest))
    programme = _closing(_alone(problem, periods), criterion, plateau, periods)
    waiting = Sum()
    for period in range(programme.periods + 1):
        waiting.add_unless(1, programme.stands_on(criterion, plateau, period))
    search = limits.search(programme)
    least = search.minimise(waiting, within=search.left)
    if search.status is Status.INFEASIBLE:
        return None
    if search.status is Status.UNKNOWN or not least.proven:
        raise OutOfTime
    return least.value


def forbidden_needed(
    problem: Problem, criterion: str, plateau: int, by: int, limits: Limits
) -> tuple[str, ...] | None:
    """The fewest forbidden interventions that must be allowed to get there in time; None when none helps."""
    alone = replace(_alone(problem, problem.calendar.periods), forbidden=frozenset())
    programme = _closing(alone, criterion, plateau, by)
    lifted = Sum()
    for id_ in sorted(problem.forbidden):
        lifted.add(1, programme.chosen(id_))
    search = limits.search(programme)
    fewest = search.minimise(lifted, within=search.left)
    if search.status is Status.INFEASIBLE:
        return None
    if search.status is Status.UNKNOWN or not fewest.proven:
        raise OutOfTime
    needed = []
    for id_ in sorted(problem.forbidden):
        chosen = Sum()
        chosen.add(1, programme.chosen(id_))
        if chosen.value(search.solution):
            needed.append(id_)
    return tuple(needed)


def _alone(problem: Problem, periods: int) -> Problem:
    calendar = replace(problem.calendar, periods=periods)
    return replace(
        problem,
        calendar=calendar,
        targets=(),
        milestones=(),
        budgets={},
        capacity=dict.fromkeys(problem.capacity),
        funds=(),
        area_targets=(),
        change_loads=(),
    )


def _closing(problem: Problem, criterion: str, plateau: int, by: int) -> Programme:
    programme = Programme(problem, scope_of(problem, needed={criterion: plateau}))
    programme.require(programme.stands_on(criterion, plateau, by))
    return programme
