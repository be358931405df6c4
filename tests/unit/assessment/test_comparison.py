from collections.abc import Mapping

import pytest
from lxml import etree

from plateau.assessment.charts import TrendRow, trend
from plateau.assessment.comparison import SHARED_THEMES, Course, find_changes
from plateau.assessment.model import Answer, Mark
from plateau.assessment.scoring import Profile, profile_round
from plateau.catalogue.loader import catalogue
from plateau.catalogue.model import Kind
from plateau.web.svg import SVG, to_svg_bytes

INSTRUMENT = catalogue().instrument("gemeente")
C1 = INSTRUMENT.criteria[0].id


def profile(answers: Mapping[str, Answer]) -> Profile:
    return profile_round(INSTRUMENT, [answers] if answers else [])


def said(value: int | str | None) -> Mapping[str, Answer]:
    if value is None:
        return {}
    if isinstance(value, str):
        return {C1: Answer(C1, Mark(value), None)}
    return {C1: Answer(C1, Mark.PLATEAU, value)}


@pytest.mark.parametrize(
    ("before", "after", "course"),
    [
        (2, 3, Course.HIGHER),
        (3, 2, Course.LOWER),
        (3, 3, Course.CONFIRMED),
        (3, None, Course.NOT_LOOKED_AT),
        (3, "weet_niet", Course.NOT_LOOKED_AT),
        (None, 3, Course.NEW),
        ("weet_niet", 3, Course.NEW),
        (3, "nvt", Course.NOT_APPLICABLE),
        (None, None, Course.NOT_LOOKED_AT),
    ],
)
def test_unchanged_is_confirmed_only_when_it_was_measured_again(
    before: int | str | None, after: int | str | None, course: Course
) -> None:
    found = find_changes(INSTRUMENT, profile(said(before)), profile(said(after)))
    assert [change.criterion for change in found] == [criterion.id for criterion in INSTRUMENT.criteria]
    assert found[0].course is course


def test_shared_themes_pair_each_criterion_once_and_within_one_area() -> None:
    both = {kind: catalogue().instrument(kind.value) for kind in Kind}
    for theme in SHARED_THEMES:
        for kind, criterion in ((Kind.GEMEENTE, theme.gemeente), (Kind.AANBIEDER, theme.aanbieder)):
            assert criterion in {item.id for item in both[kind].criteria}
            assert catalogue().criterion(criterion).area == theme.area
    for side in ("gemeente", "aanbieder"):
        assert len({getattr(theme, side) for theme in SHARED_THEMES}) == len(SHARED_THEMES)


def test_the_trend_draws_a_mark_per_verdict_and_says_where_there_is_none() -> None:
    rows = [TrendRow("Strategie en beleid", [2, None, 3]), TrendRow("Medewerkers", [2, 2, 2])]
    figure = trend(rows, rounds=["Een", "Twee", "Drie"], unknown="onbekend")
    texts = [text.text for text in etree.fromstring(to_svg_bytes(figure)).iter(f"{SVG}text")]
    assert texts.count("onbekend") == 1
    assert {"Een", "Twee", "Drie"} <= set(texts)
