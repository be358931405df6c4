"""Why no plan is possible, in words: what cannot all hold."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import replace

from flask_babel import gettext as _

from plateau.catalogue.model import Catalogue
from plateau.roadmap.explanation.parts import parts
from plateau.roadmap.explanation.reach import missing, reach
from plateau.roadmap.explanation.soonest import soonest, soonest_start
from plateau.roadmap.model import (
    Clash,
    ClashRule,
    Explanation,
    Limit,
    LimitCode,
    Milestone,
    Problem,
)
from plateau.roadmap.wording.begun import LIMITS, begun_sentences, owner_of, short_of
from plateau.roadmap.wording.limits import limit_phrases
from plateau.roadmap.wording.names import (
    criterion_name,
    intervention_name,
    intervention_names,
    joined,
    quarter,
)
from plateau.roadmap.wording.rules import rule_phrase


def clash_sentences(explanation: Explanation, catalogue: Catalogue, problem: Problem) -> tuple[str, ...]:
    """Of each clash which interventions cannot all be done and all that is in the way."""
    known = bool(explanation.clash_rules)
    told = (_told(found, catalogue, problem, known=known) for found in clashes_of(explanation))
    return tuple(filter(None, told))


def clash_note(explanation: Explanation, catalogue: Catalogue, problem: Problem) -> str:
    """What is enough for all clashes together, and whether there may be more."""
    told = []
    if len(explanation.clashes) > 1:
        told.append(_("Zolang één van deze punten blijft staan, is er geen roadmap."))
    if explanation.clashes_enough:
        told += _enough(explanation, catalogue, problem)
    elif any(found.short for found in explanation.clashes):
        told.append(_("Elk bedrag of aantal is het minste voor dat ene punt; samen kan er meer nodig zijn."))
    elif len(explanation.clashes) > 1 and explanation.clashes_complete:
        told.append(
            _("Met genoeg ruimte, of zonder deze eisen, is er wel een roadmap.")
            if any(map(_limits_in, explanation.clashes))
            else _("Zonder deze eisen is er wel een roadmap.")
        )
    if explanation.clashes and not explanation.clashes_complete:
        told.append(_("Misschien is er nog meer dat niet past."))
    return " ".join(told)


def _enough(explanation: Explanation, catalogue: Catalogue, problem: Problem) -> Iterator[str]:
    """With how much more there is a plan; which limits, when those are not just what the clashes lack."""
    clashes, enough = explanation.clashes, explanation.clashes_enough
    lacking = {limit for found in clashes for limit in found.short}
    more = _asks_more(enough, lacking)
    if {*enough} != lacking:
        rules = dict.fromkeys(path for found in clashes for path in _limits_in(found))
        phrases = [
            rule_phrase(rule, problem, catalogue, short=short, only=True)
            for rule in map(ClashRule.of, rules)
            if (short := short_of(rule, Clash(short=enough)))
        ]
        told = joined(phrases)
        yield (
            _("Alles samen vraagt meer: %(rules)s.", rules=told)
            if more
            else _("Genoeg is: %(rules)s.", rules=told)
        )
    yield (
        _("Met zoveel ruimte is er wel een roadmap.")
        if all(map(_limits_in, clashes))
        else _("Met zoveel ruimte, en zonder de andere eisen, is er wel een roadmap.")
    )
    if more and any(len(found.rules) > len(_limits_in(found)) for found in clashes):
        yield _("Laat u eisen los, dan is één misschien niet genoeg.")


def _asks_more(enough: Collection[Limit], lacking: Collection[Limit]) -> bool:
    """Whether it is all that the clashes lack and more; one limit in the place of another is not more."""
    asked, lacks = _totals(enough), _totals(lacking)
    return asked != lacks and all(asked.get(which, 0) >= much for which, much in lacks.items())


def _totals(limits: Iterable[Limit]) -> dict[tuple[LimitCode, str], int]:
    found: dict[tuple[LimitCode, str], int] = {}
    for limit in limits:
        which = limit.code, owner_of(limit)
        found[which] = found.get(which, 0) + (limit.short or 0)
    return found


def _limits_in(found: Clash) -> list[str]:
    """What of a clash can be given more room."""
    return [path for path in found.rules if ClashRule.of(path).kind in LIMITS]


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
    only = sum(rule.kind in LIMITS for rule in rules.values()) == 1
    told = {
        path: rule_phrase(rule, problem, catalogue, short=short_of(rule, found), only=only)
        for path, rule in rules.items()
    }
    if len(told) > 1:
        return told
    return {path: _why_not_then(path, phrase, catalogue, problem) for path, phrase in told.items()}


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
    limited = any(rule.kind in LIMITS for rule in rules.values())
    sentences = [
        _together(names, joined(list(dict.fromkeys(reasons))), catalogue, rules.values()),
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
    # Other dates count when they leave it any time at all, else with all lifted.
    free = replace(problem, pins=())
    at = soonest_start(free, pin.id)
    if at is None:
        free = _all_lifted(problem)
        at = soonest_start(free, pin.id)
    if at is None:
        return joined([told, _what_cannot_be_lifted([pin.id], catalogue, problem)])
    if at <= decided:
        return told
    told = _(
        "%(told)s, en dat kan niet eerder dan %(quarter)s",
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


def _together(clash: list[str], reason: str, catalogue: Catalogue, rules: Collection[ClashRule]) -> str:
    if not clash:
        return (
            _("Dit kan niet: %(reason)s.", reason=reason)
            if len(rules) == 1
            else _("Dit gaat niet samen: %(reason)s.", reason=reason)
        )
    if len(clash) == 1:
        return _(
            "%(name)s past niet: %(reason)s.", name=intervention_name(clash[0], catalogue), reason=reason
        )
    names = intervention_names(clash, catalogue)
    if any(rule.kind == "pins" for rule in rules):
        return _("Deze maatregelen gaan niet samen: %(names)s. Want %(reason)s.", names=names, reason=reason)
    return _(
        "Deze verplichte maatregelen gaan niet samen: %(names)s. Want %(reason)s.", names=names, reason=reason
    )


def _advice(rules: int, choices: int, *, limited: bool) -> str:
    """What can be done about it."""
    if rules == 1 and limited:
        return _("Geef meer ruimte.")
    if rules == 1:
        return _("Laat deze keuze los.") if choices else _("Verander dit.")
    if not limited:
        return _("Laat er één los.")
    if choices == 1:
        return _("Laat deze keuze los of geef meer ruimte.")
    return _("Laat er één los of geef meer ruimte.")
