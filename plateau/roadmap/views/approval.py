"""Approving a roadmap."""

from __future__ import annotations

from uuid import UUID

from flask import abort, flash, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from plateau.accounts.guard import requires
from plateau.accounts.model import Actor, Permission
from plateau.assessment.operations import NotFound
from plateau.roadmap import operations, wording
from plateau.roadmap.operations import NothingToApprove, PlanSuperseded
from plateau.roadmap.views.shared import blueprint, to_result, today
from plateau.tailoring.catalogue import own_catalogue
from plateau.web.clock import now
from plateau.web.data import transaction


@blueprint.post("/goedkeuren")
@requires(Permission.ROADMAP_APPROVE)
def approve(actor: Actor, round_id: UUID) -> ResponseReturnValue:
    """Approve the newest roadmap."""
    try:
        plan_id = UUID(request.form.get("plan", ""))
        with transaction() as session:
            operations.approve_plan(
                session,
                actor=actor,
                round_id=round_id,
                plan_id=plan_id,
                catalogue=own_catalogue(actor.organisation.id),
                now=now(),
                today=today(),
            )
    except (NotFound, ValueError):
        abort(404)
    except PlanSuperseded as superseded:
        flash(_why_superseded(superseded), "warning")
    except NothingToApprove:
        flash(_("De berekening gaf geen roadmap, dus er is niets om goed te keuren."), "warning")
    else:
        flash(_("U hebt de roadmap goedgekeurd."), "ok")
    return to_result(actor, round_id)


def _why_superseded(superseded: PlanSuperseded) -> str:
    if superseded.changed is None:
        return _("Er is intussen een nieuwere roadmap. Bekijk die eerst; er is niets goedgekeurd.")
    what_to_do = _("Bereken de roadmap eerst opnieuw; er is niets goedgekeurd.")
    return f"{wording.change_sentence(superseded.changed)} {what_to_do}"
