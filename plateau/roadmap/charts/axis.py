"""Where quarters lie on a chart, and what they share."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from plateau.web.lettering import text_width

#: Year, its first quarter and the quarter after its last, counted from the start of the horizon.
Years = Sequence[tuple[int, int, int]]
MARGIN = 4.0
#: A chart that a phone shows: its page leaves some 300 pixels, in which words of 12 points stay readable.
NARROW = 312.0
NARROW_TEXT = 12.0


@dataclass(frozen=True, slots=True)
class Axis:
    """`periods` quarters from `left`, each `quarter` points wide."""

    left: float
    quarter: float
    periods: int

    def x(self, period: float) -> float:
        """Where a quarter starts."""
        return self.left + period * self.quarter

    @property
    def right(self) -> float:
        """Where the horizon ends."""
        return self.x(self.periods)

    @property
    def room(self) -> float:
        """The widest that words may be."""
        return self.right - self.left - 4

    def begin(self, wanted: float, width: float) -> float:
        """Where words of this width begin, as near to `wanted` as the sheet allows."""
        return max(self.left + 2, min(wanted, self.right - 2 - width))


def every(words: Sequence[str], slot: float, size: float) -> int:
    """Each how many-th text fits, when every one has a place of `slot` wide."""
    widest = max((text_width(word, size, bold=True) for word in words), default=0.0)
    return max(1, math.ceil((widest + 5) / slot))
