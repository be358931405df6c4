"""What people should talk about first: where they differ, weighed by how much it matters."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from plateau.assessment.agreement import BlindSpot, Distribution, blind_spots, disagreement
from plateau.assessment.answer_scale import scale_of
from plateau.assessment.model import Ambition
from plateau.assessment.suppression import CriterionResult, Results, Submission
from plateau.catalogue.scan import Question, Questionnaire, Scan


@dataclass(frozen=True, slots=True)
class Difference:
    """How people differ on one criterion.

    `importance` is 1 plus the plateaus that the median lies below what is wanted: the ambition, else what the
    transities ask; for the question of a scan 1. `spots` are the blind spots between groups, widest first.
    """

    criterion: Question
    result: CriterionResult
    importance: int
    spots: tuple[BlindSpot, ...]

    @classmethod
    def unseen(cls, criterion: Question) -> Difference:
        """A criterion of a round of which nothing may be shown."""
        return cls(criterion, CriterionResult(criterion.id, None, {}), 1, ())

    @property
    def rank(self) -> float:
        """Disagreement times importance; 0 when nothing may be shown."""
        return disagreement(self.result.everyone) * self.importance if self.result.everyone else 0.0


def importance(
    criterion: Question, found: Distribution | None, asked: Questionnaire, ambition: Ambition | None
) -> int:
    """How much a criterion matters to the talk: 1, and 1 more for each plateau that is still to go.

    Wanted is its own target, else what the transities ask.
    """
    if isinstance(asked, Scan) or found is None or found.median_low is None:
        return 1
    target = ambition.criterion_target(criterion.area, criterion.id) if ambition else None
    wanted = asked.asked_plateau if target is None else target
    return 1 + max(0, wanted - found.median_low)


def find_differences(
    asked: Questionnaire, results: Results, ambition: Ambition | None
) -> tuple[Difference, ...]:
    """All criteria: those with a blind spot first, then by rank; equal ones in the order of asking."""
    found = []
    for criterion in asked.criteria:
        result = results.criteria[criterion.id]
        weight = importance(criterion, result.everyone, asked, ambition)
        found.append(Difference(criterion, result, weight, blind_spots(result.blocks)))
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


def voices(criterion: Question, submissions: Sequence[Submission]) -> tuple[Submission, ...]:
    """Who answered a criterion of a round with names, the lowest answer first, then what names no place."""
    name, scale = criterion.id, scale_of(criterion)
    given = [item for item in submissions if name in item.answers and item.answers[name].is_given]
    last = len(scale.keys) + 1
    return tuple(sorted(given, key=lambda item: (scale.place(item.answers[name]) or last, item.name)))
