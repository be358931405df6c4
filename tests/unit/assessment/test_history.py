"""One's own earlier answers: all that was changed or thrown away, without each pause in typing."""

from datetime import UTC, datetime

from hypothesis import given
from hypothesis import strategies as st

from plateau.assessment.history import earlier_answers
from plateau.assessment.model import Answer, AnswerVersion, Mark

NOW = datetime(2026, 11, 25, 12, 0, tzinfo=UTC)


def version(plateau: int | None, comment: str = "") -> AnswerVersion:
    mark = Mark.UNKNOWN if plateau is None else Mark.PLATEAU
    return AnswerVersion(Answer("c", mark, plateau, comment), NOW)


def told(*versions: AnswerVersion) -> list[tuple[int | None, str]]:
    return [(one.answer.plateau, one.answer.comment) for one in earlier_answers(versions)]


def test_what_was_chosen_before_stands_there_and_the_last_answer_does_not() -> None:
    assert told(version(2), version(3), version(None)) == [(2, ""), (3, "")]
    assert told(version(2)) == told() == []


def test_typing_on_is_one_answer_and_throwing_away_is_not() -> None:
    typed = [version(2, text) for text in ("W", "Wij zien", "Wij zien dit", "Wij zelf zien dit")]
    assert told(*typed) == []
    assert told(*typed, version(2, "")) == [(2, "Wij zelf zien dit")]
    assert told(*typed, version(2, "Iets anders"), version(2, "Iets anders!")) == [(2, "Wij zelf zien dit")]
    assert told(version(2, "aa"), version(2, "a")) == [(2, "aa")]


@given(st.lists(st.tuples(st.sampled_from([None, 2, 3]), st.text("ab", max_size=5)), max_size=8))
def test_nothing_that_was_said_is_missing(said: list[tuple[int | None, str]]) -> None:
    versions = [version(*one) for one in said]
    shown = [*earlier_answers(versions), *versions[-1:]]
    for plateau, comment in said:
        assert any(one.answer.plateau == plateau and _is_within(comment, one.answer.comment) for one in shown)


def _is_within(short: str, long: str) -> bool:
    """Whether the letters of `short` stand in `long` in the same order."""
    rest = iter(long)
    return all(letter in rest for letter in short)
