"""What is computed in the background for a round: how far it is, and how it ended. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from uuid import UUID

from plateau.roadmap.solver import Progress

#: A worker that lives writes every second; after this long without a sign it is taken for dead.
SILENCE = timedelta(seconds=20)


class State(StrEnum):
    """How far a calculation is, as it is kept."""

    QUEUED = "queued"
    RUNNING = "running"
    DONE = "done"  # searched to the end, or stopped by a person with what was found; see `plan_id`
    FAILED = "failed"  # something went wrong in the worker
    INTERRUPTED = "interrupted"  # the worker was stopped half-way
    REPLACED = "replaced"  # someone asked for another one meanwhile: nobody waits for this


class Sought(StrEnum):
    """What a calculation looks for."""

    ROADMAP = "roadmap"
    FRONTIER = "frontier"  # the choices between money, reach and time


OPEN = frozenset({State.QUEUED, State.RUNNING})


class Condition(StrEnum):
    """What someone who waits for a calculation needs to know about it."""

    WAITING = "waiting"  # for its turn
    UNATTENDED = "unattended"  # for its turn, and no worker gives a sign of life
    RUNNING = "running"
    STOPPING = "stopping"
    ENDED = "ended"
    BROKEN = "broken"  # it ended without an answer, or its worker is silent


@dataclass(frozen=True, slots=True)
class Calculation:
    """One calculation for a round; `seen_at` is the worker's last sign of life.

    `plan_id` is the roadmap that came of it, None as long as nothing was found; of an open calculation the
    one of which reasons are still sought. `found`: points of a frontier so far.
    """

    id: UUID
    organisation_id: UUID
    round_id: UUID
    scenario_id: UUID
    ambition_id: UUID
    problem_hash: str
    state: State
    requested_at: datetime
    requested_by: UUID
    started_at: datetime | None = None
    seen_at: datetime | None = None
    ended_at: datetime | None = None
    cancel_requested_at: datetime | None = None
    progress: tuple[Progress, ...] = ()
    plan_id: UUID | None = None
    sought: Sought = Sought.ROADMAP
    found: int = 0

    def condition(self, *, now: datetime, worker_seen_at: datetime | None) -> Condition:
        """What to tell at `now`; `worker_seen_at`: the last sign of life in any calculation of anyone."""
        if self.state is State.DONE:
            return Condition.ENDED
        if self.state not in OPEN:
            return Condition.BROKEN
        if self.state is State.QUEUED:
            alive = max(filter(None, (self.requested_at, worker_seen_at)))
            return Condition.WAITING if now - alive < SILENCE else Condition.UNATTENDED
        if now - (self.seen_at or self.requested_at) >= SILENCE:
            return Condition.BROKEN
        return Condition.STOPPING if self.cancel_requested_at else Condition.RUNNING

    def is_awaited(self, *, now: datetime, worker_seen_at: datetime | None) -> bool:
        """Whether an answer is still to be expected."""
        return self.condition(now=now, worker_seen_at=worker_seen_at) in _AWAITED


_AWAITED = frozenset({Condition.WAITING, Condition.RUNNING, Condition.STOPPING})
