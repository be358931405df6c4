"""What can be answered to a question, as places from 1: its plateaus, or the options of a scan's scale.

One way to count, publish and agree serves all of them. On an ordered scale the first place is the lowest; on
a profile scale no place is more than another, and their order says nothing.
"""

from __future__ import annotations

from dataclasses import dataclass

from plateau.assessment.model import Answer, Mark
from plateau.catalogue.model import PLATEAUS, Criterion
from plateau.catalogue.scan import Question


@dataclass(frozen=True, slots=True)
class AnswerScale:
    """The keys of the answers by place, whether one can be more than another, and as what they are kept."""

    keys: tuple[str, ...]
    is_ordered: bool = True
    mark: Mark = Mark.OPTION

    @property
    def places(self) -> range:
        """1 to the number of answers."""
        return range(1, len(self.keys) + 1)

    def place(self, answer: Answer) -> int | None:
        """Where an answer stands; None when it names no place, or none of this scale."""
        return self.keys.index(answer.choice) + 1 if answer.choice in self.keys else None

    def answer(self, question: str, choice: str) -> Answer:
        """The answer to `question` that a form writes as `choice`: one of the keys, or another mark's value.

        Raises:
            ValueError: this scale has no such answer.
        """
        if choice not in self.keys:
            return Answer(question, Mark(choice), None)
        if self.mark is Mark.PLATEAU:
            return Answer(question, self.mark, int(choice))
        return Answer(question, self.mark, None, option=choice)


PLATEAU_SCALE = AnswerScale(tuple(str(number) for number in PLATEAUS), mark=Mark.PLATEAU)


def scale_of(question: Question) -> AnswerScale:
    """The scale of a question: the lowest first where one option is more than another, else as shown."""
    if isinstance(question, Criterion):
        return PLATEAU_SCALE
    options = sorted(question.options, key=lambda option: option.value or 0)
    return AnswerScale(tuple(option.key for option in options), question.scale.is_ordered)
