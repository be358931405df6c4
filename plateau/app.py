"""create_app: wires the parts together, computes nothing."""

from __future__ import annotations

import threading
from datetime import timedelta
from functools import partial

from flask import Flask
from flask_wtf import CSRFProtect
from werkzeug.middleware.proxy_fix import ProxyFix

from plateau import jobs
from plateau.accounts import guard
from plateau.accounts import views as accounts_views
from plateau.assessment import views as assessment_views
from plateau.assessment.mail_wording import write_letter
from plateau.assessment.sending import Post, send_due
from plateau.assessment.views import guest
from plateau.background import Work, open_queues
from plateau.catalogue.loader import catalogue
from plateau.database import Database
from plateau.library import figure_views, tool_views
from plateau.library import views as library_views
from plateau.mail import installed as mail
from plateau.overview import views as overview_views
from plateau.report import views as report_views
from plateau.report.session import views as session_report_views
from plateau.resources import folder
from plateau.roadmap import views as roadmap_views
from plateau.settings import Settings
from plateau.tailoring import views as tailoring_views
from plateau.web import addresses, background, clock, data, errors, files, headers, locale, logging, static
from plateau.workshop import views as workshop_views

MAXIMUM_BODY_BYTES = 1024 * 1024


def create_app(settings: Settings) -> Flask:
    """The WSGI application for these settings; the database must be at this version's migration.

    Raises:
        BehindError: the database is at another migration.
        ContentError: the catalogue is broken.
    """
    app = Flask("plateau", template_folder=str(folder("templates")), static_folder=str(folder("static")))
    app.config.update(
        SECRET_KEY=settings.secret_key,
        MAX_CONTENT_LENGTH=MAXIMUM_BODY_BYTES,
        PERMANENT_SESSION_LIFETIME=timedelta(hours=settings.session_hours),
        SESSION_COOKIE_SECURE=settings.secure,
        SESSION_COOKIE_SAMESITE="Lax",
        SESSION_REFRESH_EACH_REQUEST=False,  # a log-in lasts so long, however busy one is
        WTF_CSRF_TIME_LIMIT=None,  # as long as the session: a form left open over lunch must not be lost
        PLATEAU_MODE=settings.mode.value,
        PLATEAU_EVIDENCE_BYTES=settings.evidence_mb * 1_000_000,
    )
    if settings.proxies:
        app.wsgi_app = ProxyFix(app.wsgi_app, settings.proxies, settings.proxies, settings.proxies)  # type: ignore[method-assign]
    database = Database(settings.database_url)
    database.check_current()
    data.install(app, database)
    work = Work(open_queues(settings), threading.Event())
    background.install(app, work, jobs.register(work, database, send_mail=partial(_send_mail, app, database)))
    mail.install(app, settings)
    addresses.install(app, settings)
    catalogue()  # a broken catalogue must stop the server, not the first visitor
    files.install(app)
    CSRFProtect(app)
    logging.configure(settings.log_level, as_json=settings.secure)
    for part in (static, logging, locale, errors):
        part.install(app)
    headers.install(app, secure=settings.secure)
    guard.install(app)
    accounts_views.limiter.init_app(app)
    app.register_blueprint(guest.blueprint)
    for views in (
        accounts_views,
        library_views,
        tool_views,
        figure_views,
        tailoring_views,
        assessment_views,
        workshop_views,
        roadmap_views,
        roadmap_views.own_milestones,
        roadmap_views.certainty,
        roadmap_views.what_if,
        roadmap_views.frontier,
        report_views,
        session_report_views,
        overview_views,
    ):
        app.register_blueprint(views.blueprint)
    app.register_blueprint(assessment_views.together)
    return app


def _send_mail(app: Flask, database: Database, stopping: threading.Event) -> None:
    """Send the mail that is due; without a mail server there is none."""
    with app.app_context():
        transport = mail.transport()
        if transport:
            post = Post(database, transport, write_letter, str(app.config["SECRET_KEY"]), clock.now)
            send_due(post, stopping=stopping)
