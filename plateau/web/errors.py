"""Error pages that say what happened and what helps."""

from __future__ import annotations

import structlog
from flask import Flask, Response, g, jsonify, make_response, render_template, request
from flask_babel import gettext as _
from flask_login import AnonymousUserMixin, current_user
from flask_wtf.csrf import CSRFError
from werkzeug.exceptions import Forbidden, HTTPException, InternalServerError, SecurityError, Unauthorized

from plateau.web.logging import shown_path

log = structlog.get_logger()


class NotAllowed(Forbidden):
    """The person may not do this here; `helpers` are the names of those who may."""

    def __init__(self, helpers: list[str]) -> None:
        super().__init__()
        self.helpers = helpers


def install(app: Flask) -> None:
    """Show a page (or, to a script, JSON) for everything that goes wrong."""
    app.register_error_handler(HTTPException, _http_error)
    app.register_error_handler(Exception, _unexpected)


def _unexpected(error: Exception) -> Response:
    log.error("unexpected-error", exc_info=error, path=shown_path())
    return _http_error(InternalServerError(original_exception=error))


def _http_error(error: HTTPException) -> Response:
    code = error.code or 500
    if code >= 500:
        # The page must not ask the database who is looking: that may be what is broken.
        g._login_user = AnonymousUserMixin()
    title, help_text = _words(error)
    if wants_json():
        response = jsonify(message=f"{title} {help_text}")
    elif isinstance(error, SecurityError):
        # Meant for another host: a page can't be made, since no address of ours fits this request.
        response = make_response(title, {"Content-Type": "text/plain; charset=utf-8"})
    elif error.response is not None:
        return make_response(error.response)
    else:
        response = make_response(
            render_template(
                "errors/error.html",
                code=code,
                title=title,
                help_text=help_text,
                helpers=getattr(error, "helpers", []),
            )
        )
    response.status_code = code
    for name, value in error.get_headers():
        if name.lower() in {"allow", "retry-after"}:
            response.headers[name] = value
    return response


def wants_json() -> bool:
    """Whether a script asks, and not a reader."""
    return request.accept_mimetypes.best_match(["text/html", "application/json"]) == "application/json"


def _words(error: HTTPException) -> tuple[str, str]:
    if isinstance(error, CSRFError) and wants_json() and not current_user.is_authenticated:
        return _words(Unauthorized())  # a page left open while its session ended
    if isinstance(error, CSRFError):
        return (
            _("Deze pagina is verlopen."),
            _("Ga terug, laad de pagina opnieuw en verstuur het formulier nog een keer."),
        )
    words = {
        400: (_("Dit verzoek klopt niet."), _("Ga terug en probeer het opnieuw.")),
        401: (
            _("U bent uitgelogd."),
            _("Log opnieuw in; wat u invulde blijft op dit apparaat bewaard."),
        ),
        403: (_("U mag deze pagina niet gebruiken."), _("Vraag het aan iemand die dat wel mag.")),
        404: (
            _("Deze pagina bestaat niet."),
            _("Misschien is het adres niet goed overgenomen, of hoort de pagina bij een andere organisatie."),
        ),
        405: (_("Dit kan hier niet."), _("Ga terug en gebruik de knoppen op de pagina.")),
        413: (
            _("Dit is te veel in één keer."),
            _("Kort uw tekst in of kies een kleiner bestand, en verstuur opnieuw."),
        ),
        429: (_("Te veel pogingen."), _("Wacht een minuut en probeer het dan opnieuw.")),
    }
    return words.get(
        error.code or 500,
        (
            _("Er ging iets mis bij ons."),
            _(
                "Wat u eerder opsloeg is bewaard. Probeer het opnieuw; blijft het misgaan, "
                "meld het dan aan uw beheerder."
            ),
        ),
    )
