"""What a round asks: the version of the questionnaire that it started with, as long as the round is there.

Of ours there is one version, the one in the catalogue; an organisation's own versions are all kept.
"""

from __future__ import annotations

from uuid import UUID

from plateau.accounts.model import Actor
from plateau.assessment import store
from plateau.assessment.model import Round
from plateau.catalogue.model import Catalogue, Instrument
from plateau.catalogue.scan import Questionnaire
from plateau.tailoring.catalogue import asked_catalogue, own_catalogue
from plateau.web.data import reading


def round_catalogue(item: Round) -> Catalogue:
    """The catalogue for the pages of a round, with what it asks in it."""
    return asked_catalogue(item.organisation_id, item.instrument_id, item.instrument_version, tailored=False)


def planning_catalogue(actor: Actor, round_id: UUID) -> Catalogue:
    """The same for its roadmap and report: with the organisation's own estimates and interventions too."""
    organisation_id = actor.organisation.id
    with reading() as session:
        item = store.find_round(session, organisation_id=organisation_id, round_id=round_id)
    if item is None:  # who asks for the round itself will say so
        return own_catalogue(organisation_id)
    return asked_catalogue(organisation_id, item.instrument_id, item.instrument_version, tailored=True)


def questionnaire_of(item: Round) -> Questionnaire:
    """What a round asks: an instrument with plateaus or a scan."""
    return round_catalogue(item).questionnaire(item.instrument_id)


def instrument_of(item: Round) -> Instrument:
    """The instrument with plateaus that a round asks.

    Raises:
        WithoutPlateaus: the round asks a scan; the visitor gets a 404.
    """
    return round_catalogue(item).instrument(item.instrument_id)
