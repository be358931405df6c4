"""Starting, closing and reopening a measurement."""

from __future__ import annotations

from uuid import UUID

from flask import abort, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from plateau.accounts.guard import requires
from plateau.accounts.model import Actor, Permission
from plateau.assessment import operations
from plateau.assessment.forms import RoundForm
from plateau.assessment.model import Round
from plateau.assessment.views.shared import blueprint, form_status, get_round
from plateau.catalogue.loader import catalogue
from plateau.web.clock import new_id, now
from plateau.web.data import transaction


@blueprint.route("/nieuw", methods=["GET", "POST"])
@requires(Permission.ROUND_MANAGE)
def new_round(actor: Actor) -> ResponseReturnValue:
    """Start a measurement."""
    form = RoundForm(data={"round_id": str(new_id()), "is_baseline": "yes"})
    if form.validate_on_submit():
        try:
            with transaction() as session:
                item = operations.open_round(
                    session,
                    actor=actor,
                    instrument=catalogue().instrument(actor.organisation.kind.value),
                    name=str(form.name.data).strip(),
                    is_baseline=form.is_baseline.data == "yes",
                    now=now(),
                    round_id=UUID(form.round_id.data),
                )
        except operations.NotFound:
            abort(404)
        except operations.NameTaken:
            form.name.errors = [_("U hebt al een meting met deze naam. Kies een andere.")]
        else:
            return redirect(_dashboard(actor, item))
    return render_template("assessment/new_round.html", form=form), form_status()


@blueprint.post("/<uuid:round_id>/sluiten")
@requires(Permission.ROUND_MANAGE)
def close_round(actor: Actor, round_id: UUID) -> ResponseReturnValue:
    """End the answering."""
    with transaction() as session:
        item = get_round(session, actor, round_id)
        operations.close_round(session, actor=actor, round_id=round_id)
    return redirect(_dashboard(actor, item))


@blueprint.post("/<uuid:round_id>/openen")
@requires(Permission.ROUND_MANAGE)
def reopen_round(actor: Actor, round_id: UUID) -> ResponseReturnValue:
    """Let people answer again."""
    with transaction() as session:
        item = get_round(session, actor, round_id)
        operations.reopen_round(session, actor=actor, round_id=round_id)
    return redirect(_dashboard(actor, item))


def _dashboard(actor: Actor, item: Round) -> str:
    return url_for("overview.dashboard", organisation_id=actor.organisation.id, meting=item.id)
