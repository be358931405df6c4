"""The profile as pictures: figures from scores and labels that are already in the reader's language."""

from __future__ import annotations

import math
import textwrap
from collections.abc import Sequence
from dataclasses import dataclass

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle
from matplotlib.projections.polar import PolarAxes

from plateau.assessment.model import Mark
from plateau.catalogue.model import PLATEAUS
from plateau.web.chart_text import write_lines
from plateau.web.palette import GREY, HOUSE, HOUSE_LIGHT, HOUSE_PALE, INK, LINE, WARNING, WHITE

HIGHEST = PLATEAUS[-1]
LABEL_WIDTH = 16
ROW_WIDTH = 60


@dataclass(frozen=True, slots=True)
class RadarLabels:
    """The words of the radar's legend."""

    current: str
    ambition: str
    unknown: str


@dataclass(frozen=True, slots=True)
class HeatMapLabels:
    """The words of the heat map's legend."""

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


def radar(
    *,
    area_labels: Sequence[str],
    plateau_labels: Sequence[str],
    current: Sequence[int | None],
    ambition: Sequence[int | None] | None,
    labels: RadarLabels,
) -> Figure:
    """The areas around a centre: a ring per plateau, a gap where there is no verdict (not a zero)."""
    figure = Figure(figsize=(7.4, 5.6))
    axes = figure.add_axes((0.22, 0.15, 0.56, 0.72), projection="polar")
    assert isinstance(axes, PolarAxes)
    angles = [2 * math.pi * index / len(area_labels) for index in range(len(area_labels))]
    axes.set_theta_zero_location("N")
    axes.set_theta_direction(-1)
    axes.set_ylim(0, HIGHEST)
    axes.set_facecolor(WHITE)
    axes.set_xticks(angles, [])
    axes.set_yticks(PLATEAUS, [])
    axes.grid(color=LINE, linewidth=0.8)
    axes.spines["polar"].set_color(LINE)
    _name_areas(axes, angles, area_labels)
    _name_rings(axes, plateau_labels, angles)
    if ambition is not None:
        _ring(axes, angles, ambition, color=WARNING, style=(0, (4, 2)), marker="D", label=labels.ambition)
    _ring(axes, angles, current, color=HOUSE, style="solid", marker="o", label=labels.current, filled=True)
    _unknowns(axes, angles, current, labels.unknown)
    figure.legend(loc="lower center", ncols=3, frameon=False, fontsize=11, labelcolor=INK)
    return figure


def _name_areas(axes: PolarAxes, angles: Sequence[float], names: Sequence[str]) -> None:
    for angle, name in zip(angles, names, strict=True):
        side = math.sin(angle)
        on_axis = abs(side) < 0.1
        write_lines(
            axes,
            angle,
            HIGHEST + (0.75 if on_axis else 0.45),
            name,
            width=LABEL_WIDTH,
            size=12,
            ha="center" if on_axis else ("left" if side > 0 else "right"),
            fontweight="bold",
            color=INK,
        )


def _name_rings(axes: PolarAxes, names: Sequence[str], angles: Sequence[float]) -> None:
    # Between the first two spokes, where no line runs through the words.
    between = (angles[0] + angles[1]) / 2
    for plateau, name in zip(PLATEAUS, names, strict=True):
        axes.text(
            between,
            plateau - 0.12,
            str(plateau),
            ha="center",
            va="center",
            fontsize=10,
            color=GREY,
            bbox={"facecolor": WHITE, "edgecolor": "none", "pad": 1.2},
        )
        axes.texts[-1].set_gid(f"ring-{plateau}-{name.lower()}")


def _ring(
    axes: PolarAxes,
    angles: Sequence[float],
    values: Sequence[int | None],
    *,
    color: str,
    style: object,
    marker: str,
    label: str,
    filled: bool = False,
) -> None:
    around = [*angles, 2 * math.pi]
    closed = [math.nan if value is None else float(value) for value in (*values, values[0])]
    axes.plot(
        around, closed, color=color, linewidth=2.4, linestyle=style, marker=marker, markersize=7, label=label
    )
    if filled and all(value is not None for value in values):
        axes.fill(around, closed, color=HOUSE_LIGHT, alpha=0.35, linewidth=0)


def _unknowns(axes: PolarAxes, angles: Sequence[float], values: Sequence[int | None], label: str) -> None:
    open_ones = [angle for angle, value in zip(angles, values, strict=True) if value is None]
    if open_ones:
        axes.plot(
            open_ones,
            [0.5] * len(open_ones),
            linestyle="none",
            marker="X",
            markersize=9,
            markerfacecolor=WHITE,
            markeredgecolor=INK,
            label=label,
        )


def heat_map(rows: Sequence[HeatMapRow], *, plateau_labels: Sequence[str], labels: HeatMapLabels) -> Figure:
    """Criteria as rows, plateaus as columns: filled where a criterion stands, framed at its target."""
    groups = list(dict.fromkeys(row.group for row in rows))
    lines = len(rows) + len(groups)
    figure = Figure(figsize=(11, 0.34 * lines + 1.3))
    axes = figure.add_axes((0.43, 0.06, 0.56, 0.88))
    axes.set_xlim(0.5, HIGHEST + 0.5)
    axes.set_ylim(lines, 0)
    axes.set_yticks([])
    axes.set_xticks(
        PLATEAUS, [f"{number}\n{name}" for number, name in zip(PLATEAUS, plateau_labels, strict=True)]
    )
    axes.xaxis.tick_top()
    axes.tick_params(length=0, labelsize=9, labelcolor=INK)
    for spine in axes.spines.values():
        spine.set_visible(False)
    at = 0.0
    for group in groups:
        axes.text(
            0.42, at + 0.55, group, ha="right", va="center", fontsize=10.5, fontweight="bold", color=HOUSE
        )
        at += 1
        for row in rows:
            if row.group == group:
                _heat_row(axes, row, at, labels)
                at += 1
    _heat_legend(figure, labels, any(row.target for row in rows))
    return figure


def _heat_row(axes: Axes, row: HeatMapRow, at: float, labels: HeatMapLabels) -> None:
    axes.text(
        0.42, at + 0.5, textwrap.shorten(row.label, ROW_WIDTH, placeholder="…"), ha="right", va="center",
        fontsize=10, color=INK,
    )  # fmt: skip
    for number in PLATEAUS:
        stands = number == row.plateau
        axes.add_patch(
            Rectangle(
                (number - 0.47, at + 0.08),
                0.94,
                0.84,
                facecolor=HOUSE if stands else HOUSE_PALE,
                edgecolor="none",
            )
        )
        if stands:
            axes.text(number, at + 0.52, "●", ha="center", va="center", fontsize=8, color=WHITE)
    if row.target:
        axes.add_patch(
            Rectangle(
                (row.target - 0.44, at + 0.13), 0.88, 0.74, facecolor="none", edgecolor=WARNING,
                linewidth=1.8, linestyle=(0, (3, 1.5)),
            )
        )  # fmt: skip
    if row.plateau is None:
        words = labels.not_applicable if row.mark is Mark.NOT_APPLICABLE else labels.unknown
        axes.text(1, at + 0.52, words, ha="center", va="center", fontsize=8.5, fontstyle="italic", color=INK)


def _heat_legend(figure: Figure, labels: HeatMapLabels, has_targets: bool) -> None:
    handles = [Rectangle((0, 0), 1, 1, facecolor=HOUSE, edgecolor="none", label=labels.current)]
    if has_targets:
        handles.append(
            Rectangle(
                (0, 0), 1, 1, facecolor="none", edgecolor=WARNING, linewidth=1.8, linestyle=(0, (3, 1.5)),
                label=labels.target,
            )
        )  # fmt: skip
    figure.legend(handles=handles, loc="lower right", ncols=2, frameon=False, fontsize=10, labelcolor=INK)
