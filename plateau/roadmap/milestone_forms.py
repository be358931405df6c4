"""A milestone of one's own, beside the settings or on a page of its own."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import DateField, SelectField, StringField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import Length, Optional, ValidationError

from plateau.catalogue.model import PLATEAUS, Catalogue, Certainty
from plateau.language import Text
from plateau.roadmap.milestones import TITLE_LENGTH, DatedMilestone
from plateau.roadmap.wording import certainty_name
from plateau.web.forms import BaseForm
from plateau.web.locale import local


class MilestoneFields(BaseForm):
    """A milestone of one's own; `offer_milestone` fills the lists."""

    milestone_title = StringField(
        _l("Wat moet er dan klaar zijn?"),
        validators=[
            Length(max=TITLE_LENGTH, message=_l("Gebruik hier hoogstens %(max)d tekens.")),
        ],
    )
    milestone_transitie = SelectField(_l("Voor welke transitie?"))
    milestone_date = DateField(_l("Op welke datum?"), validators=[Optional()])
    milestone_plateau = SelectField(_l("Op welk plateau?"))
    milestone_certainty = SelectField(_l("Hoe vast is de datum?"))

    def validate_milestone_title(self, field: StringField) -> None:
        """A milestone needs both a title and a date."""
        if self.has_milestone and not (field.data or "").strip():
            raise ValidationError(_("Schrijf op wat er dan klaar moet zijn."))

    def validate(self, extra_validators: Any = None) -> bool:
        """All fields, and a date with a milestone's title (`Optional` skips checks of an empty field)."""
        valid = bool(super().validate(extra_validators))
        if self.has_milestone and self.milestone_date.data is None and not self.milestone_date.errors:
            self.milestone_date.errors = [_("Vul een datum in, als dag, maand en jaar.")]
            return False
        return valid

    @property
    def has_milestone(self) -> bool:
        """Whether a milestone is asked for."""
        return True

    def milestone(self, milestone_id: UUID) -> DatedMilestone | None:
        """The milestone that was filled in, if any."""
        if not self.has_milestone or self.milestone_date.data is None:
            return None
        title = str(self.milestone_title.data).strip()
        return DatedMilestone(
            id=str(milestone_id),
            transitie=str(self.milestone_transitie.data),
            title=Text(title, title),
            date=self.milestone_date.data,
            certainty=Certainty(self.milestone_certainty.data),
            plateau=int(self.milestone_plateau.data),
            own=True,
        )


def milestone_form(known: DatedMilestone, *, catalogue: Catalogue) -> MilestoneFields:
    """The form on a page of its own, filled in with a milestone that is there already."""
    form = MilestoneFields(
        data={
            "milestone_title": local(known.title),
            "milestone_transitie": known.transitie,
            "milestone_date": known.date,
            "milestone_plateau": str(known.plateau),
            "milestone_certainty": known.certainty.value,
        }
    )
    offer_milestone(form, catalogue)
    return form


def new_milestone(asked_plateau: int) -> dict[str, str]:
    """What is chosen for a milestone that nobody filled in yet."""
    return {
        "milestone_plateau": str(asked_plateau),
        "milestone_certainty": Certainty.VERWACHT.value,
    }


def offer_milestone(form: MilestoneFields, catalogue: Catalogue) -> None:
    """Fill the lists that a milestone is chosen from."""
    form.milestone_transitie.choices = [
        SelectChoice(item.id, local(item.short)) for item in catalogue.transities
    ]
    form.milestone_plateau.choices = [
        SelectChoice(str(plateau), f"{plateau} – {local(catalogue.plateau(plateau).name)}")
        for plateau in PLATEAUS[1:]
    ]
    form.milestone_certainty.choices = [
        SelectChoice(certainty.value, certainty_name(certainty)) for certainty in Certainty
    ]
