"""Rounds, questionnaire, profile and ambition in the browser."""

from plateau.assessment.views import (
    ambition,
    differences,
    lifecycle,
    participants,
    profile,
    questionnaire,
    rounds,
)
from plateau.assessment.views.shared import blueprint

__all__ = [
    "ambition",
    "blueprint",
    "differences",
    "lifecycle",
    "participants",
    "profile",
    "questionnaire",
    "rounds",
]
