"""Which parts of a problem cannot all hold: smallest sets, each found by leaving out more and more."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from ortools.sat.python import cp_model

from plateau.roadmap.explanation.parts import Part, parts, past
from plateau.roadmap.explanation.searches import Searches
from plateau.roadmap.model import Clash, ClashRule, Limit, LimitCode, Problem, Relaxation, Status
from plateau.roadmap.solver.objectives import Nature, Sum
from plateau.roadmap.solver.programme import Programme
from plateau.roadmap.solver.relevance import scope_of

#: So many clashes are told at most.
MOST = 8
#: The kinds of limits that can be given more room.
_ROOM = {"budgets", "funds", "capacity", "change_loads"}


def clash(problem: Problem, searches: Searches) -> Clash:
    """A smallest set of what can be lifted of an infeasible problem: see ``parts``.

    The past stays what it was, and is named only when it leaves no plan whatever is lifted.
    """
    return _Clashes(problem, searches).next()


@dataclass(frozen=True, slots=True)
class Clashes:
    """All that is in the way: see what begins with ``clashes`` of ``Explanation``."""

    each: tuple[Clash, ...]
    complete: bool
    enough: tuple[Limit, ...]


def clashes(problem: Problem, searches: Searches) -> Clashes:
    """One smallest set after the other until there is a plan, and what is enough for that.

    Of each that was found its limits are lifted before the next is looked for, or all of it when it has none:
    who lets the rest be still wants to know where else there is too little. In the order of ``parts``. It
    ends without a plan after ``MOST`` of them, or when the time for all of them together is over.
    """
    return _Clashes(problem, searches).all()


class _Clashes:
    """An infeasible problem of which more and more is lifted."""

    def __init__(self, problem: Problem, searches: Searches) -> None:
        self._problem = replace(
            problem,
            targets=tuple(target for target in problem.targets if target.hard),
            area_targets=tuple(wanted for wanted in problem.area_targets if wanted.hard),
            milestones=tuple(milestone for milestone in problem.milestones if milestone.hard),
        )
        self._given = self._problem
        self._searches = searches
        self._parts = tuple(parts(self._problem))
        self._past = tuple(past(self._problem))
        self._order = {part.path: index for index, part in enumerate((*self._parts, *self._past))}
        self._begun = {part.path for part in self._past}
        self._used = 0.0

    def all(self) -> Clashes:
        found: list[Clash] = []
        status = Status.INFEASIBLE
        while status is Status.INFEASIBLE and len(found) < MOST and self._used < self._searches.total:
            following = self.next()
            found.append(following)
            self._lift(_limits(following) or following.rules)
            left = _Filter(self._problem, self._searches)
            status = left.status()
            self._used += left.used
            if self._begun.issuperset(following.rules):
                break  # no rule is in the way but what was begun: what comes after that only holds without it
        found.sort(key=lambda one: [self._order[path] for path in one.rules])
        complete = status is Status.FEASIBLE
        return Clashes(tuple(found), complete, self._enough(found) if complete else ())

    def _enough(self, found: Sequence[Clash]) -> tuple[Limit, ...]:
        """The least more of all their limits together; what has none is lifted."""
        limits = {path for one in found for path in _limits(one)}
        lifted = {path for one in found if not _limits(one) for path in one.rules}
        problem = self._given
        for part in (*parts(problem), *past(problem)):
            if part.path in lifted:
                problem = part.leave_out(problem)
        return _least(problem, limits, self._searches)[0] if limits else ()

    def next(self) -> Clash:
        left = _Filter(self._problem, self._searches)
        left.leave_out(self._parts)
        if not left.rules:
            left.leave_out(self._past)
        short = tuple(limit for path in _limits(left) for limit in left.short(path))
        self._used += left.used
        return Clash(tuple(left.rules), tuple(left.unproven), short)

    def _lift(self, paths: Collection[str]) -> None:
        for part in (*self._parts, *self._past):
            if part.path in paths:
                self._problem = part.leave_out(self._problem)
        self._parts = tuple(part for part in self._parts if part.path not in paths)
        self._past = tuple(part for part in self._past if part.path not in paths)


def _limits(found: Clash | _Filter) -> list[str]:
    return [path for path in found.rules if ClashRule.of(path).kind in _ROOM]


class _Filter:
    """A problem of which parts are left out as long as it stays infeasible; ``used``: deterministic time."""

    def __init__(self, problem: Problem, searches: Searches) -> None:
        self.rules: list[str] = []
        self.unproven: list[str] = []
        self.used = 0.0
        self._problem = problem
        self._searches = searches

    def leave_out(self, all_parts: Sequence[Part]) -> None:
        """Leave out all that can go, one kind after the other."""
        for _, same in groupby(all_parts, key=lambda part: part.kind):
            self._halve(tuple(same))

    def short(self, path: str) -> tuple[Limit, ...]:
        """The least that one of the limits that are left lacks, all else staying; nothing when unproven."""
        found, used = _least(self._problem, {path}, self._searches)
        self.used += used
        return found

    def status(self, without: Sequence[Part] = ()) -> Status:
        """Whether there is a plan of what is left, ``without`` some of it."""
        if self._searches.cancelled:
            return Status.UNKNOWN  # to build each programme first took longer than anyone waits
        problem = self._problem
        for part in without:
            problem = part.leave_out(problem)
        search = self._searches.search(Programme(problem, scope_of(problem)))
        search.minimise(Sum(), within=self._searches.deterministic)
        self.used += search.deterministic_time
        return search.status

    def _halve(self, some: Sequence[Part], known: Status | None = None) -> bool:
        """Leave out all that can go of ``some``, and tell whether they all could.

        Together when they can, else each half by itself. ``known``: what came of leaving out all of them.
        """
        found = known or self.status(some)
        if found is Status.INFEASIBLE:
            for part in some:
                self._problem = part.leave_out(self._problem)
            return True
        if len(some) == 1:
            self.rules.append(some[0].path)
            if found is Status.UNKNOWN:
                self.unproven.append(some[0].path)
            return False
        middle = len(some) // 2
        first_went = self._halve(some[:middle])
        # Then leaving out the rest as well is what was just tried.
        return self._halve(some[middle:], found if first_went else None) and first_went


def _least(problem: Problem, paths: Collection[str], searches: Searches) -> tuple[tuple[Limit, ...], float]:
    """The least more of these limits with which there is a plan, money first; and the time it took.

    Nothing when there is none, or it is not proven.
    """
    if searches.cancelled:
        return (), 0.0
    programme = Programme(problem, scope_of(problem), relaxed=_RELAXED)
    own: list[tuple[Limit, cp_model.IntVar]] = []
    totals: dict[LimitCode, Sum] = {}
    for place, limit, extra in _exceeded(programme):
        if place in paths:
            own.append((limit, extra))
            totals.setdefault(limit.code, Sum(Nature.MONEY)).add(1, extra)
        else:
            programme.model.add(extra == 0)
    search = searches.search(programme)
    for total in totals.values():
        least = search.minimise(total, within=search.left)
        if search.status is not Status.FEASIBLE or not least.proven:
            return (), search.deterministic_time
    found = ((limit, search.solution[extra.index]) for limit, extra in own)
    return tuple(replace(limit, short=more) for limit, more in found if more), search.deterministic_time


_RELAXED = frozenset({Relaxation.BUDGET, Relaxation.FUND, Relaxation.CAPACITY, Relaxation.CHANGE})


def _exceeded(programme: Programme) -> Iterator[tuple[str, Limit, cp_model.IntVar]]:
    """The path of every limit, how it is told, and by how much it is exceeded."""
    for year, cents in programme.extra_cents.items():
        yield f"budgets[{year}]", Limit(LimitCode.BUDGET, year=year), cents
    for fund, cents in programme.extra_funds.items():
        yield f"funds[{fund}]", Limit(LimitCode.FUND, name=fund), cents
    for (role, period), days in programme.extra_days.items():
        yield f"capacity[{role}]", Limit(LimitCode.CAPACITY, role=role, period=period), days
    for load, more in programme.extra_change.items():
        yield f"change_loads[{load}]", Limit(LimitCode.CHANGE, name=load), more
