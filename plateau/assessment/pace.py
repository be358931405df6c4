"""What support and capacity say about the pace of a roadmap: from the outcome of the scan `draagvlak`.

The source says that far-reaching change only succeeds with enough support, and that capacity makes support
likelier (k2-2012 §3). When a part is weak, and what that asks of a plan, is ours.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from plateau.assessment.tally import Tally
from plateau.catalogue.scan import PACE, Scan

SCAN = PACE
#: On the scale of agreement: at most this is disagreement, at least that is agreement.
DISAGREES, AGREES = 2, 4


class Strength(StrEnum):
    """How one part of the scan stands."""

    STRONG = "strong"
    MIXED = "mixed"
    WEAK = "weak"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class PartStrength:
    """One part, and the questions in it that the group disagrees with."""

    part: str
    strength: Strength
    disagreed: tuple[str, ...]


def strengths(scan: Scan, tally: Tally) -> tuple[PartStrength, ...]:
    """How each part of the scan stands.

    Weak when the group disagrees with at least half of the known statements, strong when it agrees with more
    than half and disagrees with none, unknown when less than half is known.
    """
    return tuple(_strength(scan, tally, part.id) for part in scan.parts)


def _strength(scan: Scan, tally: Tally, part: str) -> PartStrength:
    questions = scan.in_area(part)
    values = {
        question.id: question.option(key).value
        for question in questions
        for key in tally.questions[question.id].outcome
    }
    known = [value for value in values.values() if value is not None]
    disagreed = tuple(name for name, value in values.items() if value is not None and value <= DISAGREES)
    if len(known) * 2 < len(questions):
        strength = Strength.UNKNOWN
    elif len(disagreed) * 2 >= len(known):
        strength = Strength.WEAK
    elif not disagreed and sum(value >= AGREES for value in known) * 2 > len(known):
        strength = Strength.STRONG
    else:
        strength = Strength.MIXED
    return PartStrength(part, strength, disagreed)
