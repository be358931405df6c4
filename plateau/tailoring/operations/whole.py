"""The catalogue as it holds for one organisation."""

from __future__ import annotations

from dataclasses import replace
from uuid import UUID

from sqlalchemy.orm import Session

from plateau.catalogue.model import Catalogue
from plateau.catalogue.scan import Questionnaire
from plateau.tailoring import store
from plateau.tailoring.applying import asking, asking_copy, tailored
from plateau.tailoring.model import AskedVersion, OwnQuestionnaire


def catalogue_of(session: Session, *, organisation_id: UUID, catalogue: Catalogue) -> Catalogue:
    """The catalogue with the organisation's own estimates and interventions."""
    found = store.newest(session, organisation_id=organisation_id)
    own = {name: item.estimates for name, item in found.items() if item.estimates is not None}
    added = store.newest_interventions(session, organisation_id=organisation_id)
    return tailored(catalogue, own, [replace(item.item, retired=item.withdrawn) for item in added.values()])


def find_asked(session: Session, *, asked: AskedVersion) -> Questionnaire:
    """What a round asks, as it was when the round was made.

    Raises:
        KeyError: the organisation has no such version.
        NoResultFound: there is no such copy.
    """
    if asked.digest is not None:
        return store.get_copy(session, asked.digest)
    return _own(session, asked).item


def catalogue_asking(session: Session, *, asked: AskedVersion, catalogue: Catalogue) -> Catalogue:
    """The catalogue with what a round asks in it.

    Raises:
        KeyError, NoResultFound: as `find_asked`.
    """
    if asked.digest is not None:
        return asking_copy(catalogue, store.get_copy(session, asked.digest))
    own = _own(session, asked)
    return asking(catalogue, own.item, year=own.set_at.year)


def _own(session: Session, asked: AskedVersion) -> OwnQuestionnaire:
    found = store.find_questionnaire(
        session,
        organisation_id=asked.organisation_id,
        questionnaire_id=asked.questionnaire_id,
        version=asked.version,
    )
    if found is None:
        raise KeyError(f"{asked.questionnaire_id}, version {asked.version}")
    return found
