"""What the views of assessment share: the blueprint, and how a round is found."""

from __future__ import annotations

from uuid import UUID

from flask import Blueprint, abort, current_app, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from sqlalchemy.orm import Session
from werkzeug.exceptions import NotFound as PageNotFound

from plateau.accounts.model import Actor
from plateau.assessment import operations
from plateau.assessment.model import Round
from plateau.assessment.operations import NotFound
from plateau.catalogue.model import WithoutPlateaus

blueprint = Blueprint("assessment", __name__, url_prefix="/organisaties/<uuid:organisation_id>/metingen")


def get_round(session: Session, actor: Actor, round_id: UUID) -> Round:
    """This organisation's round, or a 404."""
    try:
        return operations.get_round(session, organisation_id=actor.organisation.id, round_id=round_id)
    except NotFound:
        abort(404)


@blueprint.app_errorhandler(WithoutPlateaus)
def _without_plateaus(_error: WithoutPlateaus) -> ResponseReturnValue:
    """Ambition, roadmap and all that rests on plateaus do not exist for a scan."""
    return current_app.handle_user_exception(PageNotFound())


def form_status() -> int:
    """The status of a page with a form: 422 when it comes back with what is wrong."""
    return 422 if request.method == "POST" else 200


def list_closed() -> str:
    """Why the list of participants does not change any more."""
    return str(_("Deze meting neemt geen deelnemers meer aan."))
