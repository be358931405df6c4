"""The Gantt: interventions and milestones over quarters.

Every title stands over its own bar, so that long titles need no column and the picture stays narrow enough
for a phone and for a portrait page.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from matplotlib.figure import Figure

from plateau.roadmap.charts.axis import MARGIN, Axis, Years
from plateau.web.drawing import DASHED, DOTTED, Box, Look, Point, Sheet
from plateau.web.lettering import line_height, text_width, wrap
from plateau.web.palette import (
    GRID,
    GROUND,
    HOUSE,
    HOUSE_TINT,
    RING,
    TEXT,
    TEXT_SECOND,
    TRANSITIE,
    TRANSITIE_SHAPE,
    WHITE,
)


@dataclass(frozen=True, slots=True)
class Bar:
    """An intervention from the start of quarter `start` to the start of quarter `end`."""

    title: str
    start: int
    end: int
    track: str


@dataclass(frozen=True, slots=True)
class Diamond:
    """A milestone at the start of quarter `period`; `transitie` is an id, `transitie_name` its words."""

    title: str
    period: int
    transitie: str
    met: bool
    transitie_name: str = ""


@dataclass(frozen=True, slots=True)
class GanttLabels:
    """`tracks`: the name of each track, in order; `milestones`: the heading above them."""

    tracks: Mapping[str, str]
    milestones: str
    missed: str
    today: str = ""


GANTT_WIDTH = 600.0
# A title of 60 characters stands on one line; a longer one breaks, to stay near its bar.
TITLE_TEXT, TITLE_WIDTH = 10.0, 360.0
BAR_HEIGHT = 9.0
#: From the middle of a milestone's mark to its words.
BESIDE = 9.0
ROW_GAP = 6.0
HEADING, HEADING_TEXT = 26.0, 11.5
CALENDAR = 38.0
#: Up to so many quarters each has its name, and its line.
NAMED, LINED = 28, 48
TRACK_LOOKS = (
    Look(fill=HOUSE, edge=HOUSE, width=1),
    Look(fill=HOUSE_TINT, edge=HOUSE, width=1, hatch="////"),
)


@dataclass(frozen=True, slots=True)
class _Title:
    """Words where they will stand: `top` and `bottom` are the strip that lines keep out of."""

    lines: Sequence[str]
    x: float
    top: float
    width: float
    size: float = TITLE_TEXT
    bold: bool = False

    @property
    def bottom(self) -> float:
        return self.top + len(self.lines) * line_height(self.size)


@dataclass(frozen=True, slots=True)
class _Layout:
    """What the picture holds, from top to bottom, before anything is drawn."""

    axis: Axis
    titles: list[_Title] = field(default_factory=list)
    headings: list[_Title] = field(default_factory=list)
    years: list[_Title] = field(default_factory=list)
    quarters: list[_Title] = field(default_factory=list)
    bars: list[tuple[Look, list[Box]]] = field(default_factory=list)
    marks: list[tuple[Diamond, Point]] = field(default_factory=list)

    @property
    def words(self) -> tuple[tuple[list[_Title], str], ...]:
        """All that is written, with its colour."""
        return (
            (self.years, TEXT),
            (self.quarters, TEXT_SECOND),
            (self.headings, HOUSE),
            (self.titles, TEXT),
        )

    def heading(self, words: str, top: float, look: Look | None = None) -> float:
        """Place a heading, with a sample of the bars under it; gives the top of what follows."""
        width = text_width(words, HEADING_TEXT, bold=True)
        left = self.axis.left + 2
        self.headings.append(_Title([words], left, top + 6, width, HEADING_TEXT, bold=True))
        if look is not None:
            self.bars.append((look, [(left + width + 8, top + 8.5, 22, BAR_HEIGHT)]))
        return top + HEADING

    def milestone(self, item: Diamond, missed: str, top: float) -> float:
        """Place a milestone: its mark, and its words on the side that has room for them."""
        words = f"{item.title} ({item.transitie_name})" if item.transitie_name else item.title
        words = words if item.met else f"{words} – {missed}"
        x = self.axis.x(item.period)
        left, right = x - BESIDE - self.axis.left - 2, self.axis.right - 2 - x - BESIDE
        # On the right if they fit there, else on the roomier side, where they break if they must.
        room = right if text_width(words, TITLE_TEXT) <= right else max(left, right)
        lines = wrap(words, room, TITLE_TEXT)
        width = _widest(lines)
        begin = x + BESIDE if room == right else x - BESIDE - width
        self.titles.append(_Title(lines, begin, top, width))
        self.marks.append((item, (x, top + TITLE_TEXT * 0.65)))
        return self.titles[-1].bottom + ROW_GAP + 2

    def intervention(self, item: Bar, top: float, boxes: list[Box]) -> float:
        """Place a bar with its title over it."""
        lines = wrap(item.title, min(self.axis.room, TITLE_WIDTH), TITLE_TEXT)
        width = _widest(lines)
        x = self.axis.x(item.start)
        self.titles.append(_Title(lines, self.axis.begin(x + 2.5, width), top, width))
        bar_top = self.titles[-1].bottom + 2
        boxes.append((x + 1, bar_top, self.axis.x(item.end) - x - 2, BAR_HEIGHT))
        return bar_top + BAR_HEIGHT + ROW_GAP + 2


def gantt(
    bars: Sequence[Bar],
    diamonds: Sequence[Diamond],
    *,
    quarters: Sequence[str],
    years: Years,
    labels: GanttLabels,
    today: float | None = None,
) -> Figure:
    """Interventions as bars over quarters, by track and start; milestones with their names on top.

    `quarters`: a short name per quarter; `years`: (year, first quarter, quarter after the last); `today`: in
    quarters from the start (2.5 is halfway the third), with `labels.today` above its line.
    """
    axis = Axis(MARGIN, (GANTT_WIDTH - 2 * MARGIN) / len(quarters), len(quarters))
    header = CALENDAR + (14 if today is not None else 0)
    layout = _Layout(axis)
    bottom = _place(layout, bars, diamonds, labels, header)
    sheet = Sheet(GANTT_WIDTH, bottom + MARGIN)
    _calendar(layout, quarters, years, header)
    _bands(sheet, axis, years, top=header, bottom=bottom)
    _uprights(sheet, layout, years, top=header, bottom=bottom)
    if today is not None:
        _today(sheet, layout, axis.x(today), labels.today, bottom)
    for look, boxes in layout.bars:
        sheet.boxes(boxes, look)
    for item, point in layout.marks:
        color = TRANSITIE.get(item.transitie, TEXT)
        look = Look(fill=color if item.met else WHITE, edge=color, width=1.8)
        sheet.marks([point], TRANSITIE_SHAPE.get(item.transitie, "P"), 8.5, look)
    for titles, color in layout.words:
        for title in titles:
            sheet.lines(
                title.x, title.top + title.size, title.lines, size=title.size, color=color, bold=title.bold
            )
    return sheet.figure


def _place(
    layout: _Layout, bars: Sequence[Bar], diamonds: Sequence[Diamond], labels: GanttLabels, top: float
) -> float:
    """Lay everything out from `top` down; gives where it ends."""
    if diamonds:
        top = layout.heading(labels.milestones, top)
        for diamond in sorted(diamonds, key=lambda item: (item.period, item.title)):
            top = layout.milestone(diamond, labels.missed, top)
    for position, (track, name) in enumerate(labels.tracks.items()):
        found = [bar for bar in bars if bar.track == track]
        if not found:
            continue
        look, boxes = TRACK_LOOKS[min(position, len(TRACK_LOOKS) - 1)], list[Box]()
        top = layout.heading(name, top, look)
        for bar in sorted(found, key=lambda bar: (bar.start, bar.end, bar.title)):
            top = layout.intervention(bar, top, boxes)
        layout.bars.append((look, boxes))
    return top


def _widest(lines: Sequence[str]) -> float:
    return max(text_width(line, TITLE_TEXT) for line in lines)


def _calendar(layout: _Layout, quarters: Sequence[str], years: Years, top: float) -> None:
    """Place the names of years and quarters, as far as there is room."""
    axis, named = layout.axis, layout.axis.periods <= NAMED
    for year, first, after in years:
        for words in (str(year), f"’{year % 100:02}"):
            width = text_width(words, 12, bold=True)
            if width <= axis.x(after) - axis.x(first) - 2:
                x = (axis.x(first) + axis.x(after) - width) / 2
                layout.years.append(_Title([words], x, top - (30 if named else 22), width, 12, bold=True))
                break
    for period, name in enumerate(quarters if named else ()):
        width = text_width(name, 9)
        layout.quarters.append(_Title([name], axis.x(period + 0.5) - width / 2, top - 14, width, 9))


def _bands(sheet: Sheet, axis: Axis, years: Years, *, top: float, bottom: float) -> None:
    bands = [(axis.x(first), top, axis.x(after) - axis.x(first), bottom - top) for _, first, after in years]
    sheet.boxes(bands[::2], Look(fill=GROUND))
    if axis.periods <= LINED:
        inner = set(range(1, axis.periods)) - {first for _, first, _ in years}
        sheet.strokes(
            [[(axis.x(period), top), (axis.x(period), bottom)] for period in sorted(inner)],
            Look(edge=GRID, width=0.6),
        )
    sheet.strokes([[(axis.left, top), (axis.right, top)]], Look(edge=RING, width=1))


def _uprights(sheet: Sheet, layout: _Layout, years: Years, *, top: float, bottom: float) -> None:
    """The lines between years, and one down from each milestone."""
    axis = layout.axis
    edges = [axis.x(first) for _, first, _ in years] + [axis.right]
    sheet.strokes(
        [stroke for x in edges for stroke in _around(layout, x, top - 30, bottom)], Look(edge=RING, width=1)
    )
    for item, (x, y) in layout.marks:
        look = Look(edge=TRANSITIE.get(item.transitie, TEXT), width=0.9, dash=DOTTED)
        sheet.strokes(_around(layout, x, y + 5, bottom), look)


def _today(sheet: Sheet, layout: _Layout, x: float, words: str, bottom: float) -> None:
    sheet.strokes(_around(layout, x, 15, bottom), Look(edge=TEXT, width=1.4, dash=DASHED))
    width = text_width(words, TITLE_TEXT, bold=True)
    sheet.text(layout.axis.begin(x - width / 2, width), 11, words, size=TITLE_TEXT, bold=True)


def _around(layout: _Layout, x: float, top: float, bottom: float) -> list[list[Point]]:
    """A line straight down at `x`, in pieces, so that it runs through no words."""
    pieces = []
    written = [title for titles, _ in layout.words for title in titles]
    for title in sorted(written, key=lambda title: title.top):
        if title.x - 1.5 < x < title.x + title.width and top < title.bottom:
            if title.top > top:
                pieces.append([(x, top), (x, title.top)])
            top = title.bottom
    return [*pieces, [(x, top), (x, bottom)]]
