"""Words in charts fit the room they get."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plateau.web.lettering import text_width, wrap


def test_width_grows_with_words_size_and_weight() -> None:
    plain = text_width("Strategie en beleid", 10)
    assert plain == pytest.approx(text_width("Strategie en beleid", 20) / 2)
    assert text_width("Strategie", 10) < plain < text_width("Strategie en beleid", 10, bold=True)
    assert text_width("\U000f0000", 10) == 10


def test_lines_break_between_words() -> None:
    assert wrap("Medewerkers en vaardigheden", 100, 12) == ["Medewerkers en", "vaardigheden"]
    assert wrap("", 90, 12) == [""]
    assert wrap("ambitie\N{NO-BREAK SPACE}4 nu", 60, 12) == ["ambitie\N{NO-BREAK SPACE}4", "nu"]


def test_too_many_lines_end_with_an_ellipsis() -> None:
    lines = wrap("Professionals een kring leren bijeenroepen vóór het hulpplan", 80, 10, most=2)
    assert len(lines) == 2
    assert lines[1].endswith("…")


@given(st.text(st.characters(codec="utf-8"), max_size=80), st.floats(30, 300))
def test_no_line_is_too_wide_and_nothing_is_lost(words: str, width: float) -> None:
    lines = wrap(words, width, 10)
    assert all(text_width(line, 10) <= width for line in lines)
    assert "".join(lines).replace(" ", "") == "".join(part for part in words if part not in " \t\r\n")
