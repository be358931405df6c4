"""A sheet to draw charts on, in points from the top left, on a matplotlib figure without axes.

Charts here draw their own scales: axes, ticks and legends of matplotlib cost most of the time a page may
take, and leave too little room for long Dutch words.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from matplotlib.backend_bases import RendererBase
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import PathPatch
from matplotlib.path import Path as Outline
from matplotlib.text import Text
from matplotlib.transforms import Affine2D

from plateau.web.lettering import line_height, text_width
from plateau.web.palette import TEXT, WHITE

POINTS_PER_INCH = 72
Point = tuple[float, float]
#: x, y of the top left corner, width, height.
Box = tuple[float, float, float, float]
SOLID = "solid"
DASHED = (0.0, (4.0, 2.5))
DOTTED = (0.0, (1.0, 2.5))
HATCH_WIDTH = 1.2
Align = Literal["left", "center", "right"]
Dash = str | tuple[float, tuple[float, ...]]


@dataclass(frozen=True, slots=True)
class Look:
    """How a shape is drawn: `fill` and `edge` are colours or "none", `width` of the edge in points."""

    fill: str = "none"
    edge: str = "none"
    width: float = 1.0
    dash: Dash = SOLID
    hatch: str | None = None


class _Line(Text):
    """Words on one line; in SVG they are drawn without measuring them first.

    Measuring takes most of the time, and warns of every character that the server's font lacks although the
    reader's may have it.
    """

    def draw(self, renderer: RendererBase) -> None:
        """Put the words at their place; who shows the SVG aligns them."""
        if not hasattr(renderer, "writer"):  # not SVG
            super().draw(renderer)
            return
        x, y = self.get_transform().transform(self.get_unitless_position())
        if renderer.flipy():
            y = renderer.get_canvas_width_height()[1] - y
        gc = renderer.new_gc()
        gc.set_foreground(self.get_color())
        renderer.draw_text(gc, x, y, self.get_text(), self.get_fontproperties(), 0, ismath=False, mtext=self)
        gc.restore()


class Sheet:
    """A drawing of `width` × `height` points; later things lie on top of earlier ones."""

    def __init__(self, width: float, height: float) -> None:
        self.width = width
        self.height = height
        self.figure = Figure(figsize=(width / POINTS_PER_INCH, height / POINTS_PER_INCH))
        # No ground of its own: the page's shows through.
        self.figure.patch.set_visible(False)
        self._to_figure = (
            Affine2D().scale(1, -1).translate(0, height).scale(1 / POINTS_PER_INCH)
            + self.figure.dpi_scale_trans
        )
        self._layer = 0

    def text(
        self, x: float, y: float, words: str, *, size: float, color: str = TEXT, bold: bool = False,
        align: Align = "left",
    ) -> None:  # fmt: skip
        """One line with its baseline at `y`, and its left, center or right at `x`.

        More lines are more calls: matplotlib places the lines of one text by the width of its own font.
        """
        self._add(
            _Line(
                x,
                y,
                words,
                fontsize=size,
                fontfamily="DejaVu Sans",
                fontweight="bold" if bold else "normal",
                color=color,
                horizontalalignment=align,
                verticalalignment="baseline",
                # A "$" in somebody's title is a dollar sign, not the start of a formula.
                parse_math=False,
            )
        )

    def lines(
        self, x: float, y: float, lines: Sequence[str], *, size: float, color: str = TEXT,
        bold: bool = False, align: Align = "left",
    ) -> None:  # fmt: skip
        """Lines under each other, the first with its baseline at `y`."""
        for position, line in enumerate(lines):
            self.text(
                x, y + position * line_height(size), line, size=size, color=color, bold=bold, align=align
            )

    def label(
        self, x: float, y: float, words: str, *, size: float, color: str = TEXT, bold: bool = False,
        align: Align = "left", ground: str = WHITE,
    ) -> None:  # fmt: skip
        """A line on a ground of its own, so that no line or pattern runs through the words."""
        wide = text_width(words, size, bold=bold)
        left = x - {"left": 0, "center": wide / 2, "right": wide}[align]
        self.boxes([(left - 3, y - size, wide + 6, size * 1.3)], Look(fill=ground))
        self.text(x, y, words, size=size, color=color, bold=bold, align=align)

    def boxes(self, boxes: Iterable[Box], look: Look) -> None:
        """Rectangles that look the same, as one shape."""
        self.shapes([[(x, y), (x + w, y), (x + w, y + h), (x, y + h)] for x, y, w, h in boxes], look)

    def shapes(self, shapes: Iterable[Sequence[Point]], look: Look) -> None:
        """Closed shapes that look the same, as one."""
        outlines = [Outline([*points, points[0]], closed=True) for points in shapes]
        if outlines:
            self._add(_patch(Outline.make_compound_path(*outlines), look))

    def strokes(self, strokes: Iterable[Sequence[Point]], look: Look) -> None:
        """Open lines that look the same, as one."""
        outlines = [Outline(points) for points in strokes]
        if outlines:
            self._add(_patch(Outline.make_compound_path(*outlines), look))

    def marks(self, points: Sequence[Point], shape: str, size: float, look: Look) -> None:
        """matplotlib's marker `shape`, `size` points wide, at each of `points`."""
        if points:
            self._add(
                Line2D(
                    [x for x, _ in points],
                    [y for _, y in points],
                    linestyle="none",
                    marker=shape,
                    markersize=size,
                    markerfacecolor=look.fill,
                    markeredgecolor=look.edge,
                    markeredgewidth=look.width,
                )
            )

    def _add(self, artist: Text | PathPatch | Line2D) -> None:
        self._layer += 1
        artist.set_zorder(self._layer)
        artist.set_transform(self._to_figure)
        self.figure.add_artist(artist)


def _patch(outline: Outline, look: Look) -> PathPatch:
    patch = PathPatch(
        outline,
        facecolor=look.fill,
        edgecolor=look.edge,
        linewidth=look.width if look.edge != "none" else 0,
        linestyle=look.dash,
        hatch=look.hatch,
        capstyle="butt",
    )
    patch.set_hatch_linewidth(HATCH_WIDTH)
    return patch


@dataclass(frozen=True, slots=True)
class Sample:
    """An entry of a legend: a box with `look`, a line when `line`, a mark when `mark`, or words alone."""

    words: str
    look: Look | None = None
    line: bool = False
    mark: str | None = None


SAMPLE_WIDTH = 20.0
SAMPLE_GAP = 6.0
ENTRY_GAP = 18.0


class Legend:
    """Samples with words, in as many centred rows as `width` asks for."""

    def __init__(self, samples: Sequence[Sample], *, width: float, size: float, color: str = TEXT) -> None:
        self._size = size
        self._color = color
        self._width = width
        self._rows: list[list[Sample]] = [[]]
        for sample in samples:
            if self._rows[-1] and self._row_width([*self._rows[-1], sample]) > width:
                self._rows.append([])
            self._rows[-1].append(sample)

    @property
    def height(self) -> float:
        """How much room it takes, in points."""
        return len(self._rows) * self._pitch

    def draw(self, sheet: Sheet, left: float, top: float) -> None:
        """Put it on the sheet, within `width` from `left`."""
        for position, row in enumerate(self._rows):
            x = left + max(0.0, (self._width - self._row_width(row)) / 2)
            baseline = top + position * self._pitch + self._size
            for sample in row:
                self._draw_sample(sheet, sample, x, baseline - self._size * 0.35)
                offset = SAMPLE_WIDTH + SAMPLE_GAP if sample.look else 0
                sheet.text(x + offset, baseline, sample.words, size=self._size, color=self._color)
                x += self._entry_width(sample) + ENTRY_GAP

    @property
    def _pitch(self) -> float:
        return self._size * 1.6

    def _entry_width(self, sample: Sample) -> float:
        wide = text_width(sample.words, self._size)
        return wide + SAMPLE_WIDTH + SAMPLE_GAP if sample.look else wide

    def _row_width(self, row: Sequence[Sample]) -> float:
        return sum(map(self._entry_width, row)) + ENTRY_GAP * (len(row) - 1)

    def _draw_sample(self, sheet: Sheet, sample: Sample, x: float, middle: float) -> None:
        if sample.look is None:
            return
        if sample.line:
            line = Look(edge=sample.look.edge, width=sample.look.width, dash=sample.look.dash)
            sheet.strokes([[(x, middle), (x + SAMPLE_WIDTH, middle)]], line)
        if sample.mark:
            solid = Look(fill=sample.look.fill, edge=sample.look.edge, width=sample.look.width)
            sheet.marks([(x + SAMPLE_WIDTH / 2, middle)], sample.mark, 9, solid)
        elif not sample.line:
            sheet.boxes([(x, middle - 5.5, SAMPLE_WIDTH, 11)], sample.look)
