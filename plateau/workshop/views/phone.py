"""The phone of someone who takes part: no account, one seat, one vote per item."""

from __future__ import annotations

import secrets
from typing import Any

from flask import (
    Response,
    abort,
    current_app,
    flash,
    make_response,
    redirect,
    render_template,
    request,
    url_for,
)
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from itsdangerous import BadSignature, URLSafeSerializer

from plateau.accounts.guard import public
from plateau.accounts.views import limiter
from plateau.assessment.links import token_hash
from plateau.assessment.model import Perspective
from plateau.assessment.operations import NotFound
from plateau.web.clock import new_id, now
from plateau.web.data import reading, transaction
from plateau.workshop import operations, store
from plateau.workshop.forms import join_form
from plateau.workshop.model import Position, Seat
from plateau.workshop.operations import Full, Stale
from plateau.workshop.views.shared import blueprint, scene_values, state

COOKIE = "plateau_seat"
COOKIE_S = 24 * 3600
TOKEN_BYTES = 32


@blueprint.route("/w", methods=["GET", "POST"])
@public
# Only wrong codes count: sixty people in one room share one address, and join in the same minute.
@limiter.limit("30 per minute", methods=["POST"], deduct_when=lambda response: response.status_code == 404)
def join() -> ResponseReturnValue:
    """Take a seat with the code on the beamer."""
    seat, workshop_code = _own_seat()
    code = operations.clean_code(request.args.get("code", ""))
    if seat and request.method == "GET" and code in {"", workshop_code}:
        return redirect(url_for(".phone"))
    form = join_form(code=code, seat=str(_signer().dumps(secrets.token_urlsafe(TOKEN_BYTES))))
    if not form.validate_on_submit():
        return render_template("workshop/join.html", form=form), 422 if request.method == "POST" else 200
    if seat and operations.clean_code(form.code.data) == workshop_code:
        return redirect(url_for(".phone"))  # the form sent twice: one person, one seat
    token = _read(form.seat.data or "")
    if not token:
        abort(400)
    try:
        with transaction() as session:
            operations.join(
                session,
                code=form.code.data,
                name=form.name.data,
                perspective=Perspective(form.perspective.data),
                seat_id=new_id(),
                token=token,
                now=now(),
            )
    except NotFound:
        form.code.errors = [_("Deze code klopt niet, of de werksessie is afgelopen.")]
        return render_template("workshop/join.html", form=form), 404
    except Full:
        form.code.errors = [_("Deze werksessie is vol.")]
        return render_template("workshop/join.html", form=form), 409
    return _with_seat(redirect(url_for(".phone")), token)


@blueprint.get("/w/deelnemen")
@public
def phone() -> ResponseReturnValue:
    """The item at hand, and one's own vote on it."""
    token = _token()
    with reading() as session:
        seat = store.find_seat(session, token_hash(token)) if token else None
        if seat is None:
            return redirect(url_for(".join"))
        workshop = store.workshop_of_seat(session, seat)
        values: dict[str, Any] = scene_values(session, operations.look(session, workshop), now())
        item = workshop.current
        own = store.own_vote(session, item_id=item.id, seat_id=seat.id) if item else None
    return render_template("workshop/phone.html", seat=seat, own=own, **values)


@blueprint.get("/w/stand")
@public
def phone_state() -> ResponseReturnValue:
    """What every phone asks each second."""
    token = _token()
    if not token:
        abort(404)
    with reading() as session:
        pulse = store.pulse_of_seat(session, token_hash(token))
    return state(pulse, now())


@blueprint.post("/w/stem")
@public
def vote() -> ResponseReturnValue:
    """Vote, or vote anew while the votes are hidden."""
    token = _token()
    if not token:
        return redirect(url_for(".join"))
    try:
        expected = Position.parse(request.form.get("at", ""))
        with transaction() as session:
            operations.vote(
                session, token=token, choice=request.form.get("choice", ""), expected=expected, now=now()
            )
    except ValueError:
        abort(400)
    except NotFound:
        return redirect(url_for(".join"))
    except Stale:
        flash(_("De groep was al verder. Uw stem is niet opgeslagen."), "warning")
    return redirect(url_for(".phone"))


def _own_seat() -> tuple[Seat | None, str]:
    """The seat that this phone has, and the code of its session ("" when that has ended)."""
    token = _token()
    if not token:
        return None, ""
    with reading() as session:
        seat = store.find_seat(session, token_hash(token))
        workshop = store.workshop_of_seat(session, seat) if seat else None
    return (seat, workshop.code) if workshop and workshop.code else (None, "")


def _signer() -> URLSafeSerializer:
    return URLSafeSerializer(current_app.config["SECRET_KEY"], salt="workshop-seat")


def _token() -> str:
    """The token of this phone's seat; "" without one."""
    return _read(request.cookies.get(COOKIE, ""))


def _read(signed: str) -> str:
    """The token in what we signed, so that a made-up one costs no look-up; "" when we did not."""
    try:
        return str(_signer().loads(signed))
    except BadSignature:
        return ""


def _with_seat(answer: Any, token: str) -> Response:
    response = make_response(answer)
    response.set_cookie(
        COOKIE,
        str(_signer().dumps(token)),
        max_age=COOKIE_S,
        path=url_for(".join"),
        secure=current_app.config["SESSION_COOKIE_SECURE"],
        httponly=True,
        samesite="Lax",
    )
    return response
