"""Reads the reference figures; the loader puts them in the catalogue."""

from __future__ import annotations

from plateau.catalogue.dossier import State
from plateau.catalogue.figure_table import FigureRow, FigureTable, Subject
from plateau.catalogue.model import Reference
from plateau.catalogue.yaml_reader import Value
from plateau.language import Text


def read_figures(value: Value) -> tuple[FigureTable, ...]:
    """The tables in one file of `figures/`.

    Raises:
        ContentError: with file, line, key and what was expected.
    """
    return tuple(_table(item) for item in value.mapping({"tables"})["tables"].items())


def _table(value: Value) -> FigureTable:
    keys = value.mapping(
        {"id", "subject", "title", "unit", "year", "as_of", "columns", "conflict", "source", "rows"}
    )
    columns = tuple(item.bilingual() for item in keys["columns"].items())
    unit = keys["unit"].bilingual()
    return FigureTable(
        id=keys["id"].text(),
        subject=keys["subject"].choice(Subject),
        title=keys["title"].bilingual(),
        unit=unit,
        year="" if keys["year"].is_null() else keys["year"].text(),
        as_of=keys["as_of"].whole_number(),
        columns=columns,
        rows=tuple(_row(item, len(columns), unit) for item in keys["rows"].items()),
        conflict=None if keys["conflict"].is_null() else keys["conflict"].bilingual(),
        references=tuple(_reference(item) for item in keys["source"].items()),
    )


def _row(value: Value, columns: int, unit: Text) -> FigureRow:
    keys = value.mapping({"label", "values", "state"}, {"unit"})
    values = tuple(None if item.is_null() else item.decimal() for item in keys["values"].items())
    if len(values) != columns:
        raise keys["values"].at.error(f"expected {columns} values, one per column, found {len(values)}")
    return FigureRow(
        label=keys["label"].bilingual(),
        values=values,
        state=keys["state"].choice(State),
        unit=keys["unit"].bilingual() if "unit" in keys else unit,
    )


def _reference(value: Value) -> Reference:
    keys = value.mapping({"document", "lines"})
    return Reference(document=keys["document"].text(), lines=keys["lines"].line_numbers())
