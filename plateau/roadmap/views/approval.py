"""Approving a roadmap."""

from __future__ import annotations

from uuid import UUID

from flask import abort, flash, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from plateau.accounts.guard import requires
from plateau.accounts.model import Actor, Permission
from plateau.assessment.asked import planning_catalogue
from plateau.assessment.operations import NotFound
from plateau.roadmap import operations, store, wording
from plateau.roadmap.changes import changes
from plateau.roadmap.operations import NothingToApprove, PlanSuperseded
from plateau.roadmap.situation import NoAmbition, get_overview
from plateau.roadmap.views.shared import (
    blueprint,
    chances_of,
    no_ambition,
    page_of,
    scenario_wanted,
    to_result,
)
from plateau.web.clock import now, today
from plateau.web.data import reading, transaction


@blueprint.get("/goedkeuren")
@requires(Permission.ROADMAP_APPROVE)
def confirm_approval(actor: Actor, round_id: UUID) -> ResponseReturnValue:
    """What one is about to approve, before it is done."""
    try:
        with reading() as session:
            overview = get_overview(
                session,
                organisation=actor.organisation,
                round_id=round_id,
                number=None,
                catalogue=planning_catalogue(actor, round_id),
                today=today(),
                scenario_id=scenario_wanted(),
            )
    except NotFound:
        abort(404)
    except NoAmbition:
        return no_ambition(actor, round_id)
    stored = overview.stored
    changed = changes(stored.problem, overview.current) if stored else ()
    if stored is None or not stored.plan.found or changed or stored.summary.is_approved:
        return to_result(actor, round_id, scenario_wanted())  # that page says why there is nothing to approve
    return render_template(
        "roadmap/confirm_approval.html",
        round=overview.situation.round,
        ambition=overview.situation.ambition,
        stored=stored,
        page=page_of(actor, overview, stored),
        chances=chances_of(actor, overview, stored) or (),
        earlier=overview.approved,
        wording=wording,
    )


@blueprint.post("/goedkeuren")
@requires(Permission.ROADMAP_APPROVE)
def approve(actor: Actor, round_id: UUID) -> ResponseReturnValue:
    """Approve the newest roadmap."""
    try:
        plan_id = UUID(request.form.get("plan", ""))
        with transaction() as session:
            approved = operations.approve_plan(
                session,
                actor=actor,
                round_id=round_id,
                plan_id=plan_id,
                catalogue=planning_catalogue(actor, round_id),
                now=now(),
                today=today(),
            )
            scenario = store.find_scenario(
                session,
                organisation_id=actor.organisation.id,
                round_id=round_id,
                scenario_id=approved.scenario_id,
            )
    except (NotFound, ValueError):
        abort(404)
    except PlanSuperseded as superseded:
        flash(_why_superseded(superseded), "warning")
    except NothingToApprove:
        flash(_("De berekening gaf geen roadmap, dus er is niets om goed te keuren."), "warning")
    else:
        assert scenario
        flash(_approved_words(approved.number, scenario.name), "ok")
        return to_result(actor, round_id, number=approved.number)
    return to_result(actor, round_id, scenario_wanted())


def _approved_words(number: int, name: str) -> str:
    return _(
        "U hebt roadmap %(number)s (%(name)s) goedgekeurd.", number=number, name=wording.scenario_name(name)
    )


def _why_superseded(superseded: PlanSuperseded) -> str:
    if superseded.changed is None:
        return _("Er is intussen een nieuwere roadmap. Bekijk die eerst; er is niets goedgekeurd.")
    what_to_do = _("Bereken de roadmap eerst opnieuw; er is niets goedgekeurd.")
    return f"{wording.change_sentence(superseded.changed)} {what_to_do}"
