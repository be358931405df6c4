"""What was left out in words: why it was."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace

from flask_babel import gettext as _
from flask_babel import ngettext

from plateau.catalogue.model import Catalogue
from plateau.roadmap.model import Calendar, CandidateCode, CandidateReason, Limit, LimitCode, Problem
from plateau.roadmap.wording.limits import limit_phrases
from plateau.roadmap.wording.names import amount, intervention_names, quarter

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
#: What is in the way of a swap whenever it begins, or speaks of the whole roadmap.
_AT_ANY_START = frozenset({LimitCode.EXCLUDED, LimitCode.DEMANDED, LimitCode.OBJECTIVE})


def candidate_sentence(reason: CandidateReason, catalogue: Catalogue, problem: Problem) -> str:
    """Why an intervention that could have been chosen was not: what cannot be, then what would end worse."""
    worse = tuple(limit for limit in reason.limits if limit.code is LimitCode.OBJECTIVE)
    rules = tuple(limit for limit in reason.limits if limit not in worse)
    breaks = rules or any(companion.limits for companion in reason.companions)
    if not (worse and breaks):
        return _SENTENCES[reason.code](reason, catalogue, problem)
    told = _SENTENCES[reason.code](replace(reason, limits=rules), catalogue, problem)
    phrase = limit_phrases(worse, catalogue, problem.calendar)
    return " ".join([told, _("Kon het wel, %(reason)s. Dat telt zwaarder.", reason=phrase)])


def _forbidden(_reason: CandidateReason, _catalogue: Catalogue, _problem: Problem) -> str:
    return _("U koos dat deze maatregel er niet in mag.")


def _done(_reason: CandidateReason, _catalogue: Catalogue, _problem: Problem) -> str:
    return _("Niet nodig: uw organisatie staat al waar deze maatregel naartoe leidt.")


def _not_needed(_reason: CandidateReason, _catalogue: Catalogue, _problem: Problem) -> str:
    return _("Niet nodig: brengt geen doel of mijlpaal dichterbij.")


def _not_counted(_reason: CandidateReason, _catalogue: Catalogue, _problem: Problem) -> str:
    return _("Brengt alleen doelen of mijlpalen dichterbij die niet meetellen voor deze roadmap.")


def _together(reason: CandidateReason, catalogue: Catalogue, _problem: Problem) -> str:
    if reason.enables:
        return _only_for_others(reason, catalogue)
    return _("Helpt hooguit samen met andere maatregelen. Ook dan wordt de roadmap er niet beter van.")


def _unproven(reason: CandidateReason, catalogue: Catalogue, _problem: Problem) -> str:
    if reason.enables:
        return _only_for_others(reason, catalogue)
    told = _("De rekentijd was te kort om te zeggen of de roadmap er beter van wordt.")
    if reason.start is None:
        return told
    if reason.companions:
        return _("Zou passen samen met %(names)s.", names=_companions(reason, catalogue)) + " " + told
    return _("Zou passen.") + " " + told


def _only_for_others(reason: CandidateReason, catalogue: Catalogue) -> str:
    return ngettext(
        "Is alleen nodig voor %(names)s, en die staat ook niet in de roadmap.",
        "Is alleen nodig voor %(names)s, en die staan ook niet in de roadmap.",
        len(reason.enables),
        names=intervention_names(reason.enables, catalogue),
    )


def _dominated(reason: CandidateReason, catalogue: Catalogue, problem: Problem) -> str:
    if not reason.by:
        return _("Niet nodig: de roadmap bereikt zonder deze maatregel minstens zoveel.")
    sentences = list(_done_by(reason, catalogue, problem))
    if reason.extra_cents is None:
        return " ".join(sentences)
    if reason.extra_cents > 0 and reason.limits:
        sentences.append(
            _(
                "Deze zou %(amount)s meer kosten (als alles meteen begint), en kan daarvoor niet in de "
                "plaats komen: %(reasons)s.",
                amount=amount(reason.extra_cents),
                reasons=_in_the_way(reason, catalogue, problem.calendar),
            )
        )
    elif reason.extra_cents > 0:
        more = amount(reason.extra_cents)
        sentences.append(_("Deze zou %(amount)s meer kosten (als alles meteen begint).", amount=more))
    elif reason.extra_cents < 0:
        sentences.append(_cheaper(reason, -reason.extra_cents, catalogue, problem))
    elif reason.limits:
        reasons = _in_the_way(reason, catalogue, problem.calendar)
        sentences.append(
            _("Deze kost evenveel, maar kan daarvoor niet in de plaats komen: %(reasons)s.", reasons=reasons)
            if _breaks_rules(reason)
            else _("Deze kost evenveel, maar %(reason)s.", reason=reasons)
        )
    else:
        sentences.append(_("Deze kost evenveel."))
    return " ".join(sentences)


def _done_by(reason: CandidateReason, catalogue: Catalogue, problem: Problem) -> Iterator[str]:
    """What those that are planned in its place do: the steps, the one of a group, what others wait for."""
    planned, items = {*reason.by}, problem.by_id
    groups = {group.id: planned & group.interventions for group in problem.groups}
    waited_for = {id_: planned & items[id_].one_of for id_ in reason.enables}
    makers = planned
    if reason.groups or reason.enables:
        steps = {(step.criterion, step.end) for step in items[reason.id].steps}
        makers = {id_ for id_ in planned if steps & {(step.criterion, step.end) for step in items[id_].steps}}
    if makers:
        yield ngettext(
            "%(names)s zet al de stappen die nodig zijn.",
            "%(names)s zetten al de stappen die nodig zijn.",
            len(makers),
            names=intervention_names(sorted(makers), catalogue),
        )
    for name in reason.groups:
        names = intervention_names(sorted(groups[name]), catalogue)
        yield _("Van de groep “%(group)s” past er één in de roadmap: %(names)s.", group=name, names=names)
    for name in reason.enables:
        yield _(
            "Niet nodig voor %(waiting)s: die kan al beginnen na %(names)s.",
            waiting=intervention_names([name], catalogue),
            names=intervention_names(sorted(waited_for[name]), catalogue),
        )


def _in_the_way(reason: CandidateReason, catalogue: Catalogue, calendar: Calendar) -> str:
    """What keeps it from their place, with the start at which that is so unless any start would do."""
    told = limit_phrases(reason.limits, catalogue, calendar)
    if reason.start is None or all(limit.code in _AT_ANY_START for limit in reason.limits):
        return told
    return _(
        "%(reasons)s; dat geldt bij een start in %(quarter)s",
        reasons=told,
        quarter=quarter(calendar, reason.start),
    )


def _breaks_rules(reason: CandidateReason) -> bool:
    """Whether it cannot be; else something ends worse."""
    return any(limit.code is not LimitCode.OBJECTIVE for limit in reason.limits)


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
    if reason.limits and not _breaks_rules(reason):
        return _(
            "Deze zou %(amount)s minder kosten (als alles meteen begint), maar %(reason)s.",
            amount=amount(cents),
            reason=limit_phrases(reason.limits, catalogue, problem.calendar),
        )
    if reason.limits:
        return _(
            "Deze zou %(amount)s minder kosten (als alles meteen begint), maar kan daarvoor niet in de "
            "plaats komen: %(reasons)s.",
            amount=amount(cents),
            reasons=_in_the_way(reason, catalogue, problem.calendar),
        )
    if reason.start is not None:
        return _(
            "Deze zou %(amount)s minder kosten (als alles meteen begint), maar dat telt niet mee voor deze "
            "roadmap.",
            amount=amount(cents),
        )
    # Explanations of before 30 November 2026 do not say why.
    return _(
        "Deze zou %(amount)s minder kosten (als alles meteen begint). Toch past deze er niet beter "
        "in: dat komt door een keuze van u, een grens of een ander doel.",
        amount=amount(cents),
    )


def _would_not_fit(reason: CandidateReason, catalogue: Catalogue, problem: Problem) -> str:
    calendar = problem.calendar
    if reason.companions:
        return _would_not_fit_together(reason, catalogue, calendar)
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
    return _with_the_rest(told, reason.limits)


def _would_not_fit_together(reason: CandidateReason, catalogue: Catalogue, calendar: Calendar) -> str:
    """What it breaks, then what each of the others does besides; what lies between two is told once."""
    told, phrases = {*reason.limits}, []
    if reason.limits:
        phrases.append(limit_phrases(reason.limits, catalogue, calendar))
    for companion in reason.companions:
        told |= {
            replace(limit, intervention=reason.id)
            for limit in told
            if limit.intervention == companion.place.id
        }
        own = [limit for limit in companion.limits if limit not in told]
        told |= {*own}
        if own:
            name = intervention_names([companion.place.id], catalogue)
            reasons = limit_phrases(own, catalogue, calendar)
            phrases.append(_("bij %(name)s: %(reasons)s", name=name, reasons=reasons))
    sentence = _(
        "Zou samen met %(names)s helpen bij een start in %(quarter)s, maar dat kan niet: %(reasons)s.",
        names=_companions(reason, catalogue),
        quarter=quarter(calendar, reason.start or 0),
        reasons="; ".join(phrases),
    )
    return _with_the_rest(sentence, told)


def _with_the_rest(told: str, limits: Iterable[Limit]) -> str:
    """With that it is so while the rest stays, unless it is so wherever that stands."""
    if all(limit.code in _OF_ITSELF or limit.name == "soonest" for limit in limits):
        return told
    return told + " " + _("Dat geldt als de rest van de roadmap blijft staan.")


def _outweighed(reason: CandidateReason, catalogue: Catalogue, problem: Problem) -> str:
    worse = limit_phrases(reason.limits, catalogue, problem.calendar)
    if reason.companions:
        return _(
            "Zou helpen samen met %(names)s, maar %(reason)s. Dat telt zwaarder.",
            names=_companions(reason, catalogue),
            reason=worse,
        )
    return _("Zou helpen, maar %(reason)s. Dat telt zwaarder.", reason=worse)


def _companions(reason: CandidateReason, catalogue: Catalogue) -> str:
    return intervention_names([companion.place.id for companion in reason.companions], catalogue)


_SENTENCES: dict[CandidateCode, Callable[[CandidateReason, Catalogue, Problem], str]] = {
    CandidateCode.FORBIDDEN: _forbidden,
    CandidateCode.DONE: _done,
    CandidateCode.NOT_NEEDED: _not_needed,
    CandidateCode.NOT_COUNTED: _not_counted,
    CandidateCode.DOMINATED: _dominated,
    CandidateCode.WOULD_NOT_FIT: _would_not_fit,
    CandidateCode.OUTWEIGHED: _outweighed,
    CandidateCode.TOGETHER: _together,
    CandidateCode.UNPROVEN: _unproven,
}
