"""Whole numbers as people write them."""

from __future__ import annotations

import re
from typing import Any

from flask_babel import gettext as _
from wtforms import StringField
from wtforms.validators import ValidationError

from plateau.web.locale import number

_WHOLE = re.compile(r"\d{1,3}([.,]\d{3})+|\d+")
_NO_CENTS = re.compile(r"[.,](00|-{1,2})$")


def parse_whole(text: str) -> int | None:
    """A whole number as people write it (250.000, 250,000, 250 000, € 250.000,00); None when empty.

    Raises:
        ValueError: it can be read in more than one way, or not at all.
    """
    compact = re.sub(r"[\s€]", "", text)
    if not compact:
        return None
    compact = _NO_CENTS.sub("", compact)
    if not _WHOLE.fullmatch(compact) or not compact.isascii():
        raise ValueError(text)
    return int(re.sub(r"[.,]", "", compact))


class WholeField(StringField):  # type: ignore[misc]
    """A whole number that may stay empty (no limit); what was typed stays as it is when it can't be read."""

    def __init__(self, label: Any = None, *, highest: int, **kwargs: Any) -> None:
        super().__init__(label, render_kw={"inputmode": "numeric", "autocomplete": "off"}, **kwargs)
        self.highest = highest

    @property
    def whole(self) -> int | None:
        """The number; only after validation."""
        return parse_whole(self.data or "")

    def pre_validate(self, form: Any) -> None:  # noqa: ARG002
        """Refuse what is no whole number, or too large to be meant."""
        try:
            value = self.whole
        except ValueError as error:
            raise ValidationError(
                _("Vul een heel getal in, zoals %(example)s, of laat dit leeg.", example=number(25000))
            ) from error
        if value is not None and value > self.highest:
            raise ValidationError(_("Vul hoogstens %(highest)s in.", highest=number(self.highest)))
