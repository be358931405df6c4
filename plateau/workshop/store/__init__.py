"""The only SQL of the live session. Look-ups take the organisation, or what was found with it."""

from plateau.workshop.store.seat import (
    find_seat,
    remove_seat,
    seats,
    try_add_seat,
    workshop_of_seat,
)
from plateau.workshop.store.session import (
    add_items,
    find_by_code,
    find_pulse,
    find_workshop,
    pulse_of_seat,
    remove_items_after,
    save_workshop,
    set_decision,
    set_revealed,
    try_add_workshop,
    workshops,
)
from plateau.workshop.store.vote import (
    count_early,
    early_candidates,
    own_vote,
    put_vote,
    ready_seats,
    revealed_early,
    revealed_votes,
)

__all__ = [
    "add_items",
    "count_early",
    "early_candidates",
    "find_by_code",
    "find_pulse",
    "find_seat",
    "find_workshop",
    "own_vote",
    "pulse_of_seat",
    "put_vote",
    "ready_seats",
    "remove_items_after",
    "remove_seat",
    "revealed_early",
    "revealed_votes",
    "save_workshop",
    "seats",
    "set_decision",
    "set_revealed",
    "try_add_seat",
    "try_add_workshop",
    "workshop_of_seat",
    "workshops",
]
