"""Pages with an organisation's own interventions."""

from __future__ import annotations

from collections.abc import Sequence

from flask import abort, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from plateau.accounts import store as accounts_store
from plateau.accounts.guard import requires
from plateau.accounts.model import Actor, Permission
from plateau.catalogue.loader import catalogue
from plateau.catalogue.model import Intervention
from plateau.catalogue.workbook import write_interventions
from plateau.catalogue.yaml_reader import ContentError
from plateau.database import new_id
from plateau.tailoring import operations, store, wording
from plateau.tailoring.views.shared import blueprint
from plateau.web.clock import now
from plateau.web.data import reading, transaction
from plateau.web.files import Refusal, download, takes_file, uploaded
from plateau.web.locale import language, local


@blueprint.get("/maatregelen")
@requires(Permission.ROADMAP_DRAFT)
def interventions(actor: Actor) -> ResponseReturnValue:
    """The organisation's own interventions, and how to add them."""
    return _interventions_page(actor)


@blueprint.post("/maatregelen")
@takes_file
@requires(Permission.ROADMAP_DRAFT)
def import_interventions(actor: Actor) -> ResponseReturnValue:
    """Take in a workbook or YAML file; with any mistake nothing is stored."""
    upload = uploaded()
    if upload is None:
        return _interventions_page(actor, Refusal(no_file=True)), 422
    data, file = upload
    try:
        with transaction() as session:
            found = operations.import_interventions(
                session,
                actor=actor,
                data=data,
                file=file,
                catalogue=catalogue(),
                now=now(),
                make_id=new_id,
            )
    except ContentError as error:
        return _interventions_page(actor, Refusal(file, error.problems)), 422
    flash(wording.imported_sentence(len(found.added), len(found.changed), found.same), "ok")
    return redirect(url_for(".interventions", organisation_id=actor.organisation.id))


@blueprint.post("/maatregelen/<slug>/intrekken")
@requires(Permission.ROADMAP_DRAFT)
def withdraw(actor: Actor, slug: str) -> ResponseReturnValue:
    """Offer an own intervention no longer."""
    try:
        with transaction() as session:
            found = operations.withdraw(
                session, actor=actor, intervention_id=slug, now=now(), version_id=new_id()
            )
    except operations.InUseError as error:
        flash(_("Dat kan nog niet: “%(title)s” wacht erop.", title=local(error.other.title)), "warning")
    else:
        if not found:
            abort(404)
        flash(_("De maatregel is ingetrokken. Roadmaps waar hij in staat, houden hem."), "ok")
    return redirect(url_for(".interventions", organisation_id=actor.organisation.id))


@blueprint.get("/maatregelen/sjabloon.xlsx")
@requires(Permission.ROADMAP_DRAFT)
def template_file(_actor: Actor) -> ResponseReturnValue:
    """An empty workbook with headings in the reader's language."""
    return _workbook((), _("maatregelen-sjabloon"))


@blueprint.get("/maatregelen/voorbeeld.xlsx")
@requires(Permission.ROADMAP_DRAFT)
def example_file(actor: Actor) -> ResponseReturnValue:
    """Plateau's own interventions for this kind of organisation, as an example."""
    return _workbook(catalogue().interventions_for(actor.organisation.kind), _("maatregelen-voorbeeld"))


def _workbook(items: Sequence[Intervention], name: str) -> ResponseReturnValue:
    return download(write_interventions(items, language()), name, "xlsx")


def _interventions_page(actor: Actor, refusal: Refusal | None = None) -> str:
    with reading() as session:
        found = store.newest_interventions(session, organisation_id=actor.organisation.id)
        names = accounts_store.people_names(session, {item.set_by for item in found.values()})
    return render_template(
        "tailoring/interventions.html",
        items=[item for item in found.values() if not item.withdrawn],
        names=names,
        topics={
            criterion.id: criterion.name
            for instrument in catalogue().instruments
            for criterion in instrument.criteria
        },
        refusal=refusal,
    )
