"""A decision about one intervention, on the roadmap's own page: then it is computed anew."""

from __future__ import annotations

from uuid import UUID

from flask import abort, flash, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from plateau.accounts.guard import requires
from plateau.accounts.model import Actor, Permission
from plateau.assessment.asked import planning_catalogue
from plateau.assessment.operations import NotFound
from plateau.roadmap import operations
from plateau.roadmap.forms import FREE
from plateau.roadmap.measures import find_measure
from plateau.roadmap.operations import ScenarioChanged
from plateau.roadmap.scenario import Choice
from plateau.roadmap.views.calculations import compute_now
from plateau.roadmap.views.result import refused
from plateau.roadmap.views.shared import blueprint, scenario_wanted, to_result
from plateau.web.clock import now
from plateau.web.data import transaction

#: The years 1000 to 2999 in quarters: what lies outside was not sent by our form.
KNOWN_QUARTERS = range(4_000, 12_000)


@blueprint.post("/keuze")
@requires(Permission.ROADMAP_DRAFT)
def decide(actor: Actor, round_id: UUID) -> ResponseReturnValue:
    """Free, mandatory or forbidden, and in which quarters it may start; the rest of the settings stays."""
    scenario_id = scenario_wanted()
    intervention_id = request.form.get("intervention", "")
    choice, not_before, not_after = _sent()
    if scenario_id is None or find_measure(planning_catalogue(actor, round_id), intervention_id) is None:
        abort(404)
    if not_before and not_after and not_after < not_before:
        return refused(actor, round_id, intervention_id, scenario_id)
    try:
        with transaction() as session:
            operations.decide_intervention(
                session,
                actor=actor,
                round_id=round_id,
                scenario_id=scenario_id,
                intervention_id=intervention_id,
                choice=choice,
                not_before=not_before,
                not_after=not_after,
                base_revision=request.form.get("revision", 0, type=int),
                now=now(),
            )
    except NotFound:
        abort(404)
    except ScenarioChanged:
        flash(
            _("De instellingen zijn intussen gewijzigd. Uw keuze is niet bewaard; maak haar opnieuw."),
            "warning",
        )
        return to_result(actor, round_id, scenario_id)
    return compute_now(actor, round_id, scenario_id)


def _sent() -> tuple[Choice | None, int | None, int | None]:
    """What was decided: choice, first quarter, last quarter. Pinned: it is done, and starts just then."""
    pinned = _quarter("pinned")
    if pinned is not None:
        return Choice.MANDATORY, pinned, pinned
    return _choice(), _quarter("not_before"), _quarter("not_after")


def _choice() -> Choice | None:
    sent = request.form.get("choice", FREE)
    try:
        return None if sent == FREE else Choice(sent)
    except ValueError:
        abort(400)


def _quarter(field: str) -> int | None:
    sent = request.form.get(field, "")
    if not sent:
        return None
    if not sent.isascii() or not sent.isdigit() or int(sent[:9]) not in KNOWN_QUARTERS:
        abort(400)
    return int(sent)
