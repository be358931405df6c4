"""The catalogue as it holds for one organisation. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Set
from dataclasses import replace

from plateau.catalogue.model import Catalogue, Document, Intervention, Kind, Origin, Scaling
from plateau.catalogue.scaling import scale_factor, scaled_days_range, scaled_money_range
from plateau.catalogue.scan import Questionnaire, Scan
from plateau.tailoring.model import Estimates


def our_estimates(item: Intervention, *, kind: Kind, size: int) -> Estimates:
    """Plateau's own estimates, converted to an organisation of this kind and size."""
    factor = scale_factor(item.scales_with, kind=kind, size=size)
    return Estimates(
        duration_months=item.duration_months,
        one_off_cost_eur=scaled_money_range(item.one_off_cost_eur, factor),
        structural_cost_eur_per_year=scaled_money_range(item.structural_cost_eur_per_year, factor),
        effort_days={role: scaled_days_range(days, factor) for role, days in item.effort_days.items()},
    )


def tailored(
    catalogue: Catalogue, own: Mapping[str, Estimates], added: Iterable[Intervention] = ()
) -> Catalogue:
    """The catalogue with an organisation's own estimates (by intervention) in the place of ours.

    They hold for that organisation as it is: they no longer grow with its size. The interventions that it
    `added` stand between ours, by id.
    """
    extra = tuple(added)
    if not own and not extra:
        return catalogue
    items = sorted((*catalogue.interventions, *extra), key=lambda item: item.id)
    return replace(
        catalogue,
        interventions=tuple(_with(item, own[item.id]) if item.id in own else item for item in items),
    )


def _with(item: Intervention, own: Estimates) -> Intervention:
    return replace(
        item,
        duration_months=own.duration_months,
        one_off_cost_eur=own.one_off_cost_eur,
        structural_cost_eur_per_year=own.structural_cost_eur_per_year,
        effort_days=own.effort_days,
        scales_with=Scaling.FIXED,
        estimate=Origin.ORGANISATION,
    )


def asking_copy(catalogue: Catalogue, item: Questionnaire) -> Catalogue:
    """The catalogue with one of our questionnaires as it was, in the place of the one of now."""
    if any(item is one for one in catalogue.questionnaires):
        return catalogue
    if isinstance(item, Scan):
        scans = (one for one in catalogue.scans if one.id != item.id)
        return replace(catalogue, scans=(*scans, item))
    instruments = (one for one in catalogue.instruments if one.id != item.id)
    return replace(catalogue, instruments=(*instruments, item))


def steps_within(catalogue: Catalogue) -> Catalogue:
    """The catalogue without the steps on topics that nothing in it asks.

    Our interventions know the topics of now, an organisation's own those of the day they came; a round may
    ask other ones.
    """
    asked = {criterion.id for instrument in catalogue.instruments for criterion in instrument.criteria}
    if all(step.criterion in asked for item in catalogue.interventions for step in item.steps):
        return catalogue
    return replace(
        catalogue,
        interventions=tuple(_within(item, asked) for item in catalogue.interventions),
    )


def _within(item: Intervention, asked: Set[str]) -> Intervention:
    steps = tuple(step for step in item.steps if step.criterion in asked)
    return item if steps == item.steps else replace(item, steps=steps)


def asking(catalogue: Catalogue, item: Questionnaire, *, year: int) -> Catalogue:
    """The catalogue with an organisation's own questionnaire of `year` in it.

    What it asks finds its area or part there, and has the questionnaire itself as its source.
    """
    source = Document(item.id, short=item.name, title=item.name, year=year)
    documents = (*catalogue.documents, source)
    if isinstance(item, Scan):
        return replace(catalogue, documents=documents, scans=(*catalogue.scans, item))
    return replace(catalogue, documents=documents, instruments=(*catalogue.instruments, item))
