"""From answers to the outcome of a scan: what the group says per question, and how often per part.

No number for the whole, and on a profile scale none at all: such an outcome is a place between poles.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from statistics import median_low

from plateau.assessment.model import Answer, Mark
from plateau.assessment.scoring import MINIMUM_GROUP
from plateau.assessment.suppression import is_large
from plateau.catalogue.scan import Scan, ScanQuestion


@dataclass(frozen=True, slots=True)
class QuestionTally:
    """What a round says of one question.

    `mark` tells whether `outcome` is known. On an ordered scale the outcome is one key: the lower median, so
    that half of an even group that says "no" is heard. On a profile scale it is what most chose: several
    keys when as many chose each. `counts` is the number of respondents per key. `agreed` tells that the team
    set the outcome together.
    """

    question: str
    mark: Mark
    outcome: tuple[str, ...]
    counts: Mapping[str, int]
    unknown: int
    not_applicable: int
    agreed: bool = False

    @property
    def respondents(self) -> int:
        """How many people answered this question."""
        return sum(self.counts.values()) + self.unknown + self.not_applicable

    @property
    def shows_spread(self) -> bool:
        """Whether enough people answered to show how answers differ without showing who gave which."""
        return self.respondents >= MINIMUM_GROUP


@dataclass(frozen=True, slots=True)
class Tally:
    """The outcome of a round with a scan, per question in the scan's order."""

    scan_id: str
    respondents: int
    questions: Mapping[str, QuestionTally]

    @property
    def has_outcome(self) -> bool:
        """Whether there is anything to show: answers, or what the team agreed on without them."""
        return bool(self.respondents) or any(item.agreed for item in self.questions.values())

    def outcomes(self, questions: Iterable[ScanQuestion]) -> dict[str, int]:
        """How many of these questions have each key as their outcome, in the order of their scales."""
        asked = list(questions)
        found = Counter(key for item in asked for key in self.questions[item.id].outcome)
        keys = dict.fromkeys(option.key for item in asked for option in item.options)
        return {key: found[key] for key in keys}

    def with_outcome(self, key: str) -> tuple[str, ...]:
        """The ids of the questions whose outcome is this key alone."""
        return tuple(name for name, item in self.questions.items() if item.outcome == (key,))


def tally_question(
    question: ScanQuestion, answers: Iterable[Answer], agreed: Answer | None = None
) -> QuestionTally:
    """The outcome of one question over the answers of a round: what was agreed, when there is anything.

    Else not applicable when more than half of those who answered say so; unknown when nobody knows.
    """
    given = [answer for answer in answers if answer.is_given]
    order = [option.key for option in question.options]
    counts = Counter(answer.option for answer in given if answer.option)
    unknown = sum(answer.mark is Mark.UNKNOWN for answer in given)
    not_applicable = sum(answer.mark is Mark.NOT_APPLICABLE for answer in given)
    mark, outcome = Mark.UNKNOWN, tuple[str, ...]()
    if agreed is not None and agreed.mark is not None:
        mark, outcome = agreed.mark, (agreed.option,) if agreed.option else ()
    elif not_applicable * 2 > len(given):
        mark = Mark.NOT_APPLICABLE
    elif counts:
        mark, outcome = Mark.OPTION, _outcome(question, counts)
    return QuestionTally(
        question=question.id,
        mark=mark,
        outcome=outcome,
        counts={key: counts[key] for key in order},
        unknown=unknown,
        not_applicable=not_applicable,
        agreed=agreed is not None,
    )


def _outcome(question: ScanQuestion, counts: Mapping[str, int]) -> tuple[str, ...]:
    if not question.scale.is_ordered:
        most = max(counts.values())
        return tuple(option.key for option in question.options if counts.get(option.key) == most)
    values = {option.value: option.key for option in question.options if option.value is not None}
    given = [value for value, key in values.items() for _ in range(counts.get(key, 0))]
    return (values[median_low(given)],)


def _tally(
    question: ScanQuestion, everyone: Iterable[Mapping[str, Answer]], agreed: Answer | None, minimum: int
) -> QuestionTally:
    given = [answers[question.id] for answers in everyone if question.id in answers]
    found = tally_question(question, given, agreed)
    if is_large(found.respondents, minimum) and is_large(sum(found.counts.values()), minimum):
        return found
    return tally_question(question, (), agreed)


def tally_round(
    scan: Scan,
    responses: Iterable[Mapping[str, Answer]],
    agreed: Mapping[str, Answer] | None = None,
    *,
    minimum: int = 1,
) -> Tally:
    """The outcome of a round from what each respondent answered (question id → answer).

    `agreed` holds what the team set together, which stands before the individual answers. An outcome that
    fewer people than `minimum` stand behind is unknown (`suppression` says why).
    """
    everyone = list(responses)
    return Tally(
        scan_id=scan.id,
        respondents=len(everyone),
        questions={
            question.id: _tally(question, everyone, (agreed or {}).get(question.id), minimum)
            for question in scan.criteria
        },
    )
