"""The facilitator moves the session on and writes down what the group concludes; and has no vote."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext
from sqlalchemy.orm import Session

from plateau.accounts.guard import requires
from plateau.accounts.model import Actor, Permission
from plateau.assessment.asked import questionnaire_of, round_catalogue
from plateau.assessment.operations import NotAgreeing, NotFound
from plateau.assessment.views.shared import get_round
from plateau.web.clock import now
from plateau.web.data import reading, transaction
from plateau.workshop import operations, store, wording
from plateau.workshop.forms import DecisionForm, decision_form
from plateau.workshop.model import Phase, Position
from plateau.workshop.operations import Stale, TooFewVotes
from plateau.workshop.phases import Impossible, Move
from plateau.workshop.views.shared import PREFIX, blueprint, get_workshop, scene_values, state

MINUTES = (0, 1, 2, 5, 10)


@blueprint.get(f"{PREFIX}/<uuid:workshop_id>")
@requires(Permission.ROUND_MANAGE)
def facilitate(actor: Actor, workshop_id: UUID) -> ResponseReturnValue:
    """The controls. The database holds where the session stands: any facilitator's device can go on."""
    with reading() as session:
        values = _values(session, actor, workshop_id)
    if values["workshop"].is_closed:
        return redirect(url_for(".minutes", organisation_id=actor.organisation.id, workshop_id=workshop_id))
    item = values["workshop"].current
    form = decision_form(
        item.decision if item else None, values["answers"], at=str(values["workshop"].position)
    )
    return render_template("workshop/facilitator.html", form=form, **values)


@blueprint.get(f"{PREFIX}/<uuid:workshop_id>/stand")
@requires(Permission.ROUND_MANAGE)
def facilitator_state(actor: Actor, workshop_id: UUID) -> ResponseReturnValue:
    """What the facilitator's screen and the beamer ask each second."""
    with reading() as session:
        pulse = store.find_pulse(session, organisation_id=actor.organisation.id, workshop_id=workshop_id)
    return state(pulse, now())


@blueprint.post(f"{PREFIX}/<uuid:workshop_id>/verder")
@requires(Permission.ROUND_MANAGE)
def move(actor: Actor, workshop_id: UUID) -> ResponseReturnValue:
    """One step on, from where the page that was clicked saw the session stand."""
    try:
        with transaction() as session:
            get_workshop(session, actor, workshop_id)
            operations.move(
                session, actor=actor, workshop_id=workshop_id, move=_move(), expected=_expected(), now=now()
            )
    except Stale:
        _say_stale()
    except TooFewVotes as error:
        flash(
            ngettext(
                "Nog %(num)s stem nodig om te onthullen. U kunt het onderwerp ook overslaan.",
                "Nog %(num)s stemmen nodig om te onthullen. U kunt het onderwerp ook overslaan.",
                error.missing,
            ),
            "warning",
        )
    except Impossible:
        abort(400)
    return _back(actor, workshop_id)


@blueprint.post(f"{PREFIX}/<uuid:workshop_id>/besluit")
@requires(Permission.ROUND_MANAGE)
def decide(actor: Actor, workshop_id: UUID) -> ResponseReturnValue:
    """Write down what the group concluded; with `go` the session moves on too."""
    expected = _expected()
    with reading() as session:
        workshop = get_workshop(session, actor, workshop_id)
        held = get_round(session, actor, workshop.round_id)
        asked = questionnaire_of(held)
    # The item that the page was about, which need not be the one at hand any more.
    topic = workshop.topic_at(expected)
    if topic is None:
        abort(400)
    form = decision_form(None, wording.answers(topic, asked, round_catalogue(held)))
    if not form.validate():
        return _decision_page(actor, workshop_id, form)
    try:
        with transaction() as session:
            operations.decide(
                session,
                actor=actor,
                workshop_id=workshop_id,
                asked=asked,
                decision=form.decision(topic.scale(asked)),
                expected=expected,
                now=now(),
            )
            if request.form.get("go") == "next":
                operations.move(
                    session,
                    actor=actor,
                    workshop_id=workshop_id,
                    move=Move.NEXT,
                    expected=expected,
                    now=now(),
                )
            else:
                flash(_("Vastgelegd."), "ok")
    except Stale:
        return _decision_page(actor, workshop_id, form, stale=True)
    except NotAgreeing:
        form.value.errors = [_("Deze meting is vastgesteld: er kan niets meer worden afgesproken.")]
        return _decision_page(actor, workshop_id, form)
    return _back(actor, workshop_id)


@blueprint.post(f"{PREFIX}/<uuid:workshop_id>/klok")
@requires(Permission.ROUND_MANAGE)
def set_timer(actor: Actor, workshop_id: UUID) -> ResponseReturnValue:
    """Let a clock run on all screens, or take it away."""
    minutes = request.form.get("minutes", type=int)
    if minutes not in MINUTES:
        with reading() as session:
            get_workshop(session, actor, workshop_id)
        abort(400)
    try:
        with transaction() as session:
            get_workshop(session, actor, workshop_id)
            operations.set_timer(
                session,
                actor=actor,
                workshop_id=workshop_id,
                minutes=minutes,
                expected=_expected(),
                now=now(),
            )
    except Stale:
        _say_stale()
    return _back(actor, workshop_id)


@blueprint.post(f"{PREFIX}/<uuid:workshop_id>/deelnemers/<uuid:seat_id>/verwijderen")
@requires(Permission.ROUND_MANAGE)
def remove_seat(actor: Actor, workshop_id: UUID, seat_id: UUID) -> ResponseReturnValue:
    """Take a seat away."""
    try:
        with transaction() as session:
            operations.remove_seat(session, actor=actor, workshop_id=workshop_id, seat_id=seat_id, now=now())
    except NotFound:
        abort(404)
    return _back(actor, workshop_id)


def _values(session: Session, actor: Actor, workshop_id: UUID) -> dict[str, Any]:
    workshop = get_workshop(session, actor, workshop_id)
    scene = operations.look(session, workshop)
    item = workshop.current
    return {
        **scene_values(session, scene, now()),
        "seats": store.seats(session, workshop_id),
        "voted": store.ready_seats(session, item.id)
        if item and workshop.position.phase is Phase.VOTE
        else set(),
        "minutes": MINUTES,
    }


def _decision_page(
    actor: Actor, workshop_id: UUID, form: DecisionForm, *, stale: bool = False
) -> ResponseReturnValue:
    """What was typed is never lost: a page that is stale or wrong comes back with it."""
    with reading() as session:
        values = _values(session, actor, workshop_id)
    form.offer(values["answers"])
    page = render_template("workshop/facilitator.html", form=form, stale=stale, **values)
    return page, 409 if stale else 422


def _move() -> Move:
    try:
        return Move(request.form.get("move", ""))
    except ValueError:
        abort(400)


def _expected() -> Position:
    try:
        return Position.parse(request.form.get("at", ""))
    except ValueError:
        abort(400)


def _say_stale() -> None:
    flash(_("De werksessie was al verder. Hieronder ziet u waar zij nu staat."), "info")


def _back(actor: Actor, workshop_id: UUID) -> ResponseReturnValue:
    return redirect(url_for(".facilitate", organisation_id=actor.organisation.id, workshop_id=workshop_id))
