"""Weeks, months or quarters, and the years they lie in."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum

from plateau.roadmap.model.values import MAX_PERIODS, InvalidProblem, later, optional_whole, whole


class Unit(StrEnum):
    """How long a period is."""

    WEEK = "week"
    MONTH = "month"
    QUARTER = "quarter"


_PER_YEAR = {Unit.WEEK: 52, Unit.MONTH: 12, Unit.QUARTER: 4}
_MONTHS = 12
_LETTER = {"nl": "K", "en": "Q"}


@dataclass(frozen=True, slots=True)
class Calendar:
    """``periods`` quarters, the first being quarter ``first_quarter`` (1–4) of ``first_year``.

    With ``unit`` month or week the first period is ``first_month`` (1–12) or the ISO week ``first_week``
    (1–53) of ``first_year`` instead; left out, the first one of the quarter. Years are fiscal years: they
    start with month ``year_starts`` and bear the number of the calendar year in which they do. For Dutch
    municipalities that is January. A week lies in the year of its Thursday, as in ISO 8601.
    """

    first_year: int
    first_quarter: int = 1
    periods: int = field(default=0, metadata={"required": True})  # checked: none is refused
    unit: Unit = later(Unit.QUARTER)
    first_month: int | None = later(None)
    first_week: int | None = later(None)
    year_starts: int = later(1)

    def __post_init__(self) -> None:
        whole("calendar.first_year", self.first_year, 1900, 2200)
        whole("calendar.first_quarter", self.first_quarter, 1, 4)
        whole("calendar.periods", self.periods, 1, MAX_PERIODS)
        optional_whole("calendar.first_month", self.first_month, 1, _MONTHS)
        optional_whole("calendar.first_week", self.first_week, 1, 53)
        whole("calendar.year_starts", self.year_starts, 1, _MONTHS)
        for name, unit in (("first_month", Unit.MONTH), ("first_week", Unit.WEEK)):
            if getattr(self, name) is not None and self.unit is not unit:
                raise InvalidProblem(f"calendar.{name}", f"only a calendar of unit {unit.value!r} has one.")
        if (self.first_month or self.first_week) and self.first_quarter != 1:
            raise InvalidProblem("calendar.first_quarter", "it is given twice, by month or week as well.")
        if self.unit is Unit.QUARTER and self.year_starts % 3 != 1:
            raise InvalidProblem("calendar.year_starts", "a year of quarters starts in month 1, 4, 7 or 10.")
        if self.first_week == 53 and date(self.first_year, 12, 28).isocalendar().week < 53:
            raise InvalidProblem("calendar.first_week", f"{self.first_year} has no week 53.")

    @property
    def per_year(self) -> int:
        """Periods in a year: 4, 12 or 52."""
        return _PER_YEAR[self.unit]

    def year_of(self, period: int) -> int:
        """The year ``period`` lies in; also answers for ``periods``, the moment the horizon ends."""
        return (self._month(period) - (self.year_starts - 1)) // _MONTHS

    def quarter_of(self, period: int) -> int:
        """The quarter of the calendar year, 1–4."""
        return self._month(period) % _MONTHS // 3 + 1

    @property
    def years(self) -> tuple[int, ...]:
        """The years of the horizon, in order; the first and last may be partly in it."""
        return tuple(range(self.year_of(0), self.year_of(self.periods - 1) + 1))

    def periods_of(self, year: int) -> range:
        """The periods of the horizon that lie in ``year``."""
        inside = [period for period in range(self.periods) if self.year_of(period) == year]
        return range(inside[0], inside[-1] + 1) if inside else range(0)

    def label(self, period: int, language: str = "nl") -> str:
        """``2027 K1`` in Dutch, ``2027 Q1`` in English; ``2027-03`` for a month, ``2027-W07`` for a week."""
        if language not in _LETTER:
            raise ValueError(f"no quarter label in language {language!r}; there is {sorted(_LETTER)}.")
        if self.unit is Unit.WEEK:
            year, week, _ = self._thursday(period).isocalendar()
            return f"{year}-W{week:02d}"
        year, month = divmod(self._month(period), _MONTHS)
        if self.unit is Unit.MONTH:
            return f"{year}-{month + 1:02d}"
        return f"{year} {_LETTER[language]}{month // 3 + 1}"

    def _month(self, period: int) -> int:
        """Months from the year zero to the one in which ``period`` begins, or has its Thursday."""
        if not 0 <= period <= self.periods:
            raise InvalidProblem("period", f"{period} is outside the horizon of {self.periods} periods.")
        if self.unit is Unit.WEEK:
            day = self._thursday(period)
            return day.year * _MONTHS + day.month - 1
        quarter = (self.first_quarter - 1) * 3
        if self.unit is Unit.QUARTER:
            return self.first_year * _MONTHS + quarter + 3 * period
        first = quarter if self.first_month is None else self.first_month - 1
        return self.first_year * _MONTHS + first + period

    def _thursday(self, period: int) -> date:
        if self.first_week is None:
            first = date(self.first_year, (self.first_quarter - 1) * 3 + 1, 4)  # as ISO 8601 does for January
            first += timedelta(days=4 - first.isoweekday())
        else:
            first = date.fromisocalendar(self.first_year, self.first_week, 4)
        return first + timedelta(weeks=period)
