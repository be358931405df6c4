"""What bounds a part of the programme: funds, change, decisions, the past, conditions, alternatives."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from plateau.roadmap.model.intervention import Intervention
from plateau.roadmap.model.values import (
    MAX_CENTS,
    MAX_DAYS,
    MAX_PERIODS,
    InvalidProblem,
    identifier,
    identifiers,
    optional_whole,
    whole,
)


class Counted(StrEnum):
    """What counts against a fund."""

    ALL = "all"  # every cent spent in its periods, one-off and structural
    STARTS = "starts"  # the whole one-off amount of what starts in its periods


def select(items: Iterable[Intervention], ids: frozenset[str], tags: frozenset[str]) -> tuple[str, ...]:
    """The interventions of ``ids`` and those that bear one of ``tags``; all when both are empty."""
    everything = not ids and not tags
    return tuple(item.id for item in items if everything or item.id in ids or item.names & tags)


@dataclass(frozen=True, slots=True)
class Fund:
    """At most ``limit`` cents for a set of interventions in a set of periods: beside the yearly budgets.

    In ``periods``, or in ``year``, or, when neither is given, in the whole horizon. For ``interventions`` and
    those that bear one of ``tags`` (a tag, transitie, principle, unit or track), or, when neither is given,
    for all.
    """

    id: str
    limit: int
    periods: frozenset[int] = frozenset()
    year: int | None = None
    interventions: frozenset[str] = frozenset()
    tags: frozenset[str] = frozenset()
    on: Counted = Counted.ALL

    def __post_init__(self) -> None:
        path = f"funds[{identifier('funds.id', self.id)}]"
        whole(f"{path}.limit", self.limit, 0, MAX_CENTS)
        for period in self.periods:
            whole(f"{path}.periods", period, 0, MAX_PERIODS - 1)
        object.__setattr__(self, "periods", frozenset(self.periods))
        if self.year is not None and self.periods:
            raise InvalidProblem(f"{path}.year", "give periods or a year, not both.")
        optional_whole(f"{path}.year", self.year, 1899, 2211)
        for name in ("interventions", "tags"):
            object.__setattr__(self, name, identifiers(f"{path}.{name}", getattr(self, name)))


@dataclass(frozen=True, slots=True)
class ChangeLoad:
    """How much change at once: in no period more than ``limit`` of what runs, each by its ``change``.

    Counts ``interventions``, those that bear one of ``tags`` (a unit, say) and those with a step in ``area``;
    when none of these is given, all.
    """

    id: str
    limit: int
    interventions: frozenset[str] = frozenset()
    tags: frozenset[str] = frozenset()
    area: str | None = None

    def __post_init__(self) -> None:
        path = f"change_loads[{identifier('change_loads.id', self.id)}]"
        whole(f"{path}.limit", self.limit, 0, MAX_DAYS)
        for name in ("interventions", "tags"):
            object.__setattr__(self, name, identifiers(f"{path}.{name}", getattr(self, name)))
        if self.area is not None:
            identifier(f"{path}.area", self.area)


@dataclass(frozen=True, slots=True)
class Pin:
    """What was decided about one intervention: ``id`` is its id.

    ``start``: it is done, and starts then. ``not_before``, ``not_after``: if it is done, it starts no sooner
    and no later. ``mode``: it is done no other way (an empty text: as it stands).
    """

    id: str
    start: int | None = None
    not_before: int | None = None
    not_after: int | None = None
    mode: str | None = None

    def __post_init__(self) -> None:
        path = f"pins[{identifier('pins.id', self.id)}]"
        for name in ("start", "not_before", "not_after"):
            optional_whole(f"{path}.{name}", getattr(self, name), 0, MAX_PERIODS)
        if self.not_before is not None and self.not_after is not None and self.not_after < self.not_before:
            raise InvalidProblem(f"{path}.not_after", f"{self.not_after} lies before {self.not_before}.")


@dataclass(frozen=True, slots=True)
class Past:
    """What was begun before ``Problem.now`` or in it: done, or running until ``end`` as far as is known.

    When that is not as long as it was to take, what it takes in all falls evenly over the time it did take.
    """

    id: str
    start: int
    end: int
    mode: str = ""

    def __post_init__(self) -> None:
        path = f"past[{identifier('past.id', self.id)}]"
        whole(f"{path}.start", self.start, 0, MAX_PERIODS - 1)
        whole(f"{path}.end", self.end, self.start + 1, MAX_PERIODS)


@dataclass(frozen=True, slots=True)
class Condition:
    """Something outside that holds from the start of ``period`` on.

    When that is not certain, ``latest`` is the last moment it may be; plans count on that one.
    """

    id: str
    period: int
    latest: int | None = None

    def __post_init__(self) -> None:
        path = f"conditions[{identifier('conditions.id', self.id)}]"
        whole(f"{path}.period", self.period, 0, MAX_PERIODS)
        optional_whole(f"{path}.latest", self.latest, 0, MAX_PERIODS)
        if self.latest is not None and self.latest < self.period:
            raise InvalidProblem(f"{path}.latest", f"{self.latest} lies before {self.period}.")

    @property
    def certain(self) -> int:
        """The period from which it surely holds."""
        return self.period if self.latest is None else self.latest


@dataclass(frozen=True, slots=True)
class Group:
    """Alternatives: of ``interventions`` at most one is done, exactly one when ``required``."""

    id: str
    interventions: frozenset[str]
    required: bool = False

    def __post_init__(self) -> None:
        path = f"groups[{identifier('groups.id', self.id)}]"
        object.__setattr__(self, "interventions", identifiers(f"{path}.interventions", self.interventions))
        if not self.interventions:
            raise InvalidProblem(f"{path}.interventions", "expected at least one id, found none.")
