"""The objectives, measured on what a plan has at the moment; for asking what one change would do to them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from plateau.roadmap.explanation.moves import Rest
from plateau.roadmap.model import Area, ObjectiveName
from plateau.roadmap.solver.footprint import charge, worth


@dataclass(frozen=True, slots=True)
class Difference:
    """The first objective that is not the same, and how much it is worse (below zero: better)."""

    name: ObjectiveName
    worse: int


class Measures:
    """What the plan is worth as ``rest`` has it when this is made, to hold changes against."""

    def __init__(self, rest: Rest) -> None:
        """Measure every objective."""
        self.rest = rest
        self._before = {name: _MEASURES[name](rest) for name in rest.problem.objectives}

    def difference(self) -> Difference | None:
        """In the order in which they count, the first that differs now; None when all are the same.

        What is hard counts before all.
        """
        for name, measure in _HARD.items():
            if short := measure(self.rest):
                return Difference(name, short)
        for name, before in self._before.items():
            worse = _MEASURES[name](self.rest) - before
            if worse:
                return Difference(name, worse)
        return None


def area_reached(rest: Rest, area: Area, plateau: int) -> int:
    """The period from whose start on an area stands there; after the horizon: never."""
    return sorted(_reached(rest, criterion, plateau) for criterion in area.criteria)[area.needed - 1]


def _reached(rest: Rest, criterion: str, plateau: int) -> int:
    moment = rest.reached(criterion, plateau)
    return rest.periods + 1 if moment is None else moment


def _missed(rest: Rest, *, hard: bool = False) -> int:
    areas, total = {area.id: area for area in rest.problem.areas}, 0
    for milestone in (it for it in rest.problem.milestones if it.hard or not hard):
        moments = [_reached(rest, *asked) for asked in milestone.requirements.items()]
        moments += [area_reached(rest, areas[name], level) for name, level in milestone.areas.items()]
        moments += [rest.end(id_) for id_ in milestone.interventions]
        total += milestone.weight * sum(moment > milestone.period for moment in moments)
    return total


def _wished(rest: Rest, *, hard: bool = False) -> list[tuple[int, int, int]]:
    """Of every plateau that a target asks for: the weight, the moment it is reached and when it should be."""
    areas, end = {area.id: area for area in rest.problem.areas}, rest.periods
    found = [
        (target.weight, _reached(rest, target.criterion, plateau), target.moment(end))
        for target in rest.problem.targets
        if target.hard or not hard
        for plateau in range(1, target.plateau + 1)
    ]
    return found + [
        (wanted.weight, area_reached(rest, areas[wanted.area], plateau), wanted.moment(end))
        for wanted in rest.problem.area_targets
        if wanted.hard or not hard
        for plateau in range(1, wanted.plateau + 1)
    ]


def _short(rest: Rest, *, hard: bool = False) -> int:
    return sum(weight for weight, reached, at in _wished(rest, hard=hard) if reached > at)


def _waited(rest: Rest) -> int:
    return sum(weight * max(0, reached - 1) for weight, reached, _ in _wished(rest))


def _charged(rest: Rest) -> int:
    items = rest.problem.by_id
    return sum(charge(rest.problem, items[entry.id], rest.way(entry)) for entry in rest.entries)


def _loose_ends(rest: Rest) -> int:
    items = rest.problem.by_id
    transities = frozenset[str]().union(*(item.transities for item in items.values()))
    return sum(1 + len(transities) - len(items[entry.id].transities) for entry in rest.entries)


def _net_cost(rest: Rest) -> int:
    items = rest.problem.by_id
    return sum(worth(rest.problem, items[entry.id], rest.way(entry), entry.start) for entry in rest.entries)


def _finish(rest: Rest) -> int:
    return max((entry.end for entry in rest.entries), default=0)


def _peaks(rest: Rest) -> int:
    return sum(map(rest.peak, rest.problem.capacity))


def _moved(rest: Rest) -> int:
    kept = {entry.id: entry for entry in rest.problem.keep}
    planned = {entry.id: entry for entry in rest.entries}
    return rest.periods * len(kept.keys() ^ planned.keys()) + sum(
        abs(planned[id_].start - kept[id_].start) + (planned[id_].mode != kept[id_].mode)
        for id_ in kept.keys() & planned.keys()
    )


_MEASURES: dict[ObjectiveName, Callable[[Rest], int]] = {
    ObjectiveName.MILESTONES: _missed,
    ObjectiveName.TARGETS: _short,
    ObjectiveName.COST: _charged,
    ObjectiveName.KNITTING: _loose_ends,
    ObjectiveName.EARLINESS: _waited,
    ObjectiveName.BENEFIT: _net_cost,
    ObjectiveName.FINISH: _finish,
    ObjectiveName.EVENNESS: _peaks,
    ObjectiveName.STABILITY: _moved,
}

_HARD = {
    ObjectiveName.MILESTONES: partial(_missed, hard=True),
    ObjectiveName.TARGETS: partial(_short, hard=True),
}
