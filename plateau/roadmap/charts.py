"""The roadmap as pictures: figures from rows and labels that are already in the reader's language."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Patch, Rectangle

from plateau.roadmap.figures import RoleLoad, YearCost
from plateau.web.chart_text import write_lines
from plateau.web.palette import GREY, HOUSE, HOUSE_LIGHT, HOUSE_PALE, INK, LINE, TRANSITIE, WARNING, WHITE

TITLE_WIDTH = 44
ROW_HEIGHT = 0.42
CENTS = 100
MARKERS = {"jeugdzorg": "o", "wmo": "s", "participatiewet": "^", "passend_onderwijs": "D"}


@dataclass(frozen=True, slots=True)
class Bar:
    """An intervention from the start of quarter `start` to the start of quarter `end`."""

    title: str
    start: int
    end: int
    track: str


@dataclass(frozen=True, slots=True)
class Diamond:
    """A milestone at the start of quarter `period`."""

    title: str
    period: int
    transitie: str
    met: bool


@dataclass(frozen=True, slots=True)
class GanttLabels:
    """`tracks`: the name of each track, in order; `milestones`: the heading of the top row."""

    tracks: dict[str, str]
    milestones: str
    missed: str


def gantt(
    bars: Sequence[Bar],
    diamonds: Sequence[Diamond],
    *,
    quarters: Sequence[str],
    years: Sequence[tuple[int, int, int]],
    labels: GanttLabels,
) -> Figure:
    """Interventions as bars over quarters, by track; milestones as marks in a row on top.

    `quarters`: a short name per quarter; `years`: (year, first quarter, quarter after the last).
    """
    groups = [
        (
            track,
            sorted(
                (bar for bar in bars if bar.track == track), key=lambda bar: (bar.start, bar.end, bar.title)
            ),
        )
        for track in labels.tracks
    ]
    rows = (2 if diamonds else 0) + sum(len(found) + 1 for _, found in groups if found)
    figure = Figure(figsize=(12, ROW_HEIGHT * rows + 1.1))
    bottom, top = 0.1 / (ROW_HEIGHT * rows + 1.1), 1 - 0.75 / (ROW_HEIGHT * rows + 1.1)
    axes = figure.add_axes((0.34, bottom, 0.65, top - bottom))
    axes.set_xlim(0, len(quarters))
    axes.set_ylim(rows, 0)
    _calendar(axes, quarters, years, rows)
    at = 0
    if diamonds:
        _heading(axes, labels.milestones, at)
        _diamonds(axes, diamonds, at + 1, labels.missed)
        at += 2
    for track, found in groups:
        if found:
            _heading(axes, labels.tracks[track], at)
            for offset, bar in enumerate(found, 1):
                _bar(axes, bar, at + offset)
            at += len(found) + 1
    return figure


def _calendar(axes: Axes, quarters: Sequence[str], years: Sequence[tuple[int, int, int]], rows: int) -> None:
    axes.set_yticks([])
    axes.set_xticks([index + 0.5 for index in range(len(quarters))], quarters)
    axes.xaxis.tick_top()
    axes.tick_params(length=0, labelsize=8.5, labelcolor=GREY)
    for spine in axes.spines.values():
        spine.set_visible(False)
    for position, (year, first, after) in enumerate(years):
        if position % 2 == 0:
            axes.add_patch(
                Rectangle((first, 0), after - first, rows, facecolor="#f3f6f7", edgecolor="none", zorder=0)
            )
        axes.axvline(first, color=LINE, linewidth=1, zorder=1)
        axes.annotate(
            str(year),
            ((first + after) / 2, 0),
            xytext=(0, 24),
            textcoords="offset points",
            ha="center",
            fontsize=11,
            fontweight="bold",
            color=INK,
            annotation_clip=False,
        )
    for index in range(1, len(quarters)):
        axes.axvline(index, color=LINE, linewidth=0.4, zorder=1)


def _heading(axes: Axes, text: str, at: int) -> None:
    axes.text(-0.15, at + 0.55, text, ha="right", va="center", fontsize=10.5, fontweight="bold", color=HOUSE)


def _bar(axes: Axes, bar: Bar, at: int) -> None:
    write_lines(axes, -0.15, at + 0.5, bar.title, width=TITLE_WIDTH, size=9.5, ha="right", color=INK)
    solid = bar.track == "transitie"
    axes.add_patch(
        Rectangle(
            (bar.start + 0.04, at + 0.17), bar.end - bar.start - 0.08, 0.66, edgecolor=HOUSE, linewidth=1.2,
            facecolor=HOUSE if solid else HOUSE_PALE, hatch=None if solid else "////", zorder=2,
        )
    )  # fmt: skip


def _diamonds(axes: Axes, diamonds: Sequence[Diamond], at: int, missed: str) -> None:
    for diamond in diamonds:
        color = TRANSITIE.get(diamond.transitie, INK)
        axes.plot(
            diamond.period,
            at + 0.5,
            marker=MARKERS.get(diamond.transitie, "P"),
            markersize=11,
            markerfacecolor=color if diamond.met else WHITE,
            markeredgecolor=color,
            markeredgewidth=2,
            linestyle="none",
            clip_on=False,
            zorder=3,
        )
        if not diamond.met:
            axes.text(diamond.period + 0.3, at + 0.5, missed, va="center", fontsize=8, color=WARNING)


@dataclass(frozen=True, slots=True)
class CostLabels:
    """The words of the cost chart; `unit` names the axis."""

    one_off: str
    structural: str
    budget: str
    unit: str


def costs(years: Sequence[YearCost], *, labels: CostLabels) -> Figure:
    """One-off and structural cost stacked per year, with the budget as a line over each year that has one."""
    figure = Figure(figsize=(7.6, 4))
    axes = figure.add_axes((0.13, 0.2, 0.85, 0.75))
    thousands = [(item.one_off / CENTS / 1000, item.structural / CENTS / 1000) for item in years]
    positions = range(len(years))
    axes.bar(positions, [one for one, _ in thousands], color=HOUSE, width=0.6)
    axes.bar(
        positions,
        [structural for _, structural in thousands],
        bottom=[one for one, _ in thousands],
        color=HOUSE_LIGHT,
        edgecolor=HOUSE,
        hatch="////",
        width=0.6,
    )
    for position, item in enumerate(years):
        if item.budget is not None:
            height = item.budget / CENTS / 1000
            axes.plot([position - 0.42, position + 0.42], [height, height], color=WARNING, linewidth=2.5)
    axes.set_xticks(list(positions), [str(item.year) for item in years])
    axes.set_ylabel(labels.unit, color=INK)
    _plain(axes)
    handles: list[Patch | Line2D] = [
        Patch(facecolor=HOUSE, label=labels.one_off),
        Patch(facecolor=HOUSE_LIGHT, edgecolor=HOUSE, hatch="////", label=labels.structural),
    ]
    if any(item.budget is not None for item in years):
        handles.append(Line2D([], [], color=WARNING, linewidth=2.5, label=labels.budget))
    figure.legend(handles=handles, loc="lower center", ncols=3, frameon=False, labelcolor=INK)
    return figure


def load(
    loads: Sequence[RoleLoad], *, names: Sequence[str], quarters: Sequence[str], used: str, available: str
) -> Figure:
    """Per role a small chart: days per quarter as bars, what is available as a line."""
    figure = Figure(figsize=(9.6, 1.5 * len(loads) + 0.5))
    panels = figure.subplots(len(loads), 1, sharex=True, squeeze=False)
    figure.subplots_adjust(
        left=0.09, right=0.985, top=0.96, bottom=0.85 / (1.5 * len(loads) + 0.5), hspace=0.55
    )
    positions = range(len(quarters))
    for axes, item, name in zip(panels[:, 0], loads, names, strict=True):
        axes.bar(positions, item.days, color=HOUSE, width=0.8)
        if item.capacity is not None:
            edges = [index - 0.5 for index in range(len(quarters) + 1)]
            available_days = [*item.capacity, item.capacity[-1]]
            axes.step(edges, available_days, where="post", color=WARNING, linewidth=2)
        axes.set_title(name, loc="left", fontsize=10, fontweight="bold", color=INK, pad=3)
        axes.set_xticks(list(positions), quarters, rotation=90 if len(quarters) > 20 else 0)
        axes.set_ylim(bottom=0)
        _plain(axes)
    handles = [
        Patch(facecolor=HOUSE, label=used),
        Line2D([], [], color=WARNING, linewidth=2, label=available),
    ]
    figure.legend(handles=handles, loc="lower center", ncols=2, frameon=False, labelcolor=INK)
    return figure


def _plain(axes: Axes) -> None:
    axes.tick_params(length=0, labelsize=9, labelcolor=INK)
    axes.grid(axis="y", color=LINE, linewidth=0.6)
    axes.set_axisbelow(True)
    for side in ("top", "right", "left"):
        axes.spines[side].set_visible(False)
    axes.spines["bottom"].set_color(LINE)
