"""A workbook into the document that the YAML files are; every value knows its sheet and row."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from typing import Any

import openpyxl
import yaml
from openpyxl.cell import Cell
from openpyxl.utils.exceptions import InvalidFileException

from plateau.catalogue.workbook.columns import COLUMNS, SHEET, Column, Form
from plateau.catalogue.yaml_reader import ContentError, Position, Value
from plateau.language import Text

MAXIMUM_UNPACKED = 100_000_000
MAXIMUM_ROWS = 5_000
STEP = re.compile(r"(\S+)\s+([1-5])\s*>\s*([1-5])$")
Node = yaml.ScalarNode | yaml.SequenceNode | yaml.MappingNode


def read_workbook(data: bytes, file: str, complaints: list[ContentError]) -> Value:
    """The document `{interventions: [...]}` of the workbook; what is wrong with cells goes to `complaints`.

    Headings may be Dutch or English, in any order; empty rows are skipped.

    Raises:
        ContentError: it is no workbook, it has no such sheet or not these columns, or it is too large.
    """
    book = _open(data, file)
    sheet = next((book[name] for name in book.sheetnames if name.lower() in {SHEET.nl, SHEET.en}), None)
    if sheet is None:
        names = ", ".join(book.sheetnames)
        raise ContentError(
            Text(
                f"{file}: er is geen blad {SHEET.nl!r} of {SHEET.en!r}, wel: {names}",
                f"{file}: no sheet {SHEET.en!r} or {SHEET.nl!r}; found: {names}",
            )
        )
    if sheet.max_row and sheet.max_row > MAXIMUM_ROWS:
        raise ContentError(
            Text(
                f"{file}, {sheet.title}: meer dan {MAXIMUM_ROWS} rijen",
                f"{file}, {sheet.title}: more than {MAXIMUM_ROWS} rows",
            )
        )
    rows = sheet.iter_rows(max_col=3 * len(COLUMNS))
    place = f"{file}, {sheet.title}"
    columns = _columns(next(rows, ()), place)
    items = [
        _item(row, columns, place, complaints) for row in rows if any(cell.value is not None for cell in row)
    ]
    mark = _mark(1)
    key = yaml.ScalarNode("tag:yaml.org,2002:str", "interventions", mark)
    nodes = yaml.SequenceNode("tag:yaml.org,2002:seq", items, mark)
    document = yaml.MappingNode("tag:yaml.org,2002:map", [(key, nodes)], mark)
    return Value(document, place, complaints=complaints, unit="row")


def _open(data: bytes, file: str) -> openpyxl.Workbook:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            unpacked = sum(part.file_size for part in packed.infolist())
    except (zipfile.BadZipFile, OSError) as error:
        raise ContentError(
            Text(f"{file}: is geen werkmap (XLSX)", f"{file}: is no workbook (XLSX)")
        ) from error
    if unpacked > MAXIMUM_UNPACKED:  # a small file can hold gigabytes: its table of contents says so first
        most = MAXIMUM_UNPACKED // 1_000_000
        raise ContentError(
            Text(f"{file}: is uitgepakt groter dan {most} MB", f"{file}: unpacks to more than {most} MB")
        )
    try:
        return openpyxl.load_workbook(io.BytesIO(data), read_only=True, keep_links=False)
    except (zipfile.BadZipFile, InvalidFileException, KeyError, ValueError, OSError) as error:
        raise ContentError(
            Text(f"{file}: is geen werkmap (XLSX)", f"{file}: is no workbook (XLSX)")
        ) from error


def _columns(row: tuple[Cell, ...], place: str) -> list[Column | None]:
    known = {
        heading.lower(): column for column in COLUMNS for heading in (column.heading.nl, column.heading.en)
    }
    found = [known.get(str(cell.value or "").strip().lower()) for cell in row]
    for cell, column in zip(row, found, strict=True):
        if column is None and cell.value is not None:
            raise _in_row_1(
                place, Text(f"onbekende kop {str(cell.value)!r}", f"unknown heading {str(cell.value)!r}")
            )
    for column in COLUMNS:
        if found.count(column) != 1:
            name = column.heading
            if column in found:
                words = Text(
                    f"de kolom {name.nl!r} staat er twee keer", f"the column {name.en!r} is there twice"
                )
            else:
                words = Text(f"de kolom {name.nl!r} ontbreekt", f"the column {name.en!r} is missing")
            raise _in_row_1(place, words)
    return found


def _in_row_1(place: str, words: Text) -> ContentError:
    return Position(place, 1, "id", unit="row").error(words)


def _item(
    row: tuple[Cell, ...], columns: list[Column | None], place: str, complaints: list[ContentError]
) -> Node:
    """The document of one intervention."""
    number = next(cell.row for cell in row if cell.value is not None)
    mark = _mark(number)
    content: dict[str, Any] = {}
    lists: dict[str, dict[str, list[str]]] = {}
    for cell, column in zip(row, columns, strict=False):
        if column is None:
            continue
        at = Position(place, number, column.heading.en, unit="row")
        if cell.data_type == "f":
            complaints.append(
                at.error(
                    Text(
                        "een formule kunnen wij niet lezen; zet hier de waarde",
                        "a formula can't be read; put its value here",
                    )
                )
            )
            continue
        node = _node(cell.value, column, mark, at, complaints)
        if column.form is Form.LINES:
            lists.setdefault(column.path[0], {})[column.path[1]] = _lines(cell.value)
        elif node is not None:
            _put(content, column.path, node)
    for key, halves in lists.items():
        pairs = _pairs(halves, Position(place, number, key, unit="row"), complaints)
        content[key] = [{"nl": _text(nl, mark), "en": _text(en, mark)} for nl, en in pairs]
    return _built({**_absent(content, mark), **_without_nobody(content)}, mark)


def _node(
    value: Any, column: Column, mark: yaml.Mark, at: Position, complaints: list[ContentError]
) -> Any | None:
    if column.form is Form.NUMBER:
        return None if value is None else _number(value, mark)
    text = "" if value is None else str(value).strip()
    match column.form:
        case Form.NAMES:
            return [_text(name, mark) for name in _split(text)]
        case Form.STEPS:
            return list(_steps(text, mark, at, complaints))
        case Form.PLACES:
            return [_reference(line, mark) for line in _lines(value)]
    return _text(text, mark) if text else None


def _steps(
    text: str, mark: yaml.Mark, at: Position, complaints: list[ContentError]
) -> Iterator[dict[str, Node]]:
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
            yield {
                "criterion": _text(criterion, mark),
                "from": _number(int(start), mark),
                "to": _number(int(end), mark),
            }


def _reference(line: str, mark: yaml.Mark) -> dict[str, Node]:
    parts = [part.strip() for part in line.split("|")]
    keys = ("document", "section", "lines")
    return {key: _text(part, mark) for key, part in zip(keys, parts, strict=False) if part}


def _pairs(
    halves: dict[str, list[str]], at: Position, complaints: list[ContentError]
) -> list[tuple[str, str]]:
    nl, en = halves["nl"], halves["en"]
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


def _absent(content: dict[str, Any], mark: yaml.Mark) -> dict[str, Any]:
    """What may be empty in the sheet, as the document says it."""
    return {
        "effort_days": {},
        **(
            {}
            if "waits_for" in content
            else {"waits_for": yaml.ScalarNode("tag:yaml.org,2002:null", "", mark)}
        ),
    }


def _without_nobody(content: dict[str, Any]) -> dict[str, Any]:
    """Without the roles whose days are all zero or empty: nobody's days are no days."""
    efforts = content.get("effort_days", {})
    kept = {
        role: days
        for role, days in efforts.items()
        if any(node.value not in {"0", ""} for node in days.values())
    }
    return {**content, "effort_days": kept} if "effort_days" in content else content


def _put(content: dict[str, Any], path: tuple[str, ...], node: Any) -> None:
    for key in path[:-1]:
        content = content.setdefault(key, {})
    content[path[-1]] = node


def _built(value: Any, mark: yaml.Mark) -> Node:
    match value:
        case dict():
            pairs = [(_text(str(key), mark), _built(item, mark)) for key, item in value.items()]
            return yaml.MappingNode("tag:yaml.org,2002:map", pairs, mark)
        case list():
            return yaml.SequenceNode("tag:yaml.org,2002:seq", [_built(item, mark) for item in value], mark)
    node: Node = value
    return node


def _text(text: str, mark: yaml.Mark) -> yaml.ScalarNode:
    return yaml.ScalarNode("tag:yaml.org,2002:str", text, mark)


def _number(value: object, mark: yaml.Mark) -> yaml.ScalarNode:
    if isinstance(value, bool) or not isinstance(value, int | float) or value != int(value):
        return _text(str(value), mark)  # the reader says that it is no whole number
    return yaml.ScalarNode("tag:yaml.org,2002:int", str(int(value)), mark)


def _mark(row: int) -> yaml.Mark:
    return yaml.Mark("", 0, row - 1, 0, "", 0)


def _split(text: str) -> list[str]:
    return [part.strip() for part in text.split(";") if part.strip()]


def _lines(value: object) -> list[str]:
    return [line.strip() for line in str(value or "").splitlines() if line.strip()]
