"""What bounds a part of the programme: funds, outside conditions, alternatives."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from plateau.roadmap.model.intervention import Intervention
from plateau.roadmap.model.values import (
    MAX_CENTS,
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
