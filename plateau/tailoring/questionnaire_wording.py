"""A questionnaire in a few words."""

from __future__ import annotations

from flask_babel import gettext as _
from flask_babel import ngettext

from plateau.catalogue.scan import Questionnaire, Scan


def form_name(item: Questionnaire) -> str:
    """What it leads to."""
    return (
        _("met een schaal: leidt tot een profiel")
        if isinstance(item, Scan)
        else _("met plateaus: leidt tot ambitie en roadmap")
    )


def size_words(item: Questionnaire) -> str:
    """How much it asks."""
    count = len(item.criteria)
    if isinstance(item, Scan):
        return ngettext("%(num)s vraag", "%(num)s vragen", count)
    return ngettext("%(num)s onderwerp", "%(num)s onderwerpen", count)
