"""Two or three roadmaps side by side, row by row, in the language of the page.

They may be of different scenarios, or an approved roadmap beside the newest; each answers its own problem.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from flask_babel import gettext as _

from plateau.catalogue.model import Catalogue, Role
from plateau.roadmap import wording
from plateau.roadmap.figures import (
    closed_targets,
    last_period,
    milestones_met,
    results_by_title,
    structural_after,
)
from plateau.roadmap.model import MilestoneResult, Problem
from plateau.roadmap.scenario import Choice
from plateau.roadmap.store import StoredPlan
from plateau.web.locale import money, number

ABSENT = "–"


@dataclass(frozen=True, slots=True)
class ComparedRow:
    """One thing, as each roadmap has it; a cell is never empty."""

    title: str
    cells: tuple[str, ...]

    @property
    def differs(self) -> bool:
        """Whether they do not all say the same."""
        return len(set(self.cells)) > 1


@dataclass(frozen=True, slots=True)
class Section:
    """Rows about one subject; `is_figures` when its cells are numbers. `key` is its place on the page."""

    key: str
    title: str
    rows: tuple[ComparedRow, ...]
    is_figures: bool = False


def comparison(
    plans: Sequence[StoredPlan], *, catalogue: Catalogue, milestones: Mapping[str, str]
) -> tuple[Section, ...]:
    """The sections of the page, in its order; `milestones` has titles by id. Empty ones are left out."""
    found = (
        Section("figures", _("In het kort"), _figures(plans), is_figures=True),
        Section("milestones", _("Mijlpalen"), _milestones(plans, milestones)),
        Section("targets", _("Doelen"), _targets(plans, catalogue)),
        Section("costs", _("Kosten per jaar"), _costs(plans), is_figures=True),
        Section("days", _("Eigen dagen"), _days(plans), is_figures=True),
        Section("interventions", _("Maatregelen die verschillen"), _interventions(plans, catalogue)),
        Section("settings", _("Instellingen die verschillen"), _settings(plans, catalogue)),
    )
    return tuple(section for section in found if section.rows)


def _rows(
    keys: Sequence[str],
    title: Callable[[str], str],
    cell: Callable[[StoredPlan, str], str],
    plans: Sequence[StoredPlan],
) -> tuple[ComparedRow, ...]:
    return tuple(ComparedRow(title(key), tuple(cell(stored, key) for stored in plans)) for key in keys)


def _figures(plans: Sequence[StoredPlan]) -> tuple[ComparedRow, ...]:
    write: dict[str, Callable[[StoredPlan], str]] = {
        _("Hoe goed"): lambda stored: wording.status_words(stored.plan.status),
        _("Onderwerpen op het gewenste plateau"): lambda stored: _(
            "%(closed)s van %(total)s",
            closed=closed_targets(stored.problem, stored.plan),
            total=len(stored.problem.targets),
        ),
        _("Mijlpalen die worden gehaald"): _met,
        _("Kosten in de looptijd"): lambda stored: money(stored.plan.total_spend),
        _("Daarna per jaar"): lambda stored: money(structural_after(stored.problem, stored.plan)),
        _("Eigen dagen"): lambda stored: number(sum(map(sum, stored.plan.load.values()))),
        _("Maatregelen"): lambda stored: number(len(stored.plan.scheduled)),
        _("Klaar"): _end,
    }
    return tuple(ComparedRow(title, tuple(map(one, plans))) for title, one in write.items())


def _met(stored: StoredPlan) -> str:
    met, asked = milestones_met(stored.problem, stored.plan)
    return _("%(part)s van %(whole)s", part=met, whole=asked) if asked else ABSENT


def _end(stored: StoredPlan) -> str:
    last = last_period(stored.plan)
    return (
        ABSENT
        if last is None
        else _("eind %(quarter)s", quarter=wording.quarter(stored.problem.calendar, last))
    )


def _milestones(plans: Sequence[StoredPlan], titles: Mapping[str, str]) -> tuple[ComparedRow, ...]:
    """By title: who changes a milestone gets one with another id."""
    named = [results_by_title(stored.plan, titles) for stored in plans]

    def cell(
        stored: StoredPlan, results: Mapping[tuple[str, int], MilestoneResult], key: tuple[str, int]
    ) -> str:
        result = results.get(key)
        if result is None:
            return _("telt niet mee")
        asking = {item.id for item in stored.problem.milestones if item.requirements}
        outcome = _("wordt gehaald") if result.met else _("wordt niet gehaald")
        when = wording.quarter(stored.problem.calendar, result.period)
        return f"{when}: {outcome if result.id in asking else _('vraagt niets')}"

    return tuple(
        ComparedRow(
            key[0] if key[0] in titles.values() else _("Mijlpaal die niet meer bestaat"),
            tuple(cell(stored, results, key) for stored, results in zip(plans, named, strict=True)),
        )
        for key in dict.fromkeys(key for results in named for key in results)
    )


def _targets(plans: Sequence[StoredPlan], catalogue: Catalogue) -> tuple[ComparedRow, ...]:
    def cell(stored: StoredPlan, key: str) -> str:
        target = next((item.plateau for item in stored.problem.targets if item.criterion == key), None)
        if target is None:
            return _("geen open doel")
        now = stored.problem.current[key]
        reached = stored.plan.levels[key][-1] if key in stored.plan.levels else now
        if reached >= target:
            return _("komt op %(target)s", target=target)
        if reached > now:
            return _("komt tot %(reached)s, doel %(target)s", reached=reached, target=target)
        return _("blijft op %(reached)s, doel %(target)s", reached=reached, target=target)

    aimed = {item.criterion for stored in plans for item in stored.problem.targets}
    asked = (item.id for one in catalogue.instruments for item in one.criteria)
    place = {key: number for number, key in enumerate(asked)}
    ordered = sorted(aimed, key=lambda key: (place.get(key, len(place)), key))  # as in the questionnaire
    return _rows(ordered, lambda key: wording.criterion_name(key, catalogue), cell, plans)


def _costs(plans: Sequence[StoredPlan]) -> tuple[ComparedRow, ...]:
    def cell(stored: StoredPlan, key: str) -> str:
        spent = stored.plan.spend_per_year.get(int(key))
        return ABSENT if spent is None else money(spent)

    keys = sorted({str(year) for stored in plans for year in stored.plan.spend_per_year})
    return _rows(keys, str, cell, plans)


def _days(plans: Sequence[StoredPlan]) -> tuple[ComparedRow, ...]:
    return _rows(
        [role.value for role in Role],
        lambda key: wording.role_name(key).capitalize(),
        lambda stored, key: number(sum(stored.plan.load.get(key, ()))),
        plans,
    )


def _interventions(plans: Sequence[StoredPlan], catalogue: Catalogue) -> tuple[ComparedRow, ...]:
    def cell(stored: StoredPlan, key: str) -> str:
        item = stored.plan.by_id.get(key)
        return wording.span(stored.problem.calendar, item.start, item.end) if item else _("niet gekozen")

    keys = dict.fromkeys(
        item.id
        for stored in plans
        for item in sorted(stored.plan.scheduled, key=lambda item: (item.start, item.id))
    )
    rows = _rows([*keys], lambda key: wording.intervention_name(key, catalogue), cell, plans)
    return tuple(row for row in rows if row.differs)


# settings


def _settings(plans: Sequence[StoredPlan], catalogue: Catalogue) -> tuple[ComparedRow, ...]:
    problems = [stored.problem for stored in plans]
    years = sorted({year for problem in problems for year in problem.budgets})
    chosen = sorted({name for problem in problems for name in _choices(problem)})
    held = sorted({item.id for problem in problems for item in problem.interventions if item.earliest_start})
    pinned = sorted({pin.id for problem in problems for pin in problem.pins})
    rows = [
        ComparedRow(
            _("Looptijd"),
            tuple(wording.span(problem.calendar, 0, problem.calendar.periods) for problem in problems),
        ),
        *(
            ComparedRow(
                _("Budget %(year)s", year=year), tuple(_budget(problem, year) for problem in problems)
            )
            for year in years
        ),
        *(
            ComparedRow(
                _("Dagen per kwartaal, %(role)s", role=wording.role_name(role)),
                tuple(_capacity(problem, role) for problem in problems),
            )
            for role in Role
        ),
        *(
            ComparedRow(
                wording.intervention_name(name, catalogue),
                tuple(wording.choice_name(_choices(problem).get(name)) for problem in problems),
            )
            for name in chosen
        ),
        *(
            ComparedRow(
                _("%(name)s, niet eerder dan", name=wording.intervention_name(name, catalogue)),
                tuple(_earliest(problem, name) for problem in problems),
            )
            for name in held
        ),
        *(
            ComparedRow(
                _("%(name)s, niet later dan", name=wording.intervention_name(name, catalogue)),
                tuple(_latest(problem, name) for problem in problems),
            )
            for name in pinned
        ),
    ]
    return tuple(row for row in rows if row.differs)


def _budget(problem: Problem, year: int) -> str:
    if year not in problem.budgets:
        return ABSENT
    cents = problem.budgets[year]
    return _("geen grens") if cents is None else money(cents)


def _capacity(problem: Problem, role: str) -> str:
    days = problem.capacity.get(role)
    return _("geen grens") if days is None else number(days[0])


def _choices(problem: Problem) -> dict[str, Choice]:
    return dict.fromkeys(problem.mandatory, Choice.MANDATORY) | dict.fromkeys(
        problem.forbidden, Choice.FORBIDDEN
    )


def _earliest(problem: Problem, name: str) -> str:
    item = problem.by_id.get(name)
    if item is None or not item.earliest_start:
        return _("vrij")
    if item.earliest_start >= problem.calendar.periods:
        return _("na de looptijd")
    return wording.quarter(problem.calendar, item.earliest_start)


def _latest(problem: Problem, name: str) -> str:
    pin = next((pin for pin in problem.pins if pin.id == name), None)
    last = None if pin is None else pin.not_after if pin.start is None else pin.start
    if last is None or last >= problem.calendar.periods:
        return _("vrij")
    return wording.quarter(problem.calendar, last)
