from collections.abc import Mapping
from dataclasses import replace

import pytest
from lxml import etree

from plateau.assessment.charts import TrendRow, trend
from plateau.assessment.comparison import SHARED_THEMES, Course, find_changes, find_scan_changes
from plateau.assessment.model import Answer, Mark
from plateau.assessment.scoring import Profile, profile_round
from plateau.assessment.tally import tally_round
from plateau.catalogue.loader import catalogue
from plateau.catalogue.model import Kind
from plateau.language import Text
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
    found = find_changes(INSTRUMENT, INSTRUMENT, profile(said(before)), profile(said(after)))
    assert [change.criterion for change in found] == [criterion.id for criterion in INSTRUMENT.criteria]
    assert found[0].course is course
    assert not any(change.reworded for change in found)


def test_between_two_versions_what_is_new_gone_or_reworded_is_told() -> None:
    first, second, *others = INSTRUMENT.criteria
    fresh = replace(second, id="gemeente.sb99")
    levels = (replace(first.levels[0], text=Text("Anders.", "Otherwise.")), *first.levels[1:])
    now = replace(INSTRUMENT, version=2, criteria=(replace(first, levels=levels), fresh, *others))
    everyone = {question.id: Answer(question.id, Mark.PLATEAU, 2) for question in (*now.criteria, second)}
    before, after = profile_round(INSTRUMENT, [everyone]), profile_round(now, [everyone])
    found = {change.criterion: change for change in find_changes(INSTRUMENT, now, before, after)}
    assert list(found) == [*(criterion.id for criterion in now.criteria), second.id]
    assert (found[first.id].course, found[first.id].reworded) == (Course.CONFIRMED, True)
    assert (found[fresh.id].course, found[fresh.id].before, found[fresh.id].after) == (Course.ADDED, None, 2)
    assert (found[second.id].course, found[second.id].before, found[second.id].after) == (
        Course.DROPPED,
        2,
        None,
    )
    assert {found[other.id].course for other in others} == {Course.CONFIRMED}
    assert not any(found[other.id].reworded for other in others)


def test_on_a_scale_that_is_another_one_now_nothing_is_higher() -> None:
    then = next(scan for scan in catalogue().scans if scan.id == "wijkteam")
    question = then.criteria[0]
    poles = tuple(replace(pole, key=f"{pole.key}-nu") for pole in question.scale.poles)
    options = tuple(replace(option, key=f"{option.key}-nu") for option in question.options)
    changed = replace(question, scale=replace(question.scale, poles=poles), options=options)
    now = replace(then, version=2, criteria=(changed, *then.criteria[2:]))
    old, new = question.options[0].key, options[-1].key
    before = tally_round(then, [{question.id: Answer(question.id, Mark.OPTION, None, option=old)}])
    after = tally_round(now, [{question.id: Answer(question.id, Mark.OPTION, None, option=new)}])
    found = find_scan_changes(then, now, before, after)
    assert (found[0].course, found[0].reworded) == (Course.OTHER, True)
    assert (found[0].earlier, found[0].before, found[0].after) == (question, (old,), (new,))
    assert (found[-1].question, found[-1].course) == (then.criteria[1], Course.DROPPED)


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
