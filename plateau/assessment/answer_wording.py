"""What the answers to a question are called: in the head of a table, and inside a sentence."""

from __future__ import annotations

from dataclasses import dataclass

from flask_babel import gettext as _

from plateau.assessment.answer_scale import scale_of
from plateau.assessment.model import Answer, Mark
from plateau.catalogue.model import Catalogue, Criterion
from plateau.catalogue.scan import Question
from plateau.web.locale import local


@dataclass(frozen=True, slots=True)
class AnswerName:
    """An answer by its place on the scale; `plateau` is its number when it is one."""

    place: int
    key: str
    name: str
    plateau: int | None = None

    @property
    def said(self) -> str:
        """As it stands in a sentence: a plateau's number, or the option between quotes."""
        return str(self.plateau) if self.plateau else f"“{self.name}”"

    @property
    def full(self) -> str:
        """As it stands alone."""
        return f"{self.plateau} – {self.name}" if self.plateau else self.name


def plateau_names(catalogue: Catalogue) -> tuple[AnswerName, ...]:
    """The five plateaus."""
    return tuple(
        AnswerName(item.number, str(item.number), local(item.name), item.number)
        for item in catalogue.plateaus
    )


def answer_names(question: Question, catalogue: Catalogue) -> tuple[AnswerName, ...]:
    """The answers to a question, by place."""
    if isinstance(question, Criterion):
        return plateau_names(catalogue)
    return tuple(
        AnswerName(place, key, local(question.scale.pole(key).name))
        for place, key in enumerate(scale_of(question).keys, 1)
    )


def answer_words(answer: Answer | None, names: tuple[AnswerName, ...]) -> str:
    """What someone answered, in words."""
    if answer is None or answer.mark is None:
        return _("nog open")
    if answer.mark is Mark.NOT_APPLICABLE:
        return _("niet van toepassing")
    return next((item.full for item in names if item.key == answer.choice), _("weet niet"))
