"""Rounds, questionnaire, profile and ambition in the browser."""

from plateau.assessment.views import (
    ambition,
    comparing,
    consensus,
    differences,
    invitations,
    lifecycle,
    mailing,
    participants,
    profile,
    quality,
    questionnaire,
    rounds,
    versions,
)
from plateau.assessment.views.comparing import together
from plateau.assessment.views.shared import blueprint

__all__ = [
    "ambition",
    "blueprint",
    "comparing",
    "consensus",
    "differences",
    "invitations",
    "lifecycle",
    "mailing",
    "participants",
    "profile",
    "quality",
    "questionnaire",
    "rounds",
    "together",
    "versions",
]
