"""The catalogue as it holds for one organisation."""

from __future__ import annotations

from dataclasses import replace
from uuid import UUID

from sqlalchemy.orm import Session

from plateau.catalogue.model import Catalogue
from plateau.catalogue.scan import Questionnaire, is_own
from plateau.tailoring import store
from plateau.tailoring.applying import tailored


def catalogue_of(session: Session, *, organisation_id: UUID, catalogue: Catalogue) -> Catalogue:
    """The catalogue with the organisation's own estimates and interventions."""
    found = store.newest(session, organisation_id=organisation_id)
    own = {name: item.estimates for name, item in found.items() if item.estimates is not None}
    added = store.newest_interventions(session, organisation_id=organisation_id)
    return tailored(catalogue, own, [replace(item.item, retired=item.withdrawn) for item in added.values()])


def find_asked(
    session: Session, *, organisation_id: UUID, questionnaire_id: str, version: int, catalogue: Catalogue
) -> Questionnaire:
    """One of ours as it stands in the catalogue, or the organisation's own in this version.

    Raises:
        KeyError: there is none.
    """
    if not is_own(questionnaire_id):
        return catalogue.questionnaire(questionnaire_id)
    found = store.find_questionnaire(
        session, organisation_id=organisation_id, questionnaire_id=questionnaire_id, version=version
    )
    if found is None:
        raise KeyError(f"{questionnaire_id}, version {version}")
    return found.item
