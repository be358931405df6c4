"""Reference figures: the numeric tables of the sources, each in its own year. None of them is today's."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from plateau.catalogue.dossier import State
from plateau.catalogue.model import Reference
from plateau.language import Text


class Subject(StrEnum):
    """What a table is about; one per table, to find it by."""

    GELD = "geld"
    JEUGD = "jeugd"
    WMO = "wmo"
    PARTICIPATIE = "participatie"
    WIJKTEAMS = "wijkteams"
    INKOOP = "inkoop"
    OVERIG = "overig"


TRANSITIES = {
    Subject.JEUGD: ("jeugdzorg",),
    Subject.WMO: ("wmo",),
    Subject.PARTICIPATIE: ("participatiewet",),
}


@dataclass(frozen=True, slots=True)
class FigureRow:
    """One line of a table: a value per column, None where the source gives none (that is not zero).

    `unit` is the table's unless the source counts this line in another.
    """

    label: Text
    values: tuple[Decimal | None, ...]
    state: State
    unit: Text


@dataclass(frozen=True, slots=True)
class FigureTable:
    """One table as the source gives it.

    `year` is what the figures are about (empty: not stated), `as_of` the year of the source. `conflict` says
    what does not add up or must not be compared; the figures stay as they are.
    """

    id: str
    subject: Subject
    title: Text
    unit: Text
    year: str
    as_of: int
    columns: tuple[Text, ...]
    rows: tuple[FigureRow, ...]
    conflict: Text | None
    references: tuple[Reference, ...]

    @property
    def transities(self) -> tuple[str, ...]:
        """The transitie that the table is about; none when it is about several, or about none."""
        return TRANSITIES.get(self.subject, ())
