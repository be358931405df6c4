"""How far the approved roadmap is."""

from __future__ import annotations

from uuid import UUID

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from sqlalchemy.orm import Session
from wtforms.fields.choices import SelectChoice

from plateau.accounts import store as accounts_store
from plateau.accounts.guard import requires
from plateau.accounts.model import Actor, Permission
from plateau.assessment import operations as assessment
from plateau.assessment.asked import planning_catalogue
from plateau.assessment.operations import NotFound
from plateau.roadmap import operations, store
from plateau.roadmap.progress import Report, Work
from plateau.roadmap.progress_forms import ProgressForm
from plateau.roadmap.progress_page import progress_page, work_name
from plateau.roadmap.store import StoredPlan, last_approved
from plateau.roadmap.views.shared import blueprint
from plateau.web.clock import new_id, now, today
from plateau.web.data import reading, transaction


@blueprint.get("/voortgang")
@requires(Permission.ROADMAP_READ)
def progress(actor: Actor, round_id: UUID) -> ResponseReturnValue:
    """Per intervention what was planned and what was told, and whether that lies on course."""
    return _progress_page(actor, round_id)


@blueprint.post("/voortgang")
@requires(Permission.ROADMAP_DRAFT)
def report_progress(actor: Actor, round_id: UUID) -> ResponseReturnValue:
    """Tell how far one intervention is."""
    form = _form()
    intervention_id = request.form.get("intervention", "")
    if not form.validate():
        return _progress_page(actor, round_id, refused=(intervention_id, form))
    try:
        with transaction() as session:
            stored = approved_plan(session, actor, round_id)
            if stored is None:
                raise NotFound("an approved roadmap")
            operations.report_progress(
                session,
                actor=actor,
                round_id=round_id,
                stored=stored,
                report=Report(
                    id=new_id(),
                    plan_id=stored.summary.id,
                    intervention_id=intervention_id,
                    work=Work(form.work.data),
                    percentage=form.percentage.data,
                    started_on=form.started_on.data,
                    ended_on=form.ended_on.data,
                    note=(form.note.data or "").strip(),
                    reported_at=now(),
                    reported_by=actor.person.id,
                ),
            )
    except NotFound:
        abort(404)
    flash(_("De voortgang is bewaard."), "ok")
    return redirect(url_for(".progress", organisation_id=actor.organisation.id, round_id=round_id))


def _form() -> ProgressForm:
    form = ProgressForm()
    form.work.choices = [SelectChoice(work.value, work_name(work)) for work in Work]
    return form


def approved_plan(session: Session, actor: Actor, round_id: UUID) -> StoredPlan | None:
    """The roadmap that holds: the one that was approved last."""
    assessment.get_round(session, organisation_id=actor.organisation.id, round_id=round_id)
    summaries = store.plan_summaries(session, organisation_id=actor.organisation.id, round_id=round_id)
    found = last_approved(summaries)
    if found is None:
        return None
    return store.get_plan(session, organisation_id=actor.organisation.id, plan_id=found.id)


def _progress_page(
    actor: Actor, round_id: UUID, *, refused: tuple[str, ProgressForm] | None = None
) -> ResponseReturnValue:
    try:
        with reading() as session:
            item = assessment.get_round(session, organisation_id=actor.organisation.id, round_id=round_id)
            stored = approved_plan(session, actor, round_id)
            told = (
                store.reports(session, organisation_id=actor.organisation.id, round_id=round_id)
                if stored
                else []
            )
            names = accounts_store.people_names(session, {report.reported_by for report in told})
    except NotFound:
        abort(404)
    page = render_template(
        "roadmap/progress.html",
        round=item,
        stored=stored,
        page=progress_page(
            stored,
            told,
            catalogue=planning_catalogue(actor, item.id),
            names=names,
            today=today(),
        )
        if stored
        else None,
        works=[(work, work_name(work)) for work in Work],
        refused=refused,
    )
    return page, 422 if refused else 200
