"""What changed since a roadmap was computed. Pure."""

from __future__ import annotations

from dataclasses import replace
from enum import StrEnum

from plateau.roadmap.model import Intervention, Problem, Target


class Change(StrEnum):
    """A part of the problem that is different now."""

    ANSWERS = "answers"
    AMBITION = "ambition"
    PERIOD = "period"
    SETTINGS = "settings"
    MILESTONES = "milestones"
    ESTIMATES = "estimates"


def changes(before: Problem, after: Problem) -> tuple[Change, ...]:
    """Which parts of the problem changed between the one that was solved and the one of now."""
    compared = {
        Change.ANSWERS: before.current == after.current,
        Change.AMBITION: _wishes(before, after) == _wishes(after, before),
        Change.PERIOD: before.calendar == after.calendar,
        Change.SETTINGS: _settings(before, after) == _settings(after, before),
        Change.MILESTONES: _dates(before) == _dates(after),
        Change.ESTIMATES: _estimates(before) == _estimates(after),
    }
    return tuple(change for change, same in compared.items() if not same)


def _wishes(problem: Problem, other: Problem) -> tuple[Target, ...]:
    # Without the criteria that stand elsewhere now: their targets come and go with the answers.
    return tuple(
        target
        for target in problem.targets
        if problem.current.get(target.criterion) == other.current.get(target.criterion)
    )


def _settings(problem: Problem, other: Problem) -> tuple[object, ...]:
    # Without the years that the other does not have: a longer period is named by itself.
    years = set(problem.budgets) & set(other.budgets)
    return (
        {year: problem.budgets[year] for year in years},
        {role: None if days is None else days[0] for role, days in problem.capacity.items()},
        problem.mandatory,
        problem.forbidden,
        {item.id: item.earliest_start for item in problem.interventions if item.earliest_start},
        (problem.pins, problem.now, problem.past, problem.keep),
        problem.steps_per_criterion_per_year,
    )


def _estimates(problem: Problem) -> tuple[Intervention, ...]:
    # When one may start is a setting.
    return tuple(replace(item, earliest_start=0) for item in problem.interventions)


def _dates(problem: Problem) -> tuple[object, ...]:
    # Not the requirements: these follow from answers and ambition, which are named by themselves.
    return tuple((item.id, item.period, item.transitie, item.weight) for item in problem.milestones)
