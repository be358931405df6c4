"""What a newer version of a questionnaire does with the one that a round asks."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from plateau.accounts.guard import requires
from plateau.accounts.model import Actor, Permission
from plateau.assessment import operations, round_wording, store
from plateau.assessment.asked import newer_questionnaire, questionnaire_of
from plateau.assessment.lifecycle import may_take_newer
from plateau.assessment.operations import TermsFixed
from plateau.assessment.views.shared import blueprint, get_round
from plateau.catalogue.difference import questionnaire_differences
from plateau.catalogue.kept import digest_of
from plateau.tailoring.difference_wording import difference_rows
from plateau.web.data import reading, transaction


@blueprint.get("/<uuid:round_id>/nieuwe-versie")
@requires(Permission.ROUND_MANAGE)
def newer_version(actor: Actor, round_id: UUID) -> ResponseReturnValue:
    """The difference between what this round asks and what a new one would."""
    with reading() as session:
        item = get_round(session, actor, round_id)
        people = store.participants(session, round_id)
    asked, newer = questionnaire_of(item), newer_questionnaire(actor, item)
    return render_template(
        "assessment/newer_version.html",
        round=item,
        instrument=asked,
        newer=newer,
        wording=round_wording,
        digest=digest_of(newer) if newer else None,
        may_take=may_take_newer(item),
        asked_all=operations.asked_all(people, newer) if newer else (),
        rows=difference_rows(questionnaire_differences(asked, newer), asked, newer) if newer else [],
    )


@blueprint.post("/<uuid:round_id>/nieuwe-versie")
@requires(Permission.ROUND_MANAGE)
def take_newer_version(actor: Actor, round_id: UUID) -> ResponseReturnValue:
    """Let a round that was never open ask the newer version, when that is the one that was looked at."""
    with reading() as session:
        item = get_round(session, actor, round_id)
    where: dict[str, Any] = {"organisation_id": actor.organisation.id, "round_id": round_id}
    newer = newer_questionnaire(actor, item)
    if newer is None:  # the page says so
        return redirect(url_for(".newer_version", **where))
    if request.form.get("digest") != digest_of(newer):
        flash(_("Niet gedaan: de vragenlijst is intussen veranderd. Bekijk het verschil opnieuw."), "error")
        return redirect(url_for(".newer_version", **where))
    try:
        with transaction() as session:
            operations.take_newer(session, actor=actor, round_id=round_id, instrument=newer)
    except TermsFixed:
        flash(_("Niet gedaan: de meting is intussen open geweest, en houdt haar versie."), "error")
    else:
        flash(_("De meting vraagt nu versie %(version)s.", version=newer.version), "ok")
    return redirect(url_for(".manage", **where))
