"""On a phone the words in a chart can be read, or the chart is left out: its figures stand in a table."""

import pytest

from tests.e2e.conftest import MakeVisitor

#: Of a line of 11 pixels, which browsers draw some 13 high.
LOWEST = 12.0


@pytest.mark.parametrize("path", ["roadmap", "roadmap/zekerheid"])
def test_words_in_charts_can_be_read(visitor: MakeVisitor, path: str) -> None:
    someone = visitor(width=360)
    someone.log_in("directeur@brugwachter.example")
    someone.page.goto(f"{someone.round_url}/{path}")
    words = [item for item in someone.page.locator(".plateau-chart svg text").all() if item.is_visible()]
    assert words
    heights = [box["height"] for box in (item.bounding_box() for item in words) if box]
    assert min(heights) >= LOWEST
