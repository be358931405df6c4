"""The JSON Schema of both documents, made from the dataclasses: their fields, types and docstrings.

The bounds stand in the model's checks, which no schema can be read from; ``BOUNDS`` names them once more, and
a test holds each against the model. What a schema cannot say (cycles, unknown references, steps of one
plateau, lists as long as the calendar) only the model refuses.
"""

from __future__ import annotations

import dataclasses
import inspect
import types
from collections.abc import Mapping, Sequence
from enum import Enum
from typing import Any, Union, get_args, get_origin

from plateau.roadmap.documents import JSON_NAMES, fields_of, required_fields
from plateau.roadmap.interchange.reading import FORMAT
from plateau.roadmap.model import (
    HIGHEST_PLATEAU,
    LOWEST_PLATEAU,
    Area,
    AreaTarget,
    Calendar,
    ChangeLoad,
    Condition,
    Explanation,
    Fund,
    Group,
    Intervention,
    Lag,
    Milestone,
    Mode,
    Past,
    Pin,
    Plan,
    Problem,
    Scheduled,
    Step,
    Target,
)
from plateau.roadmap.model.values import MAX_CENTS, MAX_DAYS, MAX_PERIODS, MAX_RATE, MAX_WEIGHT
from plateau.roadmap.uncertainty import Outlook

_PLATEAU = (LOWEST_PLATEAU, HIGHEST_PLATEAU)
_LAG = (-MAX_PERIODS, MAX_PERIODS)
_TAKES = {
    "duration": (1, MAX_PERIODS),
    "one_off_cost": (0, MAX_CENTS),
    "effort": (0, MAX_DAYS),
    "spend": (0, MAX_CENTS),
    "demand": (0, MAX_DAYS),
}
_TARGET = {"plateau": _PLATEAU, "weight": (1, MAX_WEIGHT), "deadline": (0, MAX_PERIODS)}
#: Dataclass → field → lowest and highest of every number in it.
BOUNDS: dict[type, dict[str, tuple[int, int]]] = {
    Calendar: {
        "first_year": (1900, 2200),
        "first_quarter": (1, 4),
        "periods": (1, MAX_PERIODS),
        "first_month": (1, 12),
        "first_week": (1, 53),
        "year_starts": (1, 12),
    },
    Step: {"start": _PLATEAU, "end": _PLATEAU},
    Lag: {"least": _LAG, "most": _LAG},
    Mode: dict(_TAKES),
    Intervention: {
        **_TAKES,
        "structural_cost_per_year": (0, MAX_CENTS),
        "earliest_start": (0, MAX_PERIODS),
        "benefit_per_period": (0, MAX_CENTS),
        "latest_start": (0, MAX_PERIODS),
        "deadline": (1, MAX_PERIODS),
        "consolidation": (0, MAX_PERIODS),
        "change": (0, MAX_DAYS),
    },
    Target: _TARGET,
    Area: {"needed": (1, MAX_DAYS)},
    AreaTarget: _TARGET,
    Milestone: {
        "period": (0, MAX_PERIODS),
        "weight": (1, MAX_WEIGHT),
        "requirements": _PLATEAU,
        "areas": _PLATEAU,
    },
    ChangeLoad: {"limit": (0, MAX_DAYS)},
    Pin: {"start": (0, MAX_PERIODS), "not_before": (0, MAX_PERIODS), "not_after": (0, MAX_PERIODS)},
    Past: {"start": (0, MAX_PERIODS - 1), "end": (1, MAX_PERIODS)},
    Fund: {"limit": (0, MAX_CENTS), "periods": (0, MAX_PERIODS - 1), "year": (1899, 2211)},
    Condition: {"period": (0, MAX_PERIODS), "latest": (0, MAX_PERIODS)},
    Group: {},
    Problem: {
        "current": _PLATEAU,
        "budgets": (0, MAX_CENTS),
        "capacity": (0, MAX_DAYS),
        "steps_per_criterion_per_year": (1, 4),
        "discount_rate": (0, MAX_RATE),
        "now": (0, MAX_PERIODS),
    },
}
_CHECKED = tuple(BOUNDS)  # their texts are ids
_ID = {"minLength": 1, "pattern": r"^\S([\s\S]*\S)?$"}
_YEAR = {"pattern": "^(0|-?[1-9][0-9]{0,17})$"}


def problem_schema() -> dict[str, Any]:
    """What a problem document looks like."""
    return _document(Problem, {})


def plan_schema() -> dict[str, Any]:
    """What a plan document looks like; reasons and outlook are only there when asked for."""
    return _document(Plan, {"explanation": Explanation, "outlook": Outlook})


def _document(kind: type, optional: Mapping[str, type]) -> dict[str, Any]:
    definitions: dict[str, Any] = {}
    extra = {name: _schema(part, {}, definitions) for name, part in optional.items()}
    whole = _object(kind, definitions)
    whole["properties"] = {"format": {"const": FORMAT}, **whole["properties"], **extra}
    whole["required"] = ["format", *whole["required"]]
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": f"urn:plateau:{kind.__name__.lower()}:{FORMAT}",
        "title": kind.__name__,
        **whole,
        "$defs": dict(sorted(definitions.items())),
    }


def _object(kind: type, definitions: dict[str, Any]) -> dict[str, Any]:
    leaves = BOUNDS.get(kind, {})
    properties = {}
    for name, hint in fields_of(kind).items():
        leaf: dict[str, Any] = dict(_ID) if kind in _CHECKED else {}
        if name in leaves:
            leaf |= dict(zip(("minimum", "maximum"), leaves[name], strict=True))
        properties[name] = _schema(hint, leaf, definitions)
    if kind is Scheduled:
        properties["start"]["minimum"], properties["end"]["minimum"] = 0, 1
    return {
        "description": (inspect.getdoc(kind) or "").replace("``", "`"),
        "type": "object",
        "properties": properties,
        "required": required_fields(kind),
        "additionalProperties": False,
    }


def _schema(hint: Any, leaf: Mapping[str, Any], definitions: dict[str, Any]) -> dict[str, Any]:
    """The schema of one type; `leaf` holds what counts for the numbers and texts in it."""
    origin, parts = get_origin(hint), get_args(hint)
    if origin in (Union, types.UnionType):
        (kind,) = (part for part in parts if part is not type(None))
        return {"anyOf": [_schema(kind, leaf, definitions), {"type": "null"}]}
    if origin in (tuple, Sequence, frozenset):
        items = {"type": "array", "items": _schema(parts[0], leaf, definitions)}
        return items | ({"uniqueItems": True} if origin is frozenset else {})
    if origin is Mapping:
        names = _names(parts[0], leaf)
        values = {"type": "object", "additionalProperties": _schema(parts[1], leaf, definitions)}
        return values | ({"propertyNames": names} if names else {})
    if isinstance(hint, type) and dataclasses.is_dataclass(hint):
        if hint.__name__ not in definitions:
            definitions[hint.__name__] = {}  # the place is taken, should it refer to itself
            definitions[hint.__name__] = _object(hint, definitions)
        return {"$ref": f"#/$defs/{hint.__name__}"}
    if issubclass(hint, Enum):
        return {"enum": [item.value for item in hint]}
    used = ("minLength", "pattern") if hint is str else ("minimum", "maximum")
    return {"type": JSON_NAMES[hint], **{name: leaf[name] for name in used if name in leaf}}


def _names(kind: Any, leaf: Mapping[str, Any]) -> dict[str, Any]:
    if kind is int:
        return dict(_YEAR)
    if issubclass(kind, Enum):
        return {"enum": [item.value for item in kind]}
    return {name: leaf[name] for name in ("minLength", "pattern") if name in leaf}
