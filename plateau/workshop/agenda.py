"""What to talk about first: the criteria on which people differ most and which matter most."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from plateau.assessment.agreement import Distribution, disagreement, distribute
from plateau.assessment.differences import importance
from plateau.assessment.model import Ambition
from plateau.catalogue.scan import Question, Questionnaire

SUGGESTED = 6  #: about a quarter of an hour each: one session
NOTHING = distribute(())


@dataclass(frozen=True, slots=True)
class Candidate:
    """A criterion for the agenda, with the answers as far as they may be shown.

    `importance` is 1 plus the plateaus that the criterion lies below what is wanted.
    """

    criterion: Question
    distribution: Distribution
    importance: int

    @property
    def rank(self) -> float:
        """What the agenda is sorted by."""
        return disagreement(self.distribution) * self.importance


def candidates(
    asked: Questionnaire, answers: Mapping[str, Distribution], ambition: Ambition | None
) -> list[Candidate]:
    """All criteria, the most urgent to talk about first; equal ones in the order of asking."""
    found = [
        Candidate(
            criterion,
            answers.get(criterion.id, NOTHING),
            importance(criterion, answers.get(criterion.id), asked, ambition),
        )
        for criterion in asked.criteria
    ]
    return sorted(found, key=lambda candidate: -candidate.rank)
