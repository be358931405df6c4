"""With what money, people and choices a roadmap is computed. Pure.

The defaults are our own estimates, there to start from: nobody measured what a municipality can spare. They
hold for 50,000 inhabitants or 250 staff and grow with the square root of the size, like the estimates of the
interventions that they have to pay for.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from plateau.catalogue.model import Kind, Role, Scaling
from plateau.catalogue.scaling import scale_factor
from plateau.roadmap.model import Calendar, FrozenMap

QUARTERS = 4
#: More than anyone can compare.
MAX_SCENARIOS = 12
SCENARIO_NAME_LENGTH = 60
#: Eight years: beyond that an estimate of months and euro says nothing.
MAX_PERIODS = 32
SCENARIO_NAME = "basis"

#: Our estimates for the base size: euro a year for interventions, and days a quarter that can be spared.
BASE_BUDGET_EUR = {Kind.GEMEENTE: 300_000, Kind.AANBIEDER: 250_000}
BASE_CAPACITY_DAYS = {
    Kind.GEMEENTE: {
        Role.BESTUUR: 15,
        Role.MANAGEMENT: 40,
        Role.BELEID: 90,
        Role.UITVOERING: 80,
        Role.BEDRIJFSVOERING: 60,
    },
    Kind.AANBIEDER: {
        Role.BESTUUR: 15,
        Role.MANAGEMENT: 55,
        Role.BELEID: 60,
        Role.UITVOERING: 140,
        Role.BEDRIJFSVOERING: 50,
    },
}
BUDGET_STEP_EUR = 10_000
CAPACITY_STEP_DAYS = 5


class Choice(StrEnum):
    """What a person decided about an intervention; the planner decides about the others."""

    MANDATORY = "mandatory"
    FORBIDDEN = "forbidden"


@dataclass(frozen=True, slots=True)
class Place:
    """Where an intervention stands in time: quarters counted since the year 0, `end` not included."""

    id: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Replanning:
    """That a roadmap plans again, from quarter `now` on, as near as can be to an approved one.

    `number`: of that roadmap; `keep`: what it plans. `begun`: what has begun by then, and until when it
    really ran or, when it still runs, probably will. Quarters count since the year 0.
    """

    number: int
    now: int
    begun: tuple[Place, ...]
    keep: tuple[Place, ...]


@dataclass(frozen=True, slots=True)
class Scenario:
    """The settings of a roadmap.

    `budgets`: cents for every year of the calendar, None is no limit. `capacity`: days a quarter per role
    (every role), None is no limit. `choices`: intervention id → choice; the others are free. `not_before`:
    intervention id → the first quarter in which it may start, counted since the year 0; `not_after` the last.
    `replanning` is None for a roadmap that starts from nothing.
    """

    calendar: Calendar
    budgets: Mapping[int, int | None]
    capacity: Mapping[str, int | None]
    choices: Mapping[str, Choice]
    not_before: Mapping[str, int] = field(default_factory=FrozenMap)
    not_after: Mapping[str, int] = field(default_factory=FrozenMap)
    replanning: Replanning | None = None

    def __post_init__(self) -> None:
        if tuple(sorted(self.budgets)) != self.calendar.years:
            raise ValueError(f"a scenario has a budget for each of the years {self.calendar.years}")
        if set(self.capacity) != {role.value for role in Role}:
            raise ValueError("a scenario has a capacity for each role")
        for name in ("budgets", "capacity", "choices", "not_before", "not_after"):
            object.__setattr__(self, name, FrozenMap(getattr(self, name)))

    @property
    def mandatory(self) -> frozenset[str]:
        """The interventions that must be in the roadmap."""
        return frozenset(name for name, choice in self.choices.items() if choice is Choice.MANDATORY)

    @property
    def forbidden(self) -> frozenset[str]:
        """The interventions that may not be in the roadmap."""
        return frozenset(name for name, choice in self.choices.items() if choice is Choice.FORBIDDEN)


@dataclass(frozen=True, slots=True)
class StoredScenario:
    """A scenario as it is kept; `revision` grows with every save.

    `follows_ambition`: whoever saved it let it end with the ambition, so it ends with a later one too.
    """

    id: UUID
    organisation_id: UUID
    round_id: UUID
    name: str
    scenario: Scenario
    revision: int
    updated_at: datetime
    updated_by: UUID
    follows_ambition: bool = True

    @property
    def is_first(self) -> bool:
        """Whether it is the one that every round begins with."""
        return self.name == SCENARIO_NAME

    def until(self, horizon: date) -> StoredScenario:
        """The same scenario for an ambition with this horizon."""
        return replace(self, scenario=ending_at(self.scenario, horizon)) if self.follows_ambition else self


# defaults


def default_scenario(*, kind: Kind, size: int, today: date, horizon: date) -> Scenario:
    """A scenario to start from: from the next quarter to the ambition's horizon, with our own estimates."""
    calendar = calendar_until(today=today, horizon=horizon)
    factor = scale_factor(Scaling.INHABITANTS, kind=kind, size=size)
    per_year = _rounded(BASE_BUDGET_EUR[kind] * factor, BUDGET_STEP_EUR) * 100
    return Scenario(
        calendar=calendar,
        budgets={year: per_year * len(calendar.periods_of(year)) // QUARTERS for year in calendar.years},
        capacity={
            role.value: _rounded(days * factor, CAPACITY_STEP_DAYS)
            for role, days in BASE_CAPACITY_DAYS[kind].items()
        },
        choices={},
    )


def calendar_until(*, today: date, horizon: date) -> Calendar:
    """From the quarter after `today`'s, as many whole quarters as end on or before `horizon` (1 to 32)."""
    start = quarter_of(today) + 1
    return calendar_from(start, _periods(start, horizon))


def ending_at(scenario: Scenario, horizon: date) -> Scenario:
    """The scenario from its first quarter to another horizon; a new year gets the nearest one's budget."""
    calendar = replace(scenario.calendar, periods=_periods(first_quarter(scenario.calendar), horizon))
    if calendar == scenario.calendar:
        return scenario
    return replace(scenario, calendar=calendar, budgets=fit_budgets(scenario.budgets, calendar.years))


def ends_with(calendar: Calendar, horizon: date) -> bool:
    """Whether the calendar ends where one that follows the ambition would."""
    return calendar.periods == _periods(first_quarter(calendar), horizon)


def is_after(calendar: Calendar, period: int, horizon: date) -> bool:
    """Whether what is ready at the end of `period` comes too late for `horizon`."""
    return first_quarter(calendar) + period + 1 > _quarters_until(horizon)


def _periods(start: int, horizon: date) -> int:
    return min(max(_quarters_until(horizon) - start, 1), MAX_PERIODS)


def is_cut_off(calendar: Calendar, horizon: date) -> bool:
    """Whether `horizon` lies beyond the longest calendar that there can be."""
    # Of a roadmap that was planned again the past comes on top of the longest.
    end = first_quarter(calendar) + calendar.periods
    return calendar.periods >= MAX_PERIODS and _quarters_until(horizon) > end


def fit_budgets(budgets: Mapping[int, int | None], years: Sequence[int]) -> dict[int, int | None]:
    """`budgets` for exactly these years: a year without one gets that of the nearest year that has one."""
    if not budgets:
        return dict.fromkeys(years)
    return {year: budgets[min(budgets, key=lambda known: (abs(known - year), known))] for year in years}


def quarter_of(day: date) -> int:
    """The quarter that the day lies in, counted since the year 0."""
    return day.year * QUARTERS + (day.month - 1) // 3


def _quarters_until(day: date) -> int:
    """Quarters since the year 0 that end on or before `day`: on 31 December the fourth is whole."""
    is_last_day = (day.month, day.day) in {(3, 31), (6, 30), (9, 30), (12, 31)}
    return quarter_of(day) + is_last_day


def _rounded(value: float, step: int) -> int:
    return max(1, math.floor(value / step + 0.5)) * step


# comparing


class Setting(StrEnum):
    """The parts of a scenario that can differ."""

    START = "start"
    PERIODS = "periods"
    BUDGET = "budget"
    CAPACITY = "capacity"
    CHOICE = "choice"
    NOT_BEFORE = "not_before"
    NOT_AFTER = "not_after"


@dataclass(frozen=True, slots=True)
class Difference:
    """One setting that two scenarios do not share; `key` is the year, role or intervention it is about.

    `stored` and `typed` are cents, days, a number of quarters, a choice or (start) the index of a quarter
    since the year 0; None is no limit, no choice, or a year that one of the two does not have.
    """

    setting: Setting
    key: str
    stored: int | Choice | None
    typed: int | Choice | None


def differences(stored: Scenario, typed: Scenario) -> tuple[Difference, ...]:
    """Where `typed` differs from what is stored, in the order of the page."""
    return tuple(entry for entry in _compared(stored, typed) if entry.stored != entry.typed)


def _compared(stored: Scenario, typed: Scenario) -> Iterator[Difference]:
    one, other = stored.calendar, typed.calendar
    yield Difference(Setting.START, "", first_quarter(one), first_quarter(other))
    yield Difference(Setting.PERIODS, "", one.periods, other.periods)
    for year in sorted(set(one.years) & set(other.years)):
        yield Difference(Setting.BUDGET, str(year), stored.budgets[year], typed.budgets[year])
    for role in Role:
        yield Difference(Setting.CAPACITY, role, stored.capacity[role], typed.capacity[role])
    for name in sorted(set(stored.choices) | set(typed.choices)):
        yield Difference(Setting.CHOICE, name, stored.choices.get(name), typed.choices.get(name))
    for name in sorted(set(stored.not_before) | set(typed.not_before)):
        yield Difference(Setting.NOT_BEFORE, name, stored.not_before.get(name), typed.not_before.get(name))
    for name in sorted(set(stored.not_after) | set(typed.not_after)):
        yield Difference(Setting.NOT_AFTER, name, stored.not_after.get(name), typed.not_after.get(name))


def calendar_from(quarter: int, periods: int) -> Calendar:
    """So many quarters, the first of them counted since the year 0."""
    return Calendar(quarter // QUARTERS, quarter % QUARTERS + 1, periods)


def first_quarter(calendar: Calendar) -> int:
    """The calendar's first quarter, counted since the year 0."""
    return calendar.first_year * QUARTERS + calendar.first_quarter - 1
