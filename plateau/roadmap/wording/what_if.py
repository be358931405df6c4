"""Questions asked of a roadmap and their answers in words."""

from __future__ import annotations

from collections.abc import Mapping

from flask_babel import gettext as _
from flask_babel import ngettext

from plateau.catalogue.model import Catalogue
from plateau.roadmap.model import Problem
from plateau.roadmap.what_if import Answer, Changed, Comparison, Kind, Moved, Question, Redone
from plateau.roadmap.what_if.questions import DAYS_PER_FTE
from plateau.roadmap.wording.names import (
    amount,
    criterion_name,
    intervention_name,
    quarter,
    role_name,
    so_many_periods,
)
from plateau.roadmap.wording.plans import stays_near
from plateau.web.locale import number


def kind_name(kind: Kind) -> str:
    """The heading above questions of one kind."""
    return {
        Kind.BUDGET: _("Ander budget"),
        Kind.LAW: _("Een mijlpaal verschuift"),
        Kind.PEOPLE: _("Meer mensen"),
        Kind.WITHOUT: _("Een maatregel niet doen"),
        Kind.START: _("Een maatregel meteen doen"),
        Kind.WITH: _("Een maatregel wel doen"),
    }[kind]


def question_words(
    question: Question, problem: Problem, catalogue: Catalogue, titles: Mapping[str, str]
) -> str:
    """What is asked, as it stands in the list."""
    if question.kind is Kind.BUDGET:
        if question.amount == -50:
            return _("de helft van het budget, elk jaar")
        if question.amount < 0:
            return _("%(percent)s procent minder budget, elk jaar", percent=-question.amount)
        return _("%(percent)s procent meer budget, elk jaar", percent=question.amount)
    if question.kind is Kind.LAW:
        title = titles.get(question.key, question.key)
        if question.amount < 0:
            return ngettext(
                "%(title)s: %(num)s kwartaal eerder",
                "%(title)s: %(num)s kwartalen eerder",
                -question.amount,
                title=title,
            )
        return ngettext(
            "%(title)s: %(num)s kwartaal later",
            "%(title)s: %(num)s kwartalen later",
            question.amount,
            title=title,
        )
    if question.kind is Kind.PEOPLE:
        days = round(DAYS_PER_FTE * question.amount / problem.calendar.per_year)
        return _("één fte erbij voor %(role)s (%(days)s dagen)", role=role_name(question.key), days=days)
    name = intervention_name(question.key, catalogue)
    if question.kind is Kind.WITHOUT:
        return _("zonder %(name)s", name=name)
    if question.kind is Kind.WITH:
        return _("met %(name)s", name=name)
    return _("%(name)s in %(quarter)s", name=name, quarter=quarter(problem.calendar, question.amount))


def answer_sentence(answer: Answer) -> str:
    """The short answer."""
    found = answer.comparison
    if found is None:
        if answer.proven:
            return _("Dit kan niet: geen enkele roadmap voldoet hieraan.")
        return _("In de rekentijd vonden wij geen roadmap die hieraan voldoet. Misschien is er wel een.")
    if found.same:
        return _("Er verandert niets. De roadmap blijft zoals hij is.")
    lost = sum(item.after > item.before for item in found.milestones)
    short = sum(item.after < item.before for item in found.targets)
    if lost or short:
        parts = []
        if lost:
            parts.append(
                ngettext(
                    "bij %(num)s mijlpaal komen meer onderwerpen te laat",
                    "bij %(num)s mijlpalen komen meer onderwerpen te laat",
                    lost,
                )
            )
        if short:
            parts.append(
                ngettext(
                    "%(num)s onderwerp eindigt op een lager plateau",
                    "%(num)s onderwerpen eindigen op een lager plateau",
                    short,
                )
            )
        return _("Dat gaat ten koste van uw doelen: %(what)s.", what="; ".join(parts))
    if found.milestones or found.targets:
        if found.met[1] > found.met[0]:
            return _("Daarmee haalt u meer van uw doelen.")
        return _("Daarmee komt u dichter bij uw doelen.")
    further = sum(item.after > item.before for item in found.beyond)
    if further:
        return ngettext(
            "U haalt dezelfde doelen; %(num)s onderwerp gaat verder dan u vroeg.",
            "U haalt dezelfde doelen; %(num)s onderwerpen gaan verder dan u vroeg.",
            further,
        )
    return _("U haalt dezelfde doelen, maar de roadmap wordt anders.")


def proof_sentence(answer: Answer) -> str:
    """How final it is."""
    if not answer.possible:
        return _("Dit is bewezen.") if answer.proven else _("Dit is niet bewezen: de rekentijd was op.")
    if answer.proven and stays_near(answer.plan):
        return _("Dit is bewezen: er bestaat geen beter antwoord, als er verder zo weinig mogelijk schuift.")
    if answer.proven:
        return _("Dit is bewezen: er bestaat geen beter antwoord.")
    return _("Dit is niet bewezen: de rekentijd was op. Misschien bestaat er een beter antwoord.")


def milestone_change(item: Changed, titles: Mapping[str, str]) -> str:
    """What a milestone gains or loses."""
    title = titles.get(item.id, item.id)
    if item.after == 0:
        return _("%(title)s: wordt nu wel gehaald", title=title)
    return ngettext(
        "%(title)s: %(num)s onderwerp te laat, was %(before)s",
        "%(title)s: %(num)s onderwerpen te laat, was %(before)s",
        item.after,
        title=title,
        before=item.before,
    )


def target_change(item: Changed, catalogue: Catalogue) -> str:
    """Where a criterion ends instead."""
    return _(
        "%(name)s: eindigt op plateau %(after)s, was %(before)s",
        name=criterion_name(item.id, catalogue),
        after=item.after,
        before=item.before,
    )


def move_sentence(item: Moved, problem: Problem, catalogue: Catalogue) -> str:
    """From which quarter to which."""
    return _(
        "%(name)s: begint %(after)s, was %(before)s",
        name=intervention_name(item.id, catalogue),
        after=quarter(problem.calendar, item.after),
        before=quarter(problem.calendar, item.before),
    )


def redone_sentence(item: Redone, problem: Problem, catalogue: Catalogue) -> str:
    """In which way it is carried out instead."""
    return _(
        "%(name)s: %(after)s, was %(before)s",
        name=intervention_name(item.id, catalogue),
        after=_way(*item.after, problem),
        before=_way(*item.before, problem),
    )


def _way(mode: str, periods: int, problem: Problem) -> str:
    lasts = so_many_periods(periods, problem.calendar)
    return _("op manier “%(mode)s” in %(lasts)s", mode=mode, lasts=lasts) if mode else lasts


def spend_change(found: Comparison) -> str:
    """More or less money in the horizon and after it."""
    return money_change(found.spend, found.structural_after)


def money_change(spend: int, after: int) -> str:
    """So many cents more or less in the horizon, and a year after it."""
    if not spend and not after:
        return _("evenveel")
    return _(
        "in de looptijd %(spend)s, daarna %(after)s per jaar",
        spend=signed_money(spend),
        after=signed_money(after),
    )


def days_change(found: Comparison) -> str:
    """More or less own days."""
    if found.days == 0:
        return _("evenveel")
    if found.days > 0:
        return _("%(days)s meer", days=number(found.days))
    return _("%(days)s minder", days=number(-found.days))


def signed_money(cents: int) -> str:
    """More or less than before."""
    if cents == 0:
        return _("evenveel")
    if cents > 0:
        return _("%(amount)s meer", amount=amount(cents))
    return _("%(amount)s minder", amount=amount(-cents))
