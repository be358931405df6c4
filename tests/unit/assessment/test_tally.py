"""What a group says: never more than was said, and careful where a scale has an order."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plateau.assessment.model import Answer, Mark
from plateau.assessment.tally import tally_question, tally_round
from plateau.catalogue.loader import catalogue
from plateau.catalogue.model import Option, Origin
from plateau.catalogue.scan import Pole, Scale, ScaleKind, ScanQuestion
from plateau.language import Text

WORDS = Text("Woord", "Word")
YES_NO = next(scale for scale in catalogue().scales if scale.kind is ScaleKind.YES_PARTLY_NO)
POLES = Scale("polen", ScaleKind.PROFILE, tuple(Pole(key, WORDS, None) for key in ("a", "b", "c")))


def question(scale: Scale) -> ScanQuestion:
    options = tuple(Option(pole.key, pole.name, pole.value) for pole in scale.poles)
    return ScanQuestion("s.q", "deel", WORDS, WORDS, WORDS, scale, options, Origin.OURS, ())


def answers(*keys: str) -> list[Answer]:
    marks = {"weet_niet": Mark.UNKNOWN, "nvt": Mark.NOT_APPLICABLE}
    return [
        Answer("s.q", marks[key], None) if key in marks else Answer("s.q", Mark.OPTION, None, option=key)
        for key in keys
    ]


@pytest.mark.parametrize(
    ("given_keys", "mark", "outcome"),
    [
        ((), Mark.UNKNOWN, ()),
        (("ja",), Mark.OPTION, ("ja",)),
        (("ja", "nee"), Mark.OPTION, ("nee",)),
        (("ja", "ja", "nee"), Mark.OPTION, ("ja",)),
        (("ja", "deels", "nee"), Mark.OPTION, ("deels",)),
        (("weet_niet", "weet_niet", "ja"), Mark.OPTION, ("ja",)),
        (("weet_niet",), Mark.UNKNOWN, ()),
        (("nvt", "ja"), Mark.OPTION, ("ja",)),
        (("nvt", "nvt", "ja"), Mark.NOT_APPLICABLE, ()),
    ],
)
def test_the_outcome_of_an_ordered_scale(
    given_keys: tuple[str, ...], mark: Mark, outcome: tuple[str, ...]
) -> None:
    found = tally_question(question(YES_NO), answers(*given_keys))
    assert (found.mark, found.outcome) == (mark, outcome)


@pytest.mark.parametrize(
    ("given_keys", "outcome"),
    [
        (("c",), ("c",)),
        (("a", "c"), ("a", "c")),
        (("b", "a", "b"), ("b",)),
        (("c", "b", "a"), ("a", "b", "c")),
    ],
)
def test_a_profile_scale_has_no_middle(given_keys: tuple[str, ...], outcome: tuple[str, ...]) -> None:
    assert tally_question(question(POLES), answers(*given_keys)).outcome == outcome


KEYS = st.lists(st.sampled_from(["ja", "deels", "nee", "weet_niet", "nvt"]), max_size=12)


@given(KEYS)
def test_everyone_counts_once_and_the_outcome_was_given(keys: list[str]) -> None:
    found = tally_question(question(YES_NO), answers(*keys))
    assert found.respondents == len(keys)
    assert found.shows_spread == (len(keys) >= 3)
    assert set(found.outcome) <= set(keys)
    assert (found.mark is Mark.OPTION) == bool(found.outcome)


@given(KEYS)
def test_the_order_of_answers_does_not_matter(keys: list[str]) -> None:
    one = tally_question(question(YES_NO), answers(*keys))
    assert one == tally_question(question(YES_NO), answers(*reversed(keys)))


def test_outcomes_are_counted_in_the_order_of_the_scale() -> None:
    scan = next(item for item in catalogue().scans if item.id == "draagvlak")
    first, second, *_rest = scan.criteria
    response = {
        first.id: Answer(first.id, Mark.OPTION, None, option="eens"),
        second.id: Answer(second.id, Mark.OPTION, None, option="eens"),
    }
    tally = tally_round(scan, [response])
    assert tally.respondents == 1
    counts = tally.outcomes(scan.criteria)
    assert list(counts) == [option.key for option in first.options]
    assert counts["eens"] == 2
    assert tally.with_outcome("eens") == (first.id, second.id)


def test_an_answer_has_an_option_exactly_when_its_mark_says_so() -> None:
    with pytest.raises(ValueError, match="option exactly when"):
        Answer("s.q", Mark.OPTION, None)
    with pytest.raises(ValueError, match="option exactly when"):
        Answer("s.q", Mark.UNKNOWN, None, option="ja")


def test_what_too_few_stand_behind_is_unknown() -> None:
    scan = next(item for item in catalogue().scans if item.id == "draagvlak")
    first, second, *_rest = scan.criteria
    one = {first.id: Answer(first.id, Mark.OPTION, None, option="eens")}
    both = {**one, second.id: Answer(second.id, Mark.OPTION, None, option="eens")}
    unsure = {**one, second.id: Answer(second.id, Mark.UNKNOWN, None)}
    tally = tally_round(scan, [both, both, unsure], minimum=3)
    assert tally.questions[first.id].outcome == ("eens",)
    assert tally.questions[second.id].mark is Mark.UNKNOWN
    assert tally.questions[second.id].respondents == 0
