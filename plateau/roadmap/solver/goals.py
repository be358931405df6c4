"""Rules of what must be reached: hard targets and milestones."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from plateau.roadmap.model import Milestone

if TYPE_CHECKING:
    from plateau.roadmap.solver.programme import Programme, Truth


def asked_by(programme: Programme, milestone: Milestone) -> Iterator[Truth]:
    """All that must be so at its moment."""
    at = milestone.period
    for criterion, plateau in milestone.requirements.items():
        yield programme.stands_on(criterion, plateau, at)
    for area, plateau in milestone.areas.items():
        yield programme.area_stands_on(area, plateau, at)
    for id_ in sorted(milestone.interventions):
        yield programme.finished(id_, at)


def hard_milestones_are_met(programme: Programme) -> None:
    """Everything that a hard milestone asks is so."""
    for milestone in programme.problem.milestones:
        for truth in asked_by(programme, milestone) if milestone.hard else ():
            programme.require(truth)


def hard_targets_are_met(programme: Programme) -> None:
    """Criteria and areas stand where a hard target says, in time."""
    for target in programme.problem.targets:
        if target.hard:
            at = target.moment(programme.periods)
            programme.require(programme.stands_on(target.criterion, target.plateau, at))
    for wanted in programme.problem.area_targets:
        if wanted.hard:
            at = wanted.moment(programme.periods)
            programme.require(programme.area_stands_on(wanted.area, wanted.plateau, at))


GOALS: tuple[Callable[[Programme], None], ...] = (hard_milestones_are_met, hard_targets_are_met)
