"""Rounds, responses and answers; scores, ambition and gaps."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from plateau.accounts.model import Organisation
from plateau.catalogue.model import PLATEAUS
from plateau.catalogue.scan import is_own
from plateau.tailoring.model import AskedVersion

COMMENT_LENGTH = 4000
MOTIVATION_LENGTH = 4000
MINIMUM_GROUP = 3


class RoundState(StrEnum):
    """Where a round stands."""

    PREPARATION = "preparation"
    OPEN = "open"
    CLOSED = "closed"
    CONSENSUS = "consensus"
    ADOPTED = "adopted"
    ARCHIVED = "archived"


class Anonymity(StrEnum):
    """Whether answers are shown with a name; chosen before the round opens."""

    NAMED = "named"
    ANONYMOUS = "anonymous"


class Perspective(StrEnum):
    """From which place in or around the organisation someone answers."""

    BESTUUR = "bestuur"
    MANAGEMENT = "management"
    PROFESSIONALS = "professionals"
    STAF = "staf"
    PARTNER = "partner"
    CLIENTEN = "clienten"


class Link(StrEnum):
    """The links by which a participant comes in without an account (ADR 15)."""

    HANDED = "handed"  # handed out by who leads the round, who can see it
    OWN = "own"  # goes in mail, to the address on the list, and is shown to nobody else
    SEAT = "seat"  # of who pressed "begin" at a handed link: for their own browsers


class Mark(StrEnum):
    """What kind of answer was given: "don't know" and "not applicable" are answers of their own."""

    PLATEAU = "plateau"
    OPTION = "optie"
    UNKNOWN = "weet_niet"
    NOT_APPLICABLE = "nvt"


@dataclass(frozen=True, slots=True)
class Answer:
    """One person's answer to one criterion.

    `plateau` (1..5) belongs to the mark PLATEAU alone, `option` (a key of the question's scale, when that
    is no plateau scale) to the mark OPTION. Without a mark there is a comment only: the criterion is
    still open.
    """

    criterion: str
    mark: Mark | None
    plateau: int | None
    comment: str = ""
    option: str | None = None

    def __post_init__(self) -> None:
        if (self.mark is Mark.PLATEAU) != (self.plateau in PLATEAUS):
            raise ValueError("an answer has a plateau from 1 to 5 exactly when its mark says so")
        if (self.mark is Mark.OPTION) != bool(self.option):
            raise ValueError("an answer has an option exactly when its mark says so")
        if len(self.comment) > COMMENT_LENGTH:
            raise ValueError(f"a comment has at most {COMMENT_LENGTH} characters")

    @property
    def is_given(self) -> bool:
        """Whether the criterion counts as answered."""
        return self.mark is not None

    @property
    def choice(self) -> str:
        """How forms write this answer: the plateau, the option's key, or the mark; "" without one."""
        if self.plateau is not None:
            return str(self.plateau)
        return self.option or (self.mark.value if self.mark else "")

    @property
    def lacks_reason(self) -> bool:
        """Whether it says "not applicable" without a word why: that takes a criterion out of the profile."""
        return self.mark is Mark.NOT_APPLICABLE and not self.comment.strip()


@dataclass(frozen=True, slots=True)
class RoundDetails:
    """What is chosen for a round while it is prepared: what it is about, and what who answers is promised.

    `period`: the time it is about, in words. `unit`: the part of the organisation it is about; None is all of
    it. `minimum_group`: no figure is shown of fewer people.
    """

    name: str
    is_baseline: bool
    period: str = ""
    unit: str | None = None
    anonymity: Anonymity = Anonymity.NAMED
    minimum_group: int = MINIMUM_GROUP

    def __post_init__(self) -> None:
        if self.minimum_group < MINIMUM_GROUP:
            raise ValueError(f"a group has at least {MINIMUM_GROUP} people")


@dataclass(frozen=True, slots=True)
class RoundEvent:
    """One step of a round from state to state: who, when and why (a reason is there on the way back)."""

    from_state: RoundState
    to_state: RoundState
    by: UUID
    at: datetime
    reason: str


@dataclass(frozen=True, slots=True)
class Round:
    """A measurement (meting) with one version of one instrument.

    `questionnaire_digest`: under what the copy of what it asks is kept; None when that is the organisation's
    own. `opened_at`: when it first took answers; None as long as it never did. The rest: see `RoundDetails`.
    """

    id: UUID
    organisation_id: UUID
    name: str
    instrument_id: str
    instrument_version: int
    questionnaire_digest: str | None
    is_baseline: bool
    state: RoundState
    anonymity: Anonymity
    opened_at: datetime | None
    created_at: datetime
    period: str = ""
    unit: str | None = None
    minimum_group: int = MINIMUM_GROUP

    def __post_init__(self) -> None:
        if self.minimum_group < MINIMUM_GROUP:
            raise ValueError(f"a group has at least {MINIMUM_GROUP} people")

    @property
    def details(self) -> RoundDetails:
        """What was chosen for it."""
        return RoundDetails(
            name=self.name,
            is_baseline=self.is_baseline,
            period=self.period,
            unit=self.unit,
            anonymity=self.anonymity,
            minimum_group=self.minimum_group,
        )

    @property
    def is_open(self) -> bool:
        """Whether answers can be given."""
        return self.state is RoundState.OPEN

    @property
    def asked(self) -> AskedVersion:
        """The version of the questionnaire that it asks."""
        return AskedVersion(
            self.organisation_id, self.instrument_id, self.instrument_version, self.questionnaire_digest
        )

    @property
    def asks_own(self) -> bool:
        """Whether it asks a questionnaire that the organisation brought itself."""
        return is_own(self.instrument_id)


@dataclass(frozen=True, slots=True)
class Participant:
    """Someone who takes part in a round, with an account (`person_id`) or without.

    `areas`: what they are asked; empty is all of it. `has_link`: a personal link was made; its token is not
    kept, only a hash of it. The link works until `token_expires_at`, unless it was revoked before.
    `language`: what we write to them in, and what their pages begin in, as long as they have no account.
    """

    id: UUID
    round_id: UUID
    person_id: UUID | None
    name: str
    email: str | None
    perspective: Perspective
    areas: frozenset[str] = frozenset()
    invited_at: datetime | None = None
    reminded_at: datetime | None = None
    has_link: bool = False
    token_expires_at: datetime | None = None
    revoked_at: datetime | None = None
    language: str = "nl"

    def is_asked(self, area: str) -> bool:
        """Whether the questions of this area are for them."""
        return not self.areas or area in self.areas


@dataclass(frozen=True, slots=True)
class Guest:
    """Someone who came in by a personal link: who acts, where there is no account (see `Actor`).

    `seat`: the hash of the link of their seat, when that is what they came in by.
    """

    participant: Participant
    organisation: Organisation
    seat: str | None = None


@dataclass(frozen=True, slots=True)
class Response:
    """What one participant filled in; `revision` grows with every save.

    Without a person they answer through a personal link.
    """

    id: UUID
    round_id: UUID
    participant_id: UUID
    person_id: UUID | None
    revision: int
    submitted_at: datetime | None
    saved_at: datetime | None
    answers: Mapping[str, Answer]

    @property
    def is_submitted(self) -> bool:
        """Whether the person handed it in."""
        return self.submitted_at is not None

    def answered(self, criteria: tuple[str, ...]) -> int:
        """How many of `criteria` have an answer."""
        return sum(
            1 for criterion in criteria if criterion in self.answers and self.answers[criterion].is_given
        )


@dataclass(frozen=True, slots=True)
class AnswerVersion:
    """What someone answered at a moment; the last version of a criterion is the one that counts."""

    answer: Answer
    saved_at: datetime


@dataclass(frozen=True, slots=True)
class Target:
    """The plateau wanted for an area, or for one criterion of it when `criterion` is given."""

    area: str
    plateau: int
    criterion: str | None = None

    def __post_init__(self) -> None:
        if self.plateau not in PLATEAUS:
            raise ValueError("a target is a plateau from 1 to 5")


@dataclass(frozen=True, slots=True)
class Ambition:
    """Where the organisation wants to be at `horizon`, and why; every change is a new version.

    `motivations` holds a text per area id.
    """

    id: UUID
    organisation_id: UUID
    round_id: UUID
    version: int
    horizon: date
    motivation: str
    motivations: Mapping[str, str]
    targets: tuple[Target, ...]
    set_by: UUID
    set_at: datetime

    def area_target(self, area: str) -> int | None:
        """The plateau wanted for an area as a whole."""
        for target in self.targets:
            if target.area == area and target.criterion is None:
                return target.plateau
        return None

    def criterion_target(self, area: str, criterion: str) -> int | None:
        """The plateau wanted for a criterion: its own target, else its area's."""
        for target in self.targets:
            if target.criterion == criterion:
                return target.plateau
        return self.area_target(area)
