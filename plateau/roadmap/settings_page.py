"""What the settings page shows beside its fields: the interventions to choose from, and what differs."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from flask_babel import gettext as _

from plateau.assessment.gaps import Gap
from plateau.catalogue.model import Catalogue, Kind
from plateau.catalogue.model import Intervention as Measure
from plateau.catalogue.scaling import scale_factor, scaled_money
from plateau.roadmap import wording
from plateau.roadmap.planning import Candidates, quarters
from plateau.roadmap.scenario import Choice, Difference, Scenario, Setting, differences
from plateau.web.locale import local, money

CENTS = 100


@dataclass(frozen=True, slots=True)
class CandidateRow:
    """An intervention to decide about; duration in quarters, money in cents."""

    id: str
    summary: str
    steps: tuple[str, ...]
    duration: int
    one_off: int
    structural: int


@dataclass(frozen=True, slots=True)
class CandidateGroup:
    """The interventions for one gap; without a gap `criterion` is empty and `title` says what they are.

    `unserved`: there are none for it; else without `rows` they stand under a gap before it.
    """

    key: str
    criterion: str
    area: str
    title: str
    current: int | None
    target: int | None
    rows: tuple[CandidateRow, ...]
    unserved: bool = False


def candidate_groups(
    candidates: Candidates,
    *,
    gaps: Iterable[Gap],
    listed: Sequence[str],
    catalogue: Catalogue,
    kind: Kind,
    size: int,
) -> tuple[CandidateGroup, ...]:
    """The interventions per gap, then those that prepare others, then those of no use now.

    `listed` are all that the form has a field for: what a stale page sent and no group holds, comes last.
    """
    found = {gap.criterion: gap for gap in gaps}

    def rows(names: Iterable[str]) -> tuple[CandidateRow, ...]:
        return tuple(_row(catalogue.intervention(name), catalogue, kind=kind, size=size) for name in names)

    groups = [
        CandidateGroup(
            key=criterion.replace(".", "-"),
            criterion=criterion,
            area=local(catalogue.area(catalogue.criterion(criterion).area).name),
            title=local(catalogue.criterion(criterion).name),
            current=found[criterion].current,
            target=found[criterion].target,
            rows=rows(names),
            unserved=criterion in candidates.unserved,
        )
        for criterion, names in candidates.by_gap.items()
    ]
    placed = set(candidates.all) - set(candidates.others)
    others = [name for name in listed if name not in placed]
    for key, title, names in (
        ("preparing", _("Voorbereiding voor andere maatregelen"), candidates.preparing),
        ("others", _("Eerder gekozen, nu voor geen doel nodig"), others),
    ):
        if names:
            groups.append(CandidateGroup(key, "", _("Overige maatregelen"), title, None, None, rows(names)))
    return tuple(groups)


def _row(measure: Measure, catalogue: Catalogue, *, kind: Kind, size: int) -> CandidateRow:
    factor = scale_factor(measure.scales_with, kind=kind, size=size)
    return CandidateRow(
        id=measure.id,
        summary=local(measure.summary),
        steps=tuple(
            _(
                "%(criterion)s: stap %(start)s → %(end)s",
                criterion=local(catalogue.criterion(step.criterion).name),
                start=step.start,
                end=step.end,
            )
            for step in measure.steps
        ),
        duration=quarters(measure.duration_months.likely),
        one_off=scaled_money(measure.one_off_cost_eur.likely, factor) * CENTS,
        structural=scaled_money(measure.structural_cost_eur_per_year.likely, factor) * CENTS,
    )


def difference_sentences(stored: Scenario, typed: Scenario, catalogue: Catalogue) -> list[str]:
    """What someone else stored against what was typed here, setting by setting."""
    return [
        _(
            "%(setting)s: opgeslagen is %(stored)s, u vulde in %(typed)s.",
            setting=_setting(item, catalogue),
            stored=_value(item.setting, item.stored),
            typed=_value(item.setting, item.typed),
        )
        for item in differences(stored, typed)
    ]


def _setting(item: Difference, catalogue: Catalogue) -> str:
    match item.setting:
        case Setting.START:
            return _("Eerste kwartaal")
        case Setting.PERIODS:
            return _("Looptijd in kwartalen")
        case Setting.BUDGET:
            return _("Budget %(year)s", year=item.key)
        case Setting.CAPACITY:
            return _("Dagen per kwartaal, %(role)s", role=wording.role_name(item.key))
        case Setting.CHOICE:
            return wording.intervention_name(item.key, catalogue)
        case Setting.NOT_BEFORE:
            return _("%(name)s, niet eerder dan", name=wording.intervention_name(item.key, catalogue))
        case Setting.NOT_AFTER:
            return _("%(name)s, niet later dan", name=wording.intervention_name(item.key, catalogue))


def _value(setting: Setting, value: int | Choice | None) -> str:
    if isinstance(value, Choice) or setting is Setting.CHOICE:
        return wording.choice_name(value if isinstance(value, Choice) else None)
    if value is None:
        return _("vrij") if setting in (Setting.NOT_BEFORE, Setting.NOT_AFTER) else _("geen grens")
    if setting is Setting.BUDGET:
        return money(value)
    if setting in (Setting.START, Setting.NOT_BEFORE, Setting.NOT_AFTER):
        return wording.quarter_in_full(value)
    return str(value)
