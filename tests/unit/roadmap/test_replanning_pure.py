"""From what was told of a roadmap to the problem that plans it again."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from uuid import UUID

import pytest

from plateau.catalogue.model import Kind
from plateau.roadmap.model import ObjectiveName, Past, Pin, Plan, Scheduled, Status
from plateau.roadmap.progress import Report, Work
from plateau.roadmap.replanning import Standing, near, newest_reports, replanned, standings
from plateau.roadmap.scenario import Choice, Place, default_scenario
from tests.unit.roadmap.small import measure, problem

TODAY = date(2027, 8, 10)  # in the third quarter
Q = 2027 * 4
SCENARIO = default_scenario(
    kind=Kind.GEMEENTE, size=50_000, today=date(2026, 11, 1), horizon=date(2028, 12, 31)
)
PLAN = Plan(
    Status.OPTIMAL,
    (Scheduled("a", 0, 2), Scheduled("b", 1, 3), Scheduled("c", 3, 5), Scheduled("d", 2, 3)),
)


def told(id_: str, work: Work, start: date | None = None, end: date | None = None, day: int = 1) -> Report:
    when = datetime(2027, 8, day, tzinfo=UTC)
    return Report(UUID(int=day), UUID(int=0), id_, work, None, start, end, "", when, UUID(int=0))


def stand(*reports: Report) -> dict[str, Standing]:
    newest = newest_reports(sorted(reports, key=lambda item: item.reported_at, reverse=True))
    return {item.id: item for item in standings(PLAN, SCENARIO.calendar, newest, TODAY)}


@pytest.mark.parametrize(
    ("report", "real"),
    [
        (told("a", Work.DONE, date(2027, 1, 4), date(2027, 7, 1)), (Q, Q + 3)),
        (told("a", Work.DONE), (Q, Q + 2)),  # nothing known: as planned
        (told("b", Work.DONE), (Q + 1, Q + 2)),  # planned to end in this quarter, and done by now
        (told("c", Work.DONE), (Q + 1, Q + 2)),  # sooner than planned
        (told("a", Work.RUNNING, date(2027, 5, 1)), (Q + 1, Q + 3)),
        (told("a", Work.RUNNING), (Q, Q + 3)),  # late: at least until the end of this quarter
        (told("c", Work.RUNNING), (Q + 2, Q + 4)),  # before its time
        (told("a", Work.STOPPED), None),
        (told("a", Work.NOT_YET), None),
    ],
)
def test_what_was_told_becomes_a_place_in_time(report: Report, real: tuple[int, int] | None) -> None:
    found = stand(report)[report.intervention_id]
    assert found.work is report.work
    assert found.real == (Place(report.intervention_id, *real) if real else None)


def test_the_newest_report_holds() -> None:
    assert stand(told("a", Work.DONE, day=3), told("a", Work.RUNNING, day=2))["a"].work is Work.DONE
    assert stand()["a"].work is Work.NOT_YET


def test_settings_are_kept_but_for_what_is_settled() -> None:
    chosen = {"a": Choice.FORBIDDEN, "b": Choice.MANDATORY, "c": Choice.MANDATORY}
    scenario = replace(SCENARIO, choices=chosen, not_before={"a": Q, "c": Q + 4}, not_after={"b": Q + 1})
    found = stand(told("a", Work.RUNNING, date(2027, 2, 1)), told("b", Work.STOPPED))
    again = replanned(scenario, 4, found.values(), TODAY)
    assert again.choices == {"b": Choice.FORBIDDEN, "c": Choice.MANDATORY}
    assert (again.not_before, again.not_after) == ({"c": Q + 4}, {})
    assert again.budgets == scenario.budgets
    assert again.replanning is not None
    assert (again.replanning.number, again.replanning.now) == (4, Q + 2)
    assert again.replanning.begun == (Place("a", Q, Q + 3),)
    assert {place.id for place in again.replanning.keep} == set("abcd")


def test_the_problem_knows_its_past() -> None:
    made = problem(
        measure("a", "a1", duration=2),
        measure("b", "b1", duration=2),
        measure("c", "c1", duration=2),
        current={"a": 1, "b": 1, "c": 1},
        targets={"a": 2, "b": 2, "c": 2},
    )
    found = stand(told("a", Work.RUNNING, date(2027, 5, 1)), told("b", Work.RUNNING, date(2027, 7, 9)))
    again = replanned(SCENARIO, 1, found.values(), TODAY).replanning
    assert again is not None
    now = near(made, again)
    assert (now.now, now.past) == (2, (Past("a", 1, 3),))
    assert now.pins == (Pin("b", start=2),)  # begun in this very quarter
    assert {entry.id for entry in now.keep} == {"a", "b", "c"}  # the model has lost d
    assert now.objectives[0] is ObjectiveName.STABILITY


def test_what_lies_outside_the_calendar_is_drawn_to_its_edge() -> None:
    made = problem(measure("a", "a1", duration=2), periods=4)
    found = stand(told("a", Work.RUNNING, date(2026, 2, 1)))
    again = replanned(SCENARIO, 1, found.values(), date(2030, 1, 1)).replanning
    assert again is not None
    now = near(made, replace(again, begun=(Place("a", Q - 4, Q + 9),)))
    assert (now.now, now.past) == (4, (Past("a", 0, 4),))
