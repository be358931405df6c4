"""Chances as bars from none to certain."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from matplotlib.figure import Figure

from plateau.roadmap.charts.axis import MARGIN, NARROW, NARROW_TEXT
from plateau.web.drawing import Look, Sheet
from plateau.web.lettering import line_height, text_width, wrap
from plateau.web.palette import AXIS, CURRENT, GRID, TEXT_SECOND, WHITE


@dataclass(frozen=True, slots=True)
class ChanceBar:
    """A bar with its name above it; `chance` 0..1, `words` stand at its end."""

    name: str
    chance: float
    words: str


BAR = 16.0
GAP = 16.0
FOOT = 20.0


def chances(bars: Sequence[ChanceBar]) -> Figure:
    """A bar per chance on a scale of 0 to 100 times out of 100."""
    names = [wrap(bar.name, NARROW - 2 * MARGIN, NARROW_TEXT, bold=True, most=2) for bar in bars]
    room = max((text_width(bar.words, NARROW_TEXT) for bar in bars), default=0.0) + 10
    left, right = MARGIN + 2, NARROW - MARGIN - room
    step = line_height(NARROW_TEXT)
    heights = [len(lines) * step + BAR + GAP for lines in names]
    sheet = Sheet(NARROW, sum(heights) + FOOT + MARGIN)
    wide, bottom = right - left, sum(heights)
    marks = [(count, left + wide * count / 100) for count in (0, 25, 50, 75, 100)]
    sheet.strokes([[(x, 0), (x, bottom)] for _, x in marks], Look(edge=GRID, width=0.8))
    for count, x in marks:
        sheet.text(x, bottom + 14, str(count), size=11, color=TEXT_SECOND, align="center")
    top = 0.0
    for bar, lines, height in zip(bars, names, heights, strict=True):
        for index, line in enumerate(lines):
            sheet.label(left + 1, top + (index + 1) * step - 3, line, size=NARROW_TEXT, bold=True)
        place = top + len(lines) * step + 3
        sheet.boxes([(left, place, wide, BAR)], Look(fill=WHITE, edge=AXIS, width=1))
        sheet.boxes([(left, place, wide * bar.chance, BAR)] if bar.chance else [], Look(fill=CURRENT))
        sheet.text(right + 8, place + BAR - 4, bar.words, size=NARROW_TEXT)
        top += height
    return sheet.figure
