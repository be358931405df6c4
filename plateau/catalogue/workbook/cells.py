"""One row of a sheet into the part of a document that it stands for."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import yaml
from openpyxl.cell import Cell

from plateau.catalogue.workbook.columns import Column, Form, Table
from plateau.catalogue.yaml_reader import ContentError, Position
from plateau.language import Text

STEP = re.compile(r"(\S+)\s+([1-5])\s*>\s*([1-5])$")
ANSWER = re.compile(r"([^:]+):\s*(.+)$")
Node = yaml.ScalarNode | yaml.SequenceNode | yaml.MappingNode
PAIRS = {Form.LINES, Form.ANSWERS}


@dataclass(frozen=True, slots=True)
class Row:
    """The cells of a row (number `number` of the sheet `place`) under their columns."""

    cells: tuple[Cell, ...]
    columns: list[Column[Any] | None]
    number: int
    place: str

    @property
    def mark(self) -> yaml.Mark:
        """Where the row stands."""
        return mark_of(self.number, self.place)

    def at(self, key: str | Text) -> Position:
        """The place of a complaint about one of its cells."""
        return Position(self.place, self.number, key, unit="row")


def item_of(row: Row, table: Table[Any], complaints: list[ContentError]) -> Node:
    """The document of one row; what is wrong with its cells goes to `complaints`."""
    content: dict[str, Any] = {}
    halves: dict[str, dict[str, list[str]]] = {}
    forms: dict[str, Form] = {}
    for cell, column in zip(row.cells, row.columns, strict=False):
        if column is None:
            continue
        if cell.data_type == "f":
            complaints.append(row.at(column.heading).error(NO_FORMULA))
            if column.form is Form.TEXT:  # told already: not to be missed once more
                _put(content, column.path, "?")
        elif column.form in PAIRS:
            halves.setdefault(column.path[0], {})[column.path[1]] = _lines(cell.value)
            forms[column.path[0]] = column.form
        else:
            node = _node(cell.value, column, row, complaints)
            if node is not None:
                _put(content, column.path, node)
    for key, both in halves.items():
        pairs = _pairs(both, row.at(key), complaints)
        if forms[key] is Form.LINES:
            content[key] = [{"nl": nl, "en": en} for nl, en in pairs]
        elif pairs:
            content[key] = _answers(pairs, row.at(key), complaints)
    return built(table.finish(content), row.mark)


NO_FORMULA = Text(
    "een formule kunnen wij niet lezen; zet hier de waarde", "a formula can't be read; put its value here"
)


def _node(value: Any, column: Column[Any], row: Row, complaints: list[ContentError]) -> Any | None:
    if column.form is Form.NUMBER:
        return None if value is None else _number(value, row.mark)
    if column.form is Form.DATE and isinstance(value, datetime | date):
        return value.strftime("%Y-%m-%d")
    text = "" if value is None else str(value).strip()
    match column.form:
        case Form.NAMES:
            return _split(text)
        case Form.STEPS:
            return list(_steps(text, row.at(column.heading), row.mark, complaints))
        case Form.PLACES:
            return [_reference(line) for line in _lines(value)]
    return text or None


def _steps(
    text: str, at: Position, mark: yaml.Mark, complaints: list[ContentError]
) -> Iterator[dict[str, Any]]:
    for part in _split(text):
        found = STEP.match(part)
        if found is None:
            complaints.append(
                at.error(
                    Text(
                        f"{part!r}: schrijf stappen als 'gemeente.sb1 2>3', met ; ertussen",
                        f"{part!r}: expected steps like 'gemeente.sb1 2>3', with ; between them",
                    )
                )
            )
        else:
            criterion, start, end = found.groups()
            yield {"criterion": criterion, "from": _number(int(start), mark), "to": _number(int(end), mark)}


def _reference(line: str) -> dict[str, str]:
    parts = [part.strip() for part in line.split("|")]
    keys = ("document", "section", "lines")
    return {key: part for key, part in zip(keys, parts, strict=False) if part}


def _pairs(
    halves: dict[str, list[str]], at: Position, complaints: list[ContentError]
) -> list[tuple[str, str]]:
    nl, en = halves.get("nl", []), halves.get("en", [])
    if len(nl) != len(en):
        complaints.append(
            at.error(
                Text(
                    f"{len(nl)} regels Nederlands en {len(en)} Engels; dat moeten er evenveel zijn",
                    f"{len(nl)} lines in Dutch and {len(en)} in English; expected as many",
                )
            )
        )
    return list(zip(nl, en, strict=False))


def _answers(
    pairs: list[tuple[str, str]], at: Position, complaints: list[ContentError]
) -> dict[str, dict[str, str]]:
    """{key: {nl, en}} from lines like `ja: Dat doen wij` in both languages, in the same order."""
    found: dict[str, dict[str, str]] = {}
    for lines in pairs:
        matches = [ANSWER.match(line) for line in lines]
        keys = {match[1].strip() for match in matches if match}
        if None in matches or len(keys) != 1:
            words = Text(
                f"{lines[0]!r} en {lines[1]!r}: schrijf 'sleutel: tekst', in beide talen dezelfde sleutel",
                f"{lines[0]!r} and {lines[1]!r}: expected 'key: text', with the same key in both languages",
            )
        elif keys <= found.keys():
            key = keys.pop()
            words = Text(f"het antwoord {key!r} staat er twee keer", f"the option {key!r} is there twice")
        else:
            nl, en = (match[2] for match in matches if match)
            found[keys.pop()] = {"nl": nl, "en": en}
            continue
        complaints.append(at.error(words))
    return found


def _put(content: dict[str, Any], path: tuple[str, ...], node: Any) -> None:
    for key in path[:-1]:
        content = content.setdefault(key, {})
    content[path[-1]] = node


def built(value: Any, mark: yaml.Mark) -> Node:
    """Plain data as the nodes of a YAML document; nodes stay what they are, with their own place."""
    match value:
        case dict():
            pairs = [(_text(str(key), mark), built(item, mark)) for key, item in value.items()]
            return yaml.MappingNode("tag:yaml.org,2002:map", pairs, mark)
        case list():
            return yaml.SequenceNode("tag:yaml.org,2002:seq", [built(item, mark) for item in value], mark)
        case str():
            return _text(value, mark)
        case None:
            return yaml.ScalarNode("tag:yaml.org,2002:null", "", mark)
    node: Node = value
    return node


def mark_of(row: int, place: str) -> yaml.Mark:
    """The position of a row, with its sheet as name."""
    return yaml.Mark(place, 0, row - 1, 0, "", 0)


def _text(text: str, mark: yaml.Mark) -> yaml.ScalarNode:
    return yaml.ScalarNode("tag:yaml.org,2002:str", text, mark)


def _number(value: object, mark: yaml.Mark) -> yaml.ScalarNode:
    if isinstance(value, bool) or not isinstance(value, int | float) or value != int(value):
        return _text(str(value), mark)  # the reader says that it is no whole number
    return yaml.ScalarNode("tag:yaml.org,2002:int", str(int(value)), mark)


def _split(text: str) -> list[str]:
    return [part.strip() for part in text.split(";") if part.strip()]


def _lines(value: object) -> list[str]:
    return [line.strip() for line in str(value or "").splitlines() if line.strip()]
