"""The page "Hoe zeker is dit?" of a computed roadmap."""

from __future__ import annotations

from uuid import UUID

from flask import Blueprint, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from plateau.accounts.guard import requires
from plateau.accounts.model import Actor, Permission
from plateau.assessment.asked import planning_catalogue
from plateau.roadmap.outlook_page import outlook_of, outlook_page
from plateau.roadmap.views.shared import overview_of, titles_of

blueprint = Blueprint(
    "outlook", __name__, url_prefix="/organisaties/<uuid:organisation_id>/metingen/<uuid:round_id>/roadmap"
)


@blueprint.get("/zekerheid")
@requires(Permission.ROADMAP_READ)
def certainty(actor: Actor, round_id: UUID) -> ResponseReturnValue:
    """How sure the newest roadmap is, or the one with the number asked for."""
    overview = overview_of(actor, round_id)
    outlook = outlook_of(overview.stored) if overview and overview.stored else None
    if overview is None or overview.stored is None or outlook is None:
        # The roadmap's own page tells what there is and what to do first.
        return redirect(url_for("roadmap.roadmap", organisation_id=actor.organisation.id, round_id=round_id))
    titles = titles_of(actor, overview)
    return render_template(
        "roadmap/certainty.html",
        round=overview.situation.round,
        stored=overview.stored,
        page=outlook_page(
            overview.stored,
            outlook,
            catalogue=planning_catalogue(actor, round_id),
            titles=titles,
        ),
    )
