"""What every screen of a session may show."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy.orm import Session

from plateau.assessment import operations as assessment
from plateau.assessment.model import Anonymity
from plateau.assessment.operations import NotFound
from plateau.workshop import store
from plateau.workshop.model import (
    Item,
    Subject,
    Workshop,
)
from plateau.workshop.phases import (
    least_votes,
    votes_missing,
)
from plateau.workshop.tally import Tally, tally


@dataclass(frozen=True, slots=True)
class Scene:
    """What a screen shows of the item at hand: `missing` votes before the reveal, the `tally` after it."""

    workshop: Workshop
    joined: int
    ready: int
    early: int
    missing: int
    tally: Tally | None


def get_workshop(
    session: Session, *, organisation_id: UUID, workshop_id: UUID, for_update: bool = False
) -> Workshop:
    """This organisation's session.

    Raises:
        NotFound: there is none with this id.
    """
    found = store.find_workshop(
        session, organisation_id=organisation_id, workshop_id=workshop_id, for_update=for_update
    )
    if found is None:
        raise NotFound(f"workshop {workshop_id}")
    return found


def look(session: Session, workshop: Workshop) -> Scene:
    """What all screens may show now; it asks for no vote's value before the reveal."""
    pulse = store.find_pulse(session, organisation_id=workshop.organisation_id, workshop_id=workshop.id)
    if pulse is None:
        raise NotFound(f"workshop {workshop.id}")
    item = workshop.current
    if item is None:
        return Scene(workshop, pulse.joined, 0, 0, 0, None)
    early = _count_early(session, workshop, item)
    if item.is_revealed:
        return Scene(workshop, pulse.joined, pulse.ready, early, 0, result(session, workshop, item))
    held = assessment.get_round(session, organisation_id=workshop.organisation_id, round_id=workshop.round_id)
    missing = votes_missing(live=pulse.ready, early=early, quorum=workshop.quorum, least=least_votes(held))
    return Scene(workshop, pulse.joined, pulse.ready, early, missing, None)


def result(session: Session, workshop: Workshop, item: Item) -> Tally | None:
    """The votes on an item as they may be shown; none before the reveal."""
    if not item.is_revealed:
        return None
    held = assessment.get_round(session, organisation_id=workshop.organisation_id, round_id=workshop.round_id)
    return tally(
        store.revealed_votes(session, item.id),
        store.revealed_early(session, item, workshop.id),
        named=held.anonymity is Anonymity.NAMED,
        minimum_group=held.minimum_group,
        scale=item.topic.scale(assessment.questionnaire_in(session, item=held)),
    )


def _count_early(session: Session, workshop: Workshop, item: Item) -> int:
    if item.topic.subject is not Subject.CRITERION:
        return 0
    return store.count_early(session, workshop.id, item.topic.reference)
