"""Addresses of static files that change when the file does, so that a browser may keep them for a year."""

from __future__ import annotations

import hashlib
from functools import cache
from pathlib import Path
from typing import Any

from flask import Flask

YEAR_S = 365 * 24 * 3600


def install(app: Flask) -> None:
    """Add a short hash of the file to each address that `url_for("static", …)` makes."""
    app.config["SEND_FILE_MAX_AGE_DEFAULT"] = YEAR_S
    folder = Path(app.static_folder or "")

    @cache
    def digest(filename: str) -> str:
        return hashlib.sha256((folder / filename).read_bytes()).hexdigest()[:10]

    @app.url_defaults
    def add_version(endpoint: str, values: dict[str, Any]) -> None:
        if endpoint == "static" and "filename" in values:
            values["v"] = digest(values["filename"])
