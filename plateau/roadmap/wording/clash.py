"""Why no plan is possible, in words: what cannot all hold."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial

from flask_babel import gettext as _
from flask_babel import ngettext

from plateau.catalogue.model import Catalogue
from plateau.roadmap.explanation.parts import parts
from plateau.roadmap.explanation.reach import missing, reach
from plateau.roadmap.explanation.soonest import soonest, soonest_start
from plateau.roadmap.explanation.use import limit_use
from plateau.roadmap.model import (
    Clash,
    ClashRule,
    Explanation,
    Limit,
    LimitCode,
    LimitUse,
    Milestone,
    Plan,
    Problem,
    Scheduled,
    Status,
)
from plateau.roadmap.solver.figures import figures
from plateau.roadmap.wording.limits import limit_phrases
from plateau.roadmap.wording.names import (
    criterion_name,
    intervention_name,
    intervention_names,
    joined,
    quarter,
    role_name,
)
from plateau.roadmap.wording.rules import rule_phrase
from plateau.web.locale import money, number

_LIMITS = {
    "budgets": LimitCode.BUDGET,
    "funds": LimitCode.FUND,
    "capacity": LimitCode.CAPACITY,
    "change_loads": LimitCode.CHANGE,
}


def clash_sentences(explanation: Explanation, catalogue: Catalogue, problem: Problem) -> tuple[str, ...]:
    """Of each clash which interventions cannot all be done and all that is in the way."""
    known = bool(explanation.clash_rules)
    told = (_told(found, catalogue, problem, known=known) for found in clashes_of(explanation))
    return tuple(filter(None, told))


def clash_note(explanation: Explanation) -> str:
    """What several clashes are together, and whether there may be more; else empty."""
    told = []
    if len(explanation.clashes) > 1:
        told.append(_("Zolang één van deze punten blijft staan, is er geen roadmap."))
        if explanation.clashes_complete:
            told.append(_("Met genoeg ruimte, of zonder deze eisen, is er wel een roadmap."))
    if any(found.short for found in explanation.clashes):
        told.append(_("Elk bedrag of aantal is het minste voor dat ene punt; samen kan er meer nodig zijn."))
    if explanation.clashes and not explanation.clashes_complete:
        told.append(_("Misschien is er nog meer dat niet past."))
    return " ".join(told)


def clashes_of(explanation: Explanation) -> tuple[Clash, ...]:
    """All clashes; explanations of before 30 November 2026 tell one, without what its limits lack."""
    if explanation.clashes:
        return explanation.clashes
    mandatory = (f"mandatory[{id_}]" for id_ in explanation.clash)
    rules = tuple(dict.fromkeys((*mandatory, *explanation.clash_rules)))
    return (Clash(rules, explanation.clash_unproven),) if rules else ()


def reason_phrases(found: Clash, catalogue: Catalogue, problem: Problem) -> dict[str, str]:
    """The path of each rule in a clash → what it lays down, of a limit with what it lacks."""
    rules = {path: ClashRule.of(path) for path in found.rules}
    only = sum(rule.kind in _LIMITS for rule in rules.values()) == 1
    told = {
        path: rule_phrase(rule, problem, catalogue, short=_short(rule, found), only=only)
        for path, rule in rules.items()
    }
    if len(told) > 1:
        return told
    return {path: _why_not_then(path, phrase, catalogue, problem) for path, phrase in told.items()}


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
        if rule.kind not in _LIMITS:
            continue
        used = {id_: use[_LIMITS[rule.kind], rule.owner].used for id_, use in begun.items()}
        for periods, words in _places(rule, found, problem):
            taken = {id_: sum(per_period[period] for period in periods) for id_, per_period in used.items()}
            names = [id_ for id_, much in taken.items() if much]
            if names:
                told.append(words(sum(taken.values()), intervention_names(names, catalogue)))
    return told


def _short(rule: ClashRule, found: Clash) -> list[Limit]:
    """What a limit lacks."""
    code = _LIMITS.get(rule.kind)
    return [limit for limit in found.short if limit.code is code and rule.owner == _owner(limit)]


def _owner(limit: Limit) -> str:
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
        for limit in _short(rule, found):
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


def _told(found: Clash, catalogue: Catalogue, problem: Problem, *, known: bool) -> str:
    rules = {path: ClashRule.of(path) for path in found.rules}
    names = sorted({rule.owner for rule in rules.values() if rule.kind in ("mandatory", "pins")})
    phrases = reason_phrases(found, catalogue, problem)
    # What is mandatory is named by itself.
    reasons = [phrases[path] for path, rule in rules.items() if rule.kind != "mandatory"]
    if not names and not reasons:
        return ""
    if not reasons:
        reasons = [_what_cannot_be_lifted(names, catalogue, problem) if known else _unknown()]
    limited = any(rule.kind in _LIMITS for rule in rules.values())
    sentences = [
        _together(names, joined(list(dict.fromkeys(reasons))), catalogue, alone=len(rules) == 1),
        *begun_sentences(found, catalogue, problem),
        _advice(len(rules), len(names), limited=limited),
    ]
    if found.unproven:
        sentences.append(_("De rekentijd was te kort om te bewijzen dat dit er allemaal toe doet."))
    return " ".join(sentences)


def _what_cannot_be_lifted(ids: Sequence[str], catalogue: Catalogue, problem: Problem) -> str:
    """What is in the way when no rule is: a step that no intervention makes, or how long things take."""
    problem = _all_lifted(problem)
    found = reach(problem, allowed=problem.by_id.keys())
    asked = Milestone("all", problem.calendar.periods, None, {}, interventions=frozenset(ids))
    obstacle = missing(problem, found, asked)
    if obstacle is None or obstacle.missing_step is None:
        return _("met de stappen die eerst nodig zijn past het niet in de looptijd")
    step = obstacle.missing_step
    return _(
        "er is geen maatregel die %(name)s van plateau %(start)s naar %(end)s brengt, en dat is eerst nodig",
        name=criterion_name(step.criterion, catalogue),
        start=step.start,
        end=step.end,
    )


def _why_not_then(path: str, told: str, catalogue: Catalogue, problem: Problem) -> str:
    """``told`` of a decided start, with what it lacks whatever is lifted, when that is time or a step."""
    pin = next((pin for pin in problem.pins if path == f"pins[{pin.id}]"), None)
    decided = None if pin is None else pin.not_after if pin.start is None else pin.start
    if pin is None or decided is None:
        return told
    free = _all_lifted(problem)
    at = soonest_start(free, pin.id)
    if at is None:
        return joined([told, _what_cannot_be_lifted([pin.id], catalogue, problem)])
    if at <= decided:
        return told
    told = _(
        "%(told)s, en dat kan op zijn vroegst in %(quarter)s",
        told=told,
        quarter=quarter(problem.calendar, at),
    )
    stands = soonest(free)
    waits = [
        Limit(LimitCode.STEP_BELOW, None, step.criterion, step.start, period=at, name="soonest")
        for step in problem.by_id[pin.id].steps
        if stands.get((step.criterion, step.start)) == at
    ]
    return f"{told}: {limit_phrases(waits, catalogue, problem.calendar)}" if waits else told


def _all_lifted(problem: Problem) -> Problem:
    for part in parts(problem):
        problem = part.leave_out(problem)
    return problem


def _unknown() -> str:
    """Explanations of before clashes told their rules."""
    return _("de looptijd, de volgorde of een uitsluiting staat het niet toe")


def _together(clash: list[str], reason: str, catalogue: Catalogue, *, alone: bool) -> str:
    if not clash:
        return (
            _("Dit kan niet: %(reason)s.", reason=reason)
            if alone
            else _("Dit gaat niet samen: %(reason)s.", reason=reason)
        )
    if len(clash) == 1:
        return _(
            "%(name)s past niet: %(reason)s.", name=intervention_name(clash[0], catalogue), reason=reason
        )
    return _(
        "Deze verplichte maatregelen gaan niet samen: %(names)s. Want %(reason)s.",
        names=intervention_names(clash, catalogue),
        reason=reason,
    )


def _advice(rules: int, choices: int, *, limited: bool) -> str:
    """What can be done about it."""
    if rules == 1 and limited:
        return _("Geef meer ruimte.")
    if rules == choices == 1:
        return _("Laat deze keuze los.")
    if choices == 1:
        return _("Laat deze keuze los of geef meer ruimte.")
    return _("Laat er één los of geef meer ruimte.") if rules > 1 else _("Verander dit.")
