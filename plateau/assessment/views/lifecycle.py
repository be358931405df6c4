"""Leading a measurement from state to state: first what a step brings about, then the step."""

from __future__ import annotations

from uuid import UUID

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from plateau.accounts.guard import requires
from plateau.accounts.model import Actor, Permission
from plateau.assessment import lifecycle, operations, round_wording, store
from plateau.assessment.lifecycle import Hindrance
from plateau.assessment.model import Round, RoundState
from plateau.assessment.operations import MoveRefused, RoundMoved
from plateau.assessment.round_forms import MoveForm
from plateau.assessment.views.shared import blueprint, form_status, get_round
from plateau.web.clock import now
from plateau.web.data import reading, transaction


@blueprint.route("/<uuid:round_id>/stand", methods=["GET", "POST"])
@requires(Permission.ROUND_MANAGE)
def move(actor: Actor, round_id: UUID) -> ResponseReturnValue:
    """Ask before a step to another state (`?naar=`), then take it."""
    with reading() as session:
        item = get_round(session, actor, round_id)
    to = _state(request.args.get("naar"))
    form = MoveForm()
    if request.method == "GET":
        form.expected.data = item.state.value
    elif form.validate():
        answer = _move(actor, item, to, form)
        if answer is not None:
            return answer
    return _page(actor, item, to, form), form_status()


def _page(actor: Actor, item: Round, to: RoundState, form: MoveForm) -> str:
    with reading() as session:
        people = len(store.participants(session, item.id))
        _started, submitted = store.count_responses(session, item.id)
        standing = operations.find_standing(session, item=item)
    found = lifecycle.hindrance(item.state, to, role=actor.role, standing=standing, reason=None)
    step = lifecycle.find_move(item.state, to)
    return render_template(
        "assessment/move.html",
        round=item,
        step=step,
        hindrance=round_wording.hindrance_words(found) if found else "",
        title=round_wording.move_label(step) if step else round_wording.state_name(to),
        sentences=round_wording.move_meaning(item, step, unfinished=people - submitted) if step else [],
        form=form,
    )


def _move(actor: Actor, item: Round, to: RoundState, form: MoveForm) -> ResponseReturnValue | None:
    """Take the step; None when the form must come back."""
    try:
        with transaction() as session:
            moved = operations.move_round(
                session,
                actor=actor,
                round_id=item.id,
                expected=_state(form.expected.data),
                to=to,
                now=now(),
                reason=str(form.reason.data or ""),
            )
    except RoundMoved as error:
        flash(
            _(
                "Niet gedaan: iemand anders zette de meting intussen op “%(state)s”.",
                state=round_wording.state_name(error.current.state),
            ),
            "error",
        )
    except MoveRefused as error:
        if error.hindrance is Hindrance.NO_REASON:
            form.reason.errors = [round_wording.hindrance_words(error.hindrance)]
            return None
        flash(round_wording.hindrance_words(error.hindrance), "error")
    else:
        flash(_("De meting staat nu op “%(state)s”.", state=round_wording.state_name(moved.state)), "ok")
    return redirect(url_for(".manage", organisation_id=actor.organisation.id, round_id=item.id))


def _state(value: str | None) -> RoundState:
    try:
        return RoundState(value or "")
    except ValueError:
        abort(404)
