"""From answers to a profile: per criterion a score, per area an explained verdict. No number for the whole.

The verdict's rule is ours, built on k2-2012 §3 (the plateaus are perspectives, not marks): an area stands
on the highest plateau that at least the instrument's share of its applicable, known criteria reach, with
none of them more than one step below it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from statistics import median, median_low

from plateau.assessment.model import Answer, Mark
from plateau.assessment.suppression import is_large
from plateau.catalogue.model import PLATEAUS, Instrument

MINIMUM_GROUP = 3


@dataclass(frozen=True, slots=True)
class CriterionScore:
    """What a round says of one criterion.

    `mark` tells whether `plateau` is known; `counts` is the number of respondents per plateau,
    `unknown` and `not_applicable` of the other answers. `agreed` tells that the team set the value together.
    """

    criterion: str
    mark: Mark
    plateau: int | None
    counts: Mapping[int, int]
    unknown: int
    not_applicable: int
    agreed: bool = False

    @property
    def respondents(self) -> int:
        """How many people answered this criterion."""
        return sum(self.counts.values()) + self.unknown + self.not_applicable

    @property
    def shows_spread(self) -> bool:
        """Whether enough people answered to show how answers differ without showing who gave which."""
        return self.respondents >= MINIMUM_GROUP


class Verdict(StrEnum):
    """Whether an area has a plateau, and why not."""

    GIVEN = "given"
    TOO_FEW_KNOWN = "too_few_known"
    NOT_APPLICABLE = "not_applicable"


@dataclass(frozen=True, slots=True)
class AreaProfile:
    """Where an area stands and what holds it there.

    `plateau` is None unless `verdict` is GIVEN. `median`, `lowest` and `highest` are over the known scores.
    `holding` are the criteria below the next plateau; `blocking` those among them that are more than one
    step below it, each of which alone keeps the area where it is; `needed` is how many more criteria must
    reach the next plateau to make up the share. All three are empty (0) on plateau 5.
    """

    area: str
    verdict: Verdict
    plateau: int | None
    applicable: int
    known: int
    median: float | None
    lowest: int | None
    highest: int | None
    holding: tuple[str, ...]
    blocking: tuple[str, ...]
    needed: int


@dataclass(frozen=True, slots=True)
class Profile:
    """The whole picture of a round: scores per criterion and verdicts per area, in the instrument's order."""

    instrument_id: str
    respondents: int
    scores: Mapping[str, CriterionScore]
    areas: tuple[AreaProfile, ...]

    @property
    def has_outcome(self) -> bool:
        """Whether there is anything to show: answers, or what the team agreed on without them."""
        return bool(self.respondents) or any(score.agreed for score in self.scores.values())

    def area(self, area_id: str) -> AreaProfile:
        """The profile of one area."""
        return next(area for area in self.areas if area.area == area_id)

    def find_area(self, area_id: str) -> AreaProfile | None:
        """The same; None where this round asked nothing about it, as another version may."""
        return next((area for area in self.areas if area.area == area_id), None)


def score_criterion(
    criterion: str, answers: Iterable[Answer], agreed: Answer | None = None
) -> CriterionScore:
    """The score of one criterion over the answers of a round.

    What was agreed when there is anything; else the (lower) median of the known answers. Not applicable when
    more than half of those who answered say so; unknown when nobody knows.
    """
    given = [answer for answer in answers if answer.is_given]
    known = sorted(answer.plateau for answer in given if answer.plateau is not None)
    unknown = sum(answer.mark is Mark.UNKNOWN for answer in given)
    not_applicable = sum(answer.mark is Mark.NOT_APPLICABLE for answer in given)
    counts = Counter(known)
    mark, plateau = Mark.UNKNOWN, None
    if agreed is not None and agreed.mark is not None:
        mark, plateau = agreed.mark, agreed.plateau
    elif not_applicable * 2 > len(given):
        mark, plateau = Mark.NOT_APPLICABLE, None
    elif known:
        mark, plateau = Mark.PLATEAU, median_low(known)
    return CriterionScore(
        criterion=criterion,
        mark=mark,
        plateau=plateau,
        counts={number: counts[number] for number in PLATEAUS},
        unknown=unknown,
        not_applicable=not_applicable,
        agreed=agreed is not None,
    )


def profile_area(
    area: str, scores: Sequence[CriterionScore], *, area_share: int, known_share: int
) -> AreaProfile:
    """The verdict on one area; shares are percentages (1..100)."""
    applicable = [score for score in scores if score.mark is not Mark.NOT_APPLICABLE]
    known = {score.criterion: score.plateau for score in applicable if score.plateau is not None}
    values = sorted(known.values())
    plateau = None
    verdict = Verdict.GIVEN
    if not applicable:
        verdict = Verdict.NOT_APPLICABLE
    elif len(values) * 100 < known_share * len(applicable):
        verdict = Verdict.TOO_FEW_KNOWN
    else:
        plateau = max(number for number in PLATEAUS if _stands_on(number, values, area_share))
    following = plateau + 1 if plateau is not None and plateau < PLATEAUS[-1] else None
    holding = tuple(name for name, value in known.items() if following and value < following)
    return AreaProfile(
        area=area,
        verdict=verdict,
        plateau=plateau,
        applicable=len(applicable),
        known=len(values),
        median=float(median(values)) if values else None,
        lowest=values[0] if values else None,
        highest=values[-1] if values else None,
        holding=holding,
        blocking=tuple(name for name in holding if following and known[name] < following - 1),
        needed=_still_needed(following, values, area_share) if following else 0,
    )


def _stands_on(plateau: int, values: Sequence[int], area_share: int) -> bool:
    reached = sum(value >= plateau for value in values)
    return reached * 100 >= area_share * len(values) and all(value >= plateau - 1 for value in values)


def _still_needed(plateau: int, values: Sequence[int], area_share: int) -> int:
    wanted = -(-area_share * len(values) // 100)  # rounded up: a part of a criterion does not exist
    return max(0, wanted - sum(value >= plateau for value in values))


def _score(
    criterion: str, everyone: Sequence[Mapping[str, Answer]], agreed: Answer | None, minimum: int
) -> CriterionScore:
    given = [answers[criterion] for answers in everyone if criterion in answers]
    score = score_criterion(criterion, given, agreed)
    if is_large(score.respondents, minimum) and is_large(sum(score.counts.values()), minimum):
        return score
    return score_criterion(criterion, (), agreed)


def profile_round(
    instrument: Instrument,
    responses: Iterable[Mapping[str, Answer]],
    agreed: Mapping[str, Answer] | None = None,
    *,
    minimum: int = 1,
) -> Profile:
    """The profile of a round from what each respondent answered (criterion id → answer).

    `agreed` holds the values that the team set together, which stand before the individual ones. A score
    that fewer people than `minimum` stand behind is unknown (`suppression` says why).
    """
    everyone = list(responses)
    agreed = agreed or {}
    scores = {
        criterion.id: _score(criterion.id, everyone, agreed.get(criterion.id), minimum)
        for criterion in instrument.criteria
    }
    areas = dict.fromkeys(criterion.area for criterion in instrument.criteria)
    return Profile(
        instrument_id=instrument.id,
        respondents=len(everyone),
        scores=scores,
        areas=tuple(
            profile_area(
                area,
                [scores[criterion.id] for criterion in instrument.in_area(area)],
                area_share=instrument.area_share,
                known_share=instrument.known_share,
            )
            for area in areas
        ),
    )
