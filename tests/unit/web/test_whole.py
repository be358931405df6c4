"""Whole numbers as people write them."""

import pytest

from plateau.web.whole import parse_whole


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", None),
        ("  ", None),
        ("0", 0),
        ("250000", 250_000),
        ("250.000", 250_000),
        ("250,000", 250_000),
        ("1.250.000", 1_250_000),
        ("250 000", 250_000),
        ("€ 250.000", 250_000),
        ("€\N{NO-BREAK SPACE}250.000", 250_000),
        ("250.000,00", 250_000),
        ("250,000.00", 250_000),
        ("250.000,-", 250_000),
    ],
)
def test_readable(text: str, expected: int | None) -> None:
    assert parse_whole(text) == expected


@pytest.mark.parametrize(
    "text", ["veel", "12,5", "2.50", "-3", "1e6", "25.00.000", "²", "٣", "1.000,50", "0x10", "10k"]
)
def test_what_can_mean_two_things_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=text[0]):
        parse_whole(text)
