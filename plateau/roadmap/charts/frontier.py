"""Plans as points: what they cost against what they leave undone, in a row for each moment of being ready."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from matplotlib.figure import Figure

from plateau.roadmap.charts.axis import MARGIN, NARROW, NARROW_TEXT
from plateau.roadmap.charts.money import THOUSAND, ticks
from plateau.web.drawing import DASHED, DOTTED, SOLID, Legend, Look, Sample, Sheet
from plateau.web.palette import AXIS, CURRENT, GRID, TEXT_SECOND, WHITE


@dataclass(frozen=True, slots=True)
class FrontierPoint:
    """`cents` to the right, `short` steps missing upwards; `name` stands in the point."""

    cents: int
    short: int
    name: str


@dataclass(frozen=True, slots=True)
class FrontierSeries:
    """The points that are ready at the same moment, which `name` tells."""

    name: str
    points: Sequence[FrontierPoint]


@dataclass(frozen=True, slots=True)
class FrontierLabels:
    """The words at the axes."""

    money: str
    short: str


PLOT_HEIGHT = 200.0
TOP, FOOT, LEFT = 34.0, 48.0, 34.0
SIZE = 18.0
FULL, OPEN = Look(fill=CURRENT, edge=WHITE, width=1.5), Look(fill=WHITE, edge=CURRENT, width=1.8)
#: Circle, square and diamond, then the same open, and triangles: as many series as there are points.
MARKS = (
    *((shape, look) for look in (FULL, OPEN) for shape in ("o", "s", "D")),
    *(("^", look) for look in (FULL, OPEN)),
)
DASHES = (SOLID, DASHED, DOTTED)


def frontier(
    series: Sequence[FrontierSeries], *, labels: FrontierLabels, write: Callable[[int], str] = str
) -> Figure:
    """The points, those of a series joined in the order of cost, with both axes from zero.

    Each series has a mark of its own, which the legend names.
    """
    points = [point for one in series for point in one.points]
    looks = [MARKS[number % len(MARKS)] for number in range(len(series))]
    legend = Legend(
        [Sample(one.name, look, mark=shape) for one, (shape, look) in zip(series, looks, strict=True)],
        width=NARROW - 2 * MARGIN,
        size=NARROW_TEXT,
    )
    sheet = Sheet(NARROW, TOP + PLOT_HEIGHT + FOOT + legend.height)
    left, right, ground = MARGIN + LEFT, NARROW - MARGIN - SIZE, TOP + PLOT_HEIGHT
    money = ticks(max([point.cents for point in points] + [1]))
    most = max([point.short for point in points] + [1])
    step = -(-most // 5)
    shorts = range(0, (-(-most // step)) * step + 1, step)

    def place(point: FrontierPoint) -> tuple[float, float]:
        return x(point.cents), y(point.short)

    def x(cents: int) -> float:
        return left + (right - left) * cents / money[-1]

    def y(short: int) -> float:
        return ground - PLOT_HEIGHT * short / shorts[-1]

    sheet.text(MARGIN, 14, labels.short, size=NARROW_TEXT, color=TEXT_SECOND)
    sheet.strokes([[(left, y(short)), (right, y(short))] for short in shorts[1:]], Look(edge=GRID, width=0.8))
    for short in shorts:
        sheet.text(left - 12, y(short) + 4, str(short), size=NARROW_TEXT, color=TEXT_SECOND, align="right")
    for cents in money:
        sheet.text(x(cents), ground + 18, write(cents // THOUSAND), size=NARROW_TEXT, align="center")
    sheet.text(right, ground + 36, labels.money, size=NARROW_TEXT, color=TEXT_SECOND, align="right")
    sheet.strokes([[(left, ground), (right, ground)]], Look(edge=AXIS, width=1))
    for number, one in enumerate(series):
        places = [place(point) for point in sorted(one.points, key=lambda point: (point.cents, -point.short))]
        dash = DASHES[number % len(DASHES)]
        sheet.strokes([places] if len(places) > 1 else [], Look(edge=AXIS, width=1, dash=dash))
    for one, (shape, look) in zip(series, looks, strict=True):
        sheet.marks([place(point) for point in one.points], shape, SIZE, look)
        color = WHITE if look is FULL else CURRENT
        for point in one.points:
            across, down = place(point)
            sheet.text(across, down + 4, point.name, size=11, bold=True, color=color, align="center")
    legend.draw(sheet, MARGIN, ground + FOOT)
    return sheet.figure
