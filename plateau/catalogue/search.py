"""Looking things up: free-text search over the catalogue, with filters. Pure; where used is in `usage`."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from plateau.catalogue.figure_table import FigureTable
from plateau.catalogue.model import (
    About,
    Area,
    Catalogue,
    Criterion,
    Instrument,
    Intervention,
    Kind,
    Plateau,
    Principle,
    Track,
    Transitie,
)
from plateau.catalogue.scan import Scan
from plateau.catalogue.tool import Tool
from plateau.language import Text

NOT_A_WORD = re.compile(r"[\W_]+")

Item = Criterion | Intervention | Transitie | Principle | Area | Plateau | Scan | Tool | FigureTable


class ItemKind(StrEnum):
    """What can be found; in this order when nothing else decides."""

    PLATEAU = "plateau"
    AREA = "gebied"
    TRANSITIE = "transitie"
    PRINCIPLE = "principe"
    CRITERION = "onderwerp"
    INTERVENTION = "maatregel"
    SCAN = "vragenlijst"
    TOOL = "keuzehulp"
    FIGURES = "cijfers"


@dataclass(frozen=True, slots=True)
class Filters:
    """What the results are narrowed to; None does not narrow.

    What belongs to no kind of organisation (a transitie, a principle, an area, a plateau, a tool, figures)
    fits every kind. `plateau` keeps the interventions with a step that ends there, the criteria (each has a
    level there), the tool that leads there and the plateau itself; the other filters keep what names the
    value, and the item that is the value. A scan or a tool names what it is about, figures their transitie.
    """

    organisation: Kind | None = None
    area: str | None = None
    transitie: str | None = None
    principle: str | None = None
    plateau: int | None = None
    track: Track | None = None
    item: ItemKind | None = None


@dataclass(frozen=True, slots=True)
class Entry:
    """One item as the search sees it, in one language; `fields`: title, summary and the rest, normalised."""

    kind: ItemKind
    id: str
    item: Item
    position: int
    fields: tuple[str, str, str]
    organisation: Kind | None
    areas: frozenset[str]
    transities: frozenset[str]
    principles: frozenset[str]
    plateaus: frozenset[int]
    track: Track | None

    def fits(self, filters: Filters) -> bool:
        """Whether this item is inside all filters."""
        return (
            (filters.item is None or filters.item is self.kind)
            and (filters.organisation is None or self.organisation in {None, filters.organisation})
            and (filters.area is None or filters.area in self.areas)
            and (filters.transitie is None or filters.transitie in self.transities)
            and (filters.principle is None or filters.principle in self.principles)
            and (filters.plateau is None or filters.plateau in self.plateaus)
            and (filters.track is None or filters.track is self.track)
        )


def normalise(text: str) -> str:
    """Lower case without accents; everything that is no letter or digit becomes one space."""
    # Twice: folding case can make new combining marks (the Turkish İ does).
    plain = _without_accents(_without_accents(text).casefold())
    return NOT_A_WORD.sub(" ", plain).strip()


def _without_accents(text: str) -> str:
    return "".join(mark for mark in unicodedata.normalize("NFKD", text) if not unicodedata.combining(mark))


# the index


def build_index(catalogue: Catalogue, language: str) -> tuple[Entry, ...]:
    """Everything that can be found, with its texts in `language` ("nl" or "en")."""
    return tuple(_entries(catalogue, language))


def _entries(catalogue: Catalogue, language: str) -> Iterator[Entry]:
    for plateau in catalogue.plateaus:
        yield _plateau_entry(plateau, language)
    for position, area in enumerate(catalogue.areas):
        yield _model_entry(ItemKind.AREA, area, (area.name, area.definition), position, language)
    for position, transitie in enumerate(catalogue.transities):
        moments = tuple(entry.what for entry in transitie.timetable)
        dossier = (text for part in catalogue.dossier(transitie.id).sourced() for text in part.texts)
        texts = (transitie.name, transitie.summary, transitie.short, *moments, *dossier)
        yield _model_entry(ItemKind.TRANSITIE, transitie, texts, position, language)
    for position, principle in enumerate(catalogue.principles):
        yield _model_entry(
            ItemKind.PRINCIPLE, principle, (principle.name, principle.meaning), position, language
        )
    asked = [(instrument, item) for instrument in catalogue.instruments for item in instrument.criteria]
    for position, (instrument, criterion) in enumerate(asked):
        yield _criterion_entry(criterion, instrument, position, language)
    for item in catalogue.interventions:
        yield _intervention_entry(item, catalogue, language)
    for position, scan in enumerate(catalogue.scans):
        yield _about_entry(ItemKind.SCAN, scan, _scan_texts(scan), scan.about, position, language)
    for position, tool in enumerate(catalogue.tools):
        yield _about_entry(ItemKind.TOOL, tool, _tool_texts(tool), tool.about, position, language)
    for position, table in enumerate(catalogue.figures):
        remarks = (table.conflict,) if table.conflict else ()
        texts = (table.title, table.unit, *(row.label for row in table.rows), *remarks)
        about = About(transities=table.transities)
        yield _about_entry(ItemKind.FIGURES, table, texts, about, position, language)


def _plateau_entry(plateau: Plateau, language: str) -> Entry:
    texts = (plateau.name, plateau.description, plateau.strength, plateau.involved, plateau.goal)
    title, summary, rest = _fields(texts, language)
    return Entry(
        kind=ItemKind.PLATEAU,
        id=str(plateau.number),
        item=plateau,
        position=plateau.number,
        fields=(f"{title} plateau {plateau.number}", summary, rest),
        organisation=None,
        areas=frozenset(),
        transities=frozenset(),
        principles=frozenset(),
        plateaus=frozenset({plateau.number}),
        track=None,
    )


def _model_entry(
    kind: ItemKind, item: Area | Transitie | Principle, texts: Sequence[Text], position: int, language: str
) -> Entry:
    own = frozenset({item.id})
    return Entry(
        kind=kind,
        id=item.id,
        item=item,
        position=position,
        fields=_fields(texts, language),
        organisation=None,
        areas=own if kind is ItemKind.AREA else frozenset(),
        transities=own if kind is ItemKind.TRANSITIE else frozenset(),
        principles=own if kind is ItemKind.PRINCIPLE else frozenset(),
        plateaus=frozenset(),
        track=None,
    )


def _criterion_entry(criterion: Criterion, instrument: Instrument, position: int, language: str) -> Entry:
    signs = (sign.text for sign in criterion.signs)
    levels = (level.text for level in criterion.levels)
    texts = (criterion.name, criterion.question, criterion.explanation, *signs, *levels)
    return Entry(
        kind=ItemKind.CRITERION,
        id=criterion.id,
        item=criterion,
        position=position,
        fields=_fields(texts, language),
        organisation=instrument.kind,
        areas=frozenset({criterion.area}),
        transities=frozenset(criterion.transities),
        principles=frozenset(criterion.principles),
        plateaus=frozenset(level.plateau for level in criterion.levels),
        track=None,
    )


def _intervention_entry(item: Intervention, catalogue: Catalogue, language: str) -> Entry:
    waits = (item.waits_for,) if item.waits_for else ()
    rest = (*item.first_steps, item.done_when, item.owner, *waits, *item.risks, *item.failure_signs)
    return Entry(
        kind=ItemKind.INTERVENTION,
        id=item.id,
        item=item,
        position=0,
        fields=_fields((item.title, item.summary, *rest), language),
        organisation=item.kind,
        areas=frozenset(catalogue.criterion(step.criterion).area for step in item.steps),
        transities=frozenset(item.transities),
        principles=frozenset(item.principles),
        plateaus=frozenset(step.end for step in item.steps),
        track=item.track,
    )


def _about_entry(
    kind: ItemKind,
    item: Scan | Tool | FigureTable,
    texts: Sequence[Text],
    about: About,
    position: int,
    language: str,
) -> Entry:
    return Entry(
        kind=kind,
        id=item.id,
        item=item,
        position=position,
        fields=_fields(texts, language),
        organisation=item.kind if isinstance(item, Scan) else None,
        areas=frozenset(about.areas),
        transities=frozenset(about.transities),
        principles=frozenset(about.principles),
        plateaus=frozenset(about.plateaus),
        track=None,
    )


def _scan_texts(scan: Scan) -> Sequence[Text]:
    parts = (text for part in scan.parts for text in (part.name, part.definition))
    asked = (text for item in scan.criteria for text in (item.name, item.question, item.explanation))
    answers = dict.fromkeys(option.text for item in scan.criteria for option in item.options)
    return (scan.name, scan.introduction, scan.reading, *parts, *asked, *answers)


def _tool_texts(tool: Tool) -> Sequence[Text]:
    asked = (text for item in tool.questions for text in (item.text, item.explanation))
    answers = (option.text for item in tool.questions for option in item.options)
    outcomes = (
        text
        for outcome in tool.outcomes
        for text in (
            outcome.name,
            outcome.description,
            *outcome.details,
            *(rule.why for rule in outcome.rules),
        )
    )
    return (tool.name, tool.introduction, tool.caution, *asked, *answers, *outcomes)


def _fields(texts: Sequence[Text], language: str) -> tuple[str, str, str]:
    title, summary, *rest = (normalise(text.in_language(language)) for text in texts)
    return title, summary, " ".join(rest)


# searching


def search(index: Iterable[Entry], query: str, filters: Filters) -> list[Entry]:
    """The items that hold every word of `query` and fit the filters, best first.

    A word counts when it occurs anywhere, also inside another word: in Dutch "zorg" must find "jeugdzorg".
    First the item whose title is the query, then those with all words in the title, in title and summary,
    in the rest; within those, the ones whose title holds more of them as whole words. A query without any
    letter or digit asks nothing: all that fits the filters is found.
    """
    words = tuple(dict.fromkeys(normalise(query).split()))
    whole = normalise(query)
    found = [entry for entry in index if entry.fits(filters) and _holds(entry.fields, words)]
    return sorted(found, key=lambda entry: _rank(entry, words, whole))


def _holds(fields: tuple[str, ...], words: Sequence[str]) -> bool:
    return all(any(word in field for field in fields) for word in words)


def _rank(entry: Entry, words: Sequence[str], whole: str) -> tuple[int, int, int, int, str, str]:
    title = entry.fields[0]
    if whole and title == whole:
        tier = 0
    else:
        tier = next(depth for depth in (1, 2, 3) if _holds(entry.fields[:depth], words))
    in_title = title.split()
    whole_words = sum(word in in_title for word in words)
    return tier, -whole_words, list(ItemKind).index(entry.kind), entry.position, title, entry.id
