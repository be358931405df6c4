"""Gaps in words: what closes one and when, or why it stays open."""

from __future__ import annotations

from collections.abc import Callable

from flask_babel import gettext as _
from flask_babel import ngettext

from plateau.catalogue.model import Catalogue
from plateau.roadmap.model import (
    Calendar,
    GapCode,
    GapReason,
    Problem,
    Relaxation,
    StepMade,
)
from plateau.roadmap.wording.names import (
    intervention_names,
    joined,
    quarter,
    so_many_periods,
)
from plateau.roadmap.wording.plans import objective_name
from plateau.roadmap.wording.rules import rule_phrases


def step_sentence(made: StepMade, catalogue: Catalogue, calendar: Calendar) -> str:
    """One step: from where to where, when and by what."""
    return _(
        "Stap %(start)s → %(end)s eind %(quarter)s door %(names)s.",
        start=made.step.start,
        end=made.step.end,
        quarter=quarter(calendar, made.period - 1),
        names=intervention_names(made.interventions, catalogue),
    )


def gap_sentence(reason: GapReason, catalogue: Catalogue, problem: Problem) -> str:
    """What closes a gap and when, or why it stays open."""
    if reason.code is GapCode.CLOSED:
        steps = [step_sentence(made, catalogue, problem.calendar) for made in reason.steps]
        return " ".join(steps) or _("Staat al op plateau %(target)s.", target=reason.target)
    if reason.objective not in problem.objectives:
        return _not_counted(reason, catalogue, problem)
    return _open(reason, catalogue, problem)


def _open(reason: GapReason, catalogue: Catalogue, problem: Problem) -> str:
    if len(reason.ways) > 1:
        return _several(reason, catalogue, problem)
    return _OPEN[reason.code](reason, catalogue, problem)


def _not_counted(reason: GapReason, catalogue: Catalogue, problem: Problem) -> str:
    """That it does not count; and what else is in the way, if anything is."""
    told = (
        _("Deze mijlpaal telt niet mee voor deze roadmap.")
        if reason.milestone
        else _("Dit doel telt niet mee voor deze roadmap.")
    )
    return told if reason.code is GapCode.OBJECTIVE else f"{told} {_open(reason, catalogue, problem)}"


def reached_sentence(reason: GapReason) -> str:
    """How far an open gap does come; empty when it is closed or does not move, or of a milestone."""
    if reason.code is GapCode.CLOSED or reason.reached == reason.current or reason.milestone:
        return ""
    return _("Komt wel tot plateau %(reached)s.", reached=reason.reached)


def _several(reason: GapReason, catalogue: Catalogue, problem: Problem) -> str:
    """What stops it when there is more than one way out; the ways tell what each takes."""
    if reason.periods_needed is not None:
        return _horizon(reason, catalogue, problem)
    if all(len(way.relaxed) == 1 for way in reason.ways):
        names = joined([_limit_name(way.relaxed[0], reason) for way in reason.ways])
        return _(
            "Dit wordt tegengehouden door %(names)s samen. Meer ruimte bij één daarvan is genoeg.",
            names=names,
        )
    return _("Dit past niet binnen de grenzen van nu. Er is meer dan één manier om het wel te halen.")


def _no_way(reason: GapReason, _catalogue: Catalogue, _problem: Problem) -> str:
    if reason.missing_step is None:
        return _("Er is geen maatregel die dit doel bereikt.")
    return _(
        "Er is geen maatregel voor de stap van %(start)s naar %(end)s.",
        start=reason.missing_step.start,
        end=reason.missing_step.end,
    )


def _forbidden(reason: GapReason, catalogue: Catalogue, _problem: Problem) -> str:
    return ngettext(
        "Kan niet door uw keuze: %(names)s mag niet in de roadmap.",
        "Kan niet door uw keuze: %(names)s mogen niet in de roadmap.",
        len(reason.interventions),
        names=intervention_names(reason.interventions, catalogue),
    )


def _prerequisite(reason: GapReason, catalogue: Catalogue, _problem: Problem) -> str:
    return ngettext(
        "Kan niet: eerst moet %(names)s klaar zijn, en dat lukt niet.",
        "Kan niet: eerst moeten %(names)s klaar zijn, en dat lukt niet.",
        len(reason.interventions),
        names=intervention_names(reason.interventions, catalogue),
    )


def _rules(reason: GapReason, catalogue: Catalogue, problem: Problem) -> str:
    if not reason.rules:
        return _("Kan niet door wat vastligt.")
    return _("Kan niet door wat vastligt: %(rules)s.", rules=rule_phrases(reason.rules, problem, catalogue))


def _horizon(reason: GapReason, _catalogue: Catalogue, problem: Problem) -> str:
    if reason.periods_needed is None or reason.periods_available is None:
        return _("Past niet in de looptijd.")
    told = _too_long(reason.periods_needed, reason.periods_available, problem)
    free = (reason.periods_without_choices or 0) - problem.now
    if free <= 0:
        return told
    return f"{told} " + ngettext(
        "Zonder uw eigen keuzes en vastgelegde data is het er %(num)s.",
        "Zonder uw eigen keuzes en vastgelegde data zijn het er %(num)s.",
        free,
    )


def _too_long(needed: int, available: int, problem: Problem) -> str:
    """How long the shortest way takes and how long there is; planned again counted from now."""
    now = problem.now
    since, takes = quarter(problem.calendar, now), so_many_periods(needed - now, problem.calendar)
    if not now:
        return ngettext(
            "Past niet in de tijd: de kortste weg duurt %(takes)s en er is er %(num)s.",
            "Past niet in de tijd: de kortste weg duurt %(takes)s en er zijn er %(num)s.",
            available,
            takes=takes,
        )
    if available > now:
        return ngettext(
            "Past niet in de tijd: de kortste weg duurt vanaf %(since)s nog %(takes)s en er is er %(num)s.",
            "Past niet in de tijd: de kortste weg duurt vanaf %(since)s nog %(takes)s en er zijn er %(num)s.",
            available - now,
            since=since,
            takes=takes,
        )
    if needed > now:
        return _(
            "De datum is al voorbij: de kortste weg duurt vanaf %(since)s nog %(takes)s.",
            since=since,
            takes=takes,
        )
    return _("De datum is al voorbij.")


def _time(_reason: GapReason, _catalogue: Catalogue, _problem: Problem) -> str:
    return _("Er is te weinig tijd voor, naast wat er verder in de roadmap staat.")


def _combination(reason: GapReason, catalogue: Catalogue, problem: Problem) -> str:
    if not reason.ways:
        return (
            _rules(reason, catalogue, problem) if reason.rules else _("Meer dingen samen houden dit tegen.")
        )
    together = joined([_limit_name(relaxed, reason) for relaxed in reason.ways[0].relaxed])
    return _("Niet één ding houdt dit tegen, maar elk van deze: %(names)s.", names=together)


def _limit_name(relaxed: Relaxation, reason: GapReason) -> str:
    return {
        Relaxation.BUDGET: _("het budget"),
        Relaxation.CAPACITY: _("de tijd van mensen"),
        Relaxation.FUND: _("een deelbudget"),
        Relaxation.CHANGE: _("hoeveel er tegelijk verandert"),
        Relaxation.TIME: _("de datum") if reason.milestone else _("de looptijd"),
        Relaxation.RULES: _("wat vastligt"),
        Relaxation.OBJECTIVES: _("wat voorgaat"),
        Relaxation.PRIORITIES: _("andere doelen of mijlpalen"),
    }[relaxed]


def _budget(_reason: GapReason, _catalogue: Catalogue, _problem: Problem) -> str:
    return _("Het budget is te klein.")


def _capacity(_reason: GapReason, _catalogue: Catalogue, _problem: Problem) -> str:
    return _("Er is te weinig tijd van mensen beschikbaar.")


def _fund(_reason: GapReason, _catalogue: Catalogue, _problem: Problem) -> str:
    return _("Een deelbudget is te klein.")


def _change(_reason: GapReason, _catalogue: Catalogue, _problem: Problem) -> str:
    return _("Er zou te veel tegelijk veranderen.")


def _objective(reason: GapReason, _catalogue: Catalogue, _problem: Problem) -> str:
    names = [objective_name(name) for way in reason.ways for name in way.worse]
    if not names:
        return _("Iets anders gaat in deze roadmap voor op dit doel.")
    return _("In deze roadmap gaat iets voor op dit doel: %(names)s.", names=joined(names))


def _priorities(_reason: GapReason, _catalogue: Catalogue, _problem: Problem) -> str:
    return _("Andere doelen of mijlpalen gaan voor.")


def _unproven(_reason: GapReason, _catalogue: Catalogue, _problem: Problem) -> str:
    return _("De rekentijd was te kort om te zeggen waarom dit open blijft.")


def _unexplained(_reason: GapReason, _catalogue: Catalogue, _problem: Problem) -> str:
    return _("Waarom dit open blijft, is nog niet uitgezocht.")


_OPEN: dict[GapCode, Callable[[GapReason, Catalogue, Problem], str]] = {
    GapCode.NO_WAY: _no_way,
    GapCode.FORBIDDEN: _forbidden,
    GapCode.RULES: _rules,
    GapCode.PREREQUISITE: _prerequisite,
    GapCode.HORIZON: _horizon,
    GapCode.TIME: _time,
    GapCode.BUDGET: _budget,
    GapCode.CAPACITY: _capacity,
    GapCode.FUND: _fund,
    GapCode.CHANGE: _change,
    GapCode.OBJECTIVE: _objective,
    GapCode.PRIORITIES: _priorities,
    GapCode.COMBINATION: _combination,
    GapCode.UNPROVEN: _unproven,
    GapCode.UNEXPLAINED: _unexplained,
}
