"""Which characters the report can show."""

import pytest

from plateau.report.fonts import font_set


@pytest.mark.parametrize(
    "text", ["", "één, ½ en €\N{NO-BREAK SPACE}1.000", "Kovačević → ✓ ≥ ●", "twee\nregels\ten"]
)
def test_shows_what_it_can(text: str) -> None:
    assert font_set().displayable(text) == text


def test_marks_what_it_cannot_show_and_drops_what_is_invisible() -> None:
    assert font_set().displayable("a漢b\ue000c\x00d\u200be\u00adf") == "a\ufffdb\ufffdcdef"


def test_joins_letters_with_their_accents() -> None:
    assert font_set().displayable("e\u0301e\u0301n") == "één"


def test_has_the_weights_in_use() -> None:
    noto = {font.weight for font in font_set().fonts.fonts() if font.family == "Noto Sans"}
    assert noto == {400, 600, 700}
