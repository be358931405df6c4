"""Rounds, questionnaire, profile and ambition in the browser."""

from plateau.assessment.views import (
    ambition,
    consensus,
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
    "consensus",
    "differences",
    "lifecycle",
    "participants",
    "profile",
    "questionnaire",
    "rounds",
]
