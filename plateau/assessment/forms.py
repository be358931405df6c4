"""Forms built from the instrument: what is asked comes from the catalogue."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any, cast

from flask_babel import lazy_gettext as _l
from wtforms import (
    BooleanField,
    DateField,
    HiddenField,
    IntegerField,
    SelectField,
    StringField,
    TextAreaField,
)
from wtforms.fields.choices import SelectChoice
from wtforms.validators import (
    AnyOf,
    DataRequired,
    InputRequired,
    Length,
    NumberRange,
    Optional,
    ValidationError,
)

from plateau.assessment.answer_scale import scale_of
from plateau.assessment.model import (
    COMMENT_LENGTH,
    MOTIVATION_LENGTH,
    Ambition,
    Answer,
    Mark,
    Target,
)
from plateau.catalogue.model import PLATEAUS, Instrument
from plateau.catalogue.scan import Question
from plateau.web.forms import BaseForm
from plateau.web.locale import local

LATEST_YEARS = 15
LARGEST = 2**31 - 1  # what a column of the database holds
NO_CHOICE = _l("Kies een van de antwoorden.")
TOO_LONG = _l("Gebruik hier hoogstens %(max)d tekens.")


def field_name(criterion_id: str) -> str:
    """The name of a criterion's fields: its id without the dot, so that styles and links can point at it."""
    return criterion_id.replace(".", "-")


class AreaForm(BaseForm):
    """The questions of one area; fields are added by `area_form`."""

    revision = IntegerField(
        widget=HiddenField.widget, validators=[InputRequired(), NumberRange(min=0, max=LARGEST)]
    )

    def value_field(self, criterion_id: str) -> StringField:
        """The radio buttons of a criterion."""
        return cast(StringField, self[field_name(criterion_id)])

    def comment_field(self, criterion_id: str) -> TextAreaField:
        """The comment on a criterion."""
        return cast(TextAreaField, self[f"{field_name(criterion_id)}-comment"])

    def answers(self, criteria: Sequence[Question]) -> list[Answer]:
        """What was filled in, per criterion."""
        return [
            _answer(
                criterion,
                self.value_field(criterion.id).data,
                self.comment_field(criterion.id).data,
            )
            for criterion in criteria
        ]


def area_form(criteria: Sequence[Question], answers: Mapping[str, Answer], *, revision: int) -> AreaForm:
    """The form for these criteria, filled with these answers unless a POST brings others."""

    class Form(AreaForm):
        pass

    data: dict[str, Any] = {"revision": revision}
    for criterion in criteria:
        name = field_name(criterion.id)
        # No RadioField: the page writes the buttons itself, and a save, of which there are many, only asks
        # whether this is one of them.
        keys = [*(option.key for option in criterion.options), Mark.UNKNOWN.value, Mark.NOT_APPLICABLE.value]
        setattr(
            Form,
            name,
            StringField(filters=[_optional], validators=[Optional(), AnyOf(keys, message=NO_CHOICE)]),
        )
        setattr(
            Form,
            f"{name}-comment",
            TextAreaField(
                _l("Toelichting"),
                validators=[Length(max=COMMENT_LENGTH, message=TOO_LONG)],
            ),
        )
        answer = answers.get(criterion.id)
        data[name] = answer_value(answer)
        data[f"{name}-comment"] = answer.comment if answer else ""
    return Form(data=data)


def _optional(value: Any) -> str | None:
    return str(value) if value else None


def answer_value(answer: Answer | None) -> str | None:
    """The value of the radio button that says this answer; None when none does."""
    return answer.choice or None if answer else None


def _answer(question: Question, value: str | None, comment: str | None) -> Answer:
    text = (comment or "").replace("\r\n", "\n").strip()
    if not value:
        return Answer(question.id, None, None, text)
    return replace(scale_of(question).answer(question.id, value), comment=text)


class SubmitForm(BaseForm):
    """Handing in; with open questions only on purpose."""

    leave_open = BooleanField(_l("Ik lever in met open vragen. Die tellen mee als onbekend."))


class AmbitionForm(BaseForm):
    """Horizon, motivation and targets; `ambition_form` adds the fields per area and criterion."""

    version = IntegerField(
        widget=HiddenField.widget, validators=[InputRequired(), NumberRange(min=0, max=LARGEST)]
    )
    horizon = DateField(
        _l("Wanneer wilt u daar zijn?"),
        validators=[DataRequired(_l("Vul een datum in, als dag, maand en jaar."))],
    )
    motivation = TextAreaField(
        _l("Waarom deze ambitie?"),
        validators=[
            DataRequired(_l("Leg in een paar zinnen uit waarom u dit kiest.")),
            Length(max=MOTIVATION_LENGTH, message=TOO_LONG),
        ],
    )
    earliest: date

    def validate_horizon(self, field: DateField) -> None:
        """The horizon lies in the future."""
        if field.data and field.data <= self.earliest:
            raise ValidationError(_l("Kies een datum in de toekomst."))
        if field.data and field.data.year > self.earliest.year + LATEST_YEARS:
            raise ValidationError(_l("Kies een datum binnen %(years)d jaar.", years=LATEST_YEARS))

    def targets(self, instrument: Instrument) -> tuple[Target, ...]:
        """The chosen targets: per area, and per criterion where it differs from its area."""
        found = []
        for area in dict.fromkeys(criterion.area for criterion in instrument.criteria):
            area_target = _plateau(self[f"area-{area}"].data)
            if area_target:
                found.append(Target(area, area_target))
            for criterion in instrument.in_area(area):
                own = _plateau(self[field_name(criterion.id)].data)
                if own:
                    found.append(Target(area, own, criterion.id))
        return tuple(found)

    def motivations(self, instrument: Instrument) -> dict[str, str]:
        """The motivation per area; an area without text is left out."""
        areas = dict.fromkeys(criterion.area for criterion in instrument.criteria)
        texts = {area: (self[f"area-{area}-motivation"].data or "").strip() for area in areas}
        return {area: text for area, text in texts.items() if text}


def ambition_form(
    instrument: Instrument, current: Ambition | None, *, horizon: date, today: date
) -> AmbitionForm:
    """The form for an instrument, filled with the current ambition unless a POST brings another."""

    class Form(AmbitionForm):
        earliest = today

    data: dict[str, Any] = {
        "version": current.version if current else 0,
        "horizon": current.horizon if current else horizon,
        "motivation": current.motivation if current else "",
    }
    own = (
        {target.criterion: target.plateau for target in current.targets if target.criterion}
        if current
        else {}
    )
    for area in dict.fromkeys(criterion.area for criterion in instrument.criteria):
        target = current.area_target(area) if current else None
        setattr(Form, f"area-{area}", _target_field(_l("Gewenst plateau"), _l("geen doel")))
        data[f"area-{area}"] = str(target) if target else ""
        setattr(
            Form,
            f"area-{area}-motivation",
            TextAreaField(
                _l("Waarom voor dit gebied? (mag leeg blijven)"),
                validators=[Length(max=MOTIVATION_LENGTH, message=TOO_LONG)],
            ),
        )
        data[f"area-{area}-motivation"] = current.motivations.get(area, "") if current else ""
        for criterion in instrument.in_area(area):
            setattr(
                Form, field_name(criterion.id), _target_field(local(criterion.name), _l("zoals het gebied"))
            )
            data[field_name(criterion.id)] = str(own.get(criterion.id, ""))
    return Form(data=data)


def _target_field(label: Any, empty: Any) -> SelectField:
    choices = [SelectChoice("", empty)]
    choices += [SelectChoice(str(number), _l("plateau %(number)s", number=number)) for number in PLATEAUS]
    return SelectField(label, choices=choices, validators=[Optional()])


def _plateau(value: str | None) -> int | None:
    return int(value) if value else None
