"""What all see: the beamer during the session, the minutes after it."""

from __future__ import annotations

from io import BytesIO
from uuid import UUID

import segno
from flask import redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from markupsafe import Markup

from plateau.accounts.guard import requires
from plateau.accounts.model import Actor, Permission
from plateau.assessment import store as assessment_store
from plateau.assessment.asked import questionnaire_of, round_catalogue
from plateau.assessment.views.shared import get_round
from plateau.web.addresses import outside_url
from plateau.web.clock import now
from plateau.web.data import reading
from plateau.web.files import download
from plateau.workshop import operations, store, wording
from plateau.workshop.actions_file import write_actions
from plateau.workshop.forms import AdoptForm
from plateau.workshop.views.shared import PREFIX, blueprint, get_workshop, scene_values


@blueprint.get(f"{PREFIX}/<uuid:workshop_id>/scherm")
@requires(Permission.ROUND_MANAGE)
def beamer(actor: Actor, workshop_id: UUID) -> ResponseReturnValue:
    """Big and without controls."""
    with reading() as session:
        workshop = get_workshop(session, actor, workshop_id)
        values = scene_values(session, operations.look(session, workshop), now())
        seats = store.seats(session, workshop_id)
    address = outside_url(".join", code=workshop.code)
    return render_template("workshop/beamer.html", seats=seats, qr=_qr(address), **values)


@blueprint.get(f"{PREFIX}/<uuid:workshop_id>/verslag")
@requires(Permission.ROUND_MANAGE)
def minutes(actor: Actor, workshop_id: UUID) -> ResponseReturnValue:
    """The report of a session: decisions, reasons, dissent and actions, with the votes that were shown."""
    with reading() as session:
        workshop = get_workshop(session, actor, workshop_id)
    if not workshop.is_closed:
        return redirect(
            url_for(".facilitate", organisation_id=actor.organisation.id, workshop_id=workshop_id)
        )
    return minutes_page(actor, workshop_id)


@blueprint.get(f"{PREFIX}/<uuid:workshop_id>/acties.xlsx")
@requires(Permission.ROUND_MANAGE)
def actions(actor: Actor, workshop_id: UUID) -> ResponseReturnValue:
    """The actions, to take along to where one keeps such lists."""
    with reading() as session:
        workshop = get_workshop(session, actor, workshop_id)
        held = get_round(session, actor, workshop.round_id)
        asked = questionnaire_of(held)
    rows = [
        (
            item.decision.action,
            item.decision.owner,
            wording.topic_name(item.topic, asked, round_catalogue(held)),
        )
        for item in workshop.items
        if item.decision and item.decision.action
    ]
    headings = (_("Actie"), _("Wie"), _("Bij onderwerp"))
    name = "-".join((_("acties"), f"{workshop.started_at:%Y-%m-%d}"))
    return download(write_actions(_("Acties"), headings, rows), name, "xlsx")


def minutes_page(actor: Actor, workshop_id: UUID, form: AdoptForm | None = None) -> str:
    """The report, with what one needs to make it into the ambition."""
    with reading() as session:
        workshop = get_workshop(session, actor, workshop_id)
        values = scene_values(session, operations.look(session, workshop), now())
        tallies = {item.id: operations.result(session, workshop, item) for item in workshop.items}
        seats = store.seats(session, workshop_id)
        ambition = assessment_store.find_ambition(
            session, organisation_id=actor.organisation.id, round_id=workshop.round_id
        )
    if form is None:
        form = AdoptForm(
            data={
                "version": ambition.version if ambition else 0,
                "horizon": ambition.horizon if ambition else None,
                "motivation": ambition.motivation if ambition else "",
            }
        )
    return render_template("workshop/minutes.html", tallies=tallies, seats=seats, form=form, **values)


def _qr(address: str) -> Markup:
    """The address as a square that a phone reads; decoration, for the address stands beside it."""
    stream = BytesIO()
    segno.make(address, micro=False).save(
        stream,
        kind="svg",
        xmldecl=False,
        svgns=False,
        omitsize=True,
        nl=False,
        svgclass="plateau-qr",
        lineclass=None,
        border=4,
    )
    return Markup(stream.getvalue().decode())  # noqa: S704  (segno wrote it: paths and numbers only)
