"""From JSON back to the planner's dataclasses: the other way round of `model.as_document`. Pure.

Follows the dataclasses' own annotations, so that a field added later needs nothing here: a document written
before it existed gets the field's default.
"""

from __future__ import annotations

import dataclasses
import re
import reprlib
import types
from collections.abc import Callable, Mapping, Sequence
from enum import Enum
from functools import cache
from typing import Any, TypeVar, Union, get_args, get_origin, get_type_hints

from plateau.roadmap.model import InvalidProblem

T = TypeVar("T")

#: What a type is called in JSON.
JSON_NAMES = {int: "integer", float: "number", str: "string", bool: "boolean", list: "array", dict: "object"}

_SHORT = reprlib.Repr()
_SHORT.maxstring = _SHORT.maxother = _SHORT.maxlong = 60
_SHORT.maxlevel = 2
_EXACT = 2**53  # below it every whole number is a float of its own
#: Who has made so many mistakes has enough to do: the rest is not looked for.
MOST_COMPLAINTS = 1_000
_BROKEN = object()  # what a value becomes when something in it was complained about


@dataclasses.dataclass(frozen=True, slots=True)
class Complaint:
    """One thing that is wrong: `path` in the document (lists by position; empty: the whole), and what.

    Example: `interventions[3].effort[beleid]`, "expected integer, found '12'".
    """

    path: str
    message: str


class UnreadableDocument(ValueError):
    """A document that does not fit the dataclass it should become.

    `complaints` has everything found, up to `MOST_COMPLAINTS`.
    """

    def __init__(self, kind: str, complaints: Sequence[Complaint]) -> None:
        first = complaints[0]
        self.complaints = tuple(complaints)
        super().__init__(f"{'.'.join(filter(None, (kind, first.path)))}: {first.message}")


def from_document(kind: type[T], document: object) -> T:
    """A dataclass of type `kind` from what `as_document` made of it.

    Raises:
        UnreadableDocument: a value has another type than expected, a field is unknown, or the dataclasses,
            which check their values at birth, refuse what it says.
    """
    reading = _Reading()
    try:
        found = reading.read(kind, document, "")
    except _Enough:
        found = _BROKEN
    if reading.complaints:
        raise UnreadableDocument(kind.__name__, reading.complaints)
    whole: T = found
    return whole


@cache
def fields_of(kind: type) -> dict[str, Any]:
    """The dataclass's fields with their types, in order."""
    hints = get_type_hints(kind)
    return {field.name: hints[field.name] for field in dataclasses.fields(kind)}


def required_fields(kind: type) -> list[str]:
    """The fields that have no default, or are marked as required for all that they have one."""
    missing = dataclasses.MISSING
    return [
        field.name
        for field in dataclasses.fields(kind)
        if field.metadata.get("required") or (field.default is missing and field.default_factory is missing)
    ]


class _Enough(Exception):
    """There is no need to read on."""


class _Reading:
    """One document being read; goes on after a complaint, so that all of them come at once."""

    def __init__(self) -> None:
        self.complaints: list[Complaint] = []

    def read(self, kind: Any, value: Any, path: str) -> Any:
        reader = _READERS.get(get_origin(kind))
        if reader is not None:
            return reader(self, get_args(kind), value, path)
        if dataclasses.is_dataclass(kind):
            return self._dataclass(kind, value, path)
        if isinstance(kind, type) and issubclass(kind, Enum):
            return self._enum(kind, value, path)
        return self._plain(kind, value, path)

    def union(self, kinds: Sequence[Any], value: Any, path: str) -> Any:
        if value is None and type(None) in kinds:
            return None
        (kind,) = (kind for kind in kinds if kind is not type(None))  # the model has no other unions
        return self.read(kind, value, path)

    def sequence(self, kinds: Sequence[Any], value: Any, path: str) -> Any:
        if self._expect(list, value, path) is _BROKEN:
            return _BROKEN
        items = [self.read(kinds[0], item, f"{path}[{index}]") for index, item in enumerate(value)]
        return _BROKEN if _BROKEN in items else tuple(items)

    def set_of(self, kinds: Sequence[Any], value: Any, path: str) -> Any:
        items = self.sequence(kinds, value, path)
        if items is _BROKEN:
            return _BROKEN
        seen = set()
        for index, item in enumerate(items):
            if item in seen:
                self._complain(f"{path}[{index}]", f"{_SHORT.repr(item)} stands in the list more than once.")
            seen.add(item)
        return frozenset(seen)

    def mapping(self, kinds: Sequence[Any], value: Any, path: str) -> Any:
        if self._expect(dict, value, path) is _BROKEN:
            return _BROKEN
        found = {
            self._key(kinds[0], name, f"{path}[{name}]"): self.read(kinds[1], item, f"{path}[{name}]")
            for name, item in value.items()
        }
        return _BROKEN if _BROKEN in found or _BROKEN in found.values() else found

    def _dataclass(self, kind: Any, value: Any, path: str) -> Any:
        if self._expect(dict, value, path) is _BROKEN:
            return _BROKEN
        before = len(self.complaints)
        hints = fields_of(kind)
        for name in sorted(value.keys() - hints.keys()):
            self._complain(
                path, f"{kind.__name__} has no field {_SHORT.repr(name)}; there is {_list(hints)}."
            )
        absent = [name for name in required_fields(kind) if name not in value]
        if absent:
            self._complain(path, f"missing {len(absent)} required: {_list(absent)}.")
        fields = {
            name: self.read(hints[name], item, f"{path}.{name}" if path else name)
            for name, item in value.items()
            if name in hints
        }
        if len(self.complaints) > before:
            return _BROKEN
        try:
            return kind(**fields)
        except InvalidProblem as error:
            below = _by_position(value, _inside(hints, error.path))
            self._complain(path + below if path else below.lstrip("."), error.message)
            return _BROKEN

    def _enum(self, kind: type[Enum], value: Any, path: str) -> Any:
        if self._expect(str, value, path) is _BROKEN:
            return _BROKEN
        try:
            return kind(value)
        except ValueError:
            known = _list(item.value for item in kind)
            return self._complain(path, f"expected one of {known}, found {_SHORT.repr(value)}.")

    def _key(self, kind: Any, name: str, path: str) -> Any:
        if kind is not int:
            return name if kind is str else self._enum(kind, name, path)
        if not re.fullmatch(r"0|-?[1-9][0-9]{0,17}", name):
            return self._complain(path, f"expected integer as key, found {_SHORT.repr(name)}.")
        return int(name)

    def _plain(self, kind: Any, value: Any, path: str) -> Any:
        # JSON does not tell 2.0 from 2; what is too large to be exact is refused as it stands.
        if kind is float and isinstance(value, int) and not isinstance(value, bool):
            return float(value)
        if kind is int and isinstance(value, float) and abs(value) < _EXACT and value.is_integer():
            return int(value)
        return self._expect(kind, value, path)

    def _expect(self, kind: type, value: Any, path: str) -> Any:
        if not isinstance(value, kind) or (isinstance(value, bool) and kind is not bool):
            return self._complain(path, f"expected {JSON_NAMES[kind]}, found {_shown(value)}.")
        return value

    def _complain(self, path: str, message: str) -> object:
        self.complaints.append(Complaint(path, message))
        if len(self.complaints) >= MOST_COMPLAINTS:
            raise _Enough
        return _BROKEN


_READERS: dict[Any, Callable[[_Reading, Sequence[Any], Any, str], Any]] = {
    Union: _Reading.union,
    types.UnionType: _Reading.union,
    tuple: _Reading.sequence,  # the model's tuples are all of any length
    Sequence: _Reading.sequence,
    frozenset: _Reading.set_of,
    Mapping: _Reading.mapping,
}


def _shown(value: Any) -> str:
    """As it stands in the document, shortened."""
    words = {None: "null", True: "true", False: "false"}
    return words[value] if value is None or isinstance(value, bool) else _SHORT.repr(value)


def _list(names: Any) -> str:
    return ", ".join(repr(name) for name in names)


def _inside(fields: Mapping[str, Any], path: str) -> str:
    """A model's path without the name that it gives to itself: `interventions[x].duration` → `.duration`."""
    own = re.match(r"(\w+)", path)
    if own is None or own[1] in fields:
        return f".{path}"
    rest = path[own.end() :]
    last = rest.rfind("].")
    if rest.startswith("["):
        return rest[last + 1 :] if last >= 0 else ""
    return rest


def _by_position(document: Any, path: str) -> str:
    """A model's path with the items of lists by position: `.interventions[x].steps[a]` → `….[3].steps[0]`."""
    name = re.match(r"\.(\w+)", path)
    items = document.get(name[1]) if name and isinstance(document, dict) else None
    if name is None or not isinstance(items, list):
        return path
    rest = path[name.end() :]
    # Longest first: an id may hold a bracket too.
    for index, item in sorted(enumerate(items), key=lambda pair: -len(_own_id(pair[1]))):
        own = f"[{_own_id(item)}]"
        if own != "[]" and rest.startswith(own):
            return f"{name[0]}[{index}]{_by_position(item, rest[len(own) :])}"
    return path


def _own_id(item: Any) -> str:
    return str(item.get("id", item.get("criterion", item.get("area", "")))) if isinstance(item, dict) else ""
