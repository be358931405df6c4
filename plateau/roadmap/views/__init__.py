"""The roadmap in the browser: settings, scenarios, calculation, result, choices, approval and progress."""

from plateau.roadmap.views import (
    approval,
    calculations,
    choices,
    milestones,
    progress,
    replanning,
    result,
    scenarios,
    settings,
)
from plateau.roadmap.views.shared import blueprint

__all__ = [
    "approval",
    "blueprint",
    "calculations",
    "choices",
    "milestones",
    "progress",
    "replanning",
    "result",
    "scenarios",
    "settings",
]
