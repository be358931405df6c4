"""What a consultant must know of each transitie, and how the four hang together; pure data and look-ups.

Everything here is what a source said in its own year. Amounts are kept as found, with what conflicts
beside them; none of them is today's.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from plateau.catalogue.model import Catalogue, Origin, Reference
from plateau.language import Text


class MoneyKind(StrEnum):
    """What an amount is: money received, money taken away, how a year ended, a promise, or a price."""

    BUDGET = "budget"
    CUT = "cut"
    RESULT = "result"
    SAVING = "saving"
    PRICE = "price"


class Unit(StrEnum):
    """In what an amount is counted; the scale is the source's own."""

    EUR_MLN = "eur_mln"
    EUR_THOUSAND = "eur_thousand"
    EUR_PER_PLACE = "eur_per_place"
    EUR_PER_PERSON = "eur_per_person"
    PERCENT = "percent"


class State(StrEnum):
    """How far an amount is known. `pm` (left open by the source) and `unknown` are not zero."""

    EXACT = "exact"
    ESTIMATE = "estimate"
    RANGE = "range"
    PM = "pm"
    UNKNOWN = "unknown"
    CONTESTED = "contested"


class LinkKind(StrEnum):
    """What one transitie has to do with another, read from the first to the second."""

    NEEDS = "needs"
    FEEDS = "feeds"
    SHARES = "shares"
    BLOCKS = "blocks"


@dataclass(frozen=True, slots=True)
class Item:
    """One sentence of a dossier: a goal, a target group, a question, an indicator or a risk."""

    text: Text
    basis: Origin
    references: tuple[Reference, ...]

    @property
    def texts(self) -> tuple[Text, ...]:
        """What a reader can find here."""
        return (self.text,)


@dataclass(frozen=True, slots=True)
class Move:
    """What goes from whom to whom; `giver` is None where no source names one or the duty is new."""

    what: Text
    giver: Text | None
    receiver: Text
    basis: Origin
    references: tuple[Reference, ...]

    @property
    def texts(self) -> tuple[Text, ...]:
        """What a reader can find here."""
        return (self.what, *_given(self.giver), self.receiver)


@dataclass(frozen=True, slots=True)
class Figure:
    """An amount as a source gives it.

    `year` is the year the amount is for, None where the source names none; `as_of` is the year in which
    it was said. `low` equals `high` for a single amount; both are None when there is none (pm, unknown).
    `remark` tells what is unclear, conflicts, or holds only outside the source.
    """

    what: Text
    kind: MoneyKind
    unit: Unit
    year: int | None
    as_of: int
    state: State
    low: int | None
    high: int | None
    remark: Text | None
    basis: Origin
    references: tuple[Reference, ...]

    @property
    def texts(self) -> tuple[Text, ...]:
        """What a reader can find here."""
        return (self.what, *_given(self.remark))


@dataclass(frozen=True, slots=True)
class Choice:
    """A decision that lies ahead: the question, who decides, the options (none if no source gives any)."""

    text: Text
    decides: Text
    options: tuple[Text, ...]
    basis: Origin
    references: tuple[Reference, ...]

    @property
    def texts(self) -> tuple[Text, ...]:
        """What a reader can find here."""
        return (self.text, self.decides, *self.options)


def _given(text: Text | None) -> tuple[Text, ...]:
    return () if text is None else (text,)


@dataclass(frozen=True, slots=True)
class Dossier:
    """All of the above for one transitie; `id` is the transitie's."""

    id: str
    moves: tuple[Move, ...]
    goals: tuple[Item, ...]
    target_groups: tuple[Item, ...]
    money: tuple[Figure, ...]
    choices: tuple[Choice, ...]
    questions: tuple[Item, ...]
    indicators: tuple[Item, ...]
    risks: tuple[Item, ...]

    def sourced(self) -> tuple[Item | Move | Figure | Choice, ...]:
        """Every part that must carry a source, in the order of the dossier."""
        return (
            *self.moves,
            *self.goals,
            *self.target_groups,
            *self.money,
            *self.choices,
            *self.questions,
            *self.indicators,
            *self.risks,
        )


@dataclass(frozen=True, slots=True)
class Link:
    """One transitie needs, feeds, shares with or blocks another (ids of transities)."""

    start: str
    end: str
    kind: LinkKind
    text: Text
    basis: Origin
    references: tuple[Reference, ...]


def links_of(catalogue: Catalogue, transitie_id: str) -> tuple[Link, ...]:
    """The links that begin or end at a transitie: first those it begins, each in the order of the file."""
    begins = tuple(link for link in catalogue.links if link.start == transitie_id)
    ends = tuple(link for link in catalogue.links if link.end == transitie_id and link.start != transitie_id)
    return begins + ends
