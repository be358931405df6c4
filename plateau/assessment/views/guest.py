"""The questionnaire for who has a personal link: no account, one round, and nothing else to see.

The link puts who it is for in the session cookie, with the hash of its token: a link that was renewed or
revoked stops working at the next request, for every browser that came in by it.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec
from uuid import UUID

import structlog
from flask import Blueprint, Response, redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue

from plateau.accounts.guard import MARK, public
from plateau.accounts.views import limiter
from plateau.assessment import links, operations
from plateau.assessment.operations import LinkEnded
from plateau.assessment.views import answering, evidence, reviewing
from plateau.assessment.views.answering import Seat, take_seat
from plateau.web.clock import now
from plateau.web.data import reading
from plateau.web.locale import SESSION_KEY as LANGUAGE

blueprint = Blueprint("guest", __name__, url_prefix="/m")
blueprint.url_value_preprocessor(evidence.let_files_in)
log = structlog.get_logger()
P = ParamSpec("P")
KEY = "guest"


def _failed(response: Response) -> bool:
    return response.status_code == 404


def participant(
    view: Callable[Concatenate[Seat, P], ResponseReturnValue],
) -> Callable[P, ResponseReturnValue]:
    """Only someone who came in by a personal link may use this view; it gets their seat as first argument."""

    @wraps(view)
    def wrapped(*args: P.args, **kwargs: P.kwargs) -> ResponseReturnValue:
        found = _seat()
        return _ended() if found is None else view(found, *args, **kwargs)

    setattr(wrapped, MARK, "participant")
    return wrapped


@blueprint.get("/<token>")
@public
# Only what fails counts: a whole town hall shares one address. 256 bits can't be guessed at any speed.
@limiter.limit("30 per minute", deduct_when=_failed)
def enter(token: str) -> ResponseReturnValue:
    """The door of a personal link: from here on the address no longer shows the token."""
    hashed = links.token_hash(token)
    try:
        with reading() as database:
            guest, _item = operations.find_guest(database, token_hash=hashed, now=now())
    except LinkEnded:
        log.info("personal-link", result="refused", origin=request.remote_addr)
        return _ended()
    session.permanent = True
    session.setdefault(LANGUAGE, guest.participant.language)  # unless one chose another in this browser
    session[KEY] = {"participant": str(guest.participant.id), "hash": hashed}
    return redirect(url_for(".questionnaire"))


@blueprint.get("/vragenlijst")
@participant
def questionnaire(seat: Seat) -> ResponseReturnValue:
    """The way in."""
    return answering.questionnaire_page(seat)


@blueprint.route("/vragenlijst/<area>", methods=["GET", "POST"])
@participant
def questionnaire_area(seat: Seat, area: str) -> ResponseReturnValue:
    """The questions of one area."""
    return answering.area_page(seat, area)


@blueprint.route("/vragenlijst/nakijken", methods=["GET", "POST"])
@participant
def review(seat: Seat) -> ResponseReturnValue:
    """Looking it over and handing it in."""
    return reviewing.review_page(seat)


@blueprint.post("/vragenlijst/heropenen")
@participant
def reopen_response(seat: Seat) -> ResponseReturnValue:
    """Take one's own questionnaire back to change it."""
    return reviewing.take_back(seat)


@blueprint.route("/vragenlijst/<area>/<slug>/bewijs", methods=["GET", "POST"], endpoint="evidence")
@participant
def evidence_of_answer(seat: Seat, area: str, slug: str) -> ResponseReturnValue:
    """What shows one's answer to a criterion."""
    return evidence.evidence_page(seat, area, slug)


@blueprint.get("/vragenlijst/<area>/<slug>/bewijs/<uuid:evidence_id>")
@participant
def own_file(seat: Seat, area: str, slug: str, evidence_id: UUID) -> ResponseReturnValue:
    """A file that one added oneself."""
    return evidence.own_file(seat, area, slug, evidence_id)


@blueprint.post("/vragenlijst/<area>/<slug>/bewijs/<uuid:evidence_id>")
@participant
def change_evidence(seat: Seat, area: str, slug: str, evidence_id: UUID) -> ResponseReturnValue:
    """Take a piece away, put it back, or destroy its file."""
    return evidence.change_evidence(seat, area, slug, evidence_id)


def _seat() -> Seat | None:
    kept = session.get(KEY)
    if not kept:
        return None
    try:
        with reading() as database:
            guest, item = operations.find_guest(database, token_hash=kept["hash"], now=now())
            if guest.participant.id != UUID(kept["participant"]):
                return None
            return take_seat(database, guest, item, {})
    except LinkEnded:
        return None


def _ended() -> ResponseReturnValue:
    return render_template("assessment/link_ended.html"), 404
