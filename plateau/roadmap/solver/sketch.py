"""What the parts of a large problem come to, each by itself: bounds for the whole, and a plan to start at."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from itertools import accumulate, takewhile

from plateau.roadmap.model import ObjectiveName, Plan, Problem, Scheduled
from plateau.roadmap.solver.control import Control
from plateau.roadmap.solver.objectives import OBJECTIVES
from plateau.roadmap.solver.parts import ADDITIVE, parts_of
from plateau.roadmap.solver.programme import Programme

#: From so many variables on a problem is looked at in parts first; below, it is as soon solved as a whole.
_LARGE = 3_000
#: The parts together may use this share of what the whole may.
_SHARE = 0.4
#: Parts solved side by side. They know nothing of each other, so that changes no plan.
_THREADS = 2


@dataclass(frozen=True, slots=True)
class Sketch:
    """``plans`` of the ``parts``, in the same order; none when the problem was not divided."""

    names: tuple[ObjectiveName, ...] = ()
    parts: tuple[Problem, ...] = ()
    plans: tuple[Plan, ...] = ()
    reproducible: bool = True

    @property
    def deterministic_time(self) -> float:
        """What the parts took together."""
        return round(sum(plan.deterministic_time for plan in self.plans), 6)

    @property
    def scheduled(self) -> tuple[Scheduled, ...]:
        """All that the parts plan, whether it goes together or not."""
        return tuple(entry for plan in self.plans for entry in plan.scheduled)

    @property
    def proven(self) -> int:
        """So many objectives, the first ones, did every part prove that add up."""
        sure = [
            name in ADDITIVE and all(plan.objectives[place].proven for plan in self.plans)
            for place, name in enumerate(self.names)
        ]
        return sum(accumulate(sure, min)) if self.plans else 0

    def floor(self, place: int, values: Sequence[int]) -> int | None:
        """What objective number ``place`` never comes below when the ones before have these ``values``."""
        reached = list(takewhile(lambda earlier: values[earlier] == self._sum(earlier), range(place)))
        if not self.plans or len(reached) < place or self.proven < place or self.names[place] not in ADDITIVE:
            return None
        return sum(plan.objectives[place].bound for plan in self.plans)

    def _sum(self, place: int) -> int:
        return sum(plan.objectives[place].value for plan in self.plans)

    def hold(self, programme: Programme, number: int) -> None:
        """Demand that every part is as good as by itself in the first ``number`` objectives."""
        for part, plan in zip(self.parts, self.plans, strict=True):
            view = programme.narrowed(part)
            for name, level in zip(self.names[:number], plan.objectives, strict=False):
                OBJECTIVES[name](view).keep_within(programme.model, level.value)


def sketched(
    programme: Programme,
    solve: Callable[[Problem, float, float], Plan],
    *,
    deterministic_limit: float,
    wall_limit: float,
    control: Control | None,
) -> Sketch:
    """The plans of the parts; ``solve`` has a limit in deterministic time and one in seconds."""
    if len(programme.variables()) < _LARGE:
        return Sketch()
    parts = parts_of(programme.problem, programme.scope)
    end = time.monotonic() + _SHARE * wall_limit

    def plan(part: Problem) -> Plan | None:
        left = end - time.monotonic()
        if left <= 0 or (control and control.cancelled):
            return None
        return solve(part, _SHARE * deterministic_limit / len(parts), left)

    with ThreadPoolExecutor(_THREADS) as threads:
        found = list(threads.map(plan, parts))
    plans = tuple(plan for plan in found if plan and plan.objectives)
    reproducible = all(plan and plan.reproducible for plan in found)
    if len(plans) < len(parts):
        return Sketch(reproducible=reproducible)
    return Sketch(programme.problem.objectives, parts, plans, reproducible)
