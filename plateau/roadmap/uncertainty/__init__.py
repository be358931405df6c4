"""How sure is the plan? Carried out thousands of times, with figures drawn from the estimates. Pure.

``drawing`` figures from low, likely and high · ``execution`` the plan by a policy, all runs at once ·
``spending`` cents per year and fund · ``bounds`` limits in time · ``criticality`` what fixes the finish ·
``simulation`` all of it, counted · ``outlook`` the answer.
"""

from plateau.roadmap.uncertainty.drawing import CORRELATION, Quantity
from plateau.roadmap.uncertainty.outlook import (
    Bound,
    BoundChance,
    Buffer,
    Driver,
    FundChance,
    InterventionChance,
    MilestoneChance,
    Outcome,
    Outlook,
    Percentiles,
    TargetChance,
    YearChance,
)
from plateau.roadmap.uncertainty.simulation import RUNS, simulate

__all__ = [
    "CORRELATION",
    "RUNS",
    "Bound",
    "BoundChance",
    "Buffer",
    "Driver",
    "FundChance",
    "InterventionChance",
    "MilestoneChance",
    "Outcome",
    "Outlook",
    "Percentiles",
    "Quantity",
    "TargetChance",
    "YearChance",
    "simulate",
]
