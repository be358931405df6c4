"""What the views of assessment share: the blueprint, and how a round is found."""

from __future__ import annotations

from uuid import UUID

from flask import Blueprint, abort, request
from sqlalchemy.orm import Session

from plateau.accounts.model import Actor
from plateau.assessment import operations
from plateau.assessment.model import Round
from plateau.assessment.operations import NotFound
from plateau.catalogue.loader import catalogue
from plateau.catalogue.model import Instrument

blueprint = Blueprint("assessment", __name__, url_prefix="/organisaties/<uuid:organisation_id>/metingen")


def get_round(session: Session, actor: Actor, round_id: UUID) -> Round:
    """This organisation's round, or a 404."""
    try:
        return operations.get_round(session, organisation_id=actor.organisation.id, round_id=round_id)
    except NotFound:
        abort(404)


def instrument_of(item: Round) -> Instrument:
    """The instrument that a round asks."""
    return catalogue().instrument(item.instrument_id)


def form_status() -> int:
    """The status of a page with a form: 422 when it comes back with what is wrong."""
    return 422 if request.method == "POST" else 200
