"""Interventions in words: why one is in the plan and what fixes its start."""

from __future__ import annotations

from flask_babel import gettext as _
from flask_babel import ngettext

from plateau.catalogue.model import Catalogue
from plateau.roadmap.model import (
    Calendar,
    ChosenReason,
    Limit,
    LimitCode,
    ObjectiveName,
)
from plateau.roadmap.wording.limits import limit_phrase, limit_phrases
from plateau.roadmap.wording.names import (
    Titles,
    amount,
    area_name,
    criterion_name,
    intervention_names,
    joined,
    quarter,
)


def purpose_sentences(
    chosen: ChosenReason, catalogue: Catalogue, milestones: Titles | None = None
) -> list[str]:
    """Why an intervention is in the plan."""
    sentences = [
        _(
            "Brengt %(criterion)s van plateau %(start)s naar %(end)s.",
            criterion=criterion_name(step.criterion, catalogue),
            start=step.start,
            end=step.end,
        )
        for step in chosen.steps
    ]
    if chosen.areas:
        names = [area_name(name, catalogue) for name in chosen.areas]
        sentences.append(_("Brengt %(names)s dichter bij het doel.", names=joined(names)))
    if chosen.milestones:
        titles = milestones or {}
        names = [f"“{titles.get(name, name)}”" for name in chosen.milestones]
        sentences.append(
            ngettext(
                "Telt mee voor mijlpaal %(names)s.",
                "Telt mee voor de mijlpalen %(names)s.",
                len(names),
                names=joined(names),
            )
        )
    if chosen.enables:
        sentences.append(_("Maakt mogelijk: %(names)s.", names=intervention_names(chosen.enables, catalogue)))
    if chosen.pays:
        sentences.append(
            _("Levert binnen de looptijd %(amount)s meer op dan het kost.", amount=amount(chosen.pays))
        )
    sentences += _asked_for(chosen)
    if not chosen.has_purpose:
        sentences.append(_("De rekentijd was te kort om te zeggen of de roadmap ook zonder kan."))
    return sentences


def _asked_for(chosen: ChosenReason) -> list[str]:
    """What was decided about it, whatever it does."""
    said = {
        _("U koos dat deze maatregel erin moet."): chosen.mandatory and not chosen.begun,
        _("Was al begonnen."): chosen.begun,
        _("De start van deze maatregel ligt vast."): chosen.pinned,
        _("Een van de maatregelen uit deze groep moet erin."): bool(chosen.groups),
        _("Stond in de vorige roadmap."): chosen.kept and not chosen.begun,
    }
    return [sentence for sentence, is_so in said.items() if is_so]


def start_sentence(chosen: ChosenReason, catalogue: Catalogue, calendar: Calendar) -> str:
    """What fixes the start of a planned intervention."""
    begin = quarter(calendar, chosen.start)
    codes = {limit.code for limit in chosen.fixed_by}
    if LimitCode.BEGUN in codes:
        return _("Is al begonnen, in %(quarter)s.", quarter=begin)
    if LimitCode.AT_ONCE in codes or not codes:
        return _("Begint meteen, in %(quarter)s.", quarter=begin)
    if LimitCode.FREE in codes:
        return _(
            "Begint in %(quarter)s. Eerder kan ook: dat het hier het best staat, is niet bewezen.",
            quarter=begin,
        )
    if LimitCode.OBJECTIVE in codes:
        return _worse_sooner(chosen, chosen.fixed_by[0], catalogue, calendar)
    return _(
        "Begint in %(quarter)s. Eerder kan niet: %(reasons)s.",
        quarter=begin,
        reasons=limit_phrases(chosen.fixed_by, catalogue, calendar),
    )


def _worse_sooner(chosen: ChosenReason, limit: Limit, catalogue: Catalogue, calendar: Calendar) -> str:
    begin = quarter(calendar, chosen.start)
    if limit.name == ObjectiveName.STABILITY and limit.period == chosen.start:
        return _("Staat in %(quarter)s, waar de vorige roadmap het had.", quarter=begin)
    return _(
        "Begint in %(quarter)s. Eerder kan, maar %(reason)s.",
        quarter=begin,
        reason=limit_phrase(limit, catalogue, calendar),
    )
