"""A list of participants as people paste it: name; e-mail; perspective; areas; language. A line is a person.

Pure: text in, rows out, each with what is wrong with it. The cells are apart by a tab (a spreadsheet), a
semicolon, or (in a line that has neither) a comma. A first line of headings is left out.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum

from plateau.assessment.model import Perspective

NAME_LENGTH = 200
EMAIL_LENGTH = 320
MOST_ROWS = 500
LINE_LENGTH = 5000
EMAIL = re.compile(r"[^@\s;,<>\"]+@[^@\s;,<>\"]+\.[^@\s;,<>\".]+")
HEADINGS = frozenset({"naam", "name"})
LANGUAGES: Mapping[str, str] = {
    "": "nl",
    **dict.fromkeys(("nl", "nederlands", "dutch"), "nl"),
    **dict.fromkeys(("en", "engels", "english"), "en"),
}
ALL_AREAS = frozenset({"alle", "alles", "all"})
PERSPECTIVES: Mapping[str, Perspective] = {
    **{perspective.value: perspective for perspective in Perspective},
    "board": Perspective.BESTUUR,
    "bestuurder": Perspective.BESTUUR,
    "mt": Perspective.MANAGEMENT,
    "manager": Perspective.MANAGEMENT,
    "professional": Perspective.PROFESSIONALS,
    "uitvoering": Perspective.PROFESSIONALS,
    "staff": Perspective.STAF,
    "aanbieder": Perspective.PARTNER,
    "aanbieders": Perspective.PARTNER,
    "partners": Perspective.PARTNER,
    "partner/aanbieder": Perspective.PARTNER,
    "provider": Perspective.PARTNER,
    "cliënten": Perspective.CLIENTEN,
    "cliënt": Perspective.CLIENTEN,
    "client": Perspective.CLIENTEN,
    "clients": Perspective.CLIENTEN,
    "raad": Perspective.CLIENTEN,
    "council": Perspective.CLIENTEN,
    "cliënten/raad": Perspective.CLIENTEN,
}


class Mistake(StrEnum):
    """What can be wrong with a line."""

    TOO_MANY_CELLS = "too_many_cells"
    NO_NAME = "no_name"
    LONG_NAME = "long_name"
    BAD_EMAIL = "bad_email"
    NO_PERSPECTIVE = "no_perspective"
    UNKNOWN_PERSPECTIVE = "unknown_perspective"
    UNKNOWN_AREA = "unknown_area"
    UNKNOWN_LANGUAGE = "unknown_language"
    TWICE = "twice"
    TOO_MANY_ROWS = "too_many_rows"


@dataclass(frozen=True, slots=True)
class Found:
    """A mistake, with the part of the line that it is about."""

    mistake: Mistake
    about: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the list; `perspective` is there when `mistakes` is empty. No areas: all of them."""

    line: int
    name: str
    email: str | None
    perspective: Perspective | None
    areas: frozenset[str]
    mistakes: tuple[Found, ...] = ()
    language: str = "nl"

    @property
    def key(self) -> str:
        """What tells one participant from another: the e-mail address, else the name."""
        return participant_key(self.name, self.email)


def participant_key(name: str, email: str | None) -> str:
    """What tells one participant of a round from another."""
    return (email or name).casefold()


def is_email(text: str) -> bool:
    """Whether mail can be sent to this, as far as one can see."""
    return len(text) <= EMAIL_LENGTH and EMAIL.fullmatch(text) is not None


def parse(text: str, *, areas: Mapping[str, str]) -> list[Row]:
    """The rows of a pasted or uploaded list, in order.

    `areas`: the ids of the areas that can be asked, by what people may write for them (in lower case).
    """
    rows: list[Row] = []
    seen: set[str] = set()
    for line, cells in _lines(text):
        row = _row(line, cells, areas)
        extra: list[Found] = []
        if row.name and row.key in seen:
            extra.append(Found(Mistake.TWICE, row.email or row.name))
        if len(rows) == MOST_ROWS:
            extra.append(Found(Mistake.TOO_MANY_ROWS))
        seen.add(row.key)
        rows.append(_with(row, extra))
        if len(rows) > MOST_ROWS:
            break
    return rows


def _with(row: Row, extra: list[Found]) -> Row:
    return replace(row, mistakes=(*row.mistakes, *extra))


def _lines(text: str) -> Iterator[tuple[int, list[str]]]:
    first = True
    for number, line in enumerate(text.replace("\r\n", "\n").replace("\r", "\n").split("\n"), start=1):
        cells = _cells(line)
        if not any(cells):
            continue
        if not (first and cells[0].casefold() in HEADINGS):
            yield number, cells
        first = False


def _cells(line: str) -> list[str]:
    line = line[:LINE_LENGTH]  # csv refuses a giant; what is cut off was too long anyway
    separator = next((mark for mark in ("\t", ";") if mark in line), ",")
    cells = next(csv.reader([line], delimiter=separator), [])
    return [" ".join(cell.split()) for cell in cells] or [""]


def _row(line: int, cells: list[str], areas: Mapping[str, str]) -> Row:
    name, email, perspective, wanted, language, *rest = [*cells, "", "", "", ""][: max(5, len(cells))]
    mistakes = []
    if any(rest):
        mistakes.append(Found(Mistake.TOO_MANY_CELLS, rest[0]))
    if not name:
        mistakes.append(Found(Mistake.NO_NAME))
    elif len(name) > NAME_LENGTH:
        mistakes.append(Found(Mistake.LONG_NAME, name[:20]))
    if email and not is_email(email):
        mistakes.append(Found(Mistake.BAD_EMAIL, email))
    found = PERSPECTIVES.get(perspective.casefold().replace(" ", ""))
    if not perspective:
        mistakes.append(Found(Mistake.NO_PERSPECTIVE))
    elif found is None:
        mistakes.append(Found(Mistake.UNKNOWN_PERSPECTIVE, perspective))
    asked, unknown = _areas(wanted, areas)
    mistakes += [Found(Mistake.UNKNOWN_AREA, word) for word in unknown]
    if language.casefold() not in LANGUAGES:
        mistakes.append(Found(Mistake.UNKNOWN_LANGUAGE, language))
    return Row(
        line=line,
        name=name,
        email=email.lower() or None,
        perspective=found,
        areas=asked,
        mistakes=tuple(mistakes),
        language=LANGUAGES.get(language.casefold(), "nl"),
    )


def _areas(text: str, areas: Mapping[str, str]) -> tuple[frozenset[str], list[str]]:
    words = [word.strip() for word in re.split(r"[,+|]", text) if word.strip()]
    if {word.casefold() for word in words} <= ALL_AREAS:
        return frozenset(), []
    # A name of an area may hold a comma itself.
    if text.strip().casefold() in areas:
        words = [text.strip()]
    found = frozenset(areas[word.casefold()] for word in words if word.casefold() in areas)
    unknown = [word for word in words if word.casefold() not in areas]
    every: Collection[str] = set(areas.values())
    return (frozenset() if found == every else found), unknown
