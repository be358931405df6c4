"""Advice on pace follows from what a group disagrees with; unknown is not weak."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plateau.assessment.model import Answer, Mark
from plateau.assessment.pace import SCAN, PartStrength, Strength, strengths
from plateau.assessment.tally import tally_round
from plateau.catalogue.loader import catalogue
from plateau.catalogue.scan import Scan

FOUND = catalogue().questionnaire(SCAN)
assert isinstance(FOUND, Scan)
DRAAGVLAK: Scan = FOUND
PARTS = [part.id for part in DRAAGVLAK.parts]


def answered(keys: dict[str, str | None]) -> tuple[PartStrength, ...]:
    answers = {
        name: Answer(name, Mark.OPTION, None, option=key) if key else Answer(name, Mark.UNKNOWN, None)
        for name, key in keys.items()
    }
    return strengths(DRAAGVLAK, tally_round(DRAAGVLAK, [answers]))


@pytest.mark.parametrize(
    ("keys", "strength"),
    [
        (("eens", "helemaal-eens", "eens"), Strength.STRONG),
        (("eens", "eens", "neutraal"), Strength.STRONG),
        (("eens", "neutraal", "neutraal"), Strength.MIXED),
        (("eens", "eens", "oneens"), Strength.MIXED),
        (("eens", "oneens", "helemaal-oneens"), Strength.WEAK),
        (("oneens", "eens", None), Strength.WEAK),
        (("oneens", None, None), Strength.UNKNOWN),
        ((None, None, None), Strength.UNKNOWN),
    ],
)
def test_how_a_part_stands(keys: tuple[str | None, ...], strength: Strength) -> None:
    questions = [question.id for question in DRAAGVLAK.in_area(PARTS[0])]
    assert answered(dict(zip(questions, keys, strict=True)))[0].strength is strength


KEY = st.sampled_from([None, *(option.key for option in DRAAGVLAK.criteria[0].options)])


@given(st.fixed_dictionaries({question.id: KEY for question in DRAAGVLAK.criteria}))
def test_agreeing_more_never_weakens(keys: dict[str, str | None]) -> None:
    better = {name: "helemaal-eens" if key else None for name, key in keys.items()}
    assert Strength.WEAK not in {part.strength for part in answered(better)}
    for part in answered(keys):
        asked = {question.id for question in DRAAGVLAK.in_area(part.part)}
        assert set(part.disagreed) == {name for name in asked if keys[name] in {"oneens", "helemaal-oneens"}}


def test_nobody_answered_is_unknown_everywhere() -> None:
    found = strengths(DRAAGVLAK, tally_round(DRAAGVLAK, []))
    assert {part.strength for part in found} == {Strength.UNKNOWN}
