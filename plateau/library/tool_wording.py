"""What the verdicts of a decision tool are called, in the language of the page."""

from __future__ import annotations

from flask_babel import gettext as _

from plateau.catalogue.tool import Effect, Verdict


def verdict_name(verdict: Verdict) -> str:
    """How an outcome stands with these answers."""
    return {
        Verdict.FITS: _("past"),
        Verdict.MIXED: _("kan, met bezwaren"),
        Verdict.OPEN: _("nog niets over te zeggen"),
        Verdict.LESS: _("past minder"),
        Verdict.EXCLUDED: _("valt af"),
    }[verdict]


def effect_name(effect: Effect) -> str:
    """The heading of the reasons that have this effect."""
    return {
        Effect.FOR: _("Hiervoor"),
        Effect.AGAINST: _("Hiertegen"),
        Effect.EXCLUDES: _("Waarom het afvalt"),
    }[effect]
