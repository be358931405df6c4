"""The only SQL of assessment. Look-ups take the organisation: what belongs to another does not exist.

What hangs under a round is looked up by the round's id: whoever asks has found that round first.
"""

from plateau.assessment.store.agreed_value import (
    add_agreed_value,
    agreed_value_versions,
    agreed_values,
)
from plateau.assessment.store.ambition import add_ambition, find_ambition, get_ambition
from plateau.assessment.store.comment import add_comment_event, hidden_comments
from plateau.assessment.store.participant import (
    add_participant,
    find_guest,
    find_participant,
    find_participant_of,
    has_answered,
    link_secrets,
    participants,
    participants_done,
    remove_participant,
    set_link,
    set_participant,
    set_revoked,
    set_written,
)
from plateau.assessment.store.response import (
    add_answers,
    add_response,
    answer_versions,
    answers_at,
    count_responses,
    find_response,
    find_response_of,
    paces,
    set_submitted,
    submissions,
    submitted_answers,
)
from plateau.assessment.store.round import (
    find_round,
    find_round_named,
    move_round,
    round_events,
    rounds,
    rounds_with_answers,
    try_add_round,
    try_set_round_details,
)

__all__ = [
    "add_agreed_value",
    "add_ambition",
    "add_answers",
    "add_comment_event",
    "add_participant",
    "add_response",
    "agreed_value_versions",
    "agreed_values",
    "answer_versions",
    "answers_at",
    "count_responses",
    "find_ambition",
    "find_guest",
    "find_participant",
    "find_participant_of",
    "find_response",
    "find_response_of",
    "find_round",
    "find_round_named",
    "get_ambition",
    "has_answered",
    "hidden_comments",
    "link_secrets",
    "move_round",
    "paces",
    "participants",
    "participants_done",
    "remove_participant",
    "round_events",
    "rounds",
    "rounds_with_answers",
    "set_link",
    "set_participant",
    "set_revoked",
    "set_submitted",
    "set_written",
    "submissions",
    "submitted_answers",
    "try_add_round",
    "try_set_round_details",
]
