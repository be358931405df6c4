"""Forms for the list of participants."""

from __future__ import annotations

from collections.abc import Mapping

from flask_babel import lazy_gettext as _l
from flask_wtf.file import FileField
from wtforms import SelectField, SelectMultipleField, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import DataRequired, Length, ValidationError

from plateau.assessment.agreement_wording import perspective_name
from plateau.assessment.model import Participant, Perspective
from plateau.assessment.participant_list import EMAIL_LENGTH, NAME_LENGTH, is_email
from plateau.assessment.round_forms import TOO_LONG
from plateau.web.forms import BaseForm

LIST_LENGTH = 200_000


class ListForm(BaseForm):
    """Many participants at once: pasted, or as a CSV file."""

    people = TextAreaField(_l("Plak uw lijst"), validators=[Length(max=LIST_LENGTH, message=TOO_LONG)])
    file = FileField(_l("Of kies een CSV-bestand"))

    def text(self) -> str:
        """What was pasted; with a file: what stands in it."""
        if self.file.data:
            return _decode(self.file.data.read())
        return self.people.data or ""


def _decode(content: bytes) -> str:
    # A spreadsheet on Windows may still write its own code page; it can hold any byte.
    for encoding in ("utf-8-sig", "cp1252"):
        try:
            return content.decode(encoding).replace("\0", "")
        except UnicodeDecodeError:
            continue
    return content.decode("latin-1").replace("\0", "")


class ParticipantForm(BaseForm):
    """One participant; `participant_form` adds what can be chosen."""

    name = StringField(
        _l("Naam"),
        validators=[DataRequired(_l("Vul een naam in.")), Length(max=NAME_LENGTH, message=TOO_LONG)],
    )
    email = StringField(
        _l("E-mailadres (mag leeg blijven)"), validators=[Length(max=EMAIL_LENGTH, message=TOO_LONG)]
    )
    perspective = SelectField(_l("Perspectief"))
    areas = SelectMultipleField(_l("Gebieden"))
    language = SelectField(
        _l("Taal van de mail en de vragenlijst"),
        choices=[SelectChoice("nl", "Nederlands"), SelectChoice("en", "English")],
    )

    def validate_email(self, field: StringField) -> None:
        """Something that mail can be sent to, or nothing."""
        if (field.data or "").strip() and not is_email(field.data.strip()):
            raise ValidationError(_l("Dit is geen e-mailadres."))


def participant_form(found: Participant, areas: Mapping[str, str]) -> ParticipantForm:
    """The form for a participant; `areas`: the names of what can be asked, by id."""
    form = ParticipantForm(
        data={
            "name": found.name,
            "email": found.email or "",
            "perspective": found.perspective.value,
            "areas": sorted(found.areas or areas),
            "language": found.language,
        }
    )
    form.perspective.choices = [SelectChoice(one.value, perspective_name(one)) for one in Perspective]
    form.areas.choices = [SelectChoice(area, name) for area, name in areas.items()]
    return form
