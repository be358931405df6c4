"""The roadmap in the browser: settings, scenarios, calculation, result, choices, approval and progress.

These share `blueprint`; certainty, frontier, what_if and own_milestones have one of their own.
"""

from plateau.roadmap.views import (
    approval,
    calculations,
    certainty,
    choices,
    frontier,
    milestones,
    own_milestones,
    progress,
    replanning,
    result,
    scenarios,
    settings,
    what_if,
)
from plateau.roadmap.views.shared import blueprint

__all__ = [
    "approval",
    "blueprint",
    "calculations",
    "certainty",
    "choices",
    "frontier",
    "milestones",
    "own_milestones",
    "progress",
    "replanning",
    "result",
    "scenarios",
    "settings",
    "what_if",
]
