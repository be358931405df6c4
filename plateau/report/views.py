"""The report in the browser: what it holds, and the download."""

from __future__ import annotations

from io import BytesIO
from uuid import UUID

from flask import Blueprint, abort, render_template, request, send_file
from flask.typing import ResponseReturnValue
from flask_babel import force_locale

from plateau.accounts.guard import requires
from plateau.accounts.model import Actor, Permission
from plateau.assessment import operations as assessment
from plateau.assessment.asked import planning_catalogue
from plateau.assessment.operations import NotFound
from plateau.language import LANGUAGES
from plateau.report import operations
from plateau.report.pdf import render_pdf
from plateau.roadmap.wording import change_sentence
from plateau.web.clock import now, today
from plateau.web.data import reading
from plateau.web.locale import language

blueprint = Blueprint(
    "report", __name__, url_prefix="/organisaties/<uuid:organisation_id>/metingen/<uuid:round_id>/rapport"
)


@blueprint.get("")
@requires(Permission.REPORT_DOWNLOAD)
def report(actor: Actor, round_id: UUID) -> ResponseReturnValue:
    """What the report holds, and which parts are still missing."""
    with reading() as session:
        try:
            assessment.get_round(session, organisation_id=actor.organisation.id, round_id=round_id)
        except NotFound:
            abort(404)
        material = operations.gather(
            session,
            organisation=actor.organisation,
            round_id=round_id,
            catalogue=planning_catalogue(actor, round_id),
            today=today(),
        )
    return render_template(
        "report/report.html",
        material=material,
        changed=change_sentence(material.changed),
        round=material.round,
        languages=LANGUAGES,
    )


@blueprint.get("/rapport.pdf")
@requires(Permission.REPORT_DOWNLOAD)
def download(actor: Actor, round_id: UUID) -> ResponseReturnValue:
    """The report as an accessible PDF, in the language asked for (`?taal=en`) or that of the page."""
    chosen = request.args.get("taal", language())
    if chosen not in LANGUAGES:
        abort(404)
    with reading() as session:
        try:
            material = operations.gather(
                session,
                organisation=actor.organisation,
                round_id=round_id,
                catalogue=planning_catalogue(actor, round_id),
                today=today(),
            )
        except NotFound:
            abort(404)
    with force_locale(chosen):
        document = operations.build(
            material,
            catalogue=planning_catalogue(actor, round_id),
            language=chosen,
            generated_at=now(),
        )
    name = f"plateau-{material.organisation.name}-{chosen}.pdf".lower().replace(" ", "-")
    return send_file(
        BytesIO(render_pdf(document)), mimetype="application/pdf", as_attachment=True, download_name=name
    )
