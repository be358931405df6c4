"""Adding interventions from a file, and taking one out of use."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from plateau.accounts.model import Actor
from plateau.catalogue.importing import read_interventions
from plateau.catalogue.model import Catalogue, Intervention
from plateau.tailoring import store
from plateau.tailoring.model import OwnIntervention


class InUseError(Exception):
    """Another own intervention waits for this one: `other`."""

    def __init__(self, other: Intervention) -> None:
        super().__init__(f"{other.id} waits for it")
        self.other = other


@dataclass(frozen=True, slots=True)
class Imported:
    """What a file brought: new interventions, changed ones, and how many were there already."""

    added: tuple[Intervention, ...]
    changed: tuple[Intervention, ...]
    same: int


def import_interventions(
    session: Session,
    *,
    actor: Actor,
    data: bytes,
    file: str,
    catalogue: Catalogue,
    now: datetime,
    make_id: Callable[[], UUID],
) -> Imported:
    """Take in the interventions of a YAML or XLSX file: all of them, or none.

    What the organisation has already gets a new version when it differs.

    Raises:
        ContentError: every mistake in the file, with its place.
    """
    had = store.newest_interventions(session, organisation_id=actor.organisation.id)
    in_use = {name: item.item for name, item in had.items() if not item.withdrawn}
    found = read_interventions(data, file, beside=catalogue, kept=in_use.values())
    added: list[Intervention] = []
    changed: list[Intervention] = []
    for item in found:
        if in_use.get(item.id) == item:
            continue
        (changed if item.id in in_use else added).append(item)
        earlier = had.get(item.id)
        store.add_intervention(
            session,
            OwnIntervention(
                id=make_id(),
                organisation_id=actor.organisation.id,
                version=(earlier.version if earlier else 0) + 1,
                item=item,
                file=file,
                withdrawn=False,
                set_by=actor.person.id,
                set_at=now,
            ),
        )
    same = len(found) - len(added) - len(changed)
    return Imported(tuple(added), tuple(changed), same)


def withdraw(
    session: Session, *, actor: Actor, intervention_id: str, now: datetime, version_id: UUID
) -> bool:
    """Take an own intervention out of use; False when there is none. Plans that hold it keep it.

    Raises:
        InUseError: another own intervention waits for it.
    """
    had = store.newest_interventions(session, organisation_id=actor.organisation.id)
    earlier = had.get(intervention_id)
    if earlier is None or earlier.withdrawn:
        return False
    for other in had.values():
        if not other.withdrawn and intervention_id in (*other.item.all_of, *other.item.one_of):
            raise InUseError(other.item)
    store.add_intervention(
        session,
        replace(
            earlier,
            id=version_id,
            version=earlier.version + 1,
            withdrawn=True,
            set_by=actor.person.id,
            set_at=now,
        ),
    )
    return True
