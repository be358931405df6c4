"""The form for the agreed value of one criterion."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l
from wtforms import HiddenField, IntegerField, RadioField, TextAreaField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import DataRequired, InputRequired, Length, NumberRange, ValidationError

from plateau.assessment.answer_scale import scale_of
from plateau.assessment.consensus import TEXT_LENGTH, AgreedValue
from plateau.assessment.forms import LARGEST, TOO_LONG
from plateau.assessment.model import Answer, Mark
from plateau.catalogue.model import Criterion, Option
from plateau.catalogue.scan import Question, ScanQuestion
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

    def answer(self, criterion: Question) -> Answer:
        """What was chosen; without a mark for "still open"."""
        if self.value.data == STILL_OPEN:
            return Answer(criterion.id, None, None)
        return scale_of(criterion).answer(criterion.id, self.value.data)


def agreed_form(criterion: Question, current: AgreedValue | None) -> AgreedForm:
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
    form.value.choices = [SelectChoice(key, text) for key, text in statements(criterion)]
    form.value.choices += [
        SelectChoice(Mark.NOT_APPLICABLE.value, _l("Niet van toepassing")),
        SelectChoice(STILL_OPEN, _l("Nog open: wij spreken nu niets af")),
    ]
    return form


def _value(current: AgreedValue | None) -> str | None:
    return (current.answer.choice or STILL_OPEN) if current else None


def statements(criterion: Question) -> list[tuple[str, str]]:
    """The answers to choose from: their keys, and what each says."""
    if isinstance(criterion, Criterion):
        return [(str(level.plateau), f"{level.plateau}. {local(level.text)}") for level in criterion.levels]
    return [(option.key, _statement(criterion, option)) for option in criterion.options]


def _statement(question: ScanQuestion, option: Option) -> str:
    name, text = local(question.scale.pole(option.key).name), local(option.text)
    return name if text == name else f"{name}: {text}"
