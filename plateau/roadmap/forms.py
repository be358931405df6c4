"""The settings of a roadmap as one form, built from what can be chosen now."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import Any, cast

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import IntegerField, SelectField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired, NumberRange, ValidationError
from wtforms.widgets import HiddenInput

from plateau.catalogue.model import Catalogue, Role
from plateau.roadmap.milestone_forms import MilestoneFields, new_milestone, offer_milestone
from plateau.roadmap.scenario import (
    MAX_PERIODS,
    QUARTERS,
    Choice,
    Scenario,
    calendar_from,
    first_quarter,
    fit_budgets,
    quarter_of,
)
from plateau.roadmap.wording import choice_name, quarter_in_full, role_name
from plateau.web.locale import local, number
from plateau.web.whole import WholeField

CENTS = 100
MAX_EURO = 1_000_000_000
MAX_DAYS = 100_000
#: What a column of the database holds.
LARGEST = 2**31 - 1
QUARTERS_AHEAD = 8
BUDGET, CAPACITY, CHOICE = "budget-", "capacity-", "choice-"
NOT_BEFORE, NOT_AFTER = "not_before-", "not_after-"
MAX_PERCENTAGE = 1000
FREE = "free"


class SettingsForm(MilestoneFields):
    """Period, money, people, choices, and room for one more milestone; `settings_form` adds the fields.

    `dated`: the interventions that have fields for the quarters in which they may start.
    """

    revision = IntegerField(
        widget=HiddenInput(), validators=[InputRequired(), NumberRange(min=0, max=LARGEST)]
    )
    start = SelectField(_l("Eerste kwartaal"))
    end = SelectField(_l("Laatste kwartaal"))
    percentage = WholeField(_l("Alle bedragen naar dit percentage"), highest=MAX_PERCENTAGE)
    years: tuple[int, ...]
    interventions: tuple[str, ...]
    dated: tuple[str, ...]

    def validate_end(self, field: SelectField) -> None:
        """The last quarter is not before the first, and not too far away."""
        start, end = _index(self.start.data), _index(field.data)
        if start is None or end is None:
            return
        if end < start:
            raise ValidationError(_("Kies een laatste kwartaal na het eerste."))
        if end - start >= MAX_PERIODS:
            raise ValidationError(_("Kies hoogstens %(years)s jaar.", years=MAX_PERIODS // QUARTERS))

    def validate_percentage(self, field: WholeField) -> None:
        """There is something to change, and it does not become more than a budget can be."""
        try:
            percentage = field.whole
            typed = [self.budget_field(year).whole for year in self.years]
        except ValueError:  # told beside the field that holds it
            return
        amounts = [euro for euro in typed if euro is not None]
        if percentage is None:
            return
        if not amounts:
            raise ValidationError(_("Er staat geen bedrag om te veranderen."))
        if _scaled(max(amounts), percentage) > MAX_EURO:
            raise ValidationError(
                _("Dan wordt een bedrag hoger dan %(highest)s euro.", highest=number(MAX_EURO))
            )

    def scale_budgets(self) -> int | None:
        """Bring all budgets to the percentage that was filled in, and empty its field.

        Only after validation. Returns the percentage, None when there is none.
        """
        percentage = self.percentage.whole
        if percentage is not None:
            for field in map(self.budget_field, self.years):
                field.data = "" if field.whole is None else _shown(_scaled(field.whole, percentage))
            self.percentage.data = ""
        return percentage

    @property
    def has_milestone(self) -> bool:
        """Whether a milestone was filled in, with whatever button the form was sent."""
        typed = [self.milestone_title.data or "", *(self.milestone_date.raw_data or [])]
        return any(text.strip() for text in typed)

    def budget_field(self, year: int) -> WholeField:
        """The budget of a year."""
        return cast(WholeField, self[f"{BUDGET}{year}"])

    def capacity_field(self, role: str) -> WholeField:
        """The days a quarter of a role."""
        return cast(WholeField, self[f"{CAPACITY}{role}"])

    def choice_field(self, intervention_id: str) -> SelectField:
        """The choice about an intervention."""
        return cast(SelectField, self[choice_field_name(intervention_id)])

    def date_field(self, prefix: str, intervention_id: str) -> SelectField:
        """The first (NOT_BEFORE) or last (NOT_AFTER) quarter in which an intervention may start."""
        return cast(SelectField, self[_field_name(prefix, intervention_id)])

    def _dates(self, prefix: str) -> dict[str, int]:
        chosen = ((name, _index(self.date_field(prefix, name).data)) for name in self.dated)
        return {name: quarter for name, quarter in chosen if quarter is not None}

    def scenario(self) -> Scenario:
        """What was filled in; a year that the page did not show gets the budget of the nearest one."""
        start, end = _index(self.start.data), _index(self.end.data)
        assert start is not None
        assert end is not None
        calendar = calendar_from(start, end - start + 1)
        budgets = {year: _cents(self.budget_field(year).whole) for year in self.years}
        return Scenario(
            calendar=calendar,
            budgets=fit_budgets(budgets, calendar.years),
            capacity={role.value: self.capacity_field(role.value).whole for role in Role},
            choices={
                name: Choice(self.choice_field(name).data)
                for name in self.interventions
                if self.choice_field(name).data != FREE
            },
            not_before=self._dates(NOT_BEFORE),
            not_after=self._dates(NOT_AFTER),
        )


def settings_form(
    scenario: Scenario,
    *,
    revision: int,
    today: date,
    catalogue: Catalogue,
    interventions: Iterable[str],
    asked_plateau: int,
    sent: Mapping[str, str] | None = None,
) -> SettingsForm:
    """The form for a scenario and the interventions that can be chosen.

    `sent` holds the fields of a POST: the page they come from may show other years and interventions than it
    would now, and what was typed there must not get lost.
    """
    posted = sent or {}
    known = {item.id for item in catalogue.interventions}
    listed = dict.fromkeys(interventions)
    listed.update(dict.fromkeys(name for name in sorted(known) if choice_field_name(name) in posted))
    held = set(scenario.not_before) | set(scenario.not_after)

    class Form(SettingsForm):
        years = _sent_years(posted) or scenario.calendar.years
        interventions = tuple(listed)
        dated = tuple(
            name for name in sorted(known) if name in held or _field_name(NOT_BEFORE, name) in posted
        )

    calendar = scenario.calendar
    first = first_quarter(calendar)
    data: dict[str, Any] = {
        "revision": revision,
        "start": _value(first),
        "end": _value(first + calendar.periods - 1),
        **new_milestone(asked_plateau),
    }
    for year in Form.years:
        setattr(Form, f"{BUDGET}{year}", WholeField(_("Budget %(year)s (euro)", year=year), highest=MAX_EURO))
        data[f"{BUDGET}{year}"] = _euro(scenario.budgets.get(year))
    for role in Role:
        setattr(Form, f"{CAPACITY}{role}", WholeField(role_name(role).capitalize(), highest=MAX_DAYS))
        data[f"{CAPACITY}{role}"] = _shown(scenario.capacity[role])
    for name in listed:
        title = local(catalogue.intervention(name).title)
        choices = [SelectChoice(FREE, choice_name(None))]
        choices += [SelectChoice(choice.value, choice_name(choice)) for choice in Choice]
        setattr(Form, choice_field_name(name), SelectField(title, choices=choices))
        chosen = scenario.choices.get(name)
        data[choice_field_name(name)] = chosen.value if chosen else FREE
    for name in Form.dated:
        data |= _add_dates(Form, name, scenario, catalogue)
    form = Form(data=data)
    _offer(form, first=first, today=today, catalogue=catalogue)
    return form


def choice_field_name(intervention_id: str) -> str:
    """The name of the field with the choice about an intervention."""
    return _field_name(CHOICE, intervention_id)


def _field_name(prefix: str, intervention_id: str) -> str:
    """The name of an intervention's field: its id without the dot, so that links can point at it."""
    return prefix + intervention_id.replace(".", "-")


def _add_dates(
    form: type[SettingsForm], name: str, scenario: Scenario, catalogue: Catalogue
) -> dict[str, str]:
    """Two fields for the quarters in which an intervention may start, and what they hold."""
    title = local(catalogue.intervention(name).title)
    first, last = _field_name(NOT_BEFORE, name), _field_name(NOT_AFTER, name)
    setattr(form, first, SelectField(_("%(name)s, niet eerder dan", name=title)))
    setattr(
        form, last, SelectField(_("%(name)s, niet later dan", name=title), validators=[_not_sooner(first)])
    )
    kept = {first: scenario.not_before.get(name), last: scenario.not_after.get(name)}
    return {field: "" if quarter is None else _value(quarter) for field, quarter in kept.items()}


def _not_sooner(than: str) -> Callable[[SettingsForm, SelectField], None]:
    """That a last quarter does not lie before the first one, which the field `than` holds."""

    def check(form: SettingsForm, field: SelectField) -> None:
        first, last = _index(form[than].data), _index(field.data)
        if first is not None and last is not None and last < first:
            raise ValidationError(_("Dit ligt voor “niet eerder dan”. Kies een later kwartaal."))

    return check


def _offer(form: SettingsForm, *, first: int, today: date, catalogue: Catalogue) -> None:
    following = quarter_of(today) + 1
    earliest = min(first, following)
    starts = range(earliest, max(first, following + QUARTERS_AHEAD) + 1)
    form.start.choices = [SelectChoice(_value(index), quarter_in_full(index)) for index in starts]
    ends = range(earliest, starts[-1] + MAX_PERIODS)
    form.end.choices = [SelectChoice(_value(index), quarter_in_full(index)) for index in ends]
    for name in form.dated:
        for prefix in (NOT_BEFORE, NOT_AFTER):
            _offer_quarters(form.date_field(prefix, name), ends)
    offer_milestone(form, catalogue)


def _offer_quarters(field: SelectField, quarters: range) -> None:
    """These quarters, the one that was kept wherever it lies, and none."""
    kept = _index(field.object_data)
    listed = sorted({*quarters, kept} if kept is not None else quarters)
    field.choices = [SelectChoice("", _("maakt niet uit"))]
    field.choices += [SelectChoice(_value(index), quarter_in_full(index)) for index in listed]


def _sent_years(sent: Mapping[str, str]) -> tuple[int, ...]:
    found = (re.fullmatch(rf"{BUDGET}([12]\d{{3}})", name) for name in sent)
    return tuple(sorted(int(match[1]) for match in found if match))


def _value(index: int) -> str:
    return f"{index // QUARTERS}-{index % QUARTERS + 1}"


def _index(value: Any) -> int | None:
    match = re.fullmatch(r"(\d{4})-([1-4])", str(value or ""))
    return int(match[1]) * QUARTERS + int(match[2]) - 1 if match else None


def _scaled(euro: int, percentage: int) -> int:
    """In whole euro, half of one upwards."""
    return (euro * percentage + 50) // 100


def _cents(euro: int | None) -> int | None:
    return None if euro is None else euro * CENTS


def _euro(cents: int | None) -> str:
    return "" if cents is None else _shown(cents // CENTS)


def _shown(value: int | None) -> str:
    return "" if value is None else number(value)
