"""The planned interventions as the roadmap's page and the report list them, in the language of the page."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from flask_babel import gettext as _

from plateau import terms
from plateau.catalogue.model import Catalogue, Estimate, Kind, Origin, Reference
from plateau.catalogue.model import Intervention as Measure
from plateau.catalogue.scaling import scale_factor, scaled_days_range, scaled_money_range
from plateau.roadmap import wording
from plateau.roadmap.measures import find_measure
from plateau.roadmap.model import ChosenReason, Scheduled
from plateau.roadmap.store import StoredPlan
from plateau.web.locale import local


@dataclass(frozen=True, slots=True)
class ScheduleRow:
    """A planned intervention. Money in cents; `measure` is None when the model has lost it since."""

    id: str
    title: str
    quarters: str
    start: int
    end: int
    track: str
    transities: tuple[str, ...]
    one_off: int
    structural: int
    days: int
    measure: Measure | None
    one_off_range: Estimate | None
    structural_range: Estimate | None
    effort: tuple[tuple[str, Estimate], ...]
    purposes: tuple[str, ...]
    start_reason: str
    slack: str
    source: str


def schedule_rows(
    stored: StoredPlan, catalogue: Catalogue, titles: Mapping[str, str], *, kind: Kind, size: int
) -> tuple[ScheduleRow, ...]:
    """A row per planned intervention, in order of time; `titles` of milestones, by id."""
    chosen = {reason.id: reason for reason in stored.explanation.chosen}
    ordered = sorted(stored.plan.scheduled, key=lambda item: (item.start, item.end, item.id))
    return tuple(
        _schedule_row(item, stored, catalogue, titles, chosen.get(item.id), kind=kind, size=size)
        for item in ordered
    )


def _schedule_row(
    item: Scheduled,
    stored: StoredPlan,
    catalogue: Catalogue,
    titles: Mapping[str, str],
    reason: ChosenReason | None,
    *,
    kind: Kind,
    size: int,
) -> ScheduleRow:
    calendar = stored.problem.calendar
    planned = stored.problem.by_id[item.id]
    measure = find_measure(catalogue, item.id)
    factor = scale_factor(measure.scales_with, kind=kind, size=size) if measure else 1.0
    return ScheduleRow(
        id=item.id,
        title=wording.intervention_title(item.id, catalogue),
        quarters=wording.span(calendar, item.start, item.end),
        start=item.start,
        end=item.end,
        track=wording.track_name(measure.track) if measure else "",
        transities=tuple(sorted(planned.transities)),
        one_off=planned.one_off_cost,
        structural=planned.structural_cost_per_year,
        days=sum(planned.effort.values()),
        measure=measure,
        one_off_range=scaled_money_range(measure.one_off_cost_eur, factor) if measure else None,
        structural_range=scaled_money_range(measure.structural_cost_eur_per_year, factor)
        if measure
        else None,
        effort=tuple(
            (wording.role_name(role), scaled_days_range(days, factor))
            for role, days in (measure.effort_days.items() if measure else ())
        ),
        purposes=tuple(wording.purpose_sentences(reason, catalogue, titles)) if reason else (),
        start_reason=wording.start_sentence(reason, catalogue, calendar) if reason else "",
        slack=_slack(item, stored),
        source=_source(measure, catalogue) if measure else "",
    )


def _slack(item: Scheduled, stored: StoredPlan) -> str:
    """How much later it can start; empty when it has begun, or in a roadmap from before we knew."""
    known = next((slack for slack in stored.explanation.slack if slack.id == item.id), None)
    if known is None or item.id in {entry.id for entry in stored.problem.past}:
        return ""
    return wording.slack_sentence(known, stored.problem.calendar)


def _source(measure: Measure, catalogue: Catalogue) -> str:
    """Whose the intervention is, where it stands, and whose the figures are."""
    places = "; ".join(_place(place, catalogue) for place in measure.references)
    parts = [terms.basis_sentence(measure.basis), f"{places}." if places else ""]
    if measure.estimate is Origin.OURS:
        parts.append(_("Duur, kosten en dagen zijn schattingen van ons."))
    elif measure.estimate is Origin.ORGANISATION:
        parts.append(_("Duur, kosten en dagen zijn schattingen van uw organisatie."))
    return " ".join(filter(None, parts))


def _place(place: Reference, catalogue: Catalogue) -> str:
    parts = [local(catalogue.document(place.document).short), place.section]
    if place.lines:
        parts.append(_("regels %(lines)s", lines=place.lines))
    return ", ".join(part for part in parts if part)
