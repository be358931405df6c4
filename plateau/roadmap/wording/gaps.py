"""Gaps in words: what closes one and when, why it stays open, and what would help."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from flask_babel import gettext as _
from flask_babel import ngettext

from plateau.catalogue.model import Catalogue
from plateau.catalogue.scan import is_own
from plateau.roadmap.model import Calendar, GapCode, GapReason, Relaxation, StepMade, WayOut
from plateau.roadmap.wording.names import (
    criterion_name,
    intervention_names,
    joined,
    quarter,
    role_name,
    up_to_euro,
)
from plateau.roadmap.wording.plans import objective_name
from plateau.web.locale import money

Titles = Mapping[str, str]


# what closes it, or why it stays open


def step_sentence(made: StepMade, catalogue: Catalogue, calendar: Calendar) -> str:
    """One step: from where to where, when and by what."""
    return _(
        "Stap %(start)s → %(end)s eind %(quarter)s door %(names)s.",
        start=made.step.start,
        end=made.step.end,
        quarter=quarter(calendar, made.period - 1),
        names=intervention_names(made.interventions, catalogue),
    )


def gap_sentence(reason: GapReason, catalogue: Catalogue, calendar: Calendar) -> str:
    """What closes a gap and when, or why it stays open."""
    if reason.code is GapCode.CLOSED:
        steps = [step_sentence(made, catalogue, calendar) for made in reason.steps]
        return " ".join(steps) or _("Staat al op plateau %(target)s.", target=reason.target)
    return _OPEN[reason.code](reason, catalogue)


def reached_sentence(reason: GapReason) -> str:
    """How far an open gap does come; empty when it is closed or does not move."""
    if reason.code is GapCode.CLOSED or reason.reached == reason.current:
        return ""
    return _("Komt wel tot plateau %(reached)s.", reached=reason.reached)


def _no_way(reason: GapReason, _catalogue: Catalogue) -> str:
    if reason.missing_step is None:
        return _("Er is geen maatregel die dit doel bereikt.")
    return _(
        "Er is geen maatregel voor de stap van %(start)s naar %(end)s.",
        start=reason.missing_step.start,
        end=reason.missing_step.end,
    )


def _forbidden(reason: GapReason, catalogue: Catalogue) -> str:
    return ngettext(
        "Kan niet door uw keuze: %(names)s mag niet in de roadmap.",
        "Kan niet door uw keuze: %(names)s mogen niet in de roadmap.",
        len(reason.interventions),
        names=intervention_names(reason.interventions, catalogue),
    )


def _prerequisite(reason: GapReason, catalogue: Catalogue) -> str:
    return ngettext(
        "Kan niet: eerst moet %(names)s klaar zijn, en dat lukt niet.",
        "Kan niet: eerst moeten %(names)s klaar zijn, en dat lukt niet.",
        len(reason.interventions),
        names=intervention_names(reason.interventions, catalogue),
    )


def _horizon(reason: GapReason, catalogue: Catalogue) -> str:
    if reason.periods_needed is None or reason.periods_available is None:
        return _("Past niet in de looptijd.")
    sentence = _(
        "Past niet in de looptijd: de kortste weg duurt %(needed)s kwartalen en er zijn er %(available)s.",
        needed=reason.periods_needed,
        available=reason.periods_available,
    )
    return " ".join([sentence, _forbidden(reason, catalogue)]) if reason.interventions else sentence


def _combination(reason: GapReason, _catalogue: Catalogue) -> str:
    names = {
        Relaxation.BUDGET: _("het budget"),
        Relaxation.CAPACITY: _("de beschikbare tijd"),
        Relaxation.FUND: _("een deelbudget"),
        Relaxation.CHANGE: _("hoeveel er tegelijk verandert"),
        Relaxation.OBJECTIVES: _("wat voorgaat op doelen"),
        Relaxation.PRIORITIES: _("andere doelen"),
        Relaxation.EXCLUSIONS: _("maatregelen die elkaar uitsluiten"),
    }
    if not reason.ways:
        return _("Meer dingen samen houden dit tegen.")
    together = joined([names[relaxed] for relaxed in reason.ways[0].relaxed])
    return _("Niet één ding houdt dit tegen, maar samen: %(names)s.", names=together)


def _budget(_reason: GapReason, _catalogue: Catalogue) -> str:
    return _("Het budget is te klein.")


def _capacity(_reason: GapReason, _catalogue: Catalogue) -> str:
    return _("Er is te weinig tijd van mensen beschikbaar.")


def _fund(_reason: GapReason, _catalogue: Catalogue) -> str:
    return _("Een deelbudget is te klein.")


def _change(_reason: GapReason, _catalogue: Catalogue) -> str:
    return _("Er zou te veel tegelijk veranderen.")


def _objective(reason: GapReason, _catalogue: Catalogue) -> str:
    names = [objective_name(name) for way in reason.ways for name in way.worse]
    if not names:
        return _("Iets anders gaat in deze roadmap voor op dit doel.")
    return _("In deze roadmap gaat iets voor op dit doel: %(names)s.", names=joined(names))


def _unproven(_reason: GapReason, _catalogue: Catalogue) -> str:
    return _("De rekentijd was te kort om te zeggen waarom dit open blijft.")


_OPEN: dict[GapCode, Callable[[GapReason, Catalogue], str]] = {
    GapCode.NO_WAY: _no_way,
    GapCode.FORBIDDEN: _forbidden,
    GapCode.PREREQUISITE: _prerequisite,
    GapCode.HORIZON: _horizon,
    GapCode.BUDGET: _budget,
    GapCode.CAPACITY: _capacity,
    GapCode.FUND: _fund,
    GapCode.CHANGE: _change,
    GapCode.OBJECTIVE: _objective,
    GapCode.COMBINATION: _combination,
    GapCode.UNPROVEN: _unproven,
}


# what would help


def way_out_sentences(reason: GapReason, catalogue: Catalogue, milestones: Titles | None = None) -> list[str]:
    """What would close an open gap, with figures; empty when it is closed or nothing is known to help."""
    ways = [_parts(way, catalogue, milestones or {}) for way in reason.ways]
    if reason.code in _LIFTED:
        besides = ways[0] if ways else ""
        return [_LIFTED[reason.code](reason, besides), *_doubts(reason.ways)]
    if reason.ways:
        return [" ".join((_possible(way), *_doubts(reason.ways))) for way in ways]
    if reason.code is GapCode.NO_WAY and is_own(reason.criterion):
        return [
            _("Plateau kent geen maatregelen bij een eigen vragenlijst. Plan deze stap buiten de roadmap.")
        ]
    if reason.code is GapCode.NO_WAY:
        return [_("Bedenk zelf een maatregel voor deze stap, of stel het doel bij.")]
    return []


def _allow(_reason: GapReason, besides: str) -> str:
    if besides:
        return _("Laat die keuze vrij, dan kan het wel %(ways)s.", ways=besides)
    return _("Laat die keuze vrij, dan kan het wel.")


def _longer(reason: GapReason, besides: str) -> str:
    extra = (reason.periods_needed or 0) - (reason.periods_available or 0)
    if reason.periods_needed is None or extra <= 0:
        return _possible(besides)
    if besides:
        return ngettext(
            "Dit kan wel als de looptijd %(num)s kwartaal langer is, en dan %(ways)s.",
            "Dit kan wel als de looptijd %(num)s kwartalen langer is, en dan %(ways)s.",
            extra,
            ways=besides,
        )
    return ngettext(
        "Dit kan wel als de looptijd %(num)s kwartaal langer is.",
        "Dit kan wel als de looptijd %(num)s kwartalen langer is.",
        extra,
    )


#: What is lifted first, and what it takes besides.
_LIFTED: dict[GapCode, Callable[[GapReason, str], str]] = {
    GapCode.FORBIDDEN: _allow,
    GapCode.HORIZON: _longer,
}


def shared_room_sentence(reasons: Iterable[GapReason]) -> str:
    """That extra money or time counts once; empty when fewer than two gaps ask for it."""
    asking = [
        reason
        for reason in reasons
        if any({Relaxation.BUDGET, Relaxation.CAPACITY} & set(way.relaxed) for way in reason.ways)
    ]
    if len(asking) < 2:
        return ""
    return _(
        "Het extra geld of de extra tijd bij een onderwerp is genoeg voor dat onderwerp alleen (of voor een "
        "ander onderwerp), niet voor alle tegelijk."
    )


def _parts(way: WayOut, catalogue: Catalogue, milestones: Titles) -> str:
    return joined([_RELAXED[relaxed](way, catalogue, milestones) for relaxed in way.relaxed])


def _possible(parts: str) -> str:
    return _("Dit kan wel %(ways)s.", ways=parts) if parts else _("Dit kan wel met meer ruimte.")


def _doubts(ways: Iterable[WayOut]) -> list[str]:
    if all(way.proven for way in ways):
        return []
    return [_("Misschien is minder genoeg; dat is niet bewezen.")]


def _more_money(way: WayOut, _catalogue: Catalogue, _milestones: Titles) -> str:
    per_year = {year: up_to_euro(cents) for year, cents in way.extra_per_year.items() if cents}
    if not per_year:
        return _("met %(amount)s extra", amount=money(up_to_euro(way.extra_cents)))
    if len(per_year) == 1:
        ((year, cents),) = per_year.items()
        return _("met %(amount)s extra in %(year)s", amount=money(cents), year=year)
    years = [_("%(amount)s in %(year)s", amount=money(cents), year=year) for year, cents in per_year.items()]
    return _("met %(amount)s extra (%(years)s)", amount=money(sum(per_year.values())), years=joined(years))


def _more_time(way: WayOut, _catalogue: Catalogue, _milestones: Titles) -> str:
    roles = [
        ngettext(
            "%(num)s extra dag van %(role)s", "%(num)s extra dagen van %(role)s", days, role=role_name(role)
        )
        for role, days in way.extra_days.items()
        if days
    ]
    return _("met %(roles)s", roles=joined(roles)) if roles else _("met meer tijd van mensen")


def _larger_funds(way: WayOut, _catalogue: Catalogue, _milestones: Titles) -> str:
    funds = [
        _("%(amount)s extra in “%(name)s”", amount=money(up_to_euro(cents)), name=name)
        for name, cents in way.extra_funds.items()
    ]
    return _("met %(funds)s", funds=joined(funds)) if funds else _("met een groter deelbudget")


def _more_change(way: WayOut, _catalogue: Catalogue, _milestones: Titles) -> str:
    loads = [f"“{name}” (+{more})" for name, more in way.extra_change.items()]
    return _("met meer tegelijk in %(loads)s", loads=joined(loads)) if loads else _("met meer tegelijk")


def _objectives_worse(way: WayOut, _catalogue: Catalogue, _milestones: Titles) -> str:
    names = [objective_name(name) for name in way.worse]
    if not names:
        return _("als dit doel meer telt")
    return _("als dit doel meer telt dan %(names)s", names=joined(names))


def _at_the_cost_of(way: WayOut, catalogue: Catalogue, milestones: Titles) -> str:
    if not way.instead_of:
        return _("ten koste van andere doelen of mijlpalen")
    names = [
        f"“{milestones[name]}”" if name in milestones else criterion_name(name, catalogue)
        for name in way.instead_of
    ]
    return _("ten koste van %(names)s", names=joined(names))


def _other_choices(_way: WayOut, _catalogue: Catalogue, _milestones: Titles) -> str:
    return _("met andere verplichte maatregelen, of met maatregelen die elkaar nu uitsluiten")


_RELAXED: dict[Relaxation, Callable[[WayOut, Catalogue, Titles], str]] = {
    Relaxation.BUDGET: _more_money,
    Relaxation.CAPACITY: _more_time,
    Relaxation.FUND: _larger_funds,
    Relaxation.CHANGE: _more_change,
    Relaxation.OBJECTIVES: _objectives_worse,
    Relaxation.PRIORITIES: _at_the_cost_of,
    Relaxation.EXCLUSIONS: _other_choices,
}
