"""What people do with a round: start it, fill it in, submit, close, and set the ambition."""

from plateau.assessment.operations.ambition import compute_profile, set_ambition
from plateau.assessment.operations.answering import Saved, reopen_response, save_answers, submit_response
from plateau.assessment.operations.errors import (
    AlreadySubmitted,
    AmbitionChanged,
    NameTaken,
    NotFound,
    RoundClosed,
)
from plateau.assessment.operations.rounds import close_round, get_round, open_round, reopen_round

__all__ = [
    "AlreadySubmitted",
    "AmbitionChanged",
    "NameTaken",
    "NotFound",
    "RoundClosed",
    "Saved",
    "close_round",
    "compute_profile",
    "get_round",
    "open_round",
    "reopen_response",
    "reopen_round",
    "save_answers",
    "set_ambition",
    "submit_response",
]
