"""Scans: instruments whose scales are no plateaus, asked and kept in the same way as the two that are.

A scale is data. Its options are ordered as they are shown; where they have values, higher is more of what the
question asks, and the middle of a group's answers means something. A *profile* scale has no values: none of
its options is better, so it has no middle, no sum and no colour.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from plateau.catalogue.model import (
    ABOUT_NOTHING,
    About,
    Area,
    Criterion,
    Instrument,
    Kind,
    Option,
    Origin,
    Reference,
)
from plateau.language import Text

#: The scan whose outcome advises on the pace of a roadmap (`plateau.assessment.pace`).
PACE = "draagvlak"


class ScaleKind(StrEnum):
    """What the options of a scale mean to each other; `ORDERED` is one with values that someone brought."""

    YES_PARTLY_NO = "yes_partly_no"
    AGREEMENT = "agreement"
    PROFILE = "profile"
    ORDERED = "ordered"


@dataclass(frozen=True, slots=True)
class Pole:
    """One option of a scale: its key, its short name and its place (None on a profile scale)."""

    key: str
    name: Text
    value: int | None


@dataclass(frozen=True, slots=True)
class Scale:
    """The options of a question, in the order of showing."""

    id: str
    kind: ScaleKind
    poles: tuple[Pole, ...]

    @property
    def is_ordered(self) -> bool:
        """Whether one option can be more than another."""
        return self.kind is not ScaleKind.PROFILE

    def pole(self, key: str) -> Pole:
        """The option with this key.

        Raises:
            KeyError: there is none.
        """
        for pole in self.poles:
            if pole.key == key:
                return pole
        raise KeyError(key)


@dataclass(frozen=True, slots=True)
class ScanQuestion:
    """What a scan asks; `area` is the part of the scan it stands in.

    `options` are the scale's poles with what each means here (the pole's name where nothing more is said).
    """

    id: str
    area: str
    name: Text
    question: Text
    explanation: Text
    scale: Scale
    options: tuple[Option, ...]
    basis: Origin
    references: tuple[Reference, ...]

    def option(self, key: str) -> Option:
        """The option with this key.

        Raises:
            KeyError: there is none.
        """
        for option in self.options:
            if option.key == key:
                return option
        raise KeyError(key)


@dataclass(frozen=True, slots=True)
class Scan:
    """A questionnaire without plateaus: it leads to a picture of its own, not to an ambition or a roadmap.

    `kind` is the only kind of organisation it is for; None when it fits both. `minutes` is what filling it
    in takes (our estimate). `reading` says how the outcome is to be read.
    """

    id: str
    version: int
    kind: Kind | None
    name: Text
    introduction: Text
    reading: Text
    minutes: int
    parts: tuple[Area, ...]
    criteria: tuple[ScanQuestion, ...]
    about: About = ABOUT_NOTHING

    def in_area(self, area: str) -> tuple[ScanQuestion, ...]:
        """The questions of one part, in the order of asking."""
        return tuple(question for question in self.criteria if question.area == area)

    def criterion(self, question_id: str) -> ScanQuestion:
        """The question with this id.

        Raises:
            KeyError: there is none.
        """
        for question in self.criteria:
            if question.id == question_id:
                return question
        raise KeyError(question_id)

    def fits(self, kind: Kind) -> bool:
        """Whether an organisation of this kind can use it."""
        return self.kind in {None, kind}


Questionnaire = Instrument | Scan
Question = Criterion | ScanQuestion
#: What the id begins with of a questionnaire that an organisation brought; none of ours does.
OWN = "eigen-"


def is_own(item_id: str) -> bool:
    """Whether a questionnaire or question with this id is an organisation's own."""
    return item_id.startswith(OWN)
