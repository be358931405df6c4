"""A workbook into the document that the YAML files are; every value knows its sheet and row."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from typing import Any
from xml.etree.ElementTree import ParseError

import openpyxl
from openpyxl.cell import Cell
from openpyxl.utils.exceptions import InvalidFileException

from plateau.catalogue.workbook.cells import Row, built, item_of, mark_of
from plateau.catalogue.workbook.columns import Column, Table
from plateau.catalogue.yaml_reader import ContentError, Position, Value
from plateau.language import Text

MAXIMUM_UNPACKED = 100_000_000
MAXIMUM_ROWS = 5_000
#: What openpyxl and the libraries below it say of a file that is damaged somewhere inside.
DAMAGED = (
    zipfile.BadZipFile,
    zlib.error,
    InvalidFileException,
    ParseError,
    KeyError,
    IndexError,
    TypeError,
    ValueError,
    OSError,
    NotImplementedError,
)


def open_workbook(data: bytes, file: str) -> openpyxl.Workbook:
    """The workbook, of which nothing has been read yet.

    Raises:
        ContentError: it is none, or too large.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            unpacked = sum(part.file_size for part in packed.infolist())
    except DAMAGED as error:
        raise _no_workbook(file) from error
    if unpacked > MAXIMUM_UNPACKED:  # a small file can hold gigabytes: its table of contents says so first
        most = MAXIMUM_UNPACKED // 1_000_000
        raise ContentError(
            Text(f"{file}: is uitgepakt groter dan {most} MB", f"{file}: unpacks to more than {most} MB")
        )
    try:
        return openpyxl.load_workbook(io.BytesIO(data), read_only=True, keep_links=False)
    except DAMAGED as error:
        raise _no_workbook(file) from error


def read_workbook(
    book: openpyxl.Workbook, file: str, tables: Sequence[Table[Any]], complaints: list[ContentError]
) -> Value:
    """The document with the rows of each table under its name; what is wrong with cells goes to `complaints`.

    Headings may be Dutch or English, in any order; empty rows are skipped.

    Raises:
        ContentError: a sheet is not there, has not these columns or is too long, or the file is damaged.
    """
    sheets = [(table, table.found_in(book)) for table in tables]
    missing = [_no_sheet(book, file, table) for table, name in sheets if name is None and not table.optional]
    if missing:
        raise ContentError(*missing)
    found: dict[str, Any] = {}
    for table, name in sheets:
        if name is None:
            continue
        place = f"{file}, {name}"
        rows = list(_items(_cells(book[name], table, place), table, place, complaints))
        found[table.name] = _only(rows, place) if table.single else rows
    return Value(built(found, mark_of(1, file)), file, complaints=complaints, unit="row")


def _only(rows: list[Any], place: str) -> Any:
    if len(rows) != 1:
        raise ContentError(
            Text(
                f"{place}: onder de koppen hoort precies één rij, niet {len(rows)}",
                f"{place}: expected exactly one row below the headings, found {len(rows)}",
            )
        )
    return rows[0]


def _no_workbook(file: str) -> ContentError:
    return ContentError(Text(f"{file}: is geen werkmap (XLSX)", f"{file}: is no workbook (XLSX)"))


def _no_sheet(book: openpyxl.Workbook, file: str, table: Table[Any]) -> Text:
    names = ", ".join(book.sheetnames)
    sheet = table.sheet
    return Text(
        f"{file}: er is geen blad {sheet.nl!r} of {sheet.en!r}, wel: {names}",
        f"{file}: no sheet {sheet.en!r} or {sheet.nl!r}; found: {names}",
    )


def _cells(sheet: Any, table: Table[Any], place: str) -> list[tuple[Cell, ...]]:
    rows: list[tuple[Cell, ...]] = []
    try:
        for row in sheet.iter_rows(max_col=3 * len(table.columns)):
            rows.append(row)
            if len(rows) > MAXIMUM_ROWS:  # what a sheet says of its own size need not be true
                break
    except DAMAGED as error:
        raise ContentError(
            Text(f"{place}: dit blad is beschadigd", f"{place}: this sheet is damaged")
        ) from error
    if len(rows) > MAXIMUM_ROWS:
        raise ContentError(
            Text(f"{place}: meer dan {MAXIMUM_ROWS} rijen", f"{place}: more than {MAXIMUM_ROWS} rows")
        )
    return rows


def _items(
    rows: list[tuple[Cell, ...]], table: Table[Any], place: str, complaints: list[ContentError]
) -> Iterator[Any]:
    columns = _columns(rows[0] if rows else (), table, place)
    for number, cells in enumerate(rows[1:], start=2):
        if any(cell.value is not None for cell in cells):
            yield item_of(Row(cells, columns, number, place), table, complaints)


def _columns(row: tuple[Cell, ...], table: Table[Any], place: str) -> list[Column[Any] | None]:
    known = {
        heading.lower(): column
        for column in table.columns
        for heading in (column.heading.nl, column.heading.en)
    }
    found = [known.get(str(cell.value or "").strip().lower()) for cell in row]
    for cell, column in zip(row, found, strict=True):
        if column is None and cell.value is not None:
            raise _in_row_1(
                place, Text(f"onbekende kop {str(cell.value)!r}", f"unknown heading {str(cell.value)!r}")
            )
    for column in table.columns:
        times, name = found.count(column), column.heading
        if times > 1:
            words = Text(f"de kolom {name.nl!r} staat er twee keer", f"the column {name.en!r} is there twice")
        elif not times and not column.optional:
            words = Text(f"de kolom {name.nl!r} ontbreekt", f"the column {name.en!r} is missing")
        else:
            continue
        raise _in_row_1(place, words)
    return found


def _in_row_1(place: str, words: Text) -> ContentError:
    return Position(place, 1, "id", unit="row").error(words)
