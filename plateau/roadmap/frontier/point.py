"""A plan as a point: what it reaches, what it costs, when it is over."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from plateau.roadmap.model import Plan


@dataclass(frozen=True, slots=True)
class Point:
    """``effect``: what is missed, milestones before targets or as the problem orders them; less is better.

    Effects are compared as the planner does: a later number only counts when the ones before are equal.
    ``cost`` in cents as the planner charges it; ``finish`` the period in which all is over. ``proven``: with
    this money no better effect exists, with this effect no lower cost, and with both no earlier finish.
    """

    effect: tuple[int, ...]
    cost: int
    finish: int
    plan: Plan
    proven: bool

    @property
    def place(self) -> tuple[tuple[int, ...], int, int]:
        """Where it stands on the three axes."""
        return self.effect, self.cost, self.finish

    def beats(self, other: Point) -> bool:
        """Whether it is at least as good on all axes and better on one."""
        return self.place != other.place and (
            self.effect <= other.effect and self.cost <= other.cost and self.finish <= other.finish
        )


@dataclass(frozen=True, slots=True)
class Frontier:
    """Points that no other beats, the cheapest first.

    ``complete``: every such point is here, and each is proven; else time, a limit or a stop cut it short. So
    without points, and complete, no plan is possible.
    """

    points: tuple[Point, ...]
    complete: bool


def undominated(points: Iterable[Point]) -> tuple[Point, ...]:
    """Those that no other beats, each place once, by cost and then effect."""
    unique = {point.place: point for point in points}
    kept = [one for one in unique.values() if not any(other.beats(one) for other in unique.values())]
    return tuple(sorted(kept, key=lambda point: (point.cost, point.effect, point.finish)))
