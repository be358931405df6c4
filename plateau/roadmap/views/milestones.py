"""A milestone on a page of its own: to change it, or to take one over from the timetable in the source."""

from __future__ import annotations

from dataclasses import replace
from typing import Any
from uuid import UUID

from flask import abort, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from plateau.accounts.guard import requires
from plateau.accounts.model import Actor, Permission
from plateau.assessment.asked import planning_catalogue
from plateau.assessment.model import Round
from plateau.assessment.views.shared import get_round
from plateau.roadmap import operations, store
from plateau.roadmap.milestone_forms import milestone_form
from plateau.roadmap.milestones import DatedMilestone, timetable
from plateau.roadmap.views.shared import blueprint
from plateau.web.clock import new_id, now
from plateau.web.data import reading, transaction


@blueprint.route("/mijlpalen/<uuid:milestone_id>", methods=["GET", "POST"])
@requires(Permission.ROADMAP_DRAFT)
def milestone(actor: Actor, round_id: UUID, milestone_id: UUID) -> ResponseReturnValue:
    """Change a milestone of the organisation's own."""
    with reading() as session:
        item = get_round(session, actor, round_id)
        known = store.find_milestone(
            session, organisation_id=actor.organisation.id, milestone_id=milestone_id
        )
    if known is None:
        abort(404)
    return _milestone_page(actor, item, known)


@blueprint.route("/mijlpalen/overnemen/<entry>", methods=["GET", "POST"])
@requires(Permission.ROADMAP_DRAFT)
def take_over(actor: Actor, round_id: UUID, entry: str) -> ResponseReturnValue:
    """Make a milestone of one's own out of an entry of the source's timetable: laws shift."""
    with reading() as session:
        item = get_round(session, actor, round_id)
    catalogue = planning_catalogue(actor, round_id)
    entries = timetable(catalogue, catalogue.instrument(item.instrument_id))
    found = next((known for known in entries if known.id == entry), None)
    if found is None:
        abort(404)
    return _milestone_page(actor, item, found)


def _milestone_page(actor: Actor, item: Round, known: DatedMilestone) -> ResponseReturnValue:
    catalogue = planning_catalogue(actor, item.id)
    form = milestone_form(known, catalogue=catalogue)
    typed = form.milestone(new_id()) if form.validate_on_submit() else None
    if typed is not None:
        try:
            with transaction() as session:
                operations.change_milestone(session, actor=actor, known=known, milestone=typed, now=now())
        except operations.MilestoneGone:
            known = replace(known, removed=True)
        else:
            flash(_("De mijlpaal is opgeslagen. Bereken opnieuw om hem mee te laten tellen."), "ok")
            where: dict[str, Any] = {"organisation_id": actor.organisation.id, "round_id": item.id}
            return redirect(url_for(".settings", _anchor="milestones", **where))
    status = 200
    if form.is_submitted():
        status = 409 if known.removed else 422
    page = render_template(
        "roadmap/milestone.html",
        round=item,
        known=known,
        form=form,
        asked=catalogue.instrument(item.instrument_id).asked_plateau,
    )
    return page, status
