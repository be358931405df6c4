"""Where people differ, and hiding a comment that gives its author away."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from uuid import UUID

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from plateau.accounts.guard import requires
from plateau.accounts.model import Actor, Permission
from plateau.assessment import agreement_wording, answer_wording, operations, store
from plateau.assessment.agreement import reliability
from plateau.assessment.answer_scale import scale_of
from plateau.assessment.answer_wording import AnswerName, answer_names
from plateau.assessment.asked import questionnaire_of, round_catalogue
from plateau.assessment.differences import Difference, find_differences, voices
from plateau.assessment.forms import field_name
from plateau.assessment.operations import NotFound
from plateau.assessment.views.shared import blueprint, get_round
from plateau.catalogue.scan import Questionnaire, Scan
from plateau.web.clock import now
from plateau.web.data import reading, transaction


@blueprint.get("/<uuid:round_id>/verschillen")
@requires(Permission.PROFILE_READ)
def differences(actor: Actor, round_id: UUID) -> ResponseReturnValue:
    """What people should talk about: blind spots first, then what differs most and matters most."""
    with reading() as session:
        item = get_round(session, actor, round_id)
        asked = questionnaire_of(item)
        found = operations.compute_results(session, actor=actor, item=item, asked=asked)
        ambition = store.find_ambition(session, organisation_id=actor.organisation.id, round_id=round_id)
    results = found.results
    ordered = () if results.withheld else find_differences(asked, results, ambition)
    names = {criterion.id: answer_names(criterion, round_catalogue(item)) for criterion in asked.criteria}
    return render_template(
        "assessment/differences.html",
        round=item,
        asked=asked,
        has_plateaus=not isinstance(asked, Scan),
        results=results,
        differences=ordered,
        names=names,
        tables=_tables(ordered, names),
        spots=[difference for difference in ordered if difference.spots],
        # The round's own id as seed: the same round always shows the same interval.
        reliability=reliability(results.distributions.values(), seed=round_id.int)
        if _is_comparable(asked)
        else None,
        is_comparable=_is_comparable(asked),
        comments=found.comments,
        named=found.named,
        voices=voices,
        field_name=field_name,
        wording=agreement_wording,
        answer_words=answer_wording.answer_words,
    )


def _is_comparable(asked: Questionnaire) -> bool:
    """Whether all questions have one and the same ordered scale: else they are not higher or lower."""
    scales = {scale_of(criterion) for criterion in asked.criteria}
    return len(scales) == 1 and all(scale.is_ordered for scale in scales)


def _tables(
    differences: Sequence[Difference], names: Mapping[str, tuple[AnswerName, ...]]
) -> list[tuple[tuple[AnswerName, ...], list[Difference]]]:
    """The differences in tables whose rows share their answers, in the order in which they come up."""
    found: dict[tuple[AnswerName, ...], list[Difference]] = {}
    for item in differences:
        found.setdefault(names[item.criterion.id], []).append(item)
    return list(found.items())


@blueprint.post("/<uuid:round_id>/verschillen/toelichting")
@requires(Permission.ROUND_MANAGE)
def hide_comment(actor: Actor, round_id: UUID) -> ResponseReturnValue:
    """Hide a comment, or show it again."""
    criterion = request.form.get("criterion", "")
    hidden = request.form.get("hidden") == "yes"
    try:
        with transaction() as session:
            item = get_round(session, actor, round_id)
            operations.set_comment_hidden(
                session,
                actor=actor,
                round_id=round_id,
                asked=questionnaire_of(item),
                criterion=criterion,
                digest=request.form.get("digest", ""),
                hidden=hidden,
                now=now(),
            )
    except NotFound:
        abort(404)
    flash(
        _("De toelichting is verborgen.") if hidden else _("De toelichting is weer te zien."), category="ok"
    )
    return redirect(
        url_for(
            ".differences",
            organisation_id=actor.organisation.id,
            round_id=round_id,
            _anchor=field_name(criterion),
        )
    )
