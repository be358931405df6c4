"""The position chart: the questions of one part of a scan against the options of their scale."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from matplotlib.figure import Figure

from plateau.assessment.charts.looks import UNKNOWN
from plateau.assessment.model import Mark
from plateau.web.drawing import Box, Look, Sheet
from plateau.web.lettering import line_height, wrap
from plateau.web.palette import CURRENT, GRID, GROUND, HOUSE, HOUSE_LIGHT, RING, TEXT_SECOND

WIDTH = 520.0
NAME_WIDTH = 202.0
ROW_TEXT = 10.5
CELL_TEXT = 9.5

CHOSEN = Look(fill=CURRENT)
#: One of several that as many people chose.
SHARED = Look(fill=HOUSE_LIGHT, edge=HOUSE, width=1.2)
EMPTY = Look(fill=GROUND, edge=GRID, width=0.6)


@dataclass(frozen=True, slots=True)
class PositionLabels:
    """The words of the chart."""

    unknown: str
    not_applicable: str


@dataclass(frozen=True, slots=True)
class PositionRow:
    """One question: the places of its outcome among the columns (none: see `mark`)."""

    label: str
    mark: Mark
    places: tuple[int, ...]


def positions(rows: Sequence[PositionRow], *, columns: Sequence[str], labels: PositionLabels) -> Figure:
    """Questions as rows, options as columns, filled where the group stands.

    One colour for all: the place says what was answered, and on a profile scale no place is better.
    """
    column = (WIDTH - NAME_WIDTH - 8) / len(columns)
    heads = [wrap(name, column - 4, CELL_TEXT, most=4) for name in columns]
    header = 14 + max(len(lines) for lines in heads) * line_height(CELL_TEXT)
    names = [wrap(row.label, NAME_WIDTH - 12, ROW_TEXT, most=3) for row in rows]
    heights = [max(25.0, len(name) * line_height(ROW_TEXT) + 6) for name in names]
    sheet = Sheet(WIDTH, header + sum(heights) + 8)

    def left(place: float) -> float:
        return NAME_WIDTH + 8 + place * column

    for place, lines in enumerate(heads):
        sheet.lines(left(place + 0.5), 12, lines, size=CELL_TEXT, color=TEXT_SECOND, align="center")
    sheet.strokes([[(0, header - 4), (WIDTH, header - 4)]], Look(edge=RING, width=0.8))
    boxes: dict[Look, list[Box]] = {UNKNOWN: [], EMPTY: [], SHARED: [], CHOSEN: []}
    top = header
    words: list[tuple[float, str, bool]] = []
    for row, name, height in zip(rows, names, heights, strict=True):
        middle = top + height / 2
        first = middle - (len(name) - 1) * line_height(ROW_TEXT) / 2 + ROW_TEXT * 0.36
        sheet.lines(0, first, name, size=ROW_TEXT)
        if row.mark is Mark.NOT_APPLICABLE:
            words.append((middle, labels.not_applicable, False))
        elif not row.places:
            boxes[UNKNOWN].append((left(0) + 1.5, top + 2, len(columns) * column - 3, height - 4))
            words.append((middle, labels.unknown, True))
        else:
            chosen = CHOSEN if len(row.places) == 1 else SHARED
            for place in range(len(columns)):
                look = chosen if place in row.places else EMPTY
                boxes[look].append((left(place) + 1.5, top + 2, column - 3, height - 4))
        top += height
    for look, found in boxes.items():
        sheet.boxes(found, look)
    for middle, text, on_hatching in words:
        baseline = middle + CELL_TEXT * 0.36
        if on_hatching:
            sheet.label(left(len(columns) / 2), baseline, text, size=CELL_TEXT, align="center")
        else:
            sheet.text(left(0) + 8, baseline, text, size=CELL_TEXT, color=TEXT_SECOND)
    return sheet.figure
