"""The database sessions of a request: one visible block each."""

from __future__ import annotations

from contextlib import AbstractContextManager
from typing import cast

from flask import Flask, current_app
from sqlalchemy.orm import Session

from plateau.database import Database

KEY = "plateau.database"


def install(app: Flask, database: Database) -> None:
    """Let the views of `app` use `database`."""
    app.extensions[KEY] = database


def database() -> Database:
    """The database of the current app."""
    return cast(Database, current_app.extensions[KEY])


def transaction() -> AbstractContextManager[Session]:
    """`with transaction() as session:` writes; committed when the block ends well."""
    return database().transaction()


def reading() -> AbstractContextManager[Session]:
    """`with reading() as session:` reads; the database refuses a write."""
    return database().reading()
