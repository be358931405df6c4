"""The figures of a plan, from nothing but the problem and the starts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from plateau.roadmap.model import (
    MilestoneResult,
    MissedCriterion,
    Problem,
    Scheduled,
    StepMade,
    UnmetTarget,
)
from plateau.roadmap.solver.footprint import days, outlay


@dataclass(frozen=True, slots=True)
class Figures:
    """What follows from the starts; the fields are those of ``Plan``."""

    levels: Mapping[str, tuple[int, ...]]
    steps_made: tuple[StepMade, ...]
    spend_per_period: tuple[int, ...]
    spend_per_year: Mapping[int, int]
    load: Mapping[str, tuple[int, ...]]
    milestones: tuple[MilestoneResult, ...]
    unmet_targets: tuple[UnmetTarget, ...]


def figures(problem: Problem, scheduled: tuple[Scheduled, ...]) -> Figures:
    """All figures of the plan ``scheduled``; an empty one gives those of doing nothing."""
    levels, steps = _levels(problem, scheduled)
    per_period = _spend(problem, scheduled)
    per_year = dict.fromkeys(problem.calendar.years, 0)
    for period, cents in enumerate(per_period):
        per_year[problem.calendar.year_of(period)] += cents
    return Figures(
        levels=levels,
        steps_made=steps,
        spend_per_period=per_period,
        spend_per_year=per_year,
        load=_load(problem, scheduled),
        milestones=tuple(
            MilestoneResult(
                milestone.id,
                milestone.period,
                tuple(
                    MissedCriterion(criterion, required, levels[criterion][milestone.period])
                    for criterion, required in milestone.requirements.items()
                    if levels[criterion][milestone.period] < required
                ),
            )
            for milestone in problem.milestones
        ),
        unmet_targets=tuple(
            UnmetTarget(target.criterion, target.plateau, levels[target.criterion][-1])
            for target in problem.targets
            if levels[target.criterion][-1] < target.plateau
        ),
    )


def _levels(
    problem: Problem, scheduled: tuple[Scheduled, ...]
) -> tuple[dict[str, tuple[int, ...]], tuple[StepMade, ...]]:
    items = problem.by_id
    standing = dict(problem.current)
    history: dict[str, list[int]] = {criterion: [level] for criterion, level in standing.items()}
    made: list[StepMade] = []
    for period in range(1, problem.calendar.periods + 1):
        makers: dict[str, list[str]] = {}
        for entry in scheduled:
            item = items[entry.id]
            for step in item.steps if entry.end + item.consolidation == period else ():
                if step.end == standing[step.criterion] + 1:
                    makers.setdefault(step.criterion, []).append(entry.id)
        for criterion, ids in sorted(makers.items()):
            standing[criterion] += 1
            step = next(step for step in items[ids[0]].steps if step.criterion == criterion)
            made.append(StepMade(step, period, tuple(sorted(ids))))
        for criterion, level in standing.items():
            history[criterion].append(level)
    return {criterion: tuple(levels) for criterion, levels in history.items()}, tuple(made)


def _spend(problem: Problem, scheduled: tuple[Scheduled, ...]) -> tuple[int, ...]:
    periods = problem.calendar.periods
    items = problem.by_id
    rows = [
        outlay(problem, items[entry.id], items[entry.id].way(entry.mode), entry.start) for entry in scheduled
    ]
    return tuple(sum(row[period] for row in rows) for period in range(periods))


def _load(problem: Problem, scheduled: tuple[Scheduled, ...]) -> dict[str, tuple[int, ...]]:
    items = problem.by_id
    load = {role: [0] * problem.calendar.periods for role in problem.capacity}
    for entry in scheduled:
        way = items[entry.id].way(entry.mode)
        for role, per_period in load.items():
            for period, share in enumerate(days(way, role), entry.start):
                per_period[period] += share
    return {role: tuple(per_period) for role, per_period in load.items()}
