"""The trend: per area a line over the rounds, on the five plateaus."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass

from matplotlib.figure import Figure

from plateau.assessment.charts.looks import HIGHEST
from plateau.catalogue.model import PLATEAUS
from plateau.web.drawing import Look, Sheet
from plateau.web.lettering import wrap
from plateau.web.palette import CURRENT, GRID, HOUSE, TEXT_SECOND, WHITE

WIDTH = 520.0
NAME_WIDTH = 150.0
STEP = 15.0
PANEL = STEP * (HIGHEST - 1) + 34
HEADER = 26.0
SIZE = 10.5
LINE = Look(edge=HOUSE, width=1.8)
MARK = Look(fill=CURRENT, edge=WHITE, width=1.2)
RASTER = Look(edge=GRID, width=0.8)


@dataclass(frozen=True, slots=True)
class TrendRow:
    """One area: its plateau in each round, None where there is no verdict."""

    label: str
    plateaus: Sequence[int | None]


def trend(rows: Sequence[TrendRow], *, rounds: Sequence[str], unknown: str) -> Figure:
    """A panel per area: the rounds from left to right, the plateaus from low to high.

    Where a round gives no verdict the line breaks, and `unknown` stands in its place.
    """
    sheet = Sheet(WIDTH, HEADER + PANEL * len(rows))
    for position, name in enumerate(rounds):
        lines = wrap(name, (WIDTH - NAME_WIDTH) / max(1, len(rounds)) - 6, SIZE, most=2)
        sheet.lines(_x(position, len(rounds)), 11, lines, size=SIZE, bold=True, align="center")
    for number, row in enumerate(rows):
        _panel(sheet, row, HEADER + number * PANEL + 12, unknown)
    return sheet.figure


def _panel(sheet: Sheet, row: TrendRow, top: float, unknown: str) -> None:
    def y(plateau: int) -> float:
        return top + (HIGHEST - plateau) * STEP

    sheet.lines(0, top + STEP * 2, wrap(row.label, NAME_WIDTH - 36, SIZE, most=3), size=SIZE, bold=True)
    sheet.strokes([[(NAME_WIDTH, y(plateau)), (WIDTH, y(plateau))] for plateau in PLATEAUS], RASTER)
    for plateau in PLATEAUS:
        sheet.text(NAME_WIDTH - 8, y(plateau) + 3.5, str(plateau), size=9.5, color=TEXT_SECOND, align="right")
    points = [
        (_x(position, len(row.plateaus)), y(plateau)) if plateau is not None else None
        for position, plateau in enumerate(row.plateaus)
    ]
    pairs = itertools.pairwise(points)
    sheet.strokes([[one, other] for one, other in pairs if one and other], LINE)
    sheet.marks([point for point in points if point], "o", 10, MARK)
    for position, point in enumerate(points):
        if point is None:
            sheet.label(_x(position, len(points)), y(3) + 3.5, unknown, size=9.5, align="center")


def _x(position: int, count: int) -> float:
    return NAME_WIDTH + (WIDTH - NAME_WIDTH) * (position + 0.5) / count
