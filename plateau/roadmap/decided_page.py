"""What was decided about single interventions, as the settings page lists it, in the language of the page."""

from __future__ import annotations

from dataclasses import dataclass

from flask_babel import gettext as _
from wtforms import SelectField

from plateau.catalogue.model import Catalogue
from plateau.roadmap import wording
from plateau.roadmap.forms import NOT_AFTER, NOT_BEFORE, SettingsForm, choice_field_name
from plateau.roadmap.replanning_page import span_of
from plateau.roadmap.scenario import Choice, Scenario


@dataclass(frozen=True, slots=True)
class ChoiceRow:
    """An intervention that must or may not be in; `field` is where on the page that is chosen."""

    title: str
    words: str
    field: str


@dataclass(frozen=True, slots=True)
class DatesRow:
    """An intervention with the fields of the first and the last quarter in which it may start."""

    title: str
    first: SelectField
    last: SelectField


@dataclass(frozen=True, slots=True)
class HeldPage:
    """What a scenario that plans roadmap `number` again holds: what had begun `since`, with its quarters."""

    number: int
    since: str
    begun: tuple[tuple[str, str], ...]


def choice_rows(form: SettingsForm, catalogue: Catalogue) -> tuple[ChoiceRow, ...]:
    """What is chosen on the page now, in its order."""
    words: dict[str, str] = {Choice.MANDATORY: _("moet erin"), Choice.FORBIDDEN: _("mag er niet in")}
    return tuple(
        ChoiceRow(
            wording.intervention_title(name, catalogue),
            words[form.choice_field(name).data],
            choice_field_name(name),
        )
        for name in form.interventions
        if form.choice_field(name).data in words
    )


def dates_rows(form: SettingsForm, catalogue: Catalogue) -> tuple[DatesRow, ...]:
    """The interventions with a quarter that someone chose."""
    return tuple(
        DatesRow(
            wording.intervention_title(name, catalogue),
            form.date_field(NOT_BEFORE, name),
            form.date_field(NOT_AFTER, name),
        )
        for name in form.dated
    )


def held_page(scenario: Scenario, catalogue: Catalogue) -> HeldPage | None:
    """None for a scenario that starts from nothing."""
    again = scenario.replanning
    if again is None:
        return None
    begun = sorted(again.begun, key=lambda place: (place.start, place.end, place.id))
    return HeldPage(
        again.number,
        wording.quarter_since(again.now),
        tuple((wording.intervention_title(place.id, catalogue), span_of(place)) for place in begun),
    )
