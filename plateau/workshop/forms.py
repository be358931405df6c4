"""Starting a session, joining one, and writing down what the group concluded."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import TypeVar, cast
from uuid import UUID

from flask_babel import lazy_gettext as _l
from wtforms import (
    BooleanField,
    DateField,
    HiddenField,
    IntegerField,
    RadioField,
    SelectField,
    SelectMultipleField,
    StringField,
    TextAreaField,
)
from wtforms.fields.choices import SelectChoice
from wtforms.validators import DataRequired, InputRequired, Length, NumberRange, Optional

from plateau.assessment.agreement_wording import perspective_name
from plateau.assessment.answer_scale import AnswerScale
from plateau.assessment.answer_wording import AnswerName
from plateau.assessment.forms import TOO_LONG, field_name
from plateau.assessment.model import (
    MINIMUM_GROUP,
    MOTIVATION_LENGTH,
    Anonymity,
    Perspective,
)
from plateau.catalogue.scan import Question
from plateau.web.forms import BaseForm, check_uuid
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
    Workshop,
)

MOST_ITEMS = 99
ALL = "all"
STILL_OPEN = "open"
F = TypeVar("F", bound="AgendaForm")
NOT_A_NUMBER = _l("Vul een getal in, of laat het veld leeg.")


class AgendaForm(BaseForm):
    """What a session is about; a field per criterion is added by the functions below."""

    ambition = BooleanField(_l("Bepaal daarna ook het gewenste plateau per gebied."))

    def number_field(self, criterion_id: str) -> IntegerField:
        """The place of a criterion on the agenda; empty leaves it out."""
        return cast(IntegerField, self[f"number-{field_name(criterion_id)}"])

    def topics(self, criteria: Sequence[Question], areas: Sequence[str]) -> list[Topic]:
        """The chosen ones of these criteria in their order, then, when asked, these areas."""
        chosen = [
            (self.number_field(criterion.id).data, place, criterion.id)
            for place, criterion in enumerate(criteria)
            if self.number_field(criterion.id).data is not None
        ]
        found = [Topic(Subject.CRITERION, criterion) for _number, _place, criterion in sorted(chosen)]
        return found + ([Topic(Subject.AREA, area) for area in areas] if self.ambition.data else [])


class StartForm(AgendaForm):
    """A new session. The id comes with the page: sent twice is once."""

    workshop_id = HiddenField()
    quorum = IntegerField(
        _l("Hoeveel stemmen zijn nodig om te onthullen?"),
        validators=[
            InputRequired(_l("Vul een getal in.")),
            NumberRange(min=1, max=LARGEST_QUORUM, message=_l("Kies een getal van %(min)d tot %(max)d.")),
        ],
    )
    early = SelectMultipleField(_l("Wie kan niet komen?"), validators=[Optional()])

    def validate_workshop_id(self, field: HiddenField) -> None:
        """The id must be one."""
        check_uuid(field)

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

    numbers = {
        candidate.criterion.id: number
        for number, candidate in enumerate(candidates[:SUGGESTED], 1)
        if suggest
    }
    data = {"workshop_id": str(workshop_id), "quorum": quorum, "ambition": suggest}
    form = _with_numbers(StartForm, [item.criterion for item in candidates])(data={**data, **_data(numbers)})
    form.early.choices = (
        [SelectChoice(str(item.response_id), item.name) for item in early]
        if named
        else [SelectChoice(ALL, _l("Tel alle ingeleverde vragenlijsten mee."))]
    )
    return form


class LaterForm(AgendaForm):
    """What comes after the item at hand, from where the page saw the session stand."""

    at = HiddenField()


def later_form(workshop: Workshop, criteria: Sequence[Question], *, suggest: bool) -> LaterForm:
    """The form for these criteria; `suggest` fills in what stands on the agenda now."""
    later = workshop.items[workshop.position.item :]
    chosen = [item.topic.reference for item in later if item.topic.subject is Subject.CRITERION]
    numbers = {criterion: number for number, criterion in enumerate(chosen, 1) if suggest}
    areas = any(item.topic.subject is Subject.AREA for item in later)
    return _with_numbers(LaterForm, criteria)(
        data={"at": str(workshop.position), "ambition": suggest and areas, **_data(numbers)}
    )


def _with_numbers(base: type[F], criteria: Sequence[Question]) -> type[F]:
    fields = {
        f"number-{field_name(criterion.id)}": IntegerField(
            local(criterion.name),
            validators=[Optional(), NumberRange(min=1, max=MOST_ITEMS, message=NOT_A_NUMBER)],
        )
        for criterion in criteria
    }
    return type(base.__name__, (base,), fields)


def _data(numbers: Mapping[str, int]) -> dict[str, int]:
    return {f"number-{field_name(criterion)}": number for criterion, number in numbers.items()}


class FlashForm(BaseForm):
    """A session without a measurement before it, and what those who vote in it are promised.

    Anonymous unless one chooses otherwise: most come to a room with their own manager in it.
    """

    round_id = HiddenField()
    anonymity = SelectField(
        _l("Hoe stemt de groep?"),
        choices=[
            SelectChoice(Anonymity.ANONYMOUS.value, _l("Anoniem")),
            SelectChoice(Anonymity.NAMED.value, _l("Op naam")),
        ],
        default=Anonymity.ANONYMOUS.value,
    )
    minimum_group = IntegerField(
        _l("Kleinste groep die wij laten zien"),
        validators=[
            InputRequired(_l("Vul een heel getal in.")),
            NumberRange(MINIMUM_GROUP, LARGEST_QUORUM, _l("Kies een getal van %(min)d tot %(max)d.")),
        ],
        default=MINIMUM_GROUP,
    )
    name = StringField(
        _l("Naam van de werksessie"),
        validators=[DataRequired(_l("Geef de werksessie een naam.")), Length(max=200, message=TOO_LONG)],
    )

    def validate_round_id(self, field: HiddenField) -> None:
        """The id must be one."""
        check_uuid(field)


class JoinForm(BaseForm):
    """Taking a seat. Its token comes with the page, signed: a form sent twice takes one seat."""

    seat = HiddenField()
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
        validators=[DataRequired(_l("Kies een rol."))],
    )


def join_form(*, code: str, seat: str) -> JoinForm:
    """The form to join with; what a POST brings stands before these."""
    form = JoinForm(data={"code": code, "seat": seat})
    form.perspective.choices = [
        SelectChoice("", _l("Kies een rol")),
        *(SelectChoice(item.value, perspective_name(item)) for item in Perspective),
    ]
    return form


class DecisionForm(BaseForm):
    """What the group concluded. The value is never filled in by itself."""

    at = HiddenField()
    value = RadioField(
        _l("Wat spreekt de groep af?"),
        validators=[InputRequired(_l("Kies een antwoord, of laat het open."))],
    )
    reason = TextAreaField(_l("Waarom?"), validators=[Length(max=TEXT_LENGTH, message=TOO_LONG)])
    dissent = TextAreaField(
        _l("Wie ziet het anders, en waarom?"), validators=[Length(max=TEXT_LENGTH, message=TOO_LONG)]
    )
    action = TextAreaField(_l("Wat gaan wij doen?"), validators=[Length(max=TEXT_LENGTH, message=TOO_LONG)])
    owner = StringField(_l("Wie pakt het op?"), validators=[Length(max=NAME_LENGTH, message=TOO_LONG)])

    def offer(self, answers: Sequence[AnswerName]) -> None:
        """Let one choose among these answers, or leave it open."""
        self.value.choices = [
            *(SelectChoice(answer.key, answer.full) for answer in answers),
            SelectChoice(STILL_OPEN, _l("De groep laat dit open")),
        ]

    def decision(self, scale: AnswerScale) -> Decision:
        """What was filled in."""
        given = None if self.value.data == STILL_OPEN else scale.answer("decision", self.value.data)
        return Decision(
            plateau=given.plateau if given else None,
            option=given.option if given else None,
            reason=_text(self.reason.data),
            dissent=_text(self.dissent.data),
            action=_text(self.action.data),
            owner=_text(self.owner.data),
        )


def decision_form(
    decision: Decision | None, answers: Sequence[AnswerName] = (), *, at: str | None = None
) -> DecisionForm:
    """The form for these answers with what was written down already, unless a POST brings other."""
    data = {"at": at}
    if decision is not None:
        data |= {
            "value": decision.answer("decision").choice or STILL_OPEN,
            "reason": decision.reason,
            "dissent": decision.dissent,
            "action": decision.action,
            "owner": decision.owner,
        }
    form = DecisionForm(data=data)
    form.offer(answers)
    return form


class AdoptForm(BaseForm):
    """Making what the group wants into the ambition."""

    version = IntegerField(widget=HiddenField.widget, validators=[InputRequired(), NumberRange(min=0)])
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

    def check(self, today: date) -> bool:
        """Whether all is well; the horizon lies in the future."""
        fine: bool = self.validate()
        if fine and self.horizon.data <= today:
            self.horizon.errors = [_l("Kies een datum in de toekomst.")]
            return False
        return fine


def _text(value: str | None) -> str:
    return (value or "").replace("\r\n", "\n").strip()
