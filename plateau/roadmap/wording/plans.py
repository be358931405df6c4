"""The plan as a whole in words: what it does, how sure it is, what changed, its milestones."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from flask_babel import gettext as _
from flask_babel import ngettext

from plateau.catalogue.model import Catalogue
from plateau.roadmap.changes import Change
from plateau.roadmap.model import (
    Calendar,
    Milestone,
    MilestoneResult,
    ObjectiveLevel,
    ObjectiveName,
    Plan,
    Problem,
    Status,
)
from plateau.roadmap.scenario import MAX_PERIODS, QUARTERS, is_cut_off
from plateau.roadmap.wording.names import (
    amount,
    area_name,
    criterion_name,
    intervention_name,
    joined,
    quarter,
)
from plateau.web.locale import day, money, number


def status_words(status: Status) -> str:
    """How sure a plan is, in a few words."""
    return {
        Status.OPTIMAL: _("bewezen het beste binnen uw grenzen"),
        Status.FEASIBLE: _("geldig, met marge"),
        Status.INFEASIBLE: _("niet mogelijk"),
        Status.UNKNOWN: _("niet gevonden"),
    }[status]


def stays_near(plan: Plan) -> bool:
    """Whether little moving from an earlier roadmap counts before all else."""
    return bool(plan.objectives) and plan.objectives[0].name is ObjectiveName.STABILITY


def status_sentence(plan: Plan) -> str:
    """What that status means."""
    if plan.status is Status.OPTIMAL and stays_near(plan):
        return _(
            "Binnen deze grenzen is geen betere roadmap mogelijk. Eerst telt dat er weinig schuift, dan "
            "tellen de mijlpalen, de doelen, de kosten, de samenhang en hoe snel het gaat. Bij de kosten "
            "telt elke maatregel alsof hij meteen begint: wachten is geen besparing."
        )
    return {
        Status.OPTIMAL: _(
            "Binnen deze grenzen is geen betere roadmap mogelijk. Eerst tellen de mijlpalen, dan de doelen, "
            "dan de kosten, dan de samenhang en dan hoe snel het gaat. Bij de kosten telt elke maatregel "
            "alsof hij meteen begint: wachten is geen besparing."
        ),
        Status.FEASIBLE: _(
            "De roadmap houdt zich aan alle grenzen. De rekentijd was te kort om te bewijzen dat het niet "
            "beter kan."
        ),
        Status.INFEASIBLE: _("Wat u vastlegde, past niet binnen deze grenzen."),
        Status.UNKNOWN: _(
            "In de rekentijd is geen roadmap gevonden. Geef meer ruimte of minder verplichte maatregelen."
        ),
    }[plan.status]


def margin_sentences(plan: Plan) -> list[str]:
    """For each objective that is not proven: how much better it might still be."""
    return [_margin(level) for level in plan.objectives if not level.proven]


def objective_name(name: ObjectiveName) -> str:
    """What a roadmap is judged by, in a few words; the cost as the objective counts it, not the spend."""
    return {
        ObjectiveName.MILESTONES: _("mijlpalen"),
        ObjectiveName.TARGETS: _("doelen"),
        ObjectiveName.COST: _("kosten als alles meteen begint"),
        ObjectiveName.KNITTING: _("samenhang"),
        ObjectiveName.EARLINESS: _("snelheid"),
        ObjectiveName.BENEFIT: _("opbrengst"),
        ObjectiveName.FINISH: _("einddatum"),
        ObjectiveName.EVENNESS: _("gelijkmatig werk"),
        ObjectiveName.STABILITY: _("weinig verschuiven"),
    }[name]


def _margin(level: ObjectiveLevel) -> str:
    left = level.value - level.bound
    if level.name is ObjectiveName.COST:
        return _(
            "De kosten kunnen misschien nog %(amount)s lager, als elke maatregel telt alsof hij "
            "meteen begint.",
            amount=amount(left),
        )
    return _(
        "Bij “%(name)s” is de score %(value)s; de ondergrens is %(bound)s.",
        name=objective_name(level.name),
        value=number(level.value),
        bound=number(level.bound),
    )


def plan_sentence(problem: Problem, plan: Plan) -> str:
    """What the roadmap does, in one sentence."""
    closed, total = len(problem.targets) - len(plan.unmet_targets), len(problem.targets)
    if not plan.found:
        return status_sentence(plan)
    if not total:
        return _("Alle doelen zijn al bereikt: er is niets te plannen.")
    if not plan.scheduled:
        return _(
            "Deze roadmap bevat geen maatregelen: geen van de %(total)s doelen komt dichterbij.", total=total
        )
    last = max(item.end for item in plan.scheduled)
    return ngettext(
        "Met %(num)s maatregel brengt deze roadmap %(closed)s van de %(total)s onderwerpen op het gewenste "
        "plateau, voor %(cost)s, uiterlijk eind %(end)s.",
        "Met %(num)s maatregelen brengt deze roadmap %(closed)s van de %(total)s onderwerpen op het gewenste "
        "plateau, voor %(cost)s, uiterlijk eind %(end)s.",
        len(plan.scheduled),
        closed=closed,
        total=total,
        cost=money(plan.total_spend),
        end=quarter(problem.calendar, last - 1),
    )


def change_sentence(changed: Iterable[Change]) -> str:
    """What is different since the roadmap was computed; empty when nothing is."""
    words = {
        Change.ANSWERS: _("de antwoorden"),
        Change.AMBITION: _("de ambitie"),
        Change.PERIOD: _("de looptijd"),
        Change.SETTINGS: _("de instellingen"),
        Change.MILESTONES: _("de mijlpalen"),
        Change.ESTIMATES: _("de maatregelen of de omvang van de organisatie"),
    }
    found = [words[change] for change in changed]
    if not found:
        return ""
    return _("Sinds deze berekening zijn gewijzigd: %(parts)s.", parts=joined(found))


def horizon_sentence(calendar: Calendar, horizon: date) -> str:
    """That the ambition lies further than a roadmap can reach; empty when it does not."""
    if not is_cut_off(calendar, horizon):
        return ""
    return _(
        "Een roadmap beslaat hoogstens %(years)s jaar, en uw ambitie ligt verder weg. Wat daarna komt, "
        "staat er niet in.",
        years=MAX_PERIODS // QUARTERS,
    )


def over_budget_sentence(after: int, year: int, budget: int | None) -> str:
    """That the costs after the horizon are above the budget of `year`, in cents a year; empty when not."""
    if budget is None or after <= budget:
        return ""
    return _(
        "Daarna kost dit %(after)s per jaar: %(more)s meer dan uw budget van %(year)s.",
        after=money(after),
        more=amount(after - budget),
        year=year,
    )


def late_sentence(late: int, horizon: date) -> str:
    """How many targets come after the date of the ambition; empty when none does."""
    if not late:
        return ""
    return ngettext(
        "%(num)s onderwerp komt pas na de datum van uw ambitie (%(horizon)s) op het gewenste plateau.",
        "%(num)s onderwerpen komen pas na de datum van uw ambitie (%(horizon)s) op het gewenste plateau.",
        late,
        horizon=day(horizon),
    )


def knitting_sentence(serving: Sequence[tuple[str, int]]) -> str:
    """How many interventions tie transities together, and which does most, or how many do.

    `serving`: for each its name and how many transities it works for, the most first.
    """
    if not serving:
        return _("Geen van de maatregelen werkt voor meer dan één transitie tegelijk.")
    count = ngettext(
        "%(num)s maatregel werkt voor meer dan één transitie tegelijk.",
        "%(num)s maatregelen werken voor meer dan één transitie tegelijk.",
        len(serving),
    )
    name, most = serving[0]
    alike = [served for _name, served in serving].count(most)
    if alike == 1:
        told = _(
            "Die knopen de transities aan elkaar: de meeste transities tegelijk bedient %(name)s.", name=name
        )
    else:
        told = _(
            "Die knopen de transities aan elkaar: %(num)s daarvan werken voor %(most)s transities tegelijk, "
            "en geen voor meer.",
            num=alike,
            most=most,
        )
    return f"{count} {told}"


def milestone_verdict(result: MilestoneResult, milestone: Milestone) -> str:
    """Whether a milestone is met, without the names."""
    if not milestone.requirements:
        return _("Geen open doel hangt hiermee samen.")
    if result.met:
        return ngettext(
            "Wordt gehaald: het onderwerp staat op tijd.",
            "Wordt gehaald: alle %(num)s onderwerpen staan op tijd.",
            len(milestone.requirements),
        )
    return ngettext(
        "Wordt niet gehaald: het onderwerp staat niet op tijd.",
        "Wordt niet gehaald voor %(late)s van de %(num)s onderwerpen.",
        len(milestone.requirements),
        late=len(result.missed),
    )


def late_phrases(result: MilestoneResult, catalogue: Catalogue) -> list[str]:
    """All that is late for a milestone: criteria and areas with where they stand then, and interventions."""
    late = [(criterion_name(it.criterion, catalogue), it.reached, it.required) for it in result.missed]
    late += [(area_name(it.area, catalogue), it.reached, it.required) for it in result.missed_areas]
    return [
        *(
            _(
                "%(criterion)s staat dan op %(reached)s in plaats van %(required)s",
                criterion=name,
                reached=reached,
                required=required,
            )
            for name, reached, required in late
        ),
        *(
            _("%(name)s is dan niet klaar", name=intervention_name(name, catalogue))
            for name in result.not_done
        ),
    ]
