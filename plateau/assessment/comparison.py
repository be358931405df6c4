"""What changed since an earlier round, and what a municipality and a provider share."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from plateau.assessment.answer_scale import scale_of
from plateau.assessment.model import Mark
from plateau.assessment.scoring import Profile
from plateau.assessment.tally import QuestionTally, Tally
from plateau.catalogue.model import Instrument
from plateau.catalogue.scan import Scan, ScanQuestion
from plateau.language import Text


class Course(StrEnum):
    """How a criterion went since an earlier round."""

    HIGHER = "higher"
    LOWER = "lower"
    OTHER = "other"  # on a profile scale, where nothing is higher
    CONFIRMED = "confirmed"
    NEW = "new"
    NOT_APPLICABLE = "not_applicable"
    NOT_LOOKED_AT = "not_looked_at"


@dataclass(frozen=True, slots=True)
class Change:
    """One criterion in two rounds; None where its plateau isn't known."""

    area: str
    criterion: str
    course: Course
    before: int | None
    after: int | None


def find_changes(instrument: Instrument, before: Profile, after: Profile) -> tuple[Change, ...]:
    """Every criterion of the instrument, in its order.

    Without a score in the later round it was not looked at, and what was known before still stands: an
    unchanged value counts as confirmed only when it was measured again.
    """
    found = []
    for criterion in instrument.criteria:
        old, new = before.scores[criterion.id], after.scores[criterion.id]
        if new.mark is Mark.NOT_APPLICABLE:
            course = Course.NOT_APPLICABLE
        elif new.plateau is None:
            course = Course.NOT_LOOKED_AT
        elif old.plateau is None:
            course = Course.NEW
        elif new.plateau == old.plateau:
            course = Course.CONFIRMED
        else:
            course = Course.HIGHER if new.plateau > old.plateau else Course.LOWER
        found.append(Change(criterion.area, criterion.id, course, old.plateau, new.plateau))
    return tuple(found)


@dataclass(frozen=True, slots=True)
class ScanChange:
    """One question of a scan in two rounds; the outcomes are keys of its scale, empty where unknown."""

    question: ScanQuestion
    course: Course
    before: tuple[str, ...]
    after: tuple[str, ...]


def find_scan_changes(scan: Scan, before: Tally, after: Tally) -> tuple[ScanChange, ...]:
    """Every question of the scan, in its order, under the rules of `find_changes`."""
    return tuple(
        ScanChange(
            question,
            _scan_course(question, before.questions[question.id], after.questions[question.id]),
            before.questions[question.id].outcome,
            after.questions[question.id].outcome,
        )
        for question in scan.criteria
    )


def _scan_course(question: ScanQuestion, old: QuestionTally, new: QuestionTally) -> Course:
    if new.mark is Mark.NOT_APPLICABLE:
        return Course.NOT_APPLICABLE
    if not new.outcome:
        return Course.NOT_LOOKED_AT
    if not old.outcome:
        return Course.NEW
    if new.outcome == old.outcome:
        return Course.CONFIRMED
    if not question.scale.is_ordered:
        return Course.OTHER
    places = scale_of(question).keys
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
