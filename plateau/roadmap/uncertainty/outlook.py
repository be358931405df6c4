"""What a simulation tells: chances, percentiles, and what matters most. Plain data."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from plateau.roadmap.uncertainty.drawing import Quantity, Whole

PERCENTS = (10, 50, 80, 90)


@dataclass(frozen=True, slots=True)
class Percentiles:
    """Values that 10, 50, 80 and 90 of 100 runs do not exceed; each of them happened in a run."""

    p10: int
    p50: int
    p80: int
    p90: int

    @classmethod
    def of(cls, values: Whole) -> Percentiles:
        """Those of whole numbers."""
        found = np.percentile(values, PERCENTS, method="inverted_cdf")
        return cls(*(int(value) for value in found))


@dataclass(frozen=True, slots=True)
class MilestoneChance:
    """How sure a milestone is.

    ``planned``: whether the plan meets it. ``chance``: share of the runs that meet it, 0..1. ``ready``: the
    period from which everything it asks stands (may lie beyond the horizon); None when the plan never gets
    there.
    """

    id: str
    period: int
    planned: bool
    chance: float
    ready: Percentiles | None


@dataclass(frozen=True, slots=True)
class TargetChance:
    """Share of the runs in which a criterion stands on its target at the end of the horizon."""

    criterion: str
    planned: bool
    chance: float


@dataclass(frozen=True, slots=True)
class YearChance:
    """Cents spent in a year; ``within`` is the share of runs within the budget, None without a limit."""

    year: int
    planned: int
    spend: Percentiles
    within: float | None


@dataclass(frozen=True, slots=True)
class FundChance:
    """Cents that count against a fund; ``within`` is the share of runs that keep to its limit."""

    id: str
    limit: int
    planned: int
    spend: Percentiles
    within: float


class Bound(StrEnum):
    """A limit in time that the execution does not keep by itself: what is late is late."""

    DEADLINE = "deadline"  # ``limit``: the period at whose start it must be over
    LATEST_START = "latest_start"  # ``limit``: the last period it may start in, also when pinned
    LAG = "lag"  # ``limit``: the most periods after one of ``after``


@dataclass(frozen=True, slots=True)
class BoundChance:
    """Share of the runs in which an intervention keeps to one of its limits in time."""

    intervention: str
    bound: Bound
    limit: int
    chance: float
    after: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class InterventionChance:
    """``critical``: share of the runs in which one period more of it would push the finish. ``late``: share
    in which it ends after its plan. ``end``: period in which it is over."""

    id: str
    critical: float
    late: float
    end: Percentiles


class Outcome(StrEnum):
    """What an uncertainty has its effect on."""

    FINISH = "finish"
    SPEND = "spend"


@dataclass(frozen=True, slots=True)
class Driver:
    """How strongly an uncertainty moves an outcome: Spearman's rank correlation, −1 to 1.

    ``intervention`` and ``quantity`` are None for what all estimates have in common.
    """

    outcome: Outcome
    intervention: str | None
    quantity: Quantity | None
    correlation: float


@dataclass(frozen=True, slots=True)
class Buffer:
    """What one period in reserve for an intervention does: an overrun of one period is caught.

    ``milestone`` is the one that gains most, ``before`` and ``after`` its chance.
    """

    intervention: str
    milestone: str
    before: float
    after: float

    @property
    def gain(self) -> float:
        """By how much the chance rises."""
        return self.after - self.before


@dataclass(frozen=True, slots=True)
class Outlook:
    """How sure a plan is, seen in ``runs`` executions drawn with ``seed``.

    ``finish``: the period in which everything is over, planned and drawn. ``on_time``: share of the runs that
    finish no later than planned. ``spend``: cents within the horizon. Lists in the order of the problem;
    ``funds`` and ``bounds``: what is not applied in execution, and how often it is kept all the same;
    ``drivers`` (strongest first) and ``buffers`` (largest gain first) hold only what matters.
    """

    runs: int
    seed: int
    correlation: float
    planned_finish: int
    finish: Percentiles
    on_time: float
    planned_spend: int
    spend: Percentiles
    milestones: tuple[MilestoneChance, ...] = ()
    targets: tuple[TargetChance, ...] = ()
    years: tuple[YearChance, ...] = ()
    interventions: tuple[InterventionChance, ...] = ()
    drivers: tuple[Driver, ...] = ()
    buffers: tuple[Buffer, ...] = ()
    funds: tuple[FundChance, ...] = ()
    bounds: tuple[BoundChance, ...] = ()

    def milestone(self, id_: str) -> MilestoneChance:
        """The chance of one milestone; KeyError when there is none."""
        for item in self.milestones:
            if item.id == id_:
                return item
        raise KeyError(id_)
