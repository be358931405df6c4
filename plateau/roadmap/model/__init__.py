"""Problem, plan and reasons as plain data: frozen dataclasses, validated at birth.

Money is in integer cents, effort in whole person-days, time in periods (quarters, months or weeks): period 0
is the first of the horizon. An intervention that starts in period ``s`` and lasts ``d`` periods occupies
``s .. s+d-1``; its ``end`` is ``s+d``, and its steps count from the START of period ``end`` on.
"""

from plateau.roadmap.model.calendar import Calendar, Unit
from plateau.roadmap.model.estimate import CostRange, DurationRange, Estimate
from plateau.roadmap.model.gaps import (
    GapCode,
    GapReason,
    Relaxation,
    WayOut,
)
from plateau.roadmap.model.goals import Area, AreaTarget, Milestone, Target
from plateau.roadmap.model.intervention import Intervention, Lag, Mode, Moment, Step
from plateau.roadmap.model.limits import ChangeLoad, Condition, Counted, Fund, Group, Past, Pin, select
from plateau.roadmap.model.plan import (
    STANDARD_OBJECTIVES,
    MilestoneResult,
    MissedArea,
    MissedCriterion,
    ObjectiveLevel,
    ObjectiveName,
    Plan,
    Scheduled,
    Status,
    StepMade,
    UnmetArea,
    UnmetTarget,
)
from plateau.roadmap.model.problem import Problem
from plateau.roadmap.model.reasons import (
    CandidateCode,
    CandidateReason,
    ChosenReason,
    Clash,
    ClashRule,
    Companion,
    Explanation,
    Limit,
    LimitCode,
    LimitUse,
    Link,
    Move,
    Slack,
)
from plateau.roadmap.model.spread import present_value, spread, structural_in_period
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
    "STANDARD_OBJECTIVES",
    "Area",
    "AreaTarget",
    "Calendar",
    "CandidateCode",
    "CandidateReason",
    "ChangeLoad",
    "ChosenReason",
    "Clash",
    "ClashRule",
    "Companion",
    "Condition",
    "CostRange",
    "Counted",
    "DurationRange",
    "Estimate",
    "Explanation",
    "FrozenMap",
    "Fund",
    "GapCode",
    "GapReason",
    "Group",
    "Intervention",
    "InvalidProblem",
    "Lag",
    "Limit",
    "LimitCode",
    "LimitUse",
    "Link",
    "Milestone",
    "MilestoneResult",
    "MissedArea",
    "MissedCriterion",
    "Mode",
    "Moment",
    "Move",
    "ObjectiveLevel",
    "ObjectiveName",
    "Past",
    "Pin",
    "Plan",
    "Problem",
    "Relaxation",
    "Scheduled",
    "Slack",
    "Status",
    "Step",
    "StepMade",
    "Target",
    "Unit",
    "UnmetArea",
    "UnmetTarget",
    "WayOut",
    "as_document",
    "present_value",
    "select",
    "spread",
    "structural_in_period",
]
