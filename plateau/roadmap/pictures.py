"""The charts of a computed roadmap with their words, in the language of the page; used by pages and report.

Drawing takes some tenths of a second and a computed roadmap never changes, so for the pages the drawings of
the last few are kept in memory. Only names from outside the plan can change: these are part of the key.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from flask_babel import gettext as _
from markupsafe import Markup
from matplotlib.figure import Figure

from plateau.catalogue.model import Track
from plateau.roadmap import charts, wording
from plateau.roadmap.model import Calendar
from plateau.roadmap.presentation import RoadmapPage
from plateau.roadmap.schedule_page import ScheduleRow
from plateau.roadmap.store import StoredPlan
from plateau.web.locale import language, number
from plateau.web.svg import DRAWING, to_svg

KEPT = 64


# the figures


def gantt(page: RoadmapPage, calendar: Calendar, rows: Sequence[ScheduleRow] | None = None) -> Figure:
    """Interventions over the quarters: all of them, or only `rows`."""
    return charts.gantt(
        [charts.Bar(row.title, row.start, row.end, track_of(row).value) for row in rows or page.schedule],
        [
            charts.Diamond(row.title, row.period, row.transitie, row.met, row.transitie_name)
            for row in page.milestones
            if row.asks
        ],
        quarters=_short(page.quarters),
        years=_years(calendar),
        labels=charts.GanttLabels(
            tracks={track.value: wording.track_name(track).capitalize() for track in Track},
            milestones=_("Mijlpalen"),
            missed=_("wordt niet gehaald"),
        ),
    )


def track_of(row: ScheduleRow) -> Track:
    """The track that an intervention stands in; one that the model has lost stands in the first."""
    return row.measure.track if row.measure else Track.TRANSITIE


def costs(page: RoadmapPage, width: float = charts.COSTS_WIDTH) -> Figure:
    """Cost and budget per year."""
    return charts.costs(
        page.costs,
        labels=charts.CostLabels(
            one_off=_("Eenmalig"),
            structural=_("Structureel"),
            budget=_("Budget"),
            unit=_("duizend euro"),
            no_budget=_("zonder streep: geen grens"),
        ),
        write=number,
        width=width,
    )


def load(page: RoadmapPage, calendar: Calendar) -> Figure:
    """Days per role and quarter."""
    return charts.load(
        page.loads,
        names=[wording.role_name(item.role).capitalize() for item in page.loads],
        quarters=_short(page.quarters),
        years=_years(calendar),
        used=_("Dagen voor maatregelen"),
        available=_("Dagen beschikbaar"),
        over=_("Meer dagen dan beschikbaar"),
        no_limit=_("geen grens"),
    )


def _years(calendar: Calendar) -> list[tuple[int, int, int]]:
    """Each year with its first quarter and the one after its last."""
    spans = [(year, calendar.periods_of(year)) for year in calendar.years]
    return [(year, span.start, span.stop) for year, span in spans]


def _short(labels: Sequence[str]) -> list[str]:
    """K1, K2 …: the year stands above."""
    return [label.split(" ")[1] for label in labels]


# for the page


@dataclass(frozen=True, slots=True)
class Pictures:
    """Three `<svg>` elements; each has the same figures in a table on the page."""

    gantt: Markup
    costs: Markup
    load: Markup


Key = tuple[UUID, str, tuple[str, ...]]
_kept: OrderedDict[Key, Pictures] = OrderedDict()


def roadmap_pictures(stored: StoredPlan, page: RoadmapPage) -> Pictures:
    """The charts of a computed roadmap, drawn once per language."""
    names = (*(row.title for row in page.schedule), *(row.title for row in page.milestones))
    key = (stored.summary.id, language(), names)
    with DRAWING:  # from the look-up on: drawing the same thing twice helps nobody
        if key not in _kept:
            _kept[key] = _draw(stored.problem.calendar, page)
            while len(_kept) > KEPT:
                _kept.popitem(last=False)
        _kept.move_to_end(key)
        return _kept[key]


def _draw(calendar: Calendar, page: RoadmapPage) -> Pictures:
    return Pictures(
        gantt=to_svg(
            gantt(page, calendar),
            title=_("Maatregelen in de tijd"),
            description=_(
                "Per maatregel een balk van begin tot eind. Dezelfde gegevens staan in de tabel eronder."
            ),
            id_prefix="gantt",
        ),
        costs=to_svg(
            costs(page, charts.NARROW),
            title=_("Kosten en budget"),
            description=_("Per jaar de kosten en het budget. Dezelfde gegevens staan in de tabel ernaast."),
            id_prefix="costs",
        ),
        load=to_svg(
            load(page, calendar),
            title=_("Dagen per rol en kwartaal"),
            description=_("Per rol de dagen in elk kwartaal. Dezelfde gegevens staan in de tabel eronder."),
            id_prefix="load",
        ),
    )
