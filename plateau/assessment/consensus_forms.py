"""The form for the agreed value of one criterion."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l
from wtforms import HiddenField, IntegerField, RadioField, TextAreaField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import DataRequired, InputRequired, Length, NumberRange, ValidationError

from plateau.assessment.consensus import TEXT_LENGTH, AgreedValue
from plateau.assessment.forms import LARGEST, TOO_LONG
from plateau.assessment.model import Mark
from plateau.catalogue.model import Criterion
from plateau.web.forms import BaseForm
from plateau.web.locale import local

STILL_OPEN = "open"


class AgreedForm(BaseForm):
    """What a team agrees on; the choices are the criterion's statements. Nothing is chosen beforehand."""

    version = IntegerField(
        widget=HiddenField.widget, validators=[InputRequired(), NumberRange(min=0, max=LARGEST)]
    )
    value = RadioField(
        _l("Welke waarde geldt?"),
        validators=[DataRequired(_l("Kies een waarde, of kies dat het onderwerp nog open is."))],
    )
    reason = TextAreaField(_l("Waarom deze waarde?"), validators=[Length(max=TEXT_LENGTH, message=TOO_LONG)])
    dissent = TextAreaField(
        _l("Wie ziet het anders, en waarom? (mag leeg blijven)"),
        validators=[Length(max=TEXT_LENGTH, message=TOO_LONG)],
    )
    evidence = TextAreaField(
        _l("Waar blijkt het uit? (mag leeg blijven)"),
        validators=[Length(max=TEXT_LENGTH, message=TOO_LONG)],
    )

    def validate_reason(self, field: TextAreaField) -> None:
        """A value has a reason; what is left open needs none."""
        if self.value.data != STILL_OPEN and not (field.data or "").strip():
            raise ValidationError(_l("Leg in een zin uit waarom u dit kiest."))

    @property
    def mark(self) -> Mark | None:
        """Which kind of outcome was chosen; None for "still open"."""
        match self.value.data:
            case str(chosen) if chosen == STILL_OPEN:
                return None
            case str(chosen) if chosen == Mark.NOT_APPLICABLE.value:
                return Mark.NOT_APPLICABLE
        return Mark.PLATEAU

    @property
    def plateau(self) -> int | None:
        """The plateau that was chosen."""
        return int(self.value.data) if self.mark is Mark.PLATEAU else None


def agreed_form(criterion: Criterion, current: AgreedValue | None) -> AgreedForm:
    """The form for a criterion, filled with what was agreed before unless a POST brings something else."""
    form = AgreedForm(
        data={
            "version": current.version if current else 0,
            "value": _value(current),
            "reason": current.reason if current else "",
            "dissent": current.dissent if current else "",
            "evidence": current.evidence if current else "",
        }
    )
    form.value.choices = [
        SelectChoice(str(level.plateau), f"{level.plateau}. {local(level.text)}")
        for level in criterion.levels
    ]
    form.value.choices += [
        SelectChoice(Mark.NOT_APPLICABLE.value, _l("Niet van toepassing")),
        SelectChoice(STILL_OPEN, _l("Nog open: wij spreken nu niets af")),
    ]
    return form


def _value(current: AgreedValue | None) -> str | None:
    if current is None:
        return None
    if current.mark is None:
        return STILL_OPEN
    return str(current.plateau) if current.mark is Mark.PLATEAU else current.mark.value
