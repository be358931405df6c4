"""A plan and its explanation as a text for people, Markdown, in Dutch or English.

The sentences are those of the pages. Here the ids are the names: nothing of the catalogue or of a database is
looked up. Importing this takes a second, so the command does it when someone asks for words.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager

from flask import Flask
from flask_babel import Babel, force_locale
from flask_babel import gettext as _

from plateau.catalogue.model import Catalogue
from plateau.roadmap import wording
from plateau.roadmap.model import (
    Clash,
    Explanation,
    GapReason,
    Move,
    ObjectiveName,
    Plan,
    Problem,
    Scheduled,
)
from plateau.roadmap.wording.begun import begun_sentences
from plateau.roadmap.wording.clash import clashes_of, reason_phrases
from plateau.web.locale import money, number

_NAMES = Catalogue((), (), (), (), (), (), (), (), ())  # none but the ids


def in_words(problem: Problem, plan: Plan, explanation: Explanation, locale: str) -> str:
    """All that is known of the plan; of no plan what cannot all hold. ``locale``: "nl" or "en"."""
    with _language(locale):
        return _Words(problem, plan, explanation).text()


def clash_in_words(problem: Problem, explanation: Explanation, locale: str) -> str:
    """The rules that cannot all hold, one after the other: each clash on a line."""
    with _language(locale):
        lines = [_clash_line(problem, found) for found in clashes_of(explanation)]
        return "\n".join([*lines, *filter(None, [wording.clash_note(explanation, _NAMES, problem)])])


def _clash_line(problem: Problem, found: Clash) -> str:
    rules = "; ".join(
        _("%(rule)s (niet bewezen dat dit ertoe doet)", rule=phrase) if path in found.unproven else phrase
        for path, phrase in reason_phrases(found, _NAMES, problem).items()
    )
    if len(found.rules) == 1:
        told = _("dit kan niet: %(rule)s", rule=rules)
    else:
        told = _("dit gaat niet samen: %(rules)s", rules=rules)
    begun = " ".join(begun_sentences(found, _NAMES, problem))
    return f"{told}. {begun}" if begun else told


@contextmanager
def _language(locale: str) -> Iterator[None]:
    app = Flask("plateau")
    Babel(app)
    with app.app_context(), force_locale(locale):
        yield


class _Words:
    def __init__(self, problem: Problem, plan: Plan, explanation: Explanation) -> None:
        self._problem = problem
        self._calendar = problem.calendar
        self._plan = plan
        self._explanation = explanation

    def text(self) -> str:
        title = _("Roadmap")
        head = [f"# {title}: {wording.status_words(self._plan.status)}"]
        if not self._plan.found:
            return "\n\n".join([*head, *self._clashes()]) + "\n"
        sections = (
            (_("Hoe goed de roadmap is"), self._objectives()),
            (_("Wat de roadmap bevat"), _while_the_rest_stays(self._chosen())),
            (_("Wat niet in de roadmap staat"), self._left_out()),
            (_("Doelen"), self._goals()),
            (_("Mijlpalen"), self._milestones()),
            (_("Wat het einde bepaalt"), _while_the_rest_stays(self._chain())),
            (_("Wat er verschoof"), _while_the_rest_stays(self._moves())),
        )
        for title, lines in sections:
            found = "\n".join(lines)
            if found:
                head.append(f"## {title}\n\n{found}")
        return "\n\n".join(head) + "\n"

    def _clashes(self) -> Iterator[str]:
        told = wording.clash_sentences(self._explanation, _NAMES, self._problem)
        yield from told if len(told) < 2 else ["\n".join(f"- {sentence}" for sentence in told)]
        if note := wording.clash_note(self._explanation, _NAMES, self._problem):
            yield note

    def _objectives(self) -> Iterator[str]:
        """In the order in which they count: what the plan reaches, and the best there may be."""
        for level in self._plan.objectives:
            value, bound = (_figure(level.name, figure) for figure in (level.value, level.bound))
            proof = _("bewezen") if level.proven else _("misschien kan het tot %(bound)s", bound=bound)
            yield f"- {wording.objective_name(level.name)}: {value} ({proof})"

    def _chosen(self) -> Iterator[str]:
        slack = {item.id: item for item in self._explanation.slack}
        places = self._plan.by_id
        for reason in sorted(self._explanation.chosen, key=lambda item: (item.start, item.id)):
            sentences = [
                *wording.purpose_sentences(reason, _NAMES),
                wording.start_sentence(reason, _NAMES, self._calendar),
            ]
            if reason.id in slack and reason.start >= self._problem.now:
                sentences.append(wording.slack_sentence(slack[reason.id], self._calendar))
            yield _item(f"{_name(reason.id)}, {self._span(places[reason.id])}", sentences)

    def _left_out(self) -> Iterator[str]:
        for reason in self._explanation.candidates:
            yield _item(_name(reason.id), [wording.candidate_sentence(reason, _NAMES, self._problem)])

    def _goals(self) -> Iterator[str]:
        """Each gap and its ways out."""
        gaps = [item for item in self._explanation.gaps if not item.milestone]
        if shared := wording.shared_room_sentence(self._explanation.gaps, self._problem):
            sure = _("Wilt u zeker zijn van één doel? Maak dat dan hard (“hard”: true).")
            yield f"{shared} {sure}\n"
        for reason in gaps:
            name = _name(reason.criterion or reason.area)
            yield _item(f"{name}, {reason.current} → {reason.target}", self._why(reason))

    def _why(self, reason: GapReason) -> list[str]:
        """Why a goal stays open and what would help, or what closes it."""
        return [
            wording.gap_sentence(reason, _NAMES, self._problem),
            wording.reached_sentence(reason),
            *wording.way_out_sentences(reason, _NAMES, self._problem),
        ]

    def _milestones(self) -> Iterator[str]:
        gaps = {item.milestone: item for item in self._explanation.gaps if item.milestone}
        for result in self._plan.milestones:
            when = wording.ready_by(self._calendar, result.period)
            late = [f"{phrase}." for phrase in wording.late_phrases(result, _NAMES)]
            verdict = _("Wordt niet gehaald.") if late else _("Wordt gehaald.")
            why = self._why(gaps[result.id]) if late and result.id in gaps else []
            yield _item(f"{_name(result.id)}, {when}", [verdict, *late, *why])

    def _chain(self) -> Iterator[str]:
        for link in self._explanation.chain:
            place = Scheduled(link.id, link.start, link.end)
            sentence = wording.link_sentence(link, _NAMES, self._calendar)
            yield _item(f"{_name(link.id)}, {self._span(place)}", [sentence])

    def _moves(self) -> Iterator[str]:
        for move in self._explanation.moves:
            sentence = wording.moved_reason(move, self._problem, self._explanation, _NAMES)
            yield _item(f"{_name(move.id)}, {self._moved(move)}", [sentence])

    def _moved(self, move: Move) -> str:
        before, after = (
            self._span(place) if place else _("niet gepland") for place in (move.before, move.after)
        )
        return f"{before} → {after}"

    def _span(self, place: Scheduled) -> str:
        return wording.span(self._calendar, place.start, place.end)


def _figure(objective: ObjectiveName, value: int) -> str:
    """As people count: the solver keeps what is to be small, of the benefit what it costs on balance."""
    if objective is ObjectiveName.BENEFIT:
        return money(-value)
    return money(value) if objective is ObjectiveName.COST else number(value)


def _while_the_rest_stays(lines: Iterable[str]) -> Iterator[str]:
    """With the sentence that holds for all of them above; nothing when there are none."""
    told = [*lines]
    if told:
        yield f"{wording.rest_stays_sentence()}\n"
    yield from told


def _name(id_: str) -> str:
    return f"“{id_}”"


def _item(title: str, sentences: Iterable[str]) -> str:
    return "\n".join([f"- {title}", *(f"  - {sentence}" for sentence in sentences if sentence)])
