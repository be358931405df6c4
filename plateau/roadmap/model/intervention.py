"""An intervention (maatregel) and the criterion steps it makes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from plateau.roadmap.model.estimate import Estimate, check_estimate
from plateau.roadmap.model.values import (
    MAX_CENTS,
    MAX_DAYS,
    MAX_PERIODS,
    FrozenMap,
    InvalidProblem,
    identifier,
    identifiers,
    keyed,
    later,
    plateau,
    unique,
    whole,
)


@dataclass(frozen=True, slots=True, order=True)
class Step:
    """One criterion from plateau ``start`` to ``end``, which is always the next one."""

    criterion: str
    start: int
    end: int

    def __post_init__(self) -> None:
        identifier("step.criterion", self.criterion)
        plateau(f"step[{self.criterion}].start", self.start)
        plateau(f"step[{self.criterion}].end", self.end)
        if self.end != self.start + 1:
            raise InvalidProblem(
                f"step[{self.criterion}]",
                f"a step goes to the next plateau: {self.start} to {self.end} is not one step.",
            )


@dataclass(frozen=True, slots=True)
class Intervention:
    """What an organisation does to move criteria one plateau up.

    ``duration`` in quarters; ``one_off_cost`` in cents, spread over the duration;
    ``structural_cost_per_year`` in cents, from the quarter after the end; ``effort`` own days in total per
    role, spread over the duration (both as ``spread`` does); ``all_of``/``one_of`` ids that must be finished
    before it starts (every one / at least one); ``excludes`` ids that cannot be done as well (works both
    ways); ``earliest_start`` the first period it may start in.
    ``steps`` may be empty: then it only prepares others. ``estimate`` tells how uncertain the figures are; it
    does not move the plan.
    """

    id: str
    duration: int
    one_off_cost: int = 0
    structural_cost_per_year: int = 0
    effort: Mapping[str, int] = field(default_factory=FrozenMap)
    steps: tuple[Step, ...] = ()
    all_of: frozenset[str] = frozenset()
    one_of: frozenset[str] = frozenset()
    excludes: frozenset[str] = frozenset()
    transities: frozenset[str] = frozenset()
    principles: frozenset[str] = frozenset()
    earliest_start: int = 0
    estimate: Estimate | None = later(None)

    def __post_init__(self) -> None:
        identifier("interventions.id", self.id)
        path = f"interventions[{self.id}]"
        whole(f"{path}.duration", self.duration, 1, MAX_PERIODS)
        whole(f"{path}.one_off_cost", self.one_off_cost, 0, MAX_CENTS)
        whole(f"{path}.structural_cost_per_year", self.structural_cost_per_year, 0, MAX_CENTS)
        whole(f"{path}.earliest_start", self.earliest_start, 0, MAX_PERIODS)
        if self.estimate is not None:
            check_estimate(
                f"{path}.estimate",
                self.estimate,
                duration=self.duration,
                one_off=self.one_off_cost,
                structural=self.structural_cost_per_year,
            )
        for role, days in keyed(f"{path}.effort", self.effort).items():
            whole(f"{path}.effort[{identifier(f'{path}.effort', role)}]", days, 0, MAX_DAYS)
        object.__setattr__(self, "effort", FrozenMap(self.effort))
        object.__setattr__(self, "steps", tuple(sorted(self.steps)))
        unique(f"{path}.steps", (step.criterion for step in self.steps))
        for name in ("all_of", "one_of", "excludes", "transities", "principles"):
            object.__setattr__(self, name, identifiers(f"{path}.{name}", getattr(self, name)))
        for name in ("all_of", "one_of", "excludes"):
            if self.id in getattr(self, name):
                raise InvalidProblem(f"{path}.{name}", "an intervention cannot refer to itself.")
        both = sorted(self.excludes & self.all_of)
        if both:
            raise InvalidProblem(f"{path}.excludes", f"{both[0]!r} is both required and excluded.")
