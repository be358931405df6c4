"""Chances in words and in counts: how often out of a hundred says more than a percentage."""

from __future__ import annotations

from dataclasses import replace

from flask_babel import gettext as _

from plateau.catalogue.model import Catalogue
from plateau.roadmap.model import Calendar
from plateau.roadmap.model.values import MAX_PERIODS
from plateau.roadmap.uncertainty import Driver, Outcome, Quantity
from plateau.roadmap.wording.names import intervention_name, quarter


def chance_count(chance: float) -> str:
    """How many of a hundred; what happened in every run, or in none, is still not certain."""
    if chance >= 0.995:
        return _("meer dan 99 van de 100")
    if chance < 0.01:
        return _("minder dan 1 van de 100")
    return _("%(count)s van de 100", count=round(chance * 100))


def chance_words(chance: float) -> str:
    """The same in words."""
    if chance >= 0.95:
        return _("bijna zeker")
    if chance >= 0.7:
        return _("waarschijnlijk")
    if chance >= 0.3:
        return _("kan beide kanten op")
    if chance >= 0.05:
        return _("onwaarschijnlijk")
    return _("bijna zeker niet")


def chance_badge(chance: float) -> str:
    """The colour of the word: success, warning or danger."""
    return "success" if chance >= 0.7 else "warning" if chance >= 0.3 else "danger"


def ready_by(calendar: Calendar, period: int) -> str:
    """When something is over that stands at the start of `period`; also beyond the horizon."""
    if period == 0:
        return _("nu al")
    return _("eind %(quarter)s", quarter=quarter(replace(calendar, periods=MAX_PERIODS), period - 1))


def chance_sentence(count: str) -> str:
    """How sure it is that what is planned works out; `count` as `chance_count` tells it."""
    return _("Kans daarop: %(count)s, als onze schattingen kloppen.", count=count)


def driver_name(driver: Driver, catalogue: Catalogue) -> str:
    """Whose uncertainty it is, and of what."""
    if driver.intervention is None:
        return _("wat alle maatregelen tegelijk raakt")
    name = intervention_name(driver.intervention, catalogue)
    if driver.quantity is Quantity.DURATION:
        return _("hoe lang %(name)s duurt", name=name)
    if driver.quantity is Quantity.ONE_OFF:
        return _("wat %(name)s eenmalig kost", name=name)
    return _("wat %(name)s per jaar kost", name=name)


def driver_effect(driver: Driver) -> str:
    """What happens when it turns out higher."""
    if driver.outcome is Outcome.FINISH:
        return _("dan bent u later klaar") if driver.correlation > 0 else _("dan bent u eerder klaar")
    if driver.correlation > 0:
        return _("dan geeft u meer uit")
    return _("dan geeft u binnen de looptijd minder uit")


def driver_strength(driver: Driver) -> str:
    """How strong the link is."""
    size = abs(driver.correlation)
    return _("sterk") if size >= 0.5 else _("merkbaar") if size >= 0.2 else _("licht")
