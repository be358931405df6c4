"""What has begun takes of the limits in a clash, in words: that cannot be undone."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import partial

from flask_babel import gettext as _
from flask_babel import ngettext

from plateau.catalogue.model import Catalogue
from plateau.roadmap.explanation.use import limit_use
from plateau.roadmap.model import (
    Clash,
    ClashRule,
    Limit,
    LimitCode,
    LimitUse,
    Plan,
    Problem,
    Scheduled,
    Status,
)
from plateau.roadmap.solver.figures import figures
from plateau.roadmap.wording.names import intervention_names, quarter, role_name
from plateau.web.locale import money, number

#: The kinds of limits that can be given more room.
LIMITS = {
    "budgets": LimitCode.BUDGET,
    "funds": LimitCode.FUND,
    "capacity": LimitCode.CAPACITY,
    "change_loads": LimitCode.CHANGE,
}


def begun_sentences(found: Clash, catalogue: Catalogue, problem: Problem) -> list[str]:
    """What was begun takes of the limits in a clash: that cannot be undone."""
    if not problem.past:
        return []
    begun = {
        entry.id: _use_of(problem, Scheduled(entry.id, entry.start, entry.end, entry.mode))
        for entry in problem.past
    }
    told = []
    for rule in map(ClashRule.of, found.rules):
        if rule.kind not in LIMITS:
            continue
        used = {id_: use[LIMITS[rule.kind], rule.owner].used for id_, use in begun.items()}
        for periods, words in _places(rule, found, problem):
            taken = {id_: sum(per_period[period] for period in periods) for id_, per_period in used.items()}
            names = [id_ for id_, much in taken.items() if much]
            if names:
                told.append(words(sum(taken.values()), intervention_names(names, catalogue)))
    return told


def short_of(rule: ClashRule, found: Clash) -> list[Limit]:
    """What a limit lacks."""
    code = LIMITS.get(rule.kind)
    return [limit for limit in found.short if limit.code is code and rule.owner == owner_of(limit)]


def owner_of(limit: Limit) -> str:
    """The year, the name or the role of a limit."""
    return limit.role or limit.name or str(limit.year)


def _use_of(problem: Problem, entry: Scheduled) -> dict[tuple[LimitCode, str], LimitUse]:
    """What one intervention takes of every limit, by kind and name."""
    found = figures(problem, (entry,))
    plan = Plan(Status.FEASIBLE, (entry,), spend_per_period=found.spend_per_period, load=found.load)
    return {(use.code, use.name): use for use in limit_use(problem, plan)}


def _places(
    rule: ClashRule, found: Clash, problem: Problem
) -> Iterator[tuple[Iterable[int], Callable[[int, str], str]]]:
    """The periods for which the use of a limit is told, and the words for an amount and for whose it is."""
    everything = range(problem.calendar.periods)
    if rule.kind == "budgets":
        yield everything, partial(_begun_in_year, rule.owner)
    elif rule.kind == "funds":
        yield everything, partial(_begun_of_fund, rule.owner)
    elif rule.kind == "capacity":
        for limit in short_of(rule, found):
            when = quarter(problem.calendar, limit.period or 0)
            yield (limit.period or 0,), partial(_begun_in_period, role_name(rule.owner), when)


def _begun_in_year(year: str, cents: int, names: str) -> str:
    return _(
        "Wat al begonnen is, vraagt %(amount)s in %(year)s: %(names)s.",
        amount=money(cents),
        year=year,
        names=names,
    )


def _begun_of_fund(fund: str, cents: int, names: str) -> str:
    return _(
        "Wat al begonnen is, vraagt %(amount)s van “%(fund)s”: %(names)s.",
        amount=money(cents),
        fund=fund,
        names=names,
    )


def _begun_in_period(role: str, when: str, days: int, names: str) -> str:
    return ngettext(
        "Wat al begonnen is, vraagt %(days)s dag van %(role)s in %(when)s: %(names)s.",
        "Wat al begonnen is, vraagt %(days)s dagen van %(role)s in %(when)s: %(names)s.",
        days,
        days=number(days),
        role=role,
        when=when,
        names=names,
    )
