"""The ambition: read by all, set by who may."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from plateau.accounts import store as accounts_store
from plateau.accounts.guard import requires
from plateau.accounts.model import Actor, Permission
from plateau.accounts.policy import may
from plateau.assessment import operations, store, wording
from plateau.assessment.ambition import Advice, advise, months_between
from plateau.assessment.asked import instrument_of, round_catalogue
from plateau.assessment.forms import AmbitionForm, ambition_form, field_name
from plateau.assessment.gaps import find_gaps
from plateau.assessment.operations import AmbitionChanged
from plateau.assessment.scoring import Profile
from plateau.assessment.views.shared import blueprint, get_round
from plateau.catalogue.model import PLATEAUS, Instrument
from plateau.web.clock import now, today
from plateau.web.data import reading, transaction

DEFAULT_HORIZON_YEARS = 3
VALUES = {str(plateau) for plateau in PLATEAUS}


@blueprint.route("/<uuid:round_id>/ambitie", methods=["GET", "POST"])
@requires(Permission.AMBITION_READ)
def ambition(actor: Actor, round_id: UUID) -> ResponseReturnValue:
    """The ambition: read by all, set by who may (a POST by another is refused below)."""
    with reading() as session:
        item = get_round(session, actor, round_id)
        instrument = instrument_of(item)
        found = operations.compute_profile(session, item=item, instrument=instrument)
        current = store.find_ambition(session, organisation_id=actor.organisation.id, round_id=round_id)
        names = accounts_store.people_names(session, {current.set_by} if current else set())
    form = ambition_form(
        instrument, current, horizon=date(today().year + DEFAULT_HORIZON_YEARS, 12, 31), today=today()
    )
    message = ""
    status = 200
    if request.method == "POST":
        if not may(actor.role, Permission.AMBITION_SET):
            abort(403)
        # "check" asks for advice on what is filled in so far: nothing to complain about yet.
        saving = request.form.get("go") != "check"
        status = 422 if saving else 200
        if saving and form.validate():
            try:
                _set_ambition(actor, round_id, instrument, form)
            except AmbitionChanged as changed:
                status = 409
                current = changed.current
                message = _(
                    "Iemand anders heeft de ambitie intussen gewijzigd. Hieronder staat wat u invulde; "
                    "sla nog een keer op als dit het moet worden."
                )
                form.version.data = current.version if current else 0
                form.version.raw_data = [str(form.version.data)]
            else:
                flash(_("De ambitie is opgeslagen."), "ok")
                return redirect(
                    url_for(".ambition", organisation_id=actor.organisation.id, round_id=round_id)
                )
    page = render_template(
        "assessment/ambition.html",
        round=item,
        instrument=instrument,
        catalogue=round_catalogue(item),
        profile=found,
        ambition=current,
        set_by=names.get(current.set_by, "") if current else "",
        gaps=find_gaps(instrument, found, current) if current else (),
        form=form,
        field_name=field_name,
        own_targets={
            criterion.id for criterion in instrument.criteria if form[field_name(criterion.id)].data
        },
        advice=_advice(instrument, found, form),
        message=message,
        wording=wording,
    )
    return page, status


def _set_ambition(actor: Actor, round_id: UUID, instrument: Instrument, form: AmbitionForm) -> None:
    assert form.horizon.data is not None
    with transaction() as session:
        operations.set_ambition(
            session,
            actor=actor,
            round_id=round_id,
            horizon=form.horizon.data,
            motivation=str(form.motivation.data).strip(),
            motivations=form.motivations(instrument),
            targets=form.targets(instrument),
            base_version=form.version.data or 0,
            now=now(),
        )


def _advice(
    instrument: Instrument, found: Profile, form: AmbitionForm
) -> dict[str, list[tuple[Advice, str]]]:
    """Per area the remarks on what the form holds now, each with its words."""
    months = months_between(today(), form.horizon.data) if form.horizon.data else 0
    advice: dict[str, list[tuple[Advice, str]]] = {}
    for area in found.areas:
        chosen = form[f"area-{area.area}"].data
        if chosen not in VALUES:
            continue
        target = int(chosen)
        remarks = advise(current=area.plateau, target=target, months=months, asked=instrument.asked_plateau)
        advice[area.area] = [
            (
                remark,
                wording.advice_sentence(
                    remark, current=area.plateau, target=target, asked=instrument.asked_plateau, months=months
                ),
            )
            for remark in remarks
        ]
    return advice
