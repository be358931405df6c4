"""Phases, perspectives and figures of a session in words."""

from __future__ import annotations

from collections.abc import Iterable

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from plateau.assessment import agreement_wording
from plateau.assessment.agreement import Distribution
from plateau.assessment.model import Mark, Perspective
from plateau.catalogue.model import Catalogue, Instrument
from plateau.web.locale import local
from plateau.workshop.agenda import Candidate
from plateau.workshop.model import Phase, Subject, Topic, Vote

PHASES = {
    Phase.WELCOME: _l("Welkom"),
    Phase.VOTE: _l("Stemmen"),
    Phase.REVEAL: _l("Onthullen"),
    Phase.DISCUSS: _l("Bespreken"),
    Phase.AGREE: _l("Afspreken"),
    Phase.CLOSED: _l("Afgesloten"),
}


def topic_name(topic: Topic, instrument: Instrument, catalogue: Catalogue) -> str:
    """What an item is about, short."""
    if topic.subject is Subject.AREA:
        return _("Ambitie: %(area)s", area=local(catalogue.area(topic.reference).name))
    return local(instrument.criterion(topic.reference).name)


def topic_question(topic: Topic, instrument: Instrument, catalogue: Catalogue) -> str:
    """What an item asks."""
    if topic.subject is Subject.AREA:
        return _("Welk plateau past straks bij %(area)s?", area=local(catalogue.area(topic.reference).name))
    return local(instrument.criterion(topic.reference).question)


def options(topic: Topic, instrument: Instrument, catalogue: Catalogue) -> list[tuple[str, str]]:
    """The plateaus one can vote for: how the form writes each, and what it says."""
    if topic.subject is Subject.AREA:
        return [(str(item.number), local(item.description)) for item in catalogue.plateaus]
    return [(str(level.plateau), local(level.text)) for level in instrument.criterion(topic.reference).levels]


def asides(topic: Topic) -> list[tuple[str, str]]:
    """The other answers; every area has a plateau that fits it, so none is not applicable."""
    unknown = (Mark.UNKNOWN.value, _("Weet niet"))
    if topic.subject is Subject.AREA:
        return [unknown]
    return [unknown, (Mark.NOT_APPLICABLE.value, _("Niet van toepassing"))]


def vote_words(vote: Vote, catalogue: Catalogue) -> str:
    """What someone voted."""
    if vote.plateau:
        return f"{vote.plateau} {local(catalogue.plateau(vote.plateau).name)}"
    return _("Weet niet") if vote.mark is Mark.UNKNOWN else _("Niet van toepassing")


def spread_words(distribution: Distribution) -> str:
    """The distribution in one sentence."""
    low, high, span = distribution.median_low, distribution.median_high, distribution.range
    if span is None:
        return _("Niemand koos een plateau.")
    if span[0] == span[1]:
        return _("Iedereen die een plateau koos, koos %(number)s.", number=span[0])
    if low == high:
        return _(
            "De stemmen lopen van %(low)s tot %(high)s; de middelste is %(middle)s.",
            low=span[0],
            high=span[1],
            middle=low,
        )
    return _(
        "De stemmen lopen van %(low)s tot %(high)s; het midden ligt tussen %(one)s en %(other)s.",
        low=span[0],
        high=span[1],
        one=low,
        other=high,
    )


def accord_words(candidate: Candidate) -> str:
    """How far people agree."""
    if not candidate.distribution.answered:
        return _("nog geen beeld")
    return agreement_wording.accord_words(candidate.distribution)


def perspective_names(perspectives: Iterable[Perspective]) -> str:
    """The names of perspectives that are counted together."""
    return agreement_wording.enumeration([agreement_wording.perspective_name(item) for item in perspectives])
