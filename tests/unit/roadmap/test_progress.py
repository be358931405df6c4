"""How an intervention stands against the plan, on a day."""

from dataclasses import replace
from datetime import UTC, date, datetime
from uuid import uuid4

import pytest

from plateau.roadmap.model import Calendar, Scheduled
from plateau.roadmap.progress import BEHIND, Course, Report, Work, course_of

CALENDAR = Calendar(2027, 1, 8)
#: The second and third quarter of 2027.
ITEM = Scheduled("gemeente.a", 1, 3)


@pytest.mark.parametrize(
    ("work", "day", "expected"),
    [
        (Work.NOT_YET, date(2026, 12, 31), Course.LATER),
        (Work.NOT_YET, date(2027, 6, 30), Course.LATER),  # its first quarter is not over
        (Work.NOT_YET, date(2027, 7, 1), Course.NOT_STARTED),
        (Work.NOT_YET, date(2027, 10, 1), Course.NOT_FINISHED),
        (Work.RUNNING, date(2027, 1, 1), Course.ON_COURSE),
        (Work.RUNNING, date(2027, 9, 30), Course.ON_COURSE),
        (Work.RUNNING, date(2027, 10, 1), Course.NOT_FINISHED),
        (Work.DONE, date(2030, 1, 1), Course.DONE),
        (Work.STOPPED, date(2027, 1, 1), Course.STOPPED),
    ],
)
def test_where_it_stands(work: Work, day: date, expected: Course) -> None:
    assert course_of(ITEM, CALENDAR, work, day) is expected


def test_once_behind_it_stays_behind_until_something_is_told() -> None:
    for work in (Work.NOT_YET, Work.RUNNING):
        courses = [
            course_of(ITEM, CALENDAR, work, date(2027 + month // 12, month % 12 + 1, 1))
            for month in range(24)
        ]
        behind = [course in BEHIND for course in courses]
        assert behind == sorted(behind)


def test_what_cannot_be_is_refused() -> None:
    report = Report(
        id=uuid4(),
        plan_id=uuid4(),
        intervention_id="gemeente.a",
        work=Work.RUNNING,
        percentage=None,
        started_on=date(2027, 4, 1),
        ended_on=None,
        note="",
        reported_at=datetime(2027, 5, 1, tzinfo=UTC),
        reported_by=uuid4(),
    )
    for wrong in (101, -1):
        with pytest.raises(ValueError, match="percentage"):
            replace(report, percentage=wrong)
    with pytest.raises(ValueError, match="before it starts"):
        replace(report, ended_on=date(2027, 3, 31))
