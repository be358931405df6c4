"""Settings: what is proposed, the horizon in quarters, and how two of them differ."""

from dataclasses import replace
from datetime import date

import pytest

from plateau.catalogue.model import Kind, Role
from plateau.roadmap.model import Calendar
from plateau.roadmap.scenario import (
    MAX_PERIODS,
    Choice,
    Setting,
    calendar_until,
    default_scenario,
    differences,
    fit_budgets,
    is_cut_off,
)
from tests.unit.roadmap.from_catalogue import HORIZON, SCENARIO, TODAY


def test_the_proposal_starts_next_quarter_and_ends_with_the_ambition() -> None:
    assert SCENARIO.calendar == Calendar(2027, 1, 16)
    assert SCENARIO.budgets[2028] == 300_000_00
    assert set(SCENARIO.capacity) == {role.value for role in Role}
    assert SCENARIO.choices == {}


@pytest.mark.parametrize(
    ("today", "horizon", "expected"),
    [
        (date(2026, 1, 1), date(2026, 12, 31), Calendar(2026, 2, 3)),
        (date(2026, 12, 31), date(2027, 12, 30), Calendar(2027, 1, 3)),  # the last quarter is not whole
        (date(2026, 3, 31), date(2026, 5, 1), Calendar(2026, 2, 1)),  # never less than one quarter
        (date(2026, 3, 31), date(2050, 1, 1), Calendar(2026, 2, 32)),  # nor more than eight years
    ],
)
def test_horizon_in_whole_quarters(today: date, horizon: date, expected: Calendar) -> None:
    assert calendar_until(today=today, horizon=horizon) == expected


def test_the_furthest_horizon_gives_the_longest_calendar() -> None:
    found = calendar_until(today=TODAY, horizon=date.max)
    assert found == Calendar(2027, 1, MAX_PERIODS)
    assert is_cut_off(found, date.max)
    assert not is_cut_off(found, date(2034, 12, 31))


def test_a_part_of_a_year_gets_its_part_of_the_budget() -> None:
    found = default_scenario(
        kind=Kind.AANBIEDER, size=250, today=date(2026, 5, 1), horizon=date(2027, 12, 31)
    )
    assert found.calendar == Calendar(2026, 3, 6)
    assert dict(found.budgets) == {2026: 125_000_00, 2027: 250_000_00}


def test_a_larger_organisation_is_proposed_more() -> None:
    large = default_scenario(kind=Kind.GEMEENTE, size=200_000, today=TODAY, horizon=HORIZON)
    assert large.budgets[2028] == 600_000_00
    assert large.capacity["beleid"] == 180


def test_a_scenario_is_complete_or_refused() -> None:
    with pytest.raises(ValueError, match="each of the years"):
        replace(SCENARIO, budgets={2027: 1})
    with pytest.raises(ValueError, match="each role"):
        replace(SCENARIO, capacity={"beleid": 1})


def test_new_years_get_the_nearest_budget() -> None:
    assert fit_budgets({2027: 1, 2028: None}, (2026, 2027, 2028, 2029)) == {
        2026: 1,
        2027: 1,
        2028: None,
        2029: None,
    }
    assert fit_budgets({}, (2026,)) == {2026: None}


def test_differences_name_each_setting_once() -> None:
    typed = replace(
        SCENARIO,
        budgets={**SCENARIO.budgets, 2028: None},
        capacity={**SCENARIO.capacity, "beleid": 7},
        choices={"gemeente.opgave-doorrekenen": Choice.FORBIDDEN},
    )
    found = differences(SCENARIO, typed)
    assert [(item.setting, item.key, item.typed) for item in found] == [
        (Setting.BUDGET, "2028", None),
        (Setting.CAPACITY, "beleid", 7),
        (Setting.CHOICE, "gemeente.opgave-doorrekenen", Choice.FORBIDDEN),
    ]
    assert differences(typed, typed) == ()


def test_a_different_period_is_a_difference_and_so_is_no_other_year() -> None:
    shorter = replace(
        SCENARIO, calendar=Calendar(2027, 2, 7), budgets=fit_budgets(SCENARIO.budgets, (2027, 2028))
    )
    assert [(item.setting, item.stored, item.typed) for item in differences(SCENARIO, shorter)] == [
        (Setting.START, 2027 * 4, 2027 * 4 + 1),
        (Setting.PERIODS, 16, 7),
    ]
