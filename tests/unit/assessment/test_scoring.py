from statistics import median

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plateau.assessment.model import Answer, Mark
from plateau.assessment.scoring import (
    AreaProfile,
    CriterionScore,
    Verdict,
    profile_area,
    profile_round,
    score_criterion,
)
from plateau.catalogue.loader import catalogue

SHARES = {"area_share": 75, "known_share": 60}


def score(name: str, value: int | None, mark: Mark | None = None) -> CriterionScore:
    given = mark or (Mark.UNKNOWN if value is None else Mark.PLATEAU)
    return CriterionScore(name, given, value, {}, 0, 0)


def area(*values: int | None) -> AreaProfile:
    return profile_area("sb", [score(f"c{n}", value) for n, value in enumerate(values)], **SHARES)


def answers(*values: int | str) -> list[Answer]:
    return [
        Answer("c", Mark.PLATEAU, value) if isinstance(value, int) else Answer("c", Mark(value), None)
        for value in values
    ]


@pytest.mark.parametrize(
    ("values", "plateau"),
    [
        ((3, 3, 3, 3), 3),
        ((3, 3, 3, 2), 3),  # three of four reach 3, the fourth is one step below
        ((4, 4, 4, 2), 3),  # three of four reach 4, but one stands two steps below: it holds the area on 3
        ((3, 3, 2, 2), 2),  # half is less than three quarters
        ((5, 5, 5, 1), 2),  # one straggler holds the area just above itself
        ((1,), 1),
        ((5,), 5),
        ((1, 1, 1, 5), 1),
    ],
)
def test_an_area_stands_on_the_highest_plateau_its_share_reaches(
    values: tuple[int, ...], plateau: int
) -> None:
    assert area(*values).plateau == plateau


def test_it_tells_what_holds_the_area_and_how_many_must_still_come() -> None:
    found = area(4, 4, 4, 2)
    assert found.plateau == 3
    assert found.holding == ("c3",)
    assert found.blocking == ("c3",)
    assert found.needed == 0  # the share is there; only the straggler is in the way
    found = area(3, 3, 2, 2)
    assert (found.plateau, found.holding, found.blocking, found.needed) == (2, ("c2", "c3"), (), 1)


def test_too_few_known_answers_give_no_verdict_but_say_so() -> None:
    found = area(3, 3, None, None)
    assert (found.verdict, found.plateau, found.known, found.applicable) == (
        Verdict.TOO_FEW_KNOWN,
        None,
        2,
        4,
    )
    assert found.median == 3.0
    assert area(3, 3, 3, None, None).verdict is Verdict.GIVEN  # exactly 60 per cent


def test_what_is_not_applicable_does_not_count() -> None:
    scores = [score("a", 3), score("b", None, Mark.NOT_APPLICABLE)]
    found = profile_area("sb", scores, **SHARES)
    assert (found.plateau, found.applicable) == (3, 1)
    nothing = profile_area("sb", [score("b", None, Mark.NOT_APPLICABLE)], **SHARES)
    assert (nothing.verdict, nothing.plateau, nothing.median) == (Verdict.NOT_APPLICABLE, None, None)


@pytest.mark.parametrize(
    ("given", "mark", "plateau"),
    [
        ((2, 3, 4), Mark.PLATEAU, 3),
        ((2, 3), Mark.PLATEAU, 2),  # the lower median: a plateau must have been somebody's answer
        ((4, "weet_niet", "weet_niet"), Mark.PLATEAU, 4),
        (("weet_niet",), Mark.UNKNOWN, None),
        ((), Mark.UNKNOWN, None),
        (("nvt", "nvt", 3), Mark.NOT_APPLICABLE, None),
        (("nvt", 3), Mark.PLATEAU, 3),
        (("nvt", "weet_niet"), Mark.UNKNOWN, None),
    ],
)
def test_a_criterion_over_several_answers(
    given: tuple[int | str, ...], mark: Mark, plateau: int | None
) -> None:
    found = score_criterion("c", answers(*given))
    assert (found.mark, found.plateau) == (mark, plateau)


def test_an_agreed_value_stands_before_the_answers() -> None:
    found = score_criterion("c", answers(2, 2, 5), agreed=Answer("c", Mark.PLATEAU, 4))
    assert (found.plateau, found.agreed) == (4, True)
    found = score_criterion("c", answers(2, 2, 5), agreed=Answer("c", Mark.NOT_APPLICABLE, None))
    assert (found.mark, found.plateau, found.agreed) == (Mark.NOT_APPLICABLE, None, True)
    assert found.counts[2] == 2


def test_spread_is_shown_from_three_respondents() -> None:
    assert not score_criterion("c", answers(2, 5)).shows_spread
    assert score_criterion("c", answers(2, 5, "weet_niet")).shows_spread


def test_a_comment_without_a_choice_is_no_answer() -> None:
    found = score_criterion("c", [Answer("c", None, None, "later")])
    assert (found.mark, found.respondents) == (Mark.UNKNOWN, 0)


@pytest.mark.parametrize(
    ("mark", "plateau"), [(Mark.PLATEAU, None), (Mark.UNKNOWN, 3), (None, 2), (Mark.PLATEAU, 6)]
)
def test_an_answer_has_a_plateau_exactly_when_its_mark_says_so(
    mark: Mark | None, plateau: int | None
) -> None:
    with pytest.raises(ValueError, match="exactly when its mark says so"):
        Answer("c", mark, plateau)


values = st.lists(st.integers(1, 5), min_size=1, max_size=10)


@given(values)
def test_the_verdict_obeys_its_own_rule(found: list[int]) -> None:
    profile = area(*found)
    assert profile.plateau is not None

    def stands(plateau: int) -> bool:
        reached = sum(value >= plateau for value in found) / len(found)
        return reached >= 0.75 and min(found) >= plateau - 1

    assert stands(profile.plateau)
    assert not any(stands(higher) for higher in range(profile.plateau + 1, 6))
    assert profile.median == median(found)


@given(values, st.data())
def test_raising_a_criterion_never_lowers_the_area(found: list[int], data: st.DataObject) -> None:
    position = data.draw(st.integers(0, len(found) - 1))
    raised = [min(5, value + (index == position)) for index, value in enumerate(found)]
    before, after = area(*found).plateau, area(*raised).plateau
    assert before is not None
    assert after is not None
    assert after >= before


@given(values)
def test_closing_what_it_names_brings_the_area_further(found: list[int]) -> None:
    profile = area(*found)
    assert profile.plateau is not None
    if profile.plateau == 5:
        assert (profile.holding, profile.blocking, profile.needed) == ((), (), 0)
        return
    target = profile.plateau + 1
    # Lift everyone who blocks to just below the target, then as many of those holding as are needed.
    lifted = {name: max(target - 1, found[int(name[1:])]) for name in profile.holding}
    for name in profile.holding[: profile.needed]:
        lifted[name] = target
    after = area(*(lifted.get(f"c{n}", value) for n, value in enumerate(found)))
    assert after.plateau is not None
    assert after.plateau >= target


def test_a_round_without_answers_has_a_profile_of_unknowns() -> None:
    found = profile_round(catalogue().instrument("gemeente"), [])
    assert found.respondents == 0
    assert len(found.scores) == 19
    assert all(entry.verdict is Verdict.TOO_FEW_KNOWN for entry in found.areas)
    assert [entry.area for entry in found.areas] == ["sb", "ps", "mi", "mv", "lc"]
