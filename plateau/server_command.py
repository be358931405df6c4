"""`plateau demo`, `serve`, `worker` and `database`: the server, what works beside it, and its tables."""

from __future__ import annotations

import argparse
import os
import signal
import socket
import threading
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from types import FrameType

import waitress
from flask import Flask
from sqlalchemy.engine import make_url

from plateau import __version__
from plateau.app import create_app
from plateau.background import at_work
from plateau.database import Database
from plateau.demo import DEMO_PASSWORD, fill, people
from plateau.settings import Mode, Settings, database_url
from plateau.terminal import CommandError
from plateau.web.background import WORK

#: Browsers keep their connection: beyond waitress's own 100 the next person would wait until someone leaves.
#: Below the 1,024 files that a process may usually have open.
CONNECTIONS = 800


def demo(chosen: argparse.Namespace) -> None:
    """Serve the demo, with its data loaded when there is none."""
    environment = {"PLATEAU_MODE": "demo", "PLATEAU_LOG_LEVEL": "WARNING", **os.environ}
    settings = Settings.from_environment(environment)
    if settings.mode is not Mode.DEMO or not settings.database_url.startswith("sqlite"):
        # Everyone knows the demo's password: its people must never land in a real database.
        raise CommandError(
            "the demo runs on its own embedded database; unset PLATEAU_MODE and PLATEAU_DATABASE_URL."
        )
    _check_port_free(settings.host, settings.port)
    if chosen.reset:
        _forget(settings)
    database = Database(settings.database_url)
    database.upgrade()
    fresh = fill(database, now=datetime.now(UTC))
    database.dispose()
    print(_welcome(settings, fresh=fresh), flush=True)
    app = create_app(settings)
    with at_work(app.extensions[WORK]):
        _run(app, settings)


def _welcome(settings: Settings, *, fresh: bool) -> str:
    lines = [
        "",
        f"  plateau {__version__} – http://{settings.host}:{settings.port}",
        "",
        "  "
        + (
            "Demo data is loaded."
            if fresh
            else "What was entered before is still there (make demo-reset starts over)."
        ),
        f"  Log in with one of these addresses; the password is: {DEMO_PASSWORD}",
        "",
        *(f"    {person.email:<34} {person.role.value:<11} {person.organisation}" for person in people()),
        "",
        "  Ctrl-C stops the server.",
        "",
    ]
    return "\n".join(lines)


def _forget(settings: Settings) -> None:
    file = make_url(settings.database_url).database
    for suffix in ("", "-wal", "-shm"):
        Path(f"{file}{suffix}").unlink(missing_ok=True)


def serve(_: argparse.Namespace) -> None:
    """Serve until it is stopped."""
    settings = Settings.from_environment()
    _check_port_free(settings.host, settings.port)
    print(f"plateau {__version__} – http://{settings.host}:{settings.port}", flush=True)
    _run(create_app(settings), settings)


def _run(app: Flask, settings: Settings) -> None:
    signal.signal(signal.SIGTERM, _stop)
    threading.Thread(target=_compile_templates, args=(app,), name="templates", daemon=True).start()
    with suppress(KeyboardInterrupt):
        waitress.serve(
            app,
            host=settings.host,
            port=settings.port,
            threads=settings.threads,
            connection_limit=CONNECTIONS,
            asyncore_use_poll=True,  # select() looks at all connections each time
            ident="plateau",
            # Behind a trusted proxy its word on who asks, and over what, must reach the application.
            clear_untrusted_proxy_headers=not settings.proxies,
        )
    print("plateau stopped.")


def _compile_templates(app: Flask) -> None:
    """Before anyone asks for them: the first who opens a long page would wait a third of a second more."""
    for name in app.jinja_env.list_templates(extensions=["html"]):
        app.jinja_env.get_template(name)


def worker(_: argparse.Namespace) -> None:
    """Compute and send what people ask for, until it is stopped."""
    app = create_app(Settings.from_environment())
    signal.signal(signal.SIGTERM, _stop)
    with suppress(KeyboardInterrupt), at_work(app.extensions[WORK]):
        print(f"plateau {__version__} – the worker is ready.", flush=True)
        threading.Event().wait()
    print("The worker stopped.")


def _stop(_signal: int, _frame: FrameType | None) -> None:
    raise KeyboardInterrupt


def _check_port_free(host: str, port: int) -> None:
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        with socket.socket(family, kind, protocol) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind(address)
    except OSError as error:
        raise CommandError(
            f"{host}:{port} can't be used ({error.strerror}); "
            "stop what runs there or choose PLATEAU_PORT (and PLATEAU_HOST)."
        ) from error


def upgrade(_: argparse.Namespace) -> None:
    """Bring the tables to this version."""
    database = Database(database_url())
    database.upgrade()
    print("The tables are at this version.")


def check(_: argparse.Namespace) -> None:
    """Tell whether the tables are at this version."""
    Database(database_url()).check_current()
    print("The tables are at this version.")
