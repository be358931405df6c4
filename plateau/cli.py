"""The `plateau` command."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING

from plateau import __version__, catalogue_command, solve_command
from plateau.terminal import CommandError, run, runs

if TYPE_CHECKING:
    from plateau.terminal import SubParsers


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; 0 when it did what was asked, 2 with one clear line on stderr when it could not.

    `plateau solve` has exit codes of its own (`solve_command`).
    """
    chosen = parser().parse_args(arguments)
    try:
        return run(chosen)
    except Exception as error:
        told = _told(error)
        if told is None:
            raise
        print(f"plateau: {told}", file=sys.stderr)
        return 2


def parser() -> argparse.ArgumentParser:
    """All commands with their arguments."""
    parser = argparse.ArgumentParser(prog="plateau", description="Plateauaanpak for the Dutch social domain.")
    parser.add_argument("--version", action="version", version=f"plateau {__version__}")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    _register_server(commands)
    catalogue_command.register(commands)
    solve_command.register(commands)
    return parser


def _register_server(commands: SubParsers) -> None:
    demo = commands.add_parser("demo", help="serve the demo: embedded database, demo data, log-ins on screen")
    demo.add_argument("--reset", action="store_true", help="throw away what was entered and start over")
    runs(demo, "plateau.server_command:demo")

    serve = commands.add_parser("serve", help="serve with the settings of the environment (PLATEAU_*)")
    runs(serve, "plateau.server_command:serve")

    worker = commands.add_parser("worker", help="compute what people ask for; runs beside the server")
    runs(worker, "plateau.server_command:worker")

    database = commands.add_parser("database", help="look after the tables").add_subparsers(
        required=True, metavar="ACTION"
    )
    upgrade = database.add_parser("upgrade", help="bring the tables to this version")
    runs(upgrade, "plateau.server_command:upgrade")
    check = database.add_parser("check", help="tell whether the tables are at this version")
    runs(check, "plateau.server_command:check")


def _told(error: Exception) -> str | None:
    """One line for the person at the terminal, or None for what only a programmer can mend."""
    # Whoever raised one of these has imported it already; a command that can't is not held up by them.
    from sqlalchemy.exc import SQLAlchemyError

    from plateau.catalogue.yaml_reader import ContentError
    from plateau.database import BehindError
    from plateau.settings import SettingsError

    if isinstance(error, (SettingsError, BehindError, ContentError, CommandError)):
        return str(error)
    if isinstance(error, SQLAlchemyError):
        # One line: what follows in the driver's text is for programmers.
        return f"the database can't be used: {str(error).splitlines()[0]}"
    return None
