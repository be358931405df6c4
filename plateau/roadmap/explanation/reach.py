"""What can be reached by the logic of steps and prerequisites, with all the time and money in the world."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Set
from dataclasses import dataclass

from plateau.roadmap.model import Intervention, Milestone, Problem, Step


@dataclass(frozen=True, slots=True)
class Reach:
    """``levels``: criterion → highest plateau; ``possible``: ids that can be done, or were already."""

    levels: Mapping[str, int]
    possible: Set[str]


@dataclass(frozen=True, slots=True)
class Obstacle:
    """Why a plateau is out of reach.

    No intervention makes ``missing_step`` (None: interventions wait for each other); ``prerequisites``: what
    would have to come first and cannot, when it is those that need the step.
    """

    missing_step: Step | None
    prerequisites: tuple[str, ...] = ()


def reach(problem: Problem, *, allowed: Set[str]) -> Reach:
    """What the ``allowed`` interventions lead to; exclusions are left out of account."""
    levels = dict(problem.current)
    possible = set(problem.already_done)
    grew = True
    while grew:
        grew = False
        for item in problem.interventions:
            if item.id in allowed and item.id not in possible and not _holding(item, levels, possible):
                possible.add(item.id)
                grew = True
                for step in item.steps:
                    levels[step.criterion] = max(levels[step.criterion], step.end)
    return Reach(levels, possible)


def missing(problem: Problem, found: Reach, asks: Milestone) -> Obstacle | None:
    """What keeps the first thing that ``asks`` and is out of reach from being so; None when all can be."""
    for criterion, plateau in _asked(problem, found, asks):
        if found.levels[criterion] < plateau:
            return _obstacle(problem, found, criterion, frozenset())
    for id_ in sorted(asks.interventions - found.possible):
        return _holding_back(problem, found, problem.by_id[id_], {id_})
    return None


def _asked(problem: Problem, found: Reach, asks: Milestone) -> Iterator[tuple[str, int]]:
    """Criteria with the plateau they must reach; of an area as many as it needs, those that come furthest."""
    yield from asks.requirements.items()
    areas = {area.id: area for area in problem.areas}
    for id_, plateau in asks.areas.items():
        furthest = sorted(areas[id_].criteria, key=lambda name: (-found.levels[name], name))
        yield from ((name, plateau) for name in furthest[: areas[id_].needed])


def _obstacle(problem: Problem, found: Reach, criterion: str, seen: Set[str]) -> Obstacle:
    level = found.levels[criterion]
    makers = [
        item
        for item in problem.interventions
        if any(step.criterion == criterion and step.start == level for step in item.steps)
    ]
    if not makers:
        return Obstacle(Step(criterion, level, level + 1))
    for maker in makers:
        if maker.id not in seen:
            return _holding_back(problem, found, maker, {*seen, maker.id})
    return Obstacle(None)


def _holding_back(problem: Problem, found: Reach, item: Intervention, seen: Set[str]) -> Obstacle:
    first = sorted(item.all_of - found.possible)
    for any_of in _any_ofs(item):
        if not first and not any_of & found.possible:
            first = sorted(any_of)
    by_id = problem.by_id
    for before in first:
        if before not in seen:
            root = _holding_back(problem, found, by_id[before], {*seen, before})
            return Obstacle(root.missing_step, tuple(first))
    for step in item.steps:
        if found.levels[step.criterion] < step.start:
            return _obstacle(problem, found, step.criterion, seen)
    return Obstacle(None, tuple(first))


def _holding(item: Intervention, levels: Mapping[str, int], possible: Set[str]) -> bool:
    """Whether something still holds ``item`` back."""
    return (
        any(levels[step.criterion] < step.start for step in item.steps)
        or not item.all_of <= possible
        or any(not any_of & possible for any_of in _any_ofs(item))
    )


def _any_ofs(item: Intervention) -> list[frozenset[str]]:
    """Sets of which one is needed."""
    return [any_of for any_of in (item.one_of, *(lag.any_of for lag in item.lags)) if any_of]
