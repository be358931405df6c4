"""Interventions into a workbook."""

from __future__ import annotations

import io
from collections.abc import Iterable

import xlsxwriter

from plateau.catalogue.model import Intervention
from plateau.catalogue.workbook.columns import COLUMNS, SHEET, Form

ROWS = 1000
WIDTHS = {Form.NUMBER: 11, Form.TEXT: 28, Form.NAMES: 24, Form.LINES: 44, Form.STEPS: 28, Form.PLACES: 36}


def write_workbook(interventions: Iterable[Intervention], language: str) -> bytes:
    """An XLSX file with one row per intervention and headings in `language`; without any, the template."""
    file = io.BytesIO()
    # Texts stay texts: nothing that begins with = becomes a formula, nothing that looks like a link a link.
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(file, options) as book:
        heading = book.add_format({"bold": True, "text_wrap": True, "valign": "top", "bottom": 1})
        plain = book.add_format({"text_wrap": True, "valign": "top"})
        sheet = book.add_worksheet(SHEET.in_language(language))
        sheet.freeze_panes(1, 1)
        for number, column in enumerate(COLUMNS):
            sheet.set_column(number, number, WIDTHS[column.form], plain)
            sheet.write_string(0, number, column.heading.in_language(language), heading)
            if column.options:
                sheet.data_validation(
                    1, number, ROWS, number, {"validate": "list", "source": list(column.options)}
                )
            elif column.form is Form.NUMBER:
                sheet.data_validation(
                    1, number, ROWS, number, {"validate": "integer", "criteria": ">=", "value": 0}
                )
        for row, item in enumerate(interventions, start=1):
            for number, column in enumerate(COLUMNS):
                value = column.show(item)
                if isinstance(value, int):
                    sheet.write_number(row, number, value, plain)
                elif value:
                    sheet.write_string(row, number, value, plain)
    return file.getvalue()
