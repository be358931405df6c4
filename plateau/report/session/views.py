"""The report of a session as a download."""

from __future__ import annotations

from io import BytesIO
from uuid import UUID

from flask import Blueprint, abort, request, send_file
from flask.typing import ResponseReturnValue
from flask_babel import force_locale

from plateau.accounts.guard import requires
from plateau.accounts.model import Actor, Permission
from plateau.assessment.asked import planning_catalogue
from plateau.assessment.operations import NotFound
from plateau.language import LANGUAGES
from plateau.report.pdf import render_pdf
from plateau.report.session.building import build_session_report
from plateau.report.session.gathering import NotEnded, gather
from plateau.web.clock import now
from plateau.web.data import reading
from plateau.web.locale import language

blueprint = Blueprint(
    "session_report",
    __name__,
    url_prefix="/organisaties/<uuid:organisation_id>/werksessies/<uuid:workshop_id>",
)


@blueprint.get("/verslag.pdf")
@requires(Permission.ROUND_MANAGE)
def download(actor: Actor, workshop_id: UUID) -> ResponseReturnValue:
    """The report as an accessible PDF, in the language asked for (`?taal=en`) or that of the page."""
    chosen = request.args.get("taal", language())
    if chosen not in LANGUAGES:
        abort(404)
    with reading() as session:
        try:
            material = gather(session, organisation=actor.organisation, workshop_id=workshop_id)
        except (NotFound, NotEnded):
            abort(404)
    with force_locale(chosen):
        document = build_session_report(
            material,
            catalogue=planning_catalogue(actor, material.round.id),
            language=chosen,
            generated_at=now(),
        )
    name = f"werksessie-{material.organisation.name}-{chosen}.pdf".lower().replace(" ", "-")
    return send_file(
        BytesIO(render_pdf(document)), mimetype="application/pdf", as_attachment=True, download_name=name
    )
