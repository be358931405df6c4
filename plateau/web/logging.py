"""One log line per request: who did what, to what, with which result, from where."""

from __future__ import annotations

import logging
import sys
import time

import structlog
from flask import Flask, Response, g, request
from flask_login import current_user
from structlog.typing import Processor

log = structlog.get_logger()


def configure(level: str, *, as_json: bool) -> None:
    """Set up structlog for the process; JSON lines for a log server, words for a terminal."""
    endings: list[Processor]
    if as_json:
        endings = [structlog.processors.format_exc_info, structlog.processors.JSONRenderer()]
    else:
        # structlog's own way shows every variable of every frame: that takes seconds, and tells secrets.
        plain = structlog.dev.plain_traceback
        endings = [structlog.dev.ConsoleRenderer(colors=sys.stderr.isatty(), exception_formatter=plain)]
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            *endings,
        ],
        wrapper_class=structlog.make_filtering_bound_logger(logging.getLevelNamesMapping()[level]),
        logger_factory=structlog.PrintLoggerFactory(sys.stderr),
        cache_logger_on_first_use=False,
    )


def shown_path() -> str:
    """The path of this request for a log: without a token, which would let whoever reads the log in."""
    token = (request.view_args or {}).get("token")
    return request.path.replace(token, "…") if token else request.path


def install(app: Flask) -> None:
    """Log each request except those for static files."""

    @app.before_request
    def start() -> None:
        g.started = time.perf_counter()

    @app.after_request
    def write(response: Response) -> Response:
        if request.endpoint == "static":
            return response
        actor = g.get("actor")
        log.info(
            "request",
            action=request.endpoint,
            method=request.method,
            path=shown_path(),
            result=response.status_code,
            origin=request.remote_addr,
            person=str(current_user.get_id()) if current_user.is_authenticated else None,
            organisation=str(actor.organisation.id) if actor else None,
            milliseconds=round((time.perf_counter() - g.started) * 1000, 1) if "started" in g else None,
        )
        return response
