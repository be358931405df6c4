"""What someone who waits for a calculation is told."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest

from plateau.roadmap.calculation import SILENCE, Calculation, Condition, State

NOW = datetime(2026, 11, 25, 12, 0, tzinfo=UTC)
LONG_AGO = NOW - timedelta(hours=1)
JUST_NOW = NOW - SILENCE + timedelta(seconds=1)
ASKED = Calculation(
    id=uuid4(),
    organisation_id=uuid4(),
    round_id=uuid4(),
    scenario_id=uuid4(),
    ambition_id=uuid4(),
    problem_hash="0",
    state=State.QUEUED,
    requested_at=LONG_AGO,
    requested_by=uuid4(),
)


@pytest.mark.parametrize(
    ("item", "worker", "expected"),
    [
        (replace(ASKED, requested_at=JUST_NOW), None, Condition.WAITING),
        (ASKED, JUST_NOW, Condition.WAITING),  # a worker is busy with someone else's
        (ASKED, LONG_AGO, Condition.UNATTENDED),
        (ASKED, None, Condition.UNATTENDED),
        (replace(ASKED, state=State.RUNNING, seen_at=JUST_NOW), None, Condition.RUNNING),
        (
            replace(ASKED, state=State.RUNNING, seen_at=JUST_NOW, cancel_requested_at=NOW),
            None,
            Condition.STOPPING,
        ),
        (replace(ASKED, state=State.RUNNING, seen_at=NOW - SILENCE), JUST_NOW, Condition.BROKEN),
        (replace(ASKED, state=State.DONE, plan_id=uuid4()), None, Condition.ENDED),
        (replace(ASKED, state=State.DONE), None, Condition.ENDED),
        (replace(ASKED, state=State.FAILED), None, Condition.BROKEN),
        (replace(ASKED, state=State.INTERRUPTED), None, Condition.BROKEN),
        (replace(ASKED, state=State.REPLACED), None, Condition.BROKEN),
    ],
)
def test_what_is_told(item: Calculation, worker: datetime | None, expected: Condition) -> None:
    assert item.condition(now=NOW, worker_seen_at=worker) is expected
    awaited = expected in {Condition.WAITING, Condition.RUNNING, Condition.STOPPING}
    assert item.is_awaited(now=NOW, worker_seen_at=worker) == awaited
