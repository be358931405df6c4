"""What things are called in a sentence: interventions, criteria, roles, quarters."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from flask_babel import gettext as _
from flask_babel import ngettext

from plateau import terms
from plateau.catalogue.model import Catalogue, Role
from plateau.roadmap.measures import find_measure
from plateau.roadmap.model import Calendar, Unit
from plateau.roadmap.scenario import QUARTERS, SCENARIO_NAME, Choice, calendar_from
from plateau.web.locale import language, local, money

#: Of milestones, by id.
Titles = Mapping[str, str]


def intervention_title(intervention_id: str, catalogue: Catalogue) -> str:
    """The title of an intervention; an older plan may name one that the model has lost."""
    measure = find_measure(catalogue, intervention_id)
    return local(measure.title) if measure else intervention_id


def intervention_name(intervention_id: str, catalogue: Catalogue) -> str:
    """The same between quotes, as part of a sentence."""
    return f"“{intervention_title(intervention_id, catalogue)}”"


def criterion_name(criterion_id: str, catalogue: Catalogue) -> str:
    """The short name of a criterion between quotes."""
    try:
        return f"“{local(catalogue.criterion(criterion_id).name)}”"
    except KeyError:
        return f"“{criterion_id}”"


def area_name(area_id: str, catalogue: Catalogue) -> str:
    """The name of an area between quotes."""
    try:
        return f"“{local(catalogue.area(area_id).name)}”"
    except KeyError:
        return f"“{area_id}”"


def role_name(role: str) -> str:
    """Whose days it takes; an older plan may name a role that the model has lost."""
    return terms.role_name(Role(role)) if role in set(Role) else role


def choice_name(choice: Choice | None) -> str:
    """What was decided about an intervention."""
    return {None: _("Vrij"), Choice.MANDATORY: _("Moet erin"), Choice.FORBIDDEN: _("Niet")}[choice]


def up_to_euro(cents: int) -> int:
    """What is lacking, rounded up to whole euro: a cent less than needed is not enough."""
    return -(-cents // 100) * 100


def amount(cents: int) -> str:
    """Whole euro; what is less than one is not told as nothing."""
    if 0 < cents < 100:
        return _("minder dan %(euro)s", euro=money(100))
    return money(cents)


def joined(parts: Sequence[str]) -> str:
    """An enumeration: a, b en c."""
    if len(parts) < 2:
        return "".join(parts)
    return _("%(first)s en %(last)s", first=", ".join(parts[:-1]), last=parts[-1])


def quarter(calendar: Calendar, period: int) -> str:
    """A quarter as a label: 2027 K1, in English 2027 Q1; it may lie beyond the horizon."""
    return replace(calendar, periods=max(calendar.periods, period)).label(period, language())


def quarter_since(index: int) -> str:
    """The label of a quarter that is counted since the year 0."""
    return quarter(calendar_from(index, 1), 0)


def quarter_in_full(index: int) -> str:
    """The same to choose from: 2027, kwartaal 1."""
    return _("%(year)s, kwartaal %(quarter)s", year=index // QUARTERS, quarter=index % QUARTERS + 1)


def so_many_periods(number: int, calendar: Calendar) -> str:
    """A number of quarters, months or weeks."""
    match calendar.unit:
        case Unit.QUARTER:
            return ngettext("%(num)s kwartaal", "%(num)s kwartalen", number)
        case Unit.MONTH:
            return ngettext("%(num)s maand", "%(num)s maanden", number)
        case Unit.WEEK:
            return ngettext("%(num)s week", "%(num)s weken", number)


def span(calendar: Calendar, start: int, end: int) -> str:
    """The periods that an intervention from `start` up to but not including `end` takes."""
    if end - start == 1:
        return quarter(calendar, start)
    first, last = quarter(calendar, start), quarter(calendar, end - 1)
    if calendar.unit is Unit.QUARTER and first.split(" ")[0] == last.split(" ")[0]:
        last = last.split(" ")[1]  # the year once: 2027 K1 t/m K3
    return _("%(start)s t/m %(end)s", start=first, end=last)


def intervention_names(ids: Sequence[str], catalogue: Catalogue) -> str:
    """The titles of interventions as one enumeration."""
    return joined([intervention_name(name, catalogue) for name in ids])


def scenario_name(name: str) -> str:
    """What people call a scenario; one that plateau named has that name in each language."""
    if name == SCENARIO_NAME:
        return _("Basis")
    if found := _CHOSEN.fullmatch(name):
        return _("Keuze %(choice)s bij roadmap %(number)s", choice=found[1], number=found[2])
    if found := _REPLANNED.fullmatch(name):
        since = quarter(Calendar(int(found[1]), int(found[2]), 1), 0)
        return _("Opnieuw gepland vanaf %(quarter)s", quarter=since) + found[3]
    return name


def chosen_name(choice: int, number: int) -> str:
    """How the scenario is kept that takes a choice of what roadmap `number` can cost."""
    return f"Keuze {choice} bij roadmap {number}"


def replanned_name(since: int) -> str:
    """How the scenario is kept that plans again from a quarter on, counted since the year 0."""
    return f"Opnieuw gepland vanaf {since // QUARTERS} K{since % QUARTERS + 1}"


#: The names above as they are kept; a second one of the same name gets a number behind it.
_CHOSEN = re.compile(r"Keuze (\d+) bij roadmap (\d+)")
_REPLANNED = re.compile(r"Opnieuw gepland vanaf (\d{4}) K([1-4])((?: \(\d+\))?)")
