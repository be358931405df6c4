"""What people should talk about first: where they differ, weighed by how much it matters."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from plateau.assessment.agreement import BlindSpot, blind_spots, disagreement
from plateau.assessment.model import Ambition
from plateau.assessment.suppression import CriterionResult, Results, Submission
from plateau.catalogue.model import Criterion, Instrument


@dataclass(frozen=True, slots=True)
class Difference:
    """How people differ on one criterion.

    `importance` is 1 plus the plateaus that the median lies below what is wanted: the ambition, else what the
    transities ask. `spots` are the blind spots between groups, the widest first.
    """

    criterion: Criterion
    result: CriterionResult
    importance: int
    spots: tuple[BlindSpot, ...]

    @classmethod
    def unseen(cls, criterion: Criterion) -> Difference:
        """A criterion of a round of which nothing may be shown."""
        return cls(criterion, CriterionResult(criterion.id, None, {}), 1, ())

    @property
    def rank(self) -> float:
        """Disagreement times importance; 0 when nothing may be shown."""
        return disagreement(self.result.everyone) * self.importance if self.result.everyone else 0.0


def importance(current: int | None, wanted: int) -> int:
    """How much a criterion matters to the talk: 1, and 1 more for each plateau that is still to go."""
    return 1 + max(0, wanted - current) if current is not None else 1


def find_differences(
    instrument: Instrument, results: Results, ambition: Ambition | None
) -> tuple[Difference, ...]:
    """All criteria: those with a blind spot first, then by rank; equal ones in the instrument's order."""
    found = []
    for criterion in instrument.criteria:
        result = results.criteria[criterion.id]
        target = ambition.criterion_target(criterion.area, criterion.id) if ambition else None
        wanted = instrument.asked_plateau if target is None else target
        current = result.everyone.median_low if result.everyone else None
        found.append(Difference(criterion, result, importance(current, wanted), blind_spots(result.blocks)))
    return tuple(sorted(found, key=lambda item: (not item.spots, -item.rank)))


@dataclass(frozen=True, slots=True)
class Comment:
    """What someone wrote with an answer, without who; `digest` names it by what it says."""

    text: str
    digest: str
    hidden: bool = False


def comments_on(
    criterion: str, submissions: Iterable[Submission], hidden: frozenset[tuple[str, str]]
) -> tuple[Comment, ...]:
    """The comments on a criterion, in the order of their text.

    Any order that comes from the people would let a reader match one person's comments on all criteria.
    """
    texts = {
        submission.answers[criterion].comment.strip()
        for submission in submissions
        if criterion in submission.answers
    }
    return tuple(
        Comment(text, digest_of(text), (criterion, digest_of(text)) in hidden)
        for text in sorted(filter(None, texts), key=str.casefold)
    )


def digest_of(text: str) -> str:
    """A name for a comment that leads to its text and not to its author."""
    return hashlib.sha256(text.encode()).hexdigest()


def voices(criterion: str, submissions: Sequence[Submission]) -> tuple[Submission, ...]:
    """Who answered a criterion of a round with names, the lowest plateau first, then what names none."""
    given = [item for item in submissions if criterion in item.answers and item.answers[criterion].is_given]
    return tuple(sorted(given, key=lambda item: (item.answers[criterion].plateau or 9, item.name)))
