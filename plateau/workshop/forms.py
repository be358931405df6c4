"""Starting a session, joining one, and writing down what the group concluded."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, cast
from uuid import UUID

from flask_babel import lazy_gettext as _l
from wtforms import (
    BooleanField,
    HiddenField,
    IntegerField,
    RadioField,
    SelectField,
    SelectMultipleField,
    StringField,
    TextAreaField,
)
from wtforms.fields.choices import SelectChoice
from wtforms.validators import DataRequired, InputRequired, Length, NumberRange, Optional, ValidationError

from plateau.assessment.forms import TOO_LONG, field_name
from plateau.catalogue.model import PLATEAUS, Instrument
from plateau.web.forms import BaseForm
from plateau.web.locale import local
from plateau.workshop.agenda import SUGGESTED, Candidate
from plateau.workshop.model import (
    LARGEST_QUORUM,
    NAME_LENGTH,
    TEXT_LENGTH,
    Decision,
    EarlyCandidate,
    Subject,
    Topic,
)
from plateau.workshop.wording import PERSPECTIVES

MOST_ITEMS = 99
ALL = "all"
NOT_A_NUMBER = _l("Vul een getal in, of laat het veld leeg.")


class StartForm(BaseForm):
    """A new session; `start_form` adds a field per criterion. The id comes with the page: twice is once."""

    workshop_id = HiddenField()
    quorum = IntegerField(
        _l("Hoeveel stemmen zijn nodig om te onthullen?"),
        validators=[
            InputRequired(_l("Vul een getal in.")),
            NumberRange(min=1, max=LARGEST_QUORUM, message=_l("Kies een getal van %(min)d tot %(max)d.")),
        ],
    )
    early = SelectMultipleField(_l("Wie kan niet komen?"), validators=[Optional()])
    ambition = BooleanField(_l("Bepaal daarna ook het gewenste plateau per gebied."))

    def validate_workshop_id(self, field: HiddenField) -> None:
        """The id must be one."""
        try:
            UUID(str(field.data))
        except ValueError as error:
            raise ValidationError(_l("Laad de pagina opnieuw.")) from error

    def number_field(self, criterion_id: str) -> IntegerField:
        """The place of a criterion on the agenda; empty leaves it out."""
        return cast(IntegerField, self[f"number-{field_name(criterion_id)}"])

    def agenda(self, instrument: Instrument) -> list[Topic]:
        """The chosen criteria in their order, then, when asked, the areas."""
        chosen = [
            (self.number_field(criterion.id).data, place, criterion.id)
            for place, criterion in enumerate(instrument.criteria)
            if self.number_field(criterion.id).data is not None
        ]
        found = [Topic(Subject.CRITERION, criterion) for _number, _place, criterion in sorted(chosen)]
        if self.ambition.data:
            areas = dict.fromkeys(criterion.area for criterion in instrument.criteria)
            found += [Topic(Subject.AREA, area) for area in areas]
        return found

    def early_ids(self, early: Sequence[EarlyCandidate]) -> set[UUID]:
        """The questionnaires that count as votes."""
        chosen = set(self.early.data or ())
        return {item.response_id for item in early if {ALL, str(item.response_id)} & chosen}


def start_form(
    candidates: Sequence[Candidate],
    early: Sequence[EarlyCandidate],
    *,
    named: bool,
    workshop_id: UUID,
    quorum: int,
    suggest: bool,
) -> StartForm:
    """The form; `suggest` fills in the agenda (what a POST leaves out is left out on purpose).

    Not `named`: the early questionnaires are chosen all together or not at all.
    """

    class Form(StartForm):
        pass

    data: dict[str, Any] = {"workshop_id": str(workshop_id), "quorum": quorum, "ambition": suggest}
    for number, candidate in enumerate(candidates, 1):
        name = f"number-{field_name(candidate.criterion.id)}"
        setattr(
            Form,
            name,
            IntegerField(
                local(candidate.criterion.name),
                validators=[Optional(), NumberRange(min=1, max=MOST_ITEMS, message=NOT_A_NUMBER)],
            ),
        )
        data[name] = number if suggest and number <= SUGGESTED else None
    form = Form(data=data)
    form.early.choices = (
        [SelectChoice(str(item.response_id), item.name) for item in early]
        if named
        else [SelectChoice(ALL, _l("Tel alle ingeleverde vragenlijsten mee."))]
    )
    return form


class FlashForm(BaseForm):
    """A session without a measurement before it."""

    round_id = HiddenField()
    name = StringField(
        _l("Naam van de werksessie"),
        validators=[DataRequired(_l("Geef de werksessie een naam.")), Length(max=200, message=TOO_LONG)],
    )

    def validate_round_id(self, field: HiddenField) -> None:
        """The id must be one."""
        try:
            UUID(str(field.data))
        except ValueError as error:
            raise ValidationError(_l("Laad de pagina opnieuw.")) from error


class JoinForm(BaseForm):
    """Taking a seat."""

    code = StringField(_l("Code"), validators=[DataRequired(_l("Vul de code in die op het scherm staat."))])
    name = StringField(
        _l("Uw naam"),
        validators=[
            DataRequired(_l("Vul uw naam in.")),
            Length(max=NAME_LENGTH, message=TOO_LONG),
        ],
        filters=[lambda text: " ".join(text.split()) if text else text],
    )
    perspective = SelectField(
        _l("Vanuit welke rol doet u mee?"),
        choices=[SelectChoice("", _l("Kies een rol"))]
        + [SelectChoice(item.value, label) for item, label in PERSPECTIVES.items()],
        validators=[DataRequired(_l("Kies een rol."))],
    )


class DecisionForm(BaseForm):
    """What the group concluded. The value is never filled in by itself."""

    at = HiddenField()
    plateau = RadioField(
        _l("Welk plateau spreekt de groep af?"),
        choices=[SelectChoice(str(number), str(number)) for number in PLATEAUS]
        + [SelectChoice("open", _l("De groep laat dit open"))],
        validators=[InputRequired(_l("Kies een plateau, of laat het open."))],
    )
    reason = TextAreaField(_l("Waarom?"), validators=[Length(max=TEXT_LENGTH, message=TOO_LONG)])
    dissent = TextAreaField(
        _l("Wie ziet het anders, en waarom?"), validators=[Length(max=TEXT_LENGTH, message=TOO_LONG)]
    )
    action = TextAreaField(_l("Wat gaan wij doen?"), validators=[Length(max=TEXT_LENGTH, message=TOO_LONG)])
    owner = StringField(_l("Wie pakt het op?"), validators=[Length(max=NAME_LENGTH, message=TOO_LONG)])

    def decision(self) -> Decision:
        """What was filled in."""
        return Decision(
            plateau=None if self.plateau.data == "open" else int(self.plateau.data),
            reason=_text(self.reason.data),
            dissent=_text(self.dissent.data),
            action=_text(self.action.data),
            owner=_text(self.owner.data),
        )


def decision_form(decision: Decision | None, *, at: str) -> DecisionForm:
    """The form with what was written down already, unless a POST brings other."""
    if decision is None:
        return DecisionForm(data={"at": at})
    return DecisionForm(
        data={
            "at": at,
            "plateau": str(decision.plateau) if decision.plateau else "open",
            "reason": decision.reason,
            "dissent": decision.dissent,
            "action": decision.action,
            "owner": decision.owner,
        }
    )


def _text(value: str | None) -> str:
    return (value or "").replace("\r\n", "\n").strip()
