"""Rules of plateaus: what a criterion stands on, and when a step can be made."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from plateau.roadmap.solver.figures import steps_begun

if TYPE_CHECKING:
    from plateau.roadmap.solver.programme import Programme


def steps_start_on_their_plateau(programme: Programme) -> None:
    """An intervention starts when its criteria stand where its steps begin."""
    begun = {entry.id for entry in programme.problem.past}
    for option in programme.every_option():
        for step in option.item.steps if option.item.id not in begun else ():
            for period in option.window:
                standing = programme.stands_on(step.criterion, step.start, period)
                programme.implies(option.started(period), [standing])


def plateaus_follow_from_what_is_finished(programme: Programme) -> None:
    """A criterion stands on a plateau when a step to it was made and counts."""
    # Both ways: a plateau that is reached counts even where that would be inconvenient (steps per year).
    makers: dict[tuple[str, int], list[tuple[str, int]]] = {}
    for id_, item in programme.scope.interventions.items():
        for step in item.steps:
            makers.setdefault((step.criterion, step.end), []).append((id_, item.consolidation))
    for (criterion, plateau, period), level in programme.levels.items():
        finished = [
            programme.finished(id_, period - consolidation)
            for id_, consolidation in makers.get((criterion, plateau), [])
        ]
        programme.implies(level, finished)
        for maker in finished:
            programme.implies(maker, [level])


def plateaus_never_fall(programme: Programme) -> None:
    """What is reached stays."""
    for (criterion, plateau, period), level in programme.levels.items():
        if period < programme.periods:
            programme.implies(level, [programme.stands_on(criterion, plateau, period + 1)])


def plateaus_are_not_skipped(programme: Programme) -> None:
    """The plateau below was reached at least a period before."""
    # Follows from the other rules but for consolidation; it makes the relaxation tighter as well.
    for (criterion, plateau, period), level in programme.levels.items():
        programme.implies(level, [programme.stands_on(criterion, plateau - 1, period - 1)])


def steps_per_year_are_limited(programme: Programme) -> None:
    """A criterion makes at most so many steps a year; what has begun may make more."""
    problem = programme.problem
    begun = steps_begun(problem)
    limit = problem.steps_per_criterion_per_year
    for criterion, ceiling in sorted(programme.scope.ceiling.items()):
        plateaus = range(problem.current[criterion] + 1, ceiling + 1)
        for year in problem.calendar.years if len(plateaus) > limit else ():
            periods = problem.calendar.periods_of(year)
            at_end = [programme.stands_on(criterion, plateau, periods.stop) for plateau in plateaus]
            at_start = [programme.stands_on(criterion, plateau, periods.start) for plateau in plateaus]
            programme.model.add(sum(at_end) - sum(at_start) <= begun.get((criterion, year), limit))


STANDING: tuple[Callable[[Programme], None], ...] = (
    steps_start_on_their_plateau,
    plateaus_follow_from_what_is_finished,
    plateaus_never_fall,
    plateaus_are_not_skipped,
    steps_per_year_are_limited,
)
