"""What a plan is for: targets at the end, milestones on the way."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from plateau.roadmap.model.values import (
    MAX_PERIODS,
    MAX_WEIGHT,
    FrozenMap,
    identifier,
    keyed,
    plateau,
    whole,
)


@dataclass(frozen=True, slots=True)
class Target:
    """Where a criterion should stand at the end of the horizon; ``weight`` counts per missing step."""

    criterion: str
    plateau: int
    weight: int = 1

    def __post_init__(self) -> None:
        identifier("targets.criterion", self.criterion)
        plateau(f"targets[{self.criterion}].plateau", self.plateau)
        whole(f"targets[{self.criterion}].weight", self.weight, 1, MAX_WEIGHT)


@dataclass(frozen=True, slots=True)
class Milestone:
    """At the START of ``period`` each criterion of ``requirements`` stands at least on its plateau.

    Soft: ``weight`` counts once for every criterion that does not. ``period`` may equal the number of
    periods: then it asks for the end of the horizon. ``transitie`` is the law track it belongs to, or None.
    """

    id: str
    period: int
    transitie: str | None
    requirements: Mapping[str, int]
    weight: int = 1

    def __post_init__(self) -> None:
        identifier("milestones.id", self.id)
        path = f"milestones[{self.id}]"
        whole(f"{path}.period", self.period, 0, MAX_PERIODS)
        whole(f"{path}.weight", self.weight, 1, MAX_WEIGHT)
        if self.transitie is not None:
            identifier(f"{path}.transitie", self.transitie)
        for criterion, level in keyed(f"{path}.requirements", self.requirements).items():
            plateau(f"{path}.requirements[{identifier(f'{path}.requirements', criterion)}]", level)
        object.__setattr__(self, "requirements", FrozenMap(self.requirements))
