"""From a profile and an ambition to the gaps that a roadmap has to close."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from plateau.assessment.model import Ambition, Mark
from plateau.assessment.scoring import Profile
from plateau.catalogue.model import Instrument


class GapState(StrEnum):
    """How a criterion stands to its target."""

    OPEN = "open"
    REACHED = "reached"
    UNKNOWN = "unknown"
    NOT_APPLICABLE = "not_applicable"
    NO_TARGET = "no_target"


@dataclass(frozen=True, slots=True)
class Gap:
    """The distance of one criterion to its target, in plateaus; only an OPEN gap has a size above 0."""

    area: str
    criterion: str
    state: GapState
    current: int | None
    target: int | None

    @property
    def size(self) -> int:
        """How many steps are still to be made."""
        if self.state is not GapState.OPEN or self.current is None or self.target is None:
            return 0
        return self.target - self.current


def find_gaps(instrument: Instrument, profile: Profile, ambition: Ambition) -> tuple[Gap, ...]:
    """One entry per criterion, in the instrument's order."""
    found = []
    for criterion in instrument.criteria:
        score = profile.scores[criterion.id]
        target = ambition.criterion_target(criterion.area, criterion.id)
        if score.mark is Mark.NOT_APPLICABLE:
            state = GapState.NOT_APPLICABLE
        elif target is None:
            state = GapState.NO_TARGET
        elif score.plateau is None:
            state = GapState.UNKNOWN
        else:
            state = GapState.OPEN if score.plateau < target else GapState.REACHED
        found.append(Gap(criterion.area, criterion.id, state, score.plateau, target))
    return tuple(found)
