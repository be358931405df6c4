"""What must hold for reference figures: one rule, one function; `coherence.check_coherence` runs them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from plateau.catalogue.dossier import State
from plateau.catalogue.figure_table import FigureRow
from plateau.catalogue.model import Catalogue


def tables_sound(catalogue: Catalogue) -> Iterator[str]:
    """A table has an id of its own and lines, and is cited from a document of the year it was said in."""
    years = {item.id: item.year for item in catalogue.documents}
    for name, times in Counter(table.id for table in catalogue.figures).items():
        if times > 1:
            yield f"figures {name}: this id is used twice"
    for table in catalogue.figures:
        owner = f"figures {table.id}"
        if not table.rows:
            yield f"{owner}: no lines"
        if not table.references:
            yield f"{owner}: has no source"
        for reference in table.references:
            if reference.document not in years:
                yield f"{owner}: unknown document {reference.document!r}"
            elif years[reference.document] != table.as_of:
                yield f"{owner}: said in {table.as_of}, but its source is of {years[reference.document]}"


def rows_fit_their_state(catalogue: Catalogue) -> Iterator[str]:
    """No value when pm or unknown, else at least one; a range rises; what is contested says how."""
    for table in catalogue.figures:
        for row in table.rows:
            owner = f"figures {table.id}, {row.label.nl!r}"
            known = [value for value in row.values if value is not None]
            if row.state in {State.PM, State.UNKNOWN}:
                if known:
                    yield f"{owner}: {row.state} has no value"
            elif not known and row.state is not State.CONTESTED and not _says_how(row):
                yield f"{owner}: {row.state} needs a value"
            if row.state is State.RANGE and (len(known) != 2 or known[0] >= known[1]):
                yield f"{owner}: a range needs a low and a higher high"
            if row.state is State.CONTESTED and table.conflict is None:
                yield f"{owner}: contested, but the table does not say how"


def _says_how(row: FigureRow) -> bool:
    """Whether an estimate without a number says in words what it is like."""
    return row.state is State.ESTIMATE and "(" in row.label.nl


def tables_translated(catalogue: Catalogue) -> Iterator[str]:
    """A remark that is the same in both languages was not translated."""
    for table in catalogue.figures:
        if table.conflict and table.conflict.nl == table.conflict.en:
            yield f"figures {table.id}: nl and en are the same: {table.conflict.nl!r}"


FIGURE_RULES = (tables_sound, rows_fit_their_state, tables_translated)
