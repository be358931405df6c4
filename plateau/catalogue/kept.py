"""A questionnaire as the text that is kept for the rounds that ask it: all of it, told from the model itself.

The text must outlive the model. What has its default value is left out: a field that the model gets later
has one, so that texts of before can be read, and the same questionnaire keeps its digest. A field that the
model has no more is passed over.
"""

from __future__ import annotations

import json
from dataclasses import fields, is_dataclass
from enum import StrEnum
from functools import cache
from hashlib import sha256
from types import NoneType
from typing import Any, get_args, get_origin, get_type_hints

from plateau.catalogue.model import Instrument
from plateau.catalogue.scan import Questionnaire, Scan


def write_kept(item: Questionnaire) -> str:
    """JSON; equal questionnaires give equal texts, and `read_kept` gives the same questionnaire back."""
    return json.dumps(_told(item), ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def read_kept(text: str) -> Questionnaire:
    """The questionnaire in a text of `write_kept`."""
    told = json.loads(text)
    made: Questionnaire = _made(Scan if "parts" in told else Instrument, told)
    return made


def digest_of(item: Questionnaire) -> str:
    """What tells one content from another: 64 hexadecimal digits."""
    return digest_of_text(write_kept(item))


def digest_of_text(text: str) -> str:
    """The digest of a questionnaire that was written already."""
    return sha256(text.encode()).hexdigest()


def _told(value: Any) -> Any:
    match value:
        case StrEnum():
            return value.value
        case tuple():
            return [_told(item) for item in value]
    if not is_dataclass(value):
        return value
    told = {field.name: getattr(value, field.name) for field in fields(value)}
    usual = {field.name: field.default for field in fields(value)}
    return {name: _told(item) for name, item in told.items() if item != usual[name]}


def _made(kind: Any, told: Any) -> Any:
    """A value of this type from what was told of it."""
    if get_origin(kind) is tuple:
        return tuple(_made(get_args(kind)[0], item) for item in told)
    if NoneType in get_args(kind):
        return None if told is None else _made(get_args(kind)[0], told)
    if isinstance(kind, type) and is_dataclass(kind):
        kinds = _kinds(kind)
        return kind(**{name: _made(kinds[name], item) for name, item in told.items() if name in kinds})
    return kind(told)


@cache
def _kinds(kind: Any) -> dict[str, Any]:
    return get_type_hints(kind)
