"""Reference figures in words: their subject, their state, and a value that is there or not."""

from __future__ import annotations

from decimal import Decimal

from flask_babel import gettext as _

from plateau.catalogue.dossier import State
from plateau.catalogue.figure_table import FigureRow, FigureTable, Subject
from plateau.web.locale import number


def subject_name(subject: Subject) -> str:
    """What a table is about."""
    return {
        Subject.GELD: _("Geld"),
        Subject.JEUGD: _("Jeugd"),
        Subject.WMO: _("Wmo en zorg"),
        Subject.PARTICIPATIE: _("Werk en inkomen"),
        Subject.WIJKTEAMS: _("Wijkteams"),
        Subject.INKOOP: _("Inkoop"),
        Subject.OVERIG: _("Overig"),
    }[subject]


def state_name(state: State) -> str:
    """How far a figure is known."""
    return {
        State.EXACT: _("zoals gedrukt"),
        State.ESTIMATE: _("geschat of afgerond"),
        State.RANGE: _("van–tot"),
        State.PM: _("PM, opengelaten"),
        State.UNKNOWN: _("onbekend"),
        State.CONTESTED: _("omstreden"),
    }[state]


def value_words(row: FigureRow, value: Decimal | None) -> str:
    """A value with the separators of the page's language; what is not there is not zero."""
    if value is not None:
        return number(value)
    return {State.PM: _("PM"), State.UNKNOWN: _("onbekend")}.get(row.state, "–")


def year_words(table: FigureTable) -> str:
    """The years the figures are about, and the year in which they were said."""
    if not table.year:
        return _("jaar niet genoemd, bron uit %(as_of)s", as_of=table.as_of)
    return _("over %(year)s, bron uit %(as_of)s", year=table.year, as_of=table.as_of)
