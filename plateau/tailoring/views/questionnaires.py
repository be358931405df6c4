"""Pages with an organisation's own questionnaires: read in, looked at, stored, withdrawn, taken along."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from uuid import UUID

import yaml
from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from plateau.accounts import store as accounts_store
from plateau.accounts.guard import requires
from plateau.accounts.model import Actor, Permission
from plateau.catalogue.difference import questionnaire_differences
from plateau.catalogue.loader import catalogue
from plateau.catalogue.model import Catalogue
from plateau.catalogue.own import as_document, example, example_yaml, write_questionnaire
from plateau.catalogue.scan import Questionnaire
from plateau.catalogue.yaml_reader import ContentError
from plateau.database import new_id
from plateau.tailoring import operations, store
from plateau.tailoring.applying import asking
from plateau.tailoring.difference_wording import DifferenceRow, difference_rows
from plateau.tailoring.model import OwnQuestionnaire
from plateau.tailoring.operations import ProposalOutdated
from plateau.tailoring.questionnaire_wording import form_name, size_words
from plateau.tailoring.views.shared import blueprint
from plateau.web.clock import now
from plateau.web.data import reading, transaction
from plateau.web.files import Refusal, download, takes_file, uploaded
from plateau.web.locale import language


@blueprint.get("/vragenlijsten")
@requires(Permission.ROUND_MANAGE)
def questionnaires(actor: Actor) -> ResponseReturnValue:
    """The organisation's own questionnaires, and how to bring one."""
    return _list_page(actor)


@blueprint.post("/vragenlijsten")
@takes_file
@requires(Permission.ROUND_MANAGE)
def bring_questionnaire(actor: Actor) -> ResponseReturnValue:
    """Read and check a file; what it holds is looked at before it is stored."""
    upload = uploaded()
    if upload is None:
        return _list_page(actor, Refusal(no_file=True)), 422
    data, file = upload
    waiting_id = new_id()
    try:
        with transaction() as session:
            operations.propose_questionnaire(
                session,
                actor=actor,
                data=data,
                file=file,
                catalogue=catalogue(),
                now=now(),
                waiting_id=waiting_id,
            )
    except ContentError as error:
        return _list_page(actor, Refusal(file, error.problems)), 422
    return redirect(url_for(".proposal", organisation_id=actor.organisation.id, waiting_id=waiting_id))


@blueprint.get("/vragenlijsten/voorstel/<uuid:waiting_id>")
@requires(Permission.ROUND_MANAGE)
def proposal(actor: Actor, waiting_id: UUID) -> ResponseReturnValue:
    """What a file holds and what it changes, before it is stored."""
    return _proposal_page(actor, waiting_id)


@blueprint.post("/vragenlijsten/voorstel/<uuid:waiting_id>")
@requires(Permission.ROUND_MANAGE)
def adopt_proposal(actor: Actor, waiting_id: UUID) -> ResponseReturnValue:
    """Store what was looked at."""
    try:
        with transaction() as session:
            stored = operations.adopt_proposal(
                session,
                actor=actor,
                waiting_id=waiting_id,
                seen=request.form.get("seen", 0, type=int),
                now=now(),
            )
    except ProposalOutdated:
        return _proposal_page(actor, waiting_id, outdated=True)
    if stored is None:
        flash(_("Dit voorstel is er niet meer. Lees het bestand nog een keer in."), "warning")
        return redirect(url_for(".questionnaires", organisation_id=actor.organisation.id))
    flash(
        _("Versie %(version)s is opgeslagen. Een nieuwe meting kan haar gebruiken.", version=stored.version),
        "ok",
    )
    return redirect(url_for(".own_questionnaire", organisation_id=actor.organisation.id, slug=stored.item.id))


@blueprint.get("/vragenlijsten/<slug>")
@requires(Permission.ROUND_MANAGE)
def own_questionnaire(actor: Actor, slug: str) -> ResponseReturnValue:
    """What a questionnaire asks now, and what each version changed."""
    with reading() as session:
        history = store.questionnaire_history(
            session, organisation_id=actor.organisation.id, questionnaire_id=slug
        )
        names = accounts_store.people_names(session, {version.set_by for version in history})
    if not history:
        abort(404)
    newest = history[0]
    return render_template(
        "tailoring/questionnaire.html",
        own=newest,
        item=newest.item,
        catalogue=_shown(newest.item),
        form_name=form_name,
        size_words=size_words,
        versions=list(zip(history, _steps(history), strict=True)),
        names=names,
    )


@blueprint.post("/vragenlijsten/<slug>/intrekken", defaults={"withdrawn": True})
@blueprint.post("/vragenlijsten/<slug>/aanbieden", defaults={"withdrawn": False})
@requires(Permission.ROUND_MANAGE)
def offer_questionnaire(actor: Actor, slug: str, *, withdrawn: bool) -> ResponseReturnValue:
    """Offer a questionnaire for new rounds no longer, or again."""
    with transaction() as session:
        stored = operations.set_withdrawn(
            session,
            actor=actor,
            questionnaire_id=slug,
            withdrawn=withdrawn,
            now=now(),
            version_id=new_id(),
        )
    if stored is None:
        abort(404)
    flash(
        _("De vragenlijst is ingetrokken. Metingen die haar gebruiken, gaan gewoon door.")
        if stored.withdrawn
        else _("De vragenlijst is weer te kiezen bij een nieuwe meting."),
        "ok",
    )
    return redirect(url_for(".own_questionnaire", organisation_id=actor.organisation.id, slug=slug))


@blueprint.get("/vragenlijsten/<slug>/bestand.xlsx", defaults={"ending": "xlsx"})
@blueprint.get("/vragenlijsten/<slug>/bestand.yaml", defaults={"ending": "yaml"})
@requires(Permission.ROUND_MANAGE)
def questionnaire_file(actor: Actor, slug: str, ending: str) -> ResponseReturnValue:
    """The newest version as a file, to change and bring back."""
    with reading() as session:
        history = store.questionnaire_history(
            session, organisation_id=actor.organisation.id, questionnaire_id=slug
        )
    return _file(history[0].item, ending, slug) if history else abort(404)


@blueprint.get("/vragenlijsten/sjabloon.xlsx", defaults={"ending": "xlsx"})
@blueprint.get("/vragenlijsten/sjabloon.yaml", defaults={"ending": "yaml"})
@requires(Permission.ROUND_MANAGE)
def questionnaire_template(_actor: Actor, ending: str) -> ResponseReturnValue:
    """A small questionnaire as an example to change: with plateaus, or (`?vorm=schaal`) with a scale."""
    name = "scan" if request.args.get("vorm") == "schaal" else "plateaus"
    if ending == "yaml":
        return download(example_yaml(name), _("vragenlijst-sjabloon"), ending)
    return _file(example(name, catalogue()), ending, _("vragenlijst-sjabloon"))


def _file(item: Questionnaire, ending: str, name: str) -> ResponseReturnValue:
    shared = catalogue().scales
    if ending == "yaml":
        text = yaml.safe_dump(as_document(item, shared), allow_unicode=True, sort_keys=False, width=110)
        return download(text.encode(), name, ending)
    return download(write_questionnaire(item, shared, language()), name, ending)


def _shown(item: Questionnaire) -> Catalogue:
    """The catalogue in which the areas and parts of this questionnaire have their names."""
    return asking(catalogue(), item, year=now().year)


def _steps(history: Sequence[OwnQuestionnaire]) -> list[list[DifferenceRow]]:
    """Per version, newest first, what it changed in the one before."""
    pairs = pairwise(history)
    found = [
        difference_rows(questionnaire_differences(old.item, new.item), old.item, new.item)
        for new, old in pairs
    ]
    return [*found, []]


def _proposal_page(actor: Actor, waiting_id: UUID, *, outdated: bool = False) -> ResponseReturnValue:
    with reading() as session:
        found = operations.read_proposal(session, actor=actor, waiting_id=waiting_id, now=now())
    if found is None:
        abort(404)
    page = render_template(
        "tailoring/proposal.html",
        proposal=found,
        item=found.item,
        catalogue=_shown(found.item),
        form_name=form_name,
        size_words=size_words,
        rows=difference_rows(found.differences, found.former.item, found.item) if found.former else [],
        outdated=outdated,
    )
    return page, 409 if outdated else 200


def _list_page(actor: Actor, refusal: Refusal | None = None) -> str:
    with reading() as session:
        found = store.newest_questionnaires(session, organisation_id=actor.organisation.id)
        names = accounts_store.people_names(session, {own.set_by for own in found})
    return render_template(
        "tailoring/questionnaires.html",
        questionnaires=found,
        names=names,
        form_name=form_name,
        size_words=size_words,
        catalogue=catalogue(),
        refusal=refusal,
    )
