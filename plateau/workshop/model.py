"""A live session: its agenda, where it stands, who takes part and what they vote."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from plateau.assessment.answer_scale import PLATEAU_SCALE, AnswerScale, scale_of
from plateau.assessment.model import Answer, Mark, Perspective
from plateau.catalogue.model import PLATEAUS
from plateau.catalogue.scan import Questionnaire

TEXT_LENGTH = 2000
NAME_LENGTH = 100
LARGEST_QUORUM = 200
#: Without letters and digits that look like one another on a beamer: no O/0, I/1/L, S/5, B/8, Z/2, U/V.
CODE_ALPHABET = "ACDEFGHJKMNPQRTWXY34679"
CODE_LENGTH = 6


class Phase(StrEnum):
    """What happens with the item at hand; WELCOME comes before the first item, CLOSED after the last."""

    WELCOME = "welcome"
    VOTE = "vote"
    REVEAL = "reveal"
    DISCUSS = "discuss"
    AGREE = "agree"
    CLOSED = "closed"


class Subject(StrEnum):
    """What an item is about: where a criterion stands, or which plateau is wanted for an area."""

    CRITERION = "criterion"
    AREA = "area"


@dataclass(frozen=True, slots=True)
class Position:
    """Where a session stands: the number of the item (from 1; 0 before the first) and its phase.

    A session never comes back to a position: a command that says from which one it departs can be
    carried out once.
    """

    item: int
    phase: Phase

    def __str__(self) -> str:
        return f"{self.item}-{self.phase.value}"

    @classmethod
    def parse(cls, text: str) -> Position:
        """The position that was written as `text`.

        Raises:
            ValueError: it is none.
        """
        number, _, phase = text.partition("-")
        if not (number.isascii() and number.isdigit() and len(number) <= 4):
            raise ValueError(f"{text!r} is no position")
        return cls(int(number), Phase(phase))


@dataclass(frozen=True, slots=True)
class Topic:
    """What an item asks: `reference` is the id of a criterion (or of a scan's question) or of an area."""

    subject: Subject
    reference: str

    def scale(self, asked: Questionnaire) -> AnswerScale:
        """What one can vote; of an area a plateau."""
        if self.subject is Subject.AREA:
            return PLATEAU_SCALE
        return scale_of(asked.criterion(self.reference))


@dataclass(frozen=True, slots=True)
class Decision:
    """What the group concluded on an item: a plateau or, of a scan, an option; neither when it left it open.

    `dissent` says who saw it differently and why; `action` what will be done, `owner` by whom.
    """

    plateau: int | None
    reason: str = ""
    dissent: str = ""
    action: str = ""
    owner: str = ""
    option: str | None = None

    def __post_init__(self) -> None:
        if self.plateau is not None and self.plateau not in PLATEAUS:
            raise ValueError("a decision is a plateau from 1 to 5, or none")
        if self.plateau is not None and self.option is not None:
            raise ValueError("a decision is a plateau or an option, not both")
        if max(map(len, (self.reason, self.dissent, self.action))) > TEXT_LENGTH:
            raise ValueError(f"a text has at most {TEXT_LENGTH} characters")
        if len(self.owner) > NAME_LENGTH:
            raise ValueError(f"a name has at most {NAME_LENGTH} characters")

    @property
    def is_decided(self) -> bool:
        """Whether there is a value; an open one is a conclusion too, but none of these."""
        return self.plateau is not None or self.option is not None

    def answer(self, criterion: str) -> Answer:
        """The value as the answer to this criterion; without a mark when it was left open."""
        mark = Mark.PLATEAU if self.plateau else Mark.OPTION if self.option else None
        return Answer(criterion, mark, self.plateau, option=self.option)


@dataclass(frozen=True, slots=True)
class Item:
    """One item of the agenda; `number` counts from 1. Not revealed: what was voted is nobody's business."""

    id: UUID
    number: int
    topic: Topic
    revealed_at: datetime | None
    decision: Decision | None

    @property
    def is_revealed(self) -> bool:
        """Whether its votes were shown."""
        return self.revealed_at is not None


@dataclass(frozen=True, slots=True)
class Workshop:
    """A live session on a round.

    `version` grows with everything that a screen must show anew. `code` is how one joins; a closed session
    has none. `quorum` is the number of votes that an item needs before they are shown.
    """

    id: UUID
    organisation_id: UUID
    round_id: UUID
    code: str | None
    position: Position
    version: int
    quorum: int
    timer_ends_at: datetime | None
    started_by: UUID
    started_at: datetime
    closed_at: datetime | None
    items: tuple[Item, ...]

    @property
    def is_closed(self) -> bool:
        """Whether the session has ended."""
        return self.position.phase is Phase.CLOSED

    @property
    def current(self) -> Item | None:
        """The item at hand; none at the welcome and after the end."""
        if self.position.phase in {Phase.WELCOME, Phase.CLOSED}:
            return None
        return self.items[self.position.item - 1]

    def topic_at(self, position: Position) -> Topic | None:
        """What the item at a position is about; None where there is no item."""
        return self.items[position.item - 1].topic if 0 < position.item <= len(self.items) else None

    @property
    def wanted(self) -> dict[str, Decision]:
        """What the group decided on areas: the plateau it wants, by area; areas left open are not in it."""
        return {
            item.topic.reference: item.decision
            for item in self.items
            if item.topic.subject is Subject.AREA and item.decision and item.decision.plateau
        }


@dataclass(frozen=True, slots=True)
class Seat:
    """Someone who takes part, on a phone and without an account."""

    id: UUID
    workshop_id: UUID
    name: str
    perspective: Perspective
    joined_at: datetime


@dataclass(frozen=True, slots=True)
class Vote:
    """What one seat votes on one item: `plateau` and `option` belong to their marks, as in an `Answer`."""

    mark: Mark
    plateau: int | None = None
    option: str | None = None

    def __post_init__(self) -> None:
        self.answer("vote")  # an answer says itself what it may hold

    @property
    def choice(self) -> str:
        """How forms write this vote: "1" to "5", the key of an option, "weet_niet" or "nvt"."""
        return self.answer("vote").choice

    def answer(self, criterion: str) -> Answer:
        """The vote as the answer to this criterion."""
        return Answer(criterion, self.mark, self.plateau, option=self.option)

    @classmethod
    def parse(cls, choice: str, scale: AnswerScale = PLATEAU_SCALE) -> Vote:
        """The vote that a form wrote as `choice`, on this scale.

        Raises:
            ValueError: it is none.
        """
        given = scale.answer("vote", choice)
        assert given.mark is not None
        return cls(given.mark, given.plateau, given.option)


@dataclass(frozen=True, slots=True)
class Pulse:
    """What every screen of a session may know at any time, and asks for each second: no value of any vote.

    `ready` is how many seats voted on the item at hand (0 when there is none).
    """

    workshop_id: UUID
    version: int
    joined: int
    ready: int
    timer_ends_at: datetime | None


@dataclass(frozen=True, slots=True)
class EarlyCandidate:
    """A handed-in questionnaire that may count as votes: whose, at which revision; not what it says."""

    response_id: UUID
    name: str
    revision: int
