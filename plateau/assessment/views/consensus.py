"""Consensus: the official value of each criterion beside what people answered."""

from __future__ import annotations

from collections.abc import Mapping
from uuid import UUID

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext

from plateau.accounts import store as accounts_store
from plateau.accounts.guard import requires
from plateau.accounts.model import Actor, Permission
from plateau.assessment import agreement_wording, evidence_wording, lifecycle, operations, store
from plateau.assessment.answer_wording import answer_names
from plateau.assessment.asked import questionnaire_of, round_catalogue
from plateau.assessment.consensus import AgreedValue, untouched
from plateau.assessment.consensus_forms import AgreedForm, agreed_form
from plateau.assessment.differences import Difference, find_differences
from plateau.assessment.forms import field_name
from plateau.assessment.lifecycle import Act
from plateau.assessment.model import Round
from plateau.assessment.operations import AgreedValueChanged, NotAgreeing, NotFound, RoundResults
from plateau.assessment.views.evidence import send
from plateau.assessment.views.shared import blueprint, get_round
from plateau.catalogue.scan import Question, Questionnaire, Scan
from plateau.web.clock import now
from plateau.web.data import reading, transaction


@blueprint.get("/<uuid:round_id>/consensus")
@requires(Permission.PROFILE_READ)
def consensus(actor: Actor, round_id: UUID) -> ResponseReturnValue:
    """What was agreed on each criterion and what is left, in the order in which to talk about it."""
    with reading() as session:
        item = get_round(session, actor, round_id)
        asked = questionnaire_of(item)
        found = operations.compute_results(session, actor=actor, item=item, asked=asked)
        ambition = store.find_ambition(session, organisation_id=actor.organisation.id, round_id=round_id)
        values = store.agreed_values(session, round_id)
        names = accounts_store.people_names(session, {value.set_by for value in values.values()})
    results = {} if found.results.withheld else found.results.criteria
    ordered = (
        asked.criteria
        if found.results.withheld
        else [item.criterion for item in find_differences(asked, found.results, ambition)]
    )
    return render_template(
        "assessment/consensus.html",
        round=item,
        catalogue=round_catalogue(item),
        has_plateaus=not isinstance(asked, Scan),
        criteria=ordered,
        answers={criterion.id: answer_names(criterion, round_catalogue(item)) for criterion in ordered},
        results=results,
        values=values,
        pieces=found.pieces,
        evidence_wording=evidence_wording,
        names=names,
        untouched=untouched([criterion.id for criterion in asked.criteria], values),
        may_agree=lifecycle.allows(item.state, Act.AGREE),
        field_name=field_name,
        wording=agreement_wording,
    )


@blueprint.route("/<uuid:round_id>/consensus/<slug>", methods=["GET", "POST"])
@requires(Permission.ROUND_MANAGE)
def agree(actor: Actor, round_id: UUID, slug: str) -> ResponseReturnValue:
    """Agree on one criterion: what people answered, and the form for the value."""
    with reading() as session:
        item = get_round(session, actor, round_id)
        asked = questionnaire_of(item)
        found = operations.compute_results(session, actor=actor, item=item, asked=asked)
        difference = _difference(asked, found, slug)
        versions = store.agreed_value_versions(session, round_id=round_id, criterion=difference.criterion.id)
        names = accounts_store.people_names(session, {value.set_by for value in versions})
        following = _following(asked, found, difference, store.agreed_values(session, round_id))
    current = versions[0] if versions else None
    form = agreed_form(difference.criterion, current)
    message, status = "", 422 if request.method == "POST" else 200
    if form.validate_on_submit():
        try:
            value = _save(actor, item, asked, difference, form)
        except NotAgreeing:
            message, status = _("Deze meting is vastgesteld. Uw wijziging is niet opgeslagen."), 409
        except AgreedValueChanged as changed:
            message, status, current = _stale_words(item, changed.current, difference), 409, changed.current
            form.version.data = current.version if current else 0
            form.version.raw_data = [str(form.version.data)]
        else:
            if value.lacks_evidence(found.pieces.get(value.criterion, 0)):
                flash(_("Opgeslagen. Er staat nog niet bij waar deze hoge waarde uit blijkt."), "warning")
            else:
                flash(_("Opgeslagen."), "ok")
            if request.form.get("go") == "next" and following:
                return redirect(
                    url_for(
                        ".agree",
                        organisation_id=actor.organisation.id,
                        round_id=round_id,
                        slug=field_name(following.id),
                    )
                )
            return _to_consensus(actor, item, slug)
    page = render_template(
        "assessment/agree.html",
        round=item,
        catalogue=round_catalogue(item),
        difference=difference,
        answers=answer_names(difference.criterion, round_catalogue(item)),
        has_plateaus=not isinstance(asked, Scan),
        blocks=found.results.blocks,
        comments=[
            comment for comment in found.comments.get(difference.criterion.id, ()) if not comment.hidden
        ],
        slug=slug,
        evidence=found.evidence.get(difference.criterion.id, ()),
        evidence_wording=evidence_wording,
        named=bool(found.named),
        current=current,
        versions=versions,
        names=names,
        form=form,
        message=message,
        following=following,
        may_agree=lifecycle.allows(item.state, Act.AGREE),
        wording=agreement_wording,
    )
    return page, status


@blueprint.post("/<uuid:round_id>/consensus")
@requires(Permission.ROUND_MANAGE)
def leave_open(actor: Actor, round_id: UUID) -> ResponseReturnValue:
    """Leave open on purpose what nothing was said of: there the answers of people count."""
    try:
        with transaction() as session:
            item = get_round(session, actor, round_id)
            left = operations.leave_open(
                session, actor=actor, round_id=round_id, asked=questionnaire_of(item), now=now()
            )
    except NotAgreeing:
        flash(_("Deze meting is vastgesteld. Uw wijziging is niet opgeslagen."), "warning")
    else:
        flash(
            ngettext(
                "%(num)s onderwerp is bewust open gelaten.",
                "%(num)s onderwerpen zijn bewust open gelaten.",
                left,
            ),
            "ok",
        )
    return _to_consensus(actor, item)


def _to_consensus(actor: Actor, item: Round, anchor: str | None = None) -> ResponseReturnValue:
    return redirect(
        url_for(".consensus", organisation_id=actor.organisation.id, round_id=item.id, _anchor=anchor)
    )


def _following(
    asked: Questionnaire, found: RoundResults, here: Difference, values: Mapping[str, AgreedValue]
) -> Question | None:
    """The next criterion of which nothing was said, in the order of the page; None when there is none."""
    ordered: list[Question] = list(asked.criteria)
    if not found.results.withheld:
        ordered = [item.criterion for item in find_differences(asked, found.results, None)]
    place = ordered.index(here.criterion)
    return next((item for item in ordered[place + 1 :] + ordered[:place] if item.id not in values), None)


@blueprint.get("/<uuid:round_id>/consensus/<slug>/bewijs/<digest>")
@requires(Permission.ROUND_MANAGE)
def shown_file(actor: Actor, round_id: UUID, slug: str, digest: str) -> ResponseReturnValue:
    """A file among the evidence on a criterion; its address tells what is in it, not who gave it."""
    try:
        with reading() as session:
            item = get_round(session, actor, round_id)
            asked = questionnaire_of(item)
            file, content = operations.get_shown_file(
                session,
                actor=actor,
                item=item,
                asked=asked,
                criterion=_criterion(asked, slug).id,
                digest=digest,
            )
    except NotFound:
        abort(404)
    return send(file, content)


def _criterion(asked: Questionnaire, slug: str) -> Question:
    found = next((item for item in asked.criteria if field_name(item.id) == slug), None)
    return found or abort(404)


def _difference(asked: Questionnaire, found: RoundResults, slug: str) -> Difference:
    criterion = _criterion(asked, slug)
    if found.results.withheld:
        return Difference.unseen(criterion)
    everything = find_differences(asked, found.results, None)
    return next(item for item in everything if item.criterion is criterion)


def _save(
    actor: Actor, item: Round, asked: Questionnaire, difference: Difference, form: AgreedForm
) -> AgreedValue:
    with transaction() as session:
        return operations.agree(
            session,
            actor=actor,
            round_id=item.id,
            asked=asked,
            answer=form.answer(difference.criterion),
            reason=(form.reason.data or "").strip(),
            dissent=(form.dissent.data or "").strip(),
            evidence=(form.evidence.data or "").strip(),
            base_version=form.version.data or 0,
            now=now(),
        )


def _stale_words(item: Round, current: AgreedValue | None, difference: Difference) -> str:
    return _(
        "Iemand anders sprak intussen iets af over “%(name)s”: %(value)s. Hieronder staat wat u invulde; "
        "sla nog een keer op als dit het moet worden.",
        name=agreement_wording.criterion_name(difference.criterion),
        value=agreement_wording.agreed_words(
            current, answer_names(difference.criterion, round_catalogue(item))
        ),
    )
