"""What is known of a session that has ended."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy.orm import Session

from plateau.accounts import store as accounts_store
from plateau.accounts.model import Organisation
from plateau.assessment import operations as assessment
from plateau.assessment import store as assessment_store
from plateau.assessment.model import Ambition, Anonymity, Round
from plateau.assessment.suppression import Block, cut
from plateau.workshop import operations as workshop_operations
from plateau.workshop import store as workshop_store
from plateau.workshop.model import Item, Workshop
from plateau.workshop.tally import Tally


class NotEnded(RuntimeError):
    """The session is still going on: there is nothing to report yet."""


@dataclass(frozen=True, slots=True)
class SessionMaterial:
    """A session with the votes as they may be shown.

    `blocks` is how many took part per perspective, small ones together; empty when that would tell one group
    only. `names` are those who took part, in a round with names only. `ambition` is that of the round now.
    """

    organisation: Organisation
    round: Round
    workshop: Workshop
    tallies: Mapping[UUID, Tally]
    joined: int
    blocks: tuple[Block, ...]
    names: tuple[str, ...]
    led_by: str
    ambition: Ambition | None

    @property
    def reached(self) -> tuple[Item, ...]:
        """The items of which the votes were shown."""
        return tuple(item for item in self.workshop.items if item.is_revealed)

    @property
    def not_reached(self) -> tuple[Item, ...]:
        """The items that were skipped, or that the session ended before."""
        return tuple(item for item in self.workshop.items if not item.is_revealed)


def gather(session: Session, *, organisation: Organisation, workshop_id: UUID) -> SessionMaterial:
    """What the report of a session can tell.

    Raises:
        NotFound: this organisation has no such session.
        NotEnded: it is still going on.
    """
    workshop = workshop_operations.get_workshop(
        session, organisation_id=organisation.id, workshop_id=workshop_id
    )
    if not workshop.is_closed:
        raise NotEnded(str(workshop.id))
    item = assessment.get_round(session, organisation_id=organisation.id, round_id=workshop.round_id)
    seats = workshop_store.seats(session, workshop.id)
    found = {entry.id: workshop_operations.result(session, workshop, entry) for entry in workshop.items}
    is_named = item.anonymity is Anonymity.NAMED
    return SessionMaterial(
        organisation=organisation,
        round=item,
        workshop=workshop,
        tallies={entry: tally for entry, tally in found.items() if tally},
        joined=len(seats),
        blocks=cut(Counter(seat.perspective for seat in seats), item.minimum_group),
        names=tuple(seat.name for seat in seats) if is_named else (),
        led_by=accounts_store.people_names(session, {workshop.started_by}).get(workshop.started_by, ""),
        ambition=assessment_store.find_ambition(
            session, organisation_id=organisation.id, round_id=workshop.round_id
        ),
    )
