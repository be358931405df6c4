"""How far people agree: the distribution of answers on an ordered scale, and one figure for a whole round.

Per criterion: Van der Eijk's A (C. van der Eijk, "Measuring agreement in ordered rating scales", Quality &
Quantity 35, 2001, 325-341). It cuts the distribution into layers of equal height and weighs how far each
layer is one block of neighbours. 1: all on the same plateau; 0: spread evenly over all; -1: two halves at
the two ends. Tastle and Wierman's consensus was the other candidate. It needs distances between plateaus,
which an ordinal scale does not have, and gives an even spread and two camps values that differ little; A
has its zero just between those two. A holds for any number of categories: plateaus have five, "yes, partly,
no" three. On a profile scale, where no option is more than another, there is no A and no middle: there it is
the share of the answer that most gave.

Per round: Krippendorff's alpha with the ordinal metric (K. Krippendorff, "Content Analysis", chapter 11).
It asks something else: do people agree more than by chance on which criteria stand high and which low?
"""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import combinations

import krippendorff
import numpy as np

from plateau.assessment.answer_scale import PLATEAU_SCALE, AnswerScale
from plateau.assessment.model import Answer, Mark

#: From which A (on a profile scale: share) one speaks of agreement, and of agreement on the whole. Ours;
#: docs/model.md shows cases.
AGREED, LARGELY_AGREED = 0.8, 0.6
#: Each camp holds at least one in this many of the answers, and at least this many people. Ours.
CAMP_SHARE, CAMP_SIZE = 4, 2
BLIND_SPOT = 2
BOOTSTRAP_SAMPLES = 1000
CONFIDENCE = 0.95


class Accord(StrEnum):
    """How far people agree on a criterion, in a word."""

    AGREED = "agreed"
    LARGELY = "largely"
    DIVIDED = "divided"
    TWO_CAMPS = "two_camps"
    TOO_FEW = "too_few"


@dataclass(frozen=True, slots=True)
class Distribution:
    """How many people gave which answer to one criterion.

    `counts` has a number for each place on its scale (a plateau is its own place); `unknown` and
    `not_applicable` are answers too, but they name no place and stay out of every measure below. Not
    `is_ordered`: no place is higher than another, and all that rests on order is None.
    """

    counts: Mapping[int, int]
    unknown: int = 0
    not_applicable: int = 0
    is_ordered: bool = True

    @property
    def known(self) -> int:
        """How many people named a place."""
        return sum(self.counts.values())

    @property
    def most(self) -> tuple[int, ...]:
        """The places that most people named: several when as many named each, none when nobody did."""
        highest = max(self.counts.values(), default=0)
        return tuple(place for place, count in sorted(self.counts.items()) if count == highest > 0)

    @property
    def most_share(self) -> float | None:
        """The share (0..1) of the answer that most gave; None when fewer than two people named a place."""
        return max(self.counts.values()) / self.known if self.known > 1 else None

    @property
    def answered(self) -> int:
        """How many people gave any answer."""
        return self.known + self.unknown + self.not_applicable

    @property
    def median_low(self) -> int | None:
        """The median; with an even number of answers the lower of the middle two. None without answers."""
        return self._at(-(-self.known // 2))

    @property
    def median_high(self) -> int | None:
        """The median; with an even number of answers the higher of the middle two. None without answers."""
        return self._at(self.known // 2 + 1)

    @property
    def median(self) -> float | None:
        """Halfway between the two medians; x.5 only tells that the middle two differ."""
        low, high = self.median_low, self.median_high
        return None if low is None or high is None else (low + high) / 2

    @property
    def quartiles(self) -> tuple[int, int] | None:
        """The places that at least a quarter, and at least three quarters, of the answers do not exceed."""
        low, high = self._at(-(-self.known // 4)), self._at(-(-self.known * 3 // 4))
        return None if low is None or high is None else (low, high)

    @property
    def range(self) -> tuple[int, int] | None:
        """The lowest and the highest place that was named."""
        low, high = self._at(1), self._at(self.known)
        return None if low is None or high is None else (low, high)

    @property
    def agreement(self) -> float | None:
        """Van der Eijk's A, -1..1; None when fewer than two people named a place."""
        return van_der_eijk(list(self.counts.values())) if self.known > 1 and self.is_ordered else None

    @property
    def accord(self) -> Accord:
        """How far people agree, in a word: camps first, for they are what a talk has to be about."""
        agreement = self.agreement if self.is_ordered else self.most_share
        if agreement is None:
            return Accord.TOO_FEW
        if self.is_ordered and self._has_camps():
            return Accord.TWO_CAMPS
        if agreement >= AGREED:
            return Accord.AGREED
        return Accord.LARGELY if agreement >= LARGELY_AGREED else Accord.DIVIDED

    def _at(self, rank: int) -> int | None:
        """The place of the answer with this rank (from 1) when all stand in order."""
        seen = 0
        for place, count in sorted(self.counts.items()) if self.is_ordered else ():
            seen += count
            if 0 < rank <= seen:
                return place
        return None

    def _has_camps(self) -> bool:
        """Whether the answers have two tops, with a place between them that at most half as many chose."""
        heights = [count for _, count in sorted(self.counts.items())]
        enough = max(CAMP_SIZE, -(-self.known // CAMP_SHARE))
        return any(
            min(sum(heights[:valley]), sum(heights[valley + 1 :])) >= enough
            and heights[valley] * 2 <= min(max(heights[:valley]), max(heights[valley + 1 :]))
            for valley in range(1, len(heights) - 1)
        )


def distribute(answers: Iterable[Answer], scale: AnswerScale = PLATEAU_SCALE) -> Distribution:
    """Count these answers to one criterion; those without a mark are open and do not count."""
    given = [answer for answer in answers if answer.is_given]
    counts = Counter(scale.place(answer) for answer in given)
    return Distribution(
        counts={place: counts[place] for place in scale.places},
        unknown=sum(answer.mark is Mark.UNKNOWN for answer in given),
        not_applicable=sum(answer.mark is Mark.NOT_APPLICABLE for answer in given),
        is_ordered=scale.is_ordered,
    )


def van_der_eijk(frequencies: Sequence[int]) -> float:
    """Van der Eijk's A of a distribution over ordered categories, one frequency each.

    Raises:
        ValueError: there are no answers.
    """
    rest = list(frequencies)
    total = sum(rest)
    if total <= 0:
        raise ValueError("agreement needs answers")
    agreement = 0.0
    while any(rest):
        height = min(value for value in rest if value)
        layer = [value > 0 for value in rest]
        agreement += height * sum(layer) / total * _layer_agreement(layer)
        rest = [value - height if value else 0 for value in rest]
    return agreement


def _layer_agreement(layer: Sequence[bool]) -> float:
    """A of one layer: which of its categories are used at all."""
    used, categories = sum(layer), len(layer)
    if used == 1:
        return 1.0
    if used == categories:
        return 0.0
    # Of each three categories: used-unused-used points to two tops, a pair of neighbours in it to one.
    triples = Counter(combinations(layer, 3))
    one_top = triples[(True, True, False)] + triples[(False, True, True)]
    two_tops = triples[(True, False, True)]
    unimodality = ((categories - 2) * one_top - (categories - 1) * two_tops) / (
        (categories - 2) * (one_top + two_tops)
    )
    return unimodality * (1 - (used - 1) / (categories - 1))


@dataclass(frozen=True, slots=True)
class Reliability:
    """Krippendorff's alpha (1: full agreement, 0: as by chance) with a bootstrap interval.

    `low` and `high` hold 95% of the resamples; both are None when the criteria are too few or too much the
    same for an interval.
    """

    alpha: float
    low: float | None
    high: float | None


def reliability(distributions: Iterable[Distribution], *, seed: int) -> Reliability | None:
    """Alpha over the criteria of a round, all on one ordered scale; None when there is nothing to compare.

    Alpha needs only how often each plateau was named per criterion, so it tells no more than the
    distributions do. The bootstrap draws criteria, not people: someone drawn twice would agree with
    themselves and push alpha up (so too Zapf and others, BMC Medical Research Methodology 16:93, 2016).
    """
    pairable = [list(item.counts.values()) for item in distributions if item.known > 1]
    alpha = _alpha(pairable)
    if alpha is None:
        return None
    chance = random.Random(seed)  # noqa: S311  (resampling, not a secret)
    samples = [
        sample
        for _ in range(BOOTSTRAP_SAMPLES)
        if (sample := _alpha(chance.choices(pairable, k=len(pairable)))) is not None
    ]
    # One criterion drawn again and again tells nothing about others.
    if len(pairable) < 2 or len(samples) < BOOTSTRAP_SAMPLES / 2:
        return Reliability(alpha, None, None)
    low, high = np.quantile(samples, [(1 - CONFIDENCE) / 2, (1 + CONFIDENCE) / 2])
    return Reliability(alpha, float(low), float(high))


def _alpha(counts: Sequence[Sequence[int]]) -> float | None:
    """Ordinal alpha; None when all answers are in one place: then chance would agree as well."""
    used = sum(any(column) for column in zip(*counts, strict=True))
    if used < 2:
        return None
    places = range(1, len(counts[0]) + 1)
    return float(krippendorff.alpha(value_counts=counts, value_domain=places, level_of_measurement="ordinal"))


@dataclass(frozen=True, slots=True)
class BlindSpot:
    """Two groups whose medians on a criterion are two places apart or more, by their keys."""

    lower: str
    higher: str
    lower_median: float
    higher_median: float

    @property
    def distance(self) -> float:
        """How many places lie between the medians."""
        return self.higher_median - self.lower_median


def blind_spots(groups: Mapping[str, Distribution]) -> tuple[BlindSpot, ...]:
    """The pairs of groups that see a criterion very differently, the furthest apart first."""
    medians = sorted((group.median, name) for name, group in groups.items() if group.median is not None)
    found = [
        BlindSpot(low_name, high_name, low, high)
        for (low, low_name), (high, high_name) in combinations(medians, 2)
        if high - low >= BLIND_SPOT
    ]
    return tuple(sorted(found, key=lambda spot: -spot.distance))


def disagreement(distribution: Distribution) -> float:
    """How much there is to talk about: 0 (all the same) to 2 (two halves at the ends); unknown counts as 1.

    Too few answers count like an even spread: not knowing is worth a talk, but less than a conflict. On a
    profile scale an even spread is the most there is.
    """
    if not distribution.is_ordered and distribution.most_share is not None:
        places = len(distribution.counts)
        return (1 - distribution.most_share) * places / (places - 1)
    agreement = distribution.agreement
    return 1.0 if agreement is None else 1 - agreement
