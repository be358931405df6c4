"""The page "Hoe zeker is dit?" of a computed roadmap."""

from __future__ import annotations

from uuid import UUID

from flask import Blueprint, abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from plateau.accounts.guard import requires
from plateau.accounts.model import Actor, Permission
from plateau.assessment.asked import planning_catalogue
from plateau.assessment.operations import NotFound
from plateau.roadmap.forms import LARGEST
from plateau.roadmap.outlook_page import milestone_titles, outlook_of, outlook_page
from plateau.roadmap.situation import NoAmbition, Overview, get_overview
from plateau.web.clock import today
from plateau.web.data import reading

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
    titles = milestone_titles(
        planning_catalogue(actor, round_id),
        overview.situation.instrument.id,
        overview.milestones,
    )
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


def overview_of(actor: Actor, round_id: UUID) -> Overview | None:
    """The newest roadmap of a round, or the one asked for; None when there is nowhere to go yet."""
    number = request.args.get("nummer", type=int)
    if number is not None and not 0 < number <= LARGEST:
        abort(404)
    try:
        with reading() as session:
            return get_overview(
                session,
                organisation=actor.organisation,
                round_id=round_id,
                number=number,
                catalogue=planning_catalogue(actor, round_id),
                today=today(),
            )
    except NotFound:
        abort(404)
    except NoAmbition:
        return None
