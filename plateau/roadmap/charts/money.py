"""Costs per year against the budget."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from matplotlib.figure import Figure

from plateau.roadmap.charts.axis import MARGIN, every
from plateau.roadmap.figures import YearCost
from plateau.web.drawing import Legend, Look, Sample, Sheet
from plateau.web.lettering import text_width
from plateau.web.palette import AXIS, CURRENT, GRID, HOUSE, HOUSE_LIGHT, TARGET, TEXT_SECOND


@dataclass(frozen=True, slots=True)
class CostLabels:
    """The words of the cost chart; `unit` names the scale, `no_budget` what a year without a line means."""

    one_off: str
    structural: str
    budget: str
    unit: str
    no_budget: str = ""


COSTS_WIDTH, COSTS_PLOT = 360.0, 165.0
COSTS_TEXT = 11.5
COSTS_TOP = 34.0
THOUSAND = 1000 * 100  # cents
STRUCTURAL = Look(fill=HOUSE_LIGHT, edge=HOUSE, width=1, hatch="////")
BUDGET = Look(edge=TARGET, width=2.4)


def costs(
    years: Sequence[YearCost],
    *,
    labels: CostLabels,
    write: Callable[[int], str] = str,
    width: float = COSTS_WIDTH,
) -> Figure:
    """One-off and structural cost stacked per year, in thousands of euro, with the budget as a line.

    The total stands under its year. A year without a line has no limit. `write` puts whole thousands in the
    reader's notation.
    """
    samples = [Sample(labels.one_off, Look(fill=CURRENT)), Sample(labels.structural, STRUCTURAL)]
    if any(item.budget is not None for item in years):
        samples.append(Sample(labels.budget, BUDGET, line=True))
    if labels.no_budget and any(item.budget is None for item in years):
        samples.append(Sample(labels.no_budget))
    legend = Legend(samples, width=width - 2 * MARGIN, size=COSTS_TEXT)
    ground = COSTS_TOP + COSTS_PLOT
    sheet = Sheet(width, ground + 52 + legend.height + MARGIN)
    scale_marks = ticks(max([item.total for item in years] + [item.budget or 0 for item in years] + [1]))
    scale = COSTS_PLOT / scale_marks[-1]
    numbers = [write(tick // THOUSAND) for tick in scale_marks]
    left = MARGIN + max(text_width(words, COSTS_TEXT) for words in numbers) + 8
    sheet.text(MARGIN, 14, labels.unit, size=COSTS_TEXT, color=TEXT_SECOND)
    heights = [ground - tick * scale for tick in scale_marks]
    right = width - MARGIN
    sheet.strokes([[(left, y), (right, y)] for y in heights[1:]], Look(edge=GRID, width=0.8))
    for words, y in zip(numbers, heights, strict=True):
        sheet.text(left - 6, y + 4, words, size=COSTS_TEXT, color=TEXT_SECOND, align="right")
    slot = (right - left) / max(len(years), 1)
    middles = [left + slot * (index + 0.5) for index in range(len(years))]
    _draw_costs(sheet, list(zip(middles, years, strict=True)), slot, ground, scale)
    sheet.strokes([[(left, ground), (right, ground)]], Look(edge=AXIS, width=1))
    totals = [_thousands(item.total, write) for item in years]
    places = every([*totals, *(str(item.year) for item in years)], slot, COSTS_TEXT)
    for index in range(0, len(years), places):
        sheet.text(middles[index], ground + 17, str(years[index].year), size=COSTS_TEXT, align="center")
        sheet.text(middles[index], ground + 33, totals[index], size=COSTS_TEXT, bold=True, align="center")
    legend.draw(sheet, MARGIN, ground + 48)
    return sheet.figure


def _draw_costs(
    sheet: Sheet, years: Sequence[tuple[float, YearCost]], slot: float, ground: float, scale: float
) -> None:
    wide = min(slot * 0.6, 60.0)
    for look, parts in (
        (Look(fill=CURRENT), [(x, item.one_off, item.one_off) for x, item in years]),
        (STRUCTURAL, [(x, item.total, item.structural) for x, item in years]),
    ):
        sheet.boxes(
            [(x - wide / 2, ground - top * scale, wide, part * scale) for x, top, part in parts if part], look
        )
    reach = min(slot * 0.46, wide * 0.7)
    heights = [(x, ground - item.budget * scale) for x, item in years if item.budget is not None]
    sheet.strokes([[(x - reach, y), (x + reach, y)] for x, y in heights], BUDGET)


def ticks(highest: int) -> list[int]:
    """Some round numbers of cents from 0 to just over `highest`, whole thousands of euro."""
    step = THOUSAND
    for factor in itertools.cycle((2, 2.5, 2)):
        if step * 4 >= highest:
            break
        step = int(step * factor)
    return [step * count for count in range(max(1, -(-highest // step)) + 1)]


def _thousands(cents: int, write: Callable[[int], str]) -> str:
    if 0 < cents < THOUSAND / 2:
        return "<1"  # a little is not nothing
    return write(round(cents / THOUSAND))
