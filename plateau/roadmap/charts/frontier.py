"""Plans as points: what they cost against what they leave undone."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from matplotlib.figure import Figure

from plateau.roadmap.charts.axis import MARGIN, NARROW, NARROW_TEXT
from plateau.roadmap.charts.money import THOUSAND, ticks
from plateau.web.drawing import DASHED, Look, Sheet
from plateau.web.palette import AXIS, CURRENT, GRID, TEXT_SECOND, WHITE


@dataclass(frozen=True, slots=True)
class FrontierPoint:
    """`cents` to the right, `short` steps missing upwards; `name` stands in the point."""

    cents: int
    short: int
    name: str


@dataclass(frozen=True, slots=True)
class FrontierLabels:
    """The words at the axes."""

    money: str
    short: str


PLOT_HEIGHT = 200.0
TOP, FOOT, LEFT = 34.0, 44.0, 34.0
SIZE = 18.0


def frontier(
    points: Sequence[FrontierPoint], *, labels: FrontierLabels, write: Callable[[int], str] = str
) -> Figure:
    """The points, joined in the order of cost, with both axes from zero."""
    sheet = Sheet(NARROW, TOP + PLOT_HEIGHT + FOOT)
    left, right, ground = MARGIN + LEFT, NARROW - MARGIN - SIZE, TOP + PLOT_HEIGHT
    money = ticks(max([point.cents for point in points] + [1]))
    most = max([point.short for point in points] + [1])
    step = -(-most // 5)
    shorts = range(0, (-(-most // step)) * step + 1, step)

    def x(cents: int) -> float:
        return left + (right - left) * cents / money[-1]

    def y(short: int) -> float:
        return ground - PLOT_HEIGHT * short / shorts[-1]

    sheet.text(MARGIN, 14, labels.short, size=NARROW_TEXT, color=TEXT_SECOND)
    sheet.strokes([[(left, y(short)), (right, y(short))] for short in shorts[1:]], Look(edge=GRID, width=0.8))
    for short in shorts:
        sheet.text(left - 8, y(short) + 4, str(short), size=NARROW_TEXT, color=TEXT_SECOND, align="right")
    for cents in money:
        sheet.text(x(cents), ground + 18, write(cents // THOUSAND), size=NARROW_TEXT, align="center")
    sheet.text(right, ground + 36, labels.money, size=NARROW_TEXT, color=TEXT_SECOND, align="right")
    sheet.strokes([[(left, ground), (right, ground)]], Look(edge=AXIS, width=1))
    places = [(x(point.cents), y(point.short)) for point in sorted(points, key=lambda item: item.cents)]
    sheet.strokes([places] if len(places) > 1 else [], Look(edge=AXIS, width=1, dash=DASHED))
    sheet.marks(places, "o", SIZE, Look(fill=CURRENT, edge=WHITE, width=1.5))
    for point in points:
        sheet.text(
            x(point.cents), y(point.short) + 4, point.name, size=11, bold=True, color=WHITE, align="center"
        )
    return sheet.figure
