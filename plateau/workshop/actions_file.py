"""The actions of a session as a list to take along: an XLSX file with a row per action."""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence

import xlsxwriter

WIDTHS = (60, 28, 44)


def write_actions(title: str, headings: Sequence[str], rows: Iterable[Sequence[str]]) -> bytes:
    """The file: `headings` and each of `rows` are the action, who does it, and the topic it came from."""
    file = io.BytesIO()
    # What people wrote stays text: nothing that begins with = becomes a formula, no address a link.
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(file, options) as book:
        heading = book.add_format({"bold": True, "text_wrap": True, "valign": "top", "bottom": 1})
        plain = book.add_format({"text_wrap": True, "valign": "top"})
        sheet = book.add_worksheet(title)
        sheet.freeze_panes(1, 0)
        for column, (width, name) in enumerate(zip(WIDTHS, headings, strict=True)):
            sheet.set_column(column, column, width, plain)
            sheet.write_string(0, column, name, heading)
        for number, row in enumerate(rows, start=1):
            for column, text in enumerate(row):
                sheet.write_string(number, column, text, plain)
    return file.getvalue()
