"""What people do in a live session: start it, join, vote, move on, decide."""

from plateau.workshop.operations.errors import Full, Stale, TooFewVotes
from plateau.workshop.operations.leading import (
    adopt_ambition,
    decide,
    move,
    remove_seat,
    set_agenda,
    set_timer,
)
from plateau.workshop.operations.looking import Scene, get_workshop, look, result
from plateau.workshop.operations.starting import early_candidates, start, suggest
from plateau.workshop.operations.taking_part import clean_code, join, vote

__all__ = [
    "Full",
    "Scene",
    "Stale",
    "TooFewVotes",
    "adopt_ambition",
    "clean_code",
    "decide",
    "early_candidates",
    "get_workshop",
    "join",
    "look",
    "move",
    "remove_seat",
    "result",
    "set_agenda",
    "set_timer",
    "start",
    "suggest",
    "vote",
]
