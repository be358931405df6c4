"""What someone answered before, as its author wants to read it."""

from __future__ import annotations

from collections.abc import Iterable
from os.path import commonprefix

from plateau.assessment.model import AnswerVersion


def earlier_answers(versions: Iterable[AnswerVersion]) -> list[AnswerVersion]:
    """The versions before the last one, the oldest first.

    Autosave keeps a version at each pause while one types; of a comment that only grew, the last counts.
    """
    kept: list[AnswerVersion] = []
    for version in versions:
        if kept and _goes_on(kept[-1], version):
            kept.pop()
        kept.append(version)
    return kept[:-1]


def _goes_on(before: AnswerVersion, after: AnswerVersion) -> bool:
    """Whether nothing changed but text that was added in one place of the comment."""
    one, other = before.answer, after.answer
    if (one.mark, one.plateau, one.option) != (other.mark, other.plateau, other.option):
        return False
    front = len(commonprefix([one.comment, other.comment]))  # noqa: RUF071  (texts, not paths)
    return other.comment.endswith(one.comment[front:]) and len(other.comment) >= len(one.comment)
