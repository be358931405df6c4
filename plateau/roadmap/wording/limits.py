"""What keeps an intervention from a start, as part of a sentence."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from flask_babel import gettext as _
from flask_babel import ngettext

from plateau.catalogue.model import Catalogue
from plateau.roadmap.model import Calendar, Limit, LimitCode, ObjectiveName
from plateau.roadmap.wording.names import (
    criterion_name,
    intervention_name,
    joined,
    quarter,
    role_name,
    so_many_periods,
    up_to_euro,
)
from plateau.web.locale import money

Context = tuple[Catalogue, Calendar]


def limit_phrase(limit: Limit, catalogue: Catalogue, calendar: Calendar) -> str:
    """One rule that is in the way."""
    return _PHRASES[limit.code](limit, (catalogue, calendar))


def limit_phrases(limits: Iterable[Limit], catalogue: Catalogue, calendar: Calendar) -> str:
    """All rules that are in the way, as one enumeration."""
    return joined([limit_phrase(limit, catalogue, calendar) for limit in limits])


def _at_once(_limit: Limit, _context: Context) -> str:
    return _("niets houdt het tegen")


def _earliest_start(limit: Limit, context: Context) -> str:
    # Of its own or a choice of the user's: the problem does not say which.
    if (limit.period or 0) >= context[1].periods:
        return _("er is vastgelegd dat deze maatregel na de looptijd begint")
    return _(
        "er is vastgelegd dat deze maatregel niet eerder begint dan %(quarter)s",
        quarter=_when(limit, context),
    )


def _not_before(limit: Limit, context: Context) -> str:
    if (limit.period or 0) >= context[1].periods:
        return _("u koos een start na de looptijd")
    return _("uw keuze is niet eerder dan %(quarter)s", quarter=_when(limit, context))


def _when(limit: Limit, context: Context) -> str:
    return quarter(context[1], min(limit.period or 0, context[1].periods))


def _prerequisite(limit: Limit, context: Context) -> str:
    name = intervention_name(limit.intervention or "", context[0])
    if limit.name == "one_of":
        return _("%(name)s, of een andere maatregel die ook kan, moet eerst klaar zijn", name=name)
    return _("%(name)s moet eerst klaar zijn", name=name)


def _step_below(limit: Limit, context: Context) -> str:
    name = criterion_name(limit.criterion or "", context[0])
    if limit.period is None:
        return _("%(name)s komt niet op plateau %(plateau)s", name=name, plateau=limit.plateau)
    if limit.name == "soonest":
        return _(
            "%(name)s kan op zijn vroegst vanaf %(quarter)s op plateau %(plateau)s staan",
            name=name,
            quarter=quarter(context[1], limit.period),
            plateau=limit.plateau,
        )
    return _(
        "%(name)s staat pas vanaf %(quarter)s op plateau %(plateau)s",
        name=name,
        quarter=quarter(context[1], limit.period),
        plateau=limit.plateau,
    )


def _yearly_steps(limit: Limit, context: Context) -> str:
    return _(
        "%(name)s maakt in %(year)s al zo veel stappen als in een jaar mag",
        name=criterion_name(limit.criterion or "", context[0]),
        year=limit.year,
    )


def _budget(limit: Limit, _context: Context) -> str:
    short = money(up_to_euro(limit.short or 0))
    return _("het budget van %(year)s komt %(amount)s tekort", year=limit.year, amount=short)


def _capacity(limit: Limit, context: Context) -> str:
    when = "" if limit.period is None else quarter(context[1], limit.period)
    return ngettext(
        "%(role)s komt %(num)s dag tekort (vanaf %(when)s)",
        "%(role)s komt %(num)s dagen tekort (vanaf %(when)s)",
        limit.short or 0,
        role=role_name(limit.role or ""),
        when=when,
    )


def _excluded(limit: Limit, context: Context) -> str:
    name = intervention_name(limit.intervention or "", context[0])
    return _("%(name)s staat in de roadmap en gaat er niet mee samen", name=name)


def _horizon(_limit: Limit, _context: Context) -> str:
    return _("de maatregel is dan niet klaar binnen de looptijd")


def _latest_start(limit: Limit, context: Context) -> str:
    return _("deze maatregel begint uiterlijk in %(quarter)s", quarter=_when(limit, context))


def _deadline(limit: Limit, context: Context) -> str:
    return _("deze maatregel moet klaar zijn vóór %(quarter)s", quarter=_when(limit, context))


def _condition(limit: Limit, context: Context) -> str:
    when = quarter(context[1], limit.period or 0)
    return _("“%(name)s” geldt pas zeker vanaf %(quarter)s", name=limit.name, quarter=when)


def _lag(limit: Limit, context: Context) -> str:
    name = intervention_name(limit.intervention or "", context[0])
    return _("de tijd tussen deze maatregel en %(name)s klopt dan niet", name=name)


def _pin(limit: Limit, context: Context) -> str:
    if limit.name == "not_before":
        return _not_before(limit, context)
    if limit.name == "not_after":
        return _("uw keuze is niet later dan %(quarter)s", quarter=_when(limit, context))
    if limit.name == "start":
        return _("uw keuze is een start in %(quarter)s", quarter=_when(limit, context))
    return _("u koos een ander moment")  # explanations of before 30 November 2026 do not say which


def _now(limit: Limit, context: Context) -> str:
    when = quarter(context[1], limit.period or 0)
    return _("wat nog niet begonnen is, begint op zijn vroegst in %(quarter)s", quarter=when)


def _begun(_limit: Limit, _context: Context) -> str:
    return _("de maatregel is al begonnen")


def _change(limit: Limit, context: Context) -> str:
    when = quarter(context[1], limit.period or 0)
    return _("“%(name)s”: vanaf %(quarter)s loopt er te veel tegelijk", name=limit.name, quarter=when)


def _fund(limit: Limit, _context: Context) -> str:
    short = money(up_to_euro(limit.short or 0))
    return _("“%(name)s” komt %(amount)s tekort", name=limit.name, amount=short)


def _objective(limit: Limit, context: Context) -> str:
    """What would end worse, by how much, as a part of a sentence after "maar"."""
    worse, name = limit.short or 0, ObjectiveName(limit.name or "")
    if name is ObjectiveName.STABILITY and limit.period is not None:
        return _("de vorige roadmap had dit in %(quarter)s", quarter=_when(limit, context))
    return {
        ObjectiveName.STABILITY: _("dan verschuift er meer ten opzichte van de vorige roadmap"),
        ObjectiveName.COST: _("dan worden de kosten %(amount)s hoger", amount=money(up_to_euro(worse))),
        ObjectiveName.BENEFIT: _("dan kost het per saldo %(amount)s meer", amount=money(up_to_euro(worse))),
        ObjectiveName.EVENNESS: ngettext(
            "dan worden de pieken in het werk samen %(num)s dag hoger",
            "dan worden de pieken in het werk samen %(num)s dagen hoger",
            worse,
        ),
        ObjectiveName.FINISH: _(
            "dan is alles %(periods)s later klaar", periods=so_many_periods(worse, context[1])
        ),
        ObjectiveName.EARLINESS: _("dan komen andere doelen later"),
        ObjectiveName.KNITTING: _("dan hangt de roadmap minder samen"),
        ObjectiveName.MILESTONES: _("dan worden meer mijlpalen gemist"),
        ObjectiveName.TARGETS: _("dan blijven meer doelen liggen"),
    }[name]


def _waited_for(limit: Limit, context: Context) -> str:
    name = intervention_name(limit.intervention or "", context[0])
    return _("%(name)s mist dan wat eerst klaar moet zijn", name=name)


def _demanded(limit: Limit, context: Context) -> str:
    return _(
        "%(name)s moet in de roadmap staan", name=intervention_name(limit.intervention or "", context[0])
    )


def _free(_limit: Limit, _context: Context) -> str:
    return _("geen regel houdt het tegen")


_PHRASES: dict[LimitCode, Callable[[Limit, Context], str]] = {
    LimitCode.AT_ONCE: _at_once,
    LimitCode.EARLIEST_START: _earliest_start,
    LimitCode.PREREQUISITE: _prerequisite,
    LimitCode.STEP_BELOW: _step_below,
    LimitCode.YEARLY_STEPS: _yearly_steps,
    LimitCode.BUDGET: _budget,
    LimitCode.CAPACITY: _capacity,
    LimitCode.EXCLUDED: _excluded,
    LimitCode.HORIZON: _horizon,
    LimitCode.LATEST_START: _latest_start,
    LimitCode.CONDITION: _condition,
    LimitCode.LAG: _lag,
    LimitCode.PIN: _pin,
    LimitCode.NOW: _now,
    LimitCode.BEGUN: _begun,
    LimitCode.CHANGE: _change,
    LimitCode.FUND: _fund,
    LimitCode.DEADLINE: _deadline,
    LimitCode.OBJECTIVE: _objective,
    LimitCode.WAITED_FOR: _waited_for,
    LimitCode.DEMANDED: _demanded,
    LimitCode.FREE: _free,
}
