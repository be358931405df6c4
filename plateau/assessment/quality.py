"""Signs that answers may say less than they seem to: signs to ask about, never accusations.

In an anonymous round a sign that rests on people is told only when it holds for at least the minimum group:
that one person answered the same everywhere would tie their answers to each other. Bounds are ours.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from plateau.assessment.consensus import HIGH
from plateau.assessment.model import Mark, Perspective
from plateau.assessment.suppression import Results, Submission

#: From so many answers on a pattern is no coincidence.
ENOUGH = 10
#: 40 answers in 60 seconds.
SECONDS_PER_ANSWER = 1.5
UNKNOWN_SHARE = 0.8


class Sign(StrEnum):
    """What may be the matter with how someone answered."""

    SAME_EVERYWHERE = "same_everywhere"
    VERY_FAST = "very_fast"
    MOSTLY_UNKNOWN = "mostly_unknown"


@dataclass(frozen=True, slots=True)
class Pace:
    """How a response came about: `saves` is the number of moments at which something was kept.

    `seconds` lie between the first and the last of them; one save alone tells nothing of time.
    """

    saves: int
    seconds: float


@dataclass(frozen=True, slots=True)
class Noticed:
    """A sign and for how many people it holds; `people` None: fewer than may be told, perhaps none.

    `names` only where names may be seen.
    """

    sign: Sign
    people: int | None
    names: tuple[str, ...] = ()


def signs_of(submission: Submission, pace: Pace) -> frozenset[Sign]:
    """What one may notice about one response; nothing when it holds few answers."""
    given = [answer for answer in submission.answers.values() if answer.is_given]
    if len(given) < ENOUGH:
        return frozenset()
    found = set()
    choices = [answer.choice for answer in given if answer.plateau or answer.option]
    if len(choices) >= ENOUGH and len(set(choices)) == 1:
        found.add(Sign.SAME_EVERYWHERE)
    if pace.saves > 1 and pace.seconds < SECONDS_PER_ANSWER * len(given):
        found.add(Sign.VERY_FAST)
    if sum(answer.mark is Mark.UNKNOWN for answer in given) >= UNKNOWN_SHARE * len(given):
        found.add(Sign.MOSTLY_UNKNOWN)
    return frozenset(found)


def notice(submissions: Sequence[Submission], paces: Sequence[Pace], *, minimum: int) -> tuple[Noticed, ...]:
    """Each sign over all responses, told from `minimum` people on (1: always, with names where known)."""
    seen = [
        (submission.name, signs_of(submission, pace))
        for submission, pace in zip(submissions, paces, strict=True)
    ]
    found = []
    for sign in Sign:
        names = [name for name, signs in seen if sign in signs]
        if minimum > 1 and len(names) < minimum:
            found.append(Noticed(sign, None))
        else:
            found.append(Noticed(sign, len(names), tuple(sorted(filter(None, names)))))
    return tuple(found)


def silent_perspectives(
    invited: Iterable[Perspective], submissions: Iterable[Submission]
) -> tuple[Perspective, ...]:
    """The perspectives that were asked and from which nobody handed in."""
    heard = {submission.perspective for submission in submissions}
    asked = set(invited)
    return tuple(perspective for perspective in Perspective if perspective in asked - heard)


@dataclass(frozen=True, slots=True)
class Unproven:
    """A criterion that stands high without evidence; `explained`: someone did add a word."""

    criterion: str
    explained: bool


def high_without_evidence(
    results: Results, commented: Mapping[str, object], pieces: Mapping[str, int]
) -> tuple[Unproven, ...]:
    """The criteria that stand high by their median without a piece of evidence; the barest first."""
    found = [
        Unproven(criterion, bool(commented.get(criterion)))
        for criterion, distribution in results.distributions.items()
        if (distribution.median_low or 0) >= HIGH and not pieces.get(criterion)
    ]
    return tuple(sorted(found, key=lambda item: item.explained))
