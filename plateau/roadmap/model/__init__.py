"""Problem, plan and reasons as plain data: frozen dataclasses, validated at birth.

Money is in integer cents, effort in whole person-days, time in quarters: period 0 is the first quarter of
the horizon. An intervention that starts in period ``s`` and lasts ``d`` quarters occupies ``s .. s+d-1``;
its ``end`` is ``s+d``, and its steps count from the START of period ``end`` on.
"""

from plateau.roadmap.model.calendar import Calendar
from plateau.roadmap.model.estimate import CostRange, DurationRange, Estimate
from plateau.roadmap.model.intervention import Intervention, Step
from plateau.roadmap.model.plan import (
    MilestoneResult,
    MissedCriterion,
    ObjectiveLevel,
    ObjectiveName,
    Plan,
    Scheduled,
    Status,
    StepMade,
    UnmetTarget,
)
from plateau.roadmap.model.problem import Milestone, Problem, Target
from plateau.roadmap.model.reasons import (
    CandidateCode,
    CandidateReason,
    ChosenReason,
    Explanation,
    GapCode,
    GapReason,
    Limit,
    LimitCode,
    Relaxation,
    WayOut,
    WhyNot,
)
from plateau.roadmap.model.spread import spread, structural_in_period
from plateau.roadmap.model.values import (
    HIGHEST_PLATEAU,
    LOWEST_PLATEAU,
    FrozenMap,
    InvalidProblem,
    as_document,
)

__all__ = [
    "HIGHEST_PLATEAU",
    "LOWEST_PLATEAU",
    "Calendar",
    "CandidateCode",
    "CandidateReason",
    "ChosenReason",
    "CostRange",
    "DurationRange",
    "Estimate",
    "Explanation",
    "FrozenMap",
    "GapCode",
    "GapReason",
    "Intervention",
    "InvalidProblem",
    "Limit",
    "LimitCode",
    "Milestone",
    "MilestoneResult",
    "MissedCriterion",
    "ObjectiveLevel",
    "ObjectiveName",
    "Plan",
    "Problem",
    "Relaxation",
    "Scheduled",
    "Status",
    "Step",
    "StepMade",
    "Target",
    "UnmetTarget",
    "WayOut",
    "WhyNot",
    "as_document",
    "spread",
    "structural_in_period",
]
