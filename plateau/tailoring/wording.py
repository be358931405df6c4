"""Estimates in words."""

from __future__ import annotations

from flask_babel import gettext as _
from flask_babel import ngettext

from plateau.catalogue.model import Estimate, Role
from plateau.tailoring.model import Estimates
from plateau.terms import role_name
from plateau.web.locale import money, number

CENTS = 100
PARTS = (
    "duration_months",
    "one_off_cost_eur",
    "structural_cost_eur_per_year",
    *(role.value for role in Role),
)


def part_name(name: str) -> str:
    """The name of one of `PARTS`."""
    if name in set(Role):
        return _("Dagen, %(role)s", role=role_name(Role(name)))
    return {
        "duration_months": _("Duur in maanden"),
        "one_off_cost_eur": _("Kosten, eenmalig"),
        "structural_cost_eur_per_year": _("Kosten, per jaar daarna"),
    }[name]


def part_words(estimates: Estimates, name: str) -> str:
    """One estimate in words: low to high, likely."""
    if name in set(Role):
        found = estimates.effort_days.get(Role(name), Estimate(0, 0, 0))
    else:
        found = getattr(estimates, name)
    euro = name.endswith(("_eur", "_eur_per_year"))
    low, likely, high = (
        money(value * CENTS) if euro else number(value) for value in (found.low, found.likely, found.high)
    )
    if found.low == found.high:
        return low
    return _("%(low)s tot %(high)s, waarschijnlijk %(likely)s", low=low, high=high, likely=likely)


def changed_parts(ours: Estimates, own: Estimates) -> list[tuple[str, str, str]]:
    """(name, ours, own) of each estimate that differs, in words."""
    pairs = ((part_name(name), part_words(ours, name), part_words(own, name)) for name in PARTS)
    return [(name, before, after) for name, before, after in pairs if before != after]


def imported_sentence(added: int, changed: int, same: int) -> str:
    """What a file brought."""
    if not added and not changed:
        return _("Alles in dit bestand stond er al.")
    return " ".join(
        sentence
        for count, sentence in (
            (added, ngettext("%(num)s maatregel toegevoegd.", "%(num)s maatregelen toegevoegd.", added)),
            (changed, ngettext("%(num)s maatregel gewijzigd.", "%(num)s maatregelen gewijzigd.", changed)),
            (same, ngettext("%(num)s maatregel stond er al.", "%(num)s maatregelen stonden er al.", same)),
        )
        if count
    )
