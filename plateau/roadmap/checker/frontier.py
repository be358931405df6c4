"""Plans that no other beats on effect, cost and finish: each of them, and each against the others."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

from plateau.roadmap.checker.claims import Claims
from plateau.roadmap.checker.replay import Replay
from plateau.roadmap.checker.rules import Rules
from plateau.roadmap.checker.violation import Violation
from plateau.roadmap.model import ObjectiveName, Problem, Status

if TYPE_CHECKING:
    from plateau.roadmap.frontier import Frontier, Point

_EFFECTS = (ObjectiveName.MILESTONES, ObjectiveName.TARGETS)


class Points:
    """The points of one frontier of a problem."""

    def __init__(self, problem: Problem, frontier: Frontier) -> None:
        """Nothing is checked yet."""
        self.told = frontier
        self._effects = tuple(name for name in problem.objectives if name in _EFFECTS) or _EFFECTS
        axes = (*self._effects, ObjectiveName.COST, ObjectiveName.FINISH)
        self._hash = problem.fingerprint
        self.problem = replace(problem, objectives=axes)

    def untrue(self) -> list[Violation]:
        """All that is wrong with the points, and between them."""
        return [
            *(
                replace(violation, path=f"points[{place}].{violation.path}")
                for place, point in enumerate(self.told.points)
                for violation in self._point(point)
            ),
            *self._together(),
        ]

    def _point(self, point: Point) -> Iterator[Violation]:
        plan = point.plan
        if plan.problem_hash != self._hash:
            yield Violation("problem_hash", "plan.problem_hash", "it answers another problem.")
        if not plan.found:
            yield Violation("status", "plan.status", "a point has a plan.")
        plan = replace(plan, problem_hash=self.problem.fingerprint)
        # A point need not be the tidiest plan there.
        rules = Rules(self.problem, replace(plan, status=Status.FEASIBLE))
        wrong = rules.unreadable()
        if not wrong:
            replay = Replay(self.problem, plan.scheduled)
            wrong = [*rules.broken(replay), *Claims(self.problem, plan).untrue(replay)]
        yield from (replace(violation, path=f"plan.{violation.path}") for violation in wrong)
        values = {level.name: level.value for level in plan.objectives}
        for axis, names, told in (
            ("effect", self._effects, point.effect),
            ("cost", (ObjectiveName.COST,), (point.cost,)),
            ("finish", (ObjectiveName.FINISH,), (point.finish,)),
        ):
            expected = tuple(values.get(name) for name in names)
            if expected != told:
                yield Violation("points", axis, f"expected {expected}, found {told}.")
        if point.proven != (plan.status is Status.OPTIMAL):
            yield Violation("points", "proven", f"its plan is {plan.status}.")

    def _together(self) -> Iterator[Violation]:
        points = self.told.points
        for place, (one, other) in enumerate(pairwise(points)):
            if (one.cost, one.effect, one.finish) >= (other.cost, other.effect, other.finish):
                yield Violation("points", f"points[{place + 1}]", "it is no dearer than the one before it.")
        for place, point in enumerate(points):
            beaten = [
                index
                for index, other in enumerate(points)
                if index != place
                and (
                    other.effect <= point.effect and other.cost <= point.cost and other.finish <= point.finish
                )
            ]
            if beaten:
                yield Violation("points", f"points[{place}]", f"points[{beaten[0]}] is as good on all axes.")
        if self.told.complete and not all(point.proven for point in points):
            yield Violation("points", "complete", "not every point is proven.")
