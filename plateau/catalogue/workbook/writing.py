"""Items into a workbook."""

from __future__ import annotations

import io
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import xlsxwriter

from plateau.catalogue.model import Intervention
from plateau.catalogue.workbook.columns import Column, Form, Table
from plateau.catalogue.workbook.interventions import INTERVENTIONS

ROWS = 1000
WIDTHS = {
    Form.NUMBER: 11,
    Form.DATE: 14,
    Form.TEXT: 28,
    Form.NAMES: 24,
    Form.LINES: 44,
    Form.ANSWERS: 44,
    Form.STEPS: 28,
    Form.PLACES: 36,
}


@dataclass(frozen=True, slots=True)
class Filled:
    """A table with the items that stand in it; without any, only its headings."""

    table: Table[Any]
    items: Iterable[Any] = ()


def write_interventions(interventions: Iterable[Intervention], language: str) -> bytes:
    """A workbook with one row per intervention; without any, the template."""
    return write_workbook((Filled(INTERVENTIONS, interventions),), language)


def write_workbook(sheets: Iterable[Filled], language: str) -> bytes:
    """An XLSX file with a sheet per table and one row per item; names and headings in `language`."""
    file = io.BytesIO()
    # Texts stay texts: nothing that begins with = becomes a formula, nothing that looks like a link a link.
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(file, options) as book:
        heading = book.add_format({"bold": True, "text_wrap": True, "valign": "top", "bottom": 1})
        plain = book.add_format({"text_wrap": True, "valign": "top"})
        for filled in sheets:
            sheet = book.add_worksheet(filled.table.sheet.in_language(language))
            sheet.freeze_panes(1, 1)
            for number, column in enumerate(filled.table.columns):
                sheet.set_column(number, number, WIDTHS[column.form], plain)
                sheet.write_string(0, number, column.heading.in_language(language), heading)
                _guard(sheet, number, column)
            for row, item in enumerate(filled.items, start=1):
                for number, column in enumerate(filled.table.columns):
                    value = column.show(item)
                    if isinstance(value, int):
                        sheet.write_number(row, number, value, plain)
                    elif value:
                        sheet.write_string(row, number, value, plain)
    return file.getvalue()


def _guard(sheet: Any, number: int, column: Column[Any]) -> None:
    """Let the spreadsheet offer what a cell may hold."""
    if column.options:
        sheet.data_validation(1, number, ROWS, number, {"validate": "list", "source": list(column.options)})
    elif column.form is Form.NUMBER:
        sheet.data_validation(1, number, ROWS, number, {"validate": "integer", "criteria": ">=", "value": 0})
