"""The report as a document: a cover, a summary of one page, and chapters of blocks.

Everything is already in one language and written out: whoever renders it (PDF now, other formats later) only
sets it on paper. Texts of users stand in it as they wrote them; a renderer must never read them as markup.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import ClassVar


class Align(StrEnum):
    """How a column stands: words at the start, figures at the end, marks in the middle."""

    START = "start"
    END = "end"
    CENTER = "center"


class RowKind(StrEnum):
    """An ordinary row, the name of the rows that follow, or their total."""

    NORMAL = "normal"
    GROUP = "group"
    TOTAL = "total"


class Tone(StrEnum):
    """How a state is dressed; the words carry the meaning."""

    NONE = ""
    GOOD = "good"
    ATTENTION = "attention"
    NEUTRAL = "neutral"


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell: its text, and how it is dressed.

    `plateau` (1..5) puts the plateau's number and hue before the text. `track` draws five steps with where
    it stands and where it must go (each None when that is not known). Both only repeat what the text says.
    """

    text: str
    plateau: int | None = None
    track: tuple[int | None, int | None] | None = None
    tone: Tone = Tone.NONE
    note: str = ""


@dataclass(frozen=True, slots=True)
class Column:
    """A column's title, and its width in shares of what is left; 0 is as wide as its text."""

    title: str
    width: float = 0
    align: Align = Align.START


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a table; a GROUP row has one cell, which spans the table."""

    cells: tuple[Cell, ...]
    kind: RowKind = RowKind.NORMAL


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading inside a chapter; level 2 or 3, since the chapter's title is level 1."""

    kind: ClassVar[str] = "heading"
    text: str
    level: int = 2


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Running text; `style` is "normal", "lead" or "note"."""

    kind: ClassVar[str] = "paragraph"
    text: str
    style: str = "normal"


@dataclass(frozen=True, slots=True)
class Quote:
    """What someone wrote, word for word, and who."""

    kind: ClassVar[str] = "quote"
    text: str
    source: str = ""


@dataclass(frozen=True, slots=True)
class Bullets:
    """A list; `ordered` numbers it."""

    kind: ClassVar[str] = "bullets"
    items: tuple[str, ...]
    ordered: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """A table with its caption; the renderer repeats the header on each page."""

    kind: ClassVar[str] = "table"
    caption: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    compact: bool = False


@dataclass(frozen=True, slots=True)
class Picture:
    """A chart as an SVG document, with the words for who cannot see it.

    `width` is its own, in points: at that size its letters are as large as the text's.
    """

    kind: ClassVar[str] = "picture"
    svg: bytes
    caption: str
    alternative: str
    width: float


@dataclass(frozen=True, slots=True)
class Fact:
    """A name with its value; several `lines` are a list of their own."""

    name: str
    lines: tuple[str, ...]
    ordered: bool = False


@dataclass(frozen=True, slots=True)
class Facts:
    """Names with values."""

    kind: ClassVar[str] = "facts"
    items: tuple[Fact, ...]


@dataclass(frozen=True, slots=True)
class Card:
    """One thing told whole, under a heading of level 2: what it is, its story, key facts and source."""

    kind: ClassVar[str] = "card"
    title: str
    note: str
    text: str
    story: Facts
    key: Facts
    source: str


Block = Card | Heading | Paragraph | Quote | Bullets | Table | Picture | Facts


@dataclass(frozen=True, slots=True)
class Cover:
    """The first page. `state` stands at the head of every page: whether it is approved, or of when it is."""

    organisation: str
    title: str
    subtitle: str
    state: str
    facts: tuple[tuple[str, str], ...]
    disclaimer: str


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure that carries the summary, with what it counts."""

    value: str
    label: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Summary:
    """The whole on one page, with the table that tells most. Each part may be empty when nothing is there."""

    title: str
    lead: str
    figures: tuple[Figure, ...]
    table: Table
    points_title: str
    points: tuple[str, ...]
    starts_title: str
    starts: tuple[str, ...]
    note: str


@dataclass(frozen=True, slots=True)
class Chapter:
    """A chapter with a title of its own, on a new page."""

    title: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Words:
    """What the renderer says itself; `page` holds {page} and {total}. Without `contents` no list of them."""

    contents: str
    page: str
    running: str


@dataclass(frozen=True, slots=True)
class Report:
    """The document in `language` ("nl" or "en"); `generated_at` makes it reproducible."""

    language: str
    generated_at: datetime
    cover: Cover
    summary: Summary
    chapters: tuple[Chapter, ...]
    words: Words
    keywords: tuple[str, ...] = field(default=())
