"""The heat map: criteria by area against the plateaus, where each stands and where it should."""

from __future__ import annotations

import itertools
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field

from matplotlib.figure import Figure

from plateau.assessment.charts.looks import HIGHEST, UNKNOWN
from plateau.assessment.model import Mark
from plateau.catalogue.model import PLATEAUS
from plateau.web.drawing import DASHED, Box, Legend, Look, Sample, Sheet
from plateau.web.lettering import line_height, wrap
from plateau.web.palette import CURRENT, GRID, GROUND, HOUSE, HOUSE_TINT, RING, TARGET, TEXT_SECOND, WHITE

HEAT_WIDTH = 520.0
NAME_WIDTH = 202.0
COLUMN = (HEAT_WIDTH - NAME_WIDTH - 8) / HIGHEST
HEADER = 50.0
GROUP_HEIGHT = 26.0
ROW_TEXT = 10.5
CELL_TEXT = 9.5


STANDS = Look(fill=CURRENT)
WAY = Look(fill=HOUSE_TINT)
EMPTY = Look(fill=GROUND, edge=GRID, width=0.6)
CLEARED = Look(fill=WHITE)
LIGHT = Look(edge=WHITE, width=1.4)
FRAME = Look(edge=TARGET, width=1.8, dash=DASHED)


@dataclass(frozen=True, slots=True)
class HeatMapLabels:
    """The words of the heat map."""

    current: str
    target: str
    unknown: str
    not_applicable: str


@dataclass(frozen=True, slots=True)
class HeatMapRow:
    """One criterion: where it stands (`plateau` None: see `mark`) and its target, if any."""

    group: str
    label: str
    mark: Mark
    plateau: int | None
    target: int | None


def heat_map(rows: Sequence[HeatMapRow], *, plateau_labels: Sequence[str], labels: HeatMapLabels) -> Figure:
    """Criteria as rows by area, plateaus as columns: filled where a criterion stands, framed at its target.

    Colour says nothing of high or low: the place does. An unknown row is hatched from side to side, one that
    isn't applicable has no cells.
    """
    groups = list(dict.fromkeys(row.group for row in rows))
    names = {row.label: wrap(row.label, NAME_WIDTH - 12, ROW_TEXT, most=3) for row in rows}
    legend = Legend(_heat_samples(rows, labels), width=HEAT_WIDTH, size=11)
    body = GROUP_HEIGHT * len(groups) + sum(_row_height(names[row.label]) for row in rows)
    sheet = Sheet(HEAT_WIDTH, HEADER + body + 16 + legend.height + 4)
    _heat_header(sheet, plateau_labels)
    top, cells = HEADER, _Cells()
    places: list[tuple[HeatMapRow, float]] = []
    for group in groups:
        sheet.strokes([[(0, top + 4), (HEAT_WIDTH, top + 4)]], Look(edge=RING, width=0.8))
        sheet.text(0, top + 19, group, size=11.5, bold=True, color=HOUSE)
        top += GROUP_HEIGHT
        for row in rows:
            if row.group == group:
                height = _row_height(names[row.label])
                cells.add(row, top, height)
                places.append((row, top + height / 2))
                top += height
    cells.draw(sheet)
    for row, middle in places:
        _write_row(sheet, row, names[row.label], middle, labels)
    legend.draw(sheet, 0, top + 16)
    return sheet.figure


def _row_height(name: Sequence[str]) -> float:
    return max(25.0, len(name) * line_height(ROW_TEXT) + 6)


def _left(plateau: float) -> float:
    return NAME_WIDTH + 8 + (plateau - 1) * COLUMN


def _middle(plateau: float) -> float:
    return _left(plateau + 0.5)


def _heat_header(sheet: Sheet, names: Sequence[str]) -> None:
    for plateau, name in zip(PLATEAUS, split_alike(names), strict=True):
        middle = _middle(plateau)
        sheet.text(middle, 14, str(plateau), size=13, bold=True, align="center")
        lines = [line for part in name for line in wrap(part, COLUMN, CELL_TEXT)]
        sheet.lines(middle, 28, lines, size=CELL_TEXT, color=TEXT_SECOND, align="center")


def split_alike(names: Sequence[str]) -> list[list[str]]:
    """Names that end alike, each in two parts: "Doelgericht", "Mensgericht" → Doel-gericht, Mens-gericht.

    Narrow columns have no room for such a word on one line. A name without much of an end in common stays
    whole.
    """
    alike = itertools.takewhile(
        lambda letters: len(set(letters)) == 1, zip(*(reversed(name) for name in names), strict=False)
    )
    ending = "".join(letters[0] for letters in alike)[::-1]
    if len(names) < 2 or len(ending) < 4 or any(name == ending for name in names):
        return [[name] for name in names]
    if ending.startswith("-"):
        return [[f"{name.removesuffix(ending)}-", ending[1:]] for name in names]
    return [[f"{name.removesuffix(ending)}-", ending] for name in names]


@dataclass(frozen=True, slots=True)
class _Cells:
    """Boxes by look, to be drawn together: a shape each would take twice the time."""

    boxes: dict[Look, list[Box]] = field(default_factory=lambda: defaultdict(list))

    def add(self, row: HeatMapRow, top: float, height: float) -> None:
        """The boxes of one row; none when the criterion isn't applicable."""
        if row.mark is Mark.NOT_APPLICABLE:
            return
        inner = (top + 2, COLUMN - 3, height - 4)
        if row.plateau is None:
            self.boxes[UNKNOWN].append((_left(1) + 1.5, top + 2, HIGHEST * COLUMN - 3, height - 4))
        else:
            ends = {row.plateau, row.target or row.plateau}
            for plateau in PLATEAUS:
                on_the_way = min(ends) <= plateau <= max(ends)
                look = STANDS if plateau == row.plateau else WAY if on_the_way else EMPTY
                y, width, tall = inner
                self.boxes[look].append((_left(plateau) + 1.5, y, width, tall))
        if row.target is not None:
            x, (y, width, tall) = _left(row.target) + 1.5, inner
            if row.plateau is None:
                self.boxes[CLEARED].append((x, y, width, tall))
            # Around a filled cell a ring of light: both fill and frame must be seen.
            reached = row.target == row.plateau
            if reached:
                self.boxes[LIGHT].append((x + 1.5, y + 1.5, width - 3, tall - 3))
            out = -0.5 if reached else 0.5
            self.boxes[FRAME].append((x + out, y + out, width - 2 * out, tall - 2 * out))

    def draw(self, sheet: Sheet) -> None:
        """All boxes, the frames last."""
        for look in (UNKNOWN, EMPTY, WAY, STANDS, CLEARED, LIGHT, FRAME):
            sheet.boxes(self.boxes.get(look, []), look)


def _write_row(
    sheet: Sheet, row: HeatMapRow, name: Sequence[str], middle: float, labels: HeatMapLabels
) -> None:
    first = middle - (len(name) - 1) * line_height(ROW_TEXT) / 2 + ROW_TEXT * 0.36
    sheet.lines(0, first, name, size=ROW_TEXT)
    baseline = middle + CELL_TEXT * 0.36
    if row.mark is Mark.NOT_APPLICABLE:
        sheet.text(_left(1) + 8, baseline, labels.not_applicable, size=CELL_TEXT, color=TEXT_SECOND)
        return
    if row.plateau is None:
        # Beside the target, if that stands in the way.
        place = 4.5 if row.target is not None and row.target <= 3 else 2.0
        sheet.label(_middle(place), baseline, labels.unknown, size=CELL_TEXT, align="center")
    else:
        sheet.text(
            _middle(row.plateau),
            baseline,
            labels.current,
            size=CELL_TEXT,
            bold=True,
            color=WHITE,
            align="center",
        )
    if row.target is not None and row.target != row.plateau:
        sheet.text(_middle(row.target), baseline, labels.target, size=CELL_TEXT, align="center")


def _heat_samples(rows: Sequence[HeatMapRow], labels: HeatMapLabels) -> list[Sample]:
    samples = [Sample(labels.current, STANDS)]
    if any(row.target is not None and row.mark is not Mark.NOT_APPLICABLE for row in rows):
        samples.append(Sample(labels.target, FRAME))
    if any(row.mark is Mark.UNKNOWN for row in rows):
        samples.append(Sample(labels.unknown, UNKNOWN))
    return samples
