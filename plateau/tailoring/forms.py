"""An intervention's estimates as a form: three numbers per row."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, cast

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import IntegerField, TextAreaField
from wtforms.validators import InputRequired, Length, NumberRange
from wtforms.widgets import HiddenInput

from plateau.catalogue.model import Estimate, Role
from plateau.tailoring.model import REASON_LENGTH, Estimates, OwnEstimate
from plateau.tailoring.wording import PARTS, part_name
from plateau.web.forms import BaseForm
from plateau.web.locale import number
from plateau.web.whole import WholeField

LARGEST = 2**31 - 1
HIGHEST = {
    "duration_months": 120,
    "one_off_cost_eur": 100_000_000,
    "structural_cost_eur_per_year": 100_000_000,
}
HIGHEST_DAYS = 100_000
THREE = ("low", "likely", "high")


@dataclass(frozen=True, slots=True)
class Row:
    """One estimate: its name, and its three fields."""

    name: str
    label: str
    fields: tuple[WholeField, ...]


class EstimateForm(BaseForm):
    """Own estimates and the reason; `estimate_form` adds the numbers."""

    version = IntegerField(
        widget=HiddenInput(), validators=[InputRequired(), NumberRange(min=0, max=LARGEST)]
    )
    reason = TextAreaField(
        _l("Waarom wijkt u af?"),
        validators=[
            InputRequired(message=_l("Schrijf op waarom: dan begrijpt een ander het later ook.")),
            Length(max=REASON_LENGTH, message=_l("Gebruik hier hoogstens %(max)d tekens.")),
        ],
    )

    def rows(self) -> Iterator[Row]:
        """The estimates in the order of the page."""
        for name in PARTS:
            fields = tuple(cast(WholeField, self[f"{name}-{which}"]) for which in THREE)
            yield Row(name, part_name(name), fields)

    def validate(self, extra_validators: Any = None) -> bool:
        """Each row runs from low to high, and takes at least a month."""
        sound: bool = super().validate(extra_validators)
        for row in self.rows():
            if any(field.errors for field in row.fields):
                continue
            low, likely, high = (field.whole or 0 for field in row.fields)
            if not low <= likely <= high:
                row.fields[1].errors = [
                    _("Zet de getallen van laag naar hoog: waarschijnlijk ligt ertussen.")
                ]
                sound = False
            elif row.name == "duration_months" and low < 1:
                row.fields[0].errors = [_("Een maatregel duurt ten minste een maand.")]
                sound = False
        return sound

    def estimates(self) -> Estimates:
        """What was filled in; only after validation. Empty is none."""
        found = {row.name: Estimate(*(field.whole or 0 for field in row.fields)) for row in self.rows()}
        return Estimates(
            duration_months=found["duration_months"],
            one_off_cost_eur=found["one_off_cost_eur"],
            structural_cost_eur_per_year=found["structural_cost_eur_per_year"],
            effort_days={role: found[role.value] for role in Role if found[role.value].high > 0},
        )


def estimate_form(shown: Estimates, newest: OwnEstimate | None) -> EstimateForm:
    """The form, filled with `shown`."""
    values = {
        "duration_months": shown.duration_months,
        "one_off_cost_eur": shown.one_off_cost_eur,
        "structural_cost_eur_per_year": shown.structural_cost_eur_per_year,
        **{role.value: shown.effort_days.get(role, Estimate(0, 0, 0)) for role in Role},
    }
    labels = {"low": _("laag"), "likely": _("waarschijnlijk"), "high": _("hoog")}
    fields: dict[str, Any] = {}
    filled: dict[str, Any] = {"version": newest.version if newest else 0}
    for name, estimate in values.items():
        for which in THREE:
            fields[f"{name}-{which}"] = WholeField(
                _("%(what)s: %(which)s", what=part_name(name), which=labels[which]),
                highest=HIGHEST.get(name, HIGHEST_DAYS),
            )
            filled[f"{name}-{which}"] = number(getattr(estimate, which))
    if newest is not None and newest.estimates is not None:
        filled["reason"] = newest.reason
    form: EstimateForm = type("BoundEstimateForm", (EstimateForm,), fields)(data=filled)
    return form
