"""What a plan is for: targets at the end, milestones on the way, of criteria and of areas."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from plateau.roadmap.model.values import (
    MAX_DAYS,
    MAX_PERIODS,
    MAX_WEIGHT,
    FrozenMap,
    identifier,
    identifiers,
    keyed,
    later,
    optional_whole,
    plateau,
    whole,
)


@dataclass(frozen=True, slots=True)
class Target:
    """Where a criterion should stand at the start of ``deadline``, or at the end of the horizon.

    ``weight`` counts per missing step; a ``hard`` target is met by every plan.
    """

    criterion: str
    plateau: int
    weight: int = 1
    deadline: int | None = later(None)
    hard: bool = later(False)

    def __post_init__(self) -> None:
        identifier("targets.criterion", self.criterion)
        path = f"targets[{self.criterion}]"
        plateau(f"{path}.plateau", self.plateau)
        whole(f"{path}.weight", self.weight, 1, MAX_WEIGHT)
        optional_whole(f"{path}.deadline", self.deadline, 0, MAX_PERIODS)

    def moment(self, end: int) -> int:
        """The period at whose start it should be there; ``end``: the periods of the horizon."""
        return end if self.deadline is None else self.deadline


@dataclass(frozen=True, slots=True)
class Area:
    """Criteria that are judged together: it stands on a plateau when ``needed`` of them do, or more."""

    id: str
    criteria: frozenset[str]
    needed: int

    def __post_init__(self) -> None:
        path = f"areas[{identifier('areas.id', self.id)}]"
        object.__setattr__(self, "criteria", identifiers(f"{path}.criteria", self.criteria))
        whole(f"{path}.needed", self.needed, 1, MAX_DAYS)

    def level(self, levels: Mapping[str, int]) -> int:
        """The highest plateau that enough of its criteria stand on; ``levels`` says where each stands."""
        return sorted((levels[name] for name in self.criteria), reverse=True)[self.needed - 1]


@dataclass(frozen=True, slots=True)
class AreaTarget:
    """The same as ``Target``, for an area."""

    area: str
    plateau: int
    weight: int = 1
    deadline: int | None = None
    hard: bool = False

    def __post_init__(self) -> None:
        identifier("area_targets.area", self.area)
        path = f"area_targets[{self.area}]"
        plateau(f"{path}.plateau", self.plateau)
        whole(f"{path}.weight", self.weight, 1, MAX_WEIGHT)
        optional_whole(f"{path}.deadline", self.deadline, 0, MAX_PERIODS)

    def moment(self, end: int) -> int:
        """The period at whose start it should be there; ``end``: the periods of the horizon."""
        return end if self.deadline is None else self.deadline


@dataclass(frozen=True, slots=True)
class Milestone:
    """At the START of ``period`` each criterion of ``requirements`` stands at least on its plateau.

    So does each area of ``areas``, and each of ``interventions`` is done. Soft: ``weight`` counts once for
    every one that is not; a ``hard`` milestone is met by every plan. ``period`` may equal the number of
    periods: then it asks for the end of the horizon. ``transitie`` is the law track it belongs to, or None.
    """

    id: str
    period: int
    transitie: str | None
    requirements: Mapping[str, int]
    weight: int = 1
    areas: Mapping[str, int] = later(factory=FrozenMap)
    interventions: frozenset[str] = later(frozenset())
    hard: bool = later(False)

    def __post_init__(self) -> None:
        identifier("milestones.id", self.id)
        path = f"milestones[{self.id}]"
        whole(f"{path}.period", self.period, 0, MAX_PERIODS)
        whole(f"{path}.weight", self.weight, 1, MAX_WEIGHT)
        if self.transitie is not None:
            identifier(f"{path}.transitie", self.transitie)
        for name in ("requirements", "areas"):
            for criterion, level in keyed(f"{path}.{name}", getattr(self, name)).items():
                plateau(f"{path}.{name}[{identifier(f'{path}.{name}', criterion)}]", level)
            object.__setattr__(self, name, FrozenMap(getattr(self, name)))
        ids = identifiers(f"{path}.interventions", self.interventions)
        object.__setattr__(self, "interventions", ids)
