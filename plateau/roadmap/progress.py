"""How far the interventions of an approved roadmap really are, against what was planned. Pure.

What is done raises no plateau: that an intervention was carried out does not show that the organisation works
differently. The next measurement tells.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from plateau.roadmap.model import Calendar, Scheduled
from plateau.roadmap.scenario import first_quarter, quarter_of

NOTE_LENGTH = 1000


class Work(StrEnum):
    """How far an intervention is."""

    NOT_YET = "not_yet"
    RUNNING = "running"
    DONE = "done"
    STOPPED = "stopped"


@dataclass(frozen=True, slots=True)
class Report:
    """What someone told about an intervention at a moment; the newest holds, the others stay.

    `percentage` (0 to 100) and the days are None when nobody told them: unknown is not zero.
    """

    id: UUID
    plan_id: UUID
    intervention_id: str
    work: Work
    percentage: int | None
    started_on: date | None
    ended_on: date | None
    note: str
    reported_at: datetime
    reported_by: UUID

    def __post_init__(self) -> None:
        if self.percentage is not None and not 0 <= self.percentage <= 100:
            raise ValueError("a percentage lies between 0 and 100")
        if self.started_on and self.ended_on and self.ended_on < self.started_on:
            raise ValueError("nothing ends before it starts")


class Course(StrEnum):
    """How an intervention stands against the plan."""

    LATER = "later"  # it does not have to run yet
    ON_COURSE = "on_course"
    NOT_STARTED = "not_started"  # its first quarter is over and it has not begun
    NOT_FINISHED = "not_finished"  # its last quarter is over and it is not done
    DONE = "done"
    STOPPED = "stopped"


#: What asks for attention.
BEHIND = frozenset({Course.NOT_STARTED, Course.NOT_FINISHED, Course.STOPPED})


def course_of(item: Scheduled, calendar: Calendar, work: Work, today: date) -> Course:
    """How it stands on `today`; a quarter is over when the next one has begun. No report: not begun."""
    if work is Work.DONE:
        return Course.DONE
    if work is Work.STOPPED:
        return Course.STOPPED
    now = quarter_of(today) - first_quarter(calendar)
    if now >= item.end:
        return Course.NOT_FINISHED
    if work is Work.RUNNING:
        return Course.ON_COURSE
    return Course.NOT_STARTED if now > item.start else Course.LATER
