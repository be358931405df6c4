"""The page with an organisation's own milestones, where a file with them comes in."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext

from plateau.accounts.guard import requires
from plateau.accounts.model import Actor, Permission
from plateau.catalogue.loader import catalogue
from plateau.catalogue.yaml_reader import ContentError
from plateau.roadmap import operations, store, wording
from plateau.roadmap.milestone_file import (
    example_milestones,
    milestones_yaml,
    read_milestones,
    write_milestones,
)
from plateau.web.clock import new_id, today
from plateau.web.data import reading, transaction
from plateau.web.files import Refusal, download, takes_file, uploaded
from plateau.web.locale import language

blueprint = Blueprint("milestones", __name__, url_prefix="/organisaties/<uuid:organisation_id>/mijlpalen")


@blueprint.get("")
@requires(Permission.ROADMAP_DRAFT)
def milestones(actor: Actor) -> ResponseReturnValue:
    """The organisation's own milestones, and how to bring more."""
    return _page(actor)


@blueprint.post("")
@takes_file
@requires(Permission.ROADMAP_DRAFT)
def bring_milestones(actor: Actor) -> ResponseReturnValue:
    """Add the milestones of a file; with any mistake nothing is stored."""
    upload = uploaded()
    if upload is None:
        return _page(actor, Refusal(no_file=True)), 422
    data, file = upload
    try:
        found = read_milestones(data, file, catalogue=catalogue(), make_id=new_id)
    except ContentError as error:
        return _page(actor, Refusal(file, error.problems)), 422
    with transaction() as session:
        stored = [operations.add_milestone(session, actor=actor, milestone=item) for item in found]
    added = sum(item is one for item, one in zip(found, stored, strict=True))
    flash(_added_words(added, len(found) - added), "ok")
    return redirect(url_for(".milestones", organisation_id=actor.organisation.id))


def _added_words(added: int, known: int) -> str:
    sentences = (
        (added, ngettext("%(num)s mijlpaal toegevoegd.", "%(num)s mijlpalen toegevoegd.", added)),
        (known, ngettext("%(num)s mijlpaal stond er al.", "%(num)s mijlpalen stonden er al.", known)),
    )
    return " ".join(sentence for count, sentence in sentences if count)


@blueprint.get("/sjabloon.xlsx", defaults={"ending": "xlsx"})
@blueprint.get("/sjabloon.yaml", defaults={"ending": "yaml"})
@requires(Permission.ROADMAP_DRAFT)
def milestone_template(_actor: Actor, ending: str) -> ResponseReturnValue:
    """A file with two milestones as an example."""
    found = example_milestones(language(), today().year)
    data = milestones_yaml(found) if ending == "yaml" else write_milestones(found, language())
    return download(data, _("mijlpalen-sjabloon"), ending)


def _page(actor: Actor, refusal: Refusal | None = None) -> str:
    with reading() as session:
        found = store.milestones(session, actor.organisation.id)
    return render_template(
        "roadmap/own_milestones.html",
        milestones=found,
        catalogue=catalogue(),
        wording=wording,
        refusal=refusal,
    )
