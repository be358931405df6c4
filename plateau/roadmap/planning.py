"""From gaps, scenario and milestones to the planner's problem. Pure.

Rounding: a duration in months becomes whole quarters, rounded up; the planner works with the likely figures,
the ranges go along as estimates. Only the interventions of the organisation's own kind take part. A criterion
that is unknown or not applicable is left out: steps for it are dropped, and an intervention without steps
stays only when another one waits for it or a person chose it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from plateau.assessment.gaps import Gap
from plateau.catalogue.model import Catalogue, Instrument, Kind, Role
from plateau.catalogue.model import Estimate as ThreePoints
from plateau.catalogue.model import Intervention as Measure
from plateau.catalogue.scaling import scale_factor, scaled_days, scaled_money, scaled_money_range
from plateau.roadmap.milestones import DatedMilestone, as_requirement, split_by_horizon, timetable
from plateau.roadmap.model import (
    Calendar,
    CostRange,
    DurationRange,
    Estimate,
    Intervention,
    Pin,
    Problem,
    Step,
    Target,
)
from plateau.roadmap.replanning import near, with_past
from plateau.roadmap.scenario import Scenario, first_quarter

MONTHS_PER_QUARTER = 3
CENTS = 100


def build_problem(
    *,
    catalogue: Catalogue,
    instrument: Instrument,
    gaps: Sequence[Gap],
    scenario: Scenario,
    milestones: Iterable[DatedMilestone],
    organisation_size: int,
    kind: Kind,
) -> Problem:
    """The planning problem of an organisation.

    `milestones` are the organisation's own; the catalogue's timetable is added, and what lies outside the
    horizon falls away (`split_by_horizon` tells which that is). `organisation_size` is inhabitants or staff.
    Of a scenario that plans again the calendar begins with what had begun (`with_past`), and nothing new
    before the scenario's own first quarter.
    """
    again = scenario.replanning
    calendar = with_past(scenario.calendar, again) if again else scenario.calendar
    current = {gap.criterion: gap.current for gap in gaps if gap.current is not None}
    inside, _outside = split_by_horizon(scenario.calendar, [*timetable(catalogue, instrument), *milestones])
    measures = _relevant(catalogue.interventions_for(kind), current, scenario)
    ids = {measure.id for measure in measures}
    problem = Problem(
        calendar=calendar,
        current=current,
        targets=tuple(
            Target(gap.criterion, gap.target) for gap in gaps if gap.size and gap.target is not None
        ),
        interventions=tuple(
            _intervention(measure, current, ids, scenario, calendar, kind=kind, size=organisation_size)
            for measure in measures
        ),
        budgets=scenario.budgets,
        capacity={
            role: None if days is None else [days] * calendar.periods
            for role, days in scenario.capacity.items()
        },
        milestones=tuple(
            as_requirement(item, calendar=calendar, instrument=instrument, gaps=gaps) for item in inside
        ),
        mandatory=scenario.mandatory & ids,
        forbidden=scenario.forbidden & ids,
        pins=tuple(_pin(name, scenario, calendar) for name in scenario.not_after if name in ids),
    )
    return near(problem, again, first_quarter(scenario.calendar)) if again else problem


def _relevant(
    measures: Sequence[Measure], current: Mapping[str, int], scenario: Scenario
) -> tuple[Measure, ...]:
    """What makes a step of a known criterion, what a person chose, and all that these wait for."""
    by_id = {measure.id: measure for measure in measures}
    kept = {
        measure.id
        for measure in measures
        if measure.id in _decided(scenario) or any(step.criterion in current for step in measure.steps)
    }
    waiting = list(kept)
    while waiting:
        measure = by_id[waiting.pop()]
        for name in (*measure.all_of, *measure.one_of):
            if name not in kept:
                kept.add(name)
                waiting.append(name)
    return tuple(by_id[name] for name in sorted(kept))


def _decided(scenario: Scenario) -> set[str]:
    """What a person chose, or what was planned or begun before."""
    again = scenario.replanning
    before = (*again.begun, *again.keep) if again else ()
    return {*scenario.choices, *(place.id for place in before)}


def _intervention(
    measure: Measure,
    current: Mapping[str, int],
    ids: set[str],
    scenario: Scenario,
    calendar: Calendar,
    *,
    kind: Kind,
    size: int,
) -> Intervention:
    factor = scale_factor(measure.scales_with, kind=kind, size=size)
    return Intervention(
        id=measure.id,
        duration=quarters(measure.duration_months.likely),
        one_off_cost=scaled_money(measure.one_off_cost_eur.likely, factor) * CENTS,
        structural_cost_per_year=scaled_money(measure.structural_cost_eur_per_year.likely, factor) * CENTS,
        effort={role.value: scaled_days(days.likely, factor) for role, days in measure.effort_days.items()},
        steps=tuple(
            Step(step.criterion, step.start, step.end) for step in measure.steps if step.criterion in current
        ),
        all_of=frozenset(measure.all_of),
        one_of=frozenset(measure.one_of),
        excludes=frozenset(measure.excludes) & ids,
        transities=frozenset(measure.transities),
        principles=frozenset(measure.principles),
        earliest_start=_earliest(measure.id, scenario, calendar),
        estimate=Estimate(
            duration=_duration(measure.duration_months),
            one_off_cost=_cents(measure.one_off_cost_eur, factor),
            structural_cost_per_year=_cents(measure.structural_cost_eur_per_year, factor),
        ),
    )


def _duration(months: ThreePoints) -> DurationRange:
    """In quarters, to a hundredth; work of no time takes a day or so."""
    low, likely, high = (
        max(0.01, round(value / MONTHS_PER_QUARTER, 2)) for value in (months.low, months.likely, months.high)
    )
    return DurationRange(low, likely, high)


def _cents(euro: ThreePoints, factor: float) -> CostRange:
    scaled = scaled_money_range(euro, factor)
    return CostRange(scaled.low * CENTS, scaled.likely * CENTS, scaled.high * CENTS)


def _earliest(intervention_id: str, scenario: Scenario, calendar: Calendar) -> int:
    """The first period in which it may start; the end of the horizon when that lies beyond it."""
    first = first_quarter(calendar)
    wanted = scenario.not_before.get(intervention_id, first)
    return min(max(wanted - first, 0), calendar.periods)


def _pin(intervention_id: str, scenario: Scenario, calendar: Calendar) -> Pin:
    """The last period in which it may start; what should have started before the first starts in that one."""
    last = scenario.not_after[intervention_id] - first_quarter(calendar)
    # Together with a "not before" that has moved past it, or a first quarter that has, that one counts.
    soonest = max(
        _earliest(intervention_id, scenario, calendar),
        first_quarter(scenario.calendar) - first_quarter(calendar),
    )
    return Pin(intervention_id, not_after=min(max(last, soonest), calendar.periods))


def quarters(months: int) -> int:
    """Months as whole quarters, rounded up; at least one."""
    return max(1, -(-months // MONTHS_PER_QUARTER))


# what a person can choose from


@dataclass(frozen=True, slots=True)
class Candidates:
    """The interventions a person can decide about, each named once.

    `by_gap`: criterion → those that make a step on the way to its target, under the first criterion they
    serve (in the problem's order). `unserved`: the gaps that none helps with. `preparing`: what others wait
    for. `others`: chosen before, and now of no use.
    """

    by_gap: Mapping[str, tuple[str, ...]]
    unserved: frozenset[str]
    preparing: tuple[str, ...]
    others: tuple[str, ...]

    @property
    def all(self) -> tuple[str, ...]:
        """All of them, in the order of the page."""
        listed = [name for names in self.by_gap.values() for name in names]
        return (*listed, *self.preparing, *self.others)


def find_candidates(problem: Problem, criteria: Sequence[str]) -> Candidates:
    """What can help to close the gaps of `problem`; `criteria` gives the order of the page."""
    targets = {target.criterion: target.plateau for target in problem.targets}
    placed: set[str] = set()
    by_gap: dict[str, tuple[str, ...]] = {}
    unserved: set[str] = set()
    for criterion in (name for name in criteria if name in targets):
        serving = [item.id for item in problem.interventions if _serves(item, criterion, problem)]
        by_gap[criterion] = tuple(name for name in serving if name not in placed)
        placed.update(serving)
        if not serving:
            unserved.add(criterion)
    preparing = _preparing(problem, placed)
    chosen = problem.mandatory | problem.forbidden
    others = tuple(sorted(chosen - placed - set(preparing)))
    return Candidates(by_gap, frozenset(unserved), preparing, others)


def _serves(item: Intervention, criterion: str, problem: Problem) -> bool:
    target = next(target.plateau for target in problem.targets if target.criterion == criterion)
    return any(
        step.criterion == criterion and problem.current[criterion] < step.end <= target for step in item.steps
    )


def _preparing(problem: Problem, placed: set[str]) -> tuple[str, ...]:
    found: set[str] = set()
    waiting = list(placed)
    while waiting:
        item = problem.by_id[waiting.pop()]
        for name in item.all_of | item.one_of:
            if name not in found and name not in placed and name not in problem.already_done:
                found.add(name)
                waiting.append(name)
    return tuple(sorted(found))


def role_order(problem: Problem) -> tuple[str, ...]:
    """The roles of the problem in the catalogue's order."""
    known = [role.value for role in Role]
    return tuple(
        sorted(problem.capacity, key=lambda role: (known.index(role) if role in known else 99, role))
    )
