"""The base of every form."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from flask_babel import gettext as _
from flask_wtf import FlaskForm
from wtforms import Field
from wtforms.validators import ValidationError


def without_nul(value: Any) -> Any:
    """A text without the NUL character, which no keyboard types and PostgreSQL refuses."""
    return value.replace("\0", "") if isinstance(value, str) else value


class BaseForm(FlaskForm):  # type: ignore[misc]
    """A form with CSRF protection that speaks the language of the page."""

    class Meta(FlaskForm.Meta):  # type: ignore[misc]
        """Every field drops what no text may hold."""

        def bind_field(self, form: Any, unbound_field: Any, options: Any) -> Field:
            """Add the filter to each field that can have one."""
            field = super().bind_field(form, unbound_field, options)
            filters: Sequence[Any] = getattr(field, "filters", ())
            field.filters = (*filters, without_nul)
            return field


def check_uuid(field: Field) -> None:
    """Refuse what is no id: it comes from our own page, and someone changed it.

    Raises:
        ValidationError: it is none.
    """
    try:
        UUID(str(field.data))
    except ValueError as error:
        raise ValidationError(_("Laad de pagina opnieuw.")) from error
