"""Planning again when time has passed: what was told of a roadmap becomes the past of a new one. Pure.

What is done or runs stays; what was stopped is not taken up again unless someone chooses so; what nobody told
anything of counts as not begun. The new roadmap stays as near to the approved one as it can.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date

from plateau.roadmap.explanation import to_replan
from plateau.roadmap.model import Calendar, Intervention, Past, Plan, Problem, Scheduled
from plateau.roadmap.progress import Report, Work
from plateau.roadmap.scenario import (
    MAX_PERIODS,
    Choice,
    Place,
    Replanning,
    Scenario,
    calendar_from,
    first_quarter,
    quarter_of,
)
from plateau.roadmap.solver.footprint import outlay


@dataclass(frozen=True, slots=True)
class Standing:
    """How a planned intervention stands: `planned` and, when it has begun, `real` in time; see `Place`."""

    work: Work
    planned: Place
    real: Place | None

    @property
    def id(self) -> str:
        """The intervention."""
        return self.planned.id


def newest_reports(reports: Iterable[Report]) -> dict[str, Report]:
    """Intervention id → what was told last; `reports` the newest first."""
    newest: dict[str, Report] = {}
    for report in reports:
        newest.setdefault(report.intervention_id, report)
    return newest


def standings(
    plan: Plan, calendar: Calendar, told: Mapping[str, Report], today: date
) -> tuple[Standing, ...]:
    """How every planned intervention stands, in the order of the plan's time."""
    first, now = first_quarter(calendar), quarter_of(today)
    found = []
    for entry in sorted(plan.scheduled, key=lambda item: (item.start, item.end, item.id)):
        planned = Place(entry.id, first + entry.start, first + entry.end)
        report = told.get(entry.id)
        work = report.work if report else Work.NOT_YET
        real = _real(planned, report, now) if report and work in (Work.RUNNING, Work.DONE) else None
        found.append(Standing(work, planned, real))
    return tuple(found)


def _real(planned: Place, report: Report, now: int) -> Place:
    """When it began and ended; days that nobody told are as planned, as far as that can be by now."""
    done = report.work is Work.DONE
    latest = now - 1 if done and not report.ended_on else now
    start = min(quarter_of(report.started_on) if report.started_on else planned.start, latest)
    if not done:
        return Place(planned.id, start, max(start + planned.end - planned.start, now + 1))
    end = quarter_of(report.ended_on) + 1 if report.ended_on else min(planned.end, now)
    return Place(planned.id, start, max(start + 1, end))


def replanned(scenario: Scenario, number: int, found: Iterable[Standing], today: date) -> Scenario:
    """The settings with which roadmap `number`, made with `scenario`, is planned again on `today`."""
    standing = tuple(found)
    stopped = {item.id for item in standing if item.work is Work.STOPPED}
    begun = tuple(item.real for item in standing if item.real)
    settled = {place.id for place in begun} | stopped
    kept = {id_: choice for id_, choice in scenario.choices.items() if id_ not in settled}
    return replace(
        scenario,
        choices=kept | dict.fromkeys(stopped, Choice.FORBIDDEN),
        not_before={id_: at for id_, at in scenario.not_before.items() if id_ not in settled},
        not_after={id_: at for id_, at in scenario.not_after.items() if id_ not in settled},
        replanning=Replanning(number, quarter_of(today), begun, tuple(item.planned for item in standing)),
    )


def with_past(calendar: Calendar, again: Replanning) -> Calendar:
    """`calendar`, begun as early as the first that `again` says has begun, at most `MAX_PERIODS` sooner.

    A roadmap can only show what lies in its calendar, and work often begins before the first quarter.
    """
    first = first_quarter(calendar)
    start = max(min((first, *(place.start for place in again.begun))), first - MAX_PERIODS)
    return calendar_from(start, calendar.periods + first - start)


def near(problem: Problem, again: Replanning, first: int) -> Problem:
    """`problem` from the quarter of `again` on, near what was planned before.

    `first`: the quarter since the year 0 before which the scenario has nothing new begin; the problem's
    calendar may begin sooner (`with_past`), for what had begun by then. What began in the very quarter from
    which is planned is past as well: no rule of order can undo it.
    """
    origin, periods = first_quarter(problem.calendar), problem.calendar.periods
    begun = [_inside(place, origin, periods) for place in again.begun if place.id in problem.by_id]
    planned = to_replan(
        problem,
        [_inside(place, origin, periods) for place in again.keep],
        min(max(again.now, first) - origin, periods),
        [Past(entry.id, entry.start, entry.end) for entry in begun],
    )
    shorter = {entry.id for entry in begun if entry.end - entry.start < problem.by_id[entry.id].duration}
    return replace(
        planned,
        interventions=tuple(_over(item) if item.id in shorter else item for item in planned.interventions),
        budgets=_beside_the_past(planned, first - origin),
    )


def _inside(place: Place, origin: int, periods: int) -> Scheduled:
    """In periods of the calendar; what lies outside is drawn to its edge."""
    start = min(max(place.start - origin, 0), periods - 1)
    return Scheduled(place.id, start, min(max(place.end - origin, start + 1), periods))


def _over(item: Intervention) -> Intervention:
    """What took less time than planned is over, for what runs lasts as planned: its length is certain."""
    if item.estimate is None:
        return item
    return replace(item, estimate=replace(item.estimate, duration=None))


def _beside_the_past(problem: Problem, first: int) -> dict[int, int | None]:
    """The budgets, which are for what is spent from `first` on, and what the past took before it."""
    spent: Counter[int] = Counter()
    for entry in problem.past:
        item = problem.by_id[entry.id]
        cents = outlay(problem, item, problem.ways(item)[entry.mode], entry.start)
        for period in range(first):
            spent[problem.calendar.year_of(period)] += cents[period]
    return {
        year: None if budget is None else budget + spent[year] for year, budget in problem.budgets.items()
    }
