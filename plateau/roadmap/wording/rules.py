"""Choices and dates of the programme's own, as part of a sentence."""

from __future__ import annotations

from collections.abc import Iterable

from flask_babel import gettext as _

from plateau.catalogue.model import Catalogue
from plateau.roadmap.model import ClashRule, Pin, Problem
from plateau.roadmap.wording.clash import rule_sentence
from plateau.roadmap.wording.names import intervention_name, joined, quarter


def rule_phrases(paths: Iterable[str], problem: Problem, catalogue: Catalogue) -> str:
    """What is laid down at each of these places in the problem, as one enumeration."""
    return joined([_phrase(ClashRule.of(path), problem, catalogue) for path in paths])


def _phrase(rule: ClashRule, problem: Problem, catalogue: Catalogue) -> str:
    name, item = intervention_name(rule.owner, catalogue), problem.by_id.get(rule.owner)
    if rule.kind == "pins":
        (pin,) = [pin for pin in problem.pins if pin.id == rule.owner]
        return joined(_pinned(pin, name, problem))
    if rule.kind == "mandatory":
        return _("%(name)s moet in de roadmap", name=name)
    if item is None:
        return rule_sentence(rule, catalogue)
    if rule.kind == "earliest_start":
        when = quarter(problem.calendar, item.earliest_start)
        return _("%(name)s begint niet eerder dan %(when)s", name=name, when=when)
    if rule.kind == "latest_start" and item.latest_start is not None:
        when = quarter(problem.calendar, item.latest_start)
        return _("%(name)s begint niet later dan %(when)s", name=name, when=when)
    if rule.kind == "deadline" and item.deadline is not None:
        return _(
            "%(name)s is eind %(when)s klaar", name=name, when=quarter(problem.calendar, item.deadline - 1)
        )
    if rule.kind == "conditions":
        (condition,) = [condition for condition in problem.conditions if condition.id == rule.which]
        return _(
            "%(name)s wacht op “%(condition)s” (zeker vanaf %(when)s)",
            name=name,
            condition=condition.id,
            when=quarter(problem.calendar, condition.certain),
        )
    return rule_sentence(rule, catalogue)


def _pinned(pin: Pin, name: str, problem: Problem) -> list[str]:
    calendar, told = problem.calendar, []
    if pin.start is not None:
        told.append(_("%(name)s begint in %(when)s", name=name, when=quarter(calendar, pin.start)))
    if pin.not_before is not None:
        when = quarter(calendar, pin.not_before)
        told.append(_("%(name)s begint niet eerder dan %(when)s", name=name, when=when))
    if pin.not_after is not None:
        when = quarter(calendar, pin.not_after)
        told.append(_("%(name)s begint niet later dan %(when)s", name=name, when=when))
    if pin.mode is not None:
        told.append(_("%(name)s wordt op één vaste manier gedaan", name=name))
    return told
