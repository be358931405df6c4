"""The page "Wat als?": a question asked of a computed roadmap, and its answer."""

from __future__ import annotations

from uuid import UUID

from flask import Blueprint, abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from plateau.accounts.guard import requires
from plateau.accounts.model import Actor, Permission
from plateau.assessment.asked import planning_catalogue
from plateau.roadmap.views.shared import overview_of, titles_of
from plateau.roadmap.what_if import find_question
from plateau.roadmap.what_if_page import answer_page, answer_to, choices

blueprint = Blueprint(
    "what_if", __name__, url_prefix="/organisaties/<uuid:organisation_id>/metingen/<uuid:round_id>/roadmap"
)


@blueprint.get("/wat-als")
@requires(Permission.ROADMAP_READ)
def what_if(actor: Actor, round_id: UUID) -> ResponseReturnValue:
    """The questions, and the answer to the one that is asked. Nothing is kept: the roadmap stays as it is."""
    overview = overview_of(actor, round_id)
    if overview is None or overview.stored is None or not overview.stored.plan.found:
        return redirect(url_for("roadmap.roadmap", organisation_id=actor.organisation.id, round_id=round_id))
    stored = overview.stored
    titles = titles_of(actor, overview)
    code = request.args.get("vraag", "")
    question = find_question(stored.problem, stored.plan, code)
    if code and question is None:
        abort(404)
    return render_template(
        "roadmap/what_if.html",
        round=overview.situation.round,
        stored=stored,
        choices=choices(stored, planning_catalogue(actor, round_id), titles),
        asked=code,
        answer=answer_page(stored, answer_to(stored, question), planning_catalogue(actor, round_id), titles)
        if question
        else None,
    )
