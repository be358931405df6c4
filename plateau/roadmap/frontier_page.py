"""What the page "Wat kan het kosten?" shows, in the language of the page.

The problem of a computed roadmap never changes, so its frontier is searched once and kept in memory.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import dataclass, replace
from threading import Lock
from uuid import UUID

from flask_babel import gettext as _
from markupsafe import Markup

from plateau.roadmap import charts, wording
from plateau.roadmap.frontier import Frontier, Point, find_frontier
from plateau.roadmap.model import Problem
from plateau.roadmap.scenario import Scenario
from plateau.roadmap.store import StoredPlan
from plateau.web.locale import number
from plateau.web.svg import DRAWING, to_svg

KEPT = 32
#: Someone is waiting: as many as a reader compares, in a time that a reader waits.
MOST_POINTS = 8
WALL_LIMIT = 15.0
DETERMINISTIC_LIMIT = 1.0


@dataclass(frozen=True, slots=True)
class PointRow:
    """A choice: `spend` in cents within the horizon, `targets` and `milestones` as "x of y"."""

    place: int
    spend: int
    targets: str
    milestones: str
    steps_short: int
    finish: str
    interventions: int
    proven: bool


_frontiers: OrderedDict[UUID, Frontier] = OrderedDict()
_guard = Lock()


def known_frontier(stored: StoredPlan) -> Frontier | None:
    """The frontier of this roadmap's problem, when it was searched before."""
    with _guard:
        return _frontiers.get(stored.summary.id)


def frontier_of(stored: StoredPlan) -> Frontier:
    """The same, searched when it was not: seconds of work."""
    found = known_frontier(stored)
    if found is None:
        found = find_frontier(
            without_budgets(stored.problem),
            most=MOST_POINTS,
            deterministic_limit=DETERMINISTIC_LIMIT,
            wall_limit=WALL_LIMIT,
        )
        with _guard:
            _frontiers[stored.summary.id] = found
            while len(_frontiers) > KEPT:
                _frontiers.popitem(last=False)
    return found


def without_budgets(problem: Problem) -> Problem:
    """The question is what it can cost, so the budget is no limit here; people and time are."""
    return replace(problem, budgets=dict.fromkeys(problem.calendar.years))


def budgets_of(point: Point, scenario: Scenario) -> Scenario:
    """The scenario with just the money of this point, per year; rounded up to whole hundreds of euro."""
    step = 100 * 100
    budgets: Mapping[int, int | None] = {
        year: -(-point.plan.spend_per_year.get(year, 0) // step) * step for year in scenario.calendar.years
    }
    return replace(scenario, budgets=budgets)


def point_rows(stored: StoredPlan, frontier: Frontier) -> tuple[PointRow, ...]:
    """The choices, the cheapest first."""
    problem = stored.problem
    asking = {item.id for item in problem.milestones if item.requirements}
    rows = []
    for place, point in enumerate(frontier.points):
        plan = point.plan
        met = sum(result.met for result in plan.milestones if result.id in asking)
        short = sum(item.target - item.reached for item in plan.unmet_targets)
        rows.append(
            PointRow(
                place=place,
                spend=plan.total_spend,
                targets=_of(len(problem.targets) - len(plan.unmet_targets), len(problem.targets)),
                milestones=_of(met, len(asking)),
                steps_short=short,
                finish=wording.ready_by(problem.calendar, point.finish) if plan.scheduled else "",
                interventions=len(plan.scheduled),
                proven=point.proven,
            )
        )
    return tuple(rows)


def _of(part: int, whole: int) -> str:
    return _("%(part)s van %(whole)s", part=part, whole=whole)


def frontier_picture(rows: tuple[PointRow, ...]) -> Markup:
    """Each choice as a point: money to the right, steps that are missing upwards."""
    with DRAWING:
        figure = charts.frontier(
            [charts.FrontierPoint(row.spend, row.steps_short, str(row.place + 1)) for row in rows],
            labels=charts.FrontierLabels(
                money=_("duizend euro in de looptijd"), short=_("stappen die ontbreken")
            ),
            write=number,
        )
        return to_svg(
            figure,
            title=_("Wat u bereikt voor welk geld"),
            description=_(
                "Per keuze een punt: naar rechts kost het meer, naar beneden ontbreekt er minder. "
                "Dezelfde gegevens staan in de tabel."
            ),
            id_prefix="frontier",
        )
