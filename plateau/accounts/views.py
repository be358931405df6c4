"""Logging in and out, choosing a language, choosing an organisation."""

from __future__ import annotations

from urllib.parse import urlsplit

import structlog
from flask import Blueprint, abort, redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_limiter import Limiter
from flask_limiter.util import get_remote_address
from flask_login import current_user, login_user, logout_user

from plateau.accounts import operations, store
from plateau.accounts.forms import LogInForm
from plateau.accounts.guard import ROLE_NAMES, SignedIn, public, signed_in
from plateau.accounts.model import Person
from plateau.accounts.passwords import hash_password
from plateau.language import LANGUAGES
from plateau.web.data import reading, transaction
from plateau.web.locale import SESSION_KEY

blueprint = Blueprint("accounts", __name__)
limiter = Limiter(get_remote_address, storage_uri="memory://")
log = structlog.get_logger()


def _who_tries() -> str:
    # Per account and address: a whole town hall shares one address, and logs in at nine.
    return f"{get_remote_address()} {request.form.get('email', '').strip().lower()}"


@blueprint.get("/")
@signed_in
def home(person: Person) -> ResponseReturnValue:
    """The organisations of a person; who has one goes straight there."""
    with reading() as database:
        memberships = store.memberships(database, person.id)
    if len(memberships) == 1:
        return redirect(url_for("overview.dashboard", organisation_id=memberships[0].organisation.id))
    return render_template("accounts/home.html", memberships=memberships, role_names=ROLE_NAMES)


@blueprint.route("/inloggen", methods=["GET", "POST"])
@public
@limiter.limit("10 per minute", methods=["POST"], key_func=_who_tries)
@limiter.limit("200 per hour", methods=["POST"])
def log_in() -> ResponseReturnValue:
    """Ask for e-mail address and password."""
    if current_user.is_authenticated:
        return redirect(_safe_target())
    form = LogInForm()
    failed = False
    if form.validate_on_submit():
        with reading() as database:
            found = operations.log_in(database, email=form.email.data, password=form.password.data)
        log.info("log-in", result="granted" if found else "refused", origin=request.remote_addr)
        if found:
            if found.outdated:
                fresh = hash_password(form.password.data)
                with transaction() as database:
                    operations.renew_password_hash(database, person_id=found.person.id, password_hash=fresh)
            session.permanent = True
            login_user(SignedIn(found.person))
            return redirect(_safe_target())
        failed = True
    page = render_template("accounts/log_in.html", form=form, failed=failed)
    return page, 422 if request.method == "POST" else 200


@blueprint.post("/uitloggen")
@public
def log_out() -> ResponseReturnValue:
    """End the session."""
    logout_user()
    return redirect(url_for("accounts.log_in"))


@blueprint.post("/taal")
@public
def choose_language() -> ResponseReturnValue:
    """Read on in another language."""
    language = request.form.get("language", "")
    if language not in LANGUAGES:
        abort(400, _("Deze taal is er niet."))
    session[SESSION_KEY] = language
    if current_user.is_authenticated:
        with transaction() as database:
            operations.choose_language(database, person_id=current_user.person.id, language=language)
    return redirect(_safe_target())


def _safe_target() -> str:
    """Where to go next: a path of this site, never another one."""
    target = request.values.get("next", "")
    try:
        parts = urlsplit(target)
    except ValueError:
        return url_for("accounts.home")
    elsewhere = parts.scheme or parts.netloc or not target.startswith("/") or target.startswith(("//", "/\\"))
    if elsewhere or not target.isprintable():
        return url_for("accounts.home")
    return target
