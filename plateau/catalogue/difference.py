"""What changed between two exports of the catalogue or two questionnaires, item by item, field by field."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from plateau.catalogue.export import plain
from plateau.catalogue.scan import Questionnaire, Scan

GROUPS = (
    "documents",
    "areas",
    "principles",
    "transities",
    "instruments",
    "criteria",
    "scans",
    "scales",
    "parts",
    "questions",
    "interventions",
)


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


def questionnaire_differences(old: Questionnaire, new: Questionnaire) -> Iterator[Difference]:
    """What a new version of a questionnaire does with the former, in the order of asking."""
    order = {item.id: place for place, item in enumerate((*old.criteria, *new.criteria))}
    found = differences(_alone(old), _alone(new))
    yield from sorted(found, key=lambda item: (GROUPS.index(item.group), order.get(item.id, 0), item.id))


def _alone(item: Questionnaire) -> dict[str, Any]:
    told = plain(item)
    del told["version"]
    return {"scans" if isinstance(item, Scan) else "instruments": [told]}


def _items(export: Mapping[str, Any]) -> dict[str, dict[str, Any]]:
    found = {group: {item["id"]: item for item in export.get(group, ())} for group in GROUPS}
    # What a questionnaire asks is told one by one, not as one long field.
    for instrument in export.get("instruments", ()):
        found["criteria"] |= {item["id"]: item for item in instrument["criteria"]}
        found["instruments"][instrument["id"]] = _without(instrument, "criteria")
    for scan in export.get("scans", ()):
        found["scans"][scan["id"]] = _without(scan, "criteria", "parts")
        found["parts"] |= {item["id"]: item for item in scan["parts"]}
        for item in scan["criteria"]:
            scale = item["scale"]
            found["scales"][scale["id"]] = {**scale, "poles": _by_key(scale["poles"])}
            found["questions"][item["id"]] = {
                **item,
                "scale": scale["id"],
                "options": _meanings(item["options"], scale["poles"]),
            }
    return found


def _meanings(options: list[Any], poles: list[Any]) -> dict[str, Any]:
    """What the answers mean at this question; where that is their name, the scale tells it already."""
    names = {pole["key"]: pole["name"] for pole in poles}
    return {option["key"]: option["text"] for option in options if option["text"] != names[option["key"]]}


def _by_key(items: list[Any]) -> dict[str, Any]:
    return {item["key"]: _without(item, "key") for item in items}


def _without(item: Mapping[str, Any], *keys: str) -> dict[str, Any]:
    return {key: value for key, value in item.items() if key not in keys}


def _fields(old: Any, new: Any, path: str) -> Iterator[tuple[str, Any, Any]]:
    if isinstance(old, Mapping) and isinstance(new, Mapping):
        for key in sorted(old.keys() | new.keys()):
            yield from _fields(old.get(key), new.get(key), f"{path}.{key}".lstrip("."))
    elif isinstance(old, list) and isinstance(new, list) and len(old) == len(new):
        for index, (was, is_now) in enumerate(zip(old, new, strict=True)):
            yield from _fields(was, is_now, f"{path}[{index}]")
    elif old != new:
        yield path, old, new
