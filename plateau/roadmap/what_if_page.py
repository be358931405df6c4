"""What the page "Wat als?" shows, in the language of the page.

A roadmap never changes, so an answer is reckoned once; the last ones are kept in memory.
"""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass
from itertools import groupby
from threading import Lock
from uuid import UUID

from plateau.catalogue.model import Catalogue
from plateau.roadmap import wording
from plateau.roadmap.store import StoredPlan
from plateau.roadmap.what_if import Answer, Question, ask, questions

KEPT = 256


@dataclass(frozen=True, slots=True)
class Choice:
    """A question in the list; `code` stands in the address."""

    code: str
    words: str


@dataclass(frozen=True, slots=True)
class AnswerPage:
    """An answer in words; the lists are empty where nothing differs. `finish`: before and after."""

    question: str
    sentence: str
    proof: str
    possible: bool
    same: bool
    milestones: tuple[str, ...] = ()
    targets: tuple[str, ...] = ()
    added: tuple[str, ...] = ()
    dropped: tuple[str, ...] = ()
    moved: tuple[str, ...] = ()
    redone: tuple[str, ...] = ()
    spend: str = ""
    days: str = ""
    finish: tuple[str, str] = ("", "")


_answers: OrderedDict[tuple[UUID, str], Answer] = OrderedDict()
_guard = Lock()


def choices(
    stored: StoredPlan, catalogue: Catalogue, titles: dict[str, str]
) -> tuple[tuple[str, tuple[Choice, ...]], ...]:
    """All that can be asked, per kind with its heading."""
    offered = questions(stored.problem, stored.plan)
    return tuple(
        (
            wording.kind_name(kind),
            tuple(
                Choice(item.code, wording.question_words(item, stored.problem, catalogue, titles))
                for item in items
            ),
        )
        for kind, items in groupby(offered, key=lambda item: item.kind)
    )


def answer_to(stored: StoredPlan, question: Question) -> Answer:
    """Reckoned now, or before."""
    key = (stored.summary.id, question.code)
    with _guard:
        if key in _answers:
            _answers.move_to_end(key)
            return _answers[key]
    answer = ask(stored.problem, stored.plan, question)
    with _guard:
        _answers[key] = answer
        while len(_answers) > KEPT:
            _answers.popitem(last=False)
    return answer


def answer_page(
    stored: StoredPlan, answer: Answer, catalogue: Catalogue, titles: dict[str, str]
) -> AnswerPage:
    """The answer in words."""
    problem, found = stored.problem, answer.comparison
    page = AnswerPage(
        question=wording.question_words(answer.question, problem, catalogue, titles),
        sentence=wording.answer_sentence(answer),
        proof=wording.proof_sentence(answer),
        possible=answer.possible,
        same=found is not None and found.same,
    )
    if found is None or found.same:
        return page
    before, after = (wording.ready_by(problem.calendar, period) for period in found.finish)
    return AnswerPage(
        question=page.question,
        sentence=page.sentence,
        proof=page.proof,
        possible=True,
        same=False,
        milestones=tuple(wording.milestone_change(item, titles) for item in found.milestones),
        targets=tuple(wording.target_change(item, catalogue) for item in (*found.targets, *found.beyond)),
        added=tuple(wording.intervention_name(id_, catalogue) for id_ in found.added),
        dropped=tuple(wording.intervention_name(id_, catalogue) for id_ in found.dropped),
        moved=tuple(
            wording.move_sentence(item, problem, catalogue)
            for item in sorted(found.moved, key=lambda item: (item.after, item.id))
        ),
        redone=tuple(wording.redone_sentence(item, problem, catalogue) for item in found.redone),
        spend=wording.spend_change(found),
        days=wording.days_change(found),
        finish=(before, after),
    )
