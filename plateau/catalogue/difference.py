"""What changed between two exports of the catalogue, item by item and field by field."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

GROUPS = ("documents", "areas", "principles", "transities", "instruments", "criteria", "interventions")


class Change(StrEnum):
    """What happened to an item."""

    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"


@dataclass(frozen=True, slots=True)
class Difference:
    """One change: an item that came or went, or one field of an item with its old and new value."""

    change: Change
    group: str
    id: str
    field: str = ""
    old: Any = None
    new: Any = None

    def __str__(self) -> str:
        """One line for a terminal."""
        if self.change is not Change.CHANGED:
            return f"{self.change} {self.group[:-1]} {self.id}"
        return f"changed {self.id}, {self.field}: {self.old!r} → {self.new!r}"


def differences(old: Mapping[str, Any], new: Mapping[str, Any]) -> Iterator[Difference]:
    """The changes from one export (`export.as_json`) to another, by group and id."""
    before, after = _items(old), _items(new)
    for group in GROUPS:
        mine, theirs = before[group], after[group]
        for name in sorted(mine.keys() | theirs.keys()):
            if name not in mine:
                yield Difference(Change.ADDED, group, name)
            elif name not in theirs:
                yield Difference(Change.REMOVED, group, name)
            else:
                for field, was, is_now in _fields(mine[name], theirs[name], ""):
                    yield Difference(Change.CHANGED, group, name, field, was, is_now)


def _items(export: Mapping[str, Any]) -> dict[str, dict[str, Any]]:
    found = {group: {item["id"]: item for item in export.get(group, ())} for group in GROUPS}
    # Criteria are told one by one, not as one long field of their instrument.
    for instrument in export.get("instruments", ()):
        found["criteria"] |= {item["id"]: item for item in instrument["criteria"]}
        found["instruments"][instrument["id"]] = {
            key: value for key, value in instrument.items() if key != "criteria"
        }
    return found


def _fields(old: Any, new: Any, path: str) -> Iterator[tuple[str, Any, Any]]:
    if isinstance(old, Mapping) and isinstance(new, Mapping):
        for key in sorted(old.keys() | new.keys()):
            yield from _fields(old.get(key), new.get(key), f"{path}.{key}".lstrip("."))
    elif isinstance(old, list) and isinstance(new, list) and len(old) == len(new):
        for index, (was, is_now) in enumerate(zip(old, new, strict=True)):
            yield from _fields(was, is_now, f"{path}[{index}]")
    elif old != new:
        yield path, old, new
