"""What people do with a round: start it, fill it in, submit, close, and set the ambition."""

from plateau.assessment.operations.ambition import compute_profile, set_ambition
from plateau.assessment.operations.answering import Saved, reopen_response, save_answers, submit_response
from plateau.assessment.operations.consensus import agree
from plateau.assessment.operations.errors import (
    AgreedValueChanged,
    AlreadySubmitted,
    AmbitionChanged,
    NameTaken,
    NotAgreeing,
    NotFound,
    RoundClosed,
)
from plateau.assessment.operations.rounds import close_round, get_round, open_round, reopen_round

__all__ = [
    "AgreedValueChanged",
    "AlreadySubmitted",
    "AmbitionChanged",
    "NameTaken",
    "NotAgreeing",
    "NotFound",
    "RoundClosed",
    "Saved",
    "agree",
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
