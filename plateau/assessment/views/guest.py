"""The questionnaire for who has a personal link: no account, one round, and nothing else to see.

The session keeps the link that one came in by: when that was renewed or revoked it stops working at the next
request, for every browser. A link that was handed out for an anonymous round leads to a door, the same for
everyone who opens it; who presses "begin" there gets a link of their own, which this browser keeps (ADR 15).
"""

from __future__ import annotations

import secrets
from collections.abc import Callable
from contextlib import suppress
from functools import wraps
from typing import Concatenate, ParamSpec
from uuid import UUID

import structlog
from flask import (
    Blueprint,
    Response,
    abort,
    current_app,
    flash,
    jsonify,
    make_response,
    redirect,
    render_template,
    request,
    session,
    url_for,
)
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from plateau.accounts.guard import MARK, public
from plateau.accounts.views import limiter
from plateau.assessment import links, operations
from plateau.assessment.model import Anonymity, Guest, Participant, Round
from plateau.assessment.operations import BeginsFirst, LinkEnded, LinkUnknown
from plateau.assessment.round_wording import promise_to, promises
from plateau.assessment.views import answering, evidence, invitations, reviewing
from plateau.assessment.views.answering import OwnLink, Seat, take_seat
from plateau.mail import installed as mail
from plateau.web import addresses
from plateau.web.background import hand_over
from plateau.web.clock import now
from plateau.web.data import reading, transaction
from plateau.web.errors import wants_json
from plateau.web.locale import SESSION_KEY as LANGUAGE
from plateau.web.qr import qr_svg

blueprint = Blueprint("guest", __name__, url_prefix="/m")
blueprint.url_value_preprocessor(evidence.let_files_in)
log = structlog.get_logger()
P = ParamSpec("P")
KEY = "guest"
CHANCE = "door"
#: A session lasts half a day. The link of a seat is kept as long as a link works, from each return on, for
#: each participant apart.
SEAT_COOKIE = "plateau_begonnen_"


def _failed(response: Response) -> bool:
    return response.status_code == 404


def participant(
    view: Callable[Concatenate[Seat, P], ResponseReturnValue],
) -> Callable[P, ResponseReturnValue]:
    """Only someone who came in by a personal link may use this view; it gets their seat as first argument."""

    @wraps(view)
    def wrapped(*args: P.args, **kwargs: P.kwargs) -> ResponseReturnValue:
        try:
            return view(_seat(), *args, **kwargs)
        except BeginsFirst:  # the round became anonymous since they came in
            return _not_saved() if wants_json() else redirect(url_for(".enter", token=session[KEY]["token"]))
        except LinkEnded:
            return _not_saved() if wants_json() else _ended(came_in=KEY in session)

    setattr(wrapped, MARK, "participant")
    return wrapped


@blueprint.get("/<token>")
@public
# Only what fails counts: a whole town hall shares one address. 256 bits can't be guessed at any speed.
@limiter.limit("30 per minute", deduct_when=_failed)
def enter(token: str) -> ResponseReturnValue:
    """Come in by a personal link: from here on the address no longer shows the token."""
    try:
        guest, _item = _find(token)
    except BeginsFirst as error:
        known = _token_kept(error.guest.participant)
        return _come_in(error.guest.participant, known) if known else _door(error, token)
    except LinkEnded:
        log.info("personal-link", result="refused", origin=request.remote_addr)
        return _ended()
    return _come_in(guest.participant, token)


@blueprint.post("/<token>")
@public
@limiter.limit("30 per minute", deduct_when=_failed)
def begin(token: str) -> ResponseReturnValue:
    """Begin by a link that was handed out for an anonymous round."""
    seat_token = links.seat_token(_chance(), token)
    hashed, seat_hash = links.token_hash(token), links.token_hash(seat_token)
    try:
        with transaction() as database:
            begun = operations.begin(database, token_hash=hashed, seat_hash=seat_hash, now=now())
        guest, _item = _find(seat_token if begun else token)
    except BeginsFirst as error:
        known = _token_kept(error.guest.participant)
        return _come_in(error.guest.participant, known) if known else _door(error, token, in_use=True)
    except LinkEnded:
        return _ended()
    return _come_in(guest.participant, seat_token, keeps=True)


@blueprint.post("/<token>/mail")
@public
@limiter.limit("30 per minute", deduct_when=_failed)
def mail_own_link(token: str) -> ResponseReturnValue:
    """Mail someone their own link, to the address on the list and no other."""
    if mail.transport() is None:
        abort(400)
    try:
        with transaction() as database:
            round_id = operations.ask_own_link(
                database,
                token_hash=links.token_hash(token),
                base=addresses.base(),
                secret=invitations.secret(),
                now=now(),
            )
    except LinkEnded:
        return _ended()
    except LinkUnknown:
        flash(_("Uw eigen link is niet meer te maken. Vraag een nieuwe aan wie u uitnodigde."), "error")
        return redirect(url_for(".enter", token=token))
    hand_over("send_mail", round_id)
    flash(
        _(
            "Uw eigen link komt per mail naar het adres dat bij u op de lijst staat, hoogstens drie keer per "
            "uur. Kijk ook bij ongewenste mail."
        ),
        "ok",
    )
    return redirect(url_for(".enter", token=token))


@blueprint.post("/stoppen")
@public
def stop() -> ResponseReturnValue:
    """Leave nothing behind that lets the next one at this device in, also when the link works no more."""
    came_in = session.pop(KEY, {})
    session.pop(CHANCE, None)
    response = make_response(render_template("assessment/stopped.html"))
    if "cookie" in came_in:
        response.delete_cookie(came_in["cookie"], path=str(blueprint.url_prefix))
    return response


@blueprint.get("/vragenlijst")
@participant
def questionnaire(seat: Seat) -> ResponseReturnValue:
    """The way in."""
    href = addresses.outside_url("guest.enter", token=session[KEY]["token"])
    someone = seat.participant
    assert someone is not None  # a guest is on the list
    is_only_way = (
        seat.round.anonymity is Anonymity.ANONYMOUS and someone.person_id is None and not _has_mail(someone)
    )
    own_link = OwnLink(href, qr_svg(href, label=_("QR-code van uw eigen link")), is_only_way)
    return answering.questionnaire_page(seat, own_link)


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


def _seat() -> Seat:
    """Where this browser came in.

    Raises:
        LinkEnded: nowhere, or by a link that works no more.
        BeginsFirst: by a link that was handed out, and the round is anonymous now.
    """
    token = session.get(KEY, {}).get("token", "")
    with reading() as database:
        guest, item = operations.find_guest(database, token_hash=links.token_hash(token), now=now())
        return take_seat(database, guest, item, {})


def _find(token: str) -> tuple[Guest, Round]:
    with reading() as database:
        return operations.find_guest(database, token_hash=links.token_hash(token), now=now())


def _come_in(someone: Participant, token: str, *, keeps: bool = False) -> ResponseReturnValue:
    """To the questionnaire; `keeps`: this browser is to know the link when its session is over."""
    cookie = _cookie_of(someone)
    session.permanent = True
    session.setdefault(LANGUAGE, someone.language)  # unless one chose another in this browser
    session[KEY] = {"token": token, "cookie": cookie}
    response = make_response(redirect(url_for(".questionnaire")))
    if keeps or request.cookies.get(cookie) == token:  # at each return as long again
        response.set_cookie(
            cookie,
            token,
            max_age=links.LINK_DURATION,
            path=str(blueprint.url_prefix),
            secure=current_app.config["SESSION_COOKIE_SECURE"],
            httponly=True,
            samesite="Lax",
        )
    return response


def _chance() -> str:
    """What the seats that are taken in this browser are made from."""
    return str(session.setdefault(CHANCE, secrets.token_urlsafe(links.CHANCE_BYTES)))


def _token_kept(someone: Participant) -> str | None:
    """The link by which this browser came in for this participant before, while it opens their answers."""
    for token in (session.get(KEY, {}).get("token"), request.cookies.get(_cookie_of(someone))):
        with suppress(LinkEnded, BeginsFirst):
            if token and _find(token)[0].participant.id == someone.id:
                return str(token)
    return None


def _cookie_of(someone: Participant) -> str:
    return f"{SEAT_COOKIE}{someone.id.hex}"


def _door(waits: BeginsFirst, token: str, *, in_use: bool = False) -> ResponseReturnValue:
    """Where a handed link leads in an anonymous round: the same page whether or not anyone began."""
    session.setdefault(LANGUAGE, waits.guest.participant.language)
    _chance()  # before the button can be pressed
    item = waits.round
    page = render_template(
        "assessment/door.html",
        token=token,
        guest=waits.guest,
        round=item,
        in_use=in_use,
        can_mail=item.is_open and _has_mail(waits.guest.participant),
        promises=promises(item),
        promise_to=promise_to(waits.guest.participant, item),
    )
    return page, 409 if in_use else 200


def _has_mail(someone: Participant) -> bool:
    return bool(someone.email) and mail.transport() is not None


def _not_saved() -> ResponseReturnValue:
    """What a page that saves by itself shows: it stops trying, and keeps what it could not send."""
    message = _(
        "Niet opgeslagen: de link waarmee u hier bezig was, werkt niet meer. Ging u verder met de link uit "
        "uw mail of met een account, doe dat dan ook hier. Wat hier staat, blijft op dit apparaat bewaard."
    )
    return jsonify(message=message), 409


def _ended(*, came_in: bool = True) -> ResponseReturnValue:
    """Nothing to see: the link does not work, or (`came_in` false) this browser's session is over."""
    return render_template("assessment/link_ended.html", came_in=came_in), 404
