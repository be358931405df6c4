"""Interventions in words: why one is in the plan, what fixes its start, why one was left out."""

from __future__ import annotations

from flask_babel import gettext as _
from flask_babel import ngettext

from plateau.catalogue.model import Catalogue
from plateau.roadmap.model import (
    Calendar,
    CandidateCode,
    CandidateReason,
    ChosenReason,
    Limit,
    LimitCode,
    ObjectiveName,
    Problem,
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

#: What is in the way wherever the rest of the roadmap stands.
_OF_ITSELF = frozenset(
    {
        LimitCode.EARLIEST_START,
        LimitCode.LATEST_START,
        LimitCode.DEADLINE,
        LimitCode.HORIZON,
        LimitCode.CONDITION,
        LimitCode.PIN,
        LimitCode.NOW,
        LimitCode.BEGUN,
    }
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


def candidate_sentence(reason: CandidateReason, catalogue: Catalogue, problem: Problem) -> str:
    """Why an intervention that could have been chosen was not."""
    match reason.code:
        case CandidateCode.FORBIDDEN:
            return _("U koos dat deze maatregel er niet in mag.")
        case CandidateCode.DONE:
            return _("Niet nodig: uw organisatie staat al waar deze maatregel naartoe leidt.")
        case CandidateCode.NOT_NEEDED:
            return _("Niet nodig: brengt geen doel of mijlpaal dichterbij.")
        case CandidateCode.DOMINATED:
            return _dominated(reason, catalogue, problem)
        case CandidateCode.WOULD_NOT_FIT:
            return _would_not_fit(reason, catalogue, problem.calendar)
        case CandidateCode.OUTWEIGHED:
            return _(
                "Zou passen en helpen, maar %(reason)s. Dat telt zwaarder.",
                reason=limit_phrases(reason.limits, catalogue, problem.calendar),
            )
        case CandidateCode.TOGETHER:
            return _(
                "Helpt hooguit samen met andere maatregelen. Ook dan wordt de roadmap er niet beter van."
            )
        case CandidateCode.UNPROVEN if reason.start is not None:
            return _("Zou passen. De rekentijd was te kort om te zeggen of de roadmap er beter van wordt.")
        case CandidateCode.UNPROVEN:
            return _("De rekentijd was te kort om te zeggen of de roadmap er beter van wordt.")


def _dominated(reason: CandidateReason, catalogue: Catalogue, problem: Problem) -> str:
    if not reason.by:
        return _("Niet nodig: de roadmap bereikt zonder deze maatregel minstens zoveel.")
    sentence = ngettext(
        "%(names)s zet al de stappen die nodig zijn.",
        "%(names)s zetten al de stappen die nodig zijn.",
        len(reason.by),
        names=intervention_names(reason.by, catalogue),
    )
    if reason.extra_cents is None:
        return sentence
    if reason.extra_cents > 0:
        more = amount(reason.extra_cents)
        return sentence + " " + _("Deze zou %(amount)s meer kosten (als alles meteen begint).", amount=more)
    if reason.extra_cents < 0:
        return f"{sentence} {_cheaper(reason, -reason.extra_cents, catalogue, problem)}"
    return sentence + " " + _("Deze kost evenveel.")


def _cheaper(reason: CandidateReason, cents: int, catalogue: Catalogue, problem: Problem) -> str:
    """With the user's own choice, when that is why the dearer are in."""
    chosen = problem.mandatory - {entry.id for entry in problem.past}
    if chosen.issuperset(reason.by):
        return ngettext(
            "Deze zou %(amount)s minder kosten (als alles meteen begint), maar u koos dat %(names)s "
            "erin moet.",
            "Deze zou %(amount)s minder kosten (als alles meteen begint), maar u koos dat %(names)s "
            "erin moeten.",
            len(reason.by),
            amount=amount(cents),
            names=intervention_names(reason.by, catalogue),
        )
    if reason.limits:
        return _(
            "Deze zou %(amount)s minder kosten (als alles meteen begint), maar kan daarvoor niet in de "
            "plaats komen: %(reasons)s.",
            amount=amount(cents),
            reasons=limit_phrases(reason.limits, catalogue, problem.calendar),
        )
    return _(
        "Deze zou %(amount)s minder kosten (als alles meteen begint). Toch past deze er niet beter "
        "in: dat komt door een keuze van u, een grens of een ander doel.",
        amount=amount(cents),
    )


def _would_not_fit(reason: CandidateReason, catalogue: Catalogue, calendar: Calendar) -> str:
    if not reason.limits:
        return _("Zou helpen, maar past niet binnen de grenzen.")
    limits = limit_phrases(reason.limits, catalogue, calendar)
    if reason.start is None:
        told = _("Zou helpen, maar past niet: %(reasons)s.", reasons=limits)
    else:
        told = _(
            "Zou helpen bij een start in %(quarter)s, maar dat kan niet: %(reasons)s.",
            quarter=quarter(calendar, reason.start),
            reasons=limits,
        )
    if all(limit.code in _OF_ITSELF for limit in reason.limits):
        return told
    return told + " " + _("Dat geldt als de rest van de roadmap blijft staan.")
