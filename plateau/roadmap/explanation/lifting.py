"""A problem without some of what stands in the way, all else as it was."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from functools import reduce
from itertools import groupby

from plateau.roadmap.explanation.goals import Goal
from plateau.roadmap.explanation.parts import Part, parts
from plateau.roadmap.model import Problem

#: Choices and dates of the programme's own, those first that are let go last.
CHOICES = (
    *("conditions", "groups", "deadline", "latest_start", "earliest_start"),
    *("mandatory", "pins", "forbidden"),
)


def choices(problem: Problem) -> tuple[Part, ...]:
    """All that was decided about single interventions or waits for something outside; see ``CHOICES``."""
    found = [part for part in parts(problem) if part.kind in CHOICES]
    return tuple(sorted(found, key=lambda part: CHOICES.index(part.kind)))


def lifted(problem: Problem, gone: Iterable[Part]) -> Problem:
    """``problem`` without these parts."""
    return reduce(lambda left, part: part.leave_out(left), gone, problem)


def fewest(
    problem: Problem, candidates: Sequence[Part], works: Callable[[Problem], bool]
) -> tuple[Part, ...]:
    """A smallest set of parts without which ``problem`` works; it must work without all ``candidates``.

    Smallest: put any of them back and it no longer works. What comes first is put back first.
    """
    gone = set(candidates)

    def put_back(some: Sequence[Part]) -> None:
        if works(lifted(problem, (part for part in candidates if part in gone.difference(some)))):
            gone.difference_update(some)
        elif len(some) > 1:
            middle = len(some) // 2
            put_back(some[:middle])
            put_back(some[middle:])

    for _, same in groupby(candidates, key=lambda part: part.kind):
        put_back(tuple(same))
    return tuple(part for part in candidates if part in gone)


def lasting(problem: Problem, goal: Goal, until: int) -> Problem:
    """``problem`` in which ``goal`` may be met at the start of ``until``; the others keep their time.

    In what is added to the horizon a role has as many days as in its last period and a year the budget of
    the last one, since nobody gave other figures.
    """
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
        targets=tuple(
            replace(target, deadline=until if target.criterion == goal.criterion else target.moment(before))
            for target in problem.targets
        ),
        area_targets=tuple(
            replace(wanted, deadline=until if wanted.area == goal.area else wanted.moment(before))
            for wanted in problem.area_targets
        ),
        milestones=tuple(
            replace(milestone, period=until) if milestone.id == goal.milestone else milestone
            for milestone in problem.milestones
        ),
    )


def unlimited_after(problem: Problem, period: int) -> Problem:
    """``problem`` in which nothing that lies after the first ``period`` periods is short of money.

    Whatever a shorter horizon allows, this allows: a way that is not here is in none of those.
    """
    years = {problem.calendar.year_of(later) for later in range(period, problem.calendar.periods)}
    if not years:
        return problem
    budgets = {year: None if year in years else cents for year, cents in problem.budgets.items()}
    return replace(problem, budgets=budgets, funds=())
