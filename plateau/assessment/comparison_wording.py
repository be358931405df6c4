"""What changed, in words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from flask_babel import gettext as _

from plateau.assessment.comparison import Change, Course, ScanChange
from plateau.catalogue.scan import ScanQuestion
from plateau.web.locale import local


def course_words(course: Course) -> str:
    """How a criterion went since an earlier round."""
    return {
        Course.HIGHER: _("hoger"),
        Course.LOWER: _("lager"),
        Course.OTHER: _("anders"),
        Course.CONFIRMED: _("onveranderd, opnieuw bevestigd"),
        Course.NEW: _("nu voor het eerst bekend"),
        Course.NOT_APPLICABLE: _("niet van toepassing"),
        Course.NOT_LOOKED_AT: _("niet opnieuw bekeken"),
        Course.ADDED: _("nieuw in de vragenlijst"),
        Course.DROPPED: _("staat niet meer in de vragenlijst"),
    }[course]


def summary(changes: Sequence[Change | ScanChange]) -> str:
    """How many criteria changed, were confirmed, or were not looked at."""
    counts = Counter(change.course for change in changes)
    return _(
        "Veranderd: %(changed)s onderwerpen. Onveranderd bevestigd: %(confirmed)s. "
        "Niet opnieuw bekeken: %(unseen)s.",
        changed=counts[Course.HIGHER] + counts[Course.LOWER] + counts[Course.OTHER],
        confirmed=counts[Course.CONFIRMED],
        unseen=counts[Course.NOT_LOOKED_AT],
    )


def outcome_words(question: ScanQuestion, outcome: Sequence[str]) -> str:
    """What the group said of a question in one of the rounds."""
    if not outcome:
        return _("onbekend")
    names = [local(question.scale.pole(key).name) for key in outcome]
    return names[0] if len(names) == 1 else _("even vaak: %(names)s", names=", ".join(names))
