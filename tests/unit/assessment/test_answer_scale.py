"""Plateaus, an ordered scan and a profile, counted in one way."""

import pytest

from plateau.assessment.agreement import Accord, blind_spots, disagreement, distribute, reliability
from plateau.assessment.answer_scale import PLATEAU_SCALE, AnswerScale, scale_of
from plateau.assessment.model import Answer, Mark
from plateau.catalogue.loader import catalogue

YES_NO = AnswerScale(("nee", "deels", "ja"))
MRP = AnswerScale(("markt", "regie", "partner"), is_ordered=False)


def said(scale: AnswerScale, *choices: str) -> list[Answer]:
    return [scale.answer("c", choice) for choice in choices]


def test_a_scale_stands_lowest_first_and_a_profile_as_it_is_shown() -> None:
    every = {question.id: scale_of(question) for scan in catalogue().scans for question in scan.criteria}
    assert every["sturing.typering"] == MRP
    assert next(scale for name, scale in every.items() if name.startswith("toegang.")) == YES_NO
    assert scale_of(catalogue().criterion("gemeente.sb1")) == PLATEAU_SCALE


def test_what_a_form_writes_is_the_answer_of_its_scale() -> None:
    assert PLATEAU_SCALE.answer("c", "4") == Answer("c", Mark.PLATEAU, 4)
    assert YES_NO.answer("c", "deels") == Answer("c", Mark.OPTION, None, option="deels")
    grades = AnswerScale(PLATEAU_SCALE.keys)  # what looks like plateaus need not be
    assert grades.answer("c", "4") == Answer("c", Mark.OPTION, None, option="4")
    assert YES_NO.answer("c", "weet_niet").mark is Mark.UNKNOWN
    for scale, wrong in ((YES_NO, "3"), (PLATEAU_SCALE, "ja"), (MRP, "")):
        with pytest.raises(ValueError, match="valid"):
            scale.answer("c", wrong)


def test_three_answers_have_a_middle_a_range_and_an_agreement() -> None:
    found = distribute(said(YES_NO, "nee", "nee", "ja", "ja", "nvt", "weet_niet"), YES_NO)
    assert (found.median, found.range, found.unknown, found.not_applicable) == (2.0, (1, 3), 1, 1)
    # By hand: the one layer is used-unused-used, two tops: U = -2 and A = -2 · (1 - 1/2).
    assert found.agreement == -1.0
    assert found.accord is Accord.TWO_CAMPS
    # Layers nee+deels+ja (3 of 6, A 0) and nee+deels (2 of 6, A 1 · (1 - 1/2)) and nee (1 of 6, A 1).
    uneven = distribute(said(YES_NO, "nee", "nee", "nee", "deels", "deels", "ja"), YES_NO)
    assert uneven.agreement == pytest.approx(1 / 3)


def test_a_profile_knows_what_most_chose_and_no_middle() -> None:
    found = distribute(said(MRP, "partner", "markt", "partner", "partner"), MRP)
    assert (found.most, found.most_share) == ((3,), 0.75)
    assert (found.median, found.range, found.quartiles, found.agreement) == (None, None, None, None)
    assert found.accord is Accord.LARGELY
    assert distribute(said(MRP, "markt", "partner"), MRP).most == (1, 3)
    assert distribute(said(MRP, "markt"), MRP).accord is Accord.TOO_FEW


def test_an_even_spread_counts_as_much_on_a_profile_as_on_an_ordered_scale() -> None:
    for scale in (YES_NO, MRP):
        assert disagreement(distribute(said(scale, *scale.keys), scale)) == pytest.approx(1)
        assert disagreement(distribute(said(scale, *[scale.keys[0]] * 3), scale)) == pytest.approx(0)


def test_only_an_ordered_scale_has_blind_spots() -> None:
    for scale, expected in ((YES_NO, 1), (MRP, 0)):
        first, last = scale.keys[0], scale.keys[-1]
        groups = {
            "management": distribute(said(scale, first, first), scale),
            "professionals": distribute(said(scale, last, last), scale),
        }
        assert len(blind_spots(groups)) == expected


def test_reliability_takes_the_places_of_its_scale() -> None:
    same = [distribute(said(YES_NO, *[key] * 3), YES_NO) for key in ("nee", "ja", "deels")]
    found = reliability(same, seed=1)
    assert found is not None
    assert found.alpha == pytest.approx(1)
