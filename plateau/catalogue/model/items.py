"""The parts of the model, from a source document to an intervention."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from plateau.language import Text

PLATEAUS = (1, 2, 3, 4, 5)
#: Silent reading of non-fiction (Brysbaert 2019, in English), and our estimate for choosing one of five.
WORDS_PER_MINUTE = 238
SECONDS_TO_CHOOSE = 12


class Kind(StrEnum):
    """The two kinds of organisation the source writes for; each has its own instrument."""

    GEMEENTE = "gemeente"
    AANBIEDER = "aanbieder"


class Track(StrEnum):
    """Taking over tasks (law, contracts, money) or learning to work differently."""

    TRANSITIE = "transitie"
    TRANSFORMATIE = "transformatie"


class Role(StrEnum):
    """Whose days an intervention takes."""

    BESTUUR = "bestuur"
    MANAGEMENT = "management"
    BELEID = "beleid"
    UITVOERING = "uitvoering"
    BEDRIJFSVOERING = "bedrijfsvoering"


class Certainty(StrEnum):
    """How firm a milestone's date is."""

    VAST = "vast"
    VERWACHT = "verwacht"
    ONZEKER = "onzeker"


class Origin(StrEnum):
    """Where a text comes from: the source says it, we built it on the source, it is ours.

    ORGANISATION marks an estimate that an organisation put in the place of ours; no content file has it.
    """

    SOURCE = "source"
    DERIVED = "derived"
    OURS = "ours"
    ORGANISATION = "organisation"


class Scaling(StrEnum):
    """By what an estimate grows with the size of the organisation."""

    INHABITANTS = "inhabitants"
    STAFF = "staff"
    FIXED = "fixed"


@dataclass(frozen=True, slots=True)
class Reference:
    """A place in a source document: document id, section and line numbers (each may be empty)."""

    document: str
    section: str = ""
    lines: str = ""


@dataclass(frozen=True, slots=True)
class About:
    """What a scan or a tool is about (ids, and numbers of plateaus), to find it beside what makes steps."""

    areas: tuple[str, ...] = ()
    transities: tuple[str, ...] = ()
    principles: tuple[str, ...] = ()
    plateaus: tuple[int, ...] = ()


ABOUT_NOTHING = About()


@dataclass(frozen=True, slots=True)
class Document:
    """A source document; `short` is how it is cited."""

    id: str
    short: Text
    title: Text
    year: int


@dataclass(frozen=True, slots=True)
class Plateau:
    """One of the five plateaus: a way of looking at the work, with its own strength."""

    number: int
    name: Text
    description: Text
    strength: Text
    involved: Text
    goal: Text
    reference: Reference


@dataclass(frozen=True, slots=True)
class Area:
    """An organisational area (organisatiegebied)."""

    id: str
    name: Text
    definition: Text
    reference: Reference


@dataclass(frozen=True, slots=True)
class Principle:
    """One of the three principles that the four transities share."""

    id: str
    name: Text
    meaning: Text
    reference: Reference


@dataclass(frozen=True, slots=True)
class TimetableEntry:
    """A dated moment of a transitie as the source's timetable gives it (ISO date)."""

    date: str
    what: Text
    certainty: Certainty
    reference: Reference


@dataclass(frozen=True, slots=True)
class Transitie:
    """One of the four law changes, with the 2012 timetable."""

    id: str
    name: Text
    short: Text
    summary: Text
    timetable: tuple[TimetableEntry, ...]
    reference: Reference


@dataclass(frozen=True, slots=True)
class Sign:
    """Something one can see, hear or count when a criterion stands on plateau 4."""

    text: Text
    lines: str


@dataclass(frozen=True, slots=True)
class Level:
    """What an organisation does on one plateau for one criterion."""

    plateau: int
    text: Text
    origin: Origin


@dataclass(frozen=True, slots=True)
class Option:
    """One possible answer to a question; `value` is its place on the scale, None where there is no order."""

    key: str
    text: Text
    value: int | None


@dataclass(frozen=True, slots=True)
class Criterion:
    """What is asked: one aspect of an area, with a full statement for each plateau."""

    id: str
    area: str
    name: Text
    question: Text
    explanation: Text
    reference: Reference
    principles: tuple[str, ...]
    transities: tuple[str, ...]
    signs: tuple[Sign, ...]
    levels: tuple[Level, ...]

    def level(self, plateau: int) -> Level:
        """The descriptor of `plateau` (1..5)."""
        return self.levels[plateau - 1]

    @property
    def options(self) -> tuple[Option, ...]:
        """The possible answers: its five levels, with the number of the plateau as key."""
        return tuple(Option(str(level.plateau), level.text, level.plateau) for level in self.levels)


@dataclass(frozen=True, slots=True)
class Instrument:
    """A questionnaire.

    `area_share` is the percentage of an area's applicable criteria that must reach a plateau before the
    area stands on it; under `known_share` percent of known answers there is no verdict; `asked_plateau`
    is the plateau that the transities ask for.
    """

    id: str
    version: int
    kind: Kind
    name: Text
    introduction: Text
    area_share: int
    known_share: int
    asked_plateau: int
    criteria: tuple[Criterion, ...]

    @property
    def minutes(self) -> int:
        """How long all of it takes to read (in Dutch) and choose, rounded up to five: an estimate of ours."""
        asked = [text for item in self.criteria for text in (item.name, item.question)]
        described = [level.text for item in self.criteria for level in item.levels]
        words = sum(len(text.nl.split()) for text in asked + described)
        needed = words / WORDS_PER_MINUTE + len(self.criteria) * SECONDS_TO_CHOOSE / 60
        return 5 * math.ceil(needed / 5)

    def in_area(self, area: str) -> tuple[Criterion, ...]:
        """The criteria of `area`, in the order of asking."""
        return tuple(criterion for criterion in self.criteria if criterion.area == area)

    def criterion(self, criterion_id: str) -> Criterion:
        """The criterion with this id.

        Raises:
            KeyError: there is none.
        """
        for criterion in self.criteria:
            if criterion.id == criterion_id:
                return criterion
        raise KeyError(criterion_id)


@dataclass(frozen=True, slots=True)
class Estimate:
    """A three-point estimate in whole units (months, euro, days)."""

    low: int
    likely: int
    high: int

    def __post_init__(self) -> None:
        if not 0 <= self.low <= self.likely <= self.high:
            raise ValueError("an estimate needs 0 ≤ low ≤ likely ≤ high")


@dataclass(frozen=True, slots=True, order=True)
class Step:
    """One step of one criterion: from a plateau to the next."""

    criterion: str
    start: int
    end: int

    def __post_init__(self) -> None:
        if self.start not in PLATEAUS or self.end != self.start + 1 or self.end not in PLATEAUS:
            raise ValueError("a step goes from one plateau to the next, between 1 and 5")


@dataclass(frozen=True, slots=True)
class Intervention:
    """A maatregel: what an organisation does to bring criteria a plateau further.

    Durations are months, costs whole euro, efforts days of its own people per role; all hold for a
    municipality of 50,000 inhabitants or a provider of 250 staff, and are our estimates unless
    `estimate` says otherwise. A `retired` one is not offered any more, but plans that hold it name it.
    """

    id: str
    title: Text
    summary: Text
    first_steps: tuple[Text, ...]
    done_when: Text
    owner: Text
    track: Track
    steps: tuple[Step, ...]
    transities: tuple[str, ...]
    principles: tuple[str, ...]
    duration_months: Estimate
    one_off_cost_eur: Estimate
    structural_cost_eur_per_year: Estimate
    effort_days: Mapping[Role, Estimate]
    scales_with: Scaling
    all_of: tuple[str, ...]
    one_of: tuple[str, ...]
    excludes: tuple[str, ...]
    waits_for: Text | None
    risks: tuple[Text, ...]
    failure_signs: tuple[Text, ...]
    estimate: Origin
    basis: Origin
    references: tuple[Reference, ...]
    retired: bool = False

    @property
    def kind(self) -> Kind:
        """The kind of organisation it is meant for: the first part of its id."""
        return Kind(self.id.split(".", 1)[0])
