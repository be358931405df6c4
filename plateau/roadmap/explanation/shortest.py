"""One goal alone, money and people without limit: is there a way, and how long does it take."""

from __future__ import annotations

from dataclasses import replace

from plateau.roadmap.explanation.goals import Goal
from plateau.roadmap.explanation.searches import Searches
from plateau.roadmap.model import ObjectiveName, Problem, Status
from plateau.roadmap.model.values import MAX_PERIODS
from plateau.roadmap.solver.objectives import Sum
from plateau.roadmap.solver.programme import Programme
from plateau.roadmap.solver.relevance import scope_of


class OutOfTime(Exception):
    """The search ended without an answer."""


def fits(problem: Problem, goal: Goal, searches: Searches) -> bool:
    """Whether the goal can be met in time.

    Here and below: what is mandatory is done, what excludes each other is not combined. OutOfTime when the
    search ended without an answer.
    """
    search = searches.search(_closing(problem, goal))
    search.minimise(Sum(), within=search.left)
    if search.status is Status.UNKNOWN:
        raise OutOfTime
    return search.status is Status.FEASIBLE


def periods_needed(problem: Problem, goal: Goal, searches: Searches) -> int | None:
    """The fewest periods in which the goal can be met and what is mandatory done; None when it never can."""
    ample = goal.moved(ample_time(problem, goal))
    programme = _closing(problem, ample)
    search = searches.search(programme)
    least = search.minimise(ample.waiting(programme), within=search.left)
    if search.status is Status.INFEASIBLE:
        return None
    if search.status is Status.UNKNOWN or not least.proven:
        raise OutOfTime
    # The goal may be there before all that must be done is over.
    enough = (
        number for number in range(least.value, ample.at + 1) if fits(problem, goal.moved(number), searches)
    )
    return next(enough, None)


def ample_time(problem: Problem, goal: Goal) -> int:
    """As many periods as it can ever take: one after the other, each step in a year of its own."""
    scope = scope_of(alone(problem, goal)).interventions.values()
    longest = sum(max(way.duration for way in item.ways) + item.consolidation for item in scope)
    longest += sum(max(0, lag.least) for item in scope for lag in item.lags)
    longest += problem.calendar.per_year * max(
        (*goal.asks.requirements.values(), *goal.asks.areas.values(), 0)
    )
    latest = max((problem.window(item, item).start for item in scope), default=0)
    return min(MAX_PERIODS, max(problem.calendar.periods, longest + latest))


def alone(problem: Problem, goal: Goal, *, hard: bool = False) -> Problem:
    """Nothing to reach but the goal, in the time that it has, with money and people without limit."""
    calendar = replace(problem.calendar, periods=max(problem.calendar.periods, goal.at))
    return replace(
        problem,
        calendar=calendar,
        objectives=(ObjectiveName.MILESTONES,),
        targets=(),
        area_targets=(),
        milestones=(replace(goal.asks, hard=hard),),
        budgets={},
        capacity=dict.fromkeys(problem.capacity),
        funds=(),
        change_loads=(),
    )


def _closing(problem: Problem, goal: Goal) -> Programme:
    single = alone(problem, goal)
    programme = Programme(single, scope_of(single))
    for truth in goal.asked(programme, goal.at):
        programme.require(truth)
    return programme
