"""The way of sending of the current app."""

from __future__ import annotations

from typing import cast

from flask import Flask, current_app

from plateau.mail.folder import FolderTransport
from plateau.mail.model import Transport
from plateau.mail.smtp import SmtpTransport
from plateau.settings import Mode, Settings

KEY = "plateau.mail"


def install(app: Flask, settings: Settings) -> None:
    """Let `app` send as the settings say; without a mail server, only demo and test "send" (to a folder)."""
    transport: Transport | None = None
    if settings.mail is not None:
        transport = SmtpTransport(settings.mail)
    elif settings.mode is not Mode.PRODUCTION:
        transport = FolderTransport(settings.data_dir / "mail")
    app.extensions[KEY] = transport


def transport() -> Transport | None:
    """How this app sends; None when no mail server was set up."""
    return cast("Transport | None", current_app.extensions[KEY])


def folder() -> FolderTransport | None:
    """The folder that this app's messages end in, when that is where they go."""
    found = transport()
    return found if isinstance(found, FolderTransport) else None
