"""What differs between two plans for the same organisation."""

from __future__ import annotations

from dataclasses import dataclass

from plateau.roadmap.model import Plan, Problem


@dataclass(frozen=True, slots=True)
class Moved:
    """An intervention in both plans that starts in another period."""

    id: str
    before: int
    after: int


@dataclass(frozen=True, slots=True)
class Changed:
    """A number that is not the same: of a milestone what is late, of a target the plateau."""

    id: str
    before: int
    after: int


@dataclass(frozen=True, slots=True)
class Comparison:
    """The second plan against the first. Money in cents; lists in order of id, empty when nothing differs.

    ``finish``: the period in which everything is over, in both.
    """

    added: tuple[str, ...]
    dropped: tuple[str, ...]
    moved: tuple[Moved, ...]
    milestones: tuple[Changed, ...]
    targets: tuple[Changed, ...]
    spend: int
    structural_after: int
    days: int
    finish: tuple[int, int]

    @property
    def same(self) -> bool:
        """Whether nothing is planned otherwise and nothing is reached otherwise."""
        return not (self.added or self.dropped or self.moved or self.milestones or self.targets)


def compare(problem: Problem, before: Plan, after: Plan) -> Comparison:
    """What ``after`` does otherwise than ``before``; both must be found, for problems with the same ids."""
    first, second = before.by_id, after.by_id
    late = [
        {
            result.id: len(result.missed) + len(result.missed_areas) + len(result.not_done)
            for result in plan.milestones
        }
        for plan in (before, after)
    ]
    criteria = [target.criterion for target in problem.targets]
    ends = [{name: plan.levels[name][-1] for name in criteria} for plan in (before, after)]
    return Comparison(
        added=tuple(sorted(second.keys() - first.keys())),
        dropped=tuple(sorted(first.keys() - second.keys())),
        moved=tuple(
            Moved(id_, first[id_].start, second[id_].start)
            for id_ in sorted(first.keys() & second.keys())
            if first[id_].start != second[id_].start
        ),
        milestones=_changed(*late),
        targets=_changed(*ends),
        spend=after.total_spend - before.total_spend,
        structural_after=_structural(problem, after) - _structural(problem, before),
        days=_days(after) - _days(before),
        finish=(_finish(before), _finish(after)),
    )


def _changed(before: dict[str, int], after: dict[str, int]) -> tuple[Changed, ...]:
    return tuple(
        Changed(id_, before[id_], after[id_])
        for id_ in sorted(before.keys() & after.keys())
        if before[id_] != after[id_]
    )


def _structural(problem: Problem, plan: Plan) -> int:
    return sum(problem.by_id[entry.id].structural_cost_per_year for entry in plan.scheduled)


def _days(plan: Plan) -> int:
    return sum(sum(per_period) for per_period in plan.load.values())


def _finish(plan: Plan) -> int:
    return max((entry.end for entry in plan.scheduled), default=0)
