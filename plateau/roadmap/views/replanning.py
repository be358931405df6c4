"""Planning the approved roadmap again: what lies fixed, and then the calculation."""

from __future__ import annotations

from uuid import UUID

from flask import abort, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from plateau.accounts.guard import requires
from plateau.accounts.model import Actor, Permission
from plateau.assessment import operations as assessment
from plateau.assessment.asked import planning_catalogue
from plateau.assessment.operations import NotFound
from plateau.roadmap import operations, wording
from plateau.roadmap.operations import NothingToReplan, TooManyScenarios
from plateau.roadmap.replanning_page import standing_rows
from plateau.roadmap.scenario import quarter_of
from plateau.roadmap.views.calculations import compute_now
from plateau.roadmap.views.shared import blueprint
from plateau.web.clock import now, today
from plateau.web.data import reading, transaction


@blueprint.get("/opnieuw-plannen")
@requires(Permission.ROADMAP_DRAFT)
def replanning(actor: Actor, round_id: UUID) -> ResponseReturnValue:
    """What lies fixed and what is planned again, before it is done."""
    try:
        with reading() as session:
            item = assessment.get_round(session, organisation_id=actor.organisation.id, round_id=round_id)
            stored, found = operations.stands(
                session, organisation=actor.organisation, round_id=round_id, today=today()
            )
    except NotFound:
        abort(404)
    except NothingToReplan:
        return _to_progress(actor, round_id)
    return render_template(
        "roadmap/replanning.html",
        round=item,
        stored=stored,
        since=wording.quarter_since(quarter_of(today())),
        rows=standing_rows(found, planning_catalogue(actor, round_id)),
    )


@blueprint.post("/opnieuw-plannen")
@requires(Permission.ROADMAP_DRAFT)
def replan(actor: Actor, round_id: UUID) -> ResponseReturnValue:
    """Make the scenario and compute it; the approved roadmap stays approved until another one is."""
    try:
        with transaction() as session:
            made = operations.replan_scenario(
                session,
                actor=actor,
                round_id=round_id,
                name=wording.replanned_name(quarter_of(today())),
                now=now(),
                today=today(),
            )
    except NotFound:
        abort(404)
    except NothingToReplan:
        return _to_progress(actor, round_id)
    except TooManyScenarios:
        flash(_("Er zijn al zoveel scenario’s dat niemand ze nog kan vergelijken."), "warning")
        return redirect(url_for(".replanning", organisation_id=actor.organisation.id, round_id=round_id))
    return compute_now(actor, round_id, made.id)


def _to_progress(actor: Actor, round_id: UUID) -> ResponseReturnValue:
    """That page says what has to be done first."""
    return redirect(url_for(".progress", organisation_id=actor.organisation.id, round_id=round_id))
