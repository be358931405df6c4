"""The catalogue as plain JSON data; its shape is documented in docs/model.md."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Any

from plateau.catalogue.dossier import Link, Move
from plateau.catalogue.model import Catalogue, Step

FORMAT = 1
# `from` can't name a field in Python; in the data, as in the YAML, it is what the reader expects.
NAMES: dict[type, dict[str, str]] = {
    Step: {"start": "from", "end": "to"},
    Link: {"start": "from", "end": "to"},
    Move: {"giver": "from", "receiver": "to"},
}


def as_json(catalogue: Catalogue) -> dict[str, Any]:
    """The whole catalogue as dicts, lists, strings and numbers; texts are `{"nl": …, "en": …}`."""
    return {"format": FORMAT, **plain(catalogue)}


def plain(value: Any) -> Any:
    """Dataclasses, enums and tuples as dicts, strings and lists."""
    match value:
        case StrEnum():
            return value.value
        case Decimal():
            return str(value)  # as it is written: JSON's numbers would turn 16.70 into 16.7
        case Mapping():
            return {str(key): plain(item) for key, item in value.items()}
        case tuple() | list():
            return [plain(item) for item in value]
    if is_dataclass(value):
        names = NAMES.get(type(value), {})
        return {
            names.get(field.name, field.name): plain(getattr(value, field.name)) for field in fields(value)
        }
    return value
