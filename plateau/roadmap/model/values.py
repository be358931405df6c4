"""What the model's values have in common: the error, the frozen mapping, the checks, the document form."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Iterator, Mapping
from enum import Enum
from typing import Any, TypeVar

LOWEST_PLATEAU = 1
HIGHEST_PLATEAU = 5
#: Ceilings that keep every sum the solver makes far inside 64 bits.
MAX_CENTS = 10**12
MAX_DAYS = 10**6
MAX_WEIGHT = 10**6
MAX_PERIODS = 520
MAX_RATE = 10_000

#: Marks a field that was added to format 1 later (see ``later``).
_LATER = "left out at its default"

#: Marks a field that was added to format 1 later (see ``later``).
_LATER = "left out at its default"

K = TypeVar("K", bound=str | int)
V_co = TypeVar("V_co", covariant=True)


class InvalidProblem(ValueError):
    """Something in a problem or plan cannot be; ``path`` says where, ``message`` says what, in a sentence."""

    def __init__(self, path: str, message: str) -> None:
        super().__init__(f"{path}: {message}")
        self.path = path
        self.message = message

    def __reduce__(self) -> tuple[type[InvalidProblem], tuple[str, str]]:
        # The default would call __init__ with the joined text alone, and fail in the parent of a worker.
        return type(self), (self.path, self.message)


class FrozenMap(Mapping[K, V_co]):
    """An unchangeable mapping in key order; unlike ``MappingProxyType`` it can be hashed and pickled."""

    __slots__ = ("_values",)

    def __init__(self, values: Mapping[K, V_co] | Iterable[tuple[K, V_co]] = ()) -> None:
        plain = dict(values)
        self._values: dict[K, V_co] = {key: plain[key] for key in sorted(plain)}

    def __getitem__(self, key: K) -> V_co:
        return self._values[key]

    def __iter__(self) -> Iterator[K]:
        return iter(self._values)

    def __len__(self) -> int:
        return len(self._values)

    def __hash__(self) -> int:
        return hash(tuple(self._values.items()))

    def __repr__(self) -> str:
        return f"FrozenMap({self._values!r})"


def later(default: Any = dataclasses.MISSING, *, factory: Any = dataclasses.MISSING) -> Any:
    """A field that came after format 1 was written down: at its default it is left out of documents.

    So the document of a problem that does not use it, and with it its fingerprint, stays what it was.
    """
    if factory is not dataclasses.MISSING:
        return dataclasses.field(default_factory=factory, metadata={_LATER: True})
    return dataclasses.field(default=default, metadata={_LATER: True})


def whole(path: str, value: object, low: int, high: int) -> int:
    """``value`` if it is a whole number in ``low..high``; booleans and floats are refused."""
    if isinstance(value, bool) or not isinstance(value, int):
        raise InvalidProblem(path, f"expected a whole number, found {value!r}.")
    if value != low == high:
        raise InvalidProblem(path, f"expected {low}, found {value}.")
    if not low <= value <= high:
        raise InvalidProblem(path, f"expected a whole number from {low} to {high}, found {value}.")
    return value


def plateau(path: str, value: object) -> int:
    """``value`` if it is a plateau, 1 to 5."""
    return whole(path, value, LOWEST_PLATEAU, HIGHEST_PLATEAU)


def identifier(path: str, value: object) -> str:
    """``value`` if it is a text that can serve as an id: not empty, no blanks around it."""
    if not isinstance(value, str) or not value or value != value.strip():
        raise InvalidProblem(path, f"expected an id (a text, not empty), found {value!r}.")
    return value


def optional_whole(path: str, value: object, low: int, high: int) -> int | None:
    """``value`` if it is None or a whole number in ``low..high``."""
    return None if value is None else whole(path, value, low, high)


def numbers(path: str, values: Iterable[int], low: int, high: int) -> tuple[int, ...]:
    """The values as a tuple of whole numbers in ``low..high``."""
    return tuple(whole(f"{path}[{index}]", value, low, high) for index, value in enumerate(values))


def identifiers(path: str, values: Iterable[str]) -> frozenset[str]:
    """The ids as a set; a bare text is refused, since it would fall apart into letters."""
    if isinstance(values, str):
        raise InvalidProblem(path, f"expected a collection of ids, found the text {values!r}.")
    return frozenset(identifier(path, value) for value in values)


def keyed(path: str, values: Mapping[K, Any]) -> Mapping[K, Any]:
    """``values`` if it is a mapping."""
    if not isinstance(values, Mapping):
        raise InvalidProblem(path, f"expected a mapping, found {values!r}.")
    return values


def unique(path: str, values: Iterable[str]) -> None:
    """Refuse a list in which the same id stands twice."""
    seen: set[str] = set()
    for value in values:
        if value in seen:
            raise InvalidProblem(path, f"{value!r} stands in the list more than once.")
        seen.add(value)


def as_document(value: object) -> Any:
    """``value`` as JSON types, canonically: dataclass → dict by field, sets and keys sorted, keys as text."""
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {
            field.name: as_document(getattr(value, field.name))
            for field in dataclasses.fields(value)
            if not (field.metadata.get(_LATER) and getattr(value, field.name) == _default(field))
        }
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, Mapping):
        return {str(key): as_document(value[key]) for key in sorted(value)}
    if isinstance(value, (set, frozenset)):
        return sorted(as_document(item) for item in value)
    if isinstance(value, (list, tuple)):
        return [as_document(item) for item in value]
    return value


def _default(field: dataclasses.Field[Any]) -> Any:
    factory = field.default_factory
    return field.default if factory is dataclasses.MISSING else factory()
