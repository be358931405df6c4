"""Fonts for the PDF: our own Noto Sans, and DejaVu Sans for the characters that it lacks.

DejaVu Sans comes with matplotlib: it has the arrows, marks and alphabets that the Latin font has not.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import matplotlib as mpl
import typst
from fontTools.ttLib import TTFont

from plateau.resources import folder

FALLBACK = ("DejaVuSans.ttf", "DejaVuSans-Bold.ttf")
REPLACEMENT = "\N{REPLACEMENT CHARACTER}"
#: Controls that text may hold; the others and the invisible ones are left out.
KEPT = {"\n", "\t"}
INVISIBLE = {"Cc", "Cf"}
#: PDF/A allows no private characters, and half a surrogate pair or an unassigned code point is no text.
NO_TEXT = {"Co", "Cn", "Cs"}


@dataclass(frozen=True, slots=True)
class FontSet:
    """What Typst may use, and which code points that covers."""

    fonts: typst.Fonts
    covered: frozenset[int]

    def displayable(self, text: str) -> str:
        """The text with a mark for what no font can show: PDF/UA refuses missing glyphs."""
        text = unicodedata.normalize("NFC", text)
        return text.translate({ord(found): self._shown(found) for found in set(text)})

    def _shown(self, character: str) -> str:
        if character in KEPT:
            return character
        category = unicodedata.category(character)
        if category in INVISIBLE:
            return ""
        return character if category not in NO_TEXT and ord(character) in self.covered else REPLACEMENT


@cache
def font_set() -> FontSet:
    """The fonts, read once per process."""
    own, others = folder("templates") / "report" / "fonts", Path(mpl.get_data_path()) / "fonts" / "ttf"
    covered: set[int] = set()
    for path in (*sorted(own.glob("*.ttf")), *(others / name for name in FALLBACK)):
        with TTFont(path, lazy=True) as font:
            covered.update(font.getBestCmap())
    fonts = typst.Fonts(
        include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(own), str(others)]
    )
    return FontSet(fonts, frozenset(covered))
