"""Changing what comes next, and making what the group wants into the ambition."""

from __future__ import annotations

from uuid import UUID

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from plateau.accounts.guard import requires
from plateau.accounts.model import Actor, Permission
from plateau.assessment.asked import questionnaire_of
from plateau.assessment.operations import AmbitionChanged, NotFound
from plateau.assessment.views.shared import get_round
from plateau.web.clock import now, today
from plateau.web.data import reading, transaction
from plateau.workshop import operations
from plateau.workshop.forms import AdoptForm, later_form
from plateau.workshop.model import Position, Subject
from plateau.workshop.operations import Stale
from plateau.workshop.views.screens import minutes_page
from plateau.workshop.views.shared import PREFIX, areas_of, blueprint, get_workshop


@blueprint.route(f"{PREFIX}/<uuid:workshop_id>/agenda", methods=["GET", "POST"])
@requires(Permission.ROUND_MANAGE)
def agenda(actor: Actor, workshop_id: UUID) -> ResponseReturnValue:
    """What comes after the item at hand: leave out, add, or put in another order."""
    with reading() as session:
        workshop = get_workshop(session, actor, workshop_id)
        held = get_round(session, actor, workshop.round_id)
    asked = questionnaire_of(held)
    done = [item.topic.reference for item in workshop.items[: workshop.position.item]]
    criteria = [criterion for criterion in asked.criteria if criterion.id not in done]
    later = [item.topic.reference for item in workshop.items if item.topic.subject is Subject.CRITERION]
    criteria.sort(key=lambda criterion: later.index(criterion.id) if criterion.id in later else len(later))
    form = later_form(workshop, criteria, suggest=request.method == "GET")
    empty = False
    if form.validate_on_submit():
        topics = form.topics(criteria, [area for area in areas_of(asked) if area not in done])
        empty = not topics and not done
        if not empty:
            try:
                with transaction() as session:
                    operations.set_agenda(
                        session,
                        actor=actor,
                        workshop_id=workshop_id,
                        topics=topics,
                        expected=Position.parse(form.at.data),
                    )
            except (Stale, ValueError):
                flash(_("De werksessie was al verder. Hieronder ziet u waar zij nu staat."), "info")
            return redirect(
                url_for(".facilitate", organisation_id=actor.organisation.id, workshop_id=workshop_id)
            )
    page = render_template(
        "workshop/agenda.html",
        workshop=workshop,
        round=held,
        form=form,
        criteria=criteria,
        empty=empty,
        has_plateaus=bool(areas_of(asked)),
    )
    return page, 422 if request.method == "POST" else 200


@blueprint.post(f"{PREFIX}/<uuid:workshop_id>/ambitie")
@requires(Permission.AMBITION_SET)
def adopt_ambition(actor: Actor, workshop_id: UUID) -> ResponseReturnValue:
    """Make the plateaus that the group wants into the ambition."""
    with reading() as session:
        workshop = get_workshop(session, actor, workshop_id)
    form = AdoptForm()
    if not form.check(today()):
        return minutes_page(actor, workshop_id, form), 422
    try:
        with transaction() as session:
            operations.adopt_ambition(
                session,
                actor=actor,
                workshop_id=workshop_id,
                horizon=form.horizon.data,
                motivation=form.motivation.data.strip(),
                base_version=form.version.data,
                now=now(),
            )
    except (NotFound, AmbitionChanged):
        flash(_("De ambitie is intussen veranderd. Kijk haar na en stel haar daar bij."), "warning")
    return redirect(
        url_for("assessment.ambition", organisation_id=actor.organisation.id, round_id=workshop.round_id)
    )
