"""What people do with a round: start it, fill it in, submit, close, and set the ambition."""

from plateau.assessment.operations.ambition import compute_profile, compute_tally, set_ambition
from plateau.assessment.operations.answering import Saved, reopen_response, save_answers, submit_response
from plateau.assessment.operations.comparing import Measured, measured_rounds, side_by_side
from plateau.assessment.operations.consensus import agree
from plateau.assessment.operations.errors import (
    AgreedValueChanged,
    AlreadySubmitted,
    AmbitionChanged,
    HasAnswered,
    ListClosed,
    MoveRefused,
    NameTaken,
    NotAgreeing,
    NotFound,
    RoundClosed,
    RoundMoved,
    TermsFixed,
)
from plateau.assessment.operations.participants import (
    Listed,
    add_participants,
    change_participant,
    get_participant,
    remove_participant,
)
from plateau.assessment.operations.quality import Quality, compute_quality
from plateau.assessment.operations.results import (
    RoundResults,
    compute_results,
    sees_names,
    set_comment_hidden,
)
from plateau.assessment.operations.rounds import (
    change_round,
    find_standing,
    get_round,
    move_round,
    open_round,
    prepare_round,
)

__all__ = [
    "AgreedValueChanged",
    "AlreadySubmitted",
    "AmbitionChanged",
    "HasAnswered",
    "ListClosed",
    "Listed",
    "Measured",
    "MoveRefused",
    "NameTaken",
    "NotAgreeing",
    "NotFound",
    "Quality",
    "RoundClosed",
    "RoundMoved",
    "RoundResults",
    "Saved",
    "TermsFixed",
    "add_participants",
    "agree",
    "change_participant",
    "change_round",
    "compute_profile",
    "compute_quality",
    "compute_results",
    "compute_tally",
    "find_standing",
    "get_participant",
    "get_round",
    "measured_rounds",
    "move_round",
    "open_round",
    "prepare_round",
    "remove_participant",
    "reopen_response",
    "save_answers",
    "sees_names",
    "set_ambition",
    "set_comment_hidden",
    "side_by_side",
    "submit_response",
]
