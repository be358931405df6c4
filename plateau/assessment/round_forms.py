"""Forms for the one who leads a measurement."""

from __future__ import annotations

from collections.abc import Sequence

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, HiddenField, IntegerField, SelectField, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import DataRequired, InputRequired, Length, NumberRange

from plateau.assessment.model import MINIMUM_GROUP, Anonymity, RoundDetails
from plateau.catalogue.scan import Questionnaire
from plateau.web.forms import BaseForm, check_uuid
from plateau.web.locale import local

TOO_LONG = _l("Gebruik hier hoogstens %(max)d tekens.")
LARGEST_GROUP = 1000
REASON_LENGTH = 1000


class DetailsForm(BaseForm):
    """What a measurement is about, and what who answers is promised."""

    name = StringField(
        _l("Naam van de meting"),
        validators=[DataRequired(_l("Geef de meting een naam.")), Length(max=200, message=TOO_LONG)],
    )
    is_baseline = SelectField(
        _l("Soort meting"),
        choices=[SelectChoice("yes", _l("Nulmeting")), SelectChoice("no", _l("Vervolgmeting"))],
        default="yes",
    )
    period = StringField(
        _l("Periode (mag leeg blijven)"), validators=[Length(max=100, message=TOO_LONG)], default=""
    )
    unit = StringField(
        _l("Onderdeel van de organisatie (mag leeg blijven)"),
        validators=[Length(max=200, message=TOO_LONG)],
        default="",
    )
    anonymity = SelectField(
        _l("Namen bij de antwoorden"),
        choices=[
            SelectChoice(Anonymity.NAMED.value, _l("Op naam")),
            SelectChoice(Anonymity.ANONYMOUS.value, _l("Anoniem")),
        ],
        default=Anonymity.NAMED.value,
    )
    minimum_group = IntegerField(
        _l("Kleinste groep die wij laten zien"),
        validators=[
            InputRequired(_l("Vul een heel getal in.")),
            NumberRange(MINIMUM_GROUP, LARGEST_GROUP, _l("Kies een getal van %(min)d tot %(max)d.")),
        ],
        default=MINIMUM_GROUP,
    )

    def fill(self, details: RoundDetails) -> None:
        """Show these details, unless a POST brings others."""
        self.process(
            formdata=None,
            data={
                "name": details.name,
                "is_baseline": "yes" if details.is_baseline else "no",
                "period": details.period,
                "unit": details.unit or "",
                "anonymity": details.anonymity.value,
                "minimum_group": details.minimum_group,
            },
        )

    def details(self) -> RoundDetails:
        """What was filled in."""
        return RoundDetails(
            name=_line(self.name.data),
            is_baseline=self.is_baseline.data == "yes",
            period=_line(self.period.data),
            unit=_line(self.unit.data) or None,
            anonymity=Anonymity(self.anonymity.data),
            minimum_group=int(self.minimum_group.data),
        )


def _line(text: str | None) -> str:
    return " ".join((text or "").split())


class RoundForm(DetailsForm):
    """A new measurement. The id is made with the page, so that a form sent twice makes one round."""

    round_id = HiddenField()
    copy_of = HiddenField()
    questionnaire = SelectField(_l("Vragenlijst"))
    open_now = BooleanField(_l("Meteen openen. Iedereen met een account kan dan antwoorden."))

    def offer(self, questionnaires: Sequence[Questionnaire]) -> None:
        """Let one choose among these; the first is what most come for, and what who chooses none gets."""
        self.questionnaire.choices = [SelectChoice(item.id, local(item.name)) for item in questionnaires]
        if self.questionnaire.data is None:
            self.questionnaire.data = questionnaires[0].id

    def validate_round_id(self, field: HiddenField) -> None:
        """The id must be one."""
        check_uuid(field)

    def validate_copy_of(self, field: HiddenField) -> None:
        """The id must be one, when it is there."""
        if field.data:
            check_uuid(field)


class RenameForm(BaseForm):
    """Another name for a measurement whose other details are fixed."""

    name = StringField(
        _l("Naam van de meting"),
        validators=[DataRequired(_l("Geef de meting een naam.")), Length(max=200, message=TOO_LONG)],
    )


class MoveForm(BaseForm):
    """A step to another state: from which state the page knew, and why."""

    expected = HiddenField()
    reason = TextAreaField(
        _l("Waarom gaat u terug?"), validators=[Length(max=REASON_LENGTH, message=TOO_LONG)]
    )
