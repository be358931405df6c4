"""What a round asks: the version of the questionnaire that it started with, as long as the round is there.

Of ours a copy is kept for the rounds that ask it; an organisation's own versions are all kept (ADR 16).
"""

from __future__ import annotations

from uuid import UUID

from plateau.accounts.model import Actor
from plateau.assessment import store
from plateau.assessment.model import Round
from plateau.catalogue.loader import catalogue
from plateau.catalogue.model import Catalogue, Instrument
from plateau.catalogue.own import with_version
from plateau.catalogue.scan import Questionnaire
from plateau.tailoring.catalogue import asked_catalogue, own_catalogue
from plateau.tailoring.operations import offered_questionnaires
from plateau.web.data import reading


def round_catalogue(item: Round) -> Catalogue:
    """The catalogue for the pages of a round, with what it asks in it."""
    return asked_catalogue(item.asked, tailored=False)


def planning_catalogue(actor: Actor, round_id: UUID) -> Catalogue:
    """The same for its roadmap and report: with the organisation's own estimates and interventions too."""
    organisation_id = actor.organisation.id
    with reading() as session:
        item = store.find_round(session, organisation_id=organisation_id, round_id=round_id)
    if item is None:  # who asks for the round itself will say so
        return own_catalogue(organisation_id)
    return asked_catalogue(item.asked, tailored=True)


def questionnaire_of(item: Round) -> Questionnaire:
    """What a round asks: an instrument with plateaus or a scan."""
    return round_catalogue(item).questionnaire(item.instrument_id)


def instrument_of(item: Round) -> Instrument:
    """The instrument with plateaus that a round asks.

    Raises:
        WithoutPlateaus: the round asks a scan; the visitor gets a 404.
    """
    return round_catalogue(item).instrument(item.instrument_id)


def offered(actor: Actor) -> tuple[Questionnaire, ...]:
    """What a new round can ask: ours, and the newest versions of the organisation's own."""
    with reading() as session:
        own = offered_questionnaires(session, organisation_id=actor.organisation.id)
    return (*catalogue().questionnaires_for(actor.organisation.kind), *own)


def newer_questionnaire(actor: Actor, item: Round) -> Questionnaire | None:
    """The version that a new round would ask, where it is another than this round asks; else None.

    None too when it is not offered any more.
    """
    newest = next((one for one in offered(actor) if one.id == item.instrument_id), None)
    asked = questionnaire_of(item)
    if newest is None or newest is asked or with_version(newest, asked.version) == asked:
        return None
    return newest
