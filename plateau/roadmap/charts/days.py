"""Days per role and quarter against what there is."""

from __future__ import annotations

from collections.abc import Sequence

from matplotlib.figure import Figure

from plateau.roadmap.charts.axis import MARGIN, Axis, Years, every
from plateau.roadmap.figures import RoleLoad
from plateau.web.drawing import Legend, Look, Sample, Sheet
from plateau.web.lettering import text_width
from plateau.web.palette import AXIS, CURRENT, GROUND, TARGET, TEXT_SECOND, WHITE

LOAD_WIDTH = 480.0
LOAD_TEXT = 11.0
PANEL_PLOT = 44.0
PANEL = PANEL_PLOT + 40.0
ENOUGH = Look(fill=CURRENT)
TOO_MUCH = Look(fill=WHITE, edge=CURRENT, width=1.2, hatch="xxxx")


def load(
    loads: Sequence[RoleLoad],
    *,
    names: Sequence[str],
    quarters: Sequence[str],
    used: str,
    available: str,
    years: Years = (),
    over: str = "",
    no_limit: str = "",
) -> Figure:
    """Per role a small chart: days per quarter as bars, what is available as a line; each has its own scale.

    The figures at the bars and the line say what the scale is. `years` as for `gantt`; without them the
    quarters' names stand below. With `over` (their name in the legend) quarters that ask more than there is
    are marked; `no_limit` is said of a role without a line.
    """
    samples = [
        Sample(used, ENOUGH),
        Sample(available, Look(edge=TARGET, width=2), line=True),
    ]
    if over and any(_is_over(item, period) for item in loads for period in range(len(quarters))):
        samples.append(Sample(over, TOO_MUCH))
    legend = Legend(samples, width=LOAD_WIDTH - 2 * MARGIN, size=LOAD_TEXT)
    axis = Axis(MARGIN, (LOAD_WIDTH - 2 * MARGIN - 34) / len(quarters), len(quarters))
    foot = 20.0 if years else 36.0
    sheet = Sheet(LOAD_WIDTH, len(loads) * PANEL + foot + legend.height + MARGIN)
    bottom = len(loads) * PANEL
    if years:
        _year_bands(sheet, axis, years, bottom)
    else:
        _quarter_names(sheet, axis, quarters, bottom)
    for position, (item, name) in enumerate(zip(loads, names, strict=True)):
        _draw_panel(sheet, axis, item, position * PANEL, mark_over=bool(over))
        sheet.text(axis.left + 2, position * PANEL + 14, name, size=12, bold=True)
        if item.capacity is None and no_limit:
            after = axis.left + 10 + text_width(name, 12, bold=True)
            sheet.text(after, position * PANEL + 14, no_limit, size=LOAD_TEXT, color=TEXT_SECOND)
    legend.draw(sheet, MARGIN, bottom + foot)
    return sheet.figure


def _is_over(item: RoleLoad, period: int) -> bool:
    return item.capacity is not None and item.days[period] > item.capacity[period]


def _year_bands(sheet: Sheet, axis: Axis, years: Years, bottom: float) -> None:
    bands = [(axis.x(first), 0.0, axis.x(after) - axis.x(first), bottom) for _, first, after in years]
    sheet.boxes(bands[::2], Look(fill=GROUND))
    for year, first, after in years:
        words, room = str(year), axis.x(after) - axis.x(first)
        if text_width(words, LOAD_TEXT, bold=True) <= room:
            middle = (axis.x(first) + axis.x(after)) / 2
            sheet.text(middle, bottom + 13, words, size=LOAD_TEXT, bold=True, align="center")


def _quarter_names(sheet: Sheet, axis: Axis, quarters: Sequence[str], bottom: float) -> None:
    names = [name.split() for name in quarters]
    places = every([line for name in names for line in name], axis.quarter, 9)
    for period in range(0, axis.periods, places):
        sheet.lines(
            axis.x(period + 0.5), bottom + 10, names[period], size=9, color=TEXT_SECOND, align="center"
        )


def _draw_panel(sheet: Sheet, axis: Axis, item: RoleLoad, top: float, *, mark_over: bool) -> None:
    ground = top + PANEL - 8
    highest = max([*item.days, *(item.capacity or ()), 1])
    scale = PANEL_PLOT / highest
    bars = [
        (axis.x(period) + axis.quarter * 0.12, ground - days * scale, axis.quarter * 0.76, days * scale)
        for period, days in enumerate(item.days)
    ]
    over = [mark_over and _is_over(item, period) for period in range(axis.periods)]
    for look, wanted in ((ENOUGH, False), (TOO_MUCH, True)):
        sheet.boxes(
            [bar for bar, too_much in zip(bars, over, strict=True) if too_much == wanted and bar[3]], look
        )
    sheet.strokes([[(axis.left, ground), (axis.right, ground)]], Look(edge=AXIS, width=1))
    if item.capacity is not None:
        corners = [
            (axis.x(edge), ground - days * scale)
            for period, days in enumerate(item.capacity)
            for edge in (period, period + 1)
        ]
        sheet.strokes([corners], Look(edge=TARGET, width=2))
        sheet.text(
            axis.right + 5,
            corners[-1][1] + 4,
            str(item.capacity[-1]),
            size=LOAD_TEXT,
            bold=True,
            color=TARGET,
        )
    if item.total:
        _draw_peak(sheet, axis, item, ground, scale, inside=not over[item.busiest])


def _draw_peak(
    sheet: Sheet, axis: Axis, item: RoleLoad, ground: float, scale: float, *, inside: bool
) -> None:
    """The days of the busiest quarter, in its bar when there is room, else over it."""
    period = item.busiest
    words = str(item.days[period])
    middle, top = axis.x(period + 0.5), ground - item.days[period] * scale
    fits = text_width(words, 9.5, bold=True) <= axis.quarter * 0.76 and ground - top > 14
    if fits and inside:
        sheet.text(middle, top + 11, words, size=9.5, bold=True, color=WHITE, align="center")
    else:
        sheet.label(middle, top - 4, words, size=9.5, bold=True, align="center")
