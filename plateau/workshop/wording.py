"""Phases, perspectives and figures of a session in words."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from plateau.assessment import agreement_wording
from plateau.assessment.agreement import Distribution
from plateau.assessment.answer_wording import AnswerName, answer_names, answer_words, plateau_names
from plateau.assessment.model import Anonymity, Mark, Perspective, Round
from plateau.catalogue.model import Catalogue
from plateau.catalogue.scan import Questionnaire
from plateau.web.locale import local
from plateau.workshop.agenda import Candidate
from plateau.workshop.model import Decision, Phase, Subject, Topic, Vote

PHASES = {
    Phase.WELCOME: _l("Welkom"),
    Phase.VOTE: _l("Stemmen"),
    Phase.REVEAL: _l("Onthullen"),
    Phase.DISCUSS: _l("Bespreken"),
    Phase.AGREE: _l("Afspreken"),
    Phase.CLOSED: _l("Afgesloten"),
}


def guide(phase: Phase) -> tuple[str, str]:
    """What the facilitator does in a phase, and what the others see meanwhile."""
    return {
        Phase.WELCOME: (
            _("Zet het scherm op de beamer en wacht tot iedereen meedoet. Begin dan."),
            _("Op de beamer staan de code en wie meedoet. Op de telefoon staat wie wat te zien krijgt."),
        ),
        Phase.VOTE: (
            _("Lees de vraag voor en geef tijd. Onthul als de meesten klaar zijn; praat er nog niet over."),
            _("De telefoon toont de antwoorden. De beamer toont alleen hoeveel mensen klaar zijn."),
        ),
        Phase.REVEAL: (
            _("Laat de verdeling even staan. Ga dan verder naar het bespreken."),
            _("Op de beamer en op elke telefoon staat nu de verdeling, zonder namen."),
        ),
        Phase.DISCUSS: (
            _(
                "Laat mensen die verschillend kijken vertellen wat zij zien. "
                "Niemand hoeft de eigen stem te noemen."
            ),
            _("De verdeling blijft staan, met de vraag wie anders stemde en wat die ziet."),
        ),
        Phase.AGREE: (
            _(
                "Vraag waar de groep op uitkomt en schrijf het hieronder op, in haar woorden. "
                "Het hoeft niet te zijn wat de meesten stemden."
            ),
            _("De verdeling blijft staan. Na het vastleggen staat ook de afspraak erbij."),
        ),
    }[phase]


def topic_name(topic: Topic, asked: Questionnaire, catalogue: Catalogue) -> str:
    """What an item is about, short."""
    if topic.subject is Subject.AREA:
        return _("Ambitie: %(area)s", area=local(catalogue.area(topic.reference).name))
    return local(asked.criterion(topic.reference).name)


def topic_question(topic: Topic, asked: Questionnaire, catalogue: Catalogue) -> str:
    """What an item asks."""
    if topic.subject is Subject.AREA:
        return _("Welk plateau past straks bij %(area)s?", area=local(catalogue.area(topic.reference).name))
    return local(asked.criterion(topic.reference).question)


def answers(topic: Topic, asked: Questionnaire, catalogue: Catalogue) -> tuple[AnswerName, ...]:
    """The answers that name a place, as they are called."""
    if topic.subject is Subject.AREA:
        return plateau_names(catalogue)
    return answer_names(asked.criterion(topic.reference), catalogue)


@dataclass(frozen=True, slots=True)
class Choice:
    """An answer to vote for: how the form writes it, its name ("" when the text is it), and what it says."""

    value: str
    label: str
    text: str


def options(topic: Topic, asked: Questionnaire, catalogue: Catalogue) -> list[Choice]:
    """What one can vote for, in the order of asking."""
    if topic.subject is Subject.AREA:
        return [
            Choice(str(item.number), str(item.number), local(item.description)) for item in catalogue.plateaus
        ]
    names = {answer.key: answer for answer in answers(topic, asked, catalogue)}
    return [
        _choice(names[option.key], local(option.text)) for option in asked.criterion(topic.reference).options
    ]


def _choice(answer: AnswerName, text: str) -> Choice:
    if answer.plateau:
        return Choice(answer.key, str(answer.plateau), text)
    return Choice(answer.key, "" if text == answer.name else answer.name, text)


def asides(topic: Topic) -> list[tuple[str, str]]:
    """The other answers; every area has a plateau that fits it, so none is not applicable."""
    unknown = (Mark.UNKNOWN.value, _("Weet niet"))
    if topic.subject is Subject.AREA:
        return [unknown]
    return [unknown, (Mark.NOT_APPLICABLE.value, _("Niet van toepassing"))]


def vote_words(vote: Vote, names: Sequence[AnswerName]) -> str:
    """What someone voted."""
    return answer_words(vote.answer(""), tuple(names))


def decision_words(decision: Decision, names: Sequence[AnswerName]) -> str:
    """What the group agreed on, or that it left the value open."""
    if not decision.is_decided:
        return _("de groep laat dit open")
    return answer_words(decision.answer(""), tuple(names))


def spread_words(distribution: Distribution, names: Sequence[AnswerName]) -> str:
    """The distribution in one sentence."""
    if not distribution.known:
        return _("Niemand noemde een waarde.")
    low, high, span = distribution.median_low, distribution.median_high, distribution.range
    if low is None or high is None or span is None:
        return agreement_wording.outcome_sentence(distribution, names)
    values = {"low": names[span[0] - 1].said, "high": names[span[1] - 1].said}
    if span[0] == span[1]:
        return _("Iedereen die een antwoord koos, koos %(low)s.", **values)
    if low == high:
        return _(
            "De stemmen lopen van %(low)s tot %(high)s; de middelste is %(middle)s.",
            middle=names[low - 1].said,
            **values,
        )
    return _(
        "De stemmen lopen van %(low)s tot %(high)s; het midden ligt tussen %(one)s en %(other)s.",
        one=names[low - 1].said,
        other=names[high - 1].said,
        **values,
    )


def counts_words(distribution: Distribution, names: Sequence[AnswerName]) -> str:
    """How often each answer was given, in words: the names of a scan's answers are too long for columns."""
    counted = [(distribution.counts[answer.place], answer.name) for answer in names]
    counted += [
        (distribution.unknown, _("weet niet")),
        (distribution.not_applicable, _("niet van toepassing")),
    ]
    return ", ".join(f"{number}×\N{NO-BREAK SPACE}{name}" for number, name in counted if number)


def accord_words(candidate: Candidate) -> str:
    """How far people agree."""
    if not candidate.distribution.answered:
        return _("nog geen beeld")
    return agreement_wording.accord_words(candidate.distribution)


def kept_sentences(held: Round) -> list[str]:
    """What who takes part must know: what is kept of them, and who sees what."""
    if held.anonymity is Anonymity.NAMED:
        shown = _(
            "Daarna staat de verdeling op het scherm. In een kleine groep kan iemand raden wat u stemde."
        )
        name = _("Uw naam komt op de beamer en in het verslag. Uw rol ziet alleen de begeleider.")
    else:
        shown = _(
            "Daarna staat de verdeling op het scherm, als minstens %(minimum)s mensen stemden. "
            "Kiest iedereen hetzelfde, dan is dat te zien.",
            minimum=held.minimum_group,
        )
        name = _("Uw naam komt op de beamer, niet in het verslag. Uw rol ziet alleen de begeleider.")
    return [
        _("Uw stem blijft verborgen tot de begeleider onthult."),
        shown,
        name,
        _(
            "Wij bewaren uw naam, rol en stemmen. Geen scherm of verslag toont wat u zelf stemde, "
            "ook niet aan de begeleider."
        ),
    ]


def perspective_names(perspectives: Iterable[Perspective]) -> str:
    """The names of perspectives that are counted together."""
    return agreement_wording.enumeration([agreement_wording.perspective_name(item) for item in perspectives])
