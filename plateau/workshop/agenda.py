"""What to talk about first: the criteria on which people differ most and which matter most."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from plateau.assessment.agreement import Distribution, disagreement, distribute
from plateau.assessment.model import Ambition
from plateau.catalogue.model import Criterion, Instrument

SUGGESTED = 6  #: about a quarter of an hour each: one session
NOTHING = distribute(())


@dataclass(frozen=True, slots=True)
class Candidate:
    """A criterion for the agenda, with the answers as far as they may be shown.

    `importance` is 1 plus the plateaus that the criterion lies below what is wanted.
    """

    criterion: Criterion
    distribution: Distribution
    importance: int

    @property
    def rank(self) -> float:
        """What the agenda is sorted by."""
        return disagreement(self.distribution) * self.importance


def candidates(
    instrument: Instrument, answers: Mapping[str, Distribution], ambition: Ambition | None
) -> list[Candidate]:
    """All criteria, the most urgent to talk about first; equal ones in the order of the instrument."""
    found = [
        Candidate(
            criterion,
            answers.get(criterion.id, NOTHING),
            1 + _shortfall(criterion, answers.get(criterion.id, NOTHING), instrument, ambition),
        )
        for criterion in instrument.criteria
    ]
    return sorted(found, key=lambda candidate: -candidate.rank)


def _shortfall(
    criterion: Criterion, answers: Distribution, instrument: Instrument, ambition: Ambition | None
) -> int:
    """How far a criterion lies below its own target, or without one below what the transities ask."""
    wanted = ambition.criterion_target(criterion.area, criterion.id) if ambition else None
    if answers.median_low is None:
        return 0
    return max(0, (wanted or instrument.asked_plateau) - answers.median_low)
