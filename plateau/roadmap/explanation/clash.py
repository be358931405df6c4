"""Which parts of a problem cannot all hold: a smallest set, found by leaving out more and more of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from itertools import groupby

from plateau.roadmap.explanation.parts import Part, parts, past
from plateau.roadmap.explanation.searches import Searches
from plateau.roadmap.model import Problem, Status
from plateau.roadmap.solver.objectives import Sum
from plateau.roadmap.solver.programme import Programme
from plateau.roadmap.solver.relevance import scope_of


@dataclass
class Clash:
    """``rules``: paths of what cannot all hold: infeasible with these alone, and not without any of them.

    ``unproven``: those of them that are there only because the search for a plan without them was too short.
    """

    rules: list[str] = field(default_factory=list)
    unproven: list[str] = field(default_factory=list)


def clash(problem: Problem, searches: Searches) -> Clash:
    """A smallest set of what can be lifted of an infeasible problem: see ``parts``.

    The past stays what it was, and is named only when it leaves no plan whatever is lifted.
    """
    problem = replace(
        problem,
        targets=tuple(target for target in problem.targets if target.hard),
        area_targets=tuple(wanted for wanted in problem.area_targets if wanted.hard),
        milestones=tuple(milestone for milestone in problem.milestones if milestone.hard),
    )
    left = _Filter(problem, searches)
    left.leave_out(tuple(parts(problem)))
    if not left.clash.rules:
        left.leave_out(tuple(past(problem)))
    return left.clash


class _Filter:
    """A problem of which parts are left out as long as it stays infeasible."""

    def __init__(self, problem: Problem, searches: Searches) -> None:
        self.clash = Clash()
        self._problem = problem
        self._searches = searches

    def leave_out(self, all_parts: Sequence[Part]) -> None:
        """Leave out all that can go, one kind after the other."""
        for _, same in groupby(all_parts, key=lambda part: part.kind):
            self._halve(tuple(same))

    def _halve(self, some: Sequence[Part], known: Status | None = None) -> bool:
        """Leave out all that can go of ``some``, and tell whether they all could.

        Together when they can, else each half by itself. ``known``: what came of leaving out all of them.
        """
        found = known or self._without(some)
        if found is Status.INFEASIBLE:
            for part in some:
                self._problem = part.leave_out(self._problem)
            return True
        if len(some) == 1:
            self.clash.rules.append(some[0].path)
            if found is Status.UNKNOWN:
                self.clash.unproven.append(some[0].path)
            return False
        middle = len(some) // 2
        first_went = self._halve(some[:middle])
        # Then leaving out the rest as well is what was just tried.
        return self._halve(some[middle:], found if first_went else None) and first_went

    def _without(self, some: Sequence[Part]) -> Status:
        problem = self._problem
        for part in some:
            problem = part.leave_out(problem)
        search = self._searches.search(Programme(problem, scope_of(problem)))
        search.minimise(Sum(), within=self._searches.deterministic)
        return search.status
