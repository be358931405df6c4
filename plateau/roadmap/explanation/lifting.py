"""A problem without one thing that stands in the way, all else as it was."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from plateau.roadmap.model import Problem


def allowing(problem: Problem, ids: Iterable[str]) -> Problem:
    """``problem`` in which these interventions are no longer forbidden."""
    return replace(problem, forbidden=problem.forbidden.difference(ids))


def lasting(problem: Problem, criterion: str, needed: int) -> Problem:
    """``problem`` in which the target of ``criterion`` has ``needed`` periods; the others keep their time.

    In periods that are added a role has as many days as in the last period it had, and there is no budget
    but for a year that was partly there, since nobody gave other figures.
    """
    before = problem.calendar.periods
    periods = max(before, needed)
    return replace(
        problem,
        calendar=replace(problem.calendar, periods=periods),
        capacity={
            role: None if days is None else (*days, *[days[-1]] * (periods - before))
            for role, days in problem.capacity.items()
        },
        targets=tuple(
            replace(target, deadline=needed if target.criterion == criterion else target.moment(before))
            for target in problem.targets
        ),
        area_targets=tuple(
            replace(wanted, deadline=wanted.moment(before)) for wanted in problem.area_targets
        ),
    )
