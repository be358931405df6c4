"""What of a round may be shown without showing what one person answered.

The rule, simple enough to prove:

1. The respondents of a round are cut into *blocks*, once, the same for all criteria. A perspective with fewer
   respondents than the minimum is no block of its own: all those together form one, and when even that is
   too small the smallest other block joins it. So each block, the remainder too, has at least the minimum.
2. Of a criterion only counts per block are published. The counts of all respondents are their sum.
3. They are published when in each block those who answered, and those who named a plateau (or an option of
   a scan), number 0 or at least the minimum. Else only the counts of all respondents, when those numbers hold
   for everyone; else nothing: neither counts nor median, nor a figure made from them.
4. Medians, quartiles, Van der Eijk's A, Krippendorff's alpha and the profile come from published counts only.

Why it holds: what is published does not change when two people in one block swap their answers, even if one
knows who answered and who named a plateau. So what is known of fewer people than the minimum is at most
that *somebody* in a set of at least the minimum answered so. If a whole block gave one answer, everyone sees
that; it is the answer of the group. `tests/unit/assessment/test_suppression.py` attacks it by enumeration.

Over time: results show only after the round has closed, and an anonymous round whose results have been seen
does not open again (`may_reopen`), for the difference between two publications would be one person's answers.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from plateau.assessment.agreement import Distribution, distribute
from plateau.assessment.answer_scale import AnswerScale
from plateau.assessment.model import Anonymity, Answer, Perspective, RoundState

#: In these states an anonymous round shows nothing but progress.
UNSEEN = frozenset({RoundState.PREPARATION, RoundState.OPEN})


class Withheld(StrEnum):
    """Why a round shows nothing but progress."""

    STILL_OPEN = "still_open"
    TOO_FEW = "too_few"


@dataclass(frozen=True, slots=True)
class Submission:
    """What one respondent handed in; `name` is only filled in where names may be seen."""

    perspective: Perspective
    answers: Mapping[str, Answer]
    name: str = ""


@dataclass(frozen=True, slots=True)
class Block:
    """A part of the respondents that is counted apart: one perspective, or several that are small."""

    perspectives: tuple[Perspective, ...]
    size: int

    @property
    def key(self) -> str:
        """A name for it that is stable within the round."""
        return "+".join(self.perspectives)


@dataclass(frozen=True, slots=True)
class CriterionResult:
    """What may be shown of one criterion.

    `everyone` is None when nothing may; `blocks` is empty when only the whole may be shown. Its keys are
    those of the blocks, in their order.
    """

    criterion: str
    everyone: Distribution | None
    blocks: Mapping[str, Distribution]


@dataclass(frozen=True, slots=True)
class Results:
    """What may be shown of a round.

    `minimum` is the smallest group (1 for who may see names). With `withheld` there is only the number of
    respondents: no blocks and no criteria.
    """

    respondents: int
    minimum: int
    blocks: tuple[Block, ...] = ()
    criteria: Mapping[str, CriterionResult] = field(default_factory=dict)
    withheld: Withheld | None = None

    @property
    def distributions(self) -> dict[str, Distribution]:
        """The distribution over everyone of each criterion that may be shown."""
        return {
            result.criterion: result.everyone
            for result in self.criteria.values()
            if result.everyone is not None
        }


def publish(
    submissions: Sequence[Submission], criteria: Mapping[str, AnswerScale], *, minimum: int
) -> Results:
    """What may be shown of these submissions, in groups of at least `minimum` (1 in a round with names).

    `criteria` are the questions to count, with what can be answered to each.
    """
    if len(submissions) < max(minimum, 1):
        return Results(len(submissions), minimum, withheld=Withheld.TOO_FEW)
    blocks = cut(Counter(item.perspective for item in submissions), minimum)
    found = {}
    for criterion, scale in criteria.items():
        given = [
            (item.perspective, item.answers[criterion]) for item in submissions if criterion in item.answers
        ]
        everyone = distribute((answer for _, answer in given), scale)
        parts = {
            block.key: distribute((answer for who, answer in given if who in block.perspectives), scale)
            for block in blocks
        }
        whole = _is_large(everyone, minimum)
        apart = whole and all(_is_large(part, minimum) for part in parts.values())
        found[criterion] = CriterionResult(criterion, everyone if whole else None, parts if apart else {})
    return Results(len(submissions), minimum, blocks, found)


def cut(sizes: Mapping[Perspective, int], minimum: int) -> tuple[Block, ...]:
    """The blocks of a round with so many respondents per perspective; none when there would be one only."""
    present = {perspective: sizes.get(perspective, 0) for perspective in Perspective}
    small = [perspective for perspective, size in present.items() if 0 < size < minimum]
    own = [perspective for perspective, size in present.items() if size >= max(minimum, 1)]
    # Whom it joins depends on numbers of respondents alone, which are shown anyway.
    while own and 0 < sum(present[perspective] for perspective in small) < minimum:
        smallest = min(own, key=lambda perspective: present[perspective])
        own.remove(smallest)
        small.append(smallest)
    blocks = [Block((perspective,), present[perspective]) for perspective in own]
    if small:
        together = tuple(perspective for perspective in Perspective if perspective in small)
        blocks.append(Block(together, sum(present[perspective] for perspective in together)))
    return tuple(blocks) if len(blocks) > 1 else ()


def is_large(number: int, minimum: int) -> bool:
    """Whether a number of people is none, or at least the minimum."""
    return number == 0 or number >= minimum


def _is_large(distribution: Distribution, minimum: int) -> bool:
    return is_large(distribution.answered, minimum) and is_large(distribution.known, minimum)


def shows_results(anonymity: Anonymity, state: RoundState) -> bool:
    """Whether a round in this state shows results at all: an anonymous one only after it closed."""
    return anonymity is Anonymity.NAMED or state not in UNSEEN


def may_reopen(anonymity: Anonymity, *, submitted: int, minimum: int) -> bool:
    """Whether a closed round may take answers again: not when its results were there for all to see.

    One more answer, or a changed one, would show in the difference between before and after.
    """
    return anonymity is Anonymity.NAMED or submitted < minimum
