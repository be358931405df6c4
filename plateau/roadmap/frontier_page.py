"""What the page "Wat kan het kosten?" shows, in the language of the page."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from flask_babel import gettext as _
from flask_babel import ngettext
from markupsafe import Markup

from plateau.roadmap import charts, wording
from plateau.roadmap.calculation import Calculation, Condition
from plateau.roadmap.calculation_page import broken_sentence
from plateau.roadmap.figures import milestones_met
from plateau.roadmap.frontier import Frontier, Point
from plateau.roadmap.model import Problem
from plateau.web.locale import number
from plateau.web.svg import DRAWING, to_svg


@dataclass(frozen=True, slots=True)
class PointRow:
    """A choice: `spend` in cents within the horizon, `targets` and `milestones` as "x of y"."""

    place: int
    spend: int
    targets: str
    milestones: str
    steps_short: int
    proven: bool


@dataclass(frozen=True, slots=True)
class ReadyGroup:
    """The choices that are ready at the same moment, which `finish` tells in words."""

    finish: str
    rows: tuple[PointRow, ...]


def point_groups(problem: Problem, frontier: Frontier) -> tuple[ReadyGroup, ...]:
    """The choices by when all is ready, the soonest first.

    Within a group they stand in the order of the search: by the cost objective, which `spend` may not quite
    follow. There a dearer one reaches more; of another group it may reach less, and sooner.
    """
    groups: dict[int, list[PointRow]] = {}
    for place, point in enumerate(frontier.points):
        groups.setdefault(point.finish, []).append(_row(problem, place, point))
    return tuple(
        ReadyGroup(_finish_words(problem, finish), tuple(rows)) for finish, rows in sorted(groups.items())
    )


def _finish_words(problem: Problem, finish: int) -> str:
    if not finish:
        return _("Zonder maatregelen")
    return _("Alles klaar %(moment)s", moment=wording.ready_by(problem.calendar, finish))


def _row(problem: Problem, place: int, point: Point) -> PointRow:
    plan = point.plan
    return PointRow(
        place=place,
        spend=plan.total_spend,
        targets=_of(len(problem.targets) - len(plan.unmet_targets), len(problem.targets)),
        milestones=_of(*milestones_met(problem, plan)),
        steps_short=sum(item.target - item.reached for item in plan.unmet_targets),
        proven=point.proven,
    )


@dataclass(frozen=True, slots=True)
class SearchPage:
    """How far a search is: `waits` while an answer is to be expected, `stops` when someone asked it to."""

    sentence: str
    detail: str
    waits: bool
    stops: bool


def search_page(item: Calculation, *, now: datetime, worker_seen_at: datetime | None) -> SearchPage | None:
    """The page of a search at `now`; None when it has ended as it should."""
    condition = item.condition(now=now, worker_seen_at=worker_seen_at)
    if condition is Condition.ENDED:
        return None
    if condition is Condition.BROKEN:
        return SearchPage(broken_sentence(item), "", waits=False, stops=False)
    seconds = int((now - item.started_at).total_seconds()) if item.started_at else 0
    found = ngettext("%(num)s keuze gevonden", "%(num)s keuzes gevonden", item.found)
    elapsed = ngettext("%(num)s seconde", "%(num)s seconden", seconds)
    return SearchPage(
        sentence={
            Condition.WAITING: _("De berekening wacht op haar beurt."),
            Condition.UNATTENDED: _(
                "De berekening wacht, maar er is niets dat rekent. Vraag uw beheerder om “plateau worker” te "
                "starten."
            ),
            Condition.STOPPING: _("Het zoeken stopt en bewaart wat er gevonden is."),
        }.get(condition, _("plateau zoekt de keuzes.")),
        detail=f"{found}, {elapsed}",
        waits=condition is not Condition.UNATTENDED,
        stops=condition is Condition.STOPPING,
    )


def _of(part: int, whole: int) -> str:
    return _("%(part)s van %(whole)s", part=part, whole=whole)


def frontier_picture(groups: tuple[ReadyGroup, ...]) -> Markup:
    """Each choice as a point: money to the right, steps that are missing upwards; a line per group."""
    with DRAWING:
        figure = charts.frontier(
            [
                charts.FrontierSeries(
                    group.finish,
                    [
                        charts.FrontierPoint(row.spend, row.steps_short, str(row.place + 1))
                        for row in group.rows
                    ],
                )
                for group in groups
            ],
            labels=charts.FrontierLabels(
                money=_("duizend euro in de looptijd"), short=_("stappen die ontbreken")
            ),
            write=number,
        )
        return to_svg(
            figure,
            title=_("Wat u bereikt voor welk geld"),
            description=_(
                "Per keuze een punt: naar rechts kost het meer, naar beneden ontbreekt er minder. Wat op "
                "hetzelfde moment klaar is, heeft hetzelfde teken en dezelfde lijn. "
                "Dezelfde gegevens staan in de tabel."
            ),
            id_prefix="frontier",
        )
