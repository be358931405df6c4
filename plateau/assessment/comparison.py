"""What changed since an earlier round, and what a municipality and a provider share."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeVar

from plateau.assessment.answer_scale import scale_of
from plateau.assessment.model import Mark
from plateau.assessment.scoring import CriterionScore, Profile
from plateau.assessment.tally import QuestionTally, Tally
from plateau.catalogue.model import Criterion, Instrument
from plateau.catalogue.scan import Question, Scan, ScanQuestion
from plateau.language import Text

Q = TypeVar("Q", Criterion, ScanQuestion)


class Course(StrEnum):
    """How a criterion went since an earlier round."""

    HIGHER = "higher"
    LOWER = "lower"
    OTHER = "other"  # on a profile scale, where nothing is higher, or on a scale that is another one now
    CONFIRMED = "confirmed"
    NEW = "new"
    NOT_APPLICABLE = "not_applicable"
    NOT_LOOKED_AT = "not_looked_at"
    ADDED = "added"  # the earlier version of the questionnaire did not ask it
    DROPPED = "dropped"  # the later version does not


@dataclass(frozen=True, slots=True)
class Change:
    """One criterion in two rounds; None where its plateau isn't known.

    `reworded`: who answered the later round read something else, so that a difference may come of that.
    """

    area: str
    criterion: str
    name: Text
    course: Course
    before: int | None
    after: int | None
    reworded: bool


def find_changes(then: Instrument, now: Instrument, before: Profile, after: Profile) -> tuple[Change, ...]:
    """Every criterion of the two versions of an instrument: those of `now` in order, then what it dropped.

    Without a score in the later round it was not looked at, and what was known before still stands: an
    unchanged value counts as confirmed only when it was measured again.
    """
    asked = {criterion.id: criterion for criterion in then.criteria}
    changes = []
    for criterion in (*now.criteria, *_dropped(then.criteria, now.criteria)):
        old, new = before.scores.get(criterion.id), after.scores.get(criterion.id)
        changes.append(
            Change(
                area=criterion.area,
                criterion=criterion.id,
                name=criterion.name,
                course=_course(old, new),
                before=old.plateau if old else None,
                after=new.plateau if new else None,
                reworded=is_reworded(asked.get(criterion.id), criterion),
            )
        )
    return tuple(changes)


def _course(old: CriterionScore | None, new: CriterionScore | None) -> Course:
    if new is None:
        return Course.DROPPED
    if old is None:
        return Course.ADDED
    if new.mark is Mark.NOT_APPLICABLE:
        return Course.NOT_APPLICABLE
    if new.plateau is None:
        return Course.NOT_LOOKED_AT
    if old.plateau is None:
        return Course.NEW
    if new.plateau == old.plateau:
        return Course.CONFIRMED
    return Course.HIGHER if new.plateau > old.plateau else Course.LOWER


def is_reworded(then: Question | None, now: Question) -> bool:
    """Whether a question (None: it was not asked) reads otherwise to who answers it: itself, or an answer."""
    if then is None:
        return False
    return (then.question, then.explanation, then.options) != (now.question, now.explanation, now.options)


def _dropped(then: Sequence[Q], now: Sequence[Q]) -> list[Q]:
    asked = {question.id for question in now}
    return [question for question in then if question.id not in asked]


@dataclass(frozen=True, slots=True)
class ScanChange:
    """One question of a scan in two rounds; the outcomes are keys of its scale, empty where unknown.

    `question` as it was asked last, `earlier` as it was asked before that (the same if one round did).
    """

    question: ScanQuestion
    earlier: ScanQuestion
    course: Course
    before: tuple[str, ...]
    after: tuple[str, ...]

    @property
    def reworded(self) -> bool:
        """As in `Change`."""
        return is_reworded(self.earlier, self.question)


def find_scan_changes(then: Scan, now: Scan, before: Tally, after: Tally) -> tuple[ScanChange, ...]:
    """Every question of the two versions of a scan, in the order and under the rules of `find_changes`."""
    asked = {question.id: question for question in then.criteria}
    changes = []
    for question in (*now.criteria, *_dropped(then.criteria, now.criteria)):
        earlier = asked.get(question.id, question)
        old, new = before.questions.get(question.id), after.questions.get(question.id)
        changes.append(
            ScanChange(
                question,
                earlier,
                _scan_course(earlier, question, old, new),
                old.outcome if old else (),
                new.outcome if new else (),
            )
        )
    return tuple(changes)


def _scan_course(
    then: ScanQuestion, now: ScanQuestion, old: QuestionTally | None, new: QuestionTally | None
) -> Course:
    if new is None:
        return Course.DROPPED
    if old is None:
        return Course.ADDED
    if new.mark is Mark.NOT_APPLICABLE:
        return Course.NOT_APPLICABLE
    if not new.outcome:
        return Course.NOT_LOOKED_AT
    if not old.outcome:
        return Course.NEW
    if new.outcome == old.outcome:
        return Course.CONFIRMED
    scale = scale_of(now)
    if not scale.is_ordered or scale_of(then) != scale:
        return Course.OTHER
    places = scale.keys
    return Course.HIGHER if places.index(new.outcome[0]) > places.index(old.outcome[0]) else Course.LOWER


@dataclass(frozen=True, slots=True)
class SharedTheme:
    """A criterion of a municipality and one of a provider about the same, in the same area."""

    theme: Text
    area: str
    gemeente: str
    aanbieder: str


#: Ours: K2's Tabel 5 and Tabel 9 are two lists, and it pairs none of their rows. A pair lies in one area and
#: asks both sides about one thing; what is left has no counterpart.
SHARED_THEMES = (
    SharedTheme(
        Text(nl="Urgentie van de opgave", en="Urgency of the task"),
        "sb",
        "gemeente.sb1",
        "aanbieder.sb6",
    ),
    SharedTheme(
        Text(nl="Samenwerken in het netwerk", en="Working together in the network"),
        "ps",
        "gemeente.ps3",
        "aanbieder.ps4",
    ),
    SharedTheme(
        Text(nl="Prikkels in de aansturing", en="Incentives in steering"),
        "mi",
        "gemeente.mi1",
        "aanbieder.mi1",
    ),
    SharedTheme(
        Text(nl="Regels en ruimte", en="Rules and room"),
        "mi",
        "gemeente.mi4",
        "aanbieder.mi2",
    ),
    SharedTheme(
        Text(nl="Werken over vakgrenzen heen", en="Working across professions"),
        "mv",
        "gemeente.mv1",
        "aanbieder.mv3",
    ),
    SharedTheme(
        Text(nl="Uitgaan van eigen kracht", en="Starting from people’s own strength"),
        "mv",
        "gemeente.mv3",
        "aanbieder.mv1",
    ),
    SharedTheme(
        Text(nl="Leiding die ruimte geeft", en="Leadership that gives room"),
        "lc",
        "gemeente.lc2",
        "aanbieder.lc2",
    ),
)
