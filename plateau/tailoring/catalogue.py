"""The catalogue of the organisation whose page this is; each is looked up once per request, or less."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from typing import cast
from uuid import UUID

from flask import g

from plateau.catalogue.loader import catalogue
from plateau.catalogue.model import Catalogue
from plateau.tailoring.applying import asking_copy, steps_within
from plateau.tailoring.model import AskedVersion
from plateau.tailoring.operations import catalogue_asking, catalogue_of
from plateau.tailoring.store import get_copy
from plateau.web.data import reading

KEY = "tailored_catalogues"


def own_catalogue(organisation_id: UUID) -> Catalogue:
    """The catalogue with the organisation's own estimates and interventions."""
    return _once(("own", organisation_id), lambda: steps_within(_tailored(organisation_id)))


def asked_catalogue(asked: AskedVersion, *, tailored: bool) -> Catalogue:
    """The catalogue in which a questionnaire stands as a round asks it.

    `tailored`: with own estimates and interventions too.

    Raises:
        KeyError, NoResultFound: there is no such version.
    """

    if asked.digest is not None and not tailored:
        return _with_copy(asked.digest)

    def make() -> Catalogue:
        whole = _tailored(asked.organisation_id) if tailored else catalogue()
        with reading() as session:
            return steps_within(catalogue_asking(session, asked=asked, catalogue=whole))

    return _once((asked, tailored), make)


@lru_cache(maxsize=50)  # the same for every organisation, and what a digest tells never changes
def _with_copy(digest: str) -> Catalogue:
    with reading() as session:
        return steps_within(asking_copy(catalogue(), get_copy(session, digest)))


def _tailored(organisation_id: UUID) -> Catalogue:
    def make() -> Catalogue:
        with reading() as session:
            return catalogue_of(session, organisation_id=organisation_id, catalogue=catalogue())

    return _once(organisation_id, make)


def _once(key: object, make: Callable[[], Catalogue]) -> Catalogue:
    if KEY not in g:
        setattr(g, KEY, {})
    found = cast(dict[object, Catalogue], getattr(g, KEY))
    if key not in found:
        found[key] = make()
    return found[key]
