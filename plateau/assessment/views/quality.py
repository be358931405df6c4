"""The data-quality page: signs in the answers, for who leads the measurement."""

from __future__ import annotations

from uuid import UUID

from flask import render_template
from flask.typing import ResponseReturnValue

from plateau.accounts.guard import requires
from plateau.accounts.model import Actor, Permission
from plateau.assessment import agreement_wording, operations, quality_wording
from plateau.assessment.asked import questionnaire_of, round_catalogue
from plateau.assessment.forms import field_name
from plateau.assessment.views.shared import blueprint, get_round
from plateau.web.data import reading


@blueprint.get("/<uuid:round_id>/kwaliteit")
@requires(Permission.ROUND_MANAGE)
def quality(actor: Actor, round_id: UUID) -> ResponseReturnValue:
    """What one may notice about the answers, and what to ask about."""
    with reading() as session:
        item = get_round(session, actor, round_id)
        found = operations.compute_quality(session, actor=actor, item=item, asked=questionnaire_of(item))
    return render_template(
        "assessment/quality.html",
        round=item,
        quality=found,
        catalogue=round_catalogue(item),
        has_plateaus=round_catalogue(item).has_plateaus(item.instrument_id),
        silent=agreement_wording.enumeration(
            [agreement_wording.perspective_name(perspective) for perspective in found.silent]
        ),
        field_name=field_name,
        wording=quality_wording,
    )
