"""From stored JSON back to the planner's dataclasses: the other way round of `model.as_document`. Pure.

Follows the dataclasses' own annotations, so that a field added later needs nothing here: a document written
before it existed gets the field's default.
"""

from __future__ import annotations

import dataclasses
import types
from collections.abc import Callable, Mapping, Sequence
from enum import Enum
from functools import cache
from typing import Any, TypeVar, Union, get_args, get_origin, get_type_hints

T = TypeVar("T")


class UnreadableDocument(ValueError):
    """A stored document that does not fit the dataclass it should become; the text says where."""


def from_document(kind: type[T], document: object) -> T:
    """A dataclass of type `kind` from what `as_document` made of it.

    Raises:
        UnreadableDocument: a value has another type than expected, or a field is unknown.
        InvalidProblem: the values themselves cannot be (the dataclasses check them at birth).
    """
    found: T = _read(kind, document, kind.__name__)
    return found


def _read(kind: Any, value: Any, path: str) -> Any:
    reader = _READERS.get(get_origin(kind))
    if reader is not None:
        return reader(get_args(kind), value, path)
    if dataclasses.is_dataclass(kind):
        return _read_dataclass(kind, value, path)
    if isinstance(kind, type) and issubclass(kind, Enum):
        return kind(_expect(str, value, path))
    return _read_plain(kind, value, path)


def _read_union(kinds: Sequence[Any], value: Any, path: str) -> Any:
    if value is None and type(None) in kinds:
        return None
    (kind,) = (kind for kind in kinds if kind is not type(None))  # the model has no other unions
    return _read(kind, value, path)


def _read_sequence(kinds: Sequence[Any], value: Any, path: str) -> tuple[Any, ...]:
    return tuple(_read_items(kinds[0], value, path))


def _read_set(kinds: Sequence[Any], value: Any, path: str) -> frozenset[Any]:
    return frozenset(_read_items(kinds[0], value, path))


def _read_mapping(kinds: Sequence[Any], value: Any, path: str) -> dict[Any, Any]:
    key, item = kinds
    pairs = _expect(dict, value, path).items()
    return {_key(key, name): _read(item, entry, f"{path}[{name}]") for name, entry in pairs}


def _read_items(kind: Any, value: Any, path: str) -> list[Any]:
    items = _expect(list, value, path)
    return [_read(kind, item, f"{path}[{index}]") for index, item in enumerate(items)]


def _read_dataclass(kind: Any, value: Any, path: str) -> Any:
    document = _expect(dict, value, path)
    hints = _hints(kind)
    unknown = sorted(document.keys() - hints.keys())
    if unknown:
        raise UnreadableDocument(f"{path}: {kind.__name__} has no field {unknown[0]!r}")
    fields = {name: _read(hints[name], entry, f"{path}.{name}") for name, entry in document.items()}
    try:
        return kind(**fields)
    except TypeError as error:
        raise UnreadableDocument(f"{path}: {error}") from error


@cache
def _hints(kind: type) -> dict[str, Any]:
    hints = get_type_hints(kind)
    return {field.name: hints[field.name] for field in dataclasses.fields(kind)}


def _key(kind: Any, name: str) -> Any:
    if isinstance(kind, type) and issubclass(kind, Enum):
        return kind(name)
    return int(name) if kind is int else name


def _read_plain(kind: Any, value: Any, path: str) -> Any:
    if kind is float and isinstance(value, int) and not isinstance(value, bool):
        return float(value)  # JSON does not tell 2.0 from 2
    return _expect(kind, value, path)


def _expect(kind: type, value: Any, path: str) -> Any:
    if not isinstance(value, kind) or (isinstance(value, bool) and kind is not bool):
        raise UnreadableDocument(f"{path}: expected {kind.__name__}, found {value!r}")
    return value


_READERS: dict[Any, Callable[[Sequence[Any], Any, str], Any]] = {
    Union: _read_union,
    types.UnionType: _read_union,
    tuple: _read_sequence,  # the model's tuples are all of any length
    Sequence: _read_sequence,
    frozenset: _read_set,
    Mapping: _read_mapping,
}
