"""How far an intervention is, as a form."""

from __future__ import annotations

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import DateField, IntegerField, SelectField, TextAreaField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import Length, NumberRange, Optional, ValidationError

from plateau.roadmap.progress import NOTE_LENGTH, Work
from plateau.web.forms import BaseForm


class ProgressForm(BaseForm):
    """How far one intervention is; what is not known stays empty."""

    work = SelectField(_l("Stand"), choices=[SelectChoice(work.value, work.value) for work in Work])
    percentage = IntegerField(
        _l("Percentage klaar"),
        validators=[Optional(), NumberRange(0, 100, message=_l("Vul 0 tot en met 100 in."))],
    )
    started_on = DateField(_l("Echt begonnen op"), validators=[Optional()])
    ended_on = DateField(_l("Echt klaar op"), validators=[Optional()])
    note = TextAreaField(
        _l("Toelichting"),
        validators=[Length(max=NOTE_LENGTH, message=_l("Gebruik hier hoogstens %(max)d tekens."))],
    )

    def validate_ended_on(self, field: DateField) -> None:
        """Nothing ends before it starts."""
        if field.data and self.started_on.data and field.data < self.started_on.data:
            raise ValidationError(_("Het einde ligt voor het begin."))
