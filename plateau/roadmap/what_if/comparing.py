"""What differs between two plans for the same organisation."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from plateau.roadmap.model import Plan, Problem, Scheduled


@dataclass(frozen=True, slots=True)
class Moved:
    """An intervention in both plans that starts in another period."""

    id: str
    before: int
    after: int


@dataclass(frozen=True, slots=True)
class Redone:
    """An intervention in both plans that is carried out in another way: its mode and how many periods."""

    id: str
    before: tuple[str, int]
    after: tuple[str, int]


@dataclass(frozen=True, slots=True)
class Changed:
    """A number that is not the same: of a milestone what is late, of a target the plateau."""

    id: str
    before: int
    after: int


@dataclass(frozen=True, slots=True)
class Comparison:
    """The second plan against the first. Money in cents; lists in order of id, empty when nothing differs.

    ``targets``: of criteria and areas, where the plans differ in what was asked; ``beyond``: only the
    plateau above the target differs. ``met``: targets and milestones that
    are met, in both. ``finish``: the period in which everything is over, in both.
    """

    added: tuple[str, ...]
    dropped: tuple[str, ...]
    moved: tuple[Moved, ...]
    redone: tuple[Redone, ...]
    milestones: tuple[Changed, ...]
    targets: tuple[Changed, ...]
    beyond: tuple[Changed, ...]
    met: tuple[int, int]
    spend: int
    structural_after: int
    days: int
    finish: tuple[int, int]

    @property
    def same(self) -> bool:
        """Whether nothing is planned otherwise and nothing is reached otherwise."""
        planned = (self.added, self.dropped, self.moved, self.redone)
        return not any((*planned, self.milestones, self.targets))


def compare(problem: Problem, before: Plan, after: Plan) -> Comparison:
    """What ``after`` does otherwise than ``before``; both must be found, for problems with the same ids."""
    first, second = before.by_id, after.by_id
    both = sorted(first.keys() & second.keys())
    late = [
        {
            result.id: len(result.missed) + len(result.missed_areas) + len(result.not_done)
            for result in plan.milestones
        }
        for plan in (before, after)
    ]
    targets, beyond = _targets(problem, before, after)
    return Comparison(
        added=tuple(sorted(second.keys() - first.keys())),
        dropped=tuple(sorted(first.keys() - second.keys())),
        moved=tuple(
            Moved(id_, first[id_].start, second[id_].start)
            for id_ in both
            if first[id_].start != second[id_].start
        ),
        redone=tuple(
            Redone(id_, _way(first[id_]), _way(second[id_]))
            for id_ in both
            if _way(first[id_]) != _way(second[id_])
        ),
        milestones=_changed(*late),
        targets=targets,
        beyond=beyond,
        met=(_met(problem, before), _met(problem, after)),
        spend=after.total_spend - before.total_spend,
        structural_after=_structural(problem, after) - _structural(problem, before),
        days=_days(after) - _days(before),
        finish=(_finish(before), _finish(after)),
    )


def _way(entry: Scheduled) -> tuple[str, int]:
    return entry.mode, entry.end - entry.start


def _changed(before: dict[str, int], after: dict[str, int]) -> tuple[Changed, ...]:
    return tuple(
        Changed(id_, before[id_], after[id_])
        for id_ in sorted(before.keys() & after.keys())
        if before[id_] != after[id_]
    )


def _targets(problem: Problem, before: Plan, after: Plan) -> tuple[tuple[Changed, ...], tuple[Changed, ...]]:
    """The targets that differ in what was asked, and those that differ only above it."""
    asked, beyond = [], []
    for wanted, item in sorted(_standing(problem, before, after), key=lambda pair: pair[1].id):
        if min(item.before, wanted) != min(item.after, wanted):
            asked.append(item)
        elif item.before != item.after:
            beyond.append(item)
    return tuple(asked), tuple(beyond)


def _standing(problem: Problem, before: Plan, after: Plan) -> Iterator[tuple[int, Changed]]:
    """For each target the plateau that is wanted, and where both plans stand when it is due."""
    end = problem.calendar.periods
    for target in problem.targets:
        id_, at = target.criterion, target.moment(end)
        yield target.plateau, Changed(id_, before.levels[id_][at], after.levels[id_][at])
    for area in problem.area_targets:
        id_, at = area.area, area.moment(end)
        yield area.plateau, Changed(id_, before.area_levels[id_][at], after.area_levels[id_][at])


def _met(problem: Problem, plan: Plan) -> int:
    asked = len(problem.targets) + len(problem.area_targets)
    unmet = len(plan.unmet_targets) + len(plan.unmet_areas)
    return asked - unmet + sum(result.met for result in plan.milestones)


def _structural(problem: Problem, plan: Plan) -> int:
    return sum(problem.by_id[entry.id].structural_cost_per_year for entry in plan.scheduled)


def _days(plan: Plan) -> int:
    return sum(sum(per_period) for per_period in plan.load.values())


def _finish(plan: Plan) -> int:
    return max((entry.end for entry in plan.scheduled), default=0)
