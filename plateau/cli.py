"""The `plateau` command."""

from __future__ import annotations

import argparse
import os
import signal
import socket
import sys
import threading
from collections.abc import Callable, Sequence
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from types import FrameType

import waitress
from flask import Flask
from sqlalchemy.engine import make_url
from sqlalchemy.exc import SQLAlchemyError

from plateau import __version__, catalogue_command, solve_command
from plateau.app import create_app
from plateau.background import at_work
from plateau.catalogue.yaml_reader import ContentError
from plateau.database import BehindError, Database
from plateau.demo import DEMO_PASSWORD, fill, people
from plateau.settings import Mode, Settings, SettingsError, database_url
from plateau.web.background import WORK

#: Browsers keep their connection: beyond waitress's own 100 the next person would wait until someone leaves.
#: Below the 1,024 files that a process may usually have open.
CONNECTIONS = 800


class CommandError(RuntimeError):
    """Something the person at the terminal can mend; its text is one line."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; 0 when it did what was asked, 2 with one clear line on stderr when it could not.

    `plateau solve` has exit codes of its own (`solve_command`).
    """
    chosen = _parser().parse_args(arguments)
    run: Callable[[argparse.Namespace], int | None] = chosen.run
    try:
        return run(chosen) or 0
    except (SettingsError, BehindError, ContentError, CommandError) as error:
        print(f"plateau: {error}", file=sys.stderr)
        return 2
    except SQLAlchemyError as error:
        # One line: what follows in the driver's text is for programmers.
        print(f"plateau: the database can't be used: {str(error).splitlines()[0]}", file=sys.stderr)
        return 2


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="plateau", description="Plateauaanpak for the Dutch social domain.")
    parser.add_argument("--version", action="version", version=f"plateau {__version__}")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")

    demo = commands.add_parser("demo", help="serve the demo: embedded database, demo data, log-ins on screen")
    demo.add_argument("--reset", action="store_true", help="throw away what was entered and start over")
    demo.set_defaults(run=_demo)

    serve = commands.add_parser("serve", help="serve with the settings of the environment (PLATEAU_*)")
    serve.set_defaults(run=_serve)

    worker = commands.add_parser("worker", help="compute what people ask for; runs beside the server")
    worker.set_defaults(run=_worker)

    database = commands.add_parser("database", help="look after the tables").add_subparsers(
        required=True, metavar="ACTION"
    )
    upgrade = database.add_parser("upgrade", help="bring the tables to this version")
    upgrade.set_defaults(run=_upgrade)
    check = database.add_parser("check", help="tell whether the tables are at this version")
    check.set_defaults(run=_check)

    catalogue_command.register(commands)
    solve_command.register(commands)
    return parser


def _demo(chosen: argparse.Namespace) -> None:
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


def _serve(_: argparse.Namespace) -> None:
    settings = Settings.from_environment()
    _check_port_free(settings.host, settings.port)
    print(f"plateau {__version__} – http://{settings.host}:{settings.port}", flush=True)
    _run(create_app(settings), settings)


def _run(app: Flask, settings: Settings) -> None:
    signal.signal(signal.SIGTERM, _stop)
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


def _worker(_: argparse.Namespace) -> None:
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


def _upgrade(_: argparse.Namespace) -> None:
    database = Database(database_url())
    database.upgrade()
    print("The tables are at this version.")


def _check(_: argparse.Namespace) -> None:
    Database(database_url()).check_current()
    print("The tables are at this version.")
