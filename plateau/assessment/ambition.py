"""What to say about an ambition before it is set: is the step too big, and which stepping stone helps?

From plateau 1 or 2 straight to 4 is too ambitious (k2-2012 §3, lines 1590-1593). That one plateau takes
about a year is our estimate.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

MONTHS_PER_PLATEAU = 12
JUMP_FROM, JUMP_TO = 2, 4
STEPPING_STONE = 3


class AdviceCode(StrEnum):
    """What an advice is about."""

    REACHED = "reached"
    BELOW_CURRENT = "below_current"
    TOO_BIG_FOR_HORIZON = "too_big_for_horizon"
    JUMP = "jump"
    ABOVE_ASKED = "above_asked"
    BELOW_ASKED = "below_asked"
    UNKNOWN_START = "unknown_start"
    FITS = "fits"


@dataclass(frozen=True, slots=True)
class Advice:
    """One remark on a target; `months` is our estimate of the time it takes, `stone` what to aim at first."""

    code: AdviceCode
    months: int = 0
    stone: int | None = None

    @property
    def is_warning(self) -> bool:
        """Whether someone should think again."""
        return self.code in {AdviceCode.TOO_BIG_FOR_HORIZON, AdviceCode.JUMP, AdviceCode.UNKNOWN_START}


def months_between(start: date, end: date) -> int:
    """Whole months from `start` to `end`; 0 when `end` is not later."""
    months = (end.year - start.year) * 12 + end.month - start.month - (end.day < start.day)
    return max(0, months)


def advise(*, current: int | None, target: int, months: int, asked: int) -> tuple[Advice, ...]:
    """Remarks on going from plateau `current` to `target` in `months`, where the transities ask `asked`.

    `current` is None when it isn't known where the area stands.
    """
    found: list[Advice] = []
    if current is None:
        found.append(Advice(AdviceCode.UNKNOWN_START))
    elif target < current:
        found.append(Advice(AdviceCode.BELOW_CURRENT))
    elif target == current:
        found.append(Advice(AdviceCode.REACHED))
    else:
        needed = (target - current) * MONTHS_PER_PLATEAU
        if needed > months:
            stone = max(current + months // MONTHS_PER_PLATEAU, current + 1)
            found.append(Advice(AdviceCode.TOO_BIG_FOR_HORIZON, needed, stone if stone < target else None))
        elif current <= JUMP_FROM and target >= JUMP_TO:
            found.append(Advice(AdviceCode.JUMP, needed, STEPPING_STONE))
        else:
            found.append(Advice(AdviceCode.FITS, needed))
    if target > asked:
        found.append(Advice(AdviceCode.ABOVE_ASKED))
    elif target < asked:
        found.append(Advice(AdviceCode.BELOW_ASKED))
    return tuple(found)
