"""Which limits stop a goal: the smallest sets that do, and whether the ways out told are all there are."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import combinations, permutations

from plateau.roadmap.checker.closing import Closing
from plateau.roadmap.checker.least import not_least
from plateau.roadmap.checker.violation import Violation, compare, untrue
from plateau.roadmap.model import GapCode, GapReason, Plan, Problem, Relaxation, Status


class Causes:
    """What stops the goals of one plan, and whether the ways out told are the least and all there are.

    ``sure``: of how many gaps it was seen that nothing else closes them; ``least``: of how many ways out that
    no part of them can be less.
    """

    def __init__(self, problem: Problem, plan: Plan, until: float) -> None:
        """Nothing is tried yet; ``until``: by the monotonic clock."""
        self.problem = problem
        self.plan = plan
        self.sure = 0
        self.least = 0
        self._until = until

    def untrue(self, path: str, reason: GapReason, at: int) -> Iterator[Violation]:
        """What is said to stop a goal due at ``at``, held against its ways out, and these against all."""
        expected = _causes(reason)
        if reason.causes:  # none are told when a way out may be missing
            yield from compare(f"{path}.causes", expected, _in_order(reason.causes))
        for one, other in permutations(reason.ways, 2):
            if {*one.relaxed} <= {*other.relaxed}:
                yield untrue(f"{path}.ways", f"{', '.join(one.relaxed)} is enough without anything more.")
        if self.plan.status is not Status.OPTIMAL or reason.code is GapCode.UNPROVEN:
            return
        closing = Closing(self.problem, self.plan, reason, at)
        if reason.code is GapCode.OBJECTIVE and not reason.ways:
            if closing.possible((), self._until) is False:
                yield untrue(f"{path}.code", "it does not come at no cost.")
            return
        for index, way in enumerate(reason.ways):
            found = list(not_least(f"{path}.ways[{index}]", way, closing, self._until))
            yield from filter(None, found)
            self.least += not found
            for kind in way.relaxed if len(way.relaxed) > 1 else ():
                if closing.possible({*way.relaxed} - {kind}, self._until):
                    yield untrue(f"{path}.ways[{index}].relaxed", f"without {kind} it can be closed as well.")
        yield from self._others(path, reason, closing, expected)

    def _others(
        self, path: str, reason: GapReason, closing: Closing, causes: list[list[Relaxation]]
    ) -> Iterator[Violation]:
        """While all of one cause stays, letting go all else must not help: else some way out is missing."""
        complete = bool(reason.causes) or not causes
        stay = causes or [[Relaxation.PRIORITIES]]
        helps = [closing.possible(closing.kinds.difference(cause), self._until) for cause in stay]
        for cause, possible in zip(stay, helps, strict=True):
            if possible and complete:
                yield untrue(f"{path}.ways", f"it can be closed with {', '.join(cause)} as it is.")
        if all(possible is False for possible in helps):
            self.sure += 1
            if causes:
                yield from compare(f"{path}.causes", causes, _in_order(reason.causes))


def _causes(reason: GapReason) -> list[list[Relaxation]]:
    """The smallest sets of which every way out gives up one; none when other goals must give way."""
    ways = [set(way.relaxed) for way in reason.ways]
    kinds = sorted(set[Relaxation]().union(*ways))
    found: list[set[Relaxation]] = []
    for size in range(1, len(kinds) + 1) if Relaxation.PRIORITIES not in kinds else ():
        for some in map(set, combinations(kinds, size)):
            if all(some & way for way in ways) and not any(cause <= some for cause in found):
                found.append(some)
    return _in_order(found)


def _in_order(causes: Iterable[Iterable[Relaxation]]) -> list[list[Relaxation]]:
    return sorted(sorted(cause) for cause in causes)
