"""How wide words come out in a chart, and how they break into lines."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import matplotlib as mpl
from fontTools.ttLib import TTFont

# The font matplotlib brings along measures; readers see Noto Sans, which is narrower by these factors
# (measured over Dutch titles: 0.93 and 0.88). A little on the wide side is safe.
MEASURED_WITH = "DejaVuSans"
NARROWER = {False: 0.95, True: 0.91}


@cache
def _advances(bold: bool) -> dict[int, float]:
    """Width of every character of the measuring font, in parts of the font size."""
    name = f"{MEASURED_WITH}-Bold.ttf" if bold else f"{MEASURED_WITH}.ttf"
    with TTFont(Path(mpl.get_data_path()) / "fonts" / "ttf" / name) as font:
        scale = NARROWER[bold] / font["head"].unitsPerEm
        metrics = font["hmtx"]
        return {code: metrics[glyph][0] * scale for code, glyph in font.getBestCmap().items()}


def text_width(words: str, size: float, *, bold: bool = False) -> float:
    """How wide `words` come out, in points; a character the font lacks counts as a full square."""
    advances = _advances(bold)
    return size * sum(advances.get(ord(character), 1.0) for character in words)


def wrap(words: str, width: float, size: float, *, bold: bool = False, most: int = 0) -> list[str]:
    """`words` in lines of at most `width` points; at least one line, and with `most` no more than that.

    A no-break space holds together; a word that is too wide for a line breaks inside; what does not fit in
    `most` lines ends with "…".
    """
    lines: list[str] = []
    line = ""
    for word in filter(None, re.split(r"[ \t\r\n]+", words)):
        longer = f"{line} {word}" if line else word
        if text_width(longer, size, bold=bold) <= width:
            line = longer
            continue
        if line:
            lines.append(line)
        *pieces, line = _pieces(word, width, size, bold)
        lines.extend(pieces)
    lines.append(line)
    if most and len(lines) > most:
        lines = [*lines[: most - 1], _shortened(" ".join(lines[most - 1 :]), width, size, bold)]
    return lines


def _pieces(word: str, width: float, size: float, bold: bool) -> list[str]:
    pieces = [""]
    for character in word:
        if pieces[-1] and text_width(pieces[-1] + character, size, bold=bold) > width:
            pieces.append("")
        pieces[-1] += character
    return pieces


def _shortened(words: str, width: float, size: float, bold: bool) -> str:
    while words and text_width(f"{words}…", size, bold=bold) > width:
        words = words[:-1]
    return f"{words.rstrip()}…"


def line_height(size: float) -> float:
    """From one baseline to the next."""
    return size * 1.25
