"""Words in charts."""

from __future__ import annotations

import textwrap
from typing import Any

from matplotlib.axes import Axes


def write_lines(axes: Axes, x: float, y: float, text: str, *, width: int, size: float, **style: Any) -> None:
    """Write `text` in lines of at most `width` characters around (x, y), in data coordinates.

    Each line is a text of its own: matplotlib places the lines of one text by the width they have in its own
    font, which in the reader's font leaves a ragged right edge.
    """
    lines = textwrap.wrap(text, width)
    for number, line in enumerate(lines):
        axes.annotate(
            line,
            (x, y),
            xytext=(0, ((len(lines) - 1) / 2 - number) * size * 1.2),
            textcoords="offset points",
            va="center",
            fontsize=size,
            annotation_clip=False,
            **style,
        )
