"""The plan: what is done when, with its figures, proofs and unmet targets."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from plateau.roadmap.model.intervention import Step
from plateau.roadmap.model.values import FrozenMap, InvalidProblem, later


class Status(StrEnum):
    """How far the plan is proven.

    ``optimal``: every objective proven; ``feasible``: valid, not proven on every level; ``infeasible``: the
    mandatory interventions cannot all be done; ``unknown``: nothing found in the time given.
    """

    OPTIMAL = "optimal"
    FEASIBLE = "feasible"
    INFEASIBLE = "infeasible"
    UNKNOWN = "unknown"


class ObjectiveName(StrEnum):
    """What a plan can be good at; each is minimised, in the order that the problem gives."""

    MILESTONES = "milestones"  # weight × criteria short of a milestone
    TARGETS = "targets"  # weight × plateau steps missing at the end
    COST = "cost"  # cents charged for the choice (see solver.objectives.charge)
    KNITTING = "knitting"  # per chosen intervention 1 + the transities it does not serve
    EARLINESS = "earliness"  # weight × periods waited for each target step
    BENEFIT = "benefit"  # cents spent less benefit, both at their present value: below zero when it pays
    FINISH = "finish"  # the period in which all is over
    STABILITY = "stability"  # periods moved from the plan to keep near; all of them when dropped or added
    EVENNESS = "evenness"  # the highest load of each role, added up, in days


#: The order of objectives when a problem gives none.
STANDARD_OBJECTIVES = (
    ObjectiveName.MILESTONES,
    ObjectiveName.TARGETS,
    ObjectiveName.COST,
    ObjectiveName.KNITTING,
    ObjectiveName.EARLINESS,
)


@dataclass(frozen=True, slots=True)
class Scheduled:
    """An intervention in the plan: occupies periods ``start .. end-1``; ``mode`` empty: as it stands."""

    id: str
    start: int
    end: int
    mode: str = later("")

    def __post_init__(self) -> None:
        if not 0 <= self.start < self.end:
            raise InvalidProblem(f"scheduled[{self.id}]", f"cannot run from {self.start} to {self.end}.")


@dataclass(frozen=True, slots=True)
class ObjectiveLevel:
    """Value reached and the best that is possible (``bound``), given the levels before it."""

    name: ObjectiveName
    value: int
    bound: int
    proven: bool


@dataclass(frozen=True, slots=True)
class StepMade:
    """A step that changes a criterion's plateau: from the start of ``period`` on it stands on ``step.end``.

    ``interventions`` make it, all finishing at that moment (mostly one).
    """

    step: Step
    period: int
    interventions: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class MissedCriterion:
    """A criterion short of what a milestone asks."""

    criterion: str
    required: int
    reached: int


@dataclass(frozen=True, slots=True)
class MissedArea:
    """An area short of what a milestone asks."""

    area: str
    required: int
    reached: int


@dataclass(frozen=True, slots=True)
class MilestoneResult:
    """``met`` when nothing is missed; ``not_done``: interventions that are not over at that moment."""

    id: str
    period: int
    missed: tuple[MissedCriterion, ...] = ()
    missed_areas: tuple[MissedArea, ...] = later(())
    not_done: tuple[str, ...] = later(())

    @property
    def met(self) -> bool:
        """Whether all is as it must be."""
        return not (self.missed or self.missed_areas or self.not_done)


@dataclass(frozen=True, slots=True)
class UnmetTarget:
    """A target that the plan does not reach in time."""

    criterion: str
    target: int
    reached: int


@dataclass(frozen=True, slots=True)
class UnmetArea:
    """A target for an area that the plan does not reach in time."""

    area: str
    target: int
    reached: int


@dataclass(frozen=True, slots=True)
class Plan:
    """The solver's answer. With status infeasible or unknown it holds the figures of doing nothing.

    ``levels``: criterion → plateau at the start of each period 0..periods (periods + 1 numbers, the last is
    the end); ``area_levels`` likewise. ``spend_per_period`` (cents, periods numbers), ``spend_per_year``
    (year → cents). ``load``: role → days per period. ``steps_made`` in order of period and criterion.
    ``reproducible`` is False when the wall limit cut the search short: another run may then end elsewhere.
    """

    status: Status
    scheduled: tuple[Scheduled, ...] = ()
    objectives: tuple[ObjectiveLevel, ...] = ()
    levels: Mapping[str, tuple[int, ...]] = field(default_factory=FrozenMap)
    spend_per_year: Mapping[int, int] = field(default_factory=FrozenMap)
    spend_per_period: tuple[int, ...] = ()
    load: Mapping[str, tuple[int, ...]] = field(default_factory=FrozenMap)
    milestones: tuple[MilestoneResult, ...] = ()
    unmet_targets: tuple[UnmetTarget, ...] = ()
    steps_made: tuple[StepMade, ...] = ()
    problem_hash: str = ""
    seed: int = 0
    deterministic_time: float = 0.0
    ortools_version: str = ""
    reproducible: bool = True
    area_levels: Mapping[str, tuple[int, ...]] = later(factory=FrozenMap)
    unmet_areas: tuple[UnmetArea, ...] = later(())

    def __post_init__(self) -> None:
        for name in ("levels", "spend_per_year", "load", "area_levels"):
            object.__setattr__(self, name, FrozenMap(getattr(self, name)))

    @property
    def found(self) -> bool:
        """Whether there is a plan at all."""
        return self.status in (Status.OPTIMAL, Status.FEASIBLE)

    @property
    def total_spend(self) -> int:
        """Cents spent within the horizon, one-off and structural."""
        return sum(self.spend_per_period)

    @property
    def by_id(self) -> dict[str, Scheduled]:
        """The planned interventions by id."""
        return {item.id: item for item in self.scheduled}

    def objective(self, name: ObjectiveName) -> ObjectiveLevel:
        """The objective level of that name; KeyError when the plan has none."""
        for level in self.objectives:
            if level.name == name:
                return level
        raise KeyError(name)
