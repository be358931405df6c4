"""Pages with an organisation's own estimates."""

from __future__ import annotations

from contextlib import suppress

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from plateau.accounts import store as accounts_store
from plateau.accounts.guard import requires
from plateau.accounts.model import Actor, Permission
from plateau.catalogue.loader import catalogue
from plateau.catalogue.model import Intervention
from plateau.database import new_id
from plateau.tailoring import operations, store, wording
from plateau.tailoring.applying import our_estimates
from plateau.tailoring.forms import EstimateForm, estimate_form
from plateau.tailoring.model import OwnEstimate
from plateau.tailoring.views.shared import blueprint
from plateau.web.clock import now
from plateau.web.data import reading, transaction


@blueprint.get("/schattingen")
@requires(Permission.ROADMAP_READ)
def estimates(actor: Actor) -> ResponseReturnValue:
    """Every intervention for this kind of organisation, those with own estimates first."""
    with reading() as session:
        found = store.newest(session, organisation_id=actor.organisation.id)
        added = store.newest_interventions(session, organisation_id=actor.organisation.id)
        names = accounts_store.people_names(session, {item.set_by for item in found.values()})
    own = {name: item for name, item in found.items() if item.estimates is not None}
    offered = [
        *(item.item for item in added.values() if not item.withdrawn),
        *catalogue().interventions_for(actor.organisation.kind),
    ]
    return render_template(
        "tailoring/estimates.html",
        corrected=[
            (item, own[item.id], _changes(actor, item, own[item.id])) for item in offered if item.id in own
        ],
        others=[item for item in offered if item.id not in own],
        names=names,
    )


@blueprint.get("/schattingen/<slug>")
@requires(Permission.ROADMAP_DRAFT)
def estimate(actor: Actor, slug: str) -> ResponseReturnValue:
    """Plateau's estimate beside the organisation's own, to be corrected."""
    return _page(actor, _intervention(actor, slug))


@blueprint.post("/schattingen/<slug>")
@requires(Permission.ROADMAP_DRAFT)
def set_estimate(actor: Actor, slug: str) -> ResponseReturnValue:
    """Store own estimates, or go back to plateau's."""
    item = _intervention(actor, slug)
    ours = our_estimates(item, kind=actor.organisation.kind, size=actor.organisation.size)
    form = estimate_form(ours, None)
    back = request.form.get("go") == "back"
    if back:
        form.reason.data = form.reason.data or _("Terug naar de schatting van plateau.")
    if not form.validate():
        return _page(actor, item, form), 422
    try:
        with transaction() as session:
            operations.set_estimate(
                session,
                actor=actor,
                intervention_id=item.id,
                estimates=None if back else form.estimates(),
                reason=form.reason.data,
                seen=form.version.data,
                now=now(),
                version_id=new_id(),
            )
    except operations.StaleEstimateError as error:
        # Saved again, it replaces what the other stored: that is shown beside it first.
        form.version.data = error.current.version
        form.version.raw_data = None
        return _page(actor, item, form, stale=True), 409
    flash(
        _("U gebruikt weer de schatting van plateau.")
        if back
        else _("Uw schatting is opgeslagen. Een nieuwe berekening van de roadmap gebruikt haar."),
        "ok",
    )
    return redirect(url_for(".estimate", organisation_id=actor.organisation.id, slug=item.id))


def _page(actor: Actor, item: Intervention, form: EstimateForm | None = None, *, stale: bool = False) -> str:
    with reading() as session:
        history = store.history(session, organisation_id=actor.organisation.id, intervention_id=item.id)
        names = accounts_store.people_names(session, {version.set_by for version in history})
    ours = our_estimates(item, kind=actor.organisation.kind, size=actor.organisation.size)
    newest = history[0] if history else None
    own = newest.estimates if newest else None
    return render_template(
        "tailoring/estimate.html",
        item=item,
        form=form or estimate_form(own or ours, newest),
        ours={name: wording.part_words(ours, name) for name in wording.PARTS},
        own=own,
        newest=newest,
        history=[
            (version, wording.changed_parts(ours, version.estimates) if version.estimates else None)
            for version in history
        ],
        names=names,
        stale=stale,
    )


def _changes(actor: Actor, item: Intervention, own: OwnEstimate) -> list[tuple[str, str, str]]:
    ours = our_estimates(item, kind=actor.organisation.kind, size=actor.organisation.size)
    return wording.changed_parts(ours, own.estimates) if own.estimates else []


def _intervention(actor: Actor, slug: str) -> Intervention:
    """One of ours or of the organisation's own, with the estimates that it came with."""
    with suppress(KeyError):
        item = catalogue().intervention(slug)
        return item if item.kind is actor.organisation.kind else abort(404)
    with reading() as session:
        own = store.newest_interventions(session, organisation_id=actor.organisation.id).get(slug)
    return own.item if own is not None and not own.withdrawn else abort(404)
