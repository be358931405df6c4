"""What the page of a roadmap shows, row by row, in the language of the page; the template only prints it.

Figures come from the plan, words from `wording`, content from the catalogue.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from flask_babel import gettext as _

from plateau.assessment.gaps import Gap, GapState
from plateau.catalogue.model import Catalogue, Kind
from plateau.roadmap import wording
from plateau.roadmap.figures import (
    RoleLoad,
    YearCost,
    budget_after,
    closed_targets,
    knitting,
    last_period,
    late_targets,
    milestones_met,
    role_loads,
    running_costs,
    structural_after,
    year_costs,
)
from plateau.roadmap.left_out_page import LeftOut, left_out_rows
from plateau.roadmap.milestones import DatedMilestone, split_by_horizon, timetable
from plateau.roadmap.model import (
    GapCode,
    GapReason,
    Milestone,
    MilestoneResult,
    Problem,
)
from plateau.roadmap.planning import role_order
from plateau.roadmap.schedule_page import ScheduleRow, schedule_rows
from plateau.roadmap.store import StoredPlan
from plateau.web.locale import local


@dataclass(frozen=True, slots=True)
class GapRow:
    """A criterion on its way to its target: what closes it and when, or why it stays open and what helps."""

    criterion: str
    area: str
    current: int | None
    target: int | None
    reached: int | None
    closed: bool
    steps: tuple[str, ...]
    reasons: tuple[str, ...]
    helps: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class MilestoneRow:
    """A milestone inside the horizon; `asks` is False when no open target belongs to it."""

    id: str
    title: str
    transitie: str
    transitie_name: str
    when: DatedMilestone | None
    period: int
    quarter: str
    met: bool
    asks: bool
    verdict: str
    late: tuple[str, ...]
    reasons: tuple[str, ...]
    helps: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RoadmapPage:
    """Everything on the page, in its order."""

    sentence: str
    status: str
    status_sentence: str
    margins: tuple[str, ...]
    clash: tuple[str, ...]
    clash_note: str
    closed: int
    targets: int
    milestones_met: int
    milestones_asked: int
    interventions: int
    total: int
    structural_after: int
    over_budget: str
    running_costs: tuple[tuple[str, int], ...]
    end: str
    late: str
    shared_room: str
    gaps: tuple[GapRow, ...]
    unplanned: tuple[GapRow, ...]
    schedule: tuple[ScheduleRow, ...]
    transities: tuple[tuple[str, str], ...]
    knitting: tuple[tuple[str, int], ...]
    costs: tuple[YearCost, ...]
    loads: tuple[RoleLoad, ...]
    quarters: tuple[str, ...]
    milestones: tuple[MilestoneRow, ...]
    outside: tuple[DatedMilestone, ...]
    left_out: tuple[LeftOut, ...]


def roadmap_page(
    stored: StoredPlan,
    *,
    catalogue: Catalogue,
    instrument_id: str,
    gaps: Sequence[Gap],
    milestones: Sequence[DatedMilestone],
    kind: Kind,
    size: int,
    horizon: date,
) -> RoadmapPage:
    """The page of a computed roadmap, held against the ambition's `horizon`.

    `gaps` are those of now (for what could not be planned: unknown and not applicable); `milestones` the
    organisation's own, removed ones too, since the plan may name them.
    """
    problem, plan = stored.problem, stored.plan
    calendar = problem.calendar
    instrument = catalogue.instrument(instrument_id)
    dated = {item.id: item for item in [*timetable(catalogue, instrument), *milestones]}
    titles = {name: local(item.title) for name, item in dated.items()}
    last = last_period(plan)
    after = structural_after(problem, plan)
    met, asked = milestones_met(problem, plan)
    coming = [*timetable(catalogue, instrument), *(item for item in milestones if not item.removed)]
    _inside, outside = split_by_horizon(calendar, coming)
    return RoadmapPage(
        sentence=wording.plan_sentence(problem, plan),
        status=wording.status_words(plan.status),
        status_sentence=wording.status_sentence(plan),
        margins=tuple(wording.margin_sentences(plan)),
        clash=wording.clash_sentences(stored.explanation, catalogue, problem),
        clash_note=wording.clash_note(stored.explanation, catalogue, problem),
        closed=closed_targets(problem, plan),
        targets=len(problem.targets),
        milestones_met=met,
        milestones_asked=asked,
        interventions=len(plan.scheduled),
        total=plan.total_spend,
        structural_after=after,
        over_budget=wording.over_budget_sentence(after, *budget_after(problem)),
        running_costs=tuple(
            (wording.intervention_name(name, catalogue), cents)
            for name, cents in running_costs(problem, plan)
        ),
        end=wording.quarter(calendar, last) if last is not None else "",
        late=wording.late_sentence(late_targets(problem, plan, horizon), horizon),
        shared_room=_shared_room(stored),
        gaps=_gap_rows(stored, catalogue, titles, [criterion.id for criterion in instrument.criteria]),
        unplanned=_unplanned(gaps, catalogue),
        schedule=schedule_rows(stored, catalogue, titles, kind=kind, size=size),
        transities=tuple((item.id, local(item.short)) for item in catalogue.transities),
        knitting=tuple(
            (wording.intervention_name(name, catalogue), len(problem.by_id[name].transities))
            for name in knitting(problem, plan)
        ),
        costs=year_costs(problem, plan),
        loads=role_loads(problem, plan, role_order(problem)),
        quarters=tuple(wording.quarter(calendar, period) for period in range(calendar.periods)),
        milestones=_milestones(stored, catalogue, dated, titles),
        outside=outside,
        left_out=left_out_rows(stored, catalogue),
    )


# gaps


def _shared_room(stored: StoredPlan) -> str:
    told = wording.shared_room_sentence(stored.explanation.gaps, stored.problem)
    if not told:
        return ""
    return f"{told} {wording.sure_of_one_sentence()} {wording.how_much_later_sentence()}"


def _gap_rows(
    stored: StoredPlan, catalogue: Catalogue, titles: Mapping[str, str], order: Sequence[str]
) -> tuple[GapRow, ...]:
    calendar = stored.problem.calendar
    rows = []
    reasons_of_targets = [reason for reason in stored.explanation.gaps if reason.criterion]
    for reason in sorted(reasons_of_targets, key=lambda item: _position(item.criterion, order)):
        closed = reason.code is GapCode.CLOSED
        steps = [wording.step_sentence(made, catalogue, calendar) for made in reason.steps]
        reasons = [] if closed else [wording.gap_sentence(reason, catalogue, stored.problem)]
        area, name = _criterion(reason.criterion, catalogue)
        rows.append(
            GapRow(
                criterion=name,
                area=area,
                current=reason.current,
                target=reason.target,
                reached=reason.reached,
                closed=closed,
                steps=tuple(steps),
                reasons=tuple(text for text in [*reasons, wording.reached_sentence(reason)] if text),
                helps=tuple(wording.way_out_sentences(reason, catalogue, stored.problem, titles)),
            )
        )
    return tuple(rows)


def _position(criterion_id: str, order: Sequence[str]) -> int:
    return order.index(criterion_id) if criterion_id in order else len(order)


def _unplanned(gaps: Sequence[Gap], catalogue: Catalogue) -> tuple[GapRow, ...]:
    """The criteria with a target that can't be planned for: nobody knows where they stand."""
    rows = []
    for gap in gaps:
        if gap.state is GapState.UNKNOWN:
            area, name = _criterion(gap.criterion, catalogue)
            rows.append(GapRow(name, area, None, gap.target, None, False, (), (), ()))
    return tuple(rows)


def _criterion(criterion_id: str, catalogue: Catalogue) -> tuple[str, str]:
    try:
        criterion = catalogue.criterion(criterion_id)
    except KeyError:  # a plan from before the model lost it
        return "", criterion_id
    return local(catalogue.area(criterion.area).name), local(criterion.name)


# milestones


def _milestones(
    stored: StoredPlan,
    catalogue: Catalogue,
    dated: Mapping[str, DatedMilestone],
    titles: Mapping[str, str],
) -> tuple[MilestoneRow, ...]:
    asked = {item.id: item for item in stored.problem.milestones}
    why = {reason.milestone: reason for reason in stored.explanation.gaps}
    results = sorted(stored.plan.milestones, key=lambda item: (item.period, item.id))
    return tuple(
        _milestone_row(
            result,
            asked[result.id],
            stored.problem,
            catalogue,
            dated.get(result.id),
            titles,
            None if result.met else why.get(result.id),
        )
        for result in results
    )


def _milestone_row(
    result: MilestoneResult,
    milestone: Milestone,
    problem: Problem,
    catalogue: Catalogue,
    known: DatedMilestone | None,
    titles: Mapping[str, str],
    why: GapReason | None,
) -> MilestoneRow:
    transitie = milestone.transitie
    return MilestoneRow(
        id=result.id,
        title=local(known.title) if known else _("Mijlpaal die niet meer bestaat"),
        transitie=transitie or "",
        transitie_name=local(catalogue.transitie(transitie).short) if transitie else "",
        when=known,
        period=result.period,
        quarter=wording.quarter(problem.calendar, result.period),
        met=result.met,
        asks=bool(milestone.requirements),
        verdict=wording.milestone_verdict(result, milestone),
        late=tuple(wording.late_phrases(result, catalogue)),
        reasons=(wording.gap_sentence(why, catalogue, problem),) if why else (),
        helps=tuple(wording.way_out_sentences(why, catalogue, problem, titles)) if why else (),
    )
