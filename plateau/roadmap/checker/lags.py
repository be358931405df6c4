"""The time that must lie between two interventions."""

from __future__ import annotations

from plateau.roadmap.model import Lag, Scheduled


def wait(lag: Lag, waiting: Scheduled, other: Scheduled) -> int:
    """Periods from ``other`` to what waits for it, counted as ``lag`` says."""
    mine = waiting.start if lag.to == "start" else waiting.end
    return mine - (other.start if lag.since == "start" else other.end)


def keeps(lag: Lag, waited: int) -> bool:
    """Whether that is long enough, and not too long."""
    return lag.least <= waited and (lag.most is None or waited <= lag.most)
