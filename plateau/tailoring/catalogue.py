"""The catalogue of the organisation whose page this is."""

from __future__ import annotations

from typing import cast
from uuid import UUID

from flask import g

from plateau.catalogue.loader import catalogue
from plateau.catalogue.model import Catalogue
from plateau.tailoring.operations import catalogue_of
from plateau.web.data import reading

KEY = "tailored_catalogues"


def own_catalogue(organisation_id: UUID) -> Catalogue:
    """The catalogue with the organisation's own estimates; looked up once per request."""
    if KEY not in g:
        setattr(g, KEY, {})
    found = cast(dict[UUID, Catalogue], getattr(g, KEY))
    if organisation_id not in found:
        with reading() as session:
            found[organisation_id] = catalogue_of(
                session, organisation_id=organisation_id, catalogue=catalogue()
            )
    return found[organisation_id]
