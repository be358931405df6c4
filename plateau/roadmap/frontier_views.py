"""The page "Wat kan het kosten?": the choices between money, reach and time, and taking one of them over."""

from __future__ import annotations

from uuid import UUID

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from plateau.accounts.guard import requires
from plateau.accounts.model import Actor, Permission
from plateau.assessment.operations import NotFound
from plateau.roadmap import operations
from plateau.roadmap.frontier_page import (
    budgets_of,
    frontier_of,
    frontier_picture,
    known_frontier,
    point_rows,
)
from plateau.roadmap.operations import ScenarioChanged
from plateau.roadmap.outlook_views import overview_of
from plateau.web.clock import now
from plateau.web.data import transaction

blueprint = Blueprint(
    "frontier", __name__, url_prefix="/organisaties/<uuid:organisation_id>/metingen/<uuid:round_id>/roadmap"
)


@blueprint.get("/wat-kan-het-kosten")
@requires(Permission.ROADMAP_READ)
def frontier(actor: Actor, round_id: UUID) -> ResponseReturnValue:
    """The choices, once they are searched; searching takes seconds, so only when asked."""
    overview = overview_of(actor, round_id)
    if overview is None or overview.stored is None or not overview.stored.plan.found:
        return redirect(url_for("roadmap.roadmap", organisation_id=actor.organisation.id, round_id=round_id))
    stored = overview.stored
    found = frontier_of(stored) if request.args.get("zoek") else known_frontier(stored)
    rows = point_rows(stored, found) if found else ()
    return render_template(
        "roadmap/frontier.html",
        round=overview.situation.round,
        stored=stored,
        frontier=found,
        rows=rows,
        picture=frontier_picture(rows) if rows else None,
        revision=overview.situation.revision,
    )


@blueprint.post("/wat-kan-het-kosten")
@requires(Permission.ROADMAP_DRAFT)
def take_over(actor: Actor, round_id: UUID) -> ResponseReturnValue:
    """Make the money of one choice the budget of the settings; the roadmap itself stays until computed."""
    overview = overview_of(actor, round_id)
    place = request.form.get("keuze", type=int)
    if overview is None or overview.stored is None or place is None:
        abort(404)
    points = frontier_of(overview.stored).points
    if not 0 <= place < len(points):
        abort(404)
    try:
        with transaction() as session:
            operations.save_scenario(
                session,
                actor=actor,
                round_id=round_id,
                scenario=budgets_of(points[place], overview.situation.scenario),
                base_revision=request.form.get("revision", 0, type=int),
                now=now(),
            )
    except NotFound:
        abort(404)
    except ScenarioChanged:
        flash(_("Iemand anders wijzigde intussen de instellingen. Er is niets overgenomen."), "warning")
    else:
        told = _("Het geld van keuze %(number)s is nu het budget. Bereken opnieuw.", number=place + 1)
        flash(told, "ok")
    return redirect(url_for("roadmap.settings", organisation_id=actor.organisation.id, round_id=round_id))
