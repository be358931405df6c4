"""What the catalogue cites, what the fact sheets say, and what became of each fact and section.

A fact counts as used when an item of the catalogue cites lines of the same document that overlap with the
fact's, in a passage of at most `LONGEST` lines: who cites a chapter says nothing of each fact in it. It stays
a test of place and not of meaning.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, is_dataclass
from pathlib import Path
from typing import Any

import yaml

from plateau.catalogue.dossier import Dossier
from plateau.catalogue.model import Catalogue, Criterion, Reference

# What a product can act on: each of these is used, or left out with a reason.
ACCOUNTED = frozenset(
    {"criterion", "intervention", "decision", "condition", "dependency", "indicator", "scale", "checklist"}
)
LONGEST = 120
LINES = re.compile(r"(\d+)(?:\s*[-–]\s*(\d+))?")
Lines = tuple[int, int]


@dataclass(frozen=True)
class Fact:
    """One fact of a sheet; `places` are its lines in the document."""

    document: str
    id: str
    kind: str
    places: tuple[Lines, ...]


@dataclass(frozen=True)
class Citation:
    """One place that an item of the catalogue cites; `name` is the item's, `kind` what it is."""

    kind: str
    name: str
    document: str
    place: Lines


@dataclass(frozen=True)
class Section:
    """A section of a document, from line `first` up to and including `last`; `left_out` is why, if it is."""

    document: str
    name: str
    first: int
    last: int
    left_out: str = ""


# what the catalogue cites


def ranges(lines: str) -> tuple[Lines, ...]:
    """``"12-14, 30"`` → ((12, 14), (30, 30))."""
    return tuple((int(first), int(last or first)) for first, last in LINES.findall(lines))


def cited(item: object) -> Iterator[tuple[str, Lines]]:
    """Every place (document, lines) that an item or one of its parts cites."""
    if isinstance(item, Reference):
        yield from ((item.document, place) for place in ranges(item.lines))
    elif isinstance(item, Criterion):
        for sign in item.signs:
            yield from ((item.reference.document, place) for place in ranges(sign.lines))
    if isinstance(item, tuple | list):
        for part in item:
            yield from cited(part)
    elif isinstance(item, Mapping):
        yield from cited(tuple(item.values()))
    elif is_dataclass(item):
        for field in fields(item):
            yield from cited(getattr(item, field.name))


def citations(whole: Catalogue) -> list[Citation]:
    """Every place that the catalogue cites, with the item that does."""
    return [
        Citation(kind, name, document, place)
        for kind, name, item in _items(whole)
        for document, place in cited(item)
    ]


def _items(whole: Catalogue) -> Iterator[tuple[str, str, object]]:
    yield from (("plateau", str(item.number), item) for item in whole.plateaus)
    yield from (("area", item.id, item) for item in whole.areas)
    yield from (("principle", item.id, item) for item in whole.principles)
    yield from (("transitie", item.id, item) for item in whole.transities)
    yield from (("criterion", item.id, item) for one in whole.instruments for item in one.criteria)
    yield from (("intervention", item.id, item) for item in whole.interventions)
    for dossier in whole.dossiers:
        for field in fields(Dossier)[1:]:
            name = f"dossier {field.name.replace('_', ' ')}"
            yield from ((name, dossier.id, item) for item in getattr(dossier, field.name))
    yield from (("link", f"{item.start} → {item.end}", item) for item in whole.links)
    yield from (("scan part", item.id, item) for scan in whole.scans for item in scan.parts)
    yield from (("scan question", item.id, item) for scan in whole.scans for item in scan.criteria)
    yield from (("tool", item.id, item) for item in whole.tools)
    yield from (("figures", item.id, item) for item in whole.figures)


# what the sheets and the two lists say


def read_facts(folder: Path) -> list[Fact]:
    """The facts of each sheet in the folder, in its order."""
    found = []
    for path in sorted(folder.glob("*.yaml")):
        sheet = _yaml(path)
        for fact in sheet.get("facts", ()):
            places = ranges(str(fact.get("lines", "")))
            found.append(Fact(sheet["source"], fact["id"], fact["kind"], places))
    return found


def read_reasons(path: Path) -> dict[str, str]:
    """Why a fact is left out, by its id."""
    return {name: group["reason"] for group in _yaml(path)["facts"] for name in group["ids"]}


def read_sections(path: Path) -> list[Section]:
    """The sections of each document; each ends where the next begins."""
    found = []
    for document, whole in _yaml(path).items():
        parts = whole["sections"]
        ends = [part["from"] - 1 for part in parts[1:]] + [whole["lines"]]
        for part, last in zip(parts, ends, strict=True):
            found.append(Section(document, part["name"], part["from"], last, part.get("left_out", "")))
    return found


def _yaml(path: Path) -> Any:
    return yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)


# the account


def overlap(one: Iterable[Lines], other: Iterable[Lines]) -> bool:
    """Whether any line is in both."""
    places = tuple(other)
    return any(first <= end and start <= last for first, last in one for start, end in places)


class Account:
    """What became of each fact and each section."""

    def __init__(
        self,
        facts: Sequence[Fact],
        cites: Sequence[Citation],
        reasons: Mapping[str, str],
        sections: Sequence[Section],
    ) -> None:
        places = defaultdict(list)
        for cite in cites:
            if cite.place[1] - cite.place[0] < LONGEST:
                places[cite.document].append(cite.place)
        self.facts, self.cites, self.reasons, self.sections = facts, cites, reasons, sections
        self.used = {fact.id for fact in facts if overlap(fact.places, places[fact.document])}

    def facts_in(self, section: Section) -> list[Fact]:
        """The facts that begin in a section."""
        return [
            fact
            for fact in self.facts
            if fact.document == section.document
            and fact.places
            and section.first <= fact.places[0][0] <= section.last
        ]

    def uses(self, section: Section) -> bool:
        """Whether a fact of the section is used; where the sheet has none there, whether an item cites it."""
        facts = self.facts_in(section)
        return any(fact.id in self.used for fact in facts) if facts else bool(self.made_of(section))

    def made_of(self, section: Section) -> dict[str, Counter[str]]:
        """The items that cite lines of a section: kind → name → how often."""
        found: dict[str, Counter[str]] = defaultdict(Counter)
        lines = ((section.first, section.last),)
        seen = set()
        for cite in self.cites:
            if cite.document == section.document and overlap((cite.place,), lines) and cite not in seen:
                seen.add(cite)
                found[cite.kind][cite.name] += 1
        return found

    def problems(self) -> Iterator[str]:
        """What is not accounted for, and what says more than is true."""
        for fact in self.facts:
            if fact.kind in ACCOUNTED and fact.id not in self.used and fact.id not in self.reasons:
                yield f"{fact.id} ({fact.kind}, lines {fact.places}): neither used nor left out"
        known = {fact.id for fact in self.facts}
        yield from (
            f"{name}: left out, but no fact has this id" for name in self.reasons if name not in known
        )
        yield from (f"{name}: left out, but it is used" for name in self.reasons if name in self.used)
        for section in self.sections:
            used = self.uses(section)
            if used == bool(section.left_out):
                what = "left out, but it is used" if used else "not used, and no reason why"
                yield f"{section.document}, {section.name!r} (from line {section.first}): {what}"
        ends = {section.document: section.last for section in self.sections}
        for cite in self.cites:
            if cite.place[1] > ends.get(cite.document, 0) or cite.place[0] > cite.place[1]:
                yield f"{cite.kind} {cite.name}: {cite.document} has no lines {cite.place}"
