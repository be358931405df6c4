"""The radar: five areas around a centre, where each stands and where it should."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from matplotlib.figure import Figure

from plateau.assessment.charts.looks import HIGHEST, UNKNOWN
from plateau.catalogue.model import PLATEAUS
from plateau.web.drawing import DASHED, Align, Legend, Look, Point, Sample, Sheet
from plateau.web.lettering import line_height, text_width, wrap
from plateau.web.palette import CURRENT, GRID, HOUSE_TINT, RING, TARGET, TEXT_SECOND, WHITE

HARD_SPACE = "\N{NO-BREAK SPACE}"

# So narrow that on a phone of 360 pixels its smallest words are still 10 pixels high.
RADAR_WIDTH = 400.0
RADIUS = 115.0
NAME, VALUE = 14.5, 13.5
SIDE_WIDTH = 108.0
BOTTOM_WIDTH = 185.0
TOP_WIDTH = 260.0
MARGIN = 4.0
TOP_GAP, BOTTOM_GAP = 13.0, 11.0


@dataclass(frozen=True, slots=True)
class RadarLabels:
    """The words of the radar; `not_applicable` is asked for when an area is."""

    current: str
    ambition: str
    unknown: str
    not_applicable: str = ""


@dataclass(frozen=True, slots=True)
class _Wheel:
    """Where the areas lie: clockwise around (x, y), the first on top."""

    x: float
    y: float
    spokes: int

    def angle(self, spoke: int) -> float:
        return 2 * math.pi * spoke / self.spokes

    def point(self, spoke: int, plateau: float) -> Point:
        distance = RADIUS * plateau / HIGHEST
        return (
            self.x + distance * math.sin(self.angle(spoke)),
            self.y - distance * math.cos(self.angle(spoke)),
        )


@dataclass(frozen=True, slots=True)
class _Spoke:
    """What stands at the end of a spoke."""

    name: list[str]
    value: list[str]

    @property
    def height(self) -> float:
        return len(self.name) * line_height(NAME) + len(self.value) * line_height(VALUE)


def radar(
    *,
    area_labels: Sequence[str],
    plateau_labels: Sequence[str],
    current: Sequence[int | None],
    ambition: Sequence[int | None] | None,
    labels: RadarLabels,
    applicable: Sequence[bool] | None = None,
) -> Figure:
    """The areas around a centre, a ring per plateau (1 to 5; the centre is no plateau).

    Where there is no verdict the line breaks and the spoke is hatched: it may be anywhere. An area that
    isn't `applicable` has neither line nor hatching. Each area says its figures in words too.
    """
    applies = [True] * len(area_labels) if applicable is None else list(applicable)
    targets = [None] * len(area_labels) if ambition is None else list(ambition)
    targets = [value if applies_here else None for value, applies_here in zip(targets, applies, strict=True)]
    ends = _spokes(area_labels, current, targets, applies, labels)
    count = len(ends)
    wheel = _Wheel(RADAR_WIDTH / 2, MARGIN + ends[0].height + TOP_GAP + RADIUS, count)
    below = max(end.height for spoke, end in enumerate(ends) if math.cos(wheel.angle(spoke)) < 0)
    bottom = wheel.y + RADIUS * math.cos(math.pi / count) + BOTTOM_GAP + below
    unknown = [value is None and here for value, here in zip(current, applies, strict=True)]
    legend = Legend(
        _radar_samples(labels, has_targets=any(targets), has_unknown=any(unknown)),
        width=RADAR_WIDTH - 2 * MARGIN,
        size=VALUE,
    )
    rings = Legend(
        [Sample(f"{number} {name}") for number, name in zip(PLATEAUS, plateau_labels, strict=True)],
        width=RADAR_WIDTH - 2 * MARGIN,
        size=VALUE,
        color=TEXT_SECOND,
    )
    sheet = Sheet(RADAR_WIDTH, bottom + 20 + legend.height + 4 + rings.height + MARGIN)
    for run in _runs(current):
        _fill(sheet, wheel, current, run)
    _draw_rings(sheet, wheel)
    for spoke, hidden in enumerate(unknown):
        if hidden:
            sheet.shapes([_band(wheel, spoke)], UNKNOWN)
    # The open mark under the filled one: where both stand on the same plateau, both are seen.
    _draw_line(sheet, wheel, targets, Look(fill=WHITE, edge=TARGET, width=1.8, dash=DASHED), "D", 11)
    _draw_line(sheet, wheel, current, Look(fill=CURRENT, edge=CURRENT, width=2.6), "o", 8)
    for spoke, end in enumerate(ends):
        _name_spoke(sheet, wheel, spoke, end)
    legend.draw(sheet, MARGIN, bottom + 20)
    rings.draw(sheet, MARGIN, bottom + 20 + legend.height + 4)
    return sheet.figure


def _spokes(
    names: Sequence[str],
    current: Sequence[int | None],
    targets: Sequence[int | None],
    applies: Sequence[bool],
    labels: RadarLabels,
) -> list[_Spoke]:
    spokes = []
    for index, (name, now, target, here) in enumerate(zip(names, current, targets, applies, strict=True)):
        words = labels.not_applicable if not here else labels.unknown if now is None else None
        value = f"{labels.current}{HARD_SPACE}{now}" if words is None else words
        if target is not None:
            value = f"{value}, {labels.ambition.lower()}{HARD_SPACE}{target}"
        width = _room(2 * math.pi * index / len(names))
        spokes.append(_Spoke(wrap(name, width, NAME, bold=True), wrap(value, width, VALUE)))
    return spokes


def _room(angle: float) -> float:
    """How wide the words at the end of a spoke may be."""
    if abs(math.sin(angle)) < 0.1:
        return TOP_WIDTH
    return SIDE_WIDTH if math.cos(angle) > 0 else BOTTOM_WIDTH


def _radar_samples(labels: RadarLabels, *, has_targets: bool, has_unknown: bool) -> list[Sample]:
    samples = [Sample(labels.current, Look(fill=CURRENT, edge=CURRENT, width=2.6), line=True, mark="o")]
    if has_targets:
        look = Look(fill=WHITE, edge=TARGET, width=1.8, dash=DASHED)
        samples.append(Sample(labels.ambition, look, line=True, mark="D"))
    if has_unknown:
        samples.append(Sample(labels.unknown, UNKNOWN))
    return samples


def _runs(values: Sequence[int | None]) -> list[list[int]]:
    """The stretches of neighbours that are all known; a whole circle is one stretch."""
    count = len(values)
    unknown = [index for index, value in enumerate(values) if value is None]
    if not unknown:
        return [list(range(count))]
    runs: list[list[int]] = []
    for start, following in zip(unknown, [*unknown[1:], unknown[0] + count], strict=True):
        run = [index % count for index in range(start + 1, following)]
        if run:
            runs.append(run)
    return runs


def _fill(sheet: Sheet, wheel: _Wheel, values: Sequence[int | None], run: Sequence[int]) -> None:
    points = [wheel.point(spoke, values[spoke] or 0) for spoke in run]
    if len(run) < wheel.spokes:
        points.append((wheel.x, wheel.y))
    if len(points) > 2:
        sheet.shapes([points], Look(fill=HOUSE_TINT))


def _draw_rings(sheet: Sheet, wheel: _Wheel) -> None:
    around = range(wheel.spokes)
    sheet.strokes(
        [[(wheel.x, wheel.y), wheel.point(spoke, HIGHEST)] for spoke in around], Look(edge=GRID, width=1)
    )
    sheet.shapes(
        [[wheel.point(spoke, plateau) for spoke in around] for plateau in PLATEAUS], Look(edge=RING, width=1)
    )
    for plateau in PLATEAUS:
        x, y = wheel.point(0, plateau)
        sheet.text(x - 10, y + 1, str(plateau), size=12, color=TEXT_SECOND, align="right")


def _band(wheel: _Wheel, spoke: int) -> list[Point]:
    """A narrow strip over the spoke from plateau 1 to 5."""
    angle = wheel.angle(spoke)
    aside = (5 * math.cos(angle), 5 * math.sin(angle))
    inner, outer = wheel.point(spoke, PLATEAUS[0]), wheel.point(spoke, HIGHEST)
    return [
        (inner[0] - aside[0], inner[1] - aside[1]),
        (outer[0] - aside[0], outer[1] - aside[1]),
        (outer[0] + aside[0], outer[1] + aside[1]),
        (inner[0] + aside[0], inner[1] + aside[1]),
    ]


def _draw_line(
    sheet: Sheet, wheel: _Wheel, values: Sequence[int | None], look: Look, shape: str, size: float
) -> None:
    line = Look(edge=look.edge, width=look.width, dash=look.dash)
    for run in _runs(values):
        points = [wheel.point(spoke, values[spoke] or 0) for spoke in run]
        if len(run) == wheel.spokes:
            sheet.shapes([points], line)
        elif len(run) > 1:
            sheet.strokes([points], line)
        sheet.marks(points, shape, size, Look(fill=look.fill, edge=look.edge, width=look.width))


def _name_spoke(sheet: Sheet, wheel: _Wheel, spoke: int, end: _Spoke) -> None:
    x, y = wheel.point(spoke, HIGHEST)
    sine, cosine = math.sin(wheel.angle(spoke)), math.cos(wheel.angle(spoke))
    align: Align = "center"
    if cosine < 0:
        top = y + BOTTOM_GAP
        # Away from each other: two names at the bottom need the room.
        widest = max(
            *(text_width(line, NAME, bold=True) for line in end.name),
            *(text_width(line, VALUE) for line in end.value),
        )
        x += 30 * sine
        x = min(max(x, MARGIN + widest / 2), sheet.width - MARGIN - widest / 2)
    else:
        top = y - TOP_GAP - end.height
        if abs(sine) > 0.1:
            # Above the corner, at the edge of the sheet: beside it there is no room on a phone.
            align = "right" if sine > 0 else "left"
            x = sheet.width - MARGIN if sine > 0 else MARGIN
    sheet.lines(x, top + NAME, end.name, size=NAME, bold=True, align=align)
    baseline = top + len(end.name) * line_height(NAME) + VALUE
    sheet.lines(x, baseline, end.value, size=VALUE, color=TEXT_SECOND, align=align)
