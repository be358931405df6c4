"""Correcting an estimate of ours, and going back to it."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from plateau.accounts.model import Actor
from plateau.tailoring import store
from plateau.tailoring.model import Estimates, OwnEstimate


class StaleEstimateError(Exception):
    """Someone else stored a version in the meantime: `current`."""

    def __init__(self, current: OwnEstimate) -> None:
        super().__init__("the estimate was changed in the meantime")
        self.current = current


def set_estimate(
    session: Session,
    *,
    actor: Actor,
    intervention_id: str,
    estimates: Estimates | None,
    reason: str,
    seen: int,
    now: datetime,
    version_id: UUID,
) -> OwnEstimate:
    """Add a version; without `estimates` the organisation goes back to ours.

    Raises:
        StaleEstimateError: there is a newer version than `seen` (0: none was there).
    """
    earlier = store.history(session, organisation_id=actor.organisation.id, intervention_id=intervention_id)
    if earlier and earlier[0].version != seen:
        raise StaleEstimateError(earlier[0])
    item = OwnEstimate(
        id=version_id,
        organisation_id=actor.organisation.id,
        intervention_id=intervention_id,
        version=(earlier[0].version if earlier else 0) + 1,
        estimates=estimates,
        reason=reason,
        set_by=actor.person.id,
        set_at=now,
    )
    store.add(session, item)
    return item
