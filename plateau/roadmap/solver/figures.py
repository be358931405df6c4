"""The figures of a plan, from nothing but the problem and the starts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from plateau.roadmap.model import (
    Milestone,
    MilestoneResult,
    MissedArea,
    MissedCriterion,
    Problem,
    Scheduled,
    StepMade,
    UnmetArea,
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
    area_levels: Mapping[str, tuple[int, ...]]
    unmet_areas: tuple[UnmetArea, ...]


def steps_begun(problem: Problem) -> dict[tuple[str, int], int]:
    """(criterion, year) → the steps that what has begun makes of it then, where that is more than allowed.

    Nobody can undo these: then just so many may be made in that year.
    """
    if not problem.past:
        return {}
    calendar = problem.calendar
    begun = tuple(Scheduled(entry.id, entry.start, entry.end, entry.mode) for entry in problem.past)
    found = {}
    for criterion, levels in _levels(problem, begun)[0].items():
        for year in calendar.years:
            periods = calendar.periods_of(year)
            rise = levels[periods.stop] - levels[periods.start]
            if rise > problem.steps_per_criterion_per_year:
                found[criterion, year] = rise
    return found


def figures(problem: Problem, scheduled: tuple[Scheduled, ...]) -> Figures:
    """All figures of the plan ``scheduled``; an empty one gives those of doing nothing."""
    levels, steps = _levels(problem, scheduled)
    areas, end = _area_levels(problem, levels), problem.calendar.periods
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
            _milestone(problem, milestone, levels, areas, scheduled) for milestone in problem.milestones
        ),
        unmet_targets=tuple(
            UnmetTarget(target.criterion, target.plateau, levels[target.criterion][target.moment(end)])
            for target in problem.targets
            if levels[target.criterion][target.moment(end)] < target.plateau
        ),
        area_levels=areas,
        unmet_areas=tuple(
            UnmetArea(wanted.area, wanted.plateau, areas[wanted.area][wanted.moment(end)])
            for wanted in problem.area_targets
            if areas[wanted.area][wanted.moment(end)] < wanted.plateau
        ),
    )


def _milestone(
    problem: Problem,
    milestone: Milestone,
    levels: Mapping[str, tuple[int, ...]],
    areas: Mapping[str, tuple[int, ...]],
    scheduled: tuple[Scheduled, ...],
) -> MilestoneResult:
    at = milestone.period
    over = {entry.id for entry in scheduled if entry.end <= at} | problem.already_done
    return MilestoneResult(
        milestone.id,
        at,
        tuple(
            MissedCriterion(name, required, levels[name][at])
            for name, required in milestone.requirements.items()
            if levels[name][at] < required
        ),
        tuple(
            MissedArea(name, required, areas[name][at])
            for name, required in milestone.areas.items()
            if areas[name][at] < required
        ),
        tuple(sorted(milestone.interventions - over)),
    )


def _area_levels(problem: Problem, levels: Mapping[str, tuple[int, ...]]) -> dict[str, tuple[int, ...]]:
    """The highest plateau that as many criteria stand on as the area needs."""
    return {
        area.id: tuple(
            area.level({name: levels[name][period] for name in area.criteria})
            for period in range(problem.calendar.periods + 1)
        )
        for area in problem.areas
    }


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
        outlay(problem, items[entry.id], problem.ways(items[entry.id])[entry.mode], entry.start)
        for entry in scheduled
    ]
    return tuple(sum(row[period] for row in rows) for period in range(periods))


def _load(problem: Problem, scheduled: tuple[Scheduled, ...]) -> dict[str, tuple[int, ...]]:
    items = problem.by_id
    load = {role: [0] * problem.calendar.periods for role in problem.capacity}
    for entry in scheduled:
        way = problem.ways(items[entry.id])[entry.mode]
        for role, per_period in load.items():
            for period, share in enumerate(days(way, role), entry.start):
                per_period[period] += share
    return {role: tuple(per_period) for role, per_period in load.items()}
