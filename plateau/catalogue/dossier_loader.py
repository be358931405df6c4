"""Reads the dossiers of the transities and the links between them; the loader puts them in the catalogue."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TypeVar

from plateau.catalogue.dossier import (
    Choice,
    Dossier,
    Figure,
    Item,
    Link,
    LinkKind,
    MoneyKind,
    Move,
    State,
    Unit,
)
from plateau.catalogue.model import ABOUT_NOTHING, About, Origin, Reference
from plateau.catalogue.yaml_reader import Value
from plateau.language import Text

T = TypeVar("T")
SECTIONS = {"moves", "goals", "target_groups", "money", "choices", "questions", "indicators", "risks"}


def read_dossier(value: Value) -> Dossier:
    """The dossier in one file of `transities/`.

    Raises:
        ContentError: with file, line, key and what was expected.
    """
    keys = value.mapping({"id", *SECTIONS})
    return Dossier(
        id=keys["id"].text(),
        moves=_all(keys["moves"], _move),
        goals=_all(keys["goals"], _item),
        target_groups=_all(keys["target_groups"], _item),
        money=_all(keys["money"], _figure),
        choices=_all(keys["choices"], _choice),
        questions=_all(keys["questions"], _item),
        indicators=_all(keys["indicators"], _item),
        risks=_all(keys["risks"], _item),
    )


def read_links(value: Value) -> tuple[Link, ...]:
    """The links in `links.yaml`.

    Raises:
        ContentError: with file, line, key and what was expected.
    """
    return _all(value.mapping({"links"})["links"], _link)


def _all(value: Value, make: Callable[[Value], T]) -> tuple[T, ...]:
    return tuple(make(item) for item in value.items())


def _source(value: Value) -> tuple[Origin, tuple[Reference, ...]]:
    keys = value.mapping({"basis", "refs"})
    return keys["basis"].choice(Origin), _all(keys["refs"], read_sourced_reference)


def read_sourced_reference(value: Value) -> Reference:
    """A place with its lines: stricter than elsewhere, for who reads must be able to find them."""
    keys = value.mapping({"document", "lines"}, {"section"})
    return Reference(
        document=keys["document"].text(),
        section=keys["section"].text() if "section" in keys else "",
        lines=keys["lines"].line_numbers(),
    )


def read_about(keys: Mapping[str, Value]) -> About:
    """What the item with these keys says that it is about; nothing when it does not say."""
    if "about" not in keys:
        return ABOUT_NOTHING
    named = keys["about"].mapping(set(), {"areas", "transities", "principles", "plateaus"})

    def names(key: str) -> tuple[str, ...]:
        return tuple(item.text() for item in named[key].items()) if key in named else ()

    plateaus = named["plateaus"].items() if "plateaus" in named else ()
    return About(
        areas=names("areas"),
        transities=names("transities"),
        principles=names("principles"),
        plateaus=tuple(item.whole_number() for item in plateaus),
    )


def _optional(value: Value) -> Text | None:
    return None if value.is_null() else value.bilingual()


def _item(value: Value) -> Item:
    keys = value.mapping({"text", "source"})
    return Item(keys["text"].bilingual(), *_source(keys["source"]))


def _move(value: Value) -> Move:
    keys = value.mapping({"what", "from", "to", "source"})
    return Move(
        keys["what"].bilingual(),
        _optional(keys["from"]),
        keys["to"].bilingual(),
        *_source(keys["source"]),
    )


def _figure(value: Value) -> Figure:
    keys = value.mapping(
        {"what", "kind", "unit", "year", "as_of", "state", "remark", "source"}, {"amount", "low", "high"}
    )
    if "amount" in keys and ("low" in keys or "high" in keys):
        raise value.at.error("expected either amount, or low and high")
    if ("low" in keys) != ("high" in keys):
        raise value.at.error("expected both low and high")
    low, high = keys.get("low", keys.get("amount")), keys.get("high", keys.get("amount"))
    basis, references = _source(keys["source"])
    return Figure(
        what=keys["what"].bilingual(),
        kind=keys["kind"].choice(MoneyKind),
        unit=keys["unit"].choice(Unit),
        year=None if keys["year"].is_null() else keys["year"].whole_number(),
        as_of=keys["as_of"].whole_number(),
        state=keys["state"].choice(State),
        low=low.whole_number() if low else None,
        high=high.whole_number() if high else None,
        remark=_optional(keys["remark"]),
        basis=basis,
        references=references,
    )


def _choice(value: Value) -> Choice:
    keys = value.mapping({"text", "decides", "options", "source"})
    return Choice(
        keys["text"].bilingual(),
        keys["decides"].bilingual(),
        tuple(option.bilingual() for option in keys["options"].items()),
        *_source(keys["source"]),
    )


def _link(value: Value) -> Link:
    keys = value.mapping({"from", "to", "kind", "text", "source"})
    return Link(
        keys["from"].text(),
        keys["to"].text(),
        keys["kind"].choice(LinkKind),
        keys["text"].bilingual(),
        *_source(keys["source"]),
    )
