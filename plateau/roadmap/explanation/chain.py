"""The critical chain: from what ends last back to what it waits for, link after link; see ``Link``."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from plateau.roadmap.explanation.moves import waited
from plateau.roadmap.model import ChosenReason, Limit, LimitCode, Link, Plan, Problem, Scheduled
from plateau.roadmap.solver.footprint import days

#: Of several rules that keep an intervention where it is, the chain follows the first of these that leads on.
_ORDER = (
    LimitCode.PREREQUISITE,
    LimitCode.STEP_BELOW,
    LimitCode.LAG,
    LimitCode.CAPACITY,
    LimitCode.CHANGE,
    LimitCode.BUDGET,
    LimitCode.FUND,
)


def critical_chain(problem: Problem, plan: Plan, chosen: Sequence[ChosenReason]) -> tuple[Link, ...]:
    """The longest chain to an intervention that ends last, in order of time; empty without any.

    Each link starts where ``because`` allows it to, and ``after`` is what would have to give way for it to
    start a period earlier. Where the rule is about people or change, that is who is at work in the period
    that is full: preferably the one that ends there.
    """
    walk = _Walk(problem, plan, chosen)
    finish = max((entry.end for entry in plan.scheduled), default=0)
    chains = [walk.back_from(entry) for entry in plan.scheduled if entry.end == finish]
    return max(chains, key=len, default=())


class _Walk:
    def __init__(self, problem: Problem, plan: Plan, chosen: Sequence[ChosenReason]) -> None:
        self._problem = problem
        self._items = problem.by_id
        self._entries = plan.by_id
        self._fixed = {reason.id: reason.fixed_by for reason in chosen}

    def back_from(self, entry: Scheduled) -> tuple[Link, ...]:
        limits = sorted(self._fixed[entry.id], key=_rank)
        for limit in limits:
            before = self._before(entry, limit)
            if before is not None:
                link = Link(entry.id, entry.start, entry.end, limit, before.id)
                return (*self.back_from(before), link)
        return (Link(entry.id, entry.start, entry.end, limits[0]),)

    def _before(self, entry: Scheduled, limit: Limit) -> Scheduled | None:
        """What started sooner and is in the way; None when the chain begins here."""
        finder = _FINDERS.get(limit.code)
        found = [other for other in finder(self, entry, limit) if other.start < entry.start] if finder else []
        return max(found, key=lambda other: self._in_the_way(other, entry, limit), default=None)

    def _in_the_way(self, other: Scheduled, entry: Scheduled, limit: Limit) -> tuple[bool, int, int, str]:
        """Most of all what ends right where it starts, and of those who takes most of the people it lacks."""
        taken = self._days(other, limit) if limit.code is LimitCode.CAPACITY else 0
        return other.end == entry.start, taken, -other.start, other.id

    def _prerequisite(self, _entry: Scheduled, limit: Limit) -> Iterator[Scheduled]:
        yield from filter(None, [self._entries.get(limit.intervention or "")])

    def _makers(self, entry: Scheduled, limit: Limit) -> Iterator[Scheduled]:
        for other in self._entries.values():
            item = self._items[other.id]
            if other.end + item.consolidation == entry.start and any(
                (step.criterion, step.end) == (limit.criterion, limit.plateau) for step in item.steps
            ):
                yield other

    def _lag(self, entry: Scheduled, limit: Limit) -> Iterator[Scheduled]:
        for lag in self._items[entry.id].lags:
            for id_ in sorted(lag.any_of & self._entries.keys()):
                other = self._entries[id_]
                if min(lag.any_of) == limit.intervention and waited(lag, entry, other) == lag.least:
                    yield other

    def _at_work(self, entry: Scheduled, limit: Limit) -> Iterator[Scheduled]:
        for other in self._entries.values():
            if other.id != entry.id and self._days(other, limit):
                yield other

    def _days(self, other: Scheduled, limit: Limit) -> int:
        """Days of the role that is short, in the period in which it is."""
        share = days(self._problem.ways(self._items[other.id])[other.mode], limit.role or "")
        passed = (limit.period or 0) - other.start
        return share[passed] if 0 <= passed < len(share) else 0

    def _changing(self, entry: Scheduled, limit: Limit) -> Iterator[Scheduled]:
        period = limit.period or 0
        (load,) = (load for load in self._problem.change_loads if load.id == limit.name)
        for id_ in self._problem.loaded(load):
            other = self._entries.get(id_)
            if other is not None and id_ != entry.id and other.start <= period < other.end:
                yield other


_FINDERS: dict[LimitCode, Callable[[_Walk, Scheduled, Limit], Iterator[Scheduled]]] = {
    LimitCode.PREREQUISITE: _Walk._prerequisite,
    LimitCode.STEP_BELOW: _Walk._makers,
    LimitCode.LAG: _Walk._lag,
    LimitCode.CAPACITY: _Walk._at_work,
    LimitCode.CHANGE: _Walk._changing,
}


def _rank(limit: Limit) -> int:
    return _ORDER.index(limit.code) if limit.code in _ORDER else len(_ORDER)
