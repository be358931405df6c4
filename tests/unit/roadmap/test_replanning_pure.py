"""From what was told of a roadmap to the problem that plans it again."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from uuid import UUID

import pytest

from plateau.catalogue.model import Kind
from plateau.roadmap.checker import check
from plateau.roadmap.explanation import reasons
from plateau.roadmap.figures import year_costs
from plateau.roadmap.model import (
    Calendar,
    CostRange,
    DurationRange,
    Estimate,
    LimitCode,
    ObjectiveName,
    Past,
    Plan,
    Problem,
    Scheduled,
    Status,
)
from plateau.roadmap.progress import Report, Work
from plateau.roadmap.replanning import Standing, near, newest_reports, replanned, standings, with_past
from plateau.roadmap.scenario import MAX_PERIODS, Choice, Place, Replanning, default_scenario
from plateau.roadmap.solver import solve
from plateau.roadmap.uncertainty import simulate
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
    now = near(made, again, Q)
    assert (now.now, now.pins) == (2, ())
    assert now.past == (Past("a", 1, 3), Past("b", 2, 4))  # b in this very quarter
    assert {entry.id for entry in now.keep} == {"a", "b", "c"}  # the model has lost d
    assert now.objectives[0] is ObjectiveName.STABILITY


def test_what_lies_outside_the_calendar_is_drawn_to_its_edge() -> None:
    made = problem(measure("a", "a1", duration=2), periods=4)
    found = stand(told("a", Work.RUNNING, date(2026, 2, 1)))
    again = replanned(SCENARIO, 1, found.values(), date(2030, 1, 1)).replanning
    assert again is not None
    now = near(made, replace(again, begun=(Place("a", Q - 4, Q + 9),)), Q)
    assert (now.now, now.past) == (4, (Past("a", 0, 4),))


ESTIMATE = Estimate(DurationRange(1, 2, 4), CostRange(90, 100, 200))


def planned_again(begun: Place, *, now: int, budgets: dict[int, int | None] | None = None) -> Problem:
    """A scenario from 2027 Q2 on, planned again with one intervention begun and one to come."""
    first, again = Q + 1, Replanning(1, now, (begun,), (Place("a", Q + 1, Q + 3), Place("b", Q + 3, Q + 4)))
    made = problem(
        replace(measure("a", "a1", duration=2, cost=100, yearly=40), estimate=ESTIMATE),
        measure("b", "b1", cost=50, all_of=["a"]),
        current={"a": 1, "b": 1},
        targets={"a": 2, "b": 2},
    )
    calendar = with_past(Calendar(2027, 2, 7), again)
    return near(replace(made, calendar=calendar, budgets=budgets or {}), again, first)


@pytest.mark.parametrize(
    ("begun", "now", "first", "past", "new"),
    [
        # Began and done before the first quarter, which is still to come.
        (Place("a", Q, Q + 1), Q, Q, Past("a", 0, 1), 1),
        # The same, in the year before, found out half a year later.
        (Place("a", Q - 1, Q), Q + 2, Q - 1, Past("a", 0, 1), 3),
        # Began before it and runs on.
        (Place("a", Q, Q + 2), Q, Q, Past("a", 0, 2), 1),
        # Done inside it, before now: the calendar is the scenario's own.
        (Place("a", Q + 1, Q + 2), Q + 2, Q + 1, Past("a", 0, 1), 1),
    ],
)
def test_what_began_before_the_first_quarter_stays_where_it_was(
    begun: Place, now: int, first: int, past: Past, new: int
) -> None:
    made = planned_again(begun, now=now)
    assert made.calendar.first_year * 4 + made.calendar.first_quarter - 1 == first
    assert first + made.calendar.periods == Q + 8  # ends when it did
    assert (made.past, made.pins, made.now) == ((past,), (), new)
    plan = solve(made)
    assert plan.status is Status.OPTIMAL
    assert plan.by_id["a"] == Scheduled("a", past.start, past.end)
    assert plan.by_id["b"] == Scheduled("b", Q + 3 - first, Q + 4 - first)  # where it was
    assert check(made, plan) == []


def test_nothing_new_begins_before_the_scenarios_first_quarter() -> None:
    made = planned_again(Place("b", Q - 2, Q - 1), now=Q - 1)
    assert (made.calendar.first_year, made.calendar.first_quarter, made.now) == (2026, 3, 3)
    assert solve(made).by_id["a"].start == 3


def test_a_budget_is_for_what_is_spent_from_the_scenarios_first_quarter_on() -> None:
    made = planned_again(Place("a", Q, Q + 1), now=Q, budgets={2027: 80, 2028: 60})
    # 100 before the first quarter; then a year of 40 falls in three quarters of 10, and 50 for b.
    assert dict(made.budgets) == {2027: 180, 2028: 60}
    assert solve(made).spend_per_year == {2027: 180, 2028: 40}
    in_the_year_before = planned_again(Place("a", Q - 1, Q), now=Q, budgets={2027: 80})
    plan = solve(in_the_year_before)
    costs = year_costs(in_the_year_before, plan)
    assert [(cost.year, cost.one_off) for cost in costs] == [(2026, 100), (2027, 50), (2028, 0)]
    assert {cost.year: cost.total for cost in costs} == plan.spend_per_year
    assert dict(in_the_year_before.budgets) == {2026: None, 2027: 90, 2028: None}


def test_what_is_done_in_this_very_quarter_takes_no_longer_than_it_did() -> None:
    made = planned_again(Place("a", Q + 2, Q + 3), now=Q + 2)
    assert (made.pins, made.past, made.now) == ((), (Past("a", 1, 2),), 1)
    assert made.by_id["a"].estimate == replace(ESTIMATE, duration=None)
    plan = solve(made)
    assert plan.by_id["a"] == Scheduled("a", 1, 2)
    assert plan.spend_per_year[2027] == 100 + 10 + 50  # all that a takes, a quarter of it after, and b
    assert simulate(made, plan, runs=100).interventions[0].late == 0


@pytest.mark.parametrize("now", [Q + 2, Q + 3])
def test_who_began_out_of_order_is_planned_on_however_recently(now: int) -> None:
    # b waits for a by the book, and began first: in this very quarter, or in the one before.
    made = planned_again(Place("b", Q + 2, Q + 4), now=now)
    assert made.past == (Past("b", 1, 3),)
    plan = solve(made)
    assert plan.status is Status.OPTIMAL
    assert plan.by_id["b"] == Scheduled("b", 1, 3)
    assert plan.by_id["a"].start == made.now  # it was planned sooner, which can no longer be
    explanation = reasons(made, plan)
    assert check(made, plan, explanation) == []
    chosen = {reason.id: reason for reason in explanation.chosen}
    assert [limit.code for limit in chosen["b"].fixed_by] == [LimitCode.BEGUN]
    assert {slack.id: slack.total for slack in explanation.slack}["b"] == 0
    chances = {item.id: item for item in simulate(made, plan, runs=100).interventions}
    assert chances["b"].late == 0


def test_what_is_past_is_held_to_no_decision_about_it() -> None:
    made = planned_again(Place("a", Q + 2, Q + 4), now=Q + 2)
    decided = replace(
        problem(measure("a", "a1", duration=2), current={"a": 1}, targets={"a": 2}),
        forbidden=frozenset({"a"}),
    )
    again = near(
        replace(decided, calendar=made.calendar), Replanning(1, Q + 2, (Place("a", Q + 2, Q + 4),), ()), Q
    )
    assert (again.forbidden, again.pins) == (frozenset(), ())
    assert solve(again).by_id["a"].start == 1


def test_the_calendar_begins_at_most_eight_years_sooner() -> None:
    again = Replanning(1, Q, (Place("a", 1850 * 4, 1850 * 4 + 1),), ())
    calendar = with_past(SCENARIO.calendar, again)
    assert calendar.periods == SCENARIO.calendar.periods + MAX_PERIODS
    assert with_past(SCENARIO.calendar, replace(again, begun=())) == SCENARIO.calendar
