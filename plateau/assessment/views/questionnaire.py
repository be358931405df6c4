"""The questionnaire for who has an account."""

from __future__ import annotations

from uuid import UUID

from flask.typing import ResponseReturnValue

from plateau.accounts.guard import requires
from plateau.accounts.model import Actor, Permission
from plateau.assessment.views import answering
from plateau.assessment.views.answering import Seat, take_seat
from plateau.assessment.views.shared import blueprint, get_round
from plateau.web.data import reading


@blueprint.get("/<uuid:round_id>/vragenlijst")
@requires(Permission.QUESTIONNAIRE_ANSWER)
def questionnaire(actor: Actor, round_id: UUID) -> ResponseReturnValue:
    """The way in."""
    return answering.questionnaire_page(_seat(actor, round_id))


@blueprint.route("/<uuid:round_id>/vragenlijst/<area>", methods=["GET", "POST"])
@requires(Permission.QUESTIONNAIRE_ANSWER)
def questionnaire_area(actor: Actor, round_id: UUID, area: str) -> ResponseReturnValue:
    """The questions of one area."""
    return answering.area_page(_seat(actor, round_id), area)


@blueprint.route("/<uuid:round_id>/vragenlijst/nakijken", methods=["GET", "POST"])
@requires(Permission.QUESTIONNAIRE_ANSWER)
def review(actor: Actor, round_id: UUID) -> ResponseReturnValue:
    """Looking it over and handing it in."""
    return answering.review_page(_seat(actor, round_id))


@blueprint.post("/<uuid:round_id>/vragenlijst/heropenen")
@requires(Permission.QUESTIONNAIRE_ANSWER)
def reopen_response(actor: Actor, round_id: UUID) -> ResponseReturnValue:
    """Take one's own questionnaire back to change it."""
    return answering.take_back(_seat(actor, round_id))


def _seat(actor: Actor, round_id: UUID) -> Seat:
    with reading() as session:
        item = get_round(session, actor, round_id)
        keys = {"organisation_id": actor.organisation.id, "round_id": round_id}
        return take_seat(session, actor, item, keys)
