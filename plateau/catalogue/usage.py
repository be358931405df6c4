"""Where an item of the catalogue is used, and what it uses. Pure."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from plateau.catalogue.figure_table import FigureTable
from plateau.catalogue.model import (
    PLATEAUS,
    About,
    Area,
    Catalogue,
    Criterion,
    Intervention,
    Kind,
    Plateau,
    Principle,
    Reference,
    Step,
    Transitie,
)
from plateau.catalogue.scan import Scan
from plateau.catalogue.search import Item
from plateau.catalogue.tool import Tool


@dataclass(frozen=True, slots=True)
class StepUse:
    """One step of a criterion and the interventions that make it (none: the catalogue has no way yet)."""

    step: Step
    criterion: Criterion
    interventions: tuple[Intervention, ...]


@dataclass(frozen=True, slots=True)
class KindUse:
    """What one kind of organisation has for a transitie, a principle, an area or a plateau."""

    kind: Kind
    criteria: tuple[Criterion, ...]
    interventions: tuple[Intervention, ...]


@dataclass(frozen=True, slots=True)
class WhereUsed:
    """Where an item is used; what does not apply to its kind of item stays empty.

    `steps`: of a criterion all four, with the interventions that make them; of an intervention its own, with
    the others that make the same step. `needed_by` are the interventions that name this one as a
    prerequisite; exclusions are told from both sides. `areas` are what a scan or a tool is about; `tools`,
    `scans` and `figures` are those about this transitie, principle, area or plateau. Every item in here
    carries its own references.
    """

    references: tuple[Reference, ...]
    steps: tuple[StepUse, ...] = ()
    transities: tuple[Transitie, ...] = ()
    principles: tuple[Principle, ...] = ()
    all_of: tuple[Intervention, ...] = ()
    one_of: tuple[Intervention, ...] = ()
    needed_by: tuple[Intervention, ...] = ()
    excludes: tuple[Intervention, ...] = ()
    per_kind: tuple[KindUse, ...] = ()
    areas: tuple[Area, ...] = ()
    tools: tuple[Tool, ...] = ()
    scans: tuple[Scan, ...] = ()
    figures: tuple[FigureTable, ...] = ()


def where_used(catalogue: Catalogue, item: Item) -> WhereUsed:
    """What in the catalogue uses `item`, and what it uses."""
    match item:
        case Criterion():
            return _criterion_used(catalogue, item)
        case Intervention():
            return _intervention_used(catalogue, item)
        case Scan() | Tool() | FigureTable():
            return _aid_used(catalogue, item)
        case Transitie():
            per_kind = _per_kind(catalogue, lambda other: item.id in other.transities)
        case Principle():
            per_kind = _per_kind(catalogue, lambda other: item.id in other.principles)
        case Area():
            per_kind = _per_kind(catalogue, lambda other: item.id in _areas(catalogue, other))
        case Plateau():
            per_kind = _per_kind(catalogue, lambda other: _reaches(other, item.number))
    return WhereUsed(
        references=(item.reference,),
        per_kind=per_kind,
        tools=tuple(tool for tool in catalogue.tools if _is_about(tool.about, item)),
        scans=tuple(scan for scan in catalogue.scans if _is_about(scan.about, item)),
        figures=tuple(table for table in catalogue.figures if _is_about(about_of(table), item)),
    )


def about_of(item: Scan | Tool | FigureTable) -> About:
    """What a scan, a tool or a table of figures is about."""
    return About(transities=item.transities) if isinstance(item, FigureTable) else item.about


def _is_about(about: About, item: Transitie | Principle | Area | Plateau) -> bool:
    if isinstance(item, Plateau):
        return item.number in about.plateaus
    return item.id in about.areas + about.transities + about.principles


def _aid_used(catalogue: Catalogue, item: Scan | Tool | FigureTable) -> WhereUsed:
    about = about_of(item)
    return WhereUsed(
        references=_sources(item),
        areas=tuple(catalogue.area(name) for name in about.areas),
        transities=tuple(catalogue.transitie(name) for name in about.transities),
        principles=tuple(catalogue.principle(name) for name in about.principles),
    )


def _sources(item: Scan | Tool | FigureTable) -> tuple[Reference, ...]:
    """One per section of a document: a scan's are those of its parts, a tool's those of its outcomes too."""
    match item:
        case Scan():
            found = [part.reference for part in item.parts]
        case Tool():
            found = [*item.references, *(ref for outcome in item.outcomes for ref in outcome.references)]
        case FigureTable():
            found = list(item.references)
    lines: dict[tuple[str, str], dict[str, None]] = {}
    for place in found:
        lines.setdefault((place.document, place.section), {})[place.lines] = None
    return tuple(Reference(*where, lines=", ".join(told)) for where, told in lines.items())


def _areas(catalogue: Catalogue, item: Criterion | Intervention) -> set[str]:
    if isinstance(item, Criterion):
        return {item.area}
    return {catalogue.criterion(step.criterion).area for step in item.steps}


def _reaches(item: Criterion | Intervention, plateau: int) -> bool:
    return isinstance(item, Criterion) or any(step.end == plateau for step in item.steps)


def _criterion_used(catalogue: Catalogue, item: Criterion) -> WhereUsed:
    steps = (Step(item.id, start, start + 1) for start in PLATEAUS[:-1])
    return WhereUsed(
        references=(item.reference,),
        steps=tuple(StepUse(step, item, _makers(catalogue, step)) for step in steps),
        transities=tuple(catalogue.transitie(name) for name in item.transities),
        principles=tuple(catalogue.principle(name) for name in item.principles),
    )


def _intervention_used(catalogue: Catalogue, item: Intervention) -> WhereUsed:
    others = [other for other in catalogue.interventions if other.id != item.id]
    excluded = {*item.excludes, *(other.id for other in others if item.id in other.excludes)}
    return WhereUsed(
        references=item.references,
        steps=tuple(
            StepUse(
                step,
                catalogue.criterion(step.criterion),
                tuple(other for other in _makers(catalogue, step) if other.id != item.id),
            )
            for step in item.steps
        ),
        transities=tuple(catalogue.transitie(name) for name in item.transities),
        principles=tuple(catalogue.principle(name) for name in item.principles),
        all_of=tuple(catalogue.intervention(name) for name in item.all_of),
        one_of=tuple(catalogue.intervention(name) for name in item.one_of),
        needed_by=tuple(other for other in others if item.id in other.all_of + other.one_of),
        excludes=tuple(other for other in others if other.id in excluded),
    )


def _makers(catalogue: Catalogue, step: Step) -> tuple[Intervention, ...]:
    return tuple(item for item in catalogue.interventions if step in item.steps)


def _per_kind(
    catalogue: Catalogue, belongs: Callable[[Criterion | Intervention], bool]
) -> tuple[KindUse, ...]:
    return tuple(
        KindUse(
            kind,
            tuple(
                criterion
                for instrument in catalogue.instruments
                if instrument.kind is kind
                for criterion in instrument.criteria
                if belongs(criterion)
            ),
            tuple(item for item in catalogue.interventions_for(kind) if belongs(item)),
        )
        for kind in Kind
    )
