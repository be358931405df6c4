"""A problem with what a way out gives up, or with all that can be: in it a gap can be closed, or not."""

from __future__ import annotations

from dataclasses import replace
from typing import TypeVar

from plateau.roadmap.checker.named import Named
from plateau.roadmap.model import (
    AreaTarget,
    ClashRule,
    GapReason,
    InvalidProblem,
    Milestone,
    Problem,
    Relaxation,
    Target,
    WayOut,
)

Goal = TypeVar("Goal", Target, AreaTarget)


#: Of the rules that can be lifted those that are choices and dates.
_CHOICES = {
    *("conditions", "groups", "deadline", "latest_start", "earliest_start"),
    *("mandatory", "pins", "forbidden"),
}


def choices(problem: Problem) -> set[str]:
    """The paths of all choices and dates of a problem."""
    return {path for path in Named(problem, ()).known if ClashRule.of(path).kind in _CHOICES}


def without_choices(problem: Problem) -> Problem:
    """``problem`` without any of them."""
    return Named(problem, Named(problem, ()).known - choices(problem)).problem


def alone(problem: Problem, reason: GapReason, until: int) -> Problem:
    """Nothing to reach but the goal of ``reason`` by ``until``, with money, people and calm without limit."""
    problem = demanded(lasting(problem, until), reason, until)
    return replace(
        problem,
        targets=tuple(goal for goal in problem.targets if goal.criterion == reason.criterion),
        area_targets=tuple(goal for goal in problem.area_targets if goal.area == reason.area),
        milestones=tuple(goal for goal in problem.milestones if goal.id == reason.milestone),
        budgets={},
        capacity=dict.fromkeys(problem.capacity),
        funds=(),
        change_loads=(),
    )


def given_up(problem: Problem, reason: GapReason, way: WayOut, until: int) -> Problem | None:
    """``problem`` with the goal of ``reason`` hard and due at ``until``, and all that ``way`` gives.

    None when it contradicts itself: then it does not close the gap.
    """
    try:
        rules = Named(problem, ()).known - {*way.lifted}
        longer = lasting(Named(problem, rules).problem, until)
        yields = Relaxation.PRIORITIES in way.relaxed
        return with_more(demanded(longer, reason, until, yields=yields), way)
    except InvalidProblem:
        return None


def lasting(problem: Problem, until: int) -> Problem:
    """``problem`` until then, with as many days as in the last period, and the budget of the last year."""
    before = problem.calendar.periods
    calendar = replace(problem.calendar, periods=max(before, until))
    last = problem.budgets[problem.calendar.years[-1]]
    return replace(
        problem,
        calendar=calendar,
        budgets={year: problem.budgets.get(year, last) for year in calendar.years},
        capacity={
            role: None if days is None else (*days, *[days[-1]] * (calendar.periods - before))
            for role, days in problem.capacity.items()
        },
        targets=tuple(_kept(goal, before) for goal in problem.targets),
        area_targets=tuple(_kept(goal, before) for goal in problem.area_targets),
    )


def _kept(goal: Goal, end: int) -> Goal:
    return replace(goal, deadline=goal.moment(end))


def demanded(problem: Problem, reason: GapReason, until: int, *, yields: bool = False) -> Problem:
    """The one goal demanded by ``until``; others too that are hard, unless what is hard ``yields``."""

    def asked(name: str, own: str, goal: Goal) -> Goal:
        if name == own:
            return replace(goal, hard=True, deadline=until)
        return replace(goal, hard=goal.hard and not yields)

    def milestone(goal: Milestone) -> Milestone:
        if goal.id == reason.milestone:
            return replace(goal, hard=True, period=until)
        return replace(goal, hard=goal.hard and not yields)

    return replace(
        problem,
        targets=tuple(asked(goal.criterion, reason.criterion, goal) for goal in problem.targets),
        area_targets=tuple(asked(goal.area, reason.area, goal) for goal in problem.area_targets),
        milestones=tuple(map(milestone, problem.milestones)),
    )


def with_more(problem: Problem, way: WayOut) -> Problem:
    """``problem`` with the money, the days and the room for change that ``way`` adds."""
    return replace(
        problem,
        budgets={
            year: None if cents is None else cents + way.extra_per_year.get(year, 0)
            for year, cents in problem.budgets.items()
        },
        capacity={
            role: None
            if days is None
            else tuple(
                map(sum, zip(days, way.extra_days_per_period.get(role, (0,) * len(days)), strict=True))
            )
            for role, days in problem.capacity.items()
        },
        funds=tuple(
            replace(fund, limit=fund.limit + way.extra_funds.get(fund.id, 0)) for fund in problem.funds
        ),
        change_loads=tuple(
            replace(load, limit=load.limit + way.extra_change.get(load.id, 0))
            for load in problem.change_loads
        ),
    )
