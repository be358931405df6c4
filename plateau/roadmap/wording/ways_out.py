"""Ways out of a gap in words: what would close it, each with its figures."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from flask_babel import gettext as _
from flask_babel import ngettext

from plateau.catalogue.model import Catalogue
from plateau.catalogue.scan import is_own
from plateau.roadmap.model import Calendar, GapCode, GapReason, ObjectiveName, Problem, Relaxation, WayOut
from plateau.roadmap.wording.names import (
    Titles,
    area_name,
    criterion_name,
    joined,
    quarter,
    role_name,
    so_many_periods,
    span,
    up_to_euro,
)
from plateau.roadmap.wording.plans import objective_name
from plateau.roadmap.wording.rules import rule_phrases
from plateau.web.locale import money

#: What another goal could use as well.
_ROOM = {
    *(Relaxation.BUDGET, Relaxation.FUND, Relaxation.CAPACITY, Relaxation.CHANGE),
    Relaxation.RULES,
}
#: So many moments are told one by one; more figures in a sentence nobody reads.
_TOLD = 3


def way_out_sentences(
    reason: GapReason, catalogue: Catalogue, problem: Problem, milestones: Titles | None = None
) -> list[str]:
    """What would close an open gap, with figures; empty when it is closed or nothing is known to help."""
    if reason.ways:
        return [_possible(way, reason, catalogue, problem, milestones or {}) for way in reason.ways]
    if reason.code is GapCode.NO_WAY and is_own(reason.criterion):
        return [
            _("Plateau kent geen maatregelen bij een eigen vragenlijst. Plan deze stap buiten de roadmap.")
        ]
    if reason.code is GapCode.NO_WAY:
        return [_("Bedenk zelf een maatregel voor deze stap, of stel het doel bij.")]
    return []


def _possible(
    way: WayOut, reason: GapReason, catalogue: Catalogue, problem: Problem, milestones: Titles
) -> str:
    parts = joined(_parts(way, reason, catalogue, problem, milestones))
    told = _("Dit kan wel %(ways)s.", ways=parts) if parts else _("Dit kan wel met meer ruimte.")
    return told if way.proven else f"{told} " + _("Misschien is minder genoeg; dat is niet bewezen.")


def _parts(
    way: WayOut, reason: GapReason, catalogue: Catalogue, problem: Problem, milestones: Titles
) -> list[str]:
    """What it takes, with what ends a sentence best at its end."""
    phrases = {
        Relaxation.BUDGET: _more_money(way),
        Relaxation.FUND: _larger_funds(way),
        Relaxation.CAPACITY: _more_days(way, problem.calendar),
        Relaxation.CHANGE: _more_change(way),
        Relaxation.TIME: _later(way, problem.calendar),
        Relaxation.PRIORITIES: _at_the_cost_of(way, catalogue, problem, milestones),
        Relaxation.OBJECTIVES: _objectives_worse(way, counts=reason.objective in problem.objectives),
        Relaxation.RULES: _let_go(way, reason, catalogue, problem),
    }
    return [phrases[relaxed] for relaxed in phrases if relaxed in way.relaxed]


def _later(way: WayOut, calendar: Calendar) -> str:
    """By itself it takes longer than the shortest way: with the limits of now."""
    periods = so_many_periods(way.extra_periods, calendar)
    if len(way.relaxed) > 1:
        return _("%(periods)s later", periods=periods)
    return _("%(periods)s later, binnen de grenzen van nu", periods=periods)


def _let_go(way: WayOut, reason: GapReason, catalogue: Catalogue, problem: Problem) -> str:
    if not way.lifted:
        return _("als u loslaat wat vastligt")
    if reason.code in (GapCode.FORBIDDEN, GapCode.RULES) and len(reason.ways) == 1:
        return _("als dat niet meer geldt")  # the sentence before it has named them
    return _("als dit niet meer geldt: %(rules)s", rules=rule_phrases(way.lifted, problem, catalogue))


def shared_room_sentence(reasons: Sequence[GapReason], problem: Problem) -> str:
    """That what a goal lacks is enough for it alone, and may go elsewhere; empty when it cannot."""
    short = [
        reason
        for reason in reasons
        if reason.code is not GapCode.CLOSED and reason.objective in problem.objectives
    ]
    asking = [reason for reason in short if any(_ROOM & {*way.relaxed} for way in reason.ways)]
    may_go_elsewhere = len(short) > 1 or any(_before(reason, problem) for reason in asking)
    if not asking or not may_go_elsewhere:
        return ""
    return _(
        "Wat een open doel of mijlpaal aan extra ruimte vraagt, is genoeg voor die ene, misschien niet voor "
        "alle tegelijk. Plateau kan die ruimte ook gebruiken voor een ander doel dat even zwaar telt, of "
        "voor wat zwaarder telt."
    )


def _before(reason: GapReason, problem: Problem) -> set[ObjectiveName]:
    """What else counts for more than such a goal."""
    ahead = problem.objectives[: problem.objectives.index(reason.objective)]
    return {*ahead} - {ObjectiveName.MILESTONES, ObjectiveName.TARGETS}


def sure_of_one_sentence() -> str:
    """How one makes sure in the app that extra room goes to one goal."""
    return _(
        "Wilt u zeker zijn van één doel? Kies dan “Moet erin” bij een maatregel die dat doel haalt, en voor "
        "een mijlpaal ook “Niet later dan”."
    )


def how_much_later_sentence() -> str:
    """How far is looked whether a goal can be met later; not so where cost or earliness counts for more."""
    return _("Of het later ook zonder extra ruimte kan, is in elk geval bekeken tot twee jaar na het doel.")


def _more_money(way: WayOut) -> str:
    per_year = {year: up_to_euro(cents) for year, cents in way.extra_per_year.items() if cents}
    if not per_year:
        return _("met %(amount)s extra", amount=money(up_to_euro(way.extra_cents)))
    if len(per_year) == 1:
        ((year, cents),) = per_year.items()
        return _("met %(amount)s extra in %(year)s", amount=money(cents), year=year)
    years = [_("%(amount)s in %(year)s", amount=money(cents), year=year) for year, cents in per_year.items()]
    return _("met %(amount)s extra (%(years)s)", amount=money(sum(per_year.values())), years=joined(years))


def _more_days(way: WayOut, calendar: Calendar) -> str:
    roles = [
        ngettext(
            "%(num)s extra dag van %(role)s", "%(num)s extra dagen van %(role)s", days, role=role_name(role)
        )
        + _in_which(way.extra_days_per_period.get(role, ()), calendar)
        for role, days in way.extra_days.items()
        if days
    ]
    return _("met %(roles)s", roles=joined(roles)) if roles else _("met meer tijd van mensen")


def _in_which(days: Sequence[int], calendar: Calendar) -> str:
    """The periods that they fall in, as the end of a sentence; of many the first, the last and the most.

    What is alike and in a row counts as one.
    """
    alike = [[*run] for more, run in groupby(range(len(days)), key=lambda period: days[period]) if more]
    if len(alike) == 1 and len(alike[0]) == 1:
        return " " + _("in %(quarter)s", quarter=quarter(calendar, alike[0][0]))
    if len(alike) > _TOLD:
        return " " + _(
            "(verdeeld over %(span)s, hoogstens %(most)s in %(period)s)",
            span=span(calendar, alike[0][0], alike[-1][-1] + 1),
            most=max(days),
            period=so_many_periods(1, calendar),
        )
    told = [
        _("%(days)s in %(quarter)s", days=days[run[0]], quarter=quarter(calendar, run[0]))
        if len(run) == 1
        else _("telkens %(days)s in %(span)s", days=days[run[0]], span=span(calendar, run[0], run[-1] + 1))
        for run in alike
    ]
    return f" ({joined(told)})" if told else ""


def _larger_funds(way: WayOut) -> str:
    funds = [
        _("%(amount)s extra in “%(name)s”", amount=money(up_to_euro(cents)), name=name)
        for name, cents in way.extra_funds.items()
    ]
    return _("met %(funds)s", funds=joined(funds)) if funds else _("met een groter deelbudget")


def _more_change(way: WayOut) -> str:
    loads = [f"“{name}” (+{more})" for name, more in way.extra_change.items()]
    return _("met meer tegelijk in %(loads)s", loads=joined(loads)) if loads else _("met meer tegelijk")


def _objectives_worse(way: WayOut, *, counts: bool) -> str:
    names = [objective_name(name) for name in way.worse]
    if names and not counts:
        return _("als dit meetelt en meer telt dan %(names)s", names=joined(names))
    if not names:
        return _("als dit doel meer telt")
    return _("als dit doel meer telt dan %(names)s", names=joined(names))


def _at_the_cost_of(way: WayOut, catalogue: Catalogue, problem: Problem, milestones: Titles) -> str:
    if not way.instead_of:
        return _("ten koste van andere doelen of mijlpalen")
    names = [_goal_name(name, catalogue, problem, milestones) for name in way.instead_of]
    return _("ten koste van %(names)s", names=joined(names))


def _goal_name(goal: str, catalogue: Catalogue, problem: Problem, milestones: Titles) -> str:
    """A topic, area or milestone by its name; a way out does not tell which, so of one id it may be each."""
    found = []
    if any(target.criterion == goal for target in problem.targets):
        found.append(_("onderwerp %(name)s", name=criterion_name(goal, catalogue)))
    if any(target.area == goal for target in problem.area_targets):
        found.append(_("gebied %(name)s", name=area_name(goal, catalogue)))
    if any(milestone.id == goal for milestone in problem.milestones):
        found.append(_("mijlpaal %(name)s", name=f"“{milestones.get(goal, goal)}”"))
    return " / ".join(found) or f"“{goal}”"
