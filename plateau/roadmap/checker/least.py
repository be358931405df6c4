"""Whether a way out gives as much as it takes, and no more: each part of it made a unit less, and tried."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from plateau.roadmap.checker.closing import Closing
from plateau.roadmap.checker.violation import Violation, untrue
from plateau.roadmap.model import WayOut

_AMOUNTS = ("extra_per_year", "extra_funds", "extra_change", "worse")


def not_least(path: str, way: WayOut, closing: Closing, clock: float) -> Iterator[Violation | None]:
    """What is wrong with one way out, all else staying as good as it is; None for what was not found out.

    ``clock``: it is tried until then, by the monotonic one.
    """
    enough = closing.enough(way, clock)
    if enough is False:
        yield untrue(path, "with all that it gives, the gap cannot be closed without loss elsewhere.")
        return
    if enough is None or not way.proven or way.instead_of:
        # How far other goals give way is weighed together: less of one can be more of another.
        yield None
        return
    for part, less in _less(way, closing.lasts(way.extra_periods - 1)):
        enough = closing.enough(less, clock)
        if enough:
            yield untrue(f"{path}.{part}", "less is enough.")
        elif enough is None:
            yield None


def _less(way: WayOut, periods: int) -> Iterator[tuple[str, WayOut]]:
    """The way out with one part of it a unit less; with one period less there are so many ``periods``."""
    if way.extra_periods:
        days = {role: all_[:periods] for role, all_ in way.extra_days_per_period.items()}
        yield "extra_periods", replace(way, extra_periods=way.extra_periods - 1, extra_days_per_period=days)
    for path in way.lifted:
        yield "lifted", replace(way, lifted=tuple(other for other in way.lifted if other != path))
    for name in _AMOUNTS:
        amounts = getattr(way, name)
        for key, amount in amounts.items():
            fewer: dict[str, Any] = {name: {**amounts, key: amount - 1}}
            yield f"{name}[{key}]", replace(way, **fewer)
    for role, per_period in way.extra_days_per_period.items():
        for period, days_ in enumerate(per_period):
            if days_:
                given = {
                    **way.extra_days_per_period,
                    role: (*per_period[:period], days_ - 1, *per_period[period + 1 :]),
                }
                yield f"extra_days_per_period[{role}]", replace(way, extra_days_per_period=given)
