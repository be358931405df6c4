"""The official value of a criterion, which a team agrees on beside the individual answers."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from plateau.assessment.model import Answer, Mark

TEXT_LENGTH = 4000
#: From this plateau on one should be able to show it: a high value is easily given.
HIGH = 4


@dataclass(frozen=True, slots=True)
class AgreedValue:
    """One version of what a team agreed on for a criterion; the newest counts, none is overwritten.

    `mark` is None for "still open": the team looked at it and decided not to decide; then the individual
    answers count. `reason`: why this value. `dissent`: who sees it otherwise, and why. `evidence`: what shows
    it. `plateau` or, of a scan, `option` is there exactly when the mark says so.
    """

    criterion: str
    version: int
    mark: Mark | None
    plateau: int | None
    reason: str
    dissent: str
    evidence: str
    set_by: UUID
    set_at: datetime
    option: str | None = None

    def __post_init__(self) -> None:
        _ = self.answer  # an answer says itself what it may hold
        if max(len(self.reason), len(self.dissent), len(self.evidence)) > TEXT_LENGTH:
            raise ValueError(f"reason, dissent and evidence have at most {TEXT_LENGTH} characters each")

    @property
    def is_decided(self) -> bool:
        """Whether it is a value; "still open" is not."""
        return self.mark is not None

    def lacks_evidence(self, pieces: int = 0) -> bool:
        """Whether a high value stands there without anything that shows it: no word, none of `pieces`.

        `pieces`: how many people added to their answers and may be seen.
        """
        return self.plateau is not None and self.plateau >= HIGH and not self.evidence.strip() and not pieces

    @property
    def content(self) -> tuple[object, ...]:
        """What it says, apart from who set it and when."""
        return (self.answer, self.reason, self.dissent, self.evidence)

    @property
    def answer(self) -> Answer:
        """What it says, as an answer."""
        return Answer(self.criterion, self.mark, self.plateau, option=self.option)


def decided(values: Mapping[str, AgreedValue]) -> dict[str, Answer]:
    """The values among these that stand before the individual answers."""
    return {criterion: value.answer for criterion, value in values.items() if value.is_decided}


def untouched(criteria: Iterable[str], values: Mapping[str, AgreedValue]) -> tuple[str, ...]:
    """The criteria that nothing was said of, not even "still open": a round is not adopted before these."""
    return tuple(criterion for criterion in criteria if criterion not in values)
