"""Addresses for outside this browser: in a mail, on paper, in a QR code, on a beamer."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

from flask import Flask, current_app, request, url_for

from plateau.settings import Settings

KEY = "PLATEAU_ADDRESS"
#: How the machine itself asks: a monitor that looks at /gezondheid.
OWN_NAMES = ("localhost", "127.0.0.1")


def install(app: Flask, settings: Settings) -> None:
    """Let links carry the address of the settings, and refuse requests that were meant for another host."""
    app.config[KEY] = settings.address
    if settings.address:
        app.config["TRUSTED_HOSTS"] = [urlsplit(settings.address).hostname, *OWN_NAMES]
    app.add_template_global(outside_url)


def base() -> str:
    """What every link begins with, like https://plateau.voorbeeld.nl; without the setting: what is asked."""
    return str(current_app.config[KEY] or request.host_url.rstrip("/"))


def outside_url(endpoint: str, **values: Any) -> str:
    """The whole address of a page."""
    return base() + url_for(endpoint, **values)
