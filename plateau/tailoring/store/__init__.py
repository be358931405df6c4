"""The only SQL of tailoring. Look-ups take the organisation: what belongs to another does not exist."""

from plateau.tailoring.store.estimates import add, history, newest
from plateau.tailoring.store.interventions import add_intervention, newest_interventions
from plateau.tailoring.store.kept import get_copy, keep_copy
from plateau.tailoring.store.questionnaires import (
    find_questionnaire,
    find_stored,
    find_waiting,
    newest_questionnaires,
    put_waiting,
    questionnaire_history,
    remove_waiting,
    try_add_questionnaire,
)

__all__ = [
    "add",
    "add_intervention",
    "find_questionnaire",
    "find_stored",
    "find_waiting",
    "get_copy",
    "history",
    "keep_copy",
    "newest",
    "newest_interventions",
    "newest_questionnaires",
    "put_waiting",
    "questionnaire_history",
    "remove_waiting",
    "try_add_questionnaire",
]
