"""The base of every form."""

from __future__ import annotations

from flask_wtf import FlaskForm


class BaseForm(FlaskForm):  # type: ignore[misc]
    """A form with CSRF protection that speaks the language of the page."""
