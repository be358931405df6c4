"""The questionnaire for who has an account."""

from __future__ import annotations

from uuid import UUID

from flask.typing import ResponseReturnValue

from plateau.accounts.guard import requires
from plateau.accounts.model import Actor, Permission
from plateau.assessment.views import answering, evidence, reviewing
from plateau.assessment.views.answering import Seat, take_seat
from plateau.assessment.views.shared import blueprint, get_round
from plateau.web.data import reading

blueprint.url_value_preprocessor(evidence.let_files_in)


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
    return reviewing.review_page(_seat(actor, round_id))


@blueprint.post("/<uuid:round_id>/vragenlijst/heropenen")
@requires(Permission.QUESTIONNAIRE_ANSWER)
def reopen_response(actor: Actor, round_id: UUID) -> ResponseReturnValue:
    """Take one's own questionnaire back to change it."""
    return reviewing.take_back(_seat(actor, round_id))


@blueprint.route(
    "/<uuid:round_id>/vragenlijst/<area>/<slug>/bewijs", methods=["GET", "POST"], endpoint="evidence"
)
@requires(Permission.QUESTIONNAIRE_ANSWER)
def evidence_of_answer(actor: Actor, round_id: UUID, area: str, slug: str) -> ResponseReturnValue:
    """What shows one's answer to a criterion."""
    return evidence.evidence_page(_seat(actor, round_id), area, slug)


@blueprint.get("/<uuid:round_id>/vragenlijst/<area>/<slug>/bewijs/<uuid:evidence_id>")
@requires(Permission.QUESTIONNAIRE_ANSWER)
def own_file(actor: Actor, round_id: UUID, area: str, slug: str, evidence_id: UUID) -> ResponseReturnValue:
    """A file that one added oneself."""
    return evidence.own_file(_seat(actor, round_id), area, slug, evidence_id)


@blueprint.post("/<uuid:round_id>/vragenlijst/<area>/<slug>/bewijs/<uuid:evidence_id>")
@requires(Permission.QUESTIONNAIRE_ANSWER)
def change_evidence(
    actor: Actor, round_id: UUID, area: str, slug: str, evidence_id: UUID
) -> ResponseReturnValue:
    """Take a piece away, put it back, or destroy its file."""
    return evidence.change_evidence(_seat(actor, round_id), area, slug, evidence_id)


def _seat(actor: Actor, round_id: UUID) -> Seat:
    with reading() as session:
        item = get_round(session, actor, round_id)
        keys = {"organisation_id": actor.organisation.id, "round_id": round_id}
        return take_seat(session, actor, item, keys)
