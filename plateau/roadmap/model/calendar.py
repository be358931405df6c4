"""Quarters and the years they lie in."""

from __future__ import annotations

from dataclasses import dataclass

from plateau.roadmap.model.values import MAX_PERIODS, InvalidProblem, whole

_QUARTERS = 4
_LETTER = {"nl": "K", "en": "Q"}


@dataclass(frozen=True, slots=True)
class Calendar:
    """``periods`` quarters, the first being quarter ``first_quarter`` (1–4) of ``first_year``.

    The fiscal year is the calendar year, as it is for Dutch municipalities.
    """

    first_year: int
    first_quarter: int
    periods: int

    def __post_init__(self) -> None:
        whole("calendar.first_year", self.first_year, 1900, 2200)
        whole("calendar.first_quarter", self.first_quarter, 1, _QUARTERS)
        whole("calendar.periods", self.periods, 1, MAX_PERIODS)

    def year_of(self, period: int) -> int:
        """The year ``period`` lies in; also answers for ``periods``, the moment the horizon ends."""
        return self.first_year + (self._quarter_index(period) // _QUARTERS)

    def quarter_of(self, period: int) -> int:
        """The quarter of the year, 1–4."""
        return self._quarter_index(period) % _QUARTERS + 1

    @property
    def years(self) -> tuple[int, ...]:
        """The years of the horizon, in order; the first and last may be partly in it."""
        return tuple(range(self.first_year, self.year_of(self.periods - 1) + 1))

    def periods_of(self, year: int) -> range:
        """The periods of the horizon that lie in ``year``."""
        first = (year - self.first_year) * _QUARTERS - (self.first_quarter - 1)
        return range(max(first, 0), max(0, min(first + _QUARTERS, self.periods)))

    def label(self, period: int, language: str = "nl") -> str:
        """``2027 K1`` in Dutch, ``2027 Q1`` in English."""
        if language not in _LETTER:
            raise ValueError(f"no quarter label in language {language!r}; there is {sorted(_LETTER)}.")
        return f"{self.year_of(period)} {_LETTER[language]}{self.quarter_of(period)}"

    def _quarter_index(self, period: int) -> int:
        if not 0 <= period <= self.periods:
            raise InvalidProblem("period", f"{period} is outside the horizon of {self.periods} quarters.")
        return self.first_quarter - 1 + period
