"""When a message is tried again, and when not any more."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plateau.assessment.outgoing import WAIT_FOR, Next, State, after
from plateau.mail.model import Outcome, Verdict

NOW = datetime(2026, 11, 29, 12, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("verdict", "state"),
    [(Verdict.SENT, State.SENT), (Verdict.REFUSED, State.FAILED), (Verdict.UNSURE, State.UNSURE)],
)
@given(attempts=st.integers(1, 20))
def test_what_is_certain_ends_it(verdict: Verdict, state: State, attempts: int) -> None:
    assert after(Outcome(verdict), attempts=attempts, now=NOW).state is state


def test_what_may_go_later_waits_longer_each_time_and_fails_in_the_end() -> None:
    later = Outcome(Verdict.LATER, "recipient 451")
    steps = [after(later, attempts=attempts, now=NOW) for attempts in range(1, len(WAIT_FOR) + 2)]
    waits = [step.due_at - NOW for step in steps[:-1]]
    assert all(step.state is State.WAITING for step in steps[:-1])
    assert waits == sorted(waits)
    assert len(set(waits)) == len(waits)
    assert waits[0] == timedelta(minutes=1)
    assert sum(waits, timedelta()) > timedelta(hours=5)  # a mail server may be down for an afternoon
    assert steps[-1] == Next(State.FAILED, NOW)
