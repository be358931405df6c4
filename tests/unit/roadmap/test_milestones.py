"""Milestones in the planner's problem: their quarter, the timetable, and what they ask."""

from dataclasses import replace
from datetime import date

import pytest

from plateau.language import Text
from plateau.roadmap.milestones import period_of, split_by_horizon, timetable
from plateau.roadmap.model import Calendar
from tests.unit.roadmap.from_catalogue import (
    CATALOGUE,
    GEMEENTE,
    SCENARIO,
    TODAY,
    all_gaps,
    milestone,
    problem,
)


@pytest.mark.parametrize(
    ("day", "period"),
    [
        (date(2026, 12, 31), None),
        (date(2027, 1, 1), 0),
        (date(2027, 3, 31), 0),
        (date(2027, 4, 1), 1),
        (date(2030, 12, 31), 15),
        (date(2031, 1, 1), 16),  # the first day after the horizon is its end
        (date(2031, 1, 2), None),
        (date(2031, 4, 1), None),
    ],
)
def test_the_quarter_of_a_date(day: date, period: int | None) -> None:
    assert period_of(Calendar(2027, 1, 16), day) == period


def test_the_timetable_of_2012_lies_outside_and_says_so() -> None:
    inside, outside = split_by_horizon(SCENARIO.calendar, timetable(CATALOGUE, GEMEENTE))
    assert inside == ()
    assert len(outside) == sum(len(item.timetable) for item in CATALOGUE.transities)
    assert problem().milestones == ()


def test_the_timetable_counts_when_it_lies_inside() -> None:
    calendar = Calendar(2012, 1, 16)
    scenario = replace(SCENARIO, calendar=calendar, budgets=dict.fromkeys(calendar.years))
    found = problem(scenario=scenario)
    assert {item.id for item in found.milestones} == {
        item.id for item in split_by_horizon(calendar, timetable(CATALOGUE, GEMEENTE))[0]
    }
    assert "jeugdzorg.2015-01-01" in {item.id for item in found.milestones}


def test_a_milestone_asks_what_is_open_for_its_transitie_and_never_more_than_the_target() -> None:
    own = milestone(date(2028, 7, 1), transitie="participatiewet", plateau=4)
    found = problem(all_gaps(sb1=(1, 2), sb2=(3, 3), sb3=(1, 5), sb4=(1, 4)), milestones=[own])
    (asked,) = found.milestones
    assert asked.period == 6
    assert asked.weight == 3
    assert asked.requirements["gemeente.sb1"] == 2  # the target is lower
    assert asked.requirements["gemeente.sb3"] == 4  # the milestone is lower
    assert "gemeente.sb2" not in asked.requirements  # stands there
    assert "gemeente.sb4" not in asked.requirements  # belongs to other transities


def test_a_milestone_that_asks_for_what_is_there_asks_nothing() -> None:
    found = problem(milestones=[milestone(date(2028, 7, 1), plateau=2)])
    assert found.milestones[0].requirements == {}


def test_a_milestone_is_refused_when_it_cannot_be() -> None:
    with pytest.raises(ValueError, match="1 to 5"):
        milestone(TODAY, plateau=6)
    with pytest.raises(ValueError, match="200 characters"):
        replace(milestone(TODAY), title=Text("x" * 201, "x"))
