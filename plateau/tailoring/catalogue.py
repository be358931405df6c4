"""The catalogue of the organisation whose page this is; each is looked up once per request."""

from __future__ import annotations

from collections.abc import Callable
from typing import cast
from uuid import UUID

from flask import g

from plateau.catalogue.loader import catalogue
from plateau.catalogue.model import Catalogue
from plateau.catalogue.scan import is_own
from plateau.tailoring import store
from plateau.tailoring.applying import asking
from plateau.tailoring.operations import catalogue_of
from plateau.web.data import reading

KEY = "tailored_catalogues"


def own_catalogue(organisation_id: UUID) -> Catalogue:
    """The catalogue with the organisation's own estimates and interventions."""

    def make() -> Catalogue:
        with reading() as session:
            return catalogue_of(session, organisation_id=organisation_id, catalogue=catalogue())

    return _once((organisation_id,), make)


def asked_catalogue(
    organisation_id: UUID, questionnaire_id: str, version: int, *, tailored: bool
) -> Catalogue:
    """The catalogue in which the organisation's own questionnaire stands as it was in this version.

    One of ours is in it anyhow. `tailored`: with own estimates and interventions too.

    Raises:
        KeyError: the organisation has no such version.
    """

    def make() -> Catalogue:
        whole = own_catalogue(organisation_id) if tailored else catalogue()
        if not is_own(questionnaire_id):
            return whole
        with reading() as session:
            found = store.find_questionnaire(
                session, organisation_id=organisation_id, questionnaire_id=questionnaire_id, version=version
            )
        if found is None:
            raise KeyError(f"{questionnaire_id}, version {version}")
        return asking(whole, found.item, year=found.set_at.year)

    return _once((organisation_id, questionnaire_id, version, tailored), make)


def _once(key: object, make: Callable[[], Catalogue]) -> Catalogue:
    if KEY not in g:
        setattr(g, KEY, {})
    found = cast(dict[object, Catalogue], getattr(g, KEY))
    if key not in found:
        found[key] = make()
    return found[key]
