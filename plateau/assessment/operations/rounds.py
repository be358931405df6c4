"""Starting rounds and leading them through their states."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from plateau.accounts.model import Actor
from plateau.assessment import store
from plateau.assessment.model import Anonymity, Round, RoundState
from plateau.assessment.operations.errors import NameTaken, NotFound
from plateau.catalogue.model import Instrument


def open_round(
    session: Session,
    *,
    actor: Actor,
    instrument: Instrument,
    name: str,
    is_baseline: bool,
    now: datetime,
    round_id: UUID,
) -> Round:
    """Start a measurement. With an id that exists already (a form sent twice) that round is returned.

    Raises:
        NotFound: the id is another organisation's.
        NameTaken: another round has this name.
    """
    existing = store.find_round(session, organisation_id=actor.organisation.id, round_id=round_id)
    if existing:
        return existing
    _check_name(session, actor=actor, name=name)
    item = Round(
        id=round_id,
        organisation_id=actor.organisation.id,
        name=name,
        instrument_id=instrument.id,
        instrument_version=instrument.version,
        is_baseline=is_baseline,
        state=RoundState.OPEN,
        anonymity=Anonymity.NAMED,
        opened_at=now,
        created_at=now,
    )
    if not store.try_add_round(session, item):
        # The same form sent twice at once, someone else's id, or a name given twice at once.
        existing = store.find_round(session, organisation_id=actor.organisation.id, round_id=round_id)
        if existing is None:
            _check_name(session, actor=actor, name=name)
            raise NotFound(f"round {round_id}")
        return existing
    return item


def _check_name(session: Session, *, actor: Actor, name: str) -> None:
    if store.find_round_named(session, organisation_id=actor.organisation.id, name=name):
        raise NameTaken(name)


def close_round(session: Session, *, actor: Actor, round_id: UUID) -> None:
    """End the answering."""
    get_round(session, organisation_id=actor.organisation.id, round_id=round_id)
    store.set_round_state(
        session, organisation_id=actor.organisation.id, round_id=round_id, state=RoundState.CLOSED
    )


def reopen_round(session: Session, *, actor: Actor, round_id: UUID) -> None:
    """Let people answer again."""
    get_round(session, organisation_id=actor.organisation.id, round_id=round_id)
    store.set_round_state(
        session, organisation_id=actor.organisation.id, round_id=round_id, state=RoundState.OPEN
    )


def get_round(session: Session, *, organisation_id: UUID, round_id: UUID, for_update: bool = False) -> Round:
    """This organisation's round.

    Raises:
        NotFound: there is none with this id.
    """
    found = store.find_round(
        session, organisation_id=organisation_id, round_id=round_id, for_update=for_update
    )
    if found is None:
        raise NotFound(f"round {round_id}")
    return found
