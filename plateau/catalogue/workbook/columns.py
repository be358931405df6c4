"""What a sheet with one row per item looks like: its columns, and how their cells are read and written."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum, auto
from typing import Any, Generic, TypeVar

import openpyxl

from plateau.language import Text

T = TypeVar("T")


class Form(Enum):
    """How a cell is read: what stands in it, and what it becomes in the document."""

    TEXT = auto()  # one text
    NUMBER = auto()  # one whole number
    DATE = auto()  # 2027-01-31, or a date of the spreadsheet
    NAMES = auto()  # ids, with ; between them
    LINES = auto()  # one text per line of the cell
    ANSWERS = auto()  # one option per line, as key: text
    STEPS = auto()  # gemeente.sb1 2>3; gemeente.ps2 1>2
    PLACES = auto()  # one reference per line: k2-2012 | §4.1 | 120-131


@dataclass(frozen=True, slots=True)
class Column(Generic[T]):
    """One column: its heading in both languages, its place in the document, and how its cells look.

    `path` is the place in an item's document; ("first_steps", "nl") with the form LINES means the Dutch
    halves of a list of texts. An `optional` column may be left out of the sheet.
    """

    heading: Text
    path: tuple[str, ...]
    form: Form
    show: Callable[[T], str | int]
    options: tuple[str, ...] = ()
    optional: bool = False


def _as_it_is(content: dict[str, Any]) -> dict[str, Any]:
    return content


@dataclass(frozen=True, slots=True)
class Table(Generic[T]):
    """A sheet: `name` is its key in the document, `finish` completes a row where an empty cell says more.

    A `single` table has one row, which is the document's value itself.
    """

    name: str
    sheet: Text
    columns: tuple[Column[T], ...]
    finish: Callable[[dict[str, Any]], dict[str, Any]] = _as_it_is
    single: bool = False
    optional: bool = False

    def found_in(self, book: openpyxl.Workbook) -> str | None:
        """The name of the sheet in this workbook, in either language; None when it has none."""
        names = {self.sheet.nl, self.sheet.en}
        return next((name for name in book.sheetnames if name.strip().lower() in names), None)


def bilingual(
    nl: str, en: str, key: str, get: Callable[[T], Text | None], *, optional: bool = False
) -> tuple[Column[T], ...]:
    """Two columns, for a text in both languages."""

    def shown(language: str) -> Callable[[T], str]:
        def show(item: T) -> str:
            text = get(item)
            return text.in_language(language) if text else ""

        return show

    return tuple(
        Column(
            Text(f"{nl} ({code})", f"{en} ({code})"), (key, code), Form.TEXT, shown(code), optional=optional
        )
        for code in ("nl", "en")
    )


def lists(
    nl: str, en: str, key: str, get: Callable[[T], tuple[Text, ...]], form: Form = Form.LINES
) -> tuple[Column[T], ...]:
    """Two columns, for a list of texts in both languages, one per line."""

    def lines(language: str) -> Callable[[T], str]:
        return lambda item: "\n".join(text.in_language(language) for text in get(item))

    return tuple(
        Column(Text(f"{nl} ({code})", f"{en} ({code})"), (key, code), form, lines(code))
        for code in ("nl", "en")
    )
