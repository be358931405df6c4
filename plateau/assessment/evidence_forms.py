"""The forms that add a link or a file as evidence."""

from __future__ import annotations

from typing import Any

from flask_babel import lazy_gettext as _l
from flask_wtf.file import FileField
from wtforms import BooleanField, StringField
from wtforms.validators import DataRequired, Length, ValidationError

from plateau.assessment.evidence import DESCRIPTION_LENGTH, checked_url
from plateau.assessment.forms import TOO_LONG
from plateau.assessment.operations import Upload
from plateau.web.forms import BaseForm


class SharingForm(BaseForm):
    """What a link and a file have in common."""

    description = StringField(
        _l("Wat is het? (mag leeg blijven)"),
        validators=[Length(max=DESCRIPTION_LENGTH, message=TOO_LONG)],
        render_kw={"autocomplete": "off"},
    )
    shared = BooleanField(_l("Deel dit zonder naam met wie de meting leidt"))

    @property
    def text(self) -> str:
        """The description as it is kept."""
        return " ".join((self.description.data or "").split())


class LinkForm(SharingForm):
    """A page on the web."""

    url = StringField(
        _l("Adres van de pagina"),
        validators=[DataRequired(_l("Plak hier het adres van een pagina."))],
        render_kw={"inputmode": "url", "autocomplete": "off"},
    )

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(prefix="link-", **kwargs)

    def validate_url(self, field: StringField) -> None:
        """It is an address of a page on the web."""
        try:
            checked_url(field.data)
        except ValueError as error:
            raise ValidationError(
                _l("Dit is geen webadres. Het begint met https://, zoals https://www.voorbeeld.nl/visie.")
            ) from error

    def source(self, _largest: int) -> str:
        """The checked address."""
        return checked_url(self.url.data)


class FileForm(SharingForm):
    """A file; what is in it is checked when it is added."""

    file = FileField(_l("Bestand"), validators=[DataRequired(_l("Kies een bestand."))])

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(prefix="file-", **kwargs)

    def source(self, largest: int) -> Upload:
        """The file that was chosen; of one that is too large no more than shows that it is."""
        return Upload(self.file.data.filename, self.file.data.read(largest + 1))
