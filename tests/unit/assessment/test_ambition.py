from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plateau.assessment.ambition import Advice, AdviceCode, advise, months_between


def codes(current: int | None, target: int, months: int) -> list[AdviceCode]:
    return [advice.code for advice in advise(current=current, target=target, months=months, asked=4)]


def test_a_step_that_fits_the_time_is_told_so() -> None:
    assert advise(current=3, target=4, months=12, asked=4) == (Advice(AdviceCode.FITS, 12),)


def test_a_step_too_big_for_the_horizon_gets_a_stepping_stone() -> None:
    found = advise(current=1, target=4, months=24, asked=4)
    assert found[0] == Advice(AdviceCode.TOO_BIG_FOR_HORIZON, 36, 3)
    assert found[0].is_warning


def test_the_stone_is_at_least_one_step_on() -> None:
    assert advise(current=2, target=4, months=3, asked=4)[0].stone == 3


def test_one_step_has_no_stone_between() -> None:
    assert advise(current=1, target=2, months=6, asked=4)[0] == Advice(
        AdviceCode.TOO_BIG_FOR_HORIZON, 12, None
    )


@pytest.mark.parametrize("current", [1, 2])
def test_from_one_or_two_straight_to_four_is_too_ambitious_even_with_time(current: int) -> None:
    assert advise(current=current, target=4, months=120, asked=4)[0] == Advice(
        AdviceCode.JUMP, (4 - current) * 12, 3
    )


@pytest.mark.parametrize(
    ("current", "target", "expected"),
    [
        (4, 4, [AdviceCode.REACHED]),
        (3, 2, [AdviceCode.BELOW_CURRENT, AdviceCode.BELOW_ASKED]),
        (2, 3, [AdviceCode.FITS, AdviceCode.BELOW_ASKED]),
        (4, 5, [AdviceCode.FITS, AdviceCode.ABOVE_ASKED]),
        (None, 4, [AdviceCode.UNKNOWN_START]),
    ],
)
def test_what_else_is_said(current: int | None, target: int, expected: list[AdviceCode]) -> None:
    assert codes(current, target, 60) == expected


@given(st.integers(1, 5), st.integers(1, 5), st.integers(0, 100))
def test_a_stone_always_lies_between(current: int, target: int, months: int) -> None:
    for advice in advise(current=current, target=target, months=months, asked=4):
        if advice.stone is not None:
            assert current < advice.stone < target


@pytest.mark.parametrize(
    ("start", "end", "expected"),
    [
        (date(2026, 11, 25), date(2027, 11, 25), 12),
        (date(2026, 11, 25), date(2027, 11, 24), 11),
        (date(2026, 1, 31), date(2026, 2, 28), 0),
        (date(2026, 5, 1), date(2025, 5, 1), 0),
    ],
)
def test_months_between(start: date, end: date, expected: int) -> None:
    assert months_between(start, end) == expected
